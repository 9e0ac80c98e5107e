// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/admin/AdminProgram.h"

#include <QTest>

namespace tangyuan::sync {

/// Runs a command of tangyuan-hub as whoever runs it would.
inline AdminRun runHubProgram(const QString& folder, const QStringList& arguments)
{
    return runAdminProgram(arguments + QStringList { QStringLiteral("--data"), folder }, {}, QStringLiteral("tangyuan-hub"));
}

/// The program, serving; its port stands in its log.
class ServingProgram {
public:
    explicit ServingProgram(const QString& folder, const QStringList& options = {})
    {
        process.start(programPath(QStringLiteral("tangyuan-hub")),
            QStringList { QStringLiteral("--data"), folder, QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0") } + options);
        static_cast<void>(QTest::qWaitFor(
            [&] {
                for (const QJsonObject& line : lines())
                    if (line[QLatin1String("event")] == QLatin1String("started"))
                        port = static_cast<quint16>(line[QLatin1String("port")].toInt());
                return port != 0 || process.state() == QProcess::NotRunning;
            },
            30'000));
    }
    ~ServingProgram() { kill(); }

    /// What it logged up to now.
    QList<QJsonObject> lines()
    {
        log += process.readAllStandardError();
        QList<QJsonObject> all;
        for (const QByteArray& line : log.split('\n'))
            if (const QJsonDocument json = QJsonDocument::fromJson(line); json.isObject())
                all.append(json.object());
        return all;
    }
    bool endsWithin(int ms)
    {
        const bool hasEnded = QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, ms);
        log += process.readAllStandardError();
        return hasEnded;
    }
    void kill()
    {
        if (process.state() != QProcess::NotRunning)
            process.kill();
        process.waitForFinished();
    }

    QProcess process;
    QByteArray log;
    quint16 port = 0;
};

}
