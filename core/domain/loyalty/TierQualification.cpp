// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/loyalty/TierQualification.h"

#include <algorithm>

namespace tangyuan {

TierFigures& TierFigures::operator+=(const TierFigures& more)
{
    spend += more.spend;
    visits += more.visits;
    earned += more.earned;
    return *this;
}

Tier qualifiedTier(const Tiers& tiers, const TierFigures& figures)
{
    for (size_t i = tierCount - 1; i > 0; --i) {
        const auto isMet = [&](const TierRules::Need& need) {
            return (!need.spend || figures.spend >= *need.spend) && (!need.visits || figures.visits >= *need.visits)
                && (!need.points || figures.earned >= *need.points);
        };
        if (std::ranges::any_of(tiers.tiers[i].needs, isMet))
            return static_cast<Tier>(i);
    }
    return Tier::Regular;
}

TierVerdict judgeTier(const Tiers& tiers, Tier current, const TierHistory& history, const TierFigures& figures, BusinessDate today)
{
    const Tier qualified = qualifiedTier(tiers, figures);
    if (qualified >= current)
        return { qualified, {} };
    if (!history.isEarned)
        return { current, {} };
    const BusinessDate since = history.belowSince.value_or(today);
    // A clock that was put back does not make the grace longer than it is from here.
    const BusinessDate began = std::min(since, today);
    if (today > began.addDays(tiers.graceDays))
        return { qualified, {} };
    return { current, began };
}

}
