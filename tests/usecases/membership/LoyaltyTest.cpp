// SPDX-License-Identifier: GPL-3.0-or-later
// The life of a member at the counter, in stories.
#include "core/storage/RechargeRows.h"
#include "tests/support/RoomTest.h"
#include "tests/usecases/membership/LoyaltyShop.h"

using namespace tangyuan;

class LoyaltyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sevenDaysInARowBringTheStreakBonus()
    {
        Shop shop;
        const Member member = shop.member("13800138000");
        for (int day = 1; day <= 7; ++day) {
            const CheckInDeed deed = MUST(shop.loyalty().checkIn(member));
            QCOMPARE(deed.streak, day);
            QCOMPARE(deed.points.count, day == 7 ? 22 : 2);
            REFUSED(shop.loyalty().checkIn(member), LimitReached);
            shop.nextDay();
        }
        QCOMPARE(shop.points(member), 34);
        shop.nextDay(); // a day missed
        QCOMPARE(MUST(shop.loyalty().streak(member.key)), 0);
        QCOMPARE(MUST(shop.loyalty().checkIn(member)).streak, 1);
        shop.verify();
    }

    void aClockPutBackGivesNoSecondCheckIn()
    {
        Shop shop;
        const Member member = shop.member("13800138000");
        shop.goTo(QDate(2026, 11, 21));
        MUST(shop.loyalty().checkIn(member));
        shop.goTo(QDate(2026, 11, 20));
        REFUSED(shop.loyalty().checkIn(member), LimitReached);
    }

    void theNightBelongsToTheDayBeforeItsCutOffHour()
    {
        Shop shop;
        ShopSettings settings = shop.till().settings();
        settings.calendar.cutOffHour = 4;
        MUST(shop.till().saveSettings(settings));
        LoyaltyRules rules = shopRules();
        rules.earning.rules.push_back({ .id = name("day"), .kind = EarnRule::Kind::Multiplier, .when = { .daysOfMonth = { 8 } }, .factor = { 20'000 } });
        shop.publish(rules);
        const Member member = shop.member("13800138000");
        shop.goTo(QDate(2026, 12, 8), QTime(23, 0));
        MUST(shop.loyalty().checkIn(member));
        shop.goTo(QDate(2026, 12, 9), QTime(3, 59));
        REFUSED(shop.loyalty().checkIn(member), LimitReached); // still the 8th
        QCOMPARE(shop.sell(shop.cart({ { "2", 5 } }), member).pointsEarned.count, 26);
        shop.goTo(QDate(2026, 12, 9), QTime(4, 0));
        QCOMPARE(MUST(shop.loyalty().checkIn(member)).streak, 2);
        QCOMPARE(shop.sell(shop.cart({ { "2", 5 } }), member).pointsEarned.count, 13);
    }

    void aRuleOfAnotherStoreDoesNotHoldHere()
    {
        Shop shop;
        LoyaltyRules rules = shopRules();
        rules.mall[0].when = { .stores = { name("S002") } };
        shop.publish(rules);
        const Member member = shop.rich();
        REFUSED(shop.loyalty().redeem(member, name("cup")), NotNow);
        ShopSettings settings = shop.till().settings();
        settings.store = name("S002");
        MUST(shop.till().saveSettings(settings));
        MUST(shop.loyalty().redeem(member, name("cup")));
    }

    void anEventCountsOnItsDayAndOnce()
    {
        Shop shop; // the 20th
        const Member member = shop.member("13800138000");
        QCOMPARE(MUST(shop.loyalty().attend(member, name("opening"))).net(Currency::Points), 66);
        REFUSED(shop.loyalty().attend(member, name("opening")), LimitReached);
        REFUSED(shop.loyalty().attend(member, name("no such")), NotEligible);
        shop.nextDay();
        REFUSED(shop.loyalty().attend(shop.member("13800138001"), name("opening")), NotNow);
    }

    void aReviewCountsOnceALineAndSoOftenADay()
    {
        Shop shop;
        const Member member = shop.member("13800138000");
        const Sale sale = shop.sell(shop.cart({ { "1", 1 }, { "2", 1 }, { "4", 1 } }), member);
        QCOMPARE(MUST(shop.loyalty().review(member, sale, 0)).net(Currency::Points), 10);
        REFUSED(shop.loyalty().review(member, sale, 0), LimitReached);
        MUST(shop.loyalty().review(member, sale, 1));
        REFUSED(shop.loyalty().review(member, sale, 2), LimitReached); // two a day
        REFUSED(shop.loyalty().review(member, sale, 9), NotEligible);
        REFUSED(shop.loyalty().review(shop.member("13800138001"), sale, 2), NotEligible);
        shop.nextDay();
        MUST(shop.loyalty().review(member, sale, 2));
        shop.verify();
    }

    void anInvitationRewardsBothAtTheFirstPurchase()
    {
        Shop shop;
        const Member old = shop.member("13800138000");
        shop.clock().advanceMs(1'000);
        const Member fresh = shop.member("13800138001");
        MUST(shop.loyalty().refer(fresh, old));
        QCOMPARE(shop.points(old), 0);
        const Sale sale = shop.sell(shop.cart({ { "2", 1 } }), fresh); // ¥26: 2 points
        QCOMPARE(shop.points(old), 100);
        QCOMPARE(shop.points(fresh), 52);
        shop.sell(shop.cart({ { "2", 1 } }), fresh);
        QCOMPARE(shop.points(old), 100);
        // Bought only for the reward, and brought back: nothing stays.
        MUST(shop.till().refunds().refund({ sale, {}, TenderMethod::Cash, {}, {} }));
        QCOMPARE(shop.points(old), 0);
        QCOMPARE(shop.points(fresh), 2);
        shop.verify();
    }

    void invitationsNeverRunInACircle()
    {
        Shop shop;
        const Member a = shop.member("13800138000");
        shop.clock().advanceMs(1'000);
        const Member b = shop.member("13800138001");
        MUST(shop.loyalty().refer(b, a));
        REFUSED(shop.loyalty().refer(a, b), NotEligible);
        REFUSED(shop.loyalty().refer(a, a), NotEligible);
        REFUSED(shop.loyalty().refer(b, a), LimitReached);
        shop.sell(shop.cart({ { "2", 1 } }), a);
        REFUSED(shop.loyalty().refer(a, shop.member("13800138002")), NotEligible); // bought before
    }

    void theMallKeepsToStockAndLimits()
    {
        Shop shop;
        const Member member = shop.rich();
        const MallItem& cup = *shop.till().rules().mallItem(u"cup");
        QCOMPARE(MUST(shop.loyalty().redeem(member, name("cup"))).net(Currency::Points), -1'000);
        QCOMPARE(MUST(shop.loyalty().stockLeft(cup)), 1);
        REFUSED(shop.loyalty().redeem(member, name("cup")), LimitReached);
        MUST(shop.loyalty().redeem(shop.rich("13800138001"), name("cup")));
        REFUSED(shop.loyalty().redeem(shop.rich("13800138002"), name("cup")), SoldOut);
        REFUSED(shop.loyalty().redeem(shop.member("13800138003"), name("size-up")), PointsInsufficient);
        REFUSED(shop.loyalty().redeem(member, name("early")), NotNow); // for diamonds
        shop.verify();
    }

    void onMemberDayAThousandPointsBecomeEightHundred()
    {
        Shop shop;
        const Member member = shop.rich();
        shop.goTo(QDate(2026, 12, 8));
        QCOMPARE(MUST(shop.loyalty().redeem(member, name("cup"))).net(Currency::Points), -800);
    }

    void aServiceIsKeptAsAGiftUntilItIsTakenOrEnds()
    {
        Shop shop;
        const Member member = shop.rich();
        MUST(shop.loyalty().redeem(member, name("size-up")));
        MUST(shop.loyalty().redeem(member, name("size-up")));
        REFUSED(shop.loyalty().redeem(member, name("size-up")), LimitReached); // two a month
        QCOMPARE(shop.gifts(member, "size-up"), 2);
        MUST(shop.loyalty().takeGift(member, name("size-up")));
        QCOMPARE(shop.gifts(member, "size-up"), 1);
        shop.goTo(QDate(2026, 12, 19)); // thirty days, the first among them
        QCOMPARE(shop.gifts(member, "size-up"), 1);
        shop.goTo(QDate(2026, 12, 20));
        REFUSED(shop.loyalty().takeGift(member, name("size-up")), GiftUnavailable);
        shop.verify();
    }

    void whatIsStillOpenIsWhatMayBeHad()
    {
        Shop shop;
        const Member member = shop.rich();
        const auto open = [&] { return MUST(shop.loyalty().open(member)); };
        QCOMPARE(open().checkIn, 1);
        QCOMPARE(open().mall.left.at(name("size-up")), 2);
        QVERIFY(open().mall.allow(name("early"))); // no limit
        MUST(shop.loyalty().checkIn(member));
        MUST(shop.loyalty().redeem(member, name("cup")));
        MUST(shop.loyalty().redeem(member, name("size-up")));
        MUST(shop.loyalty().draw(member, name("wheel")));
        MUST(shop.loyalty().recharge(member, { 100'000 }, name("months"), TenderMethod::Cash));
        MUST(shop.loyalty().giveWelcome(member));
        const Sale sale = shop.sell(shop.cart({ { "2", 1 }, { "1", 1 } }), member);
        MUST(shop.loyalty().review(member, sale, 1));
        const StillOpen after = open();
        QCOMPARE(after.checkIn, 0);
        QCOMPARE(after.welcome, 0);
        QVERIFY(!after.mall.allow(name("cup")) && !after.offers.allow(name("months")));
        QCOMPARE(after.mall.left.at(name("size-up")), 1);
        QCOMPARE(after.lotteries.left.at(name("wheel")), 2);
        QCOMPARE(*after.reviews, 1);
        QCOMPARE(MUST(shop.loyalty().reviewedLines(member, sale)), std::vector<size_t> { 1 });
        shop.goTo(QDate(2026, 11, 19)); // the clock was put back
        QCOMPARE(open().checkIn, 0);
        shop.goTo(QDate(2026, 12, 1));
        QCOMPARE(open().checkIn, 1);
        QCOMPARE(open().mall.left.at(name("size-up")), 2);
        QVERIFY(!open().mall.allow(name("cup")));
    }

    void drawsFollowTheSeedAndTheAuditSaysSo()
    {
        Shop shop(5);
        const QString wheel = name("wheel");
        QCOMPARE(MUST(shop.loyalty().auditLottery(wheel)).draws, 0);
        qint64 big = 0;
        for (int i = 0; i < 60; ++i) {
            const Member member = shop.rich(qPrintable(QStringLiteral("138001%1").arg(i, 5, 10, QLatin1Char('0'))));
            const DrawDeed draw = MUST(shop.loyalty().draw(member, wheel));
            big += draw.prize == u"big" ? 1 : 0;
            QCOMPARE(draw.deed.net(Currency::Points), draw.prize == u"big" ? 80 : -20);
        }
        QVERIFY(big <= 1); // there is only one
        const auto audit = MUST(shop.loyalty().auditLottery(wheel));
        QCOMPARE(audit.draws, 60);
        QCOMPARE(audit.wrong, 0);
        QCOMPARE(audit.commitment.size(), 32);
        shop.verify();
        REFUSED(shop.loyalty().auditLottery(name("no such")), NotEligible);
    }

    void aMemberDrawsSoOftenADay()
    {
        Shop shop;
        const Member member = shop.rich();
        for (int i = 0; i < 3; ++i)
            MUST(shop.loyalty().draw(member, name("wheel")));
        REFUSED(shop.loyalty().draw(member, name("wheel")), LimitReached);
        shop.nextDay();
        MUST(shop.loyalty().draw(member, name("wheel")));
    }

    void prizesComeAsOftenAsTheirOddsSay()
    {
        const Lottery lottery = shopRules().lotteries[0];
        FixedClock clock({ 1'700'000'000'000 });
        SeededRandom random(8);
        const QByteArray seed = random.bytes(16);
        std::array<int, 3> drawn {};
        constexpr int draws = 20'000;
        for (int i = 0; i < draws; ++i)
            ++drawn[drawnPrize(lottery, seed, i, Id::make(clock, random))];
        // Within five standard deviations of 5 %, 45 % and 50 %.
        const std::array expected { 0.05, 0.45, 0.5 };
        for (size_t i = 0; i < drawn.size(); ++i)
            QVERIFY(std::abs(drawn[i] - draws * expected[i]) < 5 * std::sqrt(draws * expected[i] * (1 - expected[i])));
        QCOMPARE(drawnPrize(lottery, seed, 7, Id {}), drawnPrize(lottery, seed, 7, Id {}));
    }

    void pointsGoToAGoodCause()
    {
        Shop shop;
        const Member member = shop.rich();
        MUST(shop.loyalty().donate(member, { 300 }, name("school")));
        QCOMPARE(shop.points(member), 4'700);
        REFUSED(shop.loyalty().donate(member, { 0 }, name("school")), InputOutOfRange);
        REFUSED(shop.loyalty().donate(member, { 5'000 }, name("school")), PointsInsufficient);
        REFUSED(shop.loyalty().donate(member, { 1 }, name("casino")), NotEligible);
    }

    void theWelcomePackAndTheBirthdayGiftComeOnceEach()
    {
        Shop shop;
        Profile profile;
        profile.phone = name("13800138000");
        profile.birthday = QDate(1990, 11, 22); // Sunday of this week
        const Member member = MUST(shop.till().members().registerMember(profile)).member;
        const auto given = MUST(shop.loyalty().greet(member));
        QCOMPARE(given.size(), size_t { 2 });
        QCOMPARE(given[0].what, name("welcome"));
        QCOMPARE(given[1].what, name("birthday"));
        QCOMPARE(shop.points(member), 98);
        QCOMPARE(shop.gifts(member, "birthday-cake"), 1);
        QVERIFY(MUST(shop.loyalty().greet(member)).empty());
        REFUSED(shop.loyalty().giveBirthday(member), LimitReached);
        shop.goTo(QDate(2027, 11, 22));
        QCOMPARE(MUST(shop.loyalty().greet(member)).size(), size_t { 1 });
        // Who never told a birthday, or registered before there was a welcome, gets neither by itself.
        const Member other = shop.member("13800138001");
        shop.nextDay();
        QVERIFY(MUST(shop.loyalty().greet(other)).empty());
        MUST(shop.loyalty().giveWelcome(other)); // but by hand
        REFUSED(shop.loyalty().giveWelcome(other), LimitReached);
        REFUSED(shop.loyalty().giveBirthday(other), NotEligible);
        shop.verify();
    }

    void overNewYearOneBirthdayIsOneGift()
    {
        Shop shop;
        Profile profile;
        profile.phone = name("13800138000");
        profile.birthday = QDate(1990, 1, 2); // Saturday of the week that begins on 28 December 2026
        const Member member = MUST(shop.till().members().registerMember(profile)).member;
        shop.goTo(QDate(2026, 12, 30));
        MUST(shop.loyalty().giveBirthday(member));
        QVERIFY(MUST(shop.loyalty().greet(member)).empty());
        shop.goTo(QDate(2027, 1, 2));
        QVERIFY(MUST(shop.loyalty().greet(member)).empty());
        REFUSED(shop.loyalty().giveBirthday(member), LimitReached);
    }

    void aTierIsReachedAtTheCounterAndLostAfterItsGrace()
    {
        Shop shop;
        const Member member = shop.member("13800138000");
        shop.sell(shop.cart({ { "2", 20 } }), member); // ¥520
        const auto given = MUST(shop.loyalty().greet(member));
        QCOMPARE(given.back().what, name("tier:silver"));
        QVERIFY(MUST(shop.till().members().byKey(member.key)).tier == Tier::Silver);
        shop.goTo(QDate(2027, 11, 25));
        QCOMPARE(MUST(shop.loyalty().assessTiers()).down, 0);
        shop.goTo(QDate(2027, 12, 26));
        const auto run = MUST(shop.loyalty().assessTiers());
        QCOMPARE(run.members, 1);
        QCOMPARE(run.down, 1);
        QVERIFY(MUST(shop.till().members().byKey(member.key)).tier == Tier::Regular);
        shop.verify();
    }

    void pointsEndAfterTwelveMonthsOnce()
    {
        Shop shop;
        const Member member = shop.member("13800138000");
        shop.sell(shop.cart({ { "2", 10 } }), member); // ¥260: 26 points, until 20 November 2027
        REFUSED(shop.loyalty().expire(shop.till().today(), Loyalty::ClockTrust::Check), InputOutOfRange);
        shop.goTo(QDate(2027, 11, 20));
        QCOMPARE(MUST(shop.till().ledger().pointsEnding(member.key, shop.till().today(), shop.till().today().addDays(30))).count, 26);
        shop.sell(shop.cart({ { "2", 1 } }), member);
        QCOMPARE(MUST(shop.loyalty().expire({ 20271119 }, Loyalty::ClockTrust::Check)).lots, 0);
        shop.nextDay();
        QCOMPARE(shop.points(member), 2); // ended, whether the job ran or not
        const ExpiryRun run = MUST(shop.loyalty().expire({ 20271120 }, Loyalty::ClockTrust::Check));
        QCOMPARE(run.points.count, 26);
        QCOMPARE(MUST(shop.loyalty().expire({ 20271120 }, Loyalty::ClockTrust::Check)).lots, 0);
        QCOMPARE(shop.points(member), 2);
        shop.verify();
    }

    void aClockThatRanAwayEndsNothing()
    {
        Shop shop;
        const Member member = shop.member("13800138000");
        shop.sell(shop.cart({ { "2", 10 } }), member);
        shop.goTo(QDate(2036, 1, 1));
        REFUSED(shop.loyalty().expire({ 20351231 }, Loyalty::ClockTrust::Check), ClockDoubtful);
        shop.goTo(QDate(2026, 11, 21));
        QCOMPARE(shop.points(member), 26);
    }

    void rechargingBringsTheBonusAndStoredValuePays()
    {
        Shop shop;
        const Member member = shop.member("13800138000");
        const RechargeDeed deed = MUST(shop.loyalty().recharge(member, { 50'000 }, name("500"), TenderMethod::WeChatPay));
        QCOMPARE(deed.deed.value.principal.minor, 50'000);
        QCOMPARE(deed.deed.value.bonus.minor, 5'000);
        Cart cart = shop.cart({ { "2", 3 } }); // ¥78
        cart.member = member.id;
        const Sale sale = MUST(shop.till().checkout().commit({ cart, { { TenderMethod::StoredValue, { 7'800 } } }, member, {} }));
        QCOMPARE(sale.valueBalance.minor, 47'200);
        QCOMPARE(MUST(shop.till().checkout().balances(member.key)).value, (ValueSplit { { 47'200 }, {} })); // the bonus went first
        QCOMPARE(sale.pointsEarned.count, 7);
        const auto recharges = MUST(RechargeRows(shop.till().database()).inRange(DateRange::day(shop.till().today())));
        QCOMPARE(recharges.size(), size_t { 1 });
        QCOMPARE(recharges[0].principal.minor, 50'000);
        shop.verify();
    }

    void aHundredYuanComeBackInFiveMonths()
    {
        Shop shop; // 20 November
        const Member member = shop.member("13800138000");
        MUST(shop.loyalty().recharge(member, { 100'000 }, name("months"), TenderMethod::Cash));
        const auto bonusOn = [&](int date) { return MUST(shop.till().ledger().state(member.key)).usable(Currency::Bonus, { date }); };
        QCOMPARE(bonusOn(20261130), 2'000);
        QCOMPARE(bonusOn(20261201), 2'000);
        QCOMPARE(bonusOn(20261231), 2'000);
        QCOMPARE(bonusOn(20270301), 2'000);
        QCOMPARE(bonusOn(20270331), 2'000);
        QCOMPARE(bonusOn(20270401), 0);
        REFUSED(shop.loyalty().recharge(member, { 100'000 }, name("months"), TenderMethod::Cash), LimitReached);
        // November's twenty are gone in December; the principal stays.
        shop.goTo(QDate(2026, 12, 2));
        QCOMPARE(MUST(shop.loyalty().expire({ 20261130 }, Loyalty::ClockTrust::Check)).bonus.minor, 2'000);
        QCOMPARE(shop.value(member).minor, 102'000);
        shop.verify();
    }

    void rechargesAreRefusedWhereTheRulesDoNotFit()
    {
        Shop shop;
        const Member member = shop.member("13800138000");
        REFUSED(shop.loyalty().recharge(member, { 0 }, {}, TenderMethod::Cash), TenderInvalid);
        REFUSED(shop.loyalty().recharge(member, { 10'000 }, name("500"), TenderMethod::Cash), NotEligible);
        REFUSED(shop.loyalty().recharge(member, { 10'000 }, {}, TenderMethod::StoredValue), TenderInvalid);
        REFUSED(shop.loyalty().recharge(member, { 500'001 }, {}, TenderMethod::Cash), TenderInvalid);
        MUST(shop.loyalty().recharge(member, { 30'000 }, name("pack"), TenderMethod::Cash));
        QCOMPARE(shop.gifts(member, "coupon-10"), 3);
    }

    void aLargePaymentOutOfStoredValueWantsProof()
    {
        Shop shop;
        const Member member = shop.member("13800138000");
        MUST(shop.loyalty().recharge(member, { 50'000 }, {}, TenderMethod::Cash));
        Cart cart = shop.cart({ { "2", 10 } }); // ¥260, above ¥200
        cart.member = member.id;
        Checkout::Request request { cart, { { TenderMethod::StoredValue, { 26'000 } } }, member, {} };
        REFUSED(shop.till().checkout().commit(request), ProofNeeded);
        QCOMPARE(shop.value(member).minor, 50'000);
        request.proof = Checkout::Request::Proof::Given;
        MUST(shop.till().checkout().commit(request));
        QCOMPARE(shop.value(member).minor, 24'000);
        cart = shop.cart({ { "2", 10 } });
        cart.member = member.id;
        request.cart = cart;
        REFUSED(shop.till().checkout().commit(request), ValueInsufficient);
        REFUSED(shop.till().checkout().commit({ shop.cart({ { "2", 1 } }), { { TenderMethod::StoredValue, { 2'600 } } }, {}, {} }), TenderInvalid);
    }

    void principalIsPaidOutAndBonusIsNot()
    {
        Shop shop;
        const Member member = shop.member("13800138000");
        MUST(shop.loyalty().recharge(member, { 50'000 }, name("500"), TenderMethod::Cash));
        REFUSED(shop.loyalty().refundPrincipal(member, { 50'001 }, TenderMethod::Cash), ValueInsufficient);
        const RechargeDeed deed = MUST(shop.loyalty().refundPrincipal(member, { 50'000 }, TenderMethod::Cash));
        QCOMPARE(deed.deed.value.principal.minor, 0);
        QCOMPARE(deed.deed.value.bonus.minor, 5'000);
        shop.verify();
    }

    void whatIsHeldCannotBeSpent()
    {
        Shop shop;
        const Member member = shop.rich();
        const Deed hold = MUST(shop.loyalty().hold(member, Currency::Points, 4'500, name("预订蛋糕")));
        REFUSED(shop.loyalty().redeem(member, name("cup")), PointsInsufficient);
        REFUSED(shop.loyalty().capture(shop.member("13800138001"), hold.fact), OriginUnknown);
        MUST(shop.loyalty().capture(member, hold.fact));
        REFUSED(shop.loyalty().release(member, hold.fact), OriginUnknown);
        QCOMPARE(shop.points(member), 500);
        shop.verify();
    }

    void anAdjustmentNeedsAReason()
    {
        Shop shop;
        const Member member = shop.member("13800138000");
        REFUSED(shop.loyalty().adjustPoints(member, 100, name("  ")), InputMalformed);
        REFUSED(shop.loyalty().adjustPoints(member, 0, name("x")), InputOutOfRange);
        REFUSED(shop.loyalty().adjustPoints(member, -1, name("x")), PointsInsufficient);
        MUST(shop.loyalty().adjustPoints(member, 100, name("补登")));
        MUST(shop.loyalty().adjustPoints(member, -40, name("更正")));
        QCOMPARE(shop.points(member), 60);
        const auto entries = MUST(shop.till().ledger().entries(member.key, 10));
        QCOMPARE(entries.size(), size_t { 2 });
        QCOMPARE(entries[0].movement.amount, 40);
        QVERIFY(entries[1].expires.has_value());
    }

    void anErasedMemberIsLeftAlone()
    {
        Shop shop;
        Member member = shop.rich();
        MUST(shop.till().members().erase(member.key));
        member = MUST(shop.till().members().byKey(member.key));
        REFUSED(shop.loyalty().checkIn(member), MemberNotFound);
        QVERIFY(MUST(shop.loyalty().greet(member)).empty());
        shop.verify();
    }
};

TANGYUAN_TEST(LoyaltyTest)
#include "LoyaltyTest.moc"
