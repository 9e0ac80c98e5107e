// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/domain/pricing/PaidPrice.h"

#include <algorithm>

namespace tangyuan {

namespace {

Money sumOf(const std::vector<Money>& lines)
{
    Money sum;
    for (const Money line : lines)
        sum += line;
    return sum;
}

void takeOff(std::vector<Money>& lines, Money amount)
{
    const std::vector<Money> parts = spread(amount, lines);
    for (size_t line = 0; line < lines.size(); ++line)
        lines[line] -= parts[line];
}

Money byHand(const ManualDiscount& discount, Money price)
{
    if (discount.rate.value == 0)
        return std::min(discount.amount, price);
    return price - multiplyDivide(price, 10'000 - discount.rate.value, 10'000);
}

/// Fen to jiao or yuan, by the words of the rules.
Money rounded(const Rounding& rounding, Money total)
{
    const qint64 unit = rounding.unit == Rounding::Unit::Fen ? 1 : rounding.unit == Rounding::Unit::Jiao ? 10 : 100;
    const qint64 whole = total.minor / unit;
    const qint64 twice = 2 * (total.minor - whole * unit); // against one unit: below, just, or above a half
    if (rounding.mode == Rounding::Mode::Down || twice < unit || (twice == unit && rounding.mode == Rounding::Mode::HalfEven && whole % 2 == 0))
        return { whole * unit };
    return { (whole + 1) * unit };
}

}

PaidPrice paidAfter(const QuoteInput& input, std::vector<Money> lines, Points spent)
{
    for (size_t line = 0; line < lines.size(); ++line)
        if (const auto& discount = input.cart.lines[line].discount)
            lines[line] -= byHand(*discount, lines[line]);
    if (input.cart.discount)
        takeOff(lines, byHand(*input.cart.discount, sumOf(lines)));
    if (input.member) {
        const Redemption& rules = input.loyalty.redemption;
        const Money value = input.decided ? input.decided->pointsStep : rules.valueAt(input.situation);
        const auto mayBe = [&](qint64 steps) {
            const Points points { rules.step.count * steps };
            return points + spent <= input.member->pointsUsable && points <= input.cart.pointsWanted && points <= rules.capPerOrder.value_or(points)
                && value.minor * steps <= multiplyDivide(sumOf(lines), rules.capOfOrder.value, 10'000).minor;
        };
        qint64 steps = 0;
        while (mayBe(steps + 1))
            ++steps;
        if (rules.step.count * steps >= rules.minimum.count) {
            takeOff(lines, { value.minor * steps });
            spent.count += rules.step.count * steps;
        }
    }
    const Money total = sumOf(lines);
    takeOff(lines, total - rounded(input.prices.rounding, total));
    return { lines, spent };
}

}
