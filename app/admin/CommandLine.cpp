// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/Command.h"

#include "app/common/DataFolder.h"
#include "app/devices/KeychainKeyStore.h"
#include "app/devices/KeyFile.h"

#include <algorithm>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

Invocation::Invocation(QStringList arguments, QHash<QString, QString> options)
    : m_arguments(std::move(arguments))
    , m_options(std::move(options))
{
    if (has("key-file"_L1))
        m_keys = std::make_unique<KeyFile>(option("key-file"_L1));
    else
        m_keys = std::make_unique<KeychainKeyStore>();
}

QString Invocation::folder() const
{
    return has("data"_L1) ? option("data"_L1) : defaultDataFolder();
}

Result<std::unique_ptr<Till>> Invocation::open(Database::Access access)
{
    auto till = TRY(Till::open(folder(), parts(), access));
    m_languages.use(till->settings().language);
    return till;
}

namespace {

std::vector<Command> allCommands()
{
    std::vector<Command> all;
    for (const auto& group : { shopCommands, importCommands, exportCommands, saleCommands, memberCommands, statementCommands, ledgerCommands, deedCommands,
             pinCommands, feedbackCommands, segmentCommands, refundCommands, jobCommands, rulesCommands, priceCommands, couponCommands, cashierCommands,
             reportCommands, scanCommands, hubCommands, safetyCommands })
        std::ranges::move(group(), std::back_inserter(all));
    return all;
}

const std::vector<CommandOption>& commonOptions()
{
    static const std::vector<CommandOption> options {
        { u"data"_s, u"DIR"_s, u"the till's folder; default: where the till keeps it"_s },
        { u"key-file"_s, u"FILE"_s, u"the till's key is in this file, not in the keychain"_s },
    };
    return options;
}

}

AdminExit runAdmin(const QStringList& arguments)
{
    const std::vector<Command> commands = allCommands();
    Program program { u"tangyuan-admin"_s, u"The till's use cases without a screen. Documents are JSON on stdout; messages go to stderr."_s, u"sell --help"_s,
        commonOptions(), {}, {}, {} };
    program.commands.assign(commands.begin(), commands.end());
    program.run = [&](size_t command, const QStringList& given, const QHash<QString, QString>& options) -> Result<AdminOutcome> {
        Invocation call(given, options);
        return commands[command].run(call);
    };
    return runProgram(program, arguments);
}

}
