// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/pricing/BestPrice.h"

#include <map>

namespace tangyuan {

/// How the pieces of a cart are sold: the inner half of the search for the best price. Costs are weighted: a line that a
/// rate on the order lowers to 90 % weighs 0.9.
///
/// Lines that unlimited sets join form parts, whose cheapest sales are found apart from each other and remembered. Limited
/// offers may join all of them; their uses are few, so they are decided first and the parts sell what is left.
class GoodsSearch {
public:
    __extension__ using Exact = __int128;
    static constexpr qint64 wholeWeight = 100'000'000; ///< two rates stay exact

    struct Weights {
        qint64 regular = wholeWeight; ///< of pieces without a goods offer
        qint64 lowered = wholeWeight;
        bool operator==(const Weights&) const = default;
    };
    /// The goods at their cheapest, whatever order offers ask for.
    struct Relaxed {
        Exact cost = 0;            ///< weighted
        std::vector<Exact> ofPart; ///< without limited offers
        std::vector<BestPrice::Sold> sold;
    };
    /// What an order offer asks for.
    struct Cover {
        const PriceProblem::OrderOffer* offer = nullptr;
        qint64 minimum = 0;
        qint64 needsPieces = 0;
        qint64 reach = 0;  ///< the most that its goods can still come to
        qint64 pieces = 0; ///< likewise
    };
    /// Who wants the ways to sell: says up to which weighted cost one is worth hearing of, and gets those that are.
    class Listener {
    public:
        virtual ~Listener() = default;
        virtual Exact ceiling() const = 0;
        virtual void reach(const GoodsSearch& search) = 0;
    };
    /// What some lines come to at least, weighted: what an offer asks for, or what it takes off at most.
    struct Floor {
        const std::vector<char>* lines = nullptr;
        Exact least = 0;
    };

    GoodsSearch(const PriceProblem& problem, qint64 mostSteps);

    /// Which goods offers hold from now on (of coupons: with how many), and how lines weigh.
    void enable(std::vector<char> offers);
    void weigh(std::vector<Weights> weights) { m_weights = std::move(weights); }

    /// Under the offers and weights of now.
    Relaxed relaxed();
    /// Every way that may be worth hearing of, under the offers and weights of now.
    void walk(std::vector<Cover> covers, const Floor& floor, const Relaxed& relaxed, Listener& listener);
    /// Sells as `sold` says.
    void replay(const std::vector<BestPrice::Sold>& sold);
    /// Sells lines that stand alone a little dearer than `relaxed` does, so that those on `lines` come to `least` fen or as
    /// little above it as can be; the rest as `relaxed` says. False if that much cannot be reached.
    bool raise(const Relaxed& relaxed, const std::vector<char>& lines, qint64 least);

    /// What is sold now: the way itself, and by line what it comes to.
    const std::vector<BestPrice::Sold>& sold() const { return m_sold; }
    const std::vector<qint64>& regular() const { return m_regular; }
    const std::vector<qint64>& lowered() const { return m_lowered; }
    /// Which pieces count: all of them, or only those that no goods offer has lowered.
    enum class Counted { All, RegularOnly };
    /// Pieces sold on `lines`, without those of goods offer `except`.
    qint64 pieces(const std::vector<char>& lines, Counted counted, qint32 except = -2) const;
    /// Whether every offer that was used has the other goods that it needs.
    bool areNeedsMet() const;

    /// The least that a piece of each line can come to, unweighted, under any of the offers that hold now.
    struct Least {
        qint64 regular = std::numeric_limits<qint64>::max();
        qint64 lowered = std::numeric_limits<qint64>::max(); ///< or the regular one, if that is less
    };
    std::vector<Least> leastAmounts() const;

    qint64 steps() const { return m_steps; }
    bool isWhole() const { return m_isWhole; } ///< nothing was left out so far
    void leaveOut() { m_isWhole = false; }
    bool isOutOfSteps() const { return m_steps >= m_mostSteps; }

private:
    struct Part {
        size_t begin = 0; ///< in the search's order of lines
        size_t end = 0;
        std::vector<qint32> switched {}; ///< goods offers on its lines that do not always hold
    };
    struct Sale {
        Exact cost = 0;
        std::vector<BestPrice::Sold> sold;
    };
    /// A deal of a limited offer, and what it saves at most for the pieces that it takes.
    struct LimitedDeal {
        qint32 deal = 0;
        qint32 offer = 0;
        Exact gain = 0;
        Exact later = 0; ///< what the offers after this one save at most
    };

    static size_t at(qint32 index) { return static_cast<size_t>(index); }
    void orderLines();
    void sortDeals();
    bool isLimited(const Deal& deal) const { return deal.offer >= 0 && m.goodsOffers[static_cast<size_t>(deal.offer)].usesLeft != PriceProblem::noLimit; }
    bool isFree(const Deal& deal) const;
    bool isEnabled(const Deal& deal) const { return deal.offer < 0 || m_enabled[static_cast<size_t>(deal.offer)]; }
    const DealPart* partsOf(const Deal& deal) const { return &m.parts[static_cast<size_t>(deal.firstPart)]; }
    qint64 weightOf(const Deal& deal, qint32 line) const;
    Exact costOf(const Deal& deal) const;
    void boundLines();
    Exact gainOf(const Deal& deal, const std::vector<qint64>& values) const;
    struct Priced {
        Exact cost = 0;
        const std::vector<BestPrice::Sold>* sold = nullptr;
    };
    Priced saleOf(size_t part, const std::vector<qint64>& left);
    const Sale& solve(size_t part, const std::vector<qint64>& left);
    qint64 eachOf(const DealPart& part, qint64 weight) const;
    void chooseLimited(
        const std::vector<LimitedDeal>& deals, size_t index, Exact gained, std::vector<qint64>& left, std::vector<BestPrice::Sold>& chosen, Relaxed& best);
    Exact costWith(const std::vector<BestPrice::Sold>& chosen, const std::vector<qint64>& left, const Relaxed& relaxed);
    void run(size_t begin, size_t end, const std::vector<qint64>& left);
    void apply(qint32 index, qint64 times);
    qint64 mostTimes(const Deal& deal, const std::vector<qint64>& left) const;
    bool isHopeless(size_t place) const;
    void descend(size_t place, size_t index);
    void sellAndDescend(size_t place, size_t next, qint32 deal, qint64 times);
    bool isNeedMet(qint32 number) const;

    const PriceProblem& m;
    const qint64 m_mostSteps;
    qint64 m_steps = 0;
    qint64 m_stopAt = 0;
    bool m_isStopped = false; ///< this descent
    bool m_isWhole = true;

    std::vector<size_t> m_order; ///< lines in the order of the search
    std::vector<size_t> m_place; ///< where a line stands in it
    std::vector<Part> m_parts;
    std::vector<size_t> m_partAt;               ///< by place
    std::vector<std::vector<qint32>> m_dealsAt; ///< by place of a deal's first line
    std::vector<qint64> m_pieces;               ///< by line, all of them

    std::vector<char> m_enabled;
    std::vector<Weights> m_weights;
    std::vector<qint64> m_least;                              ///< by line: a piece's least weighted cost without limited offers
    std::vector<qint64> m_alone;                              ///< by line: a piece's least weighted cost by itself
    std::vector<qint32> m_freeDeal;                           ///< by line: the deal that gives it
    std::vector<Exact> m_gains;                               ///< by goods offer: what one use of a limited one saves at most
    std::vector<std::map<std::vector<qint64>, Sale>> m_sales; ///< by part: what is left to sell, offers, weights
    std::vector<const Sale*> m_whole;                         ///< by part: all of it, at full weight; null before it is asked for, or where offers switch

    Listener* m_listener = nullptr; ///< null while a part is sold by itself
    std::vector<Cover> m_covers;
    Floor m_floor;
    size_t m_end = 0;
    Exact m_cost = 0;           ///< of what is sold
    Exact m_open = 0;           ///< the least that the rest can come to, without limited offers
    Exact m_limited = 0;        ///< what limited offers can still save
    Exact m_floored = 0;        ///< cost of what is sold, and the least of the rest, on the floor's lines
    std::vector<Exact> m_later; ///< by part: what it and later parts cost beyond the sum of their pieces' least
    std::vector<qint64> m_left; ///< by line: pieces to be sold
    std::vector<qint64> m_regular;
    std::vector<qint64> m_lowered;
    std::vector<qint64> m_usesLeft; ///< by goods offer
    std::vector<BestPrice::Sold> m_sold;
    Sale m_partBest;
};

}
