// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/Files.h"

#include <QString>

namespace tangyuan {

/// A PIN from stdin, where neither the shell's history nor the list of processes shows it.
inline Result<QString> readPinFromStdin()
{
    constexpr qint64 mostBytes = 64;
    return QString::fromUtf8(TRY(readInputFileOrStdin(QStringLiteral("-"), mostBytes))).trimmed();
}

}
