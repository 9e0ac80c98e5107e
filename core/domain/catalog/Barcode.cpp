// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/catalog/Barcode.h"

#include "core/base/Limits.h"

#include <algorithm>

namespace tangyuan {

namespace {

constexpr qsizetype ean8Digits = 8;
constexpr qsizetype upcADigits = 12;
constexpr qsizetype ean13Digits = 13;

}

bool isAsciiDigits(QStringView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

QChar gs1CheckDigit(QStringView digits)
{
    VERIFY(isAsciiDigits(digits));
    int sum = 0;
    int weight = 3;
    for (qsizetype i = digits.size() - 1; i >= 0; --i) {
        sum = (sum + weight * (digits[i].unicode() - u'0')) % 10;
        weight = 4 - weight;
    }
    return QChar(u'0' + (10 - sum) % 10);
}

bool hasGs1CheckDigit(QStringView digits)
{
    return digits.size() > 1 && isAsciiDigits(digits) && gs1CheckDigit(digits.chopped(1)) == digits.back();
}

Result<BarcodeKind> classifyBarcode(QStringView barcode)
{
    const auto isPrintable = [](QChar c) { return c >= u' ' && c <= u'~'; };
    if (barcode.size() > limits::codeChars)
        return fail(ErrorCode::InputTooLong, QStringLiteral("barcode"));
    if (barcode.isEmpty() || barcode.trimmed().size() != barcode.size() || !std::all_of(barcode.begin(), barcode.end(), isPrintable))
        return fail(ErrorCode::InputMalformed, QStringLiteral("barcode"));

    const bool isGs1Length = barcode.size() == ean8Digits || barcode.size() == upcADigits || barcode.size() == ean13Digits;
    if (!isGs1Length || !isAsciiDigits(barcode))
        return BarcodeKind::Code128;
    if (!hasGs1CheckDigit(barcode))
        return fail(ErrorCode::BarcodeInvalid, QStringLiteral("check digit"));
    if (barcode.size() == ean8Digits)
        return BarcodeKind::Ean8;
    return barcode.size() == upcADigits ? BarcodeKind::UpcA : BarcodeKind::Ean13;
}

QString normalisedBarcode(QStringView barcode)
{
    if (barcode.size() == upcADigits && isAsciiDigits(barcode))
        return u'0' + barcode.toString();
    return barcode.toString();
}

}
