// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/shop/ShopSettings.h"

namespace tangyuan {

/// Receipt printers have 203 dots per inch: 8 dots per millimetre.
inline constexpr int paperDotsPerInch = 203;

/// What fits on the paper beside each other: half-width characters of 12 dots (Font A).
constexpr int paperColumns(PaperWidth paper)
{
    return paper == PaperWidth::Mm58 ? 32 : 48;
}

/// The dots that the head can print; the paper is a little wider.
constexpr int paperDots(PaperWidth paper)
{
    return paper == PaperWidth::Mm58 ? 384 : 576;
}

constexpr int paperMillimetres(PaperWidth paper)
{
    return paper == PaperWidth::Mm58 ? 58 : 80;
}

/// How large a QR module is to be: the largest that keeps the symbol within three fifths of the paper,
/// and not so small that a phone fails at it (3 dots = 0.375 mm).
constexpr int qrModuleDots(int modulesPerSide, PaperWidth paper)
{
    const int fitting = paperDots(paper) * 3 / 5 / (modulesPerSide > 0 ? modulesPerSide : 1);
    return fitting < 3 ? 3 : fitting > 8 ? 8 : fitting;
}

}
