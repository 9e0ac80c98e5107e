// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/pricing/Hints.h"

#include "core/domain/pricing/Deals.h"

#include <algorithm>

namespace tangyuan {

namespace {

/// What the lines come to for the offers on the order, and how many pieces they are.
struct Base {
    Money amount;
    qint64 pieces = 0;
};

class Hinting {
public:
    Hinting(const QuoteInput& input, const Quote& priced)
        : m_input(input)
        , m_priced(priced)
        , m_scoped(input.prices.match(input.cart.lines, input.situation.date))
    {
    }

    std::vector<Hint> run()
    {
        for (qsizetype number = 0; number < m_input.prices.offerCount(); ++number) {
            const Offer& offer = m_input.prices.offerAt(number);
            if (offer.points.count > 0 || !isLive(m_input, number))
                continue;
            if (offer.isOfOrder())
                addRung(number, offer);
            else if (offer.kind == Offer::Kind::BuyGet || offer.kind == Offer::Kind::Set)
                addPiece(number, offer);
        }
        std::ranges::stable_sort(m_candidates, {}, [](const Candidate& candidate) { return candidate.cost; });
        std::vector<Hint> hints;
        for (Candidate& candidate : m_candidates) {
            if (hints.size() == mostHints || &candidate - m_candidates.data() > 8)
                break; // each is priced anew: enough is enough
            const Quote with = quote(inputWith(candidate.cart));
            candidate.hint.gain = m_priced.total + candidate.cost - with.total;
            const bool isActing = std::ranges::find(with.offers, candidate.hint.offer, &QuoteOffer::id) != with.offers.end();
            if (candidate.hint.gain.minor > 0 && isActing)
                hints.push_back(candidate.hint);
        }
        return hints;
    }

private:
    struct Candidate {
        Hint hint;
        Money cost; ///< of what is added
        Cart cart;
    };

    QuoteInput inputWith(const Cart& cart) const
    {
        return { cart, m_input.loyalty, m_input.prices, m_input.situation, m_input.member, m_input.used, m_input.decided };
    }

    /// What the offer counts: the lines' totals before offers on the order.
    Base baseOf(const Offer& offer, const std::vector<qint32>& lines) const
    {
        Base base;
        for (qint32 number : lines) {
            const QuoteLine& line = m_priced.lines[static_cast<size_t>(number)];
            const CartLine& cart = m_input.cart.lines[static_cast<size_t>(number)];
            Money amount = line.gross;
            bool isLowered = false;
            for (const Adjustment& adjustment : line.adjustments) {
                const auto acting = std::ranges::find(m_priced.offers, adjustment.offer, &QuoteOffer::id);
                const bool isOfOrder = !adjustment.offer.isEmpty() && acting != m_priced.offers.end() && !acting->base.isZero();
                if (isOfOrder || adjustment.rule >= Adjustment::Rule::ByHand)
                    continue;
                amount += adjustment.amount;
                isLowered |= !adjustment.offer.isEmpty();
            }
            if (offer.regularPriceOnly && isLowered)
                continue;
            base.amount += amount;
            base.pieces += cart.product.unit == Quantity::Unit::Piece && !cart.labelPrice ? cart.quantity.amount : 1;
        }
        return base;
    }

    /// A cart with one more line of these goods, at this price.
    Cart cartWith(const CartLine& like, Money price) const
    {
        Cart cart = m_input.cart;
        CartLine line;
        line.product = like.product;
        line.product.unit = Quantity::Unit::Piece;
        line.product.price = price;
        line.product.tierPrices = {};
        line.quantity = Quantity::pieces(1);
        cart.lines.push_back(std::move(line));
        return cart;
    }

    void addRung(qsizetype number, const Offer& offer)
    {
        const std::vector<qint32>& lines = m_scoped[static_cast<size_t>(m_input.prices.scopesAt(number).scope)];
        const Base base = baseOf(offer, lines);
        if (base.pieces == 0)
            return;
        for (const Rung& rung : offer.rungs) {
            const qint32 times = rung.minimum.isZero() || offer.repeats == 1
                ? 1
                : static_cast<qint32>(std::min<qint64>(offer.repeats, base.amount.minor / rung.minimum.minor + 1));
            const Money missing = std::max(Money {}, Money { rung.minimum.minor * times } - base.amount);
            const auto missingPieces = static_cast<qint32>(std::max<qint64>(0, rung.pieces - base.pieces));
            if ((missing.isZero() && missingPieces == 0) || missing > multiplyDivide(base.amount, reachOfHints.value, BasisPoints::whole))
                continue;
            if (missing.isZero() && missingPieces > 2)
                continue;
            // The dearest line of the scope stands for what may be added; its member's price comes off again.
            const CartLine* like = nullptr;
            for (qint32 line : lines)
                if (const CartLine& candidate = m_input.cart.lines[static_cast<size_t>(line)]; !like || candidate.product.price > like->product.price)
                    like = &candidate;
            const BasisPoints rate = m_input.member ? m_input.loyalty.rateFor(m_input.situation) : BasisPoints { BasisPoints::whole };
            if (rate.value == 0)
                return;
            Money price { (missing.minor * BasisPoints::whole + rate.value - 1) / rate.value };
            if (missing.isZero())
                price = like->product.price;
            Cart cart = cartWith(*like, price);
            if (missing.isZero())
                cart.lines.back().quantity = Quantity::pieces(missingPieces);
            const Money cost = missing.isZero() ? Money { price.minor * missingPieces } : missing;
            m_candidates.push_back({ { offer.id, offer.name, missing, missing.isZero() ? missingPieces : 0, {} }, cost, std::move(cart) });
            return; // the next rung is enough
        }
    }

    /// One more piece of what is there already.
    void addPiece(qsizetype number, const Offer& offer)
    {
        const PriceList::Scopes& scopes = m_input.prices.scopesAt(number);
        const qint32 scope = offer.gets ? scopes.gets : offer.kind == Offer::Kind::Set ? scopes.parts : scopes.scope;
        const CartLine* cheapest = nullptr;
        for (qint32 line : m_scoped[static_cast<size_t>(scope)]) {
            const CartLine& candidate = m_input.cart.lines[static_cast<size_t>(line)];
            if (candidate.product.unit == Quantity::Unit::Piece && !candidate.labelPrice && (!cheapest || candidate.product.price < cheapest->product.price))
                cheapest = &candidate;
        }
        if (cheapest)
            m_candidates.push_back({ { offer.id, offer.name, {}, 1, {} }, cheapest->product.price, cartWith(*cheapest, cheapest->product.price) });
    }

    const QuoteInput& m_input;
    const Quote& m_priced;
    const PriceList::ScopedLines m_scoped;
    std::vector<Candidate> m_candidates;
};

}

std::vector<Hint> hintsOf(const QuoteInput& input, const Quote& priced)
{
    if (priced.lines.empty() || input.prices.offerCount() == 0)
        return {};
    return Hinting(input, priced).run();
}

}
