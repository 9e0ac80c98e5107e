// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/pricing/BestPrice.h"

#include "core/base/Spread.h"
#include "core/domain/pricing/GoodsSearch.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace tangyuan {

namespace {

using Step = PriceProblem::OrderOffer::Step;
using Exact = GoodsSearch::Exact;
using Weights = GoodsSearch::Weights;
constexpr qint64 unreached = std::numeric_limits<qint64>::max();

bool actsBefore(const PriceProblem& problem, const OrderChoice& a, const OrderChoice& b)
{
    const auto& first = problem.orderOffers[static_cast<size_t>(a.offer)];
    const auto& second = problem.orderOffers[static_cast<size_t>(b.offer)];
    const bool firstIsRate = first.steps[static_cast<size_t>(a.step)].off == 0;
    const bool secondIsRate = second.steps[static_cast<size_t>(b.step)].off == 0;
    if (firstIsRate != secondIsRate)
        return firstIsRate;
    return std::pair(first.priority, a.offer) < std::pair(second.priority, b.offer);
}

}

qint64 applyOrderOffers(const PriceProblem& problem, const std::vector<OrderChoice>& choices, std::vector<qint64> regular, std::vector<qint64> lowered,
    std::vector<BestPrice::Applied>* applied)
{
    const size_t count = problem.lines.size();
    std::vector<OrderChoice> ordered = choices;
    std::ranges::sort(ordered, [&](const OrderChoice& a, const OrderChoice& b) { return actsBefore(problem, a, b); });
    qint64 total = std::accumulate(regular.begin(), regular.end(), qint64 {}) + std::accumulate(lowered.begin(), lowered.end(), qint64 {});
    for (size_t i = 0; i < ordered.size(); ++i) {
        const auto& offer = problem.orderOffers[static_cast<size_t>(ordered[i].offer)];
        const Step& step = offer.steps[static_cast<size_t>(ordered[i].step)];
        qint64 base = 0;
        for (size_t line = 0; line < count; ++line)
            if (offer.lines[line])
                base += regular[line] + (offer.regularPriceOnly ? 0 : lowered[line]);
        const qint64 off = step.off > 0 ? std::min(step.off, base) : base - multiplyDivide({ base }, step.rate, 10'000).minor;
        total -= off;
        if (!applied && i + 1 == ordered.size())
            break; // only later offers and receipts ask which lines it fell on
        std::vector<Money> weights(count * 2);
        for (size_t line = 0; line < count; ++line) {
            if (!offer.lines[line])
                continue;
            weights[line * 2] = { regular[line] };
            if (!offer.regularPriceOnly)
                weights[line * 2 + 1] = { lowered[line] };
        }
        BestPrice::Applied entry { ordered[i].offer, ordered[i].step, base, std::vector<qint64>(count) };
        if (off > 0) {
            const std::vector<Money> shares = spread({ off }, weights);
            for (size_t line = 0; line < count; ++line) {
                regular[line] -= shares[line * 2].minor;
                lowered[line] -= shares[line * 2 + 1].minor;
                entry.off[line] = shares[line * 2].minor + shares[line * 2 + 1].minor;
            }
        }
        if (applied)
            applied->push_back(std::move(entry));
    }
    return total;
}

namespace {

/// The outer half of the search: which order offers hold, and which goods offers that exclude each other.
class Search final : public GoodsSearch::Listener {
public:
    Search(const PriceProblem& problem, qint64 mostSteps)
        : m(problem)
        , m_goods(problem, mostSteps)
    {
    }

    BestPrice run()
    {
        std::vector<char> all(m.goodsOffers.size());
        std::ranges::transform(m.goodsOffers, all.begin(), [](const auto& offer) { return offer.isAlone ? char {} : withCoupons(offer.coupons); });
        m_goods.enable(all);
        m_least = m_goods.leastAmounts();
        m_leastOfAll = relaxed(std::move(all)).cost / GoodsSearch::wholeWeight;
        if (hasListing(PriceProblem::Listing::Cut))
            m_goods.leaveOut();
        sellWith(withoutGroups()); // without any offer that excludes others: the first way, and the one to be beaten
        listGroups();
        chooseGroup(0, {});
        chooseAlone();
        m_best.steps = m_goods.steps();
        m_best.isProven = m_goods.isWhole() && !m_goods.isOutOfSteps();
        return std::move(m_best);
    }

    /// The most that the weighted goods may come to and still be better than the best so far.
    Exact ceiling() const override
    {
        if (m_bestRank == unreached)
            return static_cast<Exact>(unreached) * GoodsSearch::wholeWeight;
        if (m_bestRank - 1 < m_coupons)
            return -1;
        const qint64 total = (m_bestRank - 1 - m_coupons) / couponsPerFen; // the largest whose rank is lower
        return (static_cast<Exact>(total) * 2 + m_slack) * GoodsSearch::wholeWeight / 2;
    }

    void reach(const GoodsSearch& search) override
    {
        if (search.areNeedsMet() && areOrdersReached())
            take();
    }

private:
    static constexpr qint64 couponsPerFen = 1'024; ///< fewer coupons decide between equal totals

    /// What chosen options take off at most, and what one of them asks for beyond the cheapest goods.
    struct Hope {
        Exact off = 0;
        Exact missing = 0;
    };

    /// What a group may be used for: nothing, a step of an order offer, or a goods offer.
    struct Option {
        qint32 orderOffer = -1;
        qint32 step = -1;
        qint32 goodsOffer = -1;
        qint32 coupons = 0; ///< that it uses
        Hope hope {};
    };

    const PriceProblem::OrderOffer& offerOf(const OrderChoice& choice) const { return m.orderOffers[static_cast<size_t>(choice.offer)]; }
    const Step& stepOf(const OrderChoice& choice) const { return offerOf(choice).steps[static_cast<size_t>(choice.step)]; }

    bool hasListing(PriceProblem::Listing listing) const { return std::ranges::find(m.listing, listing) != m.listing.end(); }

    qint64 mostOff(const PriceProblem::OrderOffer& offer, const Step& step) const
    {
        qint64 base = 0;
        for (size_t line = 0; line < m.lines.size(); ++line)
            if (offer.lines[line])
                base += m.lines[line].gross * m.lines[line].pieces;
        return step.off > 0 ? std::min(base, step.off) : base - static_cast<qint64>(static_cast<Exact>(base) * step.rate / 10'000);
    }

    /// The goods come to `m_leastOfAll` at least; if those of the offer must come to its minimum, to that and the least of the
    /// others. A rate takes its share of the offer's goods, which may be as cheap as their pieces allow.
    Hope hopeOf(const PriceProblem::OrderOffer& offer, const Step& step) const
    {
        Exact inScope = 0;
        Exact others = 0;
        for (size_t line = 0; line < m.lines.size(); ++line)
            (offer.lines[line] ? inScope : others) += static_cast<Exact>(m_least[line].lowered) * m.lines[line].pieces;
        const Exact missing = std::max<Exact>(0, step.minimum + others - m_leastOfAll);
        if (step.off > 0)
            return { mostOff(offer, step), missing };
        // What pieces together cost beyond the sum of their least is no bound for a weighted sum.
        return { inScope - inScope * step.rate / 10'000 + (m_leastOfAll - inScope - others) + 1, 0 };
    }

    void listGroups()
    {
        m_groups.assign(static_cast<size_t>(m.groups), {});
        for (size_t i = 0; i < m.orderOffers.size(); ++i) {
            const auto& offer = m.orderOffers[i];
            for (size_t step = 0; step < offer.steps.size() && !offer.isAlone; ++step)
                m_groups[static_cast<size_t>(offer.group)].push_back(
                    { static_cast<qint32>(i), static_cast<qint32>(step), -1, offer.steps[step].coupons, hopeOf(offer, offer.steps[step]) });
        }
        for (size_t i = 0; i < m.goodsOffers.size(); ++i) {
            const auto& offer = m.goodsOffers[i];
            for (qint32 coupons = offer.coupons; coupons >= std::min(1, offer.coupons) && offer.group >= 0 && !offer.isAlone; --coupons)
                m_groups[static_cast<size_t>(offer.group)].push_back({ -1, -1, static_cast<qint32>(i), coupons, {} });
        }
        m_mostOfRest.assign(m_groups.size() + 1, 0);
        for (size_t group = m_groups.size(); group-- > 0;) {
            std::ranges::stable_sort(
                m_groups[group], [](const Option& a, const Option& b) { return a.hope.off - a.hope.missing > b.hope.off - b.hope.missing; });
            Exact most = 0;
            qint32 leastRate = BasisPoints::whole;
            for (const Option& option : m_groups[group]) {
                most = std::max(most, option.hope.off);
                if (option.orderOffer >= 0)
                    leastRate = std::min(leastRate, stepOf({ option.orderOffer, option.step }).rate);
            }
            m_leastShare = m_leastShare * leastRate / BasisPoints::whole;
            m_mostOfRest[group] = m_mostOfRest[group + 1] + most;
            m_groups[group].push_back({}); // none of them
        }
    }

    static qint64 rank(qint64 total, qint64 coupons) { return total * couponsPerFen + coupons; }

    void chooseGroup(size_t group, Hope hope)
    {
        const Exact missing = hope.missing * m_leastShare / GoodsSearch::wholeWeight;
        const Exact least = std::max<Exact>(0, m_leastOfAll + missing - hope.off - m_mostOfRest[group]);
        if (m_goods.isOutOfSteps() || rank(static_cast<qint64>(least), m_coupons) >= m_bestRank)
            return;
        if (group == m_groups.size()) {
            std::vector<char> enabled = withoutGroups();
            for (const Option& goods : m_chosenGoods)
                enabled[static_cast<size_t>(goods.goodsOffer)] = withCoupons(goods.coupons);
            sellWith(std::move(enabled));
            return;
        }
        for (const Option& option : m_groups[group]) {
            m_coupons += option.coupons;
            if (option.orderOffer >= 0)
                m_choices.push_back({ option.orderOffer, option.step });
            else if (option.goodsOffer >= 0)
                m_chosenGoods.push_back(option);
            chooseGroup(group + 1, { hope.off + option.hope.off, std::max(hope.missing, option.hope.missing) });
            if (option.orderOffer >= 0)
                m_choices.pop_back();
            else if (option.goodsOffer >= 0)
                m_chosenGoods.pop_back();
            m_coupons -= option.coupons;
        }
    }

    /// Each offer that stands alone, without any other.
    void chooseAlone()
    {
        for (size_t i = 0; i < m.goodsOffers.size(); ++i) {
            if (!m.goodsOffers[i].isAlone)
                continue;
            for (qint32 coupons = m.goodsOffers[i].coupons; coupons >= std::min(1, m.goodsOffers[i].coupons); --coupons) {
                m_coupons = coupons;
                std::vector<char> enabled(m.goodsOffers.size());
                enabled[i] = withCoupons(coupons);
                sellWith(std::move(enabled));
            }
        }
        for (size_t i = 0; i < m.orderOffers.size(); ++i) {
            for (size_t step = 0; step < m.orderOffers[i].steps.size() && m.orderOffers[i].isAlone; ++step) {
                m_choices = { { static_cast<qint32>(i), static_cast<qint32>(step) } };
                m_coupons = stepOf(m_choices.front()).coupons;
                sellWith(std::vector<char>(m.goodsOffers.size()));
            }
        }
        m_choices.clear();
        m_coupons = 0;
    }

    /// Goods offers that hold when none is chosen.
    std::vector<char> withoutGroups() const
    {
        std::vector<char> enabled(m.goodsOffers.size());
        std::ranges::transform(m.goodsOffers, enabled.begin(), [](const auto& offer) { return offer.group < 0 && !offer.isAlone; });
        return enabled;
    }

    /// How a goods offer is enabled with so many coupons, or as a promotion.
    static char withCoupons(qint32 coupons) { return static_cast<char>(std::max(1, coupons)); }

    /// The weights that the chosen rates put on lines.
    std::vector<Weights> weights() const
    {
        std::vector<Weights> weights(m.lines.size());
        for (const OrderChoice& choice : m_choices) {
            const auto& offer = offerOf(choice);
            const Step& step = stepOf(choice);
            for (size_t line = 0; line < m.lines.size() && step.off == 0; ++line) {
                if (!offer.lines[line])
                    continue;
                weights[line].regular = weights[line].regular * step.rate / 10'000;
                if (!offer.regularPriceOnly)
                    weights[line].lowered = weights[line].lowered * step.rate / 10'000;
            }
        }
        return weights;
    }

    /// By how many halves of a fen the exact total may lie below the weighted sum: twice what the amounts take off, one for
    /// each rate's rounding, and two for each line where a later offer counts what an earlier one was spread over.
    qint64 slackHalves() const
    {
        qint64 halves = 0;
        bool isNested = false;
        for (const OrderChoice& choice : m_choices) {
            halves += stepOf(choice).off == 0 ? 1 : 2 * mostOff(offerOf(choice), stepOf(choice));
            isNested
                |= offerOf(choice).lines != offerOf(m_choices.front()).lines || offerOf(choice).regularPriceOnly != offerOf(m_choices.front()).regularPriceOnly;
        }
        return halves + (isNested ? static_cast<qint64>(2 * m.lines.size() * (m_choices.size() - 1)) : 0);
    }

    /// The goods at their cheapest at full weight, kept by which offers hold.
    const GoodsSearch::Relaxed& relaxed(std::vector<char> enabled)
    {
        const auto [known, isNew] = m_relaxed.try_emplace(enabled);
        m_goods.enable(std::move(enabled));
        if (isNew) {
            m_goods.weigh(std::vector<Weights>(m.lines.size()));
            known->second = m_goods.relaxed();
        }
        return known->second;
    }

    /// What a choice's goods come to at least, weighted, before any amount is taken off: what the offer asks for, or takes.
    GoodsSearch::Floor floorOf(const OrderChoice& choice, const std::vector<Weights>& weights) const
    {
        qint64 least = GoodsSearch::wholeWeight;
        for (size_t line = 0; line < m.lines.size(); ++line)
            if (offerOf(choice).lines[line])
                least = std::min({ least, weights[line].regular, weights[line].lowered });
        const Step& step = stepOf(choice);
        const Exact taken = step.off > 0 ? static_cast<Exact>(mostOff(offerOf(choice), step)) * GoodsSearch::wholeWeight : Exact {};
        return { &offerOf(choice).lines, std::max(static_cast<Exact>(step.minimum) * least, taken) };
    }

    /// The best under the chosen order offers, with these goods offers.
    void sellWith(std::vector<char> enabled)
    {
        if (m_goods.isOutOfSteps() && m_bestRank != unreached)
            return;
        m_slack = slackHalves();
        const std::vector<Weights> weights = this->weights();
        const Weights& first = weights.front();
        const bool isEven = first.regular == first.lowered && std::ranges::all_of(weights, [&](const Weights& one) { return one == first; });
        if (!isEven) {
            Exact least = 0;
            for (size_t line = 0; line < m.lines.size(); ++line)
                least += std::min(static_cast<Exact>(m_least[line].regular) * weights[line].regular,
                             static_cast<Exact>(m_least[line].lowered) * weights[line].lowered)
                    * m.lines[line].pieces;
            if (hasListing(PriceProblem::Listing::Sorted))
                m_goods.leaveOut();
            if (least > ceiling())
                return;
        }
        GoodsSearch::Relaxed uneven;
        const GoodsSearch::Relaxed* goods = &uneven;
        if (isEven) {
            goods = &relaxed(std::move(enabled));
            m_goods.weigh(weights);
        } else {
            m_goods.enable(std::move(enabled));
            m_goods.weigh(weights);
            uneven = m_goods.relaxed();
        }
        const Exact cost = isEven ? goods->cost / GoodsSearch::wholeWeight * first.regular : goods->cost;
        if (cost > ceiling())
            return;
        // The goods at their cheapest are the answer where every need is met and every offer gives all that it can.
        m_goods.replay(goods->sold);
        if (m_goods.areNeedsMet() && areOrdersReached()) {
            take();
            if (cost > ceiling() || m_lastTotal == 0 || (isEven && m_lastTotal <= leastOf(static_cast<qint64>(goods->cost / GoodsSearch::wholeWeight))))
                return;
        }
        // Where one offer's minimum is missed by less than it gives, paying a little more for some goods may pay.
        for (const OrderChoice& choice : m_choices)
            if (stepOf(choice).minimum > 0 && !offerOf(choice).regularPriceOnly && m_goods.raise(*goods, offerOf(choice).lines, stepOf(choice).minimum)
                && m_goods.areNeedsMet() && areOrdersReached())
                take();
        GoodsSearch::Floor floor;
        std::vector<GoodsSearch::Cover> covers;
        for (const OrderChoice& choice : m_choices) {
            covers.push_back({ &offerOf(choice), stepOf(choice).minimum, stepOf(choice).pieces });
            if (const GoodsSearch::Floor own = floorOf(choice, weights); !floor.lines || own.least > floor.least)
                floor = own;
        }
        if (isEven && first.regular != GoodsSearch::wholeWeight) {
            GoodsSearch::Relaxed weighted = *goods;
            for (Exact& part : weighted.ofPart)
                part = part / GoodsSearch::wholeWeight * first.regular;
            m_goods.walk(std::move(covers), floor, weighted, *this);
        } else {
            m_goods.walk(std::move(covers), floor, *goods, *this);
        }
    }

    /// The least total that goods of this sum can come to, if every chosen offer gives all that it can.
    qint64 leastOf(qint64 goods) const
    {
        qint64 least = goods;
        std::vector<OrderChoice> ordered = m_choices;
        std::ranges::sort(ordered, [&](const OrderChoice& a, const OrderChoice& b) { return actsBefore(m, a, b); });
        for (const OrderChoice& choice : ordered)
            least = stepOf(choice).off > 0 ? least - stepOf(choice).off : multiplyDivide({ least }, stepOf(choice).rate, 10'000).minor;
        return std::max<qint64>(0, least);
    }

    bool areOrdersReached() const
    {
        return std::ranges::all_of(m_choices, [&](const OrderChoice& choice) {
            const auto& offer = offerOf(choice);
            const Step& step = stepOf(choice);
            qint64 base = 0;
            for (size_t line = 0; line < m.lines.size(); ++line)
                if (offer.lines[line])
                    base += m_goods.regular()[line] + (offer.regularPriceOnly ? 0 : m_goods.lowered()[line]);
            const auto counted = offer.regularPriceOnly ? GoodsSearch::Counted::RegularOnly : GoodsSearch::Counted::All;
            return base >= step.minimum && (step.pieces == 0 || m_goods.pieces(offer.lines, counted) >= step.pieces);
        });
    }

    /// Keeps what is sold now if it is better than the best so far.
    void take()
    {
        m_lastTotal = applyOrderOffers(m, m_choices, m_goods.regular(), m_goods.lowered());
        const qint64 reached = rank(m_lastTotal, m_coupons);
        if (reached >= m_bestRank)
            return;
        m_bestRank = reached;
        m_best.total = m_lastTotal;
        m_best.sold = m_goods.sold();
        m_best.applied.clear();
        applyOrderOffers(m, m_choices, m_goods.regular(), m_goods.lowered(), &m_best.applied);
    }

    const PriceProblem& m;
    GoodsSearch m_goods;
    Exact m_leastOfAll = 0;                  ///< fen
    std::vector<GoodsSearch::Least> m_least; ///< by line
    std::map<std::vector<char>, GoodsSearch::Relaxed> m_relaxed;
    std::vector<std::vector<Option>> m_groups;
    std::vector<Exact> m_mostOfRest;
    Exact m_leastShare = GoodsSearch::wholeWeight; ///< what rates leave at least of goods that an offer asks for beyond the cheapest
    std::vector<OrderChoice> m_choices;
    std::vector<Option> m_chosenGoods;
    qint64 m_coupons = 0;
    qint64 m_slack = 0;
    qint64 m_lastTotal = 0;
    qint64 m_bestRank = unreached;
    BestPrice m_best;
};

}

BestPrice findBestPrice(const PriceProblem& problem, qint64 mostSteps)
{
    return Search(problem, mostSteps).run();
}

}
