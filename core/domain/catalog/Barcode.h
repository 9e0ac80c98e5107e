// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QString>

namespace tangyuan {

/// The symbols on goods that a till reads. Twelve digits are UPC-A, thirteen EAN-13, eight EAN-8 (GS1 General
/// Specifications, 5.2); any other printable ASCII is taken for Code 128.
enum class BarcodeKind { Ean13, Ean8, UpcA, Code128 };

/// '0' … '9' only, at least one. (QChar::isDigit takes the digits of every script.)
bool isAsciiDigits(QStringView text);

/// The digit that belongs behind `digits`: weights 3, 1, 3, 1 … from the right, up to the next ten (GS1 General
/// Specifications, 7.9.1). `digits` must be ASCII digits.
QChar gs1CheckDigit(QStringView digits);
/// Whether the last of these digits is the check digit of those before it. False for what is not digits.
bool hasGs1CheckDigit(QStringView digits);

/// What a barcode is. Eight, twelve or thirteen digits must carry their check digit: in a catalogue a wrong one is
/// a slip of the keyboard far more often than an in-house number.
/// Errors: InputMalformed (empty, or not printable ASCII), InputTooLong (beyond limits::codeChars),
/// BarcodeInvalid (check digit).
Result<BarcodeKind> classifyBarcode(QStringView barcode);

/// The one form that a barcode is looked up by: a UPC-A becomes the EAN-13 that it is (a leading zero; GS1 General
/// Specifications, 3.3.2), since scanners report either. All else stays as it is.
QString normalisedBarcode(QStringView barcode);

}
