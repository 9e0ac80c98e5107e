// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/LoyaltyRules.h"

namespace tangyuan {

/// What a member came to within the window, net of refunds.
struct TierFigures {
    Money spend;
    qint64 visits = 0;
    Points earned;

    bool operator==(const TierFigures&) const = default;
    TierFigures& operator+=(const TierFigures& more);
};

struct TierHistory {
    bool isEarned = false; ///< by the rules; a tier that was set by hand never falls by itself
    std::optional<BusinessDate> belowSince {};
};

struct TierVerdict {
    Tier tier = Tier::Regular;
    /// Since when the needs of the tier are not met; the grace counts from here.
    std::optional<BusinessDate> belowSince {};
    bool operator==(const TierVerdict&) const = default;
};

/// The highest tier whose needs are met; Regular needs nothing.
Tier qualifiedTier(const Tiers& tiers, const TierFigures& figures);
/// Up at once; down only when the needs have not been met for more than the grace.
TierVerdict judgeTier(const Tiers& tiers, Tier current, const TierHistory& history, const TierFigures& figures, BusinessDate today);

}
