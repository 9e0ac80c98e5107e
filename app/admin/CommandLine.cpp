// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/Command.h"

#include "app/admin/Messages.h"
#include "app/common/DataFolder.h"
#include "app/devices/KeyFile.h"
#include "app/devices/KeychainKeyStore.h"

#include <QCommandLineParser>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <cstdio>

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
    for (const auto& group : { shopCommands, importCommands, exportCommands, saleCommands, memberCommands, statementCommands, ledgerCommands, deedCommands, pinCommands,
             feedbackCommands, segmentCommands, refundCommands, jobCommands, rulesCommands,
             priceCommands, couponCommands, reportCommands, scanCommands, safetyCommands })
        std::ranges::move(group(), std::back_inserter(all));
    return all;
}

const std::vector<CommandOption>& commonOptions()
{
    static const std::vector<CommandOption> options {
        { u"data"_s, u"DIR"_s, u"the till's folder; default: where the till keeps it"_s },
        { u"key-file"_s, u"FILE"_s, u"the till's key is in this file, not in the keychain"_s },
        { u"help"_s, {}, u"show this help"_s },
        { u"version"_s, {}, u"show the version"_s },
    };
    return options;
}

/// The common options; where a command has one of the same name, that one counts.
std::vector<CommandOption> commonOptionsFor(const Command& command)
{
    std::vector<CommandOption> options;
    for (const CommandOption& common : commonOptions())
        if (std::ranges::find(command.options, common.name, &CommandOption::name) == command.options.end())
            options.push_back(common);
    return options;
}

/// What to tell the parser about these options.
QList<QCommandLineOption> parserOptions(const std::vector<CommandOption>& options)
{
    QList<QCommandLineOption> parsed;
    for (const CommandOption& option : options) {
        const QStringList names = option.name == u"help" ? QStringList { u"h"_s, option.name } : QStringList { option.name };
        parsed.append(option.value.isEmpty() ? QCommandLineOption(names) : QCommandLineOption(names, {}, option.value));
    }
    return parsed;
}

void print(const QString& text)
{
    std::fputs(text.toUtf8().constData(), stdout);
}

QString optionLines(const std::vector<CommandOption>& options)
{
    constexpr int helpColumn = 26;
    QString lines;
    for (const CommandOption& option : options)
        lines += u"  "_s + (u"--%1 %2"_s.arg(option.name, option.value)).leftJustified(helpColumn) + option.help + u'\n';
    return lines;
}

QString generalHelp(const std::vector<Command>& commands)
{
    constexpr int summaryColumn = 18;
    QString text = u"Usage: tangyuan-admin COMMAND [ARGUMENTS] [OPTIONS]\n\n"
                   "The till's use cases without a screen. Documents are JSON on stdout; messages go to stderr.\n\nCommands:\n"_s;
    for (const Command& command : commands)
        text += u"  "_s + command.name.leftJustified(summaryColumn) + command.summary + u'\n';
    return text + u"\nOptions of every command:\n"_s + optionLines(commonOptions())
        + u"\nExit codes: 0 done, 1 refused input or rows with problems, 2 wrong command line,\n            3 storage or key trouble, 4 verify found damage.\n"
          "\nExample:\n  tangyuan-admin sell --help\n"_s;
}

QString commandHelp(const Command& command)
{
    QString text = u"Usage: tangyuan-admin %1\n\n%2\n"_s.arg((QStringList { command.name } + command.arguments + QStringList { u"[OPTIONS]"_s }).join(u' '), command.summary);
    if (!command.details.isEmpty())
        text += u'\n' + command.details + u'\n';
    if (!command.options.empty())
        text += u"\nOptions:\n"_s + optionLines(command.options);
    return text + u"\nOptions of every command:\n"_s + optionLines(commonOptionsFor(command)) + u"\nExample:\n  tangyuan-admin "_s + command.example + u'\n';
}

/// The command whose words the line begins with.
const Command* findCommand(const std::vector<Command>& commands, const QStringList& words)
{
    for (const Command& command : commands) {
        const QStringList name = command.name.split(u' ');
        if (words.mid(0, name.size()) == name)
            return &command;
    }
    return nullptr;
}

/// "import" alone: which of its commands?
std::optional<AdminOutcome> asGroup(const std::vector<Command>& commands, const QStringList& words)
{
    QStringList names;
    std::vector<Command> members;
    for (const Command& command : commands) {
        if (!command.name.startsWith(words.first() + u' '))
            continue;
        names.append(command.name.section(u' ', 1));
        members.push_back(command);
    }
    if (members.empty())
        return std::nullopt;
    if (!words.contains(u"--help"_s) && !words.contains(u"-h"_s))
        return misused(u"%1 what? One of: %2."_s.arg(words.first(), names.join(u", "_s)));
    print(generalHelp(members));
    return AdminOutcome {};
}

/// A number below zero would be taken for an option; behind "--" it is none.
QStringList withNumbersLast(const QStringList& line)
{
    static const QRegularExpression negative(u"^-[0-9]+$"_s);
    if (line.contains(u"--"_s))
        return line;
    QStringList words;
    QStringList numbers;
    for (const QString& word : line)
        (negative.match(word).hasMatch() ? numbers : words).append(word);
    return numbers.isEmpty() ? words : words + QStringList { u"--"_s } + numbers;
}

AdminOutcome runCommand(const Command& command, const QStringList& line)
{
    std::vector<CommandOption> options = command.options;
    std::ranges::move(commonOptionsFor(command), std::back_inserter(options));
    QCommandLineParser parser;
    parser.addOptions(parserOptions(options));
    if (!parser.parse(withNumbersLast(line)))
        return misused(parser.errorText());
    if (parser.isSet(u"help"_s)) {
        print(commandHelp(command));
        return {};
    }
    const QStringList given = parser.positionalArguments();
    const auto needed = std::ranges::count_if(command.arguments, [](const QString& argument) { return !argument.startsWith(u'['); });
    if (given.size() < needed)
        return misused(u"%1 needs %2. Try tangyuan-admin %1 --help."_s.arg(command.name, command.arguments.value(given.size())));
    if (given.size() > command.arguments.size())
        return misused(u"%1 does not take “%2”. Try tangyuan-admin %1 --help."_s.arg(command.name, given.value(command.arguments.size())));
    QHash<QString, QString> values;
    for (const CommandOption& option : options) {
        if (!parser.isSet(option.name))
            continue;
        if (!option.value.isEmpty() && parser.value(option.name).isEmpty())
            return misused(u"--%1 needs %2."_s.arg(option.name, option.value));
        values.insert(option.name, parser.value(option.name));
    }
    Invocation call(given, values);
    auto outcome = command.run(call);
    return outcome ? std::move(*outcome) : failed(outcome.error(), exitFor(outcome.error().code));
}

AdminOutcome runLine(const QStringList& arguments)
{
    const std::vector<Command> commands = allCommands();
    // The common options may stand before the command.
    QCommandLineParser scout;
    scout.addOptions(parserOptions(commonOptions()));
    scout.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsPositionalArguments);
    const bool isUnderstood = scout.parse(arguments);
    const QStringList words = scout.positionalArguments();
    if (!isUnderstood)
        return misused(scout.errorText());
    const Command* const command = words.isEmpty() ? nullptr : findCommand(commands, words);
    const bool hasOwnVersion = command && std::ranges::find(command->options, u"version"_s, &CommandOption::name) != command->options.end();
    if (scout.isSet(u"version"_s) || (words.contains(u"--version"_s) && !hasOwnVersion)) {
        print(u"tangyuan-admin " TANGYUAN_VERSION "\n"_s);
        return {};
    }
    if (words.isEmpty() && scout.isSet(u"help"_s)) {
        print(generalHelp(commands));
        return {};
    }
    if (words.isEmpty())
        return misused(u"Which command? Try tangyuan-admin --help."_s);
    if (!command) {
        const auto group = asGroup(commands, words);
        return group ? *group : misused(u"There is no command “%1”. Try tangyuan-admin --help."_s.arg(words.first()));
    }
    const qsizetype before = arguments.size() - words.size();
    return runCommand(*command, arguments.first(before) + words.mid(command->name.split(u' ').size()));
}

}

AdminExit runAdmin(const QStringList& arguments)
{
    const AdminOutcome outcome = runLine(arguments);
    if (!outcome.json.isEmpty())
        print(QString::fromUtf8(QJsonDocument(outcome.json).toJson()));
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0)
        return outcome.exit;
    say(u"The document could not be written to stdout."_s);
    return outcome.exit == AdminExit::Done ? AdminExit::Storage : outcome.exit;
}

}
