// SPDX-License-Identifier: GPL-3.0-or-later
// One description of each type serves writing and reading, so that the two cannot drift apart.
#include "core/base/JsonFields.h"
#include "core/base/Limits.h"
#include "core/domain/loyalty/LoyaltyRules.h"
#include "core/domain/loyalty/OccasionJson.h"

namespace tangyuan {

namespace {

constexpr qsizetype ruleCount = 200;
constexpr qsizetype listCount = 400;

constexpr auto asDayCount = [](auto& field, qint32& value) { field.number("", value, 1, 366); };

}

template <class Field>
void describe(Field& field, ProductScope& scope)
{
    field.list("products", scope.plus, listCount, asText);
    field.list("categories", scope.categories, listCount, asId);
}

template <class Field>
void describe(Field& field, GiftSpec& gift)
{
    field.text("item", gift.item, limits::codeChars);
    field.text("name", gift.name, limits::nameChars);
    field.number("count", gift.count, 1, 100);
    field.number("validDays", gift.validDays, 0, 3'660);
}

template <class Field>
void describe(Field& field, Pack& pack)
{
    field.points("points", pack.points);
    field.money("bonusMinor", pack.bonus);
    field.number("bonusValidDays", pack.bonusValidDays, 0, 3'660);
    field.list("gifts", pack.gifts, 20, asObject);
}

template <class Field, class Named>
void describeName(Field& field, Named& named)
{
    field.text("id", named.id, limits::codeChars);
    field.text("name", named.name, limits::nameChars);
}

template <class Field>
void describe(Field& field, EarnRule& rule)
{
    describeName(field, rule);
    field.word("kind", rule.kind, { { EarnRule::Kind::Amount, "amount" }, { EarnRule::Kind::Multiplier, "multiplier" }, { EarnRule::Kind::Bonus, "bonus" } });
    field.condition("scope", rule.scope);
    field.condition("when", rule.when);
    switch (rule.kind) {
    case EarnRule::Kind::Amount:
        field.money("perMinor", rule.per);
        field.points("points", rule.points);
        return;
    case EarnRule::Kind::Multiplier: field.rate("factorBasisPoints", rule.factor, 1'000'000); return;
    case EarnRule::Kind::Bonus:
        field.points("points", rule.points);
        field.money("minimumMinor", rule.minimum);
        field.flag("needsWholeSet", rule.needsWholeSet);
        field.number("perMember", rule.perMember, 0, 10'000);
        field.number("perMemberDay", rule.perMemberDay, 0, 10'000);
        return;
    }
}

template <class Field>
void describe(Field& field, Earning& earning)
{
    const auto combine = [&](const char* key, Combine& value) {
        field.word(key, value, { { Combine::Best, "best" }, { Combine::Add, "add" }, { Combine::Multiply, "multiply" } });
    };
    combine("base", earning.base);
    combine("multipliers", earning.multipliers);
    combine("bonuses", earning.bonuses);
    field.list("rules", earning.rules, ruleCount, asObject);
    field.maybe("capPerSale", earning.capPerSale, somePoints);
    field.maybe("capPerMemberDay", earning.capPerMemberDay, somePoints);
}

template <class Field>
void describe(Field& field, Activities::Event& event)
{
    describeName(field, event);
    field.points("points", event.points);
    field.number("perMember", event.perMember, 1, 10'000);
    field.condition("when", event.when);
}

template <class Field>
void describe(Field& field, Activities& activities)
{
    field.points("checkIn", activities.checkIn);
    field.number("streakDays", activities.streakDays, 2, 366);
    field.points("streakBonus", activities.streakBonus);
    field.points("review", activities.review);
    field.number("reviewsPerDay", activities.reviewsPerDay, 0, 100);
    field.word("referralAt", activities.referralAt,
        { { Activities::ReferralTime::Registration, "registration" }, { Activities::ReferralTime::FirstPurchase, "firstPurchase" } });
    field.condition("inviter", activities.inviter);
    field.condition("invited", activities.invited);
    field.number("invitesPerMonth", activities.invitesPerMonth, 0, 10'000);
    field.list("events", activities.events, ruleCount, asObject);
}

template <class Field>
void describe(Field& field, Redemption::Offer& offer)
{
    describeName(field, offer);
    field.condition("when", offer.when);
    field.rate("factorBasisPoints", offer.factor, 1'000'000);
}

template <class Field>
void describe(Field& field, Redemption& redemption)
{
    field.points("step", redemption.step);
    field.money("valueMinor", redemption.value);
    field.points("minimum", redemption.minimum);
    field.rate("capOfOrderBasisPoints", redemption.capOfOrder, 10'000);
    field.maybe("capPerOrder", redemption.capPerOrder, somePoints);
    field.list("offers", redemption.offers, ruleCount, asObject);
}

template <class Field>
void describe(Field& field, PointsTerm& term)
{
    field.word(
        "kind", term.kind, { { PointsTerm::Kind::Never, "never" }, { PointsTerm::Kind::Months, "months" }, { PointsTerm::Kind::EndOfYear, "endOfYear" } });
    field.number("count", term.count, 0, 120);
    field.list("remindDaysBefore", term.remindDaysBefore, 10, asDayCount);
}

template <class Field>
void describe(Field& field, TierRules::Need& need)
{
    field.maybe("spendMinor", need.spend, someMoney);
    field.maybe("visits", need.visits, someCount);
    field.maybe("points", need.points, somePoints);
}

template <class Field>
void describe(Field& field, TierRules& tier)
{
    field.rate("rateBasisPoints", tier.rate, 10'000);
    field.rate("earnFactorBasisPoints", tier.earnFactor, 1'000'000);
    field.list("needs", tier.needs, 20, asObject);
    field.condition("birthday", tier.birthday);
    field.condition("onReaching", tier.onReaching);
    field.text("benefits", tier.benefits, limits::addressChars);
}

template <class Field>
void describe(Field& field, Tiers& tiers)
{
    constexpr std::array names { "regular", "silver", "gold", "diamond" };
    static_assert(names.size() == tierCount);
    for (size_t i = 0; i < tierCount; ++i)
        field.object(names[i], tiers.tiers[i]);
    field.number("windowDays", tiers.windowDays, 1, 3'660);
    field.number("graceDays", tiers.graceDays, 0, 3'660);
    field.word("birthdayWindow", tiers.birthdayWindow,
        { { { BirthdayWindow::Day, "day" }, { BirthdayWindow::Week, "week" }, { BirthdayWindow::Month, "month" } }, BirthdayWindow::None });
}

template <class Field>
void describe(Field& field, GroupRules& group)
{
    field.text("tag", group.tag, limits::nameChars);
    field.text("name", group.name, limits::nameChars);
    field.rate("rateBasisPoints", group.rate, 10'000);
    field.money("largeOrderMinor", group.largeOrder);
    field.points("largeOrderPoints", group.largeOrderPoints);
}

template <class Field>
void describe(Field& field, MallItem::Price& price)
{
    field.condition("when", price.when);
    field.points("points", price.points);
}

template <class Field>
void describe(Field& field, MallItem& item)
{
    using Layer = MallItem::Layer;
    describeName(field, item);
    field.word("layer", item.layer,
        { { Layer::Goods, "goods" }, { Layer::Drink, "drink" }, { Layer::Coupon, "coupon" }, { Layer::Service, "service" },
            { Layer::Privilege, "privilege" } });
    field.points("points", item.points);
    field.maybe("stock", item.stock, someCount);
    field.condition("when", item.when);
    field.number("perMember", item.perMember, 0, 10'000);
    field.number("perMemberMonth", item.perMemberMonth, 0, 10'000);
    field.number("validDays", item.validDays, 0, 3'660);
    field.list("prices", item.prices, 20, asObject);
}

template <class Field>
void describe(Field& field, Lottery::Prize& prize)
{
    describeName(field, prize);
    field.number("weight", prize.weight, 1, 1'000'000);
    field.maybe("stock", prize.stock, someCount);
    field.condition("pack", prize.pack);
}

template <class Field>
void describe(Field& field, Lottery& lottery)
{
    describeName(field, lottery);
    field.points("cost", lottery.cost);
    field.condition("when", lottery.when);
    field.number("perMemberDay", lottery.perMemberDay, 0, 10'000);
    field.list("prizes", lottery.prizes, 50, asObject);
}

template <class Field>
void describe(Field& field, SpendGift& gift)
{
    describeName(field, gift);
    field.money("minimumMinor", gift.minimum);
    field.condition("when", gift.when);
    field.number("perMember", gift.perMember, 0, 10'000);
    field.number("perMemberDay", gift.perMemberDay, 0, 10'000);
    field.condition("pack", gift.pack);
}

template <class Field>
void describe(Field& field, StoredValueRules::Offer& offer)
{
    describeName(field, offer);
    field.money("payMinor", offer.pay);
    field.money("bonusMinor", offer.bonus);
    field.number("instalments", offer.instalments, 1, 60);
    field.condition("pack", offer.pack);
    field.condition("when", offer.when);
    field.number("perMember", offer.perMember, 0, 10'000);
}

template <class Field>
void describe(Field& field, StoredValueRules& rules)
{
    using Order = StoredValueRules::Order;
    field.word("spendOrder", rules.spendOrder,
        { { Order::BonusFirst, "bonusFirst" }, { Order::PrincipalFirst, "principalFirst" }, { Order::Proportional, "proportional" } });
    field.money("pinAboveMinor", rules.pinAbove);
    field.money("mostBalanceMinor", rules.mostBalance);
    field.number("bonusValidDays", rules.bonusValidDays, 0, 3'660);
    field.list("offers", rules.offers, ruleCount, asObject);
}

template <class Field>
void describe(Field& field, Cause& cause)
{
    describeName(field, cause);
}

template <class Field>
void describe(Field& field, LoyaltyRules& rules)
{
    field.date("effectiveFrom", rules.effectiveFrom);
    field.number("noticeDays", rules.noticeDays, 0, 366);
    field.text("notice", rules.notice, limits::addressChars);
    field.object("earning", rules.earning);
    field.object("activities", rules.activities);
    field.object("redemption", rules.redemption);
    field.object("term", rules.term);
    field.object("tiers", rules.tiers);
    field.list("groups", rules.groups, ruleCount, asObject);
    field.condition("welcome", rules.welcome);
    field.list("spendGifts", rules.spendGifts, ruleCount, asObject);
    field.list("mall", rules.mall, ruleCount, asObject);
    field.list("lotteries", rules.lotteries, 20, asObject);
    field.list("causes", rules.causes, 20, asObject);
    field.object("storedValue", rules.storedValue);
    field.number("refundGraceDays", rules.refundGraceDays, 0, 366);
}

QJsonObject LoyaltyRules::toJson() const
{
    FieldWriter writer;
    describe(writer, const_cast<LoyaltyRules&>(*this)); // a writer only looks
    return writer.json;
}

Result<LoyaltyRules> LoyaltyRules::fromJson(const QJsonObject& json)
{
    LoyaltyRules rules;
    std::optional<Error> error;
    FieldReader reader(json, {}, error);
    describe(reader, rules);
    reader.finish();
    if (error)
        return Failure(*error);
    return rules;
}

}
