// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/domain/pricing/Quote.h"

namespace tangyuan {

/// What the customer could still reach: so much more of an offer's goods, and the order becomes cheaper by `gain` than what
/// is added costs. Reckoned by pricing the cart with just that added, so it holds.
struct Hint {
    QString offer;
    QString name;
    Money missing {};         ///< to add, of the goods in the offer's scope
    qint32 missingPieces = 0; ///< likewise, where the offer counts pieces
    Money gain {};

    bool operator==(const Hint&) const = default;
};

/// The nearest first. Order offers that are at most `reachOfHints` of what they count away, and sets that miss one piece of
/// what is in the cart.
std::vector<Hint> hintsOf(const QuoteInput& input, const Quote& priced);

inline constexpr BasisPoints reachOfHints { 5'000 }; ///< 50 % of what is there
inline constexpr size_t mostHints = 3;

/// A coupon that could be laid on the cart, or lies there.
struct CouponChoice {
    CartCoupon coupon;
    QString name;
    qint64 count = 1; ///< of its kind that end on that day
    std::optional<BusinessDate> expires {};
    bool isLaid = false;
    Money gain {};                    ///< what it takes off this order now, beside what lies there
    std::optional<Error> obstacle {}; ///< why it cannot be used now
};

}
