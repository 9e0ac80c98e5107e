// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pricing/Quote.h"

#include <algorithm>

namespace tangyuan {

namespace {

/// The standing price of who stands there, by tier or group.
struct StandingPrice {
    Money amount;
    Adjustment::Rule rule = Adjustment::Rule::TierPrice;
    QString label {};
};

StandingPrice standingPriceOf(const CartLine& line, Money gross, const Moment& moment, const LoyaltyRules& rules)
{
    const auto tier = static_cast<size_t>(moment.tier);
    StandingPrice price { multiplyDivide(gross, rules.tiers.tiers[tier].rate.value, 10'000), Adjustment::Rule::TierPrice, tierName(moment.tier) };
    // A label's printed price knows no price per tier; the tier's rate still applies to it.
    if (const auto& fixed = line.product.tierPrices[tier]; fixed && !line.labelPrice && moment.tier != Tier::Regular)
        price.amount = priceOf(*fixed, line.quantity);
    for (const GroupRules& group : rules.groups) {
        const Money ofGroup = multiplyDivide(gross, group.rate.value, 10'000);
        if (moment.tags.contains(group.tag) && ofGroup < price.amount)
            price = { ofGroup, Adjustment::Rule::GroupPrice, group.tag };
    }
    price.amount = std::min(price.amount, gross);
    return price;
}

QuoteLine quoteLine(const CartLine& line, const LoyaltyRules& rules, const std::optional<QuoteMember>& member)
{
    QuoteLine priced;
    priced.unitPrice = line.product.price;
    priced.gross = line.labelPrice.value_or(priceOf(line.product.price, line.quantity));
    priced.total = priced.gross;
    if (member) {
        const StandingPrice price = standingPriceOf(line, priced.gross, member->moment, rules);
        if (price.amount != priced.gross)
            priced.adjustments.push_back({ price.rule, price.label, price.amount - priced.gross });
        priced.total = price.amount;
    }
    return priced;
}

/// How many whole steps of points this order may take.
qint64 mostSteps(Money total, const Redemption& redemption, Money stepValue, Points usable)
{
    const qint64 byBalance = std::max<qint64>(0, usable.count / redemption.step.count);
    const qint64 byTotal = multiplyDivide(total, redemption.capOfOrder.value, 10'000).minor / stepValue.minor;
    qint64 most = std::min(byBalance, byTotal);
    if (redemption.capPerOrder)
        most = std::min(most, redemption.capPerOrder->count / redemption.step.count);
    return most * redemption.step.count < redemption.minimum.count ? 0 : most;
}

/// Spends points as cash: whole steps, never more than the rules, the balance, the wish or the total allow.
void spendPoints(Quote& quote, Points wanted, const LoyaltyRules& rules, const QuoteMember& member)
{
    const Redemption& redemption = rules.redemption;
    quote.pointsStepValue = redemption.valueAt(member.moment);
    const qint64 most = mostSteps(quote.total, redemption, quote.pointsStepValue, member.pointsUsable);
    quote.pointsSpendable = { most * redemption.step.count };
    quote.pointsSpendableValue = { most * quote.pointsStepValue.minor };

    const qint64 steps = std::min(most, std::max<qint64>(0, wanted.count) / redemption.step.count);
    if (steps == 0 || steps * redemption.step.count < redemption.minimum.count)
        return;
    quote.pointsSpent = { steps * redemption.step.count };
    std::vector<Money> weights;
    for (const QuoteLine& line : quote.lines)
        weights.push_back(line.total);
    const Money value { -steps * quote.pointsStepValue.minor };
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

Quote quote(const Cart& cart, const LoyaltyRules& rules, const std::optional<QuoteMember>& member)
{
    Quote result;
    for (const CartLine& line : cart.lines) {
        result.lines.push_back(quoteLine(line, rules, member));
        result.gross += result.lines.back().gross;
        result.total += result.lines.back().total;
    }
    if (member && !result.lines.empty()) {
        spendPoints(result, cart.pointsWanted, rules, *member);
        std::vector<EarnLine> lines;
        for (size_t i = 0; i < cart.lines.size(); ++i)
            lines.push_back({ cart.lines[i].product.plu, cart.lines[i].product.category, result.lines[i].total });
        result.rewards = earn(lines, rules, member->moment, member->history);
    }
    result.saved = result.gross - result.total;
    return result;
}

}
