// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Json.h"
#include "core/base/JsonFields.h"
#include "core/base/Limits.h"
#include "core/domain/loyalty/OccasionJson.h"
#include "core/domain/pricing/PriceRules.h"

#include <QCryptographicHash>

namespace tangyuan {

namespace {

constexpr qsizetype offersLimit = 500;
constexpr qsizetype scopeLimit = 400;
constexpr qint32 countLimit = 1'000'000;

}

template <class Field>
void describe(Field& field, GoodsScope& scope)
{
    field.list("products", scope.products, scopeLimit, asText);
    field.list("categories", scope.categories, scopeLimit, asId);
    field.list("tags", scope.tags, scopeLimit, asText);
    field.maybe("bestBeforeWithinDays", scope.bestBeforeWithin, [](auto& f, const char* key, qint32& value) { f.number(key, value, 0, 366); });
    field.list("exceptProducts", scope.exceptProducts, scopeLimit, asText);
    field.list("exceptCategories", scope.exceptCategories, scopeLimit, asId);
}

template <class Field>
void describe(Field& field, Needs& needs)
{
    field.condition("scope", needs.scope);
    field.money("minimumMinor", needs.minimum);
    field.number("pieces", needs.pieces, 0, 10'000);
}

template <class Field>
void describe(Field& field, Rung& rung)
{
    field.money("minimumMinor", rung.minimum);
    field.number("pieces", rung.pieces, 0, 10'000);
    field.money("offMinor", rung.off);
    field.rate("rateBasisPoints", rung.rate, BasisPoints::whole);
}

template <class Field>
void describe(Field& field, Offer::Part& part)
{
    field.condition("scope", part.scope);
    field.number("count", part.count, 1, 100);
}

template <class Field>
void describe(Field& field, Offer::Blackout& blackout)
{
    field.date("from", blackout.from);
    field.date("to", blackout.to);
}

template <class Field>
void describe(Field& field, Offer& offer)
{
    using Kind = Offer::Kind;
    using Pays = Offer::Pays;
    field.text("id", offer.id, limits::codeChars);
    field.text("name", offer.name, limits::nameChars);
    field.word("kind", offer.kind,
        { { Kind::Percent, "percent" }, { Kind::Off, "off" }, { Kind::Price, "price" }, { Kind::BuyGet, "buyGet" }, { Kind::Set, "set" },
            { Kind::Order, "order" }, { Kind::Service, "service" } });
    field.condition("when", offer.when);
    field.list("blackouts", offer.blackouts, 100, asObject);
    if (offer.kind != Kind::Set)
        field.condition("scope", offer.scope);
    switch (offer.kind) {
    case Kind::Percent: field.rate("rateBasisPoints", offer.rate, BasisPoints::whole); break;
    case Kind::Off:
    case Kind::Price: field.money("amountMinor", offer.amount); break;
    case Kind::BuyGet:
        field.number("buy", offer.buy, 1, 100);
        field.number("get", offer.get, 1, 100);
        field.rate("rateBasisPoints", offer.rate, BasisPoints::whole);
        field.maybe("gets", offer.gets, [](auto& f, const char* key, GoodsScope& value) { f.object(key, value); });
        field.flag("sameProduct", offer.sameProduct);
        break;
    case Kind::Set:
        field.list("parts", offer.parts, 10, asObject);
        field.word("pays", offer.pays, { { Pays::Price, "price" }, { Pays::Rate, "rate" }, { Pays::Off, "off" } });
        if (offer.pays == Pays::Rate)
            field.rate("rateBasisPoints", offer.rate, BasisPoints::whole);
        else
            field.money("amountMinor", offer.amount);
        field.flag("sameProduct", offer.sameProduct);
        break;
    case Kind::Order:
        field.list("rungs", offer.rungs, 10, asObject);
        field.number("repeats", offer.repeats, 1, 1'000);
        field.flag("regularPriceOnly", offer.regularPriceOnly);
        break;
    case Kind::Service: break;
    }
    if (!offer.isOfOrder() && offer.kind != Kind::Service) {
        field.maybe("needs", offer.needs, [](auto& f, const char* key, Needs& value) { f.object(key, value); });
        field.flag("onTopOfMemberPrice", offer.onTopOfMemberPrice);
        field.points("points", offer.points);
        field.number("perOrder", offer.perOrder, 0, 10'000);
    }
    field.text("group", offer.group, limits::codeChars);
    field.flag("alone", offer.isAlone);
    field.number("priority", offer.priority, -1'000, 1'000);
    field.number("perMember", offer.perMember, 0, countLimit);
    field.number("perMemberDay", offer.perMemberDay, 0, countLimit);
    field.number("perDay", offer.perDay, 0, countLimit);
    field.money("budgetMinor", offer.budget);
}

template <class Field>
void describe(Field& field, CouponTemplate& coupon)
{
    using OnRefund = CouponTemplate::OnRefund;
    describe(field, coupon.offer);
    field.number("validDays", coupon.validDays, 0, 3'660);
    field.number("uses", coupon.uses, 1, 1'000);
    field.number("couponsPerOrder", coupon.perOrder, 1, 100);
    field.flag("transferable", coupon.isTransferable);
    field.word("onRefund", coupon.onRefund, { { OnRefund::WholeOrder, "wholeOrder" }, { OnRefund::Always, "always" }, { OnRefund::Never, "never" } });
}

template <class Field>
void describe(Field& field, Rounding& rounding)
{
    using Unit = Rounding::Unit;
    using Mode = Rounding::Mode;
    field.word("to", rounding.unit, { { Unit::Fen, "fen" }, { Unit::Jiao, "jiao" }, { Unit::Yuan, "yuan" } });
    field.word("mode", rounding.mode, { { Mode::Down, "down" }, { Mode::HalfUp, "halfUp" }, { Mode::HalfEven, "halfEven" } });
}

template <class Field>
void describe(Field& field, ManualDiscountRules& rules)
{
    field.rate("mostBasisPoints", rules.most, BasisPoints::whole);
    field.list("cashiers", rules.cashiers, 100, asText);
    field.list("reasons", rules.reasons, 20, asText);
}

template <class Field>
void describe(Field& field, PriceRules& rules)
{
    field.date("effectiveFrom", rules.effectiveFrom);
    field.list("promotions", rules.promotions, offersLimit, asObject);
    field.list("coupons", rules.coupons, offersLimit, asObject);
    field.object("rounding", rules.rounding);
    field.object("manualDiscount", rules.manualDiscount);
}

QJsonObject PriceRules::toJson() const
{
    FieldWriter writer;
    describe(writer, const_cast<PriceRules&>(*this)); // a writer only looks
    return writer.json;
}

Result<PriceRules> PriceRules::fromJson(const QJsonObject& json)
{
    PriceRules rules;
    std::optional<Error> error;
    FieldReader reader(json, {}, error);
    describe(reader, rules);
    reader.finish();
    if (error)
        return Failure(*error);
    return rules;
}

QByteArray PriceRules::documentHash() const
{
    return QCryptographicHash::hash(compactUtf8(toJson()), QCryptographicHash::Blake2b_256);
}

}
