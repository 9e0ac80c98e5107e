// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/catalog/Catalog.h"
#include "core/domain/pricing/PriceRules.h"

namespace tangyuan {

/// What can be wrong with rules of prices that read well.
enum class OfferProblem {
    IdMissing,       ///< an offer without an id or a name
    IdTwice,         ///< two offers share an id: a sale could not say which
    OccasionNever,   ///< the conditions can never be met
    OccasionPast,    ///< it ended before the rules begin
    NothingGiven,    ///< it takes nothing off
    RungMissing,     ///< an order offer without a rung
    RungUnclear,     ///< a rung with both an amount and a rate
    RungOrder,       ///< a higher rung that gives no more than a lower one
    RungTooMuch,     ///< takes off more than the minimum that it asks for
    RepeatOfMany,    ///< "every" needs exactly one rung, with an amount and a minimum
    SetEmpty,        ///< a set of no parts, or of one piece
    NeedsNothing,    ///< other goods are needed, but no amount and no pieces
    PointsNotSingle, ///< points can buy pieces, not sets
    PassersByOnly,   ///< only for passers-by, and counted by member
    ScopeUnknown,    ///< the catalogue has no such product or category
    ScopeEmpty,      ///< no product of the catalogue is in its scope
    NeverApplies,    ///< another that always holds is always as cheap
    BelowCost,       ///< a product goes below its cost; `other` may be the order offer on top
    ForNothing,      ///< a product goes for nothing without anything bought
};

struct PriceFinding {
    enum class Weight { Refused, Doubtful };
    OfferProblem problem;
    QString offer;      ///< its id, or its path where it has none
    QString other {};   ///< the second offer
    QString product {}; ///< the first product that it strikes, by number
    Weight weight = Weight::Refused;

    bool operator==(const PriceFinding&) const = default;
};

/// "rungOrder", for JSON.
QString offerProblemName(OfferProblem problem);
/// Everything wrong with the rules against this catalogue, in their order. Rules with a refused finding may not act.
std::vector<PriceFinding> checkPrices(const PriceRules& rules, const Catalog& catalog);

}
