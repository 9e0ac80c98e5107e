// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/domain/pricing/BruteForce.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace tangyuan {

namespace {

constexpr size_t mostLines = 5;
using PerLine = std::array<qint64, mostLines>;

/// An offer that may act: a promotion, or a coupon with so many of its kind at hand.
struct OfferAtHand {
    const Offer* offer = nullptr;
    qint64 coupons = 0; ///< 0: a promotion
    QString group;
};

/// Some pieces sold together, and what they come to by line.
struct Bundle {
    const OfferAtHand* offer = nullptr; ///< null: at the price, or the member's price
    PerLine pieces {};
    PerLine amount {};

    size_t firstLine() const
    {
        return static_cast<size_t>(std::ranges::find_if(pieces, [](qint64 count) { return count > 0; }) - pieces.begin());
    }
};

/// What a way to sell the goods leaves for order offers, by line.
struct Goods {
    PerLine regular {};
    PerLine lowered {}; ///< sold under a goods offer
    PerLine regularPieces {};
    PerLine loweredPieces {};
    std::vector<const OfferAtHand*> offers {};
    qint64 coupons = 0;

    auto operator<=>(const Goods&) const = default;
};

/// What an order offer does once it is reached.
struct Cut {
    const OfferAtHand* offer;
    qint64 coupons = 0;
    Money off {};
    BasisPoints rate { 10'000 };
};

class EveryWay {
public:
    EveryWay(const QuoteInput& input, qint64 mostWays)
        : m_input(input)
        , m_waysLeft(mostWays)
    {
        VERIFY(input.cart.lines.size() <= mostLines);
        const auto add = [&](const Offer& offer, bool isCoupon, qint64 coupons) {
            if (holds(offer) && (!isCoupon || coupons > 0))
                m_offers.push_back({ &offer, coupons, groupOf(offer, isCoupon ? OfferForm::Coupon : OfferForm::Promotion) });
        };
        for (const Offer& offer : input.prices.promotions)
            add(offer, false, 0);
        for (const CouponTemplate& coupon : input.prices.coupons)
            add(coupon.offer, true, std::min<qint64>(coupon.perOrder, std::ranges::count(input.cart.coupons, coupon.offer.id, &CartCoupon::kind)));
        sellForPoints();
        std::erase_if(m_offers, [&](const OfferAtHand& atHand) { return atHand.offer->points.count > 0 || !mayMeetPoints(atHand); });
        for (size_t i = 0; i < m_lines.size(); ++i) {
            m_isSingle[i] = isSingle(m_lines[i]);
            m_left[i] = m_isSingle[i] ? 1 : m_lines[i].quantity.amount;
            m_price[i] = priceOfPiece(m_lines[i]);
        }
        m_memberRate = input.member ? input.loyalty.rateFor(input.situation) : BasisPoints { 10'000 };
        listBundles();
    }

    std::optional<LeastPrice> run()
    {
        std::ranges::stable_sort(m_bundles, {}, &Bundle::firstLine);
        sell(0, {});
        if (m_waysLeft < 0)
            return {};
        VERIFY(m_least);
        return LeastPrice { m_least->total + m_forPoints, m_least->coupons + pointsCoupons(), m_points };
    }

private:
    bool isIn(const GoodsScope& scope, const CartLine& line) const { return scope.includes(line.product, m_input.situation.date); }
    bool isIn(const GoodsScope& scope, size_t line) const { return isIn(scope, m_lines[line]); }
    static bool isSingle(const CartLine& line) { return line.quantity.unit == Quantity::Unit::Gram || line.labelPrice; }
    static Quantity pieceOf(const CartLine& line) { return line.quantity.unit == Quantity::Unit::Gram ? line.quantity : Quantity::pieces(1); }
    static qint64 priceOfPiece(const CartLine& line) { return line.labelPrice.value_or(priceOf(line.product.price, pieceOf(line))).minor; }

    /// What was decided when the cart was sold goes before time and counts.
    bool holds(const Offer& offer) const
    {
        if (m_input.decided)
            return std::ranges::find(m_input.decided->live, offer.id) != m_input.decided->live.end();
        for (const Offer::Blackout& days : offer.blackouts)
            if (m_input.situation.date >= days.from && m_input.situation.date <= days.to)
                return false;
        const auto found = m_input.used.find(offer.id);
        const OfferUse use = found == m_input.used.end() ? OfferUse {} : found->second;
        const bool isByMember = offer.perMember > 0 || offer.perMemberDay > 0;
        const auto isUsedUp = [](qint64 most, qint64 count) { return most > 0 && count >= most; };
        // Of a budget one fen suffices: the last order may go over.
        return offer.when.includes(m_input.situation) && (!isByMember || m_input.member) && !isUsedUp(offer.perMember, use.byMember)
            && !isUsedUp(offer.perMemberDay, use.byMemberToday) && !isUsedUp(offer.perDay, use.today) && !isUsedUp(offer.budget.minor, use.saved.minor);
    }

    // Points

    /// One line after the other, as a whole, under the offer that leaves least to pay, then the one of the fewest points.
    void sellForPoints()
    {
        Points left = m_input.member ? m_input.member->pointsUsable : Points {};
        for (const CartLine& line : m_input.cart.lines) {
            using Choice = std::tuple<qint64, qint64, qint32, const OfferAtHand*>; // price, points, priority
            const qint64 pieces = isSingle(line) ? 1 : line.quantity.amount;
            std::optional<Choice> best;
            for (const OfferAtHand& atHand : m_offers) {
                const Offer& offer = *atHand.offer;
                const qint64 most = offer.perOrder * std::max<qint64>(1, atHand.coupons);
                const bool mayAct = offer.points.count > 0 && isIn(offer.scope, line) && offer.points.count * pieces <= left.count && mayMeetPoints(atHand)
                    && (most == 0 || m_forPointsOf[&offer].pieces + pieces <= most);
                const Choice choice { mayAct ? loweredPrice(offer, line) : 0, offer.points.count, offer.priority, &atHand };
                if (mayAct && std::get<0>(choice) < std::min(priceOfPiece(line), memberPrice(line)) && (!best || choice < *best))
                    best = choice;
            }
            if (!line.byPoints || !m_input.member || !best) {
                m_lines.push_back(line);
                continue;
            }
            const auto& [price, points, priority, atHand] = *best;
            m_forPointsOf[atHand->offer] = { *atHand, m_forPointsOf[atHand->offer].pieces + pieces };
            left.count -= points * pieces;
            m_points.count += points * pieces;
            m_forPoints.minor += price * pieces;
        }
    }

    /// What is had for points is decided: others stand beside it, or not at all.
    bool mayMeetPoints(const OfferAtHand& atHand) const
    {
        return std::ranges::all_of(m_forPointsOf, [&](const auto& entry) {
            const ForPoints& acting = entry.second;
            return acting.pieces == 0 || acting.offer.offer == atHand.offer || mayMeet({ &acting.offer, &atHand });
        });
    }

    qint64 pointsCoupons() const
    {
        qint64 coupons = 0;
        for (const auto& [offer, acting] : m_forPointsOf)
            coupons += couponsFor(acting.offer, acting.pieces, offer->perOrder);
        return coupons;
    }

    // Bundles

    qint64 memberPrice(const CartLine& line) const
    {
        const Money regular { priceOfPiece(line) };
        const Situation& situation = m_input.situation;
        const auto tier = static_cast<size_t>(situation.tier);
        Money price = multiplyDivide(regular, m_input.loyalty.tiers.tiers[tier].rate.value, 10'000);
        if (line.product.tierPrices[tier] && !line.labelPrice && situation.tier != Tier::Regular)
            price = priceOf(*line.product.tierPrices[tier], pieceOf(line));
        for (const GroupRules& group : m_input.loyalty.groups)
            if (situation.tags.contains(group.tag))
                price = std::min(price, multiplyDivide(regular, group.rate.value, 10'000));
        return std::min(price, regular).minor;
    }

    /// Of one piece, under an offer of one piece.
    static qint64 loweredPrice(const Offer& offer, const CartLine& line)
    {
        const qint64 regular = priceOfPiece(line);
        if (offer.kind == Offer::Kind::Off)
            return std::max<qint64>(0, regular - priceOf(offer.amount, pieceOf(line)).minor);
        if (offer.kind == Offer::Kind::Price)
            return priceOf(offer.amount, pieceOf(line)).minor;
        return multiplyDivide({ regular }, offer.rate.value, 10'000).minor;
    }

    qint64 onTop(const Offer& offer, qint64 amount) const
    {
        return offer.onTopOfMemberPrice ? multiplyDivide({ amount }, m_memberRate.value, 10'000).minor : amount;
    }

    void addSingle(const OfferAtHand* offer, size_t line, qint64 amount)
    {
        Bundle bundle { offer };
        bundle.pieces[line] = 1;
        bundle.amount[line] = amount;
        m_bundles.push_back(bundle);
    }

    void listBundles()
    {
        for (size_t line = 0; line < m_lines.size(); ++line) {
            addSingle(nullptr, line, m_price[line]);
            if (m_input.member && memberPrice(m_lines[line]) != m_price[line])
                addSingle(nullptr, line, memberPrice(m_lines[line]));
        }
        for (const OfferAtHand& atHand : m_offers) {
            const Offer& offer = *atHand.offer;
            for (size_t line = 0; line < m_lines.size() && offer.isOnePiece(); ++line) {
                if (!isIn(offer.scope, line))
                    continue;
                if (const qint64 price = loweredPrice(offer, m_lines[line]); price < m_price[line])
                    addSingle(&atHand, line, onTop(offer, price));
            }
            if (offer.kind == Offer::Kind::BuyGet)
                listSets(atHand, offer.buy + offer.get);
            if (offer.kind == Offer::Kind::Set) {
                qint64 size = 0;
                for (const Offer::Part& part : offer.parts)
                    size += part.count;
                listSets(atHand, size);
            }
        }
    }

    void listSets(const OfferAtHand& atHand, qint64 size)
    {
        PerLine pieces {};
        chooseSet(atHand, size, 0, pieces);
    }

    /// Every choice of `left` pieces from `line` on.
    void chooseSet(const OfferAtHand& atHand, qint64 left, size_t line, PerLine& pieces)
    {
        if (left == 0)
            return addSet(atHand, pieces);
        if (line == m_lines.size())
            return;
        for (qint64 count = 0; count <= (m_isSingle[line] ? 0 : std::min(left, m_left[line])); ++count) {
            pieces[line] = count;
            chooseSet(atHand, left - count, line + 1, pieces);
        }
        pieces[line] = 0;
    }

    void addSet(const OfferAtHand& atHand, const PerLine& pieces)
    {
        const Offer& offer = *atHand.offer;
        std::vector<size_t> each; // the line of each piece, the dearest first
        std::set<QString> products;
        Money gross;
        std::vector<Money> weights(m_lines.size());
        for (size_t line = 0; line < m_lines.size(); ++line) {
            each.insert(each.end(), static_cast<size_t>(pieces[line]), line);
            if (pieces[line] > 0)
                products.insert(m_lines[line].product.plu);
            weights[line] = { m_price[line] * pieces[line] };
            gross += weights[line];
        }
        if (offer.sameProduct && products.size() > 1)
            return;
        std::ranges::stable_sort(each, {}, [&](size_t line) { return -m_price[line]; });
        const std::optional<qint64> cost = offer.kind == Offer::Kind::Set ? costOfSet(offer, each, gross) : costOfBuyGet(offer, each);
        if (!cost || *cost >= gross.minor)
            return;
        const std::vector<Money> shares = spread({ *cost }, weights);
        Bundle bundle { &atHand, pieces };
        for (size_t line = 0; line < m_lines.size(); ++line)
            bundle.amount[line] = onTop(offer, shares[line].minor);
        m_bundles.push_back(bundle);
    }

    std::optional<qint64> costOfBuyGet(const Offer& offer, const std::vector<size_t>& each) const
    {
        const auto got = [&](size_t line) { return multiplyDivide({ m_price[line] }, offer.rate.value, 10'000).minor; };
        std::optional<qint64> least;
        // Bit i: piece i is got.
        for (unsigned choice = 0; choice < 1U << each.size(); ++choice) {
            qint64 cost = 0;
            qint64 gets = 0;
            bool fits = true;
            for (size_t i = 0; i < each.size(); ++i) {
                const bool isGot = choice >> i & 1U;
                gets += isGot ? 1 : 0;
                fits = fits && isIn(isGot && offer.gets ? *offer.gets : offer.scope, each[i]);
                // Without other goods it is the cheapest, which stand last.
                fits = fits && (offer.gets || isGot == (i >= static_cast<size_t>(offer.buy)));
                cost += isGot ? got(each[i]) : m_price[each[i]];
            }
            if (fits && gets == offer.get)
                least = std::min(least.value_or(cost), cost);
        }
        return least;
    }

    std::optional<qint64> costOfSet(const Offer& offer, const std::vector<size_t>& each, Money gross) const
    {
        std::vector<qint64> places;
        for (const Offer::Part& part : offer.parts)
            places.push_back(part.count);
        if (!fillParts(offer, each, 0, places))
            return {};
        if (offer.pays == Offer::Pays::Price)
            return offer.amount.minor;
        if (offer.pays == Offer::Pays::Rate)
            return multiplyDivide(gross, offer.rate.value, 10'000).minor;
        return std::max<qint64>(0, (gross - offer.amount).minor);
    }

    bool fillParts(const Offer& offer, const std::vector<size_t>& each, size_t next, std::vector<qint64>& places) const
    {
        if (next == each.size())
            return true;
        for (size_t part = 0; part < places.size(); ++part) {
            if (places[part] == 0 || !isIn(offer.parts[part].scope, each[next]))
                continue;
            --places[part];
            const bool fits = fillParts(offer, each, next + 1, places);
            ++places[part];
            if (fits)
                return true;
        }
        return false;
    }

    // Goods

    /// Every multiset of bundles that sells what is left. They stand by their first line.
    void sell(size_t bundle, std::vector<size_t> chosen)
    {
        const auto unsold = static_cast<size_t>(std::ranges::find_if(m_left, [](qint64 left) { return left > 0; }) - m_left.begin());
        if (unsold == mostLines)
            return finish(chosen);
        if (m_waysLeft < 0 || bundle == m_bundles.size() || m_bundles[bundle].firstLine() > unsold)
            return;
        sell(bundle + 1, chosen);
        const PerLine before = m_left;
        for (;;) {
            for (size_t line = 0; line < mostLines; ++line)
                m_left[line] -= m_bundles[bundle].pieces[line];
            if (std::ranges::any_of(m_left, [](qint64 left) { return left < 0; }))
                break;
            chosen.push_back(bundle);
            sell(bundle + 1, chosen);
        }
        m_left = before;
    }

    void finish(const std::vector<size_t>& chosen)
    {
        --m_waysLeft;
        Goods goods;
        for (const size_t index : chosen) {
            const Bundle& bundle = m_bundles[index];
            for (size_t line = 0; line < mostLines; ++line) {
                (bundle.offer ? goods.lowered : goods.regular)[line] += bundle.amount[line];
                (bundle.offer ? goods.loweredPieces : goods.regularPieces)[line] += bundle.pieces[line];
            }
            if (bundle.offer && std::ranges::find(goods.offers, bundle.offer) == goods.offers.end())
                goods.offers.push_back(bundle.offer);
        }
        std::ranges::sort(goods.offers);
        for (const OfferAtHand* offer : goods.offers)
            goods.coupons += couponsFor(*offer, timesOf(*offer, chosen), offer->offer->perOrder);
        if (std::ranges::all_of(goods.offers, [&](const OfferAtHand* offer) { return mayAct(*offer, chosen, goods); }) && mayMeet(goods.offers)
            && m_seen.insert(goods).second)
            chooseCuts(goods, 0, {});
    }

    qint64 timesOf(const OfferAtHand& atHand, const std::vector<size_t>& chosen) const
    {
        return std::ranges::count(chosen, &atHand, [&](size_t index) { return m_bundles[index].offer; });
    }

    /// How many coupons it takes to act so often, where one acts `each` times at most; 0: without limit.
    static qint64 couponsFor(const OfferAtHand& atHand, qint64 times, qint64 each)
    {
        if (atHand.coupons == 0)
            return 0;
        return each == 0 ? 1 : (times + each - 1) / each;
    }

    /// The limit of a goods offer, and other goods that it needs.
    bool mayAct(const OfferAtHand& atHand, const std::vector<size_t>& chosen, const Goods& goods) const
    {
        const Offer& offer = *atHand.offer;
        PerLine amount {};
        PerLine pieces {};
        for (size_t line = 0; line < mostLines; ++line) {
            amount[line] = goods.regular[line] + goods.lowered[line];
            pieces[line] = goods.regularPieces[line] + goods.loweredPieces[line];
        }
        for (const size_t index : chosen) {
            const Bundle& bundle = m_bundles[index];
            if (bundle.offer != &atHand)
                continue;
            for (size_t line = 0; line < mostLines; ++line) {
                amount[line] -= bundle.amount[line];
                pieces[line] -= bundle.pieces[line];
            }
        }
        const qint64 times = timesOf(atHand, chosen);
        if (offer.perOrder > 0 && times > offer.perOrder * std::max<qint64>(1, atHand.coupons))
            return false;
        if (!offer.needs)
            return true;
        qint64 others = 0;
        qint64 otherPieces = 0;
        for (size_t line = 0; line < m_lines.size(); ++line) {
            if (isIn(offer.needs->scope, line)) {
                others += amount[line];
                otherPieces += pieces[line];
            }
        }
        return others >= offer.needs->minimum.minor && otherPieces >= offer.needs->pieces;
    }

    /// One offer of a group, and none beside one that is alone.
    static bool mayMeet(const std::vector<const OfferAtHand*>& offers)
    {
        std::set<QString> groups;
        for (const OfferAtHand* atHand : offers) {
            if (atHand->offer->isAlone && offers.size() > 1)
                return false;
            if (!atHand->group.isEmpty() && !groups.insert(atHand->group).second)
                return false;
        }
        return true;
    }

    // Order offers

    /// Every choice of order offers from `next` on.
    void chooseCuts(const Goods& goods, size_t next, const std::vector<Cut>& cuts)
    {
        while (next < m_offers.size() && !m_offers[next].offer->isOfOrder())
            ++next;
        if (next == m_offers.size()) {
            --m_waysLeft;
            Least price { cut(goods, cuts), goods.coupons };
            for (const Cut& one : cuts)
                price.coupons += one.coupons;
            m_least = std::min(m_least.value_or(price), price);
            return;
        }
        chooseCuts(goods, next + 1, cuts);
        std::vector<const OfferAtHand*> meeting = goods.offers;
        for (const Cut& one : cuts)
            meeting.push_back(one.offer);
        meeting.push_back(&m_offers[next]);
        if (!mayMeet(meeting))
            return;
        for (const Cut& one : reached(m_offers[next], goods)) {
            std::vector<Cut> more = cuts;
            more.push_back(one);
            chooseCuts(goods, next + 1, more);
        }
    }

    std::vector<Cut> reached(const OfferAtHand& atHand, const Goods& goods) const
    {
        const Offer& offer = *atHand.offer;
        qint64 amount = 0;
        qint64 pieces = 0;
        for (size_t line = 0; line < m_lines.size(); ++line) {
            if (!isIn(offer.scope, line))
                continue;
            amount += goods.regular[line] + (offer.regularPriceOnly ? 0 : goods.lowered[line]);
            pieces += goods.regularPieces[line] + (offer.regularPriceOnly ? 0 : goods.loweredPieces[line]);
        }
        std::vector<Cut> cuts;
        const auto reaches = [&](const Rung& rung, qint64 times) { return amount >= rung.minimum.minor * times && pieces >= rung.pieces * times; };
        if (offer.rungs.size() == 1 && !offer.rungs[0].off.isZero()) {
            const Rung& rung = offer.rungs[0];
            for (qint64 times = 1; times <= offer.repeats * std::max<qint64>(1, atHand.coupons) && reaches(rung, times); ++times)
                cuts.push_back({ &atHand, couponsFor(atHand, times, offer.repeats), { rung.off.minor * times } });
            return cuts;
        }
        for (const Rung& rung : offer.rungs)
            if (reaches(rung, 1))
                cuts.push_back({ &atHand, couponsFor(atHand, 1, 1), rung.off, rung.rate });
        return cuts;
    }

    Money cut(const Goods& goods, std::vector<Cut> cuts) const
    {
        std::ranges::stable_sort(cuts, [](const Cut& a, const Cut& b) {
            return std::pair(!a.off.isZero(), a.offer->offer->priority) < std::pair(!b.off.isZero(), b.offer->offer->priority);
        });
        std::vector<Money> parts; // of each line what is not lowered, then what is
        Money total;
        for (size_t line = 0; line < m_lines.size(); ++line) {
            parts.push_back({ goods.regular[line] });
            parts.push_back({ goods.lowered[line] });
            total += parts[2 * line] + parts[2 * line + 1];
        }
        for (const Cut& one : cuts) {
            std::vector<Money> weights(parts.size());
            Money sum;
            for (size_t part = 0; part < parts.size(); ++part) {
                const bool isLowered = part % 2 == 1;
                if (isIn(one.offer->offer->scope, part / 2) && !(isLowered && one.offer->offer->regularPriceOnly))
                    weights[part] = parts[part];
                sum += weights[part];
            }
            const Money off = one.off.isZero() ? sum - multiplyDivide(sum, one.rate.value, 10'000) : std::min(sum, one.off);
            if (off.isZero())
                continue;
            const std::vector<Money> offs = spread(off, weights);
            for (size_t part = 0; part < parts.size(); ++part)
                parts[part] -= offs[part];
            total -= off;
        }
        return total;
    }

    struct Least {
        Money total;
        qint64 coupons = 0; ///< the fewest that do it
        auto operator<=>(const Least&) const = default;
    };
    /// An offer by which so many pieces are had for points.
    struct ForPoints {
        OfferAtHand offer {};
        qint64 pieces = 0;
    };

    const QuoteInput& m_input;
    std::vector<CartLine> m_lines; ///< but those that are had for points
    std::vector<OfferAtHand> m_offers;
    std::map<const Offer*, ForPoints> m_forPointsOf;
    Points m_points;
    Money m_forPoints; ///< what is paid beside them
    std::vector<Bundle> m_bundles;
    std::array<bool, mostLines> m_isSingle {};
    PerLine m_price {}; ///< of one piece
    PerLine m_left {};  ///< pieces to be sold
    BasisPoints m_memberRate;
    std::set<Goods> m_seen;
    std::optional<Least> m_least;
    qint64 m_waysLeft;
};

}

std::optional<LeastPrice> leastByEveryWay(const QuoteInput& input, qint64 mostWays)
{
    return EveryWay(input, mostWays).run();
}

}
