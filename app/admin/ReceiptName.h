// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileInfo>

namespace tangyuan {

/// Whether writeReceiptFile knows what to make of this name; asked before anything is sold.
inline bool isReceiptName(const QString& path)
{
    static const QStringList known { QStringLiteral("escpos"), QStringLiteral("png"), QStringLiteral("pdf"), QStringLiteral("txt") };
    return known.contains(QFileInfo(path).suffix().toLower());
}

inline QString receiptNameRule()
{
    return QStringLiteral("The receipt's file ends in .escpos, .png, .pdf or .txt.");
}

}
