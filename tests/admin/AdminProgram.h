// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace tangyuan {

/// What one call of the real program came to.
struct AdminRun {
    int exitCode = -1;
    QByteArray output;
    QString messages;
    QJsonObject json;

    QString errorCode() const { return json[QLatin1String("error")].toObject()[QLatin1String("code")].toString(); }
    QString errorContext() const { return json[QLatin1String("error")].toObject()[QLatin1String("context")].toString(); }
};

/// Where the programs were built: the environment says so, or they lie beside the tests.
inline QString programPath(const QString& name)
{
    const QString folder = qEnvironmentVariable("TANGYUAN_PROGRAMS");
    return QDir(folder.isEmpty() ? QCoreApplication::applicationDirPath() + QStringLiteral("/../app") : folder).filePath(name);
}

/// Runs tangyuan-admin, or another program, as a person would; `outputFile` takes its stdout instead.
inline AdminRun runAdminProgram(const QStringList& arguments, const QString& outputFile = {}, const QString& program = QStringLiteral("tangyuan-admin"))
{
    QProcess process;
    if (!outputFile.isEmpty())
        process.setStandardOutputFile(outputFile);
    process.start(programPath(program), arguments);
    AdminRun run;
    constexpr int mostMs = 120'000;
    if (!process.waitForFinished(mostMs) || process.exitStatus() != QProcess::NormalExit) {
        run.messages = QStringLiteral("the program did not end well: ") + process.errorString() + QString::fromUtf8(process.readAllStandardError());
        return run;
    }
    run.exitCode = process.exitCode();
    run.output = process.readAllStandardOutput();
    run.messages = QString::fromUtf8(process.readAllStandardError());
    run.json = QJsonDocument::fromJson(run.output).object();
    return run;
}

/// For a test whose rows are commands: each says how it is called.
inline void addCommandRows(std::initializer_list<const char*> commands)
{
    QTest::addColumn<QString>("command");
    for (const char* command : commands)
        QTest::newRow(command) << QString::fromLatin1(command);
}
inline void explainsItself()
{
    QFETCH(QString, command);
    const AdminRun run = runAdminProgram(command.split(u' ') + QStringList { QStringLiteral("--help") });
    QCOMPARE(run.exitCode, 0);
    QVERIFY(run.output.contains("tangyuan-admin " + command.toLatin1()));
}

inline bool writeWhole(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

inline QByteArray readWhole(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A little shop in a temporary folder, with a key file, for one story.
class AdminShop {
public:
    QString path(const QString& name) const { return QDir(m_folder.path()).filePath(name); }
    QString till() const { return path(QStringLiteral("till")); }
    QString keyFile() const { return path(QStringLiteral("till.key")); }
    QString database() const { return till() + QStringLiteral("/till.sqlite"); }

    QString file(const QString& name, const QByteArray& bytes) const { return writeWhole(path(name), bytes) ? path(name) : QString(); }
    AdminRun admin(const QStringList& arguments) const
    {
        return runAdminProgram(arguments + QStringList { QStringLiteral("--data"), till(), QStringLiteral("--key-file"), keyFile() });
    }
    AdminRun sell(const QByteArray& json, const QStringList& options = {}) const
    {
        return admin(QStringList { QStringLiteral("sell"), file(QStringLiteral("cart.json"), json) } + options);
    }
    /// Starts as a copy of that shop.
    bool copyFrom(const AdminShop& other) const
    {
        return QDir().mkpath(till()) && QFile::copy(other.database(), database()) && QFile::copy(other.keyFile(), keyFile());
    }

private:
    QTemporaryDir m_folder;
};

}
