// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/pricing/Hints.h"

namespace tangyuan {

/// Why an offer acted, or did not.
enum class OfferFate {
    Acted,
    NotNow,        ///< its time or its customers are others
    NotLaid,       ///< a coupon that nobody brought
    UsedUp,        ///< its count or budget
    NothingInCart, ///< no goods of its scope
    NotReached,    ///< its minimum; `missing` says by how much
    ByWish,        ///< for points, which nobody asked for
    NotBest,       ///< it held, and another way was cheaper
};
QString offerFateName(OfferFate fate);

struct OfferStory {
    QString id;
    QString name;
    bool isCoupon = false;
    OfferFate fate = OfferFate::NotBest;
    Money saved {};   ///< where it acted
    Money missing {}; ///< where it was not reached
    Money costs {};   ///< where it was not the best: how much dearer the order were if it had to act; 0 where that is the same
};

/// The story of every offer of the rules for this cart.
std::vector<OfferStory> explain(const QuoteInput& input, const Quote& priced);

}
