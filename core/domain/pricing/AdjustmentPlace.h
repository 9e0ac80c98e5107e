// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/pricing/Quote.h"

#include <QStringList>

namespace tangyuan {

/// A line's adjustments by where they are told: its own under the line; its share of what lowers the whole order only once,
/// under all lines.
struct AdjustmentPlaces {
    std::vector<Adjustment> own;
    std::vector<Adjustment> ofOrder;
};

/// By hand, both may stand on one line with the same reason: `line` and `order` say which there are.
struct DiscountsByHand {
    const std::optional<ManualDiscount>& line;
    const std::optional<ManualDiscount>& order;
};
AdjustmentPlaces placesOf(const std::vector<Adjustment>& adjustments, const std::vector<QuoteOffer>& offers, const DiscountsByHand& discounts);

/// What lowers the order as a whole, added up over its lines, in the order in which it acts.
class OrderWide {
public:
    explicit OrderWide(const std::vector<QuoteOffer>& offers)
        : m_offers(offers)
    {
    }
    void add(const std::vector<Adjustment>& ofOrder);
    std::vector<Adjustment> sums() const;

private:
    const std::vector<QuoteOffer>& m_offers;
    std::vector<Adjustment> m_sums;
};
std::vector<Adjustment> orderWide(const Cart& cart, const Quote& priced);

/// "满50减10", "满50减10 × 2": by the names under which they acted.
QStringList couponNames(const std::vector<CartCoupon>& coupons, const std::vector<QuoteOffer>& offers);

}
