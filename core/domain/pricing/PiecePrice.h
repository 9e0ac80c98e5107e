// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/pricing/Quote.h"

namespace tangyuan {

/// The price of who stands there, for one piece, by tier or group.
struct StandingPrice {
    Money amount;
    Adjustment::Rule rule = Adjustment::Rule::TierPrice;
    QString label {};
};
/// `piece`: what one piece of the line costs by the catalogue or its label; a weighed line is one piece.
StandingPrice standingPriceOf(const CartLine& line, Money piece, const QuoteInput& input);

/// Likewise, under an offer of one piece.
Money loweredPiece(const Offer& offer, const CartLine& line, Money piece);

}
