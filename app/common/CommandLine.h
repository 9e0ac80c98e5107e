// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/ErrorSentences.h"

#include <QHash>
#include <QStringList>

#include <functional>
#include <vector>

namespace tangyuan {

/// What a command came to: the document for stdout, and how to end.
struct ProgramOutcome {
    QJsonObject json;
    ProgramExit exit = ProgramExit::Done;
    QString text {}; ///< for people, in a program that prints for them unless --json is asked for
};

struct CommandOption {
    QString name;
    QString value; ///< what it takes, for the help ("FILE"); empty: a switch
    QString help;
};

/// What a command is called and takes; what it does is its program's affair.
struct CommandSpec {
    QString name;          ///< one word, or a group and a word: "import products"
    QStringList arguments; ///< for the help and the count: "FILE", "[IMAGE]" if it may be left out
    QString summary;       ///< one sentence
    QString details;       ///< what else to know; may be empty
    QString example;       ///< without the program's name
    std::vector<CommandOption> options;
};

/// A program that is a table of commands.
struct Program {
    QString name;                             ///< "tangyuan-admin"
    QString summary;                          ///< some sentences, above the list of commands
    QString example;                          ///< without the program's name
    std::vector<CommandOption> commonOptions; ///< of every command, beside --help and --version
    std::vector<CommandSpec> commands;
    QString defaultCommand; ///< what it does where none is named; empty: it asks
    /// Runs a command of the table by its place, with its arguments, and its options by name.
    std::function<Result<ProgramOutcome>(size_t command, const QStringList& arguments, const QHash<QString, QString>& options)> run;
    enum class Prints { Json, TextUnlessAsked } prints = Prints::Json;
    std::function<QString(const Error& error)> sentence = errorSentence;
};

/// Runs what the command line says and prints its document.
ProgramExit runProgram(const Program& program, const QStringList& arguments);

/// One line on stderr behind the program's name, for the person at the terminal.
void say(const QString& sentence);
/// Says the error, and makes the document for it.
ProgramOutcome failed(const Error& error, ProgramExit exit);
/// The command line was wrong.
ProgramOutcome misused(const QString& sentence);

}
