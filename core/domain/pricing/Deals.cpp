// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/pricing/Deals.h"

#include <algorithm>
#include <map>
#include <set>

namespace tangyuan {

namespace {

using Composition = std::vector<std::pair<qint32, qint32>>; ///< line and count, lines ascending

/// A set offer with the lines that fit each of its parts.
struct SetOffer {
    qint32 number = 0; ///< of CartProblem::goods
    std::vector<std::pair<std::vector<qint32>, qint32>> parts {};
};

class Listing {
public:
    explicit Listing(const QuoteInput& input)
        : m_input(input)
        , m_memberRate(input.member ? input.loyalty.rateFor(input.situation) : BasisPoints { BasisPoints::whole })
        , m_pointsLeft(input.member ? input.member->pointsUsable.count : 0)
    {
    }

    CartProblem run()
    {
        const std::vector<CartLine>& lines = m_input.cart.lines;
        m_scoped = m_input.prices.match(lines, m_input.situation.date);
        m_made.byPoints.resize(lines.size());
        for (qsizetype number = 0; number < m_input.prices.offerCount(); ++number)
            if (isAbout(number) && isLive(m_input, number))
                m_live.push_back(number);
        for (qsizetype number : m_live)
            m_made.live.push_back(m_input.prices.offerAt(number).id);
        for (size_t line = 0; line < lines.size(); ++line)
            addLine(line);
        for (qsizetype number : m_live)
            if (const Offer& offer = m_input.prices.offerAt(number);
                offer.points.count == 0 && offer.kind != Offer::Kind::Service && !offer.isOfOrder() && mayMeetPoints(liveOffer(number)))
                addGoodsOffer(number);
        addSets();
        for (qsizetype number : m_live)
            if (m_input.prices.offerAt(number).isOfOrder() && mayMeetPoints(liveOffer(number)))
                addOrderOffer(number);
        problem().groups = static_cast<qint32>(m_groups.size());
        return std::move(m_made);
    }

private:
    PriceProblem& problem() { return m_made.problem; }
    const std::vector<qint32>& scoped(qint32 scope) const { return m_scoped[static_cast<size_t>(scope)]; }
    const CartLine& cartLine(qint32 line) const { return m_input.cart.lines[static_cast<size_t>(line)]; }
    qint64 piece(qint32 line) const { return m_made.problem.lines[static_cast<size_t>(line)].gross; }
    bool isByPoints(qint32 line) const { return m_made.byPoints[static_cast<size_t>(line)].offer; }
    /// Whether pieces of the line can be counted; a weighed one cannot.
    bool isCountable(qint32 line) const { return cartLine(line).product.unit == Quantity::Unit::Piece && !cartLine(line).labelPrice && !isByPoints(line); }

    bool isAbout(qsizetype number) const
    {
        const PriceList::Scopes& scopes = m_input.prices.scopesAt(number);
        const Offer& offer = m_input.prices.offerAt(number);
        if (scopes.scope >= 0 && scoped(scopes.scope).empty())
            return false;
        for (size_t part = 0; part < offer.parts.size(); ++part)
            if (scoped(scopes.parts + static_cast<qint32>(part)).empty())
                return false;
        return scopes.gets < 0 || !scoped(scopes.gets).empty();
    }

    LiveOffer liveOffer(qsizetype number) const
    {
        LiveOffer live { &m_input.prices.offerAt(number), m_input.prices.couponAt(number), 0 };
        if (live.coupon)
            live.atHand
                = static_cast<qint32>(std::min<qsizetype>(live.coupon->perOrder, std::ranges::count(m_input.cart.coupons, live.offer->id, &CartCoupon::kind)));
        return live;
    }

    qint32 groupNumber(const LiveOffer& live)
    {
        const QString name = groupOf(*live.offer, live.form());
        if (name.isEmpty())
            return -1;
        return m_groups.try_emplace(name, static_cast<qint32>(m_groups.size())).first->second;
    }

    // --- Lines ------------------------------------------------------------------------------------------------------

    void addLine(size_t index)
    {
        const CartLine& line = m_input.cart.lines[index];
        const bool isCounted = line.product.unit == Quantity::Unit::Piece && !line.labelPrice;
        const Money gross = isCounted ? line.product.price : line.labelPrice.value_or(priceOf(line.product.price, line.quantity));
        problem().lines.push_back({ gross.minor, isCounted ? static_cast<qint32>(line.quantity.amount) : 1 });
        problem().listing.push_back(PriceProblem::Listing::Whole);
        m_made.standing.push_back(m_input.member ? standingPriceOf(line, gross, m_input) : StandingPrice { gross });
        const auto number = static_cast<qint32>(index);
        if (line.byPoints && m_input.member) {
            if (const LiveOffer live = pointsOffer(number); live.offer) {
                m_pointsLeft -= live.offer->points.count * problem().lines.back().pieces;
                m_made.byPoints[index] = live;
                return addDeal(-1, { { number, 1 } }, lowered(*live.offer, number).minor);
            }
        }
        addDeal(-1, { { number, 1 } }, m_made.standing.back().amount.minor);
        if (m_made.standing.back().amount < gross) // the member may do better without it, where it just misses a minimum
            addDeal(-1, { { number, 1 } }, gross.minor);
    }

    /// The offer by which a line is had for points: of those that may act, the one that leaves least to pay, then the fewest points.
    LiveOffer pointsOffer(qint32 line) const
    {
        const auto rank = [&](const Offer& offer) { return std::tuple(lowered(offer, line), offer.points, offer.priority); };
        LiveOffer best;
        for (qsizetype number : m_live) {
            const LiveOffer live = liveOffer(number);
            if (maySellForPoints(live, line) && std::ranges::binary_search(scoped(m_input.prices.scopesAt(number).scope), line)
                && (!best.offer || rank(*live.offer) < rank(*best.offer)))
                best = live;
        }
        return best;
    }

    bool maySellForPoints(const LiveOffer& live, qint32 line) const
    {
        const Offer& offer = *live.offer;
        if (offer.points.count == 0 || !offer.isOnePiece() || !mayMeetPoints(live))
            return false;
        const qint64 own = m_made.problem.lines[static_cast<size_t>(line)].pieces;
        qint64 pieces = own;
        for (size_t other = 0; other < m_made.byPoints.size(); ++other)
            pieces += m_made.byPoints[other].offer == &offer ? m_made.problem.lines[other].pieces : 0;
        return offer.points.count * own <= m_pointsLeft && (offer.perOrder == 0 || pieces <= qint64 { offer.perOrder } * std::max(1, live.atHand))
            && lowered(offer, line) < m_made.standing[static_cast<size_t>(line)].amount;
    }

    /// Whether it may stand beside the offers by which lines are had for points.
    bool mayMeetPoints(const LiveOffer& live) const
    {
        const QString group = groupOf(*live.offer, live.form());
        return std::ranges::all_of(m_made.byPoints, [&](const LiveOffer& other) {
            return !other.offer || other.offer == live.offer
                || (!other.offer->isAlone && !live.offer->isAlone && (group.isEmpty() || group != groupOf(*other.offer, other.form())));
        });
    }

    Money lowered(const Offer& offer, qint32 line) const { return loweredPiece(offer, cartLine(line), { piece(line) }); }

    // --- Goods offers -----------------------------------------------------------------------------------------------

    void addDeal(qint32 offer, const Composition& pieces, qint64 cost, BasisPoints memberRate = { BasisPoints::whole })
    {
        Deal deal { offer, static_cast<qint32>(problem().parts.size()), static_cast<qint32>(pieces.size()) };
        if (pieces.size() == 1) {
            problem().parts.push_back({ pieces[0].first, pieces[0].second, cost, multiplyDivide({ cost }, memberRate.value, 10'000).minor });
        } else {
            std::vector<Money> weights;
            for (const auto& [line, count] : pieces)
                weights.push_back({ piece(line) * count });
            const std::vector<Money> shares = spread({ cost }, weights);
            for (size_t i = 0; i < pieces.size(); ++i)
                problem().parts.push_back({ pieces[i].first, pieces[i].second, shares[i].minor, multiplyDivide(shares[i], memberRate.value, 10'000).minor });
        }
        problem().deals.push_back(deal);
    }

    BasisPoints memberRateOn(const Offer& offer) const { return offer.onTopOfMemberPrice ? m_memberRate : BasisPoints { BasisPoints::whole }; }

    void addGoodsOffer(qsizetype number)
    {
        const LiveOffer live = liveOffer(number);
        const Offer& offer = *live.offer;
        const PriceList::Scopes& scopes = m_input.prices.scopesAt(number);
        const auto index = static_cast<qint32>(m_made.goods.size());
        PriceProblem::GoodsOffer made;
        if (offer.perOrder > 0)
            made.usesLeft = offer.perOrder;
        made.group = groupNumber(live);
        made.isAlone = offer.isAlone;
        if (live.coupon)
            made.coupons = offer.perOrder > 0 ? live.atHand : 1;
        if (offer.needs) {
            made.hasNeeds = true;
            made.needsMinimum = offer.needs->minimum.minor;
            made.needsPieces = offer.needs->pieces;
            made.needsLines.assign(m_input.cart.lines.size(), 0);
            for (qint32 line : scoped(scopes.needs))
                made.needsLines[static_cast<size_t>(line)] = !isByPoints(line);
        }
        problem().goodsOffers.push_back(made);
        m_made.goods.push_back(live);
        if (offer.isOnePiece()) {
            for (qint32 line : scoped(scopes.scope)) {
                if (isByPoints(line))
                    continue;
                const qint64 cost = lowered(offer, line).minor;
                const bool isFree = made.usesLeft == PriceProblem::noLimit && made.group < 0 && !made.isAlone && !made.hasNeeds;
                // Of free offers at the same price the first is as good as any.
                if (cost < piece(line) && (!isFree || m_freeCosts.insert({ line, cost, memberRateOn(offer).value }).second))
                    addDeal(index, { { line, 1 } }, cost, memberRateOn(offer));
            }
            return;
        }
        SetOffer set { index, {} };
        const auto addPart = [&](qint32 scope, qint32 count) {
            std::vector<qint32> lines;
            std::ranges::copy_if(scoped(scope), std::back_inserter(lines), [&](qint32 line) { return isCountable(line); });
            // Dearest first: where not all can be listed, these are.
            std::ranges::stable_sort(lines, std::ranges::greater {}, [&](qint32 line) { return piece(line); });
            set.parts.emplace_back(std::move(lines), count);
        };
        if (offer.kind == Offer::Kind::Set) {
            for (size_t part = 0; part < offer.parts.size(); ++part)
                addPart(scopes.parts + static_cast<qint32>(part), offer.parts[part].count);
        } else if (offer.gets) {
            addPart(scopes.scope, offer.buy);
            addPart(scopes.gets, offer.get);
        } else {
            addPart(scopes.scope, offer.buy + offer.get);
        }
        if (offer.sameProduct)
            splitByProduct(set);
        else
            m_sets.push_back(std::move(set));
    }

    /// Pieces of one product only: a set of its own for each.
    void splitByProduct(const SetOffer& set)
    {
        std::vector<Id> products;
        for (const auto& [lines, count] : set.parts)
            for (qint32 line : lines)
                if (std::ranges::find(products, cartLine(line).product.id) == products.end())
                    products.push_back(cartLine(line).product.id);
        for (const Id& product : products) {
            SetOffer ofProduct = set;
            for (auto& [lines, count] : ofProduct.parts)
                std::erase_if(lines, [&](qint32 line) { return cartLine(line).product.id != product; });
            m_sets.push_back(std::move(ofProduct));
        }
    }

    // --- Sets -------------------------------------------------------------------------------------------------------

    /// In how many ways `count` pieces come out of so many lines.
    static qint64 ways(qint64 lines, qint32 count)
    {
        qint64 result = 1;
        for (qint32 i = 1; i <= count; ++i) {
            result = result * (lines + i - 1) / i;
            if (result > 1'000'000)
                return result;
        }
        return result;
    }

    static qint64 ways(const SetOffer& set)
    {
        qint64 result = 1;
        for (const auto& [lines, count] : set.parts)
            result = std::min<qint64>(result * ways(static_cast<qint64>(lines.size()), count), 1'000'000'000);
        return result;
    }

    void addSets()
    {
        std::vector<int> offersOn(m_input.cart.lines.size());
        for (const Deal& deal : problem().deals) {
            if (deal.offer < 0)
                continue;
            const auto& offer = problem().goodsOffers[static_cast<size_t>(deal.offer)];
            if (offer.usesLeft != PriceProblem::noLimit || offer.hasNeeds)
                ++offersOn[static_cast<size_t>(problem().parts[static_cast<size_t>(deal.firstPart)].line)];
        }
        for (const SetOffer& set : m_sets)
            for (const auto& [lines, count] : set.parts)
                for (qint32 line : lines)
                    ++offersOn[static_cast<size_t>(line)];
        for (const SetOffer& set : m_sets) {
            const bool isLonely
                = set.parts.size() == 1 && std::ranges::all_of(set.parts[0].first, [&](qint32 line) { return offersOn[static_cast<size_t>(line)] == 1; });
            if (ways(set) > 64 && isLonely && isSortable(set))
                listSorted(set);
            else
                listAll(set);
        }
    }

    /// The cheapest that a piece can be sold for alone, without a limit.
    qint64 alone(qint32 line) const
    {
        qint64 least = m_made.standing[static_cast<size_t>(line)].amount.minor;
        for (const Deal& deal : m_made.problem.deals) {
            const DealPart& part = m_made.problem.parts[static_cast<size_t>(deal.firstPart)];
            if (deal.partCount == 1 && part.line == line && part.count == 1)
                least = std::min(least, part.amount);
        }
        return least;
    }

    /// Whether the best sets of this offer, when no other comes into question, are the dearest pieces, then the next, and so
    /// on: for a fixed price always (an exchange of two pieces shows it), for the others where no piece is cheaper alone.
    bool isSortable(const SetOffer& set) const
    {
        const Offer& offer = *m_made.goods[static_cast<size_t>(set.number)].offer;
        if (memberRateOn(offer).value != BasisPoints::whole || offer.needs)
            return false;
        if (offer.kind == Offer::Kind::Set && offer.pays == Offer::Pays::Price)
            return true;
        return std::ranges::all_of(set.parts[0].first, [&](qint32 line) { return alone(line) == piece(line); });
    }

    void listSorted(const SetOffer& set)
    {
        const qint32 size = set.parts[0].second;
        std::vector<std::pair<qint64, qint32>> lines;
        for (qint32 line : set.parts[0].first)
            lines.emplace_back(-alone(line), line);
        std::ranges::sort(lines);
        Composition pieces;
        qint32 filled = 0;
        for (const auto& [price, line] : lines) {
            problem().listing[static_cast<size_t>(line)] = PriceProblem::Listing::Sorted;
            qint32 left = problem().lines[static_cast<size_t>(line)].pieces;
            while (left > 0) {
                const qint32 taken = std::min(left, size - filled);
                pieces.emplace_back(line, taken);
                filled += taken;
                left -= taken;
                if (filled < size)
                    break;
                std::ranges::sort(pieces);
                addSet(set.number, pieces, pieces);
                if (pieces.size() == 1)
                    left %= size; // the same set again and again
                pieces.clear();
                filled = 0;
            }
        }
    }

    void listAll(const SetOffer& set)
    {
        SetOffer listed = set;
        while (ways(listed) > dealsPerOffer) {
            auto& longest = *std::ranges::max_element(listed.parts, {}, [](const auto& part) { return part.first.size(); });
            problem().listing[static_cast<size_t>(longest.first.back())] = PriceProblem::Listing::Cut;
            longest.first.pop_back();
        }
        m_costs.clear();
        std::vector<Composition> chosen(listed.parts.size());
        fill(listed, chosen, 0, 0, listed.parts.empty() ? 0 : listed.parts[0].second);
        for (const auto& [pieces, cost] : m_costs)
            addDeal(set.number, pieces, cost, memberRateOn(*m_made.goods[static_cast<size_t>(set.number)].offer));
    }

    /// Fills the parts of a set, one after the other, from their lines in order.
    void fill(const SetOffer& set, std::vector<Composition>& chosen, size_t part, size_t from, qint32 missing)
    {
        if (missing == 0) {
            if (part + 1 < set.parts.size())
                return fill(set, chosen, part + 1, 0, set.parts[part + 1].second);
            return keep(set, chosen);
        }
        const std::vector<qint32>& lines = set.parts[part].first;
        for (size_t i = from; i < lines.size(); ++i) {
            const qint32 most = std::min(missing, problem().lines[static_cast<size_t>(lines[i])].pieces);
            for (qint32 count = 1; count <= most; ++count) {
                chosen[part].emplace_back(lines[i], count);
                fill(set, chosen, part, i + 1, missing - count);
                chosen[part].pop_back();
            }
        }
    }

    void keep(const SetOffer& set, const std::vector<Composition>& chosen)
    {
        Composition all;
        for (const Composition& part : chosen)
            all.insert(all.end(), part.begin(), part.end());
        std::ranges::sort(all);
        Composition pieces;
        for (const auto& [line, count] : all) {
            if (!pieces.empty() && pieces.back().first == line)
                pieces.back().second += count;
            else
                pieces.emplace_back(line, count);
        }
        for (const auto& [line, count] : pieces)
            if (count > problem().lines[static_cast<size_t>(line)].pieces)
                return;
        const qint64 cost = costOf(set.number, pieces, chosen.back());
        if (cost >= grossOf(pieces))
            return;
        const auto [known, isNew] = m_costs.try_emplace(pieces, cost);
        known->second = std::min(known->second, cost); // the same pieces in other parts
    }

    void addSet(qint32 number, const Composition& pieces, const Composition& got)
    {
        if (const qint64 cost = costOf(number, pieces, got); cost < grossOf(pieces))
            addDeal(number, pieces, cost, memberRateOn(*m_made.goods[static_cast<size_t>(number)].offer));
    }

    qint64 grossOf(const Composition& pieces) const
    {
        qint64 sum = 0;
        for (const auto& [line, count] : pieces)
            sum += piece(line) * count;
        return sum;
    }

    /// What the set costs; `got` are the pieces of its last part.
    qint64 costOf(qint32 number, const Composition& pieces, const Composition& got) const
    {
        const Offer& offer = *m_made.goods[static_cast<size_t>(number)].offer;
        const qint64 gross = grossOf(pieces);
        if (offer.kind == Offer::Kind::Set) {
            switch (offer.pays) {
            case Offer::Pays::Price: return offer.amount.minor;
            case Offer::Pays::Rate: return multiplyDivide({ gross }, offer.rate.value, 10'000).minor;
            case Offer::Pays::Off: return std::max<qint64>(0, gross - offer.amount.minor);
            }
        }
        // Of the pieces that are got, the cheapest `get`; where they are other goods, they are just as many.
        std::vector<std::pair<qint64, qint32>> cheapest;
        for (const auto& [line, count] : got)
            cheapest.emplace_back(piece(line), count);
        std::ranges::sort(cheapest);
        qint64 cost = gross;
        qint32 missing = offer.get;
        for (const auto& [price, count] : cheapest) {
            const qint32 taken = std::min(missing, count);
            cost -= (price - multiplyDivide({ price }, offer.rate.value, 10'000).minor) * taken;
            missing -= taken;
        }
        return cost;
    }

    // --- Order offers -----------------------------------------------------------------------------------------------

    void addOrderOffer(qsizetype number)
    {
        const LiveOffer live = liveOffer(number);
        const Offer& offer = *live.offer;
        PriceProblem::OrderOffer made;
        made.lines.assign(m_input.cart.lines.size(), 0);
        qint64 most = 0;
        qint64 pieces = 0;
        qint64 least = 0;
        if (m_least.empty())
            findLeast();
        for (qint32 line : scoped(m_input.prices.scopesAt(number).scope)) {
            if (isByPoints(line))
                continue;
            made.lines[static_cast<size_t>(line)] = 1;
            const auto& of = problem().lines[static_cast<size_t>(line)];
            most += of.gross * of.pieces;
            pieces += of.pieces;
            least += m_least[static_cast<size_t>(line)] * of.pieces;
        }
        if (offer.regularPriceOnly)
            least = 0;
        const bool isRepeated = offer.rungs.size() == 1 && !offer.rungs[0].off.isZero();
        const qint32 repeats = isRepeated ? offer.repeats : 1; // of one coupon
        const qint32 mostTimes = isRepeated && live.coupon ? repeats * live.atHand : repeats;
        for (const Rung& rung : offer.rungs) {
            for (qint32 times = 1; times <= mostTimes; ++times) {
                const PriceProblem::OrderOffer::Step step { rung.minimum.minor * times, rung.pieces * times, rung.off.minor * times, rung.rate.value,
                    live.coupon ? (times + repeats - 1) / repeats : 0 };
                if (step.minimum > most || step.pieces > pieces || most == 0)
                    break;
                if (step.minimum <= least && (step.pieces == 0 || !offer.regularPriceOnly)) // always reached: never a reason to take less
                    std::erase_if(made.steps, [&](const auto& lower) {
                        return lower.coupons == step.coupons && (lower.off > 0) == (step.off > 0) && lower.off <= step.off && lower.rate >= step.rate;
                    });
                made.steps.push_back(step);
            }
        }
        if (made.steps.empty())
            return;
        made.group = groupNumber(live);
        made.isAlone = offer.isAlone;
        made.regularPriceOnly = offer.regularPriceOnly;
        made.priority = offer.priority;
        problem().orderOffers.push_back(std::move(made));
        m_made.orders.push_back(live);
    }

    void findLeast()
    {
        for (const auto& line : problem().lines)
            m_least.push_back(line.gross);
        for (const Deal& deal : problem().deals) {
            for (qint32 i = 0; i < deal.partCount; ++i) {
                const DealPart& part = problem().parts[static_cast<size_t>(deal.firstPart + i)];
                qint64& least = m_least[static_cast<size_t>(part.line)];
                least = std::min(least, part.amount / part.count);
            }
        }
    }

    const QuoteInput& m_input;
    const BasisPoints m_memberRate;
    PriceList::ScopedLines m_scoped;
    std::vector<qsizetype> m_live;
    CartProblem m_made;
    std::vector<SetOffer> m_sets;
    std::map<Composition, qint64> m_costs;
    std::set<std::tuple<qint32, qint64, qint32>> m_freeCosts; ///< line, cost, the member's rate on top
    std::map<QString, qint32> m_groups;
    std::vector<qint64> m_least;
    qint64 m_pointsLeft = 0;
};

}

bool isLive(const QuoteInput& input, qsizetype number)
{
    const Offer& offer = input.prices.offerAt(number);
    if (input.prices.couponAt(number) && std::ranges::find(input.cart.coupons, offer.id, &CartCoupon::kind) == input.cart.coupons.end())
        return false;
    if (input.decided)
        return std::ranges::find(input.decided->live, offer.id) != input.decided->live.end();
    if (!offer.holdsAt(input.situation))
        return false;
    if (!offer.isCounted())
        return true;
    const auto used = input.used.find(offer.id);
    return (used == input.used.end() ? OfferUse {} : used->second).leavesOne(offer, input.member ? OfferUse::Buyer::Member : OfferUse::Buyer::Stranger);
}

CartProblem problemOf(const QuoteInput& input)
{
    return Listing(input).run();
}

}
