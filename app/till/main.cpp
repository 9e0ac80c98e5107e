// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/Languages.h"
#include "app/till/TillApplication.h"

#include <QApplication>
#include <QDateTime>

int main(int argc, char** argv)
{
    const qint64 startedMs = QDateTime::currentMSecsSinceEpoch();
    QCoreApplication::setApplicationName(QStringLiteral("tangyuan"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TANGYUAN_VERSION));
    tangyuan::TillCommandLine line;
    {
        // Help and version need no display.
        const QCoreApplication console(argc, argv);
        tangyuan::Languages languages;
        languages.use({});
        line = tangyuan::parseCommandLine(QCoreApplication::arguments());
    }
    if (!line.options)
        return static_cast<int>(line.exitCode);

    const QApplication application(argc, argv);
    tangyuan::TillApplication till(*line.options, startedMs);
    if (const tangyuan::ExitCode code = till.start(); code != tangyuan::ExitCode::Done)
        return static_cast<int>(code);
    return QApplication::exec();
}
