// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/till/TillApplication.h"

#include "app/common/DataFolder.h"

#include <QCommandLineParser>

#include <cstdio>

namespace tangyuan {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(TillCommandLine)
};

void print(FILE* stream, const QString& text)
{
    std::fputs(qPrintable(text), stream);
}

}

TillCommandLine parseCommandLine(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(Text::tr("The till of a shop that knows its regulars."));
    const QCommandLineOption help({ QStringLiteral("h"), QStringLiteral("help") }, Text::tr("Show this help."));
    const QCommandLineOption version({ QStringLiteral("v"), QStringLiteral("version") }, Text::tr("Show the version."));
    const QCommandLineOption data(QStringLiteral("data"), Text::tr("Folder of the till; made if it is missing. Default: %1").arg(defaultDataFolder()),
        QStringLiteral("DIR"), defaultDataFolder());
    const QCommandLineOption keyFile(QStringLiteral("key-file"), Text::tr("Keep the till's key in this file instead of the keychain."), QStringLiteral("FILE"));
    const QCommandLineOption fullScreen(QStringLiteral("fullscreen"), Text::tr("Fill the screen."));
    const QCommandLineOption language(
        QStringLiteral("language"), Text::tr("zh_CN or en; default: as in Settings, or as the computer."), QStringLiteral("LANGUAGE"));
    const QCommandLineOption scale(
        QStringLiteral("scale"), Text::tr("Size of everything: 1 is made for 1366×768. Default: as fits the screen."), QStringLiteral("FACTOR"));
    const QCommandLineOption readyFile(
        QStringLiteral("ready-file"), Text::tr("Write the milliseconds from start to the first frame into this file."), QStringLiteral("FILE"));
    const QCommandLineOption log(QStringLiteral("log"),
        Text::tr("How much the log tells: trouble, notice or detail; default: notice. Nothing in it is about a person."), QStringLiteral("LEVEL"),
        logLevelName(TillLog::Level::Notice));
    const QCommandLineOption logFile(QStringLiteral("log-file"),
        Text::tr("Write the log into this file. Default: %1 in the till's folder.").arg(TillLog::pathIn({})), QStringLiteral("FILE"));
    parser.addOptions({ help, version, data, keyFile, fullScreen, language, scale, readyFile, log, logFile });

    const bool isUnderstood = parser.parse(arguments) && parser.positionalArguments().isEmpty();
    if (isUnderstood && parser.isSet(help)) {
        print(stdout, parser.helpText());
        return {};
    }
    if (isUnderstood && parser.isSet(version)) {
        print(stdout, QStringLiteral("tangyuan " TANGYUAN_VERSION "\n"));
        return {};
    }
    auto wrong = [&](const QString& sentence) {
        print(stderr, QStringLiteral("tangyuan: ") + sentence + QStringLiteral("\n") + Text::tr("Try tangyuan --help.") + QStringLiteral("\n"));
        return TillCommandLine { .options = {}, .exitCode = ExitCode::Usage };
    };
    if (!isUnderstood)
        return wrong(parser.errorText().isEmpty() ? Text::tr("Unknown argument: %1").arg(parser.positionalArguments().value(0)) : parser.errorText());
    TillOptions options;
    options.folder = parser.value(data);
    options.keyFile = parser.value(keyFile);
    options.language = parser.value(language);
    options.readyFile = parser.value(readyFile);
    options.screen = parser.isSet(fullScreen) ? TillOptions::Screen::Full : TillOptions::Screen::Window;
    if (!options.language.isEmpty() && options.language != u"zh_CN" && options.language != u"en")
        return wrong(Text::tr("The language is zh_CN or en."));
    bool isNumber = true;
    if (parser.isSet(scale))
        options.scale = parser.value(scale).toDouble(&isNumber);
    if (!isNumber || options.scale < 0 || options.scale > 2)
        return wrong(Text::tr("The scale is a number up to 2."));
    const auto level = logLevelFromName(parser.value(log));
    if (!level)
        return wrong(Text::tr("The log tells trouble, notice or detail."));
    options.logLevel = *level;
    options.logFile = parser.value(logFile);
    if (options.folder.isEmpty())
        return wrong(Text::tr("The folder has no name."));
    return { .options = options, .exitCode = ExitCode::Done };
}

}
