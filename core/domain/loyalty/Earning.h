// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/Ledger.h"
#include "core/domain/loyalty/LoyaltyRules.h"

namespace tangyuan {

/// A line of a cart as earning sees it: what is really paid for it.
struct EarnLine {
    QString plu;
    Id category;
    Money paid;
};

/// Points that one rule gave for a purchase, and for which lines; so that a refund knows what each line earned.
struct Earned {
    QString rule;
    QString name;
    Points points;
    std::vector<Points> lines; ///< one for each line of the cart; they sum to `points`
    /// What the lines that count must come to, or all is taken back; 0: each line earned its own.
    Money minimum {};
    std::vector<qint32> counted {}; ///< which lines count, where there is a minimum
    QString countKey {};            ///< see LedgerPart
    qint32 countLimit = 1;

    bool operator==(const Earned&) const = default;
};

/// A pack that the purchase brought.
struct Reward {
    QString rule;
    QString name;
    Pack pack;
    Money minimum {};
    QString countKey {};
    qint32 countLimit = 1;

    bool operator==(const Reward&) const = default;
};

struct PurchaseRewards {
    Points points; ///< of all entries
    std::vector<Earned> earned;
    std::vector<Reward> rewards;
};

/// What the rules need to know of the member.
struct EarnHistory {
    Points earnedToday;                  ///< by purchases, for the daily cap
    std::map<QString, qint64> counts {}; ///< of `earnCountKeys`
};

/// Which counts `earn` asks for on that day.
std::vector<QString> earnCountKeys(const LoyaltyRules& rules, BusinessDate date);

/// What a purchase earns. Pure. Order: per line by Amount rules, multipliers (the tier's among them), bonuses, the
/// large order of a group, caps. Whole steps count over all lines of one rule: two lines of ¥5 are one step of ¥10.
PurchaseRewards earn(const std::vector<EarnLine>& lines, const LoyaltyRules& rules, const Situation& situation, const EarnHistory& history);

/// What a pack puts into the ledger on that day.
std::vector<Effect> grantsOf(const Pack& pack, const LoyaltyRules& rules, BusinessDate date);
effect::Grant pointsGrant(Points points, const LoyaltyRules& rules, BusinessDate date);

/// Points over weights, to the point: largest remainder, ties to the earlier (as `spread` of money).
std::vector<Points> spreadPoints(Points points, const std::vector<Money>& weights);

}
