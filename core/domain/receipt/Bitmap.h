// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace tangyuan {

/// Black dots on paper: each row is packed into whole bytes, the leftmost dot in the highest bit, 1 is
/// black: the order in which thermal printers take them.
struct Bitmap {
    int width = 0;
    int height = 0;
    QByteArray rows;

    static Bitmap blank(int width, int height)
    {
        Bitmap bitmap { width, height, {} };
        bitmap.rows = QByteArray(qsizetype(bitmap.bytesPerRow()) * height, '\0');
        return bitmap;
    }
    int bytesPerRow() const { return (width + 7) / 8; }
    bool isBlack(int x, int y) const { return (quint8(rows[qsizetype(y) * bytesPerRow() + x / 8]) >> (7 - x % 8) & 1) != 0; }
    void blacken(int x, int y)
    {
        char& byte = rows[qsizetype(y) * bytesPerRow() + x / 8];
        byte = char(quint8(byte) | (0x80u >> (x % 8)));
    }
    bool operator==(const Bitmap&) const = default;
};

}
