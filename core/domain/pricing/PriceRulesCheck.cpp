// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/pricing/PriceRulesCheck.h"

#include <algorithm>
#include <set>

namespace tangyuan {

namespace {

using Weight = PriceFinding::Weight;
using Products = std::vector<const Product*>;

/// One piece or kilogram under an offer of one piece.
Money lowered(const Offer& offer, Money price)
{
    switch (offer.kind) {
    case Offer::Kind::Percent: return multiplyDivide(price, offer.rate.value, 10'000);
    case Offer::Kind::Off: return std::max(Money {}, price - offer.amount);
    case Offer::Kind::Price: return std::min(price, offer.amount);
    default: VERIFY(false);
    }
}

/// What a rung leaves of the goods at most favourable: its rate, or its amount off its own minimum. An amount without a
/// minimum says nothing of a rate.
BasisPoints leastRate(const Rung& rung)
{
    if (rung.off.isZero())
        return rung.rate;
    if (rung.minimum.isZero())
        return { BasisPoints::whole };
    return { static_cast<qint32>(multiplyDivide({ BasisPoints::whole }, std::max<qint64>(0, (rung.minimum - rung.off).minor), rung.minimum.minor).minor) };
}

class Check {
public:
    Check(const PriceRules& rules, const Catalog& catalog)
        : m_rules(rules)
        , m_catalog(catalog)
    {
        for (const Offer& offer : rules.promotions)
            m_offers.push_back({ &offer, OfferForm::Promotion, {} });
        for (const CouponTemplate& coupon : rules.coupons)
            m_offers.push_back({ &coupon.offer, OfferForm::Coupon, {} });
    }

    std::vector<PriceFinding> run()
    {
        std::set<QString> ids;
        for (size_t i = 0; i < m_offers.size(); ++i) {
            const Offer& offer = *m_offers[i].offer;
            if (offer.id.trimmed().isEmpty() || offer.name.trimmed().isEmpty())
                find(OfferProblem::IdMissing,
                    offer.id.isEmpty() ? QStringLiteral("%1[%2]").arg(QLatin1String(m_offers[i].form == OfferForm::Coupon ? "coupons" : "promotions")).arg(i)
                                       : offer.id);
            else if (!ids.insert(offer.id).second)
                find(OfferProblem::IdTwice, offer.id);
            checkOccasion(offer);
            checkShape(offer);
            m_offers[i].products = checkScopes(offer);
        }
        checkShadows();
        checkCosts();
        return std::move(m_findings);
    }

private:
    struct Known {
        const Offer* offer;
        OfferForm form;
        Products products; ///< of the catalogue that it makes cheaper
    };

    void find(OfferProblem problem, const QString& offer, Weight weight = Weight::Refused, const QString& other = {}, const QString& product = {})
    {
        m_findings.push_back({ problem, offer, other, product, weight });
    }

    void checkOccasion(const Offer& offer)
    {
        const Occasion& when = offer.when;
        const bool isNever = (when.from && when.to && *when.to < *when.from) || (when.hourFrom && when.hourTo && *when.hourTo <= *when.hourFrom)
            || std::ranges::any_of(offer.blackouts,
                [&](const Offer::Blackout& days) { return days.to < days.from || (when.from && when.to && days.from <= *when.from && days.to >= *when.to); });
        if (isNever)
            find(OfferProblem::OccasionNever, offer.id);
        else if (when.to && *when.to < m_rules.effectiveFrom)
            find(OfferProblem::OccasionPast, offer.id, Weight::Doubtful);
        const bool isOfMembers = offer.perMember > 0 || offer.perMemberDay > 0 || offer.points.count > 0 || !when.tiers.empty() || !when.tags.empty()
            || when.birthday != BirthdayWindow::None || when.firstOrder == true;
        if (when.members == false && isOfMembers)
            find(OfferProblem::PassersByOnly, offer.id);
    }

    void checkShape(const Offer& offer)
    {
        using Kind = Offer::Kind;
        const bool givesNothing = (offer.kind == Kind::Percent && offer.rate.value == BasisPoints::whole) || (offer.kind == Kind::Off && offer.amount.isZero())
            || (offer.kind == Kind::BuyGet && offer.rate.value == BasisPoints::whole)
            || (offer.kind == Kind::Set && offer.pays == Offer::Pays::Rate && offer.rate.value == BasisPoints::whole)
            || (offer.kind == Kind::Set && offer.pays == Offer::Pays::Off && offer.amount.isZero());
        if (givesNothing)
            find(OfferProblem::NothingGiven, offer.id);
        if (offer.needs && offer.needs->minimum.isZero() && offer.needs->pieces == 0)
            find(OfferProblem::NeedsNothing, offer.id);
        if (offer.points.count > 0 && !offer.isOnePiece())
            find(OfferProblem::PointsNotSingle, offer.id);
        if (offer.kind == Kind::Set) {
            qint32 pieces = 0;
            for (const Offer::Part& part : offer.parts)
                pieces += part.count;
            if (pieces < 2)
                find(OfferProblem::SetEmpty, offer.id);
        }
        if (offer.kind == Kind::Order)
            checkRungs(offer);
        const bool isUnconditional = !offer.needs && offer.points.count == 0 && !offer.perOrder;
        const bool isFree = (offer.kind == Kind::Percent && offer.rate.value == 0) || (offer.kind == Kind::Price && offer.amount.isZero());
        if (isFree && isUnconditional)
            find(OfferProblem::ForNothing, offer.id);
    }

    void checkRungs(const Offer& offer)
    {
        if (offer.rungs.empty())
            return find(OfferProblem::RungMissing, offer.id);
        if (offer.repeats > 1 && (offer.rungs.size() != 1 || offer.rungs[0].off.isZero() || (offer.rungs[0].minimum.isZero() && offer.rungs[0].pieces == 0)))
            find(OfferProblem::RepeatOfMany, offer.id);
        for (size_t i = 0; i < offer.rungs.size(); ++i) {
            const Rung& rung = offer.rungs[i];
            if (!rung.off.isZero() && rung.rate.value != BasisPoints::whole)
                find(OfferProblem::RungUnclear, offer.id);
            else if (rung.off.isZero() && rung.rate.value == BasisPoints::whole)
                find(OfferProblem::NothingGiven, offer.id);
            if (!rung.minimum.isZero() && rung.off > rung.minimum)
                find(OfferProblem::RungTooMuch, offer.id);
            if (i == 0)
                continue;
            const Rung& lower = offer.rungs[i - 1];
            const bool asksMore = rung.minimum >= lower.minimum && rung.pieces >= lower.pieces && (rung.minimum > lower.minimum || rung.pieces > lower.pieces);
            const bool givesMore = lower.off.isZero() == rung.off.isZero() ? rung.off > lower.off || rung.rate < lower.rate : true;
            if (!asksMore || !givesMore)
                find(OfferProblem::RungOrder, offer.id);
        }
    }

    Products productsIn(const GoodsScope& scope) const
    {
        Products found;
        for (const Product& product : m_catalog.products()) {
            // How near its last good day a product is changes daily: for the check it may be near any day.
            GoodsScope lasting = scope;
            lasting.bestBeforeWithin.reset();
            const bool isOnlyNearEnd = scope.bestBeforeWithin && scope.products.empty() && scope.categories.empty() && scope.tags.empty();
            if (lasting.includes(product, m_rules.effectiveFrom) && (!isOnlyNearEnd || product.bestBefore))
                found.push_back(&product);
        }
        return found;
    }

    Products checkScopes(const Offer& offer)
    {
        Products lowered;
        const auto check = [&](const GoodsScope& scope, bool isLowered) {
            for (const auto* plus : { &scope.products, &scope.exceptProducts })
                for (const QString& plu : *plus)
                    if (!m_catalog.byPlu(plu))
                        find(OfferProblem::ScopeUnknown, offer.id, Weight::Doubtful, {}, plu);
            for (const auto* categories : { &scope.categories, &scope.exceptCategories })
                for (const Id& category : *categories)
                    if (!m_catalog.category(category))
                        find(OfferProblem::ScopeUnknown, offer.id, Weight::Doubtful, {}, category.toString());
            const Products products = productsIn(scope);
            if (products.empty() && !m_catalog.products().empty() && !scope.bestBeforeWithin)
                find(OfferProblem::ScopeEmpty, offer.id, Weight::Doubtful);
            if (isLowered)
                lowered.insert(lowered.end(), products.begin(), products.end());
        };
        if (offer.kind != Offer::Kind::Set && offer.kind != Offer::Kind::Service)
            check(offer.scope, true);
        if (offer.needs)
            check(offer.needs->scope, false);
        if (offer.gets)
            check(*offer.gets, true);
        for (const Offer::Part& part : offer.parts)
            check(part.scope, true);
        return lowered;
    }

    /// Whether `a` holds whenever `b` does, for whatever number of pieces and orders.
    bool alwaysHolds(const Known& a, const Known& b) const
    {
        const Offer& one = *a.offer;
        return a.form == OfferForm::Promotion && !one.scope.bestBeforeWithin && (one.when == Occasion {} || one.when == b.offer->when)
            && (one.blackouts.empty() || one.blackouts == b.offer->blackouts) && !one.isCounted() && one.perOrder == 0 && !one.needs && one.points.count == 0
            && !one.isAlone && !b.offer->isAlone && groupOf(one, a.form) == groupOf(*b.offer, b.form) && one.onTopOfMemberPrice >= b.offer->onTopOfMemberPrice;
    }

    bool isBeaten(const Known& by, const Known& known) const
    {
        const Offer& a = *by.offer;
        const Offer& b = *known.offer;
        if (known.products.empty() || b.points.count > 0 || b.needs
            || !std::ranges::all_of(known.products, [&](const Product* product) { return std::ranges::find(by.products, product) != by.products.end(); }))
            return false;
        if (a.isOnePiece() && b.isOnePiece())
            return std::ranges::all_of(known.products, [&](const Product* product) { return lowered(a, product->price) <= lowered(b, product->price); });
        if (!a.isOfOrder() || !b.isOfOrder() || a.regularPriceOnly != b.regularPriceOnly || b.repeats > a.repeats)
            return false;
        return std::ranges::all_of(b.rungs, [&](const Rung& rung) {
            return std::ranges::any_of(a.rungs, [&](const Rung& better) {
                return better.minimum <= rung.minimum && better.pieces <= rung.pieces && better.off >= rung.off && better.rate <= rung.rate;
            });
        });
    }

    void checkShadows()
    {
        for (const Known& known : m_offers) {
            for (const Known& by : m_offers) {
                if (by.offer == known.offer || !alwaysHolds(by, known) || !isBeaten(by, known))
                    continue;
                if (isBeaten(known, by) && alwaysHolds(known, by) && known.offer < by.offer)
                    continue; // they are alike: one of the two is told
                find(OfferProblem::NeverApplies, known.offer->id, Weight::Doubtful, by.offer->id);
                break;
            }
        }
    }

    /// The lowest that one product can go by one goods offer and one order offer on top.
    void checkCosts()
    {
        std::set<std::pair<QString, QString>> told;
        for (const Product& product : m_catalog.products()) {
            if (product.cost.isZero() || product.price <= product.cost)
                continue;
            Money price = product.price;
            const Offer* goods = nullptr;
            for (const Known& known : m_offers) {
                if (!known.offer->isOnePiece() || known.offer->points.count > 0 || !std::ranges::count(known.products, &product))
                    continue;
                if (known.form == OfferForm::Coupon && known.offer->perOrder > 0)
                    continue; // a piece for whoever brings the coupon is meant as a gift
                if (const Money under = lowered(*known.offer, product.price); under < price) {
                    price = under;
                    goods = known.offer;
                }
            }
            const Offer* order = nullptr;
            Money onTop = price;
            for (const Known& known : m_offers) {
                if (!known.offer->isOfOrder() || !std::ranges::count(known.products, &product))
                    continue;
                const Money base = known.offer->regularPriceOnly ? product.price : price;
                for (const Rung& rung : known.offer->rungs) {
                    if (const Money under = multiplyDivide(base, leastRate(rung).value, BasisPoints::whole); under < onTop) {
                        onTop = under;
                        order = known.offer;
                    }
                }
            }
            if (price < product.cost && told.insert({ goods->id, {} }).second)
                find(OfferProblem::BelowCost, goods->id, Weight::Doubtful, {}, product.plu);
            else if (price >= product.cost && onTop < product.cost && told.insert({ goods ? goods->id : QString(), order->id }).second)
                find(OfferProblem::BelowCost, goods ? goods->id : order->id, Weight::Doubtful, goods ? order->id : QString(), product.plu);
        }
        for (const Known& known : m_offers)
            checkSetCost(*known.offer);
    }

    /// A set at its dearest: what costs the shop most of each part.
    void checkSetCost(const Offer& offer)
    {
        if (offer.kind != Offer::Kind::Set || offer.pays != Offer::Pays::Price)
            return;
        Money cost;
        for (const Offer::Part& part : offer.parts) {
            Money dearest;
            for (const Product* product : productsIn(part.scope))
                if (product->unit == Quantity::Unit::Piece)
                    dearest = std::max(dearest, product->cost);
            cost += Money { dearest.minor * part.count };
        }
        if (offer.amount < cost)
            find(OfferProblem::BelowCost, offer.id, Weight::Doubtful);
    }

    const PriceRules& m_rules;
    const Catalog& m_catalog;
    std::vector<Known> m_offers;
    std::vector<PriceFinding> m_findings;
};

}

QString offerProblemName(OfferProblem problem)
{
    switch (problem) {
    case OfferProblem::IdMissing: return QStringLiteral("idMissing");
    case OfferProblem::IdTwice: return QStringLiteral("idTwice");
    case OfferProblem::OccasionNever: return QStringLiteral("occasionNever");
    case OfferProblem::OccasionPast: return QStringLiteral("occasionPast");
    case OfferProblem::NothingGiven: return QStringLiteral("nothingGiven");
    case OfferProblem::RungMissing: return QStringLiteral("rungMissing");
    case OfferProblem::RungUnclear: return QStringLiteral("rungUnclear");
    case OfferProblem::RungOrder: return QStringLiteral("rungOrder");
    case OfferProblem::RungTooMuch: return QStringLiteral("rungTooMuch");
    case OfferProblem::RepeatOfMany: return QStringLiteral("repeatOfMany");
    case OfferProblem::SetEmpty: return QStringLiteral("setEmpty");
    case OfferProblem::NeedsNothing: return QStringLiteral("needsNothing");
    case OfferProblem::PointsNotSingle: return QStringLiteral("pointsNotSingle");
    case OfferProblem::PassersByOnly: return QStringLiteral("passersByOnly");
    case OfferProblem::ScopeUnknown: return QStringLiteral("scopeUnknown");
    case OfferProblem::ScopeEmpty: return QStringLiteral("scopeEmpty");
    case OfferProblem::NeverApplies: return QStringLiteral("neverApplies");
    case OfferProblem::BelowCost: return QStringLiteral("belowCost");
    case OfferProblem::ForNothing: return QStringLiteral("forNothing");
    }
    VERIFY(false);
}

std::vector<PriceFinding> checkPrices(const PriceRules& rules, const Catalog& catalog)
{
    return Check(rules, catalog).run();
}

}
