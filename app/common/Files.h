// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QJsonObject>

namespace tangyuan {

/// Reads a whole file that was named on the command line. Errors: FileNotFound, FileUnreadable, InputTooLong
/// beyond `mostBytes`, of which no more is read.
Result<QByteArray> readInputFile(const QString& path, qint64 mostBytes);
/// The same, and "-" is stdin until its end.
Result<QByteArray> readInputFileOrStdin(const QString& path, qint64 mostBytes);
/// Errors: those of readInputFile and parseJsonObject.
Result<QJsonObject> readJsonFile(const QString& path);

enum class Readers { Everybody, OwnerOnly };

/// The whole file or, on an error, what was there before. Errors: FileUnwritable, DiskFull.
Result<void> writeOutputFile(const QString& path, const QByteArray& bytes, Readers readers = Readers::Everybody);

}
