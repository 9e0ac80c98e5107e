// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/members/MemberNumber.h"

#include <algorithm>

namespace tangyuan {

namespace {

constexpr qint64 firstNumber = 1'000'000;
constexpr qsizetype numberDigits = 8;
constexpr qsizetype mostNumberDigits = 19; // what a row number may grow to

/// The digit that makes the Luhn sum of `payload` and itself a multiple of ten.
QChar luhnDigit(QStringView payload)
{
    int sum = 0;
    bool isDoubled = true;
    for (auto digit = payload.rbegin(); digit != payload.rend(); ++digit, isDoubled = !isDoubled) {
        const int value = digit->unicode() - u'0';
        const int weighed = isDoubled ? value * 2 : value;
        sum += weighed / 10 + weighed % 10;
    }
    return QChar(u'0' + (10 - sum % 10) % 10);
}

}

QString memberNumber(qint64 row)
{
    return memberNumberOf(firstNumber + row);
}

QString memberNumberOf(qint64 payload)
{
    const QString digits = QString::number(payload);
    return digits + luhnDigit(digits);
}

bool isMemberNumber(QStringView text)
{
    if (text.size() < numberDigits || text.size() > mostNumberDigits || text.front() == u'0')
        return false;
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    return std::all_of(text.begin(), text.end(), isDigit) && luhnDigit(text.chopped(1)) == text.back();
}

}
