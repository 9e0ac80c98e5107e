// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/pricing/Quote.h"

#include "core/domain/pricing/Deals.h"

#include <algorithm>

namespace tangyuan {

namespace {

std::vector<Money> totalsOf(const Quote& quote)
{
    std::vector<Money> totals;
    for (const QuoteLine& line : quote.lines)
        totals.push_back(line.total);
    return totals;
}

/// Puts an amount on a line for a reason; the same reason again adds to it.
void adjust(QuoteLine& line, const Adjustment& adjustment)
{
    if (adjustment.amount.isZero() && adjustment.points.count == 0)
        return;
    line.total += adjustment.amount;
    VERIFY(line.total.minor >= 0);
    for (Adjustment& known : line.adjustments) {
        if (known.rule == adjustment.rule && known.label == adjustment.label && known.offer == adjustment.offer) {
            known.amount += adjustment.amount;
            known.points += adjustment.points;
            return;
        }
    }
    line.adjustments.push_back(adjustment);
}

/// Spreads an amount over the lines by what they come to, points beside it by the same weights.
void adjustAll(Quote& quote, const Adjustment& adjustment)
{
    const std::vector<Money> weights = totalsOf(quote);
    const std::vector<Money> parts = spread(adjustment.amount, weights);
    const std::vector<Points> points = spreadPoints(adjustment.points, weights);
    for (size_t i = 0; i < quote.lines.size(); ++i) {
        Adjustment part = adjustment;
        part.amount = parts[i];
        part.points = points[i];
        adjust(quote.lines[i], part);
    }
}

class Pricing {
public:
    explicit Pricing(const QuoteInput& input)
        : m_input(input)
        , m_made(problemOf(input))
    {
    }

    Quote run()
    {
        m_quote.live = m_made.live;
        for (const CartLine& line : m_input.cart.lines) {
            QuoteLine priced;
            priced.unitPrice = line.product.price;
            priced.gross = line.labelPrice.value_or(priceOf(line.product.price, line.quantity));
            priced.total = priced.gross;
            m_quote.gross += priced.gross;
            m_quote.lines.push_back(std::move(priced));
        }
        if (!m_quote.lines.empty()) {
            const BestPrice best = findBestPrice(m_made.problem, quoteSteps);
            m_quote.isProven = best.isProven;
            m_quote.steps = best.steps;
            sellGoods(best);
            applyOrders(best);
            useCoupons();
            takeOffByHand();
            sumUp();
            if (m_input.member)
                spendPoints();
            round();
            if (m_input.member)
                earnPoints();
        }
        sumUp();
        m_quote.saved = m_quote.gross - m_quote.total;
        return std::move(m_quote);
    }

private:
    void sumUp()
    {
        m_quote.total = {};
        for (const QuoteLine& line : m_quote.lines)
            m_quote.total += line.total;
    }

    QuoteOffer& act(const LiveOffer& live)
    {
        const auto known = std::ranges::find(m_quote.offers, live.offer->id, &QuoteOffer::id);
        if (known != m_quote.offers.end())
            return *known;
        m_quote.offers.push_back({ live.offer->id, live.offer->name, live.coupon != nullptr, 0, 0 });
        return m_quote.offers.back();
    }

    static Adjustment adjustmentOf(const LiveOffer& live, Money amount)
    {
        return { live.coupon ? Adjustment::Rule::Coupon : Adjustment::Rule::Promotion, live.offer->name, amount, live.offer->id };
    }

    Adjustment standingAdjustment(size_t line, Money amount) const
    {
        const StandingPrice& standing = m_made.standing[line];
        return { standing.rule, standing.label, amount };
    }

    void sellGoods(const BestPrice& best)
    {
        for (const BestPrice::Sold& sold : best.sold) {
            const Deal& deal = m_made.problem.deals[static_cast<size_t>(sold.deal)];
            for (qint32 i = 0; i < deal.partCount; ++i) {
                const DealPart& part = m_made.problem.parts[static_cast<size_t>(deal.firstPart + i)];
                const auto line = static_cast<size_t>(part.line);
                QuoteLine& priced = m_quote.lines[line];
                const qint64 gross = m_made.problem.lines[line].gross * part.count;
                if (const LiveOffer& byPoints = m_made.byPoints[line]; byPoints.offer) {
                    // One wish for the whole line: a piece costs the points, a weighed line too.
                    const Offer& offer = *byPoints.offer;
                    const Points points { offer.points.count * part.count * sold.times };
                    adjust(priced, { Adjustment::Rule::PointsPrice, offer.name, { (part.amount - gross) * sold.times }, offer.id, points });
                    m_quote.pointsSpent += points;
                    QuoteOffer& acting = act(byPoints);
                    acting.saved += Money { (gross - part.amount) * sold.times };
                    acting.times += part.count * sold.times;
                } else if (deal.offer < 0) {
                    adjust(priced, standingAdjustment(line, { (part.amount - gross) * sold.times }));
                } else {
                    const LiveOffer& live = m_made.goods[static_cast<size_t>(deal.offer)];
                    adjust(priced, adjustmentOf(live, { (part.offered - gross) * sold.times }));
                    adjust(priced, rateOnTop(line, { (part.amount - part.offered) * sold.times }));
                    act(live).saved += Money { (gross - part.offered) * sold.times };
                }
            }
            if (deal.offer >= 0)
                act(m_made.goods[static_cast<size_t>(deal.offer)]).times += sold.times;
        }
    }

    /// The member's rate on top of an offer: by tier or group, whichever is lower.
    Adjustment rateOnTop(size_t line, Money amount) const
    {
        if (amount.isZero())
            return standingAdjustment(line, amount);
        for (const GroupRules& group : m_input.loyalty.groups)
            if (m_input.situation.tags.contains(group.tag) && group.rate == m_input.loyalty.rateFor(m_input.situation)
                && group.rate < m_input.loyalty.tiers.tiers[static_cast<size_t>(m_input.situation.tier)].rate)
                return { Adjustment::Rule::GroupPrice, group.tag, amount };
        return { Adjustment::Rule::TierPrice, tierName(m_input.situation.tier), amount };
    }

    void applyOrders(const BestPrice& best)
    {
        for (const BestPrice::Applied& applied : best.applied) {
            const LiveOffer& live = m_made.orders[static_cast<size_t>(applied.offer)];
            QuoteOffer& acting = act(live);
            acting.base = { applied.base };
            const auto& step = m_made.problem.orderOffers[static_cast<size_t>(applied.offer)].steps[static_cast<size_t>(applied.step)];
            acting.times = live.coupon ? step.coupons : 1;
            for (size_t line = 0; line < m_quote.lines.size(); ++line) {
                adjust(m_quote.lines[line], adjustmentOf(live, { -applied.off[line] }));
                acting.saved += Money { applied.off[line] };
            }
        }
        std::erase_if(m_quote.offers, [](const QuoteOffer& offer) { return offer.saved.isZero(); });
    }

    /// Which coupons of the cart the acting offers use up: the first ones of each kind.
    void useCoupons()
    {
        for (QuoteOffer& acting : m_quote.offers) {
            if (!acting.isCoupon)
                continue;
            const CouponTemplate& kind = *m_input.prices.coupon(acting.id);
            const qint64 perCoupon = kind.offer.isOfOrder() ? 1 : kind.offer.perOrder;
            acting.coupons = perCoupon > 0 ? static_cast<qint32>((acting.times + perCoupon - 1) / perCoupon) : 1;
        }
        // A service stands for itself: laid on a cart with goods that it is about, it is wanted.
        for (const QString& id : m_made.live)
            if (const CouponTemplate* kind = m_input.prices.coupon(id); kind && kind->offer.kind == Offer::Kind::Service)
                m_quote.offers.push_back({ id, kind->offer.name, true, 1 });
        for (const QuoteOffer& acting : m_quote.offers) {
            qint32 missing = acting.coupons;
            for (const CartCoupon& coupon : m_input.cart.coupons) {
                if (missing > 0 && coupon.kind == acting.id) {
                    m_quote.couponsUsed.push_back(coupon);
                    --missing;
                }
            }
        }
    }

    void takeOffByHand()
    {
        for (size_t i = 0; i < m_quote.lines.size(); ++i)
            if (const auto& discount = m_input.cart.lines[i].discount)
                adjust(m_quote.lines[i], { Adjustment::Rule::ByHand, discount->reason, -discount->of(m_quote.lines[i].total) });
        sumUp();
        if (const auto& discount = m_input.cart.discount)
            adjustAll(m_quote, { Adjustment::Rule::ByHand, discount->reason, -discount->of(m_quote.total) });
    }

    /// Spends points as cash: whole steps, never more than the rules, the balance, the wish or the total allow.
    void spendPoints()
    {
        const Redemption& redemption = m_input.loyalty.redemption;
        m_quote.pointsStepValue = m_input.decided ? m_input.decided->pointsStep : redemption.valueAt(m_input.situation);
        const qint64 most = redemption.mostSteps(m_input.member->pointsUsable - m_quote.pointsSpent, m_quote.total, m_quote.pointsStepValue);
        m_quote.pointsSpendable = { most * redemption.step.count };
        m_quote.pointsSpendableValue = { most * m_quote.pointsStepValue.minor };

        const qint64 steps = std::min(most, std::max<qint64>(0, m_input.cart.pointsWanted.count) / redemption.step.count);
        if (steps == 0 || steps * redemption.step.count < redemption.minimum.count)
            return;
        const Points spent { steps * redemption.step.count };
        m_quote.pointsSpent += spent;
        adjustAll(m_quote, { Adjustment::Rule::PointsAsCash, {}, { -steps * m_quote.pointsStepValue.minor }, {}, spent });
        sumUp();
    }

    void round()
    {
        const Money rounded = m_input.prices.rounding(m_quote.total);
        adjustAll(m_quote, { Adjustment::Rule::Rounding, {}, rounded - m_quote.total });
    }

    void earnPoints()
    {
        std::vector<EarnLine> lines;
        for (size_t i = 0; i < m_input.cart.lines.size(); ++i)
            lines.push_back({ m_input.cart.lines[i].product.plu, m_input.cart.lines[i].product.category, m_quote.lines[i].total });
        m_quote.rewards = earn(lines, m_input.loyalty, m_input.situation, m_input.member->history);
    }

    const QuoteInput& m_input;
    const CartProblem m_made;
    Quote m_quote;
};

}

Quote quote(const QuoteInput& input)
{
    return Pricing(input).run();
}

}
