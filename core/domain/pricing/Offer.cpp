// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/pricing/Offer.h"

#include <algorithm>

namespace tangyuan {

bool GoodsScope::includes(const Product& product, BusinessDate today) const
{
    const auto names = [](const auto& values, const auto& value) { return std::ranges::find(values, value) != values.end(); };
    if (names(exceptProducts, product.plu) || names(exceptCategories, product.category))
        return false;
    if (products.empty() && categories.empty() && tags.empty() && !bestBeforeWithin)
        return true;
    return names(products, product.plu) || names(categories, product.category)
        || std::ranges::any_of(product.tags, [&](const QString& tag) { return names(tags, tag); })
        || (bestBeforeWithin && product.bestBefore && *product.bestBefore <= today.addDays(*bestBeforeWithin));
}

bool Offer::holdsAt(const Situation& situation) const
{
    return when.includes(situation)
        && std::ranges::none_of(blackouts, [&](const Blackout& days) { return days.from <= situation.date && situation.date <= days.to; });
}

bool OfferUse::leavesOne(const Offer& offer, Buyer buyer) const
{
    if ((offer.perMember > 0 || offer.perMemberDay > 0) && buyer != Buyer::Member)
        return false;
    return (offer.perMember == 0 || byMember < offer.perMember) && (offer.perMemberDay == 0 || byMemberToday < offer.perMemberDay)
        && (offer.perDay == 0 || today < offer.perDay) && (offer.budget.isZero() || saved < offer.budget);
}

}
