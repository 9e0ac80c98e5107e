// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <limits>
#include <vector>

namespace tangyuan {

/// Pieces of one line within a deal, in fen: what they cost under the offer, and after the member's rate on top.
struct DealPart {
    qint32 line = 0;
    qint32 count = 1;
    qint64 offered = 0;
    qint64 amount = 0;
};

/// One way to sell some pieces: alone at their price, or together under one goods offer.
struct Deal {
    qint32 offer = -1;    ///< of PriceProblem::goodsOffers; −1: at the regular or the member's price
    qint32 firstPart = 0; ///< in PriceProblem::parts
    qint32 partCount = 1;
};

/// All that is needed to find the best price, in whole numbers only.
struct PriceProblem {
    static constexpr qint64 noLimit = std::numeric_limits<qint64>::max();

    struct Line {
        qint64 gross = 0; ///< of one piece; a weighed line is one piece
        qint32 pieces = 1;
    };
    struct GoodsOffer {
        qint64 usesLeft = noLimit; ///< pieces for offers of one piece, else times; by one coupon
        qint32 group = -1;         ///< −1: none
        bool isAlone = false;
        qint32 coupons = 0; ///< that may be used; 0: a promotion
        bool hasNeeds = false;
        qint64 needsMinimum = 0;
        qint32 needsPieces = 0;
        std::vector<char> needsLines {};
    };
    /// An order offer, brought to what it may do: `minimum` and `pieces` reached, it takes `off` or leaves `rate`.
    struct OrderOffer {
        struct Step {
            qint64 minimum = 0;
            qint32 pieces = 0;
            qint64 off = 0;
            qint32 rate = 10'000; ///< basis points
            qint32 coupons = 0;   ///< that it uses
        };
        std::vector<Step> steps {}; ///< ascending
        std::vector<char> lines {}; ///< in scope
        qint32 group = -1;
        bool isAlone = false;
        bool regularPriceOnly = false;
        qint32 priority = 0; ///< those with equal ones act in the order in which they stand
    };

    std::vector<Line> lines;
    std::vector<Deal> deals; ///< for each line also a deal of one piece without an offer
    std::vector<DealPart> parts;
    std::vector<GoodsOffer> goodsOffers;
    std::vector<OrderOffer> orderOffers;
    qint32 groups = 0;
    /// Lines whose deals are not all there: what is there suffices where each goods offer acts by itself (Sorted), or
    /// was more than could be listed (Cut).
    enum class Listing { Whole, Sorted, Cut };
    std::vector<Listing> listing; ///< by line
};

/// The cheapest way to sell the lines.
struct BestPrice {
    struct Sold {
        qint32 deal = 0;
        qint64 times = 1;
    };
    struct Applied {
        qint32 offer = 0; ///< of PriceProblem::orderOffers
        qint32 step = 0;
        qint64 base = 0;         ///< what the goods in scope come to
        std::vector<qint64> off; ///< by line, ≥ 0
    };
    std::vector<Sold> sold;
    std::vector<Applied> applied; ///< in the order in which they act
    qint64 total = 0;
    qint64 steps = 0;     ///< of the search
    bool isProven = true; ///< false: the bound on work was reached first
};

/// Branch and bound (Land and Doig, 1960) over which order offers hold and under which deals the pieces are sold. Exact
/// unless `mostSteps` or the listing of deals ends it, and then says so. Of ways that cost the same it takes the one with
/// fewer coupons, then the first in the order of offers; so the same problem has one answer everywhere.
BestPrice findBestPrice(const PriceProblem& problem, qint64 mostSteps);

/// What chosen order offers take off: those with a rate first, each from what the ones before left, rounded half up once
/// on the sum of its scope and spread over lines by the largest remainder. `regular` and `lowered` by line, fen.
struct OrderChoice {
    qint32 offer = 0;
    qint32 step = 0;
};
qint64 applyOrderOffers(const PriceProblem& problem, const std::vector<OrderChoice>& choices, std::vector<qint64> regular, std::vector<qint64> lowered,
    std::vector<BestPrice::Applied>* applied = nullptr);

}
