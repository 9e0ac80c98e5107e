// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/pricing/AdjustmentPlace.h"

#include <algorithm>

namespace tangyuan {

AdjustmentPlaces placesOf(const std::vector<Adjustment>& adjustments, const std::vector<QuoteOffer>& offers, const DiscountsByHand& discounts)
{
    AdjustmentPlaces places;
    bool isOwnDiscountTold = !discounts.line;
    for (const Adjustment& adjustment : adjustments) {
        bool isOfOrder = adjustment.rule == Adjustment::Rule::PointsAsCash || adjustment.rule == Adjustment::Rule::Rounding;
        if (adjustment.rule == Adjustment::Rule::ByHand) {
            isOfOrder = isOwnDiscountTold && discounts.order; // the line's comes first
            isOwnDiscountTold = true;
        } else if (!adjustment.offer.isEmpty()) {
            const auto acting = std::ranges::find(offers, adjustment.offer, &QuoteOffer::id);
            isOfOrder = acting != offers.end() && !acting->base.isZero();
        }
        (isOfOrder ? places.ofOrder : places.own).push_back(adjustment);
    }
    return places;
}

void OrderWide::add(const std::vector<Adjustment>& ofOrder)
{
    for (const Adjustment& adjustment : ofOrder) {
        const auto isSame
            = [&](const Adjustment& sum) { return sum.rule == adjustment.rule && sum.label == adjustment.label && sum.offer == adjustment.offer; };
        if (const auto known = std::ranges::find_if(m_sums, isSame); known != m_sums.end())
            known->amount += adjustment.amount;
        else
            m_sums.push_back(adjustment);
    }
}

std::vector<Adjustment> OrderWide::sums() const
{
    const auto place = [this](const Adjustment& sum) {
        const auto acting = std::ranges::find(m_offers, sum.offer, &QuoteOffer::id);
        return acting != m_offers.end() ? std::pair(0, static_cast<int>(acting - m_offers.begin())) : std::pair(1, static_cast<int>(sum.rule));
    };
    std::vector<Adjustment> sums = m_sums;
    std::ranges::stable_sort(sums, {}, place);
    return sums;
}

std::vector<Adjustment> orderWide(const Cart& cart, const Quote& priced)
{
    OrderWide wide(priced.offers);
    for (size_t i = 0; i < priced.lines.size(); ++i)
        wide.add(placesOf(priced.lines[i].adjustments, priced.offers, { cart.lines[i].discount, cart.discount }).ofOrder);
    return wide.sums();
}

QStringList couponNames(const std::vector<CartCoupon>& coupons, const std::vector<QuoteOffer>& offers)
{
    std::vector<std::pair<QString, qint64>> counts;
    for (const CartCoupon& coupon : coupons) {
        const auto known = std::ranges::find(counts, coupon.kind, &std::pair<QString, qint64>::first);
        if (known == counts.end())
            counts.emplace_back(coupon.kind, 1);
        else
            ++known->second;
    }
    QStringList names;
    for (const auto& [kind, count] : counts) {
        const auto acted = std::ranges::find(offers, kind, &QuoteOffer::id);
        const QString name = acted == offers.end() ? kind : acted->name;
        names.append(count == 1 ? name : QStringLiteral("%1 × %2").arg(name).arg(count));
    }
    return names;
}

}
