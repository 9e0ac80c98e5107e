// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/usecases/rules/RulesReplay.h"
#include "tests/support/World.h"

#include <QTest>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

/// A shop that gives and takes in every way there is.
inline LoyaltyRules everyRule()
{
    LoyaltyRules rules;
    rules.earning.rules = { { .id = u"base"_s, .name = u"base"_s, .per = { 1'000 }, .points = { 4 } } };
    rules.spendGifts = { { .id = u"tea"_s, .name = u"茶"_s, .minimum = { 8'000 }, .pack = { .bonus = { 100 }, .gifts = { { u"tea"_s, u"茶"_s, 1, 30 } } } } };
    Activities& activities = rules.activities;
    activities.checkIn = { 2 };
    activities.streakDays = 2;
    activities.streakBonus = { 15 };
    activities.review = { 5 };
    activities.reviewsPerDay = 1;
    activities.inviter = { .points = { 40 } };
    activities.invited = { .points = { 20 }, .bonus = { 500 }, .gifts = { { u"cake"_s, u"蛋糕"_s, 1, 30 } } };
    activities.invitesPerMonth = 2;
    activities.events = { { u"weekend"_s, u"周末"_s, { 6 }, 3, { .weekdays = { 6, 7 } } }, { u"opening"_s, u"周年庆"_s, { 66 }, 1, {} } };
    rules.tiers.tiers[1].needs = { { .spend = Money { 25'000 } } };
    rules.tiers.tiers[1].earnFactor = { 15'000 };
    rules.tiers.tiers[1].onReaching = { .points = { 30 }, .bonus = { 200 } };
    for (TierRules& tier : rules.tiers.tiers)
        tier.birthday = { .points = { 88 }, .gifts = { { u"cake"_s, u"蛋糕"_s, 1, 30 } } };
    rules.tiers.tiers[1].birthday.points = { 99 };
    rules.redemption = { .step = { 10 },
        .value = { 20 },
        .minimum = { 20 },
        .capOfOrder = { 5'000 },
        .offers = { { u"weekend"_s, u"周末"_s, { .weekdays = { 6, 7 } }, { 15'000 } } } };
    rules.welcome = { .points = { 10 }, .gifts = { { u"tea"_s, u"茶"_s, 2, 7 } } };
    rules.mall = { { .id = u"cup"_s,
                       .name = u"杯子"_s,
                       .layer = MallItem::Layer::Goods,
                       .points = { 30 },
                       .stock = 25,
                       .perMember = 4,
                       .prices = { { { .weekdays = { 6, 7 } }, { 20 } } } },
        { .id = u"size-up"_s, .name = u"免费升杯"_s, .layer = MallItem::Layer::Service, .points = { 15 }, .perMemberMonth = 2, .validDays = 20 } };
    rules.lotteries = { { .id = u"wheel"_s,
        .name = u"转盘"_s,
        .cost = { 8 },
        .perMemberDay = 2,
        .prizes = { { u"big"_s, u"大奖"_s, 5, 3, { .points = { 50 }, .bonus = { 1'000 } } },
            { u"tea"_s, u"茶"_s, 45, {}, { .gifts = { { u"tea"_s, u"茶"_s, 1, 7 } } } }, { u"thanks"_s, u"谢谢"_s, 50, {}, {} } } } };
    rules.causes = { { u"school"_s, u"乡村小学"_s } };
    rules.storedValue.mostBalance = { 100'000'000 };
    rules.storedValue.offers = { { .id = u"100"_s, .name = u"充100送10"_s, .pay = { 10'000 }, .bonus = { 1'000 }, .perMember = 3 },
        { .id = u"months"_s,
            .name = u"充200分三月返"_s,
            .pay = { 20'000 },
            .bonus = { 3'001 },
            .instalments = 3,
            .pack = { .points = { 25 }, .bonus = { 50 } } } };
    return rules;
}

inline RulesPreview previewOf(Till& till, const LoyaltyRules& rules, BusinessDate from, BusinessDate to)
{
    return MUST(RulesReplay(till.database(), till.members(), till.rulesBook()).preview(rules, MUST(DateRange::make(from, to))));
}

/// Draws apart: of them nobody knows beforehand what they bring.
inline void requireTheSame(const RulesPreview::Side& played, const RulesPreview::Side& given)
{
    for (PreviewKind kind : previewKinds) {
        const PreviewAmounts& one = played.ofKind(kind);
        const PreviewAmounts& other = given.ofKind(kind);
        const QByteArray name = previewKindName(kind).toUtf8();
        QVERIFY2(one.times == other.times, name + " times: " + QByteArray::number(one.times) + " for " + QByteArray::number(other.times));
        QVERIFY2(one.taken == other.taken, name + " taken: " + QByteArray::number(one.taken.count) + " for " + QByteArray::number(other.taken.count));
        if (kind == PreviewKind::Draw)
            continue;
        QVERIFY2(one.given == other.given, name + " given: " + QByteArray::number(one.given.count) + " for " + QByteArray::number(other.given.count));
        QVERIFY2(one == other, name + " differs");
    }
}

}
