// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/pricing/BestPrice.h"
#include "core/domain/pricing/PiecePrice.h"

namespace tangyuan {

/// An offer that holds as things stand and is about something in the cart.
struct LiveOffer {
    const Offer* offer = nullptr;
    const CouponTemplate* coupon = nullptr; ///< null for a promotion
    qint32 atHand = 0;                      ///< coupons of its kind on the cart, as many as one order may use

    OfferForm form() const { return coupon ? OfferForm::Coupon : OfferForm::Promotion; }
};

/// A cart and the offers that hold, as the problem to be solved.
struct CartProblem {
    PriceProblem problem;
    std::vector<LiveOffer> goods;        ///< by PriceProblem::goodsOffers
    std::vector<LiveOffer> orders;       ///< by PriceProblem::orderOffers
    std::vector<QString> live;           ///< ids of all of them
    std::vector<StandingPrice> standing; ///< by line, of one piece
    std::vector<LiveOffer> byPoints;     ///< by line: the offer by which it is had for points; none otherwise
};

/// How many deals are listed for one set offer; beyond it the answer is not proven (PriceProblem::Listing).
inline constexpr qint64 dealsPerOffer = 1'500;

CartProblem problemOf(const QuoteInput& input);

/// The offers that hold, before their scopes are asked: promotions, and coupons on the cart.
bool isLive(const QuoteInput& input, qsizetype offer);

}
