// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

/// How much of anything the till takes. Beyond a limit there is a clear error, never a crash.
namespace tangyuan::limits {

inline constexpr qsizetype scanChars = 2'048;   ///< one scan or typed entry
inline constexpr qsizetype nameChars = 120;     ///< product, category, member, shop name
inline constexpr qsizetype noteChars = 200;     ///< note on a line or a cart
inline constexpr qsizetype codeChars = 48;      ///< barcode, PLU
inline constexpr qsizetype pinHashChars = 128;  ///< crypto_pwhash_STRBYTES
inline constexpr qsizetype reasonChars = 120;   ///< why points moved, as a stable word
inline constexpr qsizetype feedbackChars = 500; ///< what a member tells us, and our answer
inline constexpr qsizetype addressChars = 300;
inline constexpr qsizetype emailChars = 254; ///< RFC 5321, 4.5.3.1
inline constexpr qsizetype cartLines = 500;
inline constexpr qsizetype suspendedCarts = 100;
inline constexpr qsizetype tenders = 10;
inline constexpr qsizetype products = 50'000;
inline constexpr qsizetype barcodesPerProduct = 20;
inline constexpr qsizetype cartCoupons = 20;
inline constexpr qsizetype tagsPerProduct = 20;       ///< of nameChars each
inline constexpr qint64 unitPriceMinor = 100'000'000; ///< a million yuan a piece
inline constexpr qint64 csvBytes = 64 * 1024 * 1024;
inline constexpr qsizetype csvFieldChars = 4'096;
inline constexpr qsizetype csvColumns = 100;
inline constexpr qint64 jsonBytes = 4 * 1024 * 1024;
inline constexpr qsizetype factBodyBytes = 1024 * 1024;
inline constexpr qint64 imageBytes = 32 * 1024 * 1024;
inline constexpr int imagePixelsPerSide = 16'384;

}
