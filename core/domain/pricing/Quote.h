// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Spread.h"
#include "core/domain/cart/Cart.h"
#include "core/domain/catalog/Product.h"
#include "core/domain/loyalty/Earning.h"
#include "core/domain/pricing/PriceList.h"

#include <map>
#include <optional>
#include <vector>

namespace tangyuan {

/// One reason that a line costs less (or more) than its unit price says. A reason that concerns several lines is spread
/// over them to the fen, so that each line's total stands alone at a refund.
struct Adjustment {
    enum class Rule { TierPrice, GroupPrice, Promotion, Coupon, PointsPrice, ByHand, PointsAsCash, Rounding };

    Rule rule = Rule::TierPrice;
    QString label {}; ///< which of them, in a word: the tier's ("gold"), the group's tag, the offer's name, the reason
    Money amount;     ///< negative: cheaper
    QString offer {}; ///< the offer's id
    Points points {}; ///< what this line cost in points

    bool operator==(const Adjustment&) const = default;
};

struct QuoteLine {
    Money unitPrice; ///< the catalogue's, per piece or kilogram
    Money gross;     ///< unitPrice × quantity
    std::vector<Adjustment> adjustments;
    Money total; ///< gross + adjustments; never negative
};

/// An offer that acts in this order.
struct QuoteOffer {
    QString id;
    QString name;
    bool isCoupon = false;
    qint32 coupons = 0; ///< of its kind that are used up
    qint64 times = 1;
    Money base {}; ///< of an order offer: what the goods in its scope came to
    Money saved {};

    bool operator==(const QuoteOffer&) const = default;
};

/// The priced cart (计价结果). `lines` stand in the cart's order.
struct Quote {
    std::vector<QuoteLine> lines;
    Money gross;
    Money total;                         ///< what is to be paid: the sum of the lines' totals
    Money saved;                         ///< gross − total
    std::vector<QuoteOffer> offers;      ///< that act, in the order in which they act
    std::vector<CartCoupon> couponsUsed; ///< of the cart's
    bool isProven = true;                ///< no other way to apply the offers is cheaper; false if the bound on work came first
    qint64 steps = 0;                    ///< of the search
    std::vector<QString> live;           ///< ids of the offers that hold and are about something in the cart
    Points pointsSpent;
    PurchaseRewards rewards; ///< for what is really paid
    /// The most that could be spent on this cart with this balance, in whole steps; 0 below the rules' minimum.
    Points pointsSpendable;
    Money pointsSpendableValue;
    Money pointsStepValue; ///< of one step, on this day

    Points pointsEarned() const { return rewards.points; }
};

/// What pricing needs to know of the member in front of us.
struct QuoteMember {
    Points pointsUsable;
    EarnHistory history {};
};

struct QuoteInput {
    const Cart& cart;
    const LoyaltyRules& loyalty;
    const PriceList& prices;
    Situation situation;                  ///< of a passer-by too
    std::optional<QuoteMember> member {}; ///< empty for a passer-by
    std::map<QString, OfferUse> used {};  ///< of counted offers, by id
    /// What was decided when the cart was sold, where it is reckoned again: which offers held, and what points were worth.
    struct Decided {
        std::vector<QString> live;
        Money pointsStep;
    };
    std::optional<Decided> decided {};
};

/// Prices a cart. Pure: the same input gives the same fen everywhere. The cart carries the products as the catalogue has
/// them (see CartLine).
///
/// Order (see ARCHITECTURE.md, Prices): unit price; goods offers, sets and the member's price; order offers and coupons; what is taken off by
/// hand; points as cash; rounding. Up to the order offers it is the cheapest that the offers allow (see BestPrice).
///  - A piece is priced to the fen, and then multiplied; a weighed line is one piece.
///  - A piece is sold under at most one goods offer, else at the price or the member's price. The member's rate comes on
///    top of an offer only where the offer says so.
///  - What a set (or buy and get) costs is spread over its lines in proportion to what their pieces in it cost without any
///    offer, by the largest remainder (see `spread`): what is got for nothing bears its part of what is paid, so a refund of one
///    line gives that part. Each set is spread alone; a member's rate on top is then rounded on each line's part.
///  - Order offers act one after the other, each rounded once on what the ones before left: rates before amounts, then the
///    lower priority, then as they stand in the rules. With equal priorities, how they stand may be worth a fen.
///  - Lines for points are decided first, in the cart's order, and stand outside of every other offer (see Offer::points).
///  - Coupons of the cart act only where they help; `couponsUsed` says which.
///  - Points wanted beyond what can be spent are cut to `pointsSpendable`.
Quote quote(const QuoteInput& input);

/// The bound on work of one quote. On the machine of the bench a step takes about 50 ns.
inline constexpr qint64 quoteSteps = 40'000;

}
