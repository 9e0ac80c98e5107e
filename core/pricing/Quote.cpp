// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pricing/Quote.h"

#include <algorithm>
#include <numeric>

namespace tangyuan {

std::vector<Money> spread(Money amount, const std::vector<Money>& weights)
{
    VERIFY(!weights.empty());
    __extension__ using Wide = __int128;
    Wide totalWeight = 0;
    for (Money weight : weights) {
        VERIFY(weight.minor >= 0);
        totalWeight += weight.minor;
    }
    std::vector<Money> parts(weights.size());
    if (totalWeight == 0) {
        parts.front() = amount;
        return parts;
    }
    // Whole fen first, each towards zero; then one fen more to the largest remainders.
    const qint64 sign = amount.minor < 0 ? -1 : 1;
    const Wide magnitude = static_cast<Wide>(amount.minor) * sign;
    std::vector<Wide> remainders(weights.size());
    qint64 left = amount.minor * sign;
    for (size_t i = 0; i < weights.size(); ++i) {
        const Wide share = magnitude * weights[i].minor;
        parts[i].minor = static_cast<qint64>(share / totalWeight);
        remainders[i] = share % totalWeight;
        left -= parts[i].minor;
    }
    std::vector<size_t> order(weights.size());
    std::iota(order.begin(), order.end(), size_t { 0 });
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return remainders[a] > remainders[b]; });
    for (size_t i = 0; left > 0; ++i, --left)
        ++parts[order[i]].minor;
    for (Money& part : parts)
        part.minor *= sign;
    return parts;
}

namespace {

Money tierPriceOf(const CartLine& line, Money gross, Tier tier, const PricingRules& rules)
{
    if (tier == Tier::Regular)
        return gross;
    const auto index = static_cast<size_t>(tier);
    const Money byRate = multiplyDivide(gross, rules.tierRates[index].value, 10'000);
    // A label's printed price knows no price per tier; the tier's rate still applies to it.
    if (const auto& fixed = line.product.tierPrices[index]; fixed && !line.labelPrice)
        return std::min(gross, priceOf(*fixed, line.quantity));
    return std::min(gross, byRate);
}

QuoteLine quoteLine(const CartLine& line, const PricingRules& rules, const std::optional<QuoteMember>& member)
{
    QuoteLine priced;
    priced.unitPrice = line.product.price;
    priced.gross = line.labelPrice.value_or(priceOf(line.product.price, line.quantity));
    priced.total = priced.gross;
    if (member) {
        const Money tierPrice = tierPriceOf(line, priced.gross, member->tier, rules);
        if (tierPrice != priced.gross)
            priced.adjustments.push_back({ Adjustment::Rule::TierPrice, tierName(member->tier), tierPrice - priced.gross });
        priced.total = tierPrice;
    }
    return priced;
}

/// Spends points as cash: whole steps, never more than the balance, the wish or the total.
void spendPoints(Quote& quote, Points wanted, const PricingRules& rules, const QuoteMember& member)
{
    const qint64 stepsByBalance = std::max<qint64>(0, member.pointsAvailable.count / rules.redeemStep.count);
    const qint64 stepsByTotal = quote.total.minor / rules.redeemValue.minor;
    const qint64 most = std::min(stepsByBalance, stepsByTotal);
    quote.pointsSpendable = { most * rules.redeemStep.count };
    quote.pointsSpendableValue = { most * rules.redeemValue.minor };

    const qint64 steps = std::min(most, std::max<qint64>(0, wanted.count) / rules.redeemStep.count);
    if (steps == 0)
        return;
    quote.pointsSpent = { steps * rules.redeemStep.count };
    std::vector<Money> weights;
    for (const QuoteLine& line : quote.lines)
        weights.push_back(line.total);
    const Money value { -steps * rules.redeemValue.minor };
    const std::vector<Money> parts = spread(value, weights);
    for (size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].isZero())
            continue;
        quote.lines[i].adjustments.push_back({ Adjustment::Rule::PointsAsCash, {}, parts[i] });
        quote.lines[i].total += parts[i];
        VERIFY(quote.lines[i].total.minor >= 0);
    }
    quote.total += value;
}

}

Quote quote(const Cart& cart, const PricingRules& rules, const std::optional<QuoteMember>& member)
{
    Quote result;
    for (const CartLine& line : cart.lines) {
        result.lines.push_back(quoteLine(line, rules, member));
        result.gross += result.lines.back().gross;
        result.total += result.lines.back().total;
    }
    if (member) {
        if (!result.lines.empty())
            spendPoints(result, cart.pointsWanted, rules, *member);
        result.pointsEarned = { result.total.minor / rules.earnStep.minor * rules.earnPoints.count };
    }
    result.saved = result.gross - result.total;
    return result;
}

}
