// SPDX-License-Identifier: GPL-3.0-or-later
// What would these days have cost? Asked of everything that members do besides buying.
#include "tests/support/RoomTest.h"
#include "tests/usecases/rules/PreviewShop.h"

using namespace tangyuan;

class DeedsPreviewTest : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;

    RulesPreview preview(const LoyaltyRules& rules, BusinessDate from, BusinessDate to) { return previewOf(m_world->till(), rules, from, to); }
    RulesPreview previewToday(const LoyaltyRules& rules) { return preview(rules, m_world->till().today(), m_world->till().today()); }
    Loyalty& loyalty() { return m_world->till().loyalty(); }
    Member rich(const char* phone = "13800138000")
    {
        const Member member = m_world->member(phone);
        MUST(loyalty().adjustPoints(member, 5'000, u"开业赠送"_s));
        return member;
    }

private Q_SLOTS:
    void init() { m_world = std::make_unique<World>(); }

    void aStreakCountsAsLongAsItWas()
    {
        LoyaltyRules rules;
        rules.activities.checkIn = { 2 };
        m_world->publish(rules);
        const Member member = m_world->member("13800138000");
        const BusinessDate from = m_world->till().today();
        for (int day = 0; day < 7; ++day) {
            MUST(loyalty().checkIn(member));
            m_world->clock().advanceMs(24 * 3'600'000);
        }
        rules.activities = { .checkIn = { 1 }, .streakDays = 3, .streakBonus = { 10 } };
        const RulesPreview asked = preview(rules, from, m_world->till().today());
        QCOMPARE(asked.given.ofKind(PreviewKind::CheckIn).given.count, 14);
        QCOMPARE(asked.planned.ofKind(PreviewKind::CheckIn).given.count, 7 + 2 * 10);
        QCOMPARE(asked.planned.ofKind(PreviewKind::CheckIn).worth.minor, 54); // at ¥10 for 500
        // From the third day on: the streak is that of the fact, wherever the range begins.
        QCOMPARE(preview(rules, from.addDays(2), from.addDays(2)).planned.ofKind(PreviewKind::CheckIn).given.count, 11);
        rules.activities = {};
        const RulesPreview without = preview(rules, from, m_world->till().today());
        QCOMPARE(without.planned.ofKind(PreviewKind::CheckIn).notOffered, 7);
        QCOMPARE(without.planned.ofKind(PreviewKind::CheckIn).times, 0);
    }

    void whatIsNoLongerOfferedIsCounted()
    {
        const LoyaltyRules rules = everyRule();
        m_world->publish(rules);
        const Member member = rich();
        for (int i = 0; i < 3; ++i)
            MUST(loyalty().redeem(member, u"cup"_s)); // a Friday: 30 points each
        const Deed undone = MUST(loyalty().redeem(member, u"size-up"_s));
        MUST(loyalty().undo(member, undone.fact));
        MUST(loyalty().attend(member, u"opening"_s));
        MUST(loyalty().donate(member, { 9 }, u"school"_s));
        MUST(loyalty().draw(member, u"wheel"_s));
        LoyaltyRules planned = rules;
        planned.mall.erase(planned.mall.begin() + 1);
        planned.mall.front().points = { 50 };
        planned.mall.front().stock = 2;
        planned.activities.events.clear();
        planned.causes.clear();
        planned.lotteries.clear();
        const RulesPreview asked = previewToday(planned);
        PreviewAmounts mall { .times = 3, .taken = { 90 }, .worth = { -180 } };
        QVERIFY(asked.given.ofKind(PreviewKind::Mall) == mall);
        mall = { .times = 2, .taken = { 100 }, .worth = { -200 }, .overLimit = 1 };
        QVERIFY(asked.planned.ofKind(PreviewKind::Mall) == mall);
        for (PreviewKind gone : { PreviewKind::Event, PreviewKind::Donation, PreviewKind::Draw }) {
            QCOMPARE(asked.given.ofKind(gone).times, 1);
            QVERIFY(asked.planned.ofKind(gone) == PreviewAmounts { .notOffered = 1 });
        }
    }

    void aRechargeGetsTheSameOfferOrTheBest()
    {
        LoyaltyRules rules;
        rules.storedValue.offers = { { .id = u"100"_s, .name = u"送10"_s, .pay = { 10'000 }, .bonus = { 1'000 } } };
        m_world->publish(rules);
        const Member member = m_world->member("13800138000");
        MUST(loyalty().recharge(member, { 10'000 }, u"100"_s, TenderMethod::Cash));
        MUST(loyalty().recharge(member, { 10'000 }, {}, TenderMethod::Cash)); // would not have it
        MUST(loyalty().recharge(member, { 20'000 }, {}, TenderMethod::Cash)); // there was none
        const auto recharges = [&] { return previewToday(rules).planned.ofKind(PreviewKind::Recharge); };
        rules.storedValue.offers.front().bonus = { 1'500 };
        rules.storedValue.offers.push_back(
            { .id = u"200"_s, .name = u"分三月返"_s, .pay = { 20'000 }, .bonus = { 3'001 }, .instalments = 3, .pack = { .points = { 25 } } });
        QCOMPARE(recharges().bonus.minor, 1'500 + 3'001);
        QCOMPARE(recharges().given.count, 25);
        QCOMPARE(recharges().times, 3);
        rules.storedValue.offers.front().id = u"hundred"_s;
        QCOMPARE(recharges().bonus.minor, 1'500 + 3'001);
        rules.storedValue.offers.erase(rules.storedValue.offers.begin());
        QCOMPARE(recharges().bonus.minor, 3'001);
        QCOMPARE(recharges().notOffered, 1);
        QCOMPARE(recharges().times, 3);
    }

    void anInvitationIsRewardedWhenTheRulesSay()
    {
        LoyaltyRules rules = everyRule();
        rules.welcome = {};
        m_world->publish(rules);
        const Member inviter = m_world->member("13800138000");
        const Member buys = m_world->member("13900139000");
        const Member waits = m_world->member("13700137000");
        MUST(loyalty().refer(buys, inviter));
        MUST(loyalty().refer(waits, inviter));
        m_world->sell(m_world->cart({ { "1", 1 } }), buys);
        const auto invitations = [&] { return previewToday(rules).planned.ofKind(PreviewKind::Referral); };
        QCOMPARE(invitations().given.count, 60);
        QCOMPARE(invitations().gifts, 1);
        rules.activities.referralAt = Activities::ReferralTime::Registration;
        QCOMPARE(invitations().given.count, 120);
        rules.activities.invitesPerMonth = 1;
        QCOMPARE(invitations().given.count, 80);
        // And the other way round: rewarded at once, and asked what it would be from the first purchase on.
        m_world->publish(rules);
        const Member late = m_world->member("13600136000");
        MUST(loyalty().refer(late, buys));
        rules.activities.referralAt = Activities::ReferralTime::FirstPurchase;
        QCOMPARE(previewToday(rules).given.ofKind(PreviewKind::Referral).given.count, 120);
        QCOMPARE(invitations().given.count, 60);
    }

    void whatWasHadBeforeIsNotHadAgain()
    {
        LoyaltyRules rules = everyRule();
        rules.mall.front().stock = 2;
        rules.activities.referralAt = Activities::ReferralTime::Registration;
        m_world->publish(rules);
        const Member inviter = rich();
        const Member invited = m_world->member("13900139000");
        MUST(loyalty().refer(invited, inviter)); // rewarded at once
        MUST(loyalty().giveWelcome(invited));
        MUST(loyalty().recharge(inviter, { 10'000 }, u"100"_s, TenderMethod::Cash));
        const Deed cup = MUST(loyalty().redeem(inviter, u"cup"_s));
        const Deed service = MUST(loyalty().redeem(inviter, u"size-up"_s));
        MUST(loyalty().redeem(inviter, u"size-up"_s));
        m_world->goTo(QDate(2026, 11, 23));
        MUST(loyalty().undo(inviter, service.fact)); // of another day: from here on it may be had again
        const BusinessDate today = m_world->till().today();
        m_world->sell(m_world->cart({ { "1", 1 } }), invited);
        MUST(loyalty().redeem(inviter, u"cup"_s));
        MUST(loyalty().redeem(inviter, u"size-up"_s));
        MUST(loyalty().recharge(inviter, { 10'000 }, u"100"_s, TenderMethod::Cash));

        LoyaltyRules planned = rules;
        planned.activities.referralAt = Activities::ReferralTime::FirstPurchase;
        planned.mall.back().perMemberMonth = 1;
        planned.storedValue.offers.front().perMember = 1;
        RulesPreview asked = preview(planned, today, today);
        requireTheSame(asked.then, asked.given);
        QVERIFY(asked.planned.ofKind(PreviewKind::Referral) == PreviewAmounts {});
        QCOMPARE(asked.planned.ofKind(PreviewKind::Mall).times, 1); // the cup; one service of this month is left as it was
        QCOMPARE(asked.planned.ofKind(PreviewKind::Mall).overLimit, 1);
        QCOMPARE(asked.planned.ofKind(PreviewKind::Recharge).bonus.minor, 0);
        QCOMPARE(asked.planned.ofKind(PreviewKind::Recharge).overLimit, 1);
        planned.mall.front().stock = 1;
        QCOMPARE(preview(planned, today, today).planned.ofKind(PreviewKind::Mall).overLimit, 2);
        // Next month that limit begins anew, and the first cup is back on the shelf.
        m_world->goTo(QDate(2026, 12, 1));
        MUST(loyalty().redeem(inviter, u"size-up"_s));
        MUST(loyalty().undo(inviter, cup.fact));
        MUST(loyalty().redeem(inviter, u"cup"_s));
        planned.mall.front().stock = 2;
        asked = previewToday(planned);
        QCOMPARE(asked.planned.ofKind(PreviewKind::Mall).times, 2);
        QCOMPARE(asked.planned.ofKind(PreviewKind::Mall).overLimit, 0);
    }

    void anUndoneRechargeBringsNothing()
    {
        LoyaltyRules rules;
        rules.storedValue.offers
            = { { .id = u"100"_s, .name = u"送10"_s, .pay = { 10'000 }, .bonus = { 1'000 }, .pack = { .points = { 5 } }, .perMember = 1 } };
        m_world->publish(rules);
        const Member member = m_world->member("13800138000");
        const RechargeDeed first = MUST(loyalty().recharge(member, { 10'000 }, u"100"_s, TenderMethod::Cash));
        MUST(loyalty().undo(member, first.deed.fact, u"按错"_s));
        const auto recharges = [&](const RulesPreview::Side& side) { return side.ofKind(PreviewKind::Recharge); };
        RulesPreview asked = previewToday(rules);
        for (const RulesPreview::Side* side : { &asked.given, &asked.then, &asked.planned })
            QVERIFY(recharges(*side) == PreviewAmounts {});
        // Undone, it may be had again.
        m_world->clock().advanceMs(1'000);
        MUST(loyalty().recharge(member, { 10'000 }, u"100"_s, TenderMethod::Cash));
        LoyaltyRules planned = rules;
        planned.storedValue.offers.front().bonus = { 1'500 };
        asked = previewToday(planned);
        requireTheSame(asked.then, asked.given);
        QCOMPARE(recharges(asked.given).bonus.minor, 1'000);
        QVERIFY(recharges(asked.planned) == (PreviewAmounts { .times = 1, .given = { 5 }, .bonus = { 1'500 }, .worth = { 1'510 } }));
        // Where the new rules know no such offer, nobody misses the one that was undone.
        planned.storedValue.offers.clear();
        QCOMPARE(previewToday(planned).planned.ofKind(PreviewKind::Recharge).notOffered, 1);
    }

    void pointsPayWhatTheRulesLetThem()
    {
        LoyaltyRules rules;
        rules.redemption = { .step = { 100 }, .value = { 200 } };
        m_world->publish(rules);
        const Member member = rich();
        const auto pay = [&](std::initializer_list<std::pair<const char*, qint64>> goods, qint64 points) {
            Cart cart = m_world->cart(goods);
            cart.member = member.id;
            cart.pointsWanted = { points };
            const Quote quote = MUST(m_world->till().checkout().quoteCart(cart, member));
            return MUST(m_world->till().checkout().commit({ cart, { { TenderMethod::Cash, quote.total } }, member, u"小林"_s }));
        };
        pay({ { "1", 1 } }, 300);                               // ¥6.00 of ¥18.00
        pay({ { "1", 3 } }, 1'000);                             // ¥20.00 of ¥54.00
        const Sale half = pay({ { "1", 1 }, { "2", 1 } }, 400); // ¥8.00 of ¥44.00
        MUST(m_world->till().refunds().refund({ half, { 0 }, TenderMethod::Cash, u"小林"_s, u"x"_s }));
        const auto paid = [&] { return previewToday(rules).planned.ofKind(PreviewKind::PointsAsCash); };
        const RulesPreview asked = previewToday(rules);
        const PreviewAmounts given = asked.given.ofKind(PreviewKind::PointsAsCash);
        QCOMPARE(given.times, 3);
        QCOMPARE(
            given.taken.count, 300 + 1'000 + MUST(m_world->till().refunds().preview({ half, { 1 }, TenderMethod::Cash, u"小林"_s, u"x"_s })).pointsBack.count);
        QVERIFY(given.cash.minor > 2'600 && given.cash.minor < 3'400);
        QVERIFY(asked.then.ofKind(PreviewKind::PointsAsCash) == given);
        QVERIFY(asked.difference(PreviewKind::PointsAsCash) == PreviewAmounts {});

        const qint64 ofHalf = given.taken.count - 1'300;
        rules.redemption.value = { 100 }; // half as dear
        QCOMPARE(paid().taken, given.taken);
        QCOMPARE(paid().cash.minor, 300 + 1'000 + multiplyDivide({ 400 }, given.cash.minor - 2'600, 800).minor);
        rules.redemption.minimum = { 400 };
        QCOMPARE(paid().times, 2);
        QCOMPARE(paid().notOffered, 300);
        rules.redemption.minimum = {};
        rules.redemption.step = { 250 }; // one step, four, one
        QCOMPARE(paid().taken.count, 250 + 1'000 + multiplyDivide({ 250 }, ofHalf, 400).minor);
        QCOMPARE(paid().notOffered, given.taken.count - paid().taken.count);
        rules.redemption.capPerOrder = { { 500 } };
        QCOMPARE(paid().taken.count, 250 + 500 + multiplyDivide({ 250 }, ofHalf, 400).minor);
        rules.redemption = { .step = { 100 }, .value = { 200 }, .capOfOrder = { 1'000 } }; // ¥1.80, ¥5.40 and ¥4.40
        QCOMPARE(paid().taken.count, 200 + multiplyDivide({ 200 }, ofHalf, 400).minor);
        QCOMPARE(paid().times, 2);
        rules.redemption = { .step = { 100 }, .value = { 200 } };
        rules.redemption.offers = { { u"friday"_s, u"周五"_s, { .weekdays = { 5 } }, { 20'000 } } };
        QCOMPARE(paid().taken, given.taken);
        QCOMPARE(paid().cash.minor, 2 * given.cash.minor);
        QCOMPARE(paid().worth.minor, paid().cash.minor - 2 * given.taken.count); // dearer than what the points are worth on other days
    }

    void aPackThatThereWasNotIsForWhoCame()
    {
        m_world->publish({});
        Profile profile;
        profile.phone = u"13800138000"_s;
        profile.birthday = QDate(1990, 11, 21);
        const Member member = MUST(m_world->till().members().registerMember(profile)).member;
        m_world->member("13900139000");
        m_world->sell(m_world->cart({ { "1", 1 } }), member);
        m_world->sell(m_world->cart({ { "1", 1 } }), member);
        LoyaltyRules rules;
        rules.welcome = { .points = { 10 } };
        for (TierRules& tier : rules.tiers.tiers)
            tier.birthday = { .bonus = { 800 } };
        const RulesPreview asked = previewToday(rules);
        QCOMPARE(asked.planned.ofKind(PreviewKind::Welcome).given.count, 20);
        QCOMPARE(asked.planned.ofKind(PreviewKind::Birthday).bonus.minor, 800);
        QVERIFY(asked.then.ofKind(PreviewKind::Welcome) == PreviewAmounts {});
        rules.tiers.birthdayWindow = BirthdayWindow::Day;
        QCOMPARE(previewToday(rules).planned.ofKind(PreviewKind::Birthday).times, 0);
    }

    void daysWithoutASaleAreFoundToo()
    {
        m_world->publish(everyRule());
        const Member member = rich();
        m_world->sell(m_world->cart({ { "1", 1 } }), member);
        m_world->goTo(QDate(2026, 11, 23));
        MUST(loyalty().checkIn(member));
        m_world->goTo(QDate(2026, 11, 25));
        MUST(loyalty().checkIn(member));
        m_world->sell(m_world->cart({ { "1", 1 } }), member);
        m_world->goTo(QDate(2026, 11, 27));
        MUST(loyalty().checkIn(member));
        for (qint32 day : { 20261123, 20261125, 20261127 })
            QCOMPARE(preview(everyRule(), { day }, { day }).given.ofKind(PreviewKind::CheckIn).times, 1);
        QCOMPARE(preview(everyRule(), { 20261124 }, { 20261126 }).given.ofKind(PreviewKind::CheckIn).times, 1);
        QCOMPARE(preview(everyRule(), { 20261128 }, { 20261130 }).given.ofKind(PreviewKind::CheckIn).times, 0);
    }
};

TANGYUAN_TEST(DeedsPreviewTest)
#include "DeedsPreviewTest.moc"
