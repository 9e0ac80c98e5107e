// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/Verification.h"
#include "tests/support/World.h"

#include <QTest>

namespace tangyuan {

/// A rule of each kind.
inline LoyaltyRules shopRules()
{
    LoyaltyRules rules;
    rules.activities.checkIn = { 2 };
    rules.activities.streakBonus = { 20 };
    rules.activities.review = { 10 };
    rules.activities.reviewsPerDay = 2;
    rules.activities.inviter = { .points = { 100 } };
    rules.activities.invited = { .points = { 50 } };
    rules.activities.events = { { name("opening"), name("周年庆"), { 66 }, 1, { .daysOfMonth = { 20 } } } };
    rules.term = { PointsTerm::Kind::Months, 12, { 30, 7 } };
    rules.tiers.tiers[1].needs = { { .spend = Money { 50'000 } } };
    rules.tiers.tiers[1].onReaching = { .points = { 30 } };
    for (TierRules& tier : rules.tiers.tiers)
        tier.birthday = { .points = { 88 }, .gifts = { { name("birthday-cake"), name("生日蛋糕"), 1, 30 } } };
    rules.welcome = { .points = { 10 }, .gifts = { { name("welcome-tea"), name("欢迎茶"), 1, 7 } } };
    rules.mall = { { .id = name("cup"),
                       .name = name("杯子"),
                       .layer = MallItem::Layer::Goods,
                       .points = { 1'000 },
                       .stock = 2,
                       .perMember = 1,
                       .prices = { { { .daysOfMonth = { 8 } }, { 800 } } } },
        { .id = name("size-up"), .name = name("免费升杯"), .layer = MallItem::Layer::Service, .points = { 50 }, .perMemberMonth = 2, .validDays = 30 },
        { .id = name("early"), .name = name("抢先购"), .layer = MallItem::Layer::Privilege, .points = { 5 }, .when = { .tiers = { Tier::Diamond } } } };
    rules.lotteries = { { .id = name("wheel"),
        .name = name("转盘"),
        .cost = { 20 },
        .perMemberDay = 3,
        .prizes = { { name("big"), name("大奖"), 5, 1, { .points = { 100 } } },
            { name("tea"), name("茶"), 45, {}, { .gifts = { { name("tea"), name("茶"), 1, 7 } } } }, { name("thanks"), name("谢谢"), 50, {}, {} } } } };
    rules.causes = { { name("school"), name("乡村小学") } };
    rules.storedValue.offers = { { .id = name("500"), .name = name("充500送50"), .pay = { 50'000 }, .bonus = { 5'000 } },
        { .id = name("months"), .name = name("充1000分五月返"), .pay = { 100'000 }, .bonus = { 10'000 }, .instalments = 5, .perMember = 1 },
        { .id = name("pack"), .name = name("充300送券"), .pay = { 30'000 }, .pack = { .gifts = { { name("coupon-10"), name("10元券"), 3, 60 } } } } };
    return rules;
}

/// The little shop under these rules.
struct Shop : World {
    explicit Shop(quint64 seed = 1)
        : World(seed)
    {
        publish(shopRules());
    }
    Loyalty& loyalty() { return till().loyalty(); }
    qint64 points(const Member& member) { return MUST(till().checkout().balances(member.key)).points.count; }
    Money value(const Member& member) { return MUST(till().checkout().balances(member.key)).value.sum(); }
    Member rich(const char* phone = "13800138000")
    {
        const Member made = member(phone);
        MUST(loyalty().adjustPoints(made, 5'000, name("开业赠送")));
        return made;
    }
    qint64 gifts(const Member& member, const char* item) { return MUST(till().ledger().state(member.key)).usable(Currency::Gift, till().today(), name(item)); }
    void nextDay() { clock().advanceMs(qint64 { 24 } * 3'600'000); }
    void verify() { QVERIFY(verifyDatabase(till().database()).has_value()); }
};

}

#define REFUSED(result, expected)                                                                                                                              \
    do {                                                                                                                                                       \
        const auto refusal = (result);                                                                                                                         \
        QVERIFY(!refusal.has_value());                                                                                                                         \
        QCOMPARE(errorCodeName(refusal.error().code), errorCodeName(ErrorCode::expected));                                                                     \
    } while (false)
