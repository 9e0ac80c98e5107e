// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CsvTable.h"

#include <QString>

#include <functional>

class QPushButton;
class QWidget;

namespace tangyuan {

/// Where the manager's page gets file names from: the system's dialogs, or a script in tests. Empty: thought better.
struct ManagerFiles {
    std::function<QString(const QString& suggestion)> askSave;
    std::function<QString()> askOpen;

    static ManagerFiles dialogs(QWidget* parent);
};

/// Errors: FileUnreadable, InputTooLong (limits::csvBytes).
Result<QByteArray> readFile(const QString& path);
/// The whole file or none of it. Errors: FileUnwritable.
Result<void> writeFile(const QString& path, const QByteArray& content);

/// Gives a button a menu of the encodings that a spreadsheet may want.
void addEncodingMenu(QPushButton& button, const std::function<void(CsvEncoding)>& chosen);

}
