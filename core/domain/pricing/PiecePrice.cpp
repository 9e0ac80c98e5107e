// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/pricing/PiecePrice.h"

#include <algorithm>

namespace tangyuan {

StandingPrice standingPriceOf(const CartLine& line, Money piece, const QuoteInput& input)
{
    const Situation& situation = input.situation;
    const auto tier = static_cast<size_t>(situation.tier);
    StandingPrice price { multiplyDivide(piece, input.loyalty.tiers.tiers[tier].rate.value, 10'000), Adjustment::Rule::TierPrice, tierName(situation.tier) };
    // A label's printed price knows no price per tier; the tier's rate still applies to it.
    if (const auto& fixed = line.product.tierPrices[tier]; fixed && !line.labelPrice && situation.tier != Tier::Regular)
        price.amount = line.product.unit == Quantity::Unit::Piece ? *fixed : priceOf(*fixed, line.quantity);
    for (const GroupRules& group : input.loyalty.groups) {
        const Money ofGroup = multiplyDivide(piece, group.rate.value, 10'000);
        if (situation.tags.contains(group.tag) && ofGroup < price.amount)
            price = { ofGroup, Adjustment::Rule::GroupPrice, group.tag };
    }
    price.amount = std::min(price.amount, piece);
    return price;
}

Money loweredPiece(const Offer& offer, const CartLine& line, Money piece)
{
    const Money amount = line.product.unit == Quantity::Unit::Piece ? offer.amount : priceOf(offer.amount, line.quantity);
    switch (offer.kind) {
    case Offer::Kind::Percent: return multiplyDivide(piece, offer.rate.value, 10'000);
    case Offer::Kind::Off: return std::max(Money {}, piece - amount);
    case Offer::Kind::Price: return std::min(piece, amount);
    default: VERIFY(false);
    }
}

}
