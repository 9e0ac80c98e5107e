// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/pricing/GoodsSearch.h"

#include "core/base/Verify.h"

#include <algorithm>
#include <numeric>

namespace tangyuan {

namespace {

/// No single descent may use up the steps of all.
constexpr qint64 descentsOfBudget = 8;
constexpr qint64 unknown = std::numeric_limits<qint64>::max();
constexpr qint64 mostPieces = 1'000'000; ///< more than any cart holds, where a limit is larger

}

GoodsSearch::GoodsSearch(const PriceProblem& problem, qint64 mostSteps)
    : m(problem)
    , m_mostSteps(mostSteps)
    , m_enabled(problem.goodsOffers.size(), 1)
    , m_weights(problem.lines.size())
    , m_left(problem.lines.size())
    , m_regular(problem.lines.size())
    , m_lowered(problem.lines.size())
{
    for (const auto& line : m.lines)
        m_pieces.push_back(line.pieces);
    for (const auto& offer : m.goodsOffers)
        m_usesLeft.push_back(offer.usesLeft);
    orderLines();
    sortDeals();
}

void GoodsSearch::enable(std::vector<char> offers)
{
    m_enabled = std::move(offers);
    for (size_t i = 0; i < m_usesLeft.size(); ++i)
        if (const qint64 uses = m.goodsOffers[i].usesLeft; uses != PriceProblem::noLimit)
            m_usesLeft[i] = uses * m_enabled[i];
}

void GoodsSearch::orderLines()
{
    std::vector<size_t> parent(m.lines.size());
    std::iota(parent.begin(), parent.end(), size_t {});
    const auto find = [&](size_t line) {
        while (parent[line] != line)
            line = parent[line] = parent[parent[line]];
        return line;
    };
    for (const Deal& deal : m.deals)
        for (qint32 i = 1; i < deal.partCount && !isLimited(deal); ++i)
            parent[find(at(partsOf(deal)[i].line))] = find(at(partsOf(deal)->line));
    // A part stands where its first line stands; within it the dearest line comes first.
    std::vector<size_t> firstOfRoot(m.lines.size(), m.lines.size());
    for (size_t line = 0; line < m.lines.size(); ++line)
        firstOfRoot[find(line)] = std::min(firstOfRoot[find(line)], line);
    m_order.resize(m.lines.size());
    std::iota(m_order.begin(), m_order.end(), size_t {});
    std::ranges::sort(m_order,
        [&](size_t a, size_t b) { return std::tuple(firstOfRoot[find(a)], -m.lines[a].gross, a) < std::tuple(firstOfRoot[find(b)], -m.lines[b].gross, b); });
    m_place.resize(m.lines.size());
    for (size_t place = 0; place < m_order.size(); ++place) {
        m_place[m_order[place]] = place;
        if (place == 0 || find(m_order[place]) != find(m_order[place - 1]))
            m_parts.push_back({ place, place, {} });
        m_parts.back().end = place + 1;
        m_partAt.push_back(m_parts.size() - 1);
    }
    // Where an offer stands alone, all others are switched off beside it.
    const bool switchesAll
        = std::ranges::any_of(m.goodsOffers, &PriceProblem::GoodsOffer::isAlone) || std::ranges::any_of(m.orderOffers, &PriceProblem::OrderOffer::isAlone);
    for (const Deal& deal : m.deals) {
        if (deal.offer < 0 || isLimited(deal) || (m.goodsOffers[at(deal.offer)].group < 0 && !switchesAll))
            continue;
        std::vector<qint32>& switched = m_parts[m_partAt[m_place[at(partsOf(deal)->line)]]].switched;
        if (std::ranges::find(switched, deal.offer) == switched.end())
            switched.push_back(deal.offer);
    }
    m_sales.resize(m_parts.size());
    m_whole.resize(m_parts.size());
}

/// Whether the deal may take all that is left of a line: one piece, no limit, no needs.
bool GoodsSearch::isFree(const Deal& deal) const
{
    if (deal.partCount > 1 || partsOf(deal)->count > 1)
        return false;
    return deal.offer < 0 || (!isLimited(deal) && !m.goodsOffers[at(deal.offer)].hasNeeds);
}

/// Sets and what is limited, best first; then what is free, cheapest first.
void GoodsSearch::sortDeals()
{
    m_dealsAt.resize(m.lines.size());
    std::vector<std::pair<bool, qint64>> keys;
    for (size_t i = 0; i < m.deals.size(); ++i) {
        const Deal& deal = m.deals[i];
        size_t first = m_order.size();
        qint64 amount = 0;
        qint64 gross = 0;
        for (const DealPart* part = partsOf(deal); part != partsOf(deal) + deal.partCount; ++part) {
            first = std::min(first, m_place[at(part->line)]);
            amount += part->amount;
            gross += m.lines[at(part->line)].gross * part->count;
        }
        keys.emplace_back(isFree(deal), gross == 0 ? 1'000'000 : static_cast<qint64>(static_cast<Exact>(amount) * 1'000'000 / gross));
        m_dealsAt[first].push_back(static_cast<qint32>(i));
    }
    for (auto& deals : m_dealsAt)
        std::ranges::stable_sort(deals, [&](qint32 a, qint32 b) { return keys[at(a)] < keys[at(b)]; });
}

qint64 GoodsSearch::weightOf(const Deal& deal, qint32 line) const
{
    return deal.offer < 0 ? m_weights[at(line)].regular : m_weights[at(line)].lowered;
}

GoodsSearch::Exact GoodsSearch::costOf(const Deal& deal) const
{
    Exact cost = 0;
    for (const DealPart* part = partsOf(deal); part != partsOf(deal) + deal.partCount; ++part)
        cost += static_cast<Exact>(part->amount) * weightOf(deal, part->line);
    return cost;
}

/// What one piece of a deal's part costs, weighted, rounded down.
qint64 GoodsSearch::eachOf(const DealPart& part, qint64 weight) const
{
    constexpr qint64 small = std::numeric_limits<qint64>::max() / wholeWeight;
    if (part.amount <= small)
        return part.count == 1 ? part.amount * weight : part.amount * weight / part.count;
    return static_cast<qint64>(std::min<Exact>(static_cast<Exact>(part.amount) * weight / part.count, unknown - 1));
}

void GoodsSearch::boundLines()
{
    m_least.assign(m.lines.size(), unknown);
    m_alone.assign(m.lines.size(), unknown);
    m_freeDeal.assign(m.lines.size(), -1);
    for (size_t i = 0; i < m.deals.size(); ++i) {
        const Deal& deal = m.deals[i];
        if (!isEnabled(deal) || isLimited(deal))
            continue;
        const bool isFreeDeal = isFree(deal);
        for (const DealPart* part = partsOf(deal); part != partsOf(deal) + deal.partCount; ++part) {
            const size_t line = at(part->line);
            const qint64 each = eachOf(*part, weightOf(deal, part->line));
            m_least[line] = std::min(m_least[line], each);
            if (isFreeDeal && each < m_alone[line]) {
                m_alone[line] = each;
                m_freeDeal[line] = static_cast<qint32>(i);
            }
        }
    }
    VERIFY(std::ranges::all_of(m_freeDeal, [](qint32 deal) { return deal >= 0; }));
}

/// What a deal saves against pieces of these values; 0 at least.
GoodsSearch::Exact GoodsSearch::gainOf(const Deal& deal, const std::vector<qint64>& values) const
{
    Exact gain = -costOf(deal);
    for (const DealPart* part = partsOf(deal); part != partsOf(deal) + deal.partCount; ++part)
        gain += static_cast<Exact>(values[at(part->line)]) * part->count;
    return std::max<Exact>(0, gain);
}

std::vector<GoodsSearch::Least> GoodsSearch::leastAmounts() const
{
    std::vector<Least> least(m.lines.size());
    for (const Deal& deal : m.deals) {
        if (!isEnabled(deal))
            continue;
        for (const DealPart* part = partsOf(deal); part != partsOf(deal) + deal.partCount; ++part) {
            qint64& of = deal.offer < 0 ? least[at(part->line)].regular : least[at(part->line)].lowered;
            of = std::min(of, part->amount / part->count);
        }
    }
    for (Least& line : least)
        line.lowered = std::min(line.lowered, line.regular);
    return least;
}

/// The cheapest sale of what is left of one part, without limited offers.
GoodsSearch::Priced GoodsSearch::saleOf(size_t number, const std::vector<qint64>& left)
{
    const Part& part = m_parts[number];
    const Weights& first = m_weights[m_order[part.begin]];
    bool isEven = part.switched.empty() && first.regular == first.lowered;
    for (size_t place = part.begin; place < part.end && isEven; ++place)
        isEven = left[m_order[place]] == m_pieces[m_order[place]] && m_weights[m_order[place]] == first;
    if (!isEven) {
        const Sale& sale = solve(number, left);
        return { sale.cost, &sale.sold };
    }
    if (!m_whole[number]) {
        // At another weight that is the same everywhere the same way is the cheapest.
        std::vector<Weights> weights(m.lines.size());
        std::swap(m_weights, weights);
        boundLines();
        m_whole[number] = &solve(number, left);
        std::swap(m_weights, weights);
        boundLines();
    }
    return { m_whole[number]->cost / wholeWeight * first.regular, &m_whole[number]->sold };
}

const GoodsSearch::Sale& GoodsSearch::solve(size_t number, const std::vector<qint64>& left)
{
    const Part& part = m_parts[number];
    std::vector<qint64> key;
    for (size_t place = part.begin; place < part.end; ++place) {
        const size_t line = m_order[place];
        key.insert(key.end(), { left[line], m_weights[line].regular, m_weights[line].lowered });
    }
    for (qint32 offer : part.switched)
        key.push_back(m_enabled[at(offer)]);
    const auto [known, isNew] = m_sales[number].try_emplace(std::move(key));
    if (!isNew)
        return known->second;
    // Each piece by itself at its cheapest is a way; anything better comes out of the search.
    m_partBest = {};
    for (size_t place = part.begin; place < part.end; ++place) {
        const size_t line = m_order[place];
        if (left[line] == 0)
            continue;
        m_partBest.sold.push_back({ m_freeDeal[line], left[line] });
        m_partBest.cost += costOf(m.deals[at(m_freeDeal[line])]) * left[line];
    }
    if (part.end - part.begin > 1 || std::ranges::any_of(m_dealsAt[part.begin], [&](qint32 deal) { return !isFree(m.deals[at(deal)]); }))
        run(part.begin, part.end, left);
    known->second = std::move(m_partBest);
    return known->second;
}

GoodsSearch::Relaxed GoodsSearch::relaxed()
{
    boundLines();
    m_listener = nullptr;
    m_floor = {};
    m_covers.clear();
    Relaxed best;
    for (size_t part = 0; part < m_parts.size(); ++part) {
        const Priced sale = saleOf(part, m_pieces);
        best.ofPart.push_back(sale.cost);
        best.cost += sale.cost;
        best.sold.insert(best.sold.end(), sale.sold->begin(), sale.sold->end());
    }
    // A piece that a limited offer takes out of its part leaves the part cheaper by what it costs alone, at most.
    std::vector<LimitedDeal> limited;
    for (size_t i = 0; i < m.deals.size(); ++i) {
        const Deal& deal = m.deals[i];
        if (!isLimited(deal) || !isEnabled(deal))
            continue;
        if (const Exact gain = gainOf(deal, m_alone); gain > 0)
            limited.push_back({ static_cast<qint32>(i), deal.offer, gain });
    }
    if (limited.empty())
        return best;
    std::ranges::stable_sort(limited, [](const LimitedDeal& a, const LimitedDeal& b) { return std::pair(a.offer, b.gain) < std::pair(b.offer, a.gain); });
    for (size_t i = limited.size() - 1; i-- > 0;)
        limited[i].later = limited[i].offer == limited[i + 1].offer
            ? limited[i + 1].later
            : limited[i + 1].later + limited[i + 1].gain * std::min(m_usesLeft[at(limited[i + 1].offer)], mostPieces);
    std::vector<qint64> left = m_pieces;
    std::vector<BestPrice::Sold> chosen;
    m_stopAt = std::min(m_mostSteps, m_steps + m_mostSteps / descentsOfBudget);
    m_isStopped = false;
    const Exact withoutAny = best.cost;
    chooseLimited(limited, 0, withoutAny, left, chosen, best);
    if (m_isStopped)
        leaveOut();
    return best;
}

/// What the parts and the chosen limited deals cost together.
GoodsSearch::Exact GoodsSearch::costWith(const std::vector<BestPrice::Sold>& chosen, const std::vector<qint64>& left, const Relaxed& relaxed)
{
    std::vector<size_t> touched;
    Exact cost = 0;
    for (const BestPrice::Sold& sold : chosen) {
        const Deal& deal = m.deals[at(sold.deal)];
        cost += costOf(deal) * sold.times;
        for (const DealPart* part = partsOf(deal); part != partsOf(deal) + deal.partCount; ++part)
            touched.push_back(m_partAt[m_place[at(part->line)]]);
    }
    std::ranges::sort(touched);
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    for (Exact part : relaxed.ofPart)
        cost += part;
    for (size_t part : touched)
        cost += saleOf(part, left).cost - relaxed.ofPart[part];
    return cost;
}

/// Decides how often each limited deal from `index` on is used; `hoped` is the cost if all that was chosen saved as much as it can.
void GoodsSearch::chooseLimited(
    const std::vector<LimitedDeal>& deals, size_t index, Exact hoped, std::vector<qint64>& left, std::vector<BestPrice::Sold>& chosen, Relaxed& best)
{
    const qint64 stopAt = m_stopAt;
    for (; index < deals.size() && !m_isStopped; ++index) {
        if (++m_steps > stopAt) {
            m_isStopped = true;
            return;
        }
        // Of this offer no deal to come saves more than this one; of later ones none more than their first.
        if (hoped - deals[index].gain * std::min(m_usesLeft[at(deals[index].offer)], mostPieces) - deals[index].later >= best.cost)
            return;
        const Deal& deal = m.deals[at(deals[index].deal)];
        const qint64 most = mostTimes(deal, left);
        const auto use = [&](qint64 times) {
            for (const DealPart* part = partsOf(deal); part != partsOf(deal) + deal.partCount; ++part)
                left[at(part->line)] -= part->count * times;
            m_usesLeft[at(deal.offer)] -= times;
        };
        for (qint64 times = most; times > 0 && !m_isStopped; --times) {
            use(times);
            chosen.push_back({ deals[index].deal, times });
            if (const Exact cost = costWith(chosen, left, best); cost < best.cost) {
                best.cost = cost;
                best.sold = chosen;
                for (size_t part = 0; part < m_parts.size(); ++part) {
                    const Priced sale = saleOf(part, left);
                    best.sold.insert(best.sold.end(), sale.sold->begin(), sale.sold->end());
                }
            }
            m_stopAt = stopAt;
            m_isStopped = m_steps > stopAt;
            chooseLimited(deals, index + 1, hoped - deals[index].gain * times, left, chosen, best);
            chosen.pop_back();
            use(-times);
        }
    }
}

void GoodsSearch::walk(std::vector<Cover> covers, const Floor& floor, const Relaxed& relaxed, Listener& listener)
{
    if (std::ranges::any_of(m.listing, [](PriceProblem::Listing listing) { return listing != PriceProblem::Listing::Whole; }))
        leaveOut();
    boundLines();
    m_gains.assign(m.goodsOffers.size(), 0);
    for (const Deal& deal : m.deals)
        if (isLimited(deal) && isEnabled(deal))
            m_gains[at(deal.offer)] = std::max(m_gains[at(deal.offer)], gainOf(deal, m_least));
    m_later.assign(m_parts.size() + 1, 0);
    for (size_t part = m_parts.size(); part-- > 0;) {
        Exact more = relaxed.ofPart[part];
        for (size_t place = m_parts[part].begin; place < m_parts[part].end; ++place)
            more -= static_cast<Exact>(m_least[m_order[place]]) * m.lines[m_order[place]].pieces;
        m_later[part] = m_later[part + 1] + std::max<Exact>(0, more);
    }
    m_covers = std::move(covers);
    for (Cover& cover : m_covers) {
        cover.reach = 0;
        cover.pieces = 0;
        for (size_t line = 0; line < m.lines.size(); ++line) {
            if (cover.offer->lines[line]) {
                cover.reach += m.lines[line].gross * m.lines[line].pieces;
                cover.pieces += m.lines[line].pieces;
            }
        }
    }
    m_floor = floor;
    m_listener = &listener;
    run(0, m_order.size(), m_pieces);
    m_listener = nullptr;
}

void GoodsSearch::run(size_t begin, size_t end, const std::vector<qint64>& left)
{
    m_end = end;
    m_cost = m_open = m_floored = m_limited = 0;
    m_sold.clear();
    for (size_t place = begin; place < end; ++place) {
        const size_t line = m_order[place];
        m_left[line] = left[line];
        m_regular[line] = 0;
        m_lowered[line] = 0;
        const Exact open = static_cast<Exact>(m_least[line]) * left[line];
        m_open += open;
        if (m_floor.lines && (*m_floor.lines)[line])
            m_floored += open;
    }
    if (m_listener)
        for (size_t offer = 0; offer < m_gains.size(); ++offer)
            if (m_gains[offer] > 0)
                m_limited += m_gains[offer] * std::min(m_usesLeft[offer], mostPieces);
    m_isStopped = false;
    m_stopAt = std::min(m_mostSteps, m_steps + m_mostSteps / descentsOfBudget);
    descend(begin, 0);
    if (m_isStopped)
        leaveOut();
}

void GoodsSearch::apply(qint32 index, qint64 times)
{
    const Deal& deal = m.deals[at(index)];
    for (const DealPart* part = partsOf(deal); part != partsOf(deal) + deal.partCount; ++part) {
        const size_t line = at(part->line);
        m_left[line] -= part->count * times;
        (deal.offer < 0 ? m_regular : m_lowered)[line] += part->amount * times;
        const Exact cost = static_cast<Exact>(part->amount) * weightOf(deal, part->line) * times;
        const Exact open = static_cast<Exact>(m_least[line]) * part->count * times;
        m_cost += cost;
        m_open -= open;
        if (m_floor.lines && (*m_floor.lines)[line])
            m_floored += cost - open;
        for (Cover& cover : m_covers) {
            if (!cover.offer->lines[line])
                continue;
            const bool counts = deal.offer < 0 || !cover.offer->regularPriceOnly;
            cover.reach += ((counts ? part->amount : 0) - m.lines[line].gross * part->count) * times;
            cover.pieces -= counts ? 0 : part->count * times;
        }
    }
    if (isLimited(deal)) {
        m_usesLeft[at(deal.offer)] -= times;
        if (m_listener)
            m_limited -= m_gains[at(deal.offer)] * times;
    }
}

qint64 GoodsSearch::mostTimes(const Deal& deal, const std::vector<qint64>& left) const
{
    qint64 most = deal.offer < 0 ? PriceProblem::noLimit : m_usesLeft[at(deal.offer)];
    for (const DealPart* part = partsOf(deal); part != partsOf(deal) + deal.partCount; ++part)
        most = std::min(most, left[at(part->line)] / part->count);
    return most;
}

bool GoodsSearch::isHopeless(size_t place) const
{
    if (!m_listener)
        return m_cost + m_open >= m_partBest.cost;
    const Exact ceiling = m_listener->ceiling();
    const Exact least = m_cost + m_open - m_limited;
    if (least + m_later[place < m_order.size() ? m_partAt[place] + 1 : m_parts.size()] > ceiling)
        return true;
    if (m_floor.lines && least - m_floored + m_floor.least > ceiling)
        return true;
    return std::ranges::any_of(m_covers, [](const Cover& cover) { return cover.reach < cover.minimum || cover.pieces < cover.needsPieces; });
}

/// Sells what is left from this place on, with the deals of its line from `index` on.
void GoodsSearch::descend(size_t place, size_t index)
{
    if (++m_steps > m_stopAt) {
        m_isStopped = true;
        return;
    }
    while (place < m_end && m_left[m_order[place]] == 0) {
        ++place;
        index = 0;
    }
    if (isHopeless(place))
        return;
    if (place == m_end) {
        if (m_listener)
            m_listener->reach(*this);
        else
            m_partBest = { m_cost, m_sold };
        return;
    }
    const std::vector<qint32>& deals = m_dealsAt[place];
    for (; index < deals.size() && !m_isStopped; ++index) {
        const Deal& deal = m.deals[at(deals[index])];
        if (!isEnabled(deal) || (!m_listener && isLimited(deal)))
            continue;
        if (!m_listener && isFree(deal)) {
            // Nothing but cost matters: the cheapest free deal takes all that is left.
            sellAndDescend(place, index, m_freeDeal[m_order[place]], m_left[m_order[place]]);
            return;
        }
        for (qint64 times = mostTimes(deal, m_left); times > 0 && !m_isStopped; --times)
            sellAndDescend(place, index + 1, deals[index], times);
    }
}

void GoodsSearch::sellAndDescend(size_t place, size_t next, qint32 deal, qint64 times)
{
    apply(deal, times);
    m_sold.push_back({ deal, times });
    descend(place, next);
    m_sold.pop_back();
    apply(deal, -times);
}

void GoodsSearch::replay(const std::vector<BestPrice::Sold>& sold)
{
    m_sold = sold;
    std::ranges::fill(m_regular, 0);
    std::ranges::fill(m_lowered, 0);
    for (const BestPrice::Sold& one : sold) {
        const Deal& deal = m.deals[at(one.deal)];
        for (const DealPart* part = partsOf(deal); part != partsOf(deal) + deal.partCount; ++part)
            (deal.offer < 0 ? m_regular : m_lowered)[at(part->line)] += part->amount * one.times;
    }
}

qint64 GoodsSearch::pieces(const std::vector<char>& lines, Counted counted, qint32 except) const
{
    qint64 pieces = 0;
    for (const BestPrice::Sold& sold : m_sold) {
        const Deal& deal = m.deals[at(sold.deal)];
        if ((counted == Counted::RegularOnly && deal.offer >= 0) || deal.offer == except)
            continue;
        for (const DealPart* part = partsOf(deal); part != partsOf(deal) + deal.partCount; ++part)
            pieces += lines[at(part->line)] ? part->count * sold.times : 0;
    }
    return pieces;
}

bool GoodsSearch::areNeedsMet() const
{
    return std::ranges::all_of(m_sold, [&](const BestPrice::Sold& sold) {
        const qint32 offer = m.deals[at(sold.deal)].offer;
        return offer < 0 || !m.goodsOffers[at(offer)].hasNeeds || isNeedMet(offer);
    });
}

bool GoodsSearch::isNeedMet(qint32 number) const
{
    const auto& offer = m.goodsOffers[at(number)];
    qint64 base = 0;
    for (const BestPrice::Sold& sold : m_sold) {
        const Deal& deal = m.deals[at(sold.deal)];
        if (deal.offer == number)
            continue;
        for (const DealPart* part = partsOf(deal); part != partsOf(deal) + deal.partCount; ++part)
            base += offer.needsLines[at(part->line)] ? part->amount * sold.times : 0;
    }
    return base >= offer.needsMinimum && pieces(offer.needsLines, Counted::All, number) >= offer.needsPieces;
}

}
