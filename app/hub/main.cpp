// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hub/HubCommands.h"

#include <QCoreApplication>

#include <sys/stat.h>

namespace tangyuan::sync {

namespace {

using namespace Qt::Literals::StringLiterals;

/// Where a till's words would mislead whoever runs a hub.
QString hubSentence(const Error& error)
{
    const auto with = [&](const QString& words) { return error.context.isEmpty() ? words + u'.' : u"%1 (%2)."_s.arg(words, printable(error.context)); };
    if (error.code == ErrorCode::KeyMissing)
        return with(u"The hub's key is gone; put hub.key back from your backup, nothing opens without it"_s);
    if (error.code == ErrorCode::DatabaseMissing)
        return with(u"The hub's database cannot be reached"_s);
    if (error.code == ErrorCode::HubUnreachable)
        return with(u"The hub cannot listen there"_s);
    return errorSentence(error);
}

Program hubProgram(const std::vector<HubCommand>& commands)
{
    Program program { u"tangyuan-hub"_s,
        u"The server of a chain: tills send it what happened and learn what others did. Without a command it serves;\n"
        "the others work beside it, on the same folder. What serves remembers its options."_s,
        u"enrol --help"_s,
        { { u"data"_s, u"DIR"_s, u"the hub's folder; made at the first start"_s },
            { u"database"_s, u"URI"_s, u"postgresql://… ; default: a file in the folder"_s }, { u"listen"_s, u"ADDRESS:PORT"_s, u"default: 0.0.0.0:8443"_s },
            { u"name"_s, u"NAME"_s, u"the organisation's, at the first start"_s },
            { u"public-url"_s, u"URL"_s, u"under which tills reach the hub, if not by its address"_s },
            { u"certificate"_s, u"FILE"_s, u"a certificate of your own with its chain, PEM"_s }, { u"key"_s, u"FILE"_s, u"and its key, PEM"_s },
            { u"connections"_s, u"N"_s, u"that the server takes; default: 4000"_s },
            { u"connections-per-address"_s, u"N"_s, u"two a till; more where many come through one router; default: 400"_s },
            { u"json"_s, {}, u"print a JSON document"_s } },
        {}, u"serve"_s, {}, Program::Prints::TextUnlessAsked, hubSentence };
    program.commands.assign(commands.begin(), commands.end());
    program.run = [&commands](size_t command, const QStringList& arguments, const QHash<QString, QString>& options) -> Result<ProgramOutcome> {
        if (!options.contains(u"data"_s))
            return misused(u"Which hub? Name its folder with --data DIR."_s);
        const auto folder = TRY(HubFolder::open(options[u"data"_s],
            { options[u"database"_s], options[u"listen"_s], options[u"name"_s], options[u"public-url"_s], options[u"certificate"_s], options[u"key"_s],
                options[u"connections"_s], options[u"connections-per-address"_s] }));
        return commands[command].run({ *folder, arguments, options });
    };
    return program;
}

}

}

int main(int argc, char** argv)
{
    ::umask(S_IRWXG | S_IRWXO); // whatever it writes is its owner's
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tangyuan-hub"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TANGYUAN_VERSION));
    const std::vector<tangyuan::sync::HubCommand> commands = tangyuan::sync::hubCommands();
    return static_cast<int>(tangyuan::runProgram(tangyuan::sync::hubProgram(commands), QCoreApplication::arguments()));
}
