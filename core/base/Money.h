// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QString>

#include <compare>

namespace tangyuan {

/// An amount in minor units (fen). Never a double. Every amount stays within ±`limit`, so sums of
/// a whole sale cannot overflow (the idea of Bitcoin Core's MoneyRange).
struct Money {
    static constexpr qint64 limit = 1'000'000'000'000; // ±10 thousand million yuan

    qint64 minor = 0;

    constexpr auto operator<=>(const Money&) const = default;
    constexpr bool isZero() const { return minor == 0; }
    constexpr bool isInRange() const { return minor >= -limit && minor <= limit; }

    constexpr Money operator-() const { return { -minor }; }
    constexpr Money operator+(Money other) const { return { minor + other.minor }; }
    constexpr Money operator-(Money other) const { return { minor - other.minor }; }
    constexpr Money& operator+=(Money other)
    {
        minor += other.minor;
        return *this;
    }
    constexpr Money& operator-=(Money other)
    {
        minor -= other.minor;
        return *this;
    }
};

/// "12.50", "-0.05": two decimals, a point in every locale. For CSV, JSON and receipts.
QString toPlainString(Money amount);
/// "¥12.50", "-¥0.05".
QString toDisplayString(Money amount);
/// Reads "12", "12.5", "12.50", "¥12.50", "12.50元", "1,234.50", full-width digits too.
/// Errors: InputMalformed, InputOutOfRange (beyond ±limit), InputMalformed for a third decimal.
Result<Money> parseMoney(QStringView text);

/// amount × numerator ÷ denominator, exact, rounded half away from zero (四舍五入).
/// `denominator` > 0; the product is taken in 128 bits.
Money multiplyDivide(Money amount, qint64 numerator, qint64 denominator);

/// Points of a member; whole points, never fractions.
struct Points {
    qint64 count = 0;

    constexpr auto operator<=>(const Points&) const = default;
    constexpr Points operator-() const { return { -count }; }
    constexpr Points operator+(Points other) const { return { count + other.count }; }
    constexpr Points operator-(Points other) const { return { count - other.count }; }
    constexpr Points& operator+=(Points other)
    {
        count += other.count;
        return *this;
    }
    constexpr Points& operator-=(Points other)
    {
        count -= other.count;
        return *this;
    }
};

/// A rate in basis points: 10000 = 100 %.
struct BasisPoints {
    static constexpr qint32 whole = 10'000;

    qint32 value = 0;
    constexpr auto operator<=>(const BasisPoints&) const = default;
};

/// How much of a product: whole pieces, or whole grams.
struct Quantity {
    enum class Unit { Piece, Gram };
    static constexpr qint64 limitPieces = 9'999;
    static constexpr qint64 limitGrams = 999'999;

    Unit unit = Unit::Piece;
    qint64 amount = 0;

    static constexpr Quantity pieces(qint64 count) { return { Unit::Piece, count }; }
    static constexpr Quantity grams(qint64 grams) { return { Unit::Gram, grams }; }
    constexpr bool operator==(const Quantity&) const = default;
    /// What can be sold: more than nothing, not beyond the limit of its unit.
    constexpr bool isSellable() const { return amount > 0 && amount <= (unit == Unit::Piece ? limitPieces : limitGrams); }
};

/// "3", or kilograms with three decimals: "0.455".
QString toPlainString(Quantity quantity);
/// "3", "0.455 kg".
QString toDisplayString(Quantity quantity);
/// Reads kilograms ("0.455", "1.2", "2") into grams. Errors: InputMalformed, QuantityInvalid.
Result<Quantity> parseKilograms(QStringView text);
/// Reads a whole number of pieces. Errors: InputMalformed, QuantityInvalid.
Result<Quantity> parsePieces(QStringView text);

/// Price of a quantity: per piece, or per kilogram for grams; half away from zero to the fen.
Money priceOf(Money unitPrice, Quantity quantity);

}
