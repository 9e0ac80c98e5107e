// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QString>

#include <vector>

namespace tangyuan {

/// How much of a QR code may be dirty or torn and still be read: about 7, 15, 25, 30 % (ISO/IEC 18004:2015, 7.5.1).
enum class ErrorCorrection { Low, Medium, Quartile, High };

/// A QR code as a square of modules, for whoever draws it. It has no margin: leave `quietZoneModules` of
/// white on each side, or readers will not find it (ISO/IEC 18004:2015, 6.3.8).
class QrMatrix {
public:
    static constexpr int quietZoneModules = 4;

    QrMatrix() = default;
    /// `isDark` row by row, size × size of them.
    QrMatrix(int size, std::vector<bool> isDark);

    int size() const { return m_size; } ///< modules a side, 21 … 177; 0 for none
    bool isDark(int x, int y) const;

    bool operator==(const QrMatrix&) const = default;

private:
    int m_size = 0;
    std::vector<bool> m_isDark;
};

/// The smallest QR code that holds `payload`, in the densest mode that the whole of it fits: digits, QR's 45
/// alphanumeric characters (our own codes), or else UTF-8 bytes.
/// Errors: InputMalformed (empty), InputTooLong (beyond limits::scanChars, which is what our own scan takes, or
/// beyond what a QR code holds at this correction).
Result<QrMatrix> makeQr(const QString& payload, ErrorCorrection correction);

}
