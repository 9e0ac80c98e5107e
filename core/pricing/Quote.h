// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Spread.h"
#include "core/catalog/Product.h"
#include "core/loyalty/Earning.h"
#include "core/sale/Cart.h"

#include <optional>
#include <vector>

namespace tangyuan {

/// One reason that a line costs less (or more) than its unit price says. An order-wide reason is
/// spread over the lines to the fen, so that each line's total stands alone at a refund.
struct Adjustment {
    enum class Rule { TierPrice, GroupPrice, PointsAsCash };

    Rule rule = Rule::TierPrice;
    QString label;   ///< which of them, as a stable word: the tier's name ("gold"), the group's tag, or empty
    Money amount;    ///< negative: cheaper

    bool operator==(const Adjustment&) const = default;
};

struct QuoteLine {
    Money unitPrice; ///< the catalogue's, per piece or kilogram
    Money gross;     ///< unitPrice × quantity
    std::vector<Adjustment> adjustments;
    Money total;     ///< gross + adjustments; never negative
};

/// The priced cart (计价结果). `lines` stand in the cart's order.
struct Quote {
    std::vector<QuoteLine> lines;
    Money gross;
    Money total; ///< what is to be paid: the sum of the lines' totals
    Money saved; ///< gross − total
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
    Moment moment;
    Points pointsUsable;
    EarnHistory history {};
};

/// Prices a cart. Pure: the same input gives the same fen everywhere. The cart carries the products
/// as the catalogue has them (see CartLine); `member` is empty for a passer-by.
/// Order: unit price, tier or group price (the lower), points as cash (DESIGN 7). Points wanted beyond what can be
/// spent are cut to `pointsSpendable`.
Quote quote(const Cart& cart, const LoyaltyRules& rules, const std::optional<QuoteMember>& member);

}
