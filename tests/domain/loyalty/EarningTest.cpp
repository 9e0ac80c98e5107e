// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/loyalty/Earning.h"
#include "tests/support/RoomTest.h"
#include "tests/support/Words.h"

#include <QTest>

using namespace tangyuan;

namespace {

/// Imported fruit is "10" of one category, local fruit "20" of another, a cake "30" of neither.
struct Fruit {
    FixedClock clock { { 1'700'000'000'000 } };
    SeededRandom random { 1 };
    Id imported = Id::make(clock, random);
    Id local = Id::make(clock, random);
    Id cakes = Id::make(clock, random);

    EarnLine line(const char* plu, qint64 paid) const
    {
        const QString number = QString::fromLatin1(plu);
        return { number, number == u"10" ? imported : number == u"20" ? local : cakes, { paid } };
    }
};

EarnRule amount(const char* id, qint64 per, qint64 points, ProductScope scope = {}, Occasion when = {})
{
    return { .id = name(id),
        .name = name(id),
        .kind = EarnRule::Kind::Amount,
        .scope = std::move(scope),
        .when = std::move(when),
        .per = { per },
        .points = { points } };
}

EarnRule multiplier(const char* id, qint32 factor, Occasion when = {}, ProductScope scope = {})
{
    return { .id = name(id), .name = name(id), .kind = EarnRule::Kind::Multiplier, .scope = std::move(scope), .when = std::move(when), .factor = { factor } };
}

EarnRule bonus(const char* id, qint64 points, qint64 minimum, Occasion when = {}, ProductScope scope = {})
{
    return { .id = name(id),
        .name = name(id),
        .kind = EarnRule::Kind::Bonus,
        .scope = std::move(scope),
        .when = std::move(when),
        .points = { points },
        .minimum = { minimum } };
}

LoyaltyRules rulesOf(std::vector<EarnRule> rules)
{
    LoyaltyRules all;
    all.earning.rules = std::move(rules);
    return all;
}

Situation on(int yyyymmdd, int hour = 12)
{
    Situation situation;
    situation.date = { yyyymmdd };
    situation.hour = hour;
    return situation;
}

}

class EarningTest : public QObject {
    Q_OBJECT

    Fruit m_fruit;

    qint64 points(const std::vector<EarnLine>& lines, const LoyaltyRules& rules, const Situation& situation = on(20261120), const EarnHistory& history = {})
    {
        const PurchaseRewards rewards = earn(lines, rules, situation, history);
        for (const Earned& entry : rewards.earned) {
            Points sum;
            for (Points line : entry.lines)
                sum += line;
            VERIFY(sum == entry.points && entry.lines.size() == lines.size());
        }
        return rewards.points.count;
    }

private Q_SLOTS:
    void wholeStepsCountOverAllLinesOfARule()
    {
        QCOMPARE(points({ m_fruit.line("30", 500), m_fruit.line("30", 500) }, LoyaltyRules {}), 1);
        QCOMPARE(points({ m_fruit.line("30", 999) }, LoyaltyRules {}), 0);
    }

    void importedFruitBringsTwoPointsAYuanAndLocalOne()
    {
        const LoyaltyRules rules = rulesOf({ amount("base", 1'000, 1), amount("imported", 100, 2, { .categories = { m_fruit.imported } }),
            amount("local", 100, 1, { .categories = { m_fruit.local } }) });
        QCOMPARE(points({ m_fruit.line("10", 5'000), m_fruit.line("20", 3'000), m_fruit.line("30", 2'000) }, rules), 100 + 30 + 2);
    }

    void whereAllBaseRulesCountTheyAdd()
    {
        LoyaltyRules rules = rulesOf({ amount("base", 1'000, 1), amount("new product", 100, 1, { .plus = { name("30") } }) });
        QCOMPARE(points({ m_fruit.line("30", 2'000) }, rules), 20);
        rules.earning.base = Combine::Add;
        QCOMPARE(points({ m_fruit.line("30", 2'000) }, rules), 22);
    }

    void onTheEighthPointsAreDouble_data()
    {
        QTest::addColumn<int>("date");
        QTest::addColumn<qint64>("expected");
        QTest::newRow("the 7th") << 20261207 << qint64 { 10 };
        QTest::newRow("the 8th") << 20261208 << qint64 { 20 };
        QTest::newRow("the 9th") << 20261209 << qint64 { 10 };
    }
    void onTheEighthPointsAreDouble()
    {
        QFETCH(int, date);
        const LoyaltyRules rules = rulesOf({ amount("base", 1'000, 1), multiplier("member day", 20'000, { .daysOfMonth = { 8 } }) });
        QTEST(points({ m_fruit.line("30", 10'000) }, rules, on(date)), "expected");
    }

    void multipliersCombineAsTheRulesSay_data()
    {
        QTest::addColumn<int>("combine");
        QTest::addColumn<qint64>("expected");
        QTest::newRow("the best of 2× and 1.5×") << static_cast<int>(Combine::Best) << qint64 { 200 };
        QTest::newRow("2× and 1.5× are 2.5×") << static_cast<int>(Combine::Add) << qint64 { 250 };
        QTest::newRow("2× of 1.5× is 3×") << static_cast<int>(Combine::Multiply) << qint64 { 300 };
    }
    void multipliersCombineAsTheRulesSay()
    {
        QFETCH(int, combine);
        LoyaltyRules rules = rulesOf({ amount("base", 100, 1), multiplier("member day", 20'000, { .daysOfMonth = { 8 } }) });
        rules.tiers.tiers[2].earnFactor = { 15'000 };
        rules.earning.multipliers = static_cast<Combine>(combine);
        Situation situation = on(20261208);
        situation.tier = Tier::Gold;
        QTEST(points({ m_fruit.line("30", 10'000) }, rules, situation), "expected");
    }

    void anOccasionHoldsWhenItSays_data()
    {
        QTest::addColumn<int>("date");
        QTest::addColumn<int>("hour");
        QTest::addColumn<QDate>("birthday");
        QTest::addColumn<int>("which");
        QTest::addColumn<bool>("holds");
        enum { Valentine, MidAutumn, NewYearsEve, HappyHour, Weekend, BirthdayDay, BirthdayWeek, BirthdayMonth, Range };
        const QDate leap(1992, 2, 29);
        QTest::newRow("Valentine's") << 20270214 << 12 << QDate() << int(Valentine) << true;
        QTest::newRow("the day before") << 20270213 << 12 << QDate() << int(Valentine) << false;
        QTest::newRow("Mid-Autumn 2026") << 20260925 << 12 << QDate() << int(MidAutumn) << true;
        QTest::newRow("not a year later to the day") << 20270925 << 12 << QDate() << int(MidAutumn) << false;
        QTest::newRow("New Year's Eve on the 29th of a short month") << 20250128 << 12 << QDate() << int(NewYearsEve) << true;
        QTest::newRow("happy hour begins") << 20261120 << 14 << QDate() << int(HappyHour) << true;
        QTest::newRow("happy hour is over") << 20261120 << 17 << QDate() << int(HappyHour) << false;
        QTest::newRow("Saturday") << 20261121 << 12 << QDate() << int(Weekend) << true;
        QTest::newRow("Friday") << 20261120 << 12 << QDate() << int(Weekend) << false;
        QTest::newRow("the day itself") << 20261120 << 12 << QDate(1990, 11, 20) << int(BirthdayDay) << true;
        QTest::newRow("29 February in another year is the 28th") << 20270228 << 12 << leap << int(BirthdayDay) << true;
        QTest::newRow("and not 1 March") << 20270301 << 12 << leap << int(BirthdayDay) << false;
        QTest::newRow("29 February in its own year") << 20280229 << 12 << leap << int(BirthdayDay) << true;
        QTest::newRow("and not the 28th there") << 20280228 << 12 << leap << int(BirthdayDay) << false;
        QTest::newRow("Monday of the week") << 20261116 << 12 << QDate(1990, 11, 22) << int(BirthdayWeek) << true;
        QTest::newRow("Sunday before it") << 20261115 << 12 << QDate(1990, 11, 22) << int(BirthdayWeek) << false;
        QTest::newRow("a week over New Year") << 20261229 << 12 << QDate(1990, 1, 2) << int(BirthdayWeek) << true;
        QTest::newRow("the month") << 20261130 << 12 << QDate(1990, 11, 1) << int(BirthdayMonth) << true;
        QTest::newRow("the month after") << 20261201 << 12 << QDate(1990, 11, 30) << int(BirthdayMonth) << false;
        QTest::newRow("nobody told a birthday") << 20261120 << 12 << QDate() << int(BirthdayMonth) << false;
        QTest::newRow("the first day of a range") << 20261224 << 0 << QDate() << int(Range) << true;
        QTest::newRow("the last day of a range") << 20261231 << 23 << QDate() << int(Range) << true;
        QTest::newRow("a day late") << 20270101 << 0 << QDate() << int(Range) << false;
    }
    void anOccasionHoldsWhenItSays()
    {
        QFETCH(int, date);
        QFETCH(int, hour);
        QFETCH(QDate, birthday);
        QFETCH(int, which);
        const std::vector<Occasion> occasions { { .daysOfYear = { name("02-14") } }, { .lunarDays = { name("08-15") } }, { .lunarDays = { name("12-30") } },
            { .hourFrom = 14, .hourTo = 17 }, { .weekdays = { 6, 7 } }, { .birthday = BirthdayWindow::Day }, { .birthday = BirthdayWindow::Week },
            { .birthday = BirthdayWindow::Month }, { .from = BusinessDate { 20261224 }, .to = BusinessDate { 20261231 } } };
        Situation situation = on(date, hour);
        situation.birthday = birthday;
        QTEST(occasions[static_cast<size_t>(which)].includes(situation), "holds");
    }

    void firstOrderOnlineAndTagsAreConditionsToo()
    {
        Situation situation = on(20261120);
        const Occasion first { .firstOrder = true };
        const Occasion online { .channel = Channel::Online };
        const Occasion company { .tags = { name("公司"), name("学校") } };
        QVERIFY(!first.includes(situation) && !online.includes(situation) && !company.includes(situation));
        situation.isFirstOrder = true;
        situation.channel = Channel::Online;
        situation.tags = { name("学校") };
        QVERIFY(first.includes(situation) && online.includes(situation) && company.includes(situation));
    }

    void membersPassersByAndStoresAreConditionsToo()
    {
        const Occasion members { .members = true };
        const Occasion passersBy { .members = false };
        const Occasion regulars { .tiers = { Tier::Regular } };
        const Occasion two { .stores = { name("S001"), name("S002") } };
        Situation situation = on(20261120);
        QVERIFY(members.includes(situation) && regulars.includes(situation) && !passersBy.includes(situation));
        QVERIFY(!two.includes(situation)); // a shop that says no code is none of the two
        situation.isMember = false;
        situation.store = name("S002");
        QVERIFY(!members.includes(situation) && !regulars.includes(situation) && passersBy.includes(situation) && two.includes(situation));
        situation.store = name("S003");
        QVERIFY(!two.includes(situation));
    }

    void occasionsOfOtherPeopleOrStoresDoNotMeet()
    {
        const Occasion always;
        const Occasion members { .members = true };
        const Occasion passersBy { .members = false };
        QVERIFY(members.mayMeet(always) && always.mayMeet(passersBy) && members.mayMeet(members) && !members.mayMeet(passersBy));
        const Occasion first { .stores = { name("S001") } };
        const Occasion second { .stores = { name("S002") } };
        const Occasion both { .stores = { name("S001"), name("S002") } };
        QVERIFY(first.mayMeet(always) && first.mayMeet(both) && both.mayMeet(second) && first.mayMeet(members) && !first.mayMeet(second));
    }

    void aThresholdBonusComesOnce_data()
    {
        QTest::addColumn<qint64>("paid");
        QTest::addColumn<qint64>("expected");
        QTest::newRow("¥99.99") << qint64 { 9'999 } << qint64 { 9 };
        QTest::newRow("¥100") << qint64 { 10'000 } << qint64 { 60 };
        QTest::newRow("¥300") << qint64 { 30'000 } << qint64 { 80 };
    }
    void aThresholdBonusComesOnce()
    {
        QFETCH(qint64, paid);
        QTEST(points({ m_fruit.line("30", paid) }, rulesOf({ amount("base", 1'000, 1), bonus("spend 100", 50, 10'000) })), "expected");
    }

    void ofLadderedBonusesTheBestOrAll()
    {
        LoyaltyRules rules = rulesOf({ bonus("100", 50, 10'000), bonus("200", 120, 20'000) });
        QCOMPARE(points({ m_fruit.line("30", 25'000) }, rules), 170);
        rules.earning.bonuses = Combine::Best;
        QCOMPARE(points({ m_fruit.line("30", 25'000) }, rules), 120);
    }

    void aSetBringsItsBonusOnlyWhole()
    {
        EarnRule set = bonus("set", 30, 0, {}, { .plus = { name("10"), name("30") } });
        set.needsWholeSet = true;
        const LoyaltyRules rules = rulesOf({ set });
        QCOMPARE(points({ m_fruit.line("10", 1'000) }, rules), 0);
        QCOMPARE(points({ m_fruit.line("10", 1'000), m_fruit.line("30", 500) }, rules), 30);
    }

    void aBonusIsHadAsOftenAsTheRulesAllow()
    {
        EarnRule daily = bonus("new product", 20, 0, {}, { .plus = { name("30") } });
        daily.perMemberDay = 1;
        const LoyaltyRules rules = rulesOf({ daily });
        const auto keys = earnCountKeys(rules, { 20261120 });
        QCOMPARE(keys, std::vector { name("bonus:new product:20261120") });
        QCOMPARE(points({ m_fruit.line("30", 100) }, rules), 20);
        QCOMPARE(points({ m_fruit.line("30", 100) }, rules, on(20261120), { {}, { { keys[0], 1 } } }), 0);
    }

    void capsCutWhatCameOnTopFirst()
    {
        LoyaltyRules rules = rulesOf({ amount("base", 100, 1), bonus("spend 50", 40, 5'000) });
        rules.earning.capPerSale = Points { 60 };
        const PurchaseRewards rewards = earn({ m_fruit.line("30", 5'000) }, rules, on(20261120), {});
        QCOMPARE(rewards.points.count, 60);
        QCOMPARE(rewards.earned[0].points.count, 50);
        QCOMPARE(rewards.earned[1].points.count, 10);
        rules.earning.capPerSale.reset();
        rules.earning.capPerMemberDay = Points { 100 };
        QCOMPARE(points({ m_fruit.line("30", 5'000) }, rules, on(20261120), { { 80 }, {} }), 20);
        QCOMPARE(points({ m_fruit.line("30", 5'000) }, rules, on(20261120), { { 100 }, {} }), 0);
        QCOMPARE(points({ m_fruit.line("30", 5'000) }, rules, on(20261120), { { 130 }, {} }), 0);
    }

    void aCompanysLargeOrderBringsItsBonus()
    {
        LoyaltyRules rules = rulesOf({});
        rules.groups = { { .tag = name("公司"), .name = name("企业客户"), .largeOrder = { 100'000 }, .largeOrderPoints = { 500 } } };
        Situation situation = on(20261120);
        QCOMPARE(points({ m_fruit.line("30", 120'000) }, rules, situation), 0);
        situation.tags = { name("公司") };
        QCOMPARE(points({ m_fruit.line("30", 99'999) }, rules, situation), 0);
        QCOMPARE(points({ m_fruit.line("30", 100'000) }, rules, situation), 500);
    }

    void aSpendGiftIsAReward()
    {
        LoyaltyRules rules = rulesOf({});
        const Pack slice { .gifts = { { name("cake-slice"), name("蛋糕一份"), 1, 30 } } };
        rules.spendGifts = { { .id = name("cake"), .name = name("满88送蛋糕"), .minimum = { 8'800 }, .pack = slice } };
        QVERIFY(earn({ m_fruit.line("30", 8'799) }, rules, on(20261120), {}).rewards.empty());
        const PurchaseRewards rewards = earn({ m_fruit.line("30", 8'800) }, rules, on(20261120), {});
        QCOMPARE(rewards.rewards.size(), size_t { 1 });
        const auto effects = grantsOf(rewards.rewards[0].pack, rules, { 20261120 });
        QCOMPARE(std::get<effect::Grant>(effects[0]).expires->yyyymmdd, 20261219); // thirty days, today's among them
    }

    void pointsEndAsTheTermSays_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("earned");
        QTest::addColumn<int>("lastDay");
        QTest::newRow("never") << static_cast<int>(PointsTerm::Kind::Never) << 0 << 20261120 << 0;
        QTest::newRow("12 months") << static_cast<int>(PointsTerm::Kind::Months) << 12 << 20261120 << 20271120;
        QTest::newRow("a month from the 31st") << static_cast<int>(PointsTerm::Kind::Months) << 1 << 20270131 << 20270228;
        QTest::newRow("12 months from 29 February") << static_cast<int>(PointsTerm::Kind::Months) << 12 << 20280229 << 20290228;
        QTest::newRow("end of this year") << static_cast<int>(PointsTerm::Kind::EndOfYear) << 0 << 20261231 << 20261231;
        QTest::newRow("end of the next year") << static_cast<int>(PointsTerm::Kind::EndOfYear) << 1 << 20260101 << 20271231;
    }
    void pointsEndAsTheTermSays()
    {
        QFETCH(int, kind);
        QFETCH(int, count);
        QFETCH(int, earned);
        const PointsTerm term { static_cast<PointsTerm::Kind>(kind), count, {} };
        const auto lastDay = term.lastDay({ earned });
        QTEST(lastDay ? lastDay->yyyymmdd : 0, "lastDay");
    }
};

TANGYUAN_TEST(EarningTest)
#include "EarningTest.moc"
