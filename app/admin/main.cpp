// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/Command.h"

#include <QGuiApplication>

int main(int argc, char** argv)
{
    // Pictures and PDFs of receipts want fonts, never a screen.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tangyuan"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TANGYUAN_VERSION));
    return static_cast<int>(tangyuan::runAdmin(QCoreApplication::arguments()));
}
