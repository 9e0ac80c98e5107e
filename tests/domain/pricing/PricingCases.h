// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Random.h"
#include "core/domain/pricing/Quote.h"

#include <QJsonDocument>

#include <algorithm>

namespace tangyuan {

/// A small cart at random, under rules at random, with everything that `quote` asks for.
struct PricingCase {
    Cart cart;
    LoyaltyRules loyalty;
    PriceRules rules;
    Situation situation { .date = { 20261120 }, .hour = 10 };
    std::optional<QuoteMember> member;
    std::map<QString, OfferUse> used;
    std::optional<QuoteInput::Decided> decided;

    QuoteInput input(const PriceList& prices) const { return { cart, loyalty, prices, situation, member, used, decided }; }
};

class PricingCaseMaker {
public:
    explicit PricingCaseMaker(quint64 seed)
        : m_random(seed)
    {
        for (int i = 0; i < 2; ++i)
            m_categories.push_back(Id::fromBytes(m_random.bytes(16)).value());
    }

    PricingCase make()
    {
        makeCart();
        makeMember();
        // Half of the rules leave one product alone.
        m_hasStranger = chance(2);
        for (quint64 i = m_random.below(6); i > 0; --i)
            m_made.rules.promotions.push_back(offer(QStringLiteral("p%1").arg(i), OfferForm::Promotion));
        for (quint64 i = m_random.below(3); i > 0; --i) {
            CouponTemplate coupon { .offer = offer(QStringLiteral("c%1").arg(i), OfferForm::Coupon), .perOrder = 1 + few(3) };
            for (quint64 count = m_random.below(4); count > 0; --count)
                m_made.cart.coupons.push_back({ coupon.offer.id });
            m_made.rules.coupons.push_back(coupon);
        }
        makeWishes();
        makeDecided();
        return std::move(m_made);
    }

    /// A line of a product that offers which leave one alone are not about.
    static CartLine stranger()
    {
        CartLine line;
        line.product.plu = QStringLiteral("stranger");
        line.product.price = { 4'321 };
        line.quantity = Quantity::pieces(2);
        return line;
    }

private:
    bool chance(quint64 oneIn) { return m_random.below(oneIn) == 0; }
    template <class T>
    T pick(const std::vector<T>& values)
    {
        return values[m_random.below(values.size())];
    }
    qint32 few(quint64 bound) { return static_cast<qint32>(m_random.below(bound)); }
    qint64 below(qint64 bound) { return static_cast<qint64>(m_random.below(static_cast<quint64>(bound))); }

    qint64 price() { return chance(2) ? pick<qint64>({ 0, 1, 100, 333, 500, 1'000, 1'000, 1'500, 1'999 }) : below(3'000); }

    void makeCart()
    {
        std::vector<Product> products;
        for (int i = 1; i <= 4; ++i) {
            Product product;
            product.id = Id::fromBytes(m_random.bytes(16)).value();
            product.plu = QString::number(i);
            product.name = QStringLiteral("蛋糕 %1").arg(i);
            product.category = pick(m_categories);
            product.unit = chance(4) ? Quantity::Unit::Gram : Quantity::Unit::Piece;
            product.price = { price() };
            if (chance(4))
                product.tierPrices[1 + m_random.below(3)] = Money { price() };
            if (chance(3))
                product.tags = { chance(2) ? QStringLiteral("imported") : QStringLiteral("seasonal") };
            if (chance(4))
                product.bestBefore = BusinessDate { 20261120 }.addDays(static_cast<int>(m_random.below(4)));
            products.push_back(product);
        }
        qint64 piecesLeft = 2 + below(4);
        for (quint64 lines = 1 + m_random.below(4); lines > 0 && piecesLeft > 0; --lines) {
            CartLine line;
            line.product = pick(products);
            if (line.product.unit == Quantity::Unit::Gram) {
                line.quantity = Quantity::grams(1 + below(1'500));
                if (chance(3))
                    line.labelPrice = Money { price() };
                --piecesLeft;
            } else {
                line.quantity = Quantity::pieces(1 + below(piecesLeft));
                piecesLeft -= line.quantity.amount;
            }
            m_gross += line.labelPrice.value_or(priceOf(line.product.price, line.quantity)).minor;
            m_made.cart.lines.push_back(line);
        }
    }

    void makeMember()
    {
        m_made.situation.isMember = !chance(3);
        if (!m_made.situation.isMember)
            return;
        m_made.member = QuoteMember { { below(chance(2) ? 400 : 20'000) } };
        m_made.situation.tier = static_cast<Tier>(m_random.below(tierCount));
        m_made.loyalty.groups = { { .tag = QStringLiteral("company"), .name = QStringLiteral("Company"), .rate = { 8'500 + few(1'500) } } };
        if (chance(4))
            m_made.situation.tags.insert(QStringLiteral("company"));
        Redemption& redemption = m_made.loyalty.redemption;
        redemption.step = { pick<qint64>({ 1, 100, 500 }) };
        redemption.value = { 1 + below(300) };
        if (chance(3))
            redemption.minimum = { 2 * redemption.step.count };
        if (chance(3))
            redemption.capOfOrder = { few(10'001) };
        if (chance(3))
            redemption.capPerOrder = Points { below(1'000) };
    }

    ManualDiscount discount()
    {
        return chance(2) ? ManualDiscount { { 1 + few(10'000) }, {}, QStringLiteral("dented") }
                         : ManualDiscount { {}, { 1 + below(500) }, QStringLiteral("neighbour") };
    }

    /// What the customer and the cashier ask for, and how the shop rounds.
    void makeWishes()
    {
        for (CartLine& line : m_made.cart.lines) {
            line.byPoints = chance(2);
            if (chance(8))
                line.discount = discount();
        }
        if (chance(6))
            m_made.cart.discount = discount();
        if (chance(3))
            m_made.cart.pointsWanted = { below(2'000) };
        m_made.rules.rounding
            = { pick<Rounding::Unit>({ Rounding::Unit::Fen, Rounding::Unit::Jiao, Rounding::Unit::Yuan }), static_cast<Rounding::Mode>(m_random.below(3)) };
    }

    /// Some are sales of another day, priced again: which offers held then is told.
    void makeDecided()
    {
        if (!chance(8))
            return;
        m_made.decided = QuoteInput::Decided { {}, { 1 + below(300) } };
        const auto decide = [&](const Offer& offer) {
            if (!chance(4))
                m_made.decided->live.push_back(offer.id);
        };
        std::ranges::for_each(m_made.rules.promotions, decide);
        std::ranges::for_each(m_made.rules.coupons, decide, &CouponTemplate::offer);
    }

    GoodsScope scope()
    {
        GoodsScope made;
        switch (m_random.below(6)) {
        case 0: made.categories = { pick(m_categories) }; break;
        case 1: made.products = { QString::number(1 + below(4)), QString::number(1 + below(4)) }; break;
        case 2: made.products = { pick(m_made.cart.lines).product.plu }; break;
        case 3:
            made.tags = { QStringLiteral("imported") };
            if (chance(2))
                made.bestBeforeWithin = few(4);
            break;
        default: break;
        }
        if (chance(6))
            made.exceptProducts = { QString::number(1 + below(4)) };
        if (chance(12))
            made.exceptCategories = { pick(m_categories) };
        if (m_hasStranger)
            made.exceptProducts.push_back(stranger().product.plu);
        return made;
    }

    BasisPoints rate() { return { chance(3) ? pick<qint32>({ 0, 5'000, 8'000, 9'000 }) : few(10'000) }; }
    /// An amount that carts like this one reach or miss.
    Money aroundTheCart() { return { chance(3) ? m_gross / (1 + below(3)) : below(m_gross * 5 / 4 + 2) }; }

    void makeSet(Offer& made)
    {
        made.sameProduct = chance(4);
        if (chance(3)) {
            made.parts = { { scope(), 2 + few(2) } };
        } else {
            made.parts = { { scope(), 1 + few(2) }, { scope(), 1 } };
            if (chance(5))
                made.parts.push_back({ scope(), 1 });
        }
        made.pays = static_cast<Offer::Pays>(m_random.below(3));
        made.amount = { 1 + below(made.pays == Offer::Pays::Off ? 800 : 4'000) };
    }

    void makeRungs(Offer& made)
    {
        const bool isMixed = chance(4);
        bool isRate = chance(2);
        Rung rung;
        qint32 rate = BasisPoints::whole;
        Money off;
        const quint64 count = 1 + m_random.below(3);
        for (quint64 i = 0; i < count; ++i) {
            isRate = isMixed ? chance(2) : isRate;
            if (i > 0 || !chance(4)) {
                if (chance(3))
                    rung.pieces += 1 + few(2);
                else
                    rung.minimum += Money { 1 + aroundTheCart().minor };
            }
            if (isRate)
                rate = rate / 2 + few(static_cast<quint64>(rate) / 2);
            else
                off += { 1 + below(chance(2) ? 200 : 1'000) };
            rung.rate = { isRate ? rate : BasisPoints::whole };
            rung.off = isRate ? Money {} : off;
            if (rung.minimum > Money {} && rung.minimum < rung.off)
                rung.minimum = rung.off;
            made.rungs.push_back(rung);
        }
        if (count == 1 && !isRate && (!rung.minimum.isZero() || rung.pieces > 0))
            made.repeats = 1 + few(3);
        made.regularPriceOnly = chance(3);
    }

    /// How often it may be used and was, mostly just below or at the end.
    void makeCounts(Offer& made)
    {
        OfferUse& use = m_made.used[made.id];
        const auto count = [&](qint32& most, qint64& past) {
            if (chance(15)) {
                most = 1 + few(2);
                past = most - below(2);
            }
        };
        count(made.perMember, use.byMember);
        count(made.perMemberDay, use.byMemberToday);
        count(made.perDay, use.today);
        if (chance(10)) {
            made.budget = { 1 + below(3'000) };
            use.saved = made.budget + Money { pick<qint64>({ -1'000, -1, -1, 0, 1 }) };
        }
        if (chance(10))
            made.blackouts = { { m_made.situation.date.addDays(-few(3)), m_made.situation.date.addDays(few(4) - 2) } };
    }

    Offer offer(const QString& id, OfferForm form)
    {
        Offer made { .id = id, .name = id };
        made.kind = pick<Offer::Kind>({ Offer::Kind::Percent, Offer::Kind::Off, Offer::Kind::Price, Offer::Kind::BuyGet, Offer::Kind::BuyGet, Offer::Kind::Set,
            Offer::Kind::Set, Offer::Kind::Order, Offer::Kind::Order, Offer::Kind::Order });
        if (form == OfferForm::Coupon && chance(12))
            made.kind = Offer::Kind::Service;
        made.scope = scope();
        made.rate = rate();
        made.amount = { 1 + below(1'500) };
        if (made.kind == Offer::Kind::BuyGet) {
            made.buy = 1 + few(2);
            made.get = chance(4) ? 2 : 1;
            made.sameProduct = chance(4);
            if (chance(3))
                made.gets = scope();
        } else if (made.kind == Offer::Kind::Set) {
            makeSet(made);
        } else if (made.kind == Offer::Kind::Order) {
            makeRungs(made);
        }
        if (!made.isOfOrder()) {
            made.onTopOfMemberPrice = chance(3);
            if (chance(5))
                made.needs = Needs { scope(), chance(2) ? aroundTheCart() : Money {}, 1 + few(2) };
        }
        made.group = chance(3) ? pick<QString>({ QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("order"), QStringLiteral("coupon") }) : QString();
        made.isAlone = chance(10);
        made.priority = few(3);
        made.perOrder = chance(3) ? 1 + few(2) : 0;
        if (chance(15))
            made.when.members = true;
        makeCounts(made);
        if (made.isOnePiece() && chance(5)) {
            made.points = { 1 + below(150) };
            made.needs.reset();
            made.onTopOfMemberPrice = false;
        }
        return made;
    }

    SeededRandom m_random;
    PricingCase m_made;
    std::vector<Id> m_categories;
    qint64 m_gross = 0;
    bool m_hasStranger = false;
};

inline Quote quoteOf(const PricingCase& made, const PriceList& prices)
{
    return quote(made.input(prices));
}

inline Quote quoteOf(const PricingCase& made)
{
    return quoteOf(made, PriceList(made.rules));
}

/// All that replays a case, and where the two differ.
inline QByteArray asText(const PricingCase& made, const Quote& of)
{
    const auto json = [](const QJsonObject& object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); };
    QByteArray text = "cart " + json(made.cart.toJson()) + "\nrules " + json(made.rules.toJson());
    text += "\nmember " + (made.member ? QByteArray("tier ") + QByteArray::number(static_cast<int>(made.situation.tier)) : QByteArray("none"));
    if (!made.situation.tags.empty())
        text += ", company at " + QByteArray::number(made.loyalty.groups[0].rate.value);
    if (made.member)
        text += ", points " + QByteArray::number(made.member->pointsUsable.count) + ", loyalty " + json(made.loyalty.toJson());
    for (const auto& [id, use] : made.used)
        text += "\nused " + id.toUtf8() + " by member " + QByteArray::number(use.byMember) + ", today " + QByteArray::number(use.byMemberToday)
            + ", by all today " + QByteArray::number(use.today) + ", saved " + QByteArray::number(use.saved.minor);
    if (made.decided)
        text += "\ndecided, a step of points is worth " + QByteArray::number(made.decided->pointsStep.minor);
    for (const QString& id : of.live)
        text += "\nlive " + id.toUtf8();
    text += "\nquote " + QByteArray::number(of.total.minor);
    for (size_t i = 0; i < of.lines.size(); ++i) {
        text += "\nline " + QByteArray::number(i) + " gross " + QByteArray::number(of.lines[i].gross.minor);
        for (const Adjustment& adjustment : of.lines[i].adjustments)
            text += "; " + adjustment.label.toUtf8() + ' ' + QByteArray::number(adjustment.amount.minor);
    }
    for (const CartCoupon& coupon : of.couponsUsed)
        text += "\nuses " + coupon.kind.toUtf8();
    return text;
}

inline bool areAlike(const Quote& a, const Quote& b)
{
    const auto alike = [](const QuoteLine& one, const QuoteLine& other) { return one.adjustments == other.adjustments && one.total == other.total; };
    return a.total == b.total && a.offers == b.offers && a.couponsUsed == b.couponsUsed && a.steps == b.steps && a.live == b.live
        && std::ranges::equal(a.lines, b.lines, alike);
}

}
