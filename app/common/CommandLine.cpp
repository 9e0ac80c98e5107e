// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/CommandLine.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <cstdio>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t none = static_cast<size_t>(-1);

std::vector<CommandOption> commonOptions(const Program& program)
{
    std::vector<CommandOption> options = program.commonOptions;
    options.push_back({ u"help"_s, {}, u"show this help"_s });
    options.push_back({ u"version"_s, {}, u"show the version"_s });
    return options;
}

/// The common options; where a command has one of the same name, that one counts.
std::vector<CommandOption> commonOptionsFor(const Program& program, const CommandSpec& command)
{
    std::vector<CommandOption> options;
    for (const CommandOption& common : commonOptions(program))
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

QString generalHelp(const Program& program, const std::vector<CommandSpec>& commands)
{
    constexpr int summaryColumn = 18;
    const QString command = program.defaultCommand.isEmpty() ? u"COMMAND"_s : u"[COMMAND]"_s;
    QString text = u"Usage: %1 %2 [ARGUMENTS] [OPTIONS]\n\n%3\n\nCommands:\n"_s.arg(program.name, command, program.summary);
    for (const CommandSpec& each : commands)
        text += u"  "_s + each.name.leftJustified(summaryColumn) + each.summary + u'\n';
    return text + u"\nOptions of every command:\n"_s + optionLines(commonOptions(program))
        + u"\nExit codes: 0 done, 1 refused input or rows with problems, 2 wrong command line,\n            3 storage, key or hub trouble, 4 verify found "
          u"damage.\n"
          "\nExample:\n  %1 %2\n"_s.arg(program.name, program.example);
}

QString commandHelp(const Program& program, const CommandSpec& command)
{
    const QString usage = (QStringList { program.name, command.name } + command.arguments + QStringList { u"[OPTIONS]"_s }).join(u' ');
    QString text = u"Usage: %1\n\n%2\n"_s.arg(usage, command.summary);
    if (!command.details.isEmpty())
        text += u'\n' + command.details + u'\n';
    if (!command.options.empty())
        text += u"\nOptions:\n"_s + optionLines(command.options);
    return text + u"\nOptions of every command:\n"_s + optionLines(commonOptionsFor(program, command)) + u"\nExample:\n  "_s + program.name + u' '
        + command.example + u'\n';
}

/// The place of the command whose words the line begins with, or `none`.
size_t findCommand(const Program& program, const QStringList& words)
{
    for (size_t i = 0; i < program.commands.size(); ++i) {
        const QStringList name = program.commands[i].name.split(u' ');
        if (words.mid(0, name.size()) == name)
            return i;
    }
    return none;
}

/// "import" alone: which of its commands?
std::optional<ProgramOutcome> asGroup(const Program& program, const QStringList& words)
{
    QStringList names;
    std::vector<CommandSpec> members;
    for (const CommandSpec& command : program.commands) {
        if (!command.name.startsWith(words.first() + u' '))
            continue;
        names.append(command.name.section(u' ', 1));
        members.push_back(command);
    }
    if (members.empty())
        return std::nullopt;
    if (!words.contains(u"--help"_s) && !words.contains(u"-h"_s))
        return misused(u"%1 what? One of: %2."_s.arg(words.first(), names.join(u", "_s)));
    print(generalHelp(program, members));
    return ProgramOutcome {};
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

ProgramOutcome runCommand(const Program& program, size_t place, const QStringList& line)
{
    const CommandSpec& command = program.commands[place];
    std::vector<CommandOption> options = command.options;
    std::ranges::move(commonOptionsFor(program, command), std::back_inserter(options));
    QCommandLineParser parser;
    parser.addOptions(parserOptions(options));
    if (!parser.parse(withNumbersLast(line)))
        return misused(parser.errorText());
    if (parser.isSet(u"help"_s)) {
        print(commandHelp(program, command));
        return {};
    }
    const QStringList given = parser.positionalArguments();
    const auto needed = std::ranges::count_if(command.arguments, [](const QString& argument) { return !argument.startsWith(u'['); });
    if (given.size() < needed)
        return misused(u"%1 needs %2. Try %3 %1 --help."_s.arg(command.name, command.arguments.value(given.size()), program.name));
    if (given.size() > command.arguments.size())
        return misused(u"%1 does not take “%2”. Try %3 %1 --help."_s.arg(command.name, given.value(command.arguments.size()), program.name));
    QHash<QString, QString> values;
    for (const CommandOption& option : options) {
        if (!parser.isSet(option.name))
            continue;
        const QString value = option.value.isEmpty() ? QString() : parser.value(option.name); // Qt 6.8 says aloud that a flag has none
        if (!option.value.isEmpty() && value.isEmpty())
            return misused(u"--%1 needs %2."_s.arg(option.name, option.value));
        values.insert(option.name, value);
    }
    auto outcome = program.run(place, given, values);
    if (outcome)
        return std::move(*outcome);
    say(program.sentence(outcome.error()));
    return { { { u"error"_s, errorJson(outcome.error()) } }, exitFor(outcome.error().code) };
}

/// The line names no command.
ProgramOutcome runWithout(const Program& program, const QStringList& arguments)
{
    const size_t place = findCommand(program, { program.defaultCommand });
    return program.defaultCommand.isEmpty() || place == none ? misused(u"Which command? Try %1 --help."_s.arg(program.name))
                                                             : runCommand(program, place, arguments);
}

ProgramOutcome runLine(const Program& program, const QStringList& arguments)
{
    // The common options may stand before the command.
    QCommandLineParser scout;
    scout.addOptions(parserOptions(commonOptions(program)));
    scout.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsPositionalArguments);
    const bool isUnderstood = scout.parse(arguments);
    const QStringList words = scout.positionalArguments();
    if (!isUnderstood)
        return misused(scout.errorText());
    const size_t place = words.isEmpty() ? none : findCommand(program, words);
    const auto hasOwnVersion = [&] {
        const auto& options = program.commands[place].options;
        return std::ranges::find(options, u"version"_s, &CommandOption::name) != options.end();
    };
    if (scout.isSet(u"version"_s) || (words.contains(u"--version"_s) && (place == none || !hasOwnVersion()))) {
        print(program.name + u" " TANGYUAN_VERSION "\n"_s);
        return {};
    }
    if (words.isEmpty() && scout.isSet(u"help"_s)) {
        print(generalHelp(program, program.commands));
        return {};
    }
    if (words.isEmpty())
        return runWithout(program, arguments);
    if (place == none) {
        const auto group = asGroup(program, words);
        return group ? *group : misused(u"There is no command “%1”. Try %2 --help."_s.arg(words.first(), program.name));
    }
    const qsizetype before = arguments.size() - words.size();
    return runCommand(program, place, arguments.first(before) + words.mid(program.commands[place].name.split(u' ').size()));
}

}

ProgramExit runProgram(const Program& program, const QStringList& arguments)
{
    const ProgramOutcome outcome = runLine(program, arguments);
    const bool isText = program.prints == Program::Prints::TextUnlessAsked && !arguments.contains(u"--json"_s);
    if (isText)
        print(outcome.text);
    else if (!outcome.json.isEmpty())
        print(QString::fromUtf8(QJsonDocument(outcome.json).toJson()));
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0)
        return outcome.exit;
    say(u"The document could not be written to stdout."_s);
    return outcome.exit == ProgramExit::Done ? ProgramExit::Storage : outcome.exit;
}

void say(const QString& sentence)
{
    const QString program = QFileInfo(QCoreApplication::applicationFilePath()).fileName();
    std::fprintf(stderr, "%s: %s\n", qPrintable(program), sentence.toUtf8().constData());
}

ProgramOutcome failed(const Error& error, ProgramExit exit)
{
    say(errorSentence(error));
    return { { { u"error"_s, errorJson(error) } }, exit };
}

ProgramOutcome misused(const QString& sentence)
{
    say(printable(sentence));
    return { { { u"error"_s, QJsonObject { { u"code"_s, u"Usage"_s }, { u"context"_s, sentence } } } }, ProgramExit::Usage };
}

}
