// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Money.h"

namespace tangyuan {

namespace {

/// Reads "-12.345" as an integer of `decimals` decimals (-12345 for 3). The text is normalised to
/// half-width first (NFKC); group commas are allowed before the point.
Result<qint64> parseDecimal(QStringView text, int decimals)
{
    constexpr qsizetype longestNumber = 32;
    if (text.size() > longestNumber)
        return fail(ErrorCode::InputTooLong);
    const QString plain = text.toString().normalized(QString::NormalizationForm_KC).trimmed();
    bool negative = false;
    bool pointSeen = false;
    int digitsSeen = 0;
    int decimalsSeen = 0;
    qint64 value = 0;
    for (qsizetype i = 0; i < plain.size(); ++i) {
        const QChar c = plain[i];
        if (i == 0 && (c == u'-' || c == u'+')) {
            negative = c == u'-';
        } else if (c == u'.' && !pointSeen) {
            pointSeen = true;
        } else if (c == u',' && !pointSeen && digitsSeen > 0) {
            continue;
        } else if (c >= u'0' && c <= u'9') {
            if (pointSeen && ++decimalsSeen > decimals) {
                if (c != u'0')
                    return fail(ErrorCode::InputMalformed, QStringLiteral("too many decimals"));
                continue;
            }
            ++digitsSeen;
            value = value * 10 + (c.unicode() - u'0');
            if (value > Money::limit)
                return fail(ErrorCode::InputOutOfRange);
        } else {
            return fail(ErrorCode::InputMalformed);
        }
    }
    if (digitsSeen == 0)
        return fail(ErrorCode::InputMalformed);
    for (int i = decimalsSeen; i < decimals; ++i)
        value *= 10;
    return negative ? -value : value;
}

QString decimalString(qint64 value, int decimals)
{
    const bool negative = value < 0;
    QString digits = QString::number(negative ? -value : value).rightJustified(decimals + 1, u'0');
    digits.insert(digits.size() - decimals, u'.');
    return negative ? u'-' + digits : digits;
}

}

QString toPlainString(Money amount)
{
    return decimalString(amount.minor, 2);
}

QString toDisplayString(Money amount)
{
    return amount.minor < 0 ? QStringLiteral("-¥") + toPlainString(-amount) : QStringLiteral("¥") + toPlainString(amount);
}

Result<Money> parseMoney(QStringView text)
{
    QStringView number = text.trimmed();
    if (number.startsWith(u'\u00A5') || number.startsWith(u'\uFFE5'))
        number = number.mid(1);
    if (number.endsWith(u'元'))
        number.chop(1);
    const Money amount { TRY(parseDecimal(number, 2)) };
    if (!amount.isInRange())
        return fail(ErrorCode::InputOutOfRange);
    return amount;
}

Money multiplyDivide(Money amount, qint64 numerator, qint64 denominator)
{
    VERIFY(denominator > 0);
    __extension__ using Wide = __int128;
    const Wide product = static_cast<Wide>(amount.minor) * numerator;
    const Wide half = denominator / 2;
    // Half away from zero; an odd denominator has no exact half, so truncating half is right.
    const Wide rounded = product >= 0 ? (product + half) / denominator : -((-product + half) / denominator);
    VERIFY(rounded >= -Money::limit && rounded <= Money::limit);
    return { static_cast<qint64>(rounded) };
}

QString toPlainString(Quantity quantity)
{
    return quantity.unit == Quantity::Unit::Piece ? QString::number(quantity.amount) : decimalString(quantity.amount, 3);
}

QString toDisplayString(Quantity quantity)
{
    return quantity.unit == Quantity::Unit::Piece ? toPlainString(quantity) : toPlainString(quantity) + QStringLiteral(" kg");
}

Result<Quantity> parseKilograms(QStringView text)
{
    const Quantity weight = Quantity::grams(TRY(parseDecimal(text, 3)));
    if (!weight.isSellable())
        return fail(ErrorCode::QuantityInvalid);
    return weight;
}

Result<Quantity> parsePieces(QStringView text)
{
    const Quantity count = Quantity::pieces(TRY(parseDecimal(text, 0)));
    if (!count.isSellable())
        return fail(ErrorCode::QuantityInvalid);
    return count;
}

Money priceOf(Money unitPrice, Quantity quantity)
{
    return multiplyDivide(unitPrice, quantity.amount, quantity.unit == Quantity::Unit::Piece ? 1 : 1000);
}

}
