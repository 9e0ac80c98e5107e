// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/LoyaltyRules.h"

namespace tangyuan {

/// What can be wrong with rules that read well.
enum class RuleProblem {
    IdMissing,            ///< a rule without an id
    IdTwice,              ///< two rules of one kind share an id
    ItemConflict,         ///< one gift item has two names
    OccasionNever,        ///< the conditions can never be met
    OccasionPast,         ///< it ended before the rules begin
    StepZero,             ///< an amount or a step of nothing
    FactorTooSmall,       ///< a multiplier or an offer that would take away
    BonusWithoutLimit,    ///< points for any purchase, however small, without a limit: points without end
    TwoLimits,            ///< per member and per day at once: one of them must go
    SetWithoutProducts,   ///< a whole set of nothing
    EarnsMoreThanItCosts, ///< points for ¥1 are worth ¥1 or more: points without end
    LotteryLoop,          ///< on average a draw gives back its points or more
    ValueLoop,            ///< points buy bonus money that earns those points again
    CombineUnknown,       ///< base and bonuses cannot be multiplied
    OverlappingOffers,    ///< two of a kind may meet on the same day
    UnreachableOffer,     ///< a tier, offer or price that another always beats
    TierOrder,            ///< a higher tier asks for less, or gives less, than a lower one
    LotteryConsolation,   ///< the last prize must have no stock
    MinimumNotStep,       ///< the least points are not whole steps
    RechargeWithoutPay,   ///< a recharge offer without an amount
    RechargeAmbiguous,    ///< two offers for the same amount at the same time
    InstalmentTooSmall,   ///< more months than fen
    NoticeMissing,        ///< members are to be told, but there is no sentence for them
    ProductUnknown,       ///< the catalogue has no such product (see checkRuleNames)
    CategoryUnknown,      ///< nor such a category
};

struct RuleFinding {
    enum class Weight { Refused, Doubtful };
    RuleProblem problem;
    QString rule;     ///< which: its id, or its path
    QString other {}; ///< the second of two
    Weight weight = Weight::Refused;

    bool operator==(const RuleFinding&) const = default;
};

/// Whether the plain promises shrink: prices by tier, points for money, money for points, their term.
bool isWorseForMembers(const LoyaltyRules& before, const LoyaltyRules& after);
/// "lotteryLoop", for JSON.
QString ruleProblemName(RuleProblem problem);
/// Everything wrong with the rules, in their order. Rules with a refused finding may not act.
std::vector<RuleFinding> checkRules(const LoyaltyRules& rules);

}
