// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RoomTest.h"
#include "tests/usecases/segments/Regulars.h"

#include <QTest>

using namespace tangyuan;

/// Who is in a segment, at the edges of every condition.
class SegmentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void purchases_data();
    void purchases();
    void refundsTakeMoneyBackAndAreNoVisit();
    void recency_data();
    void recency();
    void dormant_data();
    void dormant();
    void points_data();
    void points();
    void profiles_data();
    void profiles();
    void birthdays_data();
    void birthdays();
    void tiersAndRegistration();
    void boughtCountsVisits();
    void buyersOfTheLastMonths();
    void builtInSegmentsFindTheirPeople();
    void alternativesAreAnyOf();
    void erasedMembersAreInNone();
    void sealsAreOpenedLast();
    void aSaleAtTheCounterCounts();
};

void SegmentTest::purchases_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("isIn");
    // ¥20 today, ¥30 9 days ago, ¥40 10 days ago.
    QTest::newRow("three visits") << QByteArray(R"({"purchases":{"visits":{"min":3,"max":3}}})") << true;
    QTest::newRow("four wanted") << QByteArray(R"({"purchases":{"visits":{"min":4}}})") << false;
    QTest::newRow("at most two") << QByteArray(R"({"purchases":{"visits":{"max":2}}})") << false;
    QTest::newRow("the tenth day is in ten days") << QByteArray(R"({"purchases":{"days":10,"visits":{"min":2,"max":2}}})") << true;
    QTest::newRow("the eleventh is not") << QByteArray(R"({"purchases":{"days":11,"visits":{"min":3}}})") << true;
    QTest::newRow("today alone") << QByteArray(R"({"purchases":{"days":1,"visits":{"min":1,"max":1}}})") << true;
    QTest::newRow("spend at its least") << QByteArray(R"({"purchases":{"spendMinor":{"min":9000}}})") << true;
    QTest::newRow("spend a fen short") << QByteArray(R"({"purchases":{"spendMinor":{"min":9001}}})") << false;
    QTest::newRow("spend at its most") << QByteArray(R"({"purchases":{"spendMinor":{"max":9000}}})") << true;
    QTest::newRow("spend a fen above") << QByteArray(R"({"purchases":{"spendMinor":{"max":8999}}})") << false;
    QTest::newRow("spend in a window") << QByteArray(R"({"purchases":{"days":10,"spendMinor":{"min":5000,"max":5000}}})") << true;
    QTest::newRow("price band, lower edge") << QByteArray(R"({"purchases":{"averageMinor":{"min":3000}}})") << true;
    QTest::newRow("price band, above") << QByteArray(R"({"purchases":{"averageMinor":{"min":3001}}})") << false;
    QTest::newRow("price band, upper edge") << QByteArray(R"({"purchases":{"averageMinor":{"max":3000}}})") << true;
    QTest::newRow("price band, below") << QByteArray(R"({"purchases":{"averageMinor":{"max":2999}}})") << false;
    QTest::newRow("price band of a window") << QByteArray(R"({"purchases":{"days":10,"averageMinor":{"min":2500,"max":2500}}})") << true;
    QTest::newRow("months") << QByteArray(R"({"purchases":{"months":1,"visits":{"min":3}}})") << true;
}

void SegmentTest::purchases()
{
    QFETCH(QByteArray, json);
    QFETCH(bool, isIn);
    Regulars shop;
    const Member regular = shop.member();
    shop.visit(regular, 0, 2'000);
    shop.visit(regular, 9, 3'000);
    shop.visit(regular, 10, 4'000);
    QCOMPARE(shop.isIn(json, regular), isIn);
}

void SegmentTest::refundsTakeMoneyBackAndAreNoVisit()
{
    Regulars shop;
    const Member regular = shop.member();
    shop.visit(regular, 20, 5'000);
    shop.visit(regular, 2, -1'500);
    QVERIFY(shop.isIn(R"({"purchases":{"spendMinor":{"min":3500,"max":3500}}})", regular));
    QVERIFY(shop.isIn(R"({"purchases":{"visits":{"min":1,"max":1}}})", regular));
    QVERIFY(shop.isIn(R"({"purchases":{"averageMinor":{"min":3500,"max":3500}}})", regular));
    QVERIFY(shop.isIn(R"({"lastVisitDaysAgo":{"min":20,"max":20}})", regular));
    QVERIFY(!shop.isIn(R"({"lastVisitDaysAgo":{"max":19}})", regular));
    // In the last days only money went back: no visit, so no average either.
    QVERIFY(shop.isIn(R"({"purchases":{"days":7,"visits":{"max":0}}})", regular));
    QVERIFY(!shop.isIn(R"({"purchases":{"days":7,"averageMinor":{"max":100000}}})", regular));
    // Brought back for someone who never came in themselves.
    const Member other = shop.member(40);
    shop.visit(other, 1, -900);
    QVERIFY(shop.isIn(R"({"lastVisitDaysAgo":{"min":40,"max":40}})", other));
    QVERIFY(!shop.isIn(R"({"lastVisitDaysAgo":{"max":39}})", other));
}

void SegmentTest::recency_data()
{
    QTest::addColumn<int>("visitedDaysAgo"); // -1: never
    QTest::addColumn<int>("registeredDaysAgo");
    QTest::addColumn<QByteArray>("bounds");
    QTest::addColumn<bool>("isIn");
    QTest::newRow("today") << 0 << 400 << QByteArray(R"({"max":0})") << true;
    QTest::newRow("yesterday is not today") << 1 << 400 << QByteArray(R"({"max":0})") << false;
    QTest::newRow("at the most") << 30 << 400 << QByteArray(R"({"max":30})") << true;
    QTest::newRow("beyond the most") << 31 << 400 << QByteArray(R"({"max":30})") << false;
    QTest::newRow("at the least") << 30 << 400 << QByteArray(R"({"min":30})") << true;
    QTest::newRow("short of the least") << 29 << 400 << QByteArray(R"({"min":30})") << false;
    QTest::newRow("never came, long a member") << -1 << 30 << QByteArray(R"({"min":30})") << true;
    QTest::newRow("never came, a new member") << -1 << 29 << QByteArray(R"({"min":30})") << false;
    QTest::newRow("came before they registered") << 60 << 5 << QByteArray(R"({"min":60})") << true;
    QTest::newRow("came lately, registered long ago") << 5 << 60 << QByteArray(R"({"min":60})") << false;
}

void SegmentTest::recency()
{
    QFETCH(int, visitedDaysAgo);
    QFETCH(int, registeredDaysAgo);
    QFETCH(QByteArray, bounds);
    QFETCH(bool, isIn);
    Regulars shop;
    const Member regular = shop.member(registeredDaysAgo);
    if (visitedDaysAgo >= 0)
        shop.visit(regular, visitedDaysAgo, 2'000);
    QCOMPARE(shop.isIn(R"({"lastVisitDaysAgo":)" + bounds + "}", regular), isIn);
}

void SegmentTest::dormant_data()
{
    QTest::addColumn<int>("daysAgo");
    QTest::addColumn<qint64>("points");
    QTest::addColumn<bool>("isDormant");
    QTest::newRow("thirty days, 200 points") << 30 << qint64 { 200 } << true;
    QTest::newRow("twenty-nine days") << 29 << qint64 { 200 } << false;
    QTest::newRow("199 points") << 30 << qint64 { 199 } << false;
    QTest::newRow("more of both") << 300 << qint64 { 5'000 } << true;
}

void SegmentTest::dormant()
{
    QFETCH(int, daysAgo);
    QFETCH(qint64, points);
    QFETCH(bool, isDormant);
    Regulars shop;
    const Member regular = shop.member();
    shop.visit(regular, 200, 2'000);
    shop.visit(regular, daysAgo, 2'000);
    shop.grant(regular, points);
    QCOMPARE(shop.isIn(MUST(shop.segments().byName(QStringLiteral("dormant"))), regular), isDormant);
}

void SegmentTest::points_data()
{
    QTest::addColumn<QByteArray>("bounds");
    QTest::addColumn<bool>("some"); // 120 and 80 points, 50 expired yesterday, 70 from tomorrow
    QTest::addColumn<bool>("none");
    QTest::newRow("at the least") << QByteArray(R"({"min":200})") << true << false;
    QTest::newRow("one short") << QByteArray(R"({"min":201})") << false << false;
    QTest::newRow("at the most") << QByteArray(R"({"max":200})") << true << true;
    QTest::newRow("one above") << QByteArray(R"({"max":199})") << false << true;
    QTest::newRow("exactly") << QByteArray(R"({"min":200,"max":200})") << true << false;
    QTest::newRow("from nothing") << QByteArray(R"({"min":0})") << true << true;
    QTest::newRow("nothing") << QByteArray(R"({"min":0,"max":0})") << false << true;
}

void SegmentTest::points()
{
    QFETCH(QByteArray, bounds);
    QFETCH(bool, some);
    QFETCH(bool, none);
    Regulars shop;
    const Member regular = shop.member();
    const Member penniless = shop.member();
    shop.grant(regular, 120);
    shop.grant(regular, 80, shop.today()); // its last day
    shop.grant(regular, 50, shop.daysAgo(1));
    shop.grant(regular, 70, {}, shop.daysAgo(-1));
    QCOMPARE(shop.isIn(R"({"points":)" + bounds + "}", regular), some);
    QCOMPARE(shop.isIn(R"({"points":)" + bounds + "}", penniless), none);
}

void SegmentTest::profiles_data()
{
    QTest::addColumn<QByteArray>("profile");
    QTest::addColumn<bool>("isIn");
    QTest::newRow("her sex") << QByteArray(R"({"sex":"female"})") << true;
    QTest::newRow("another") << QByteArray(R"({"sex":"male"})") << false;
    QTest::newRow("not told") << QByteArray(R"({"sex":"unknown"})") << false;
    QTest::newRow("said yes") << QByteArray(R"({"consent":"given"})") << true;
    QTest::newRow("said no") << QByteArray(R"({"consent":"refused"})") << false;
    QTest::newRow("her month") << QByteArray(R"({"birthdayMonth":11})") << true;
    QTest::newRow("this month") << QByteArray(R"({"birthdayMonth":"current"})") << true;
    QTest::newRow("another month") << QByteArray(R"({"birthdayMonth":12})") << false;
    QTest::newRow("within days") << QByteArray(R"({"birthdayWithinDays":5})") << true;
    QTest::newRow("a day too few") << QByteArray(R"({"birthdayWithinDays":4})") << false;
    QTest::newRow("all together") << QByteArray(R"({"sex":"female","consent":"given","birthdayMonth":11,"tiers":["gold"]})") << true;
}

void SegmentTest::profiles()
{
    QFETCH(QByteArray, profile);
    QFETCH(bool, isIn);
    Regulars shop;
    Profile told;
    told.sex = Sex::Female;
    told.birthday = QDate(1990, 11, 25);
    told.marketing = Consent::Given;
    const Member regular = shop.member(told, 100, Tier::Gold);
    const Member silent = shop.member();
    const QByteArray json = R"({"profile":)" + profile + "}";
    QCOMPARE(shop.isIn(json, regular), isIn);
    QCOMPARE(shop.isIn(json, silent), profile.contains("unknown"));
}

void SegmentTest::birthdays_data()
{
    QTest::addColumn<QDate>("birthday");
    QTest::addColumn<QDate>("today");
    QTest::addColumn<int>("days");
    QTest::newRow("today") << QDate(1990, 11, 20) << QDate(2026, 11, 20) << 0;
    QTest::newRow("tomorrow") << QDate(1990, 11, 21) << QDate(2026, 11, 20) << 1;
    QTest::newRow("yesterday") << QDate(1990, 11, 19) << QDate(2026, 11, 20) << 364;
    QTest::newRow("across the year") << QDate(1904, 1, 2) << QDate(2026, 12, 31) << 2;
    QTest::newRow("29 February in a leap year") << QDate(2000, 2, 29) << QDate(2028, 2, 25) << 4;
    QTest::newRow("29 February in another year") << QDate(2000, 2, 29) << QDate(2027, 2, 25) << 3;
    QTest::newRow("29 February, kept on the 28th") << QDate(1904, 2, 29) << QDate(2027, 2, 28) << 0;
    QTest::newRow("29 February, past in another year") << QDate(2000, 2, 29) << QDate(2027, 3, 1) << 365;
    QTest::newRow("29 February on the day") << QDate(2000, 2, 29) << QDate(2028, 2, 29) << 0;
    QTest::newRow("29 February, the 28th of a leap year") << QDate(2000, 2, 29) << QDate(2028, 2, 28) << 1;
    QTest::newRow("a birthday asked about on 29 February") << QDate(1990, 3, 1) << QDate(2028, 2, 29) << 1;
}

void SegmentTest::birthdays()
{
    QFETCH(QDate, birthday);
    QFETCH(QDate, today);
    QFETCH(int, days);
    QCOMPARE(daysUntilBirthday(birthday, today), days);
    Profile profile;
    profile.birthday = birthday;
    ProfileCondition within { .birthdayWithinDays = days };
    QVERIFY(within.holds(profile, today));
    within.birthdayWithinDays = days - 1;
    QVERIFY(!within.holds(profile, today));
}

void SegmentTest::tiersAndRegistration()
{
    Regulars shop;
    const Member gold = shop.member(Profile {}, 30, Tier::Gold);
    QVERIFY(shop.isIn(R"({"profile":{"tiers":["silver","gold"]}})", gold));
    QVERIFY(!shop.isIn(R"({"profile":{"tiers":["regular","diamond"]}})", gold));
    QVERIFY(shop.isIn(R"({"profile":{"registeredFrom":"2026-10-21","registeredTo":"2026-10-21"}})", gold));
    QVERIFY(!shop.isIn(R"({"profile":{"registeredFrom":"2026-10-22"}})", gold));
    QVERIFY(!shop.isIn(R"({"profile":{"registeredTo":"2026-10-20"}})", gold));
    QVERIFY(shop.isIn(R"({"profile":{"registeredDaysAgo":{"min":30,"max":30}}})", gold));
    QVERIFY(!shop.isIn(R"({"profile":{"registeredDaysAgo":{"max":29}}})", gold));
    QVERIFY(!shop.isIn(R"({"profile":{"registeredDaysAgo":{"min":31}}})", gold));
}

void SegmentTest::boughtCountsVisits()
{
    Regulars shop;
    const Member regular = shop.member();
    shop.visit(regular, 3, 5'000, { QStringLiteral("1"), QStringLiteral("1"), QStringLiteral("2") });
    shop.visit(regular, 9, 5'000, { QStringLiteral("3"), QStringLiteral("1") });
    shop.visit(regular, 2, -1'800, { QStringLiteral("1") });
    shop.visit({}, 1, 5'000, { QStringLiteral("4") });
    QVERIFY(shop.isIn(R"({"bought":{"products":["1"],"times":2}})", regular));
    QVERIFY(!shop.isIn(R"({"bought":{"products":["1"],"times":3}})", regular)); // two lines of one visit, and no refund
    QVERIFY(shop.isIn(R"({"bought":{"products":["4","2"]}})", regular));
    QVERIFY(!shop.isIn(R"({"bought":{"products":["4"]}})", regular));
    QVERIFY(shop.isIn(R"({"bought":{"categories":["水果"]}})", regular));
    QVERIFY(shop.isIn(R"({"bought":{"products":["2"],"categories":["水果"],"times":2}})", regular));
    QVERIFY(shop.isIn(R"({"bought":{"categories":["水果"],"days":10}})", regular));
    QVERIFY(!shop.isIn(R"({"bought":{"categories":["水果"],"days":9}})", regular));
}

void SegmentTest::buyersOfTheLastMonths()
{
    Regulars shop;
    const Member lately = shop.member();
    const Member before = shop.member();
    shop.record(lately, { { 20260821 }, 1'800, { QStringLiteral("1") } });
    shop.record(before, { { 20260820 }, 1'800, { QStringLiteral("1") } });
    const Segment buyers = Segment::buyersOf({ shop.world().product("1").id }, {}, 3);
    QVERIFY(shop.isIn(buyers, lately));
    QVERIFY(!shop.isIn(buyers, before));
    QCOMPARE(MUST(Segment::fromJson(buyers.toJson())), buyers);
}

void SegmentTest::builtInSegmentsFindTheirPeople()
{
    Regulars shop;
    Profile november;
    november.birthday = QDate(1904, 11, 2);
    const Member champion = shop.member();
    const Member leaving = shop.member();
    const Member fresh = shop.member(november, 30);
    for (int i = 0; i < 8; ++i) {
        shop.visit(champion, 3 + i, 13'000);
        shop.visit(leaving, 61 + i, 1'000);
    }
    const auto namesOf = [&](const Member& member) {
        QStringList names;
        for (const ListedSegment& listed : MUST(shop.segments().list()))
            if (shop.isIn(listed.segment, member))
                names.append(listed.name);
        return names.join(u' ');
    };
    QCOMPARE(namesOf(champion), QStringLiteral("highValue champions"));
    QCOMPARE(namesOf(leaving), QStringLiteral("likelyToLeave"));
    QCOMPARE(namesOf(fresh), QStringLiteral("newMembers birthdayThisMonth"));
}

void SegmentTest::alternativesAreAnyOf()
{
    Regulars shop;
    Profile her;
    her.sex = Sex::Female;
    const Member gold = shop.member(Profile {}, 100, Tier::Gold);
    const Member woman = shop.member(her, 100);
    const Member neither = shop.member(100);
    const QByteArray json = R"({"profile":{"registeredDaysAgo":{"min":50}},"anyOf":[{"profile":{"tiers":["gold"]}},{"profile":{"sex":"female"}}]})";
    QVERIFY(shop.isIn(json, gold));
    QVERIFY(shop.isIn(json, woman));
    QVERIFY(!shop.isIn(json, neither));
    const Member newGold = shop.member(Profile {}, 10, Tier::Gold);
    QVERIFY(!shop.isIn(json, newGold));
}

void SegmentTest::erasedMembersAreInNone()
{
    Regulars shop;
    const Member gone = shop.member();
    shop.visit(gone, 40, 200'000);
    shop.grant(gone, 500);
    MUST(shop.segments().tag(gone.key, { QStringLiteral("vip") }, {}));
    MUST(shop.till().members().erase(gone.key));
    for (const char* json : { "{}", R"({"points":{"min":1}})", R"({"points":{"max":9999}})", R"({"tags":{"none":["new"]}})",
             R"({"lastVisitDaysAgo":{"min":1}})", R"({"rfm":{"monetary":{"min":5}}})", R"({"bought":{"products":["1"]}})", R"({"profile":{"sex":"unknown"}})",
             R"({"tags":{"any":["vip"]}})", R"({"profile":{"tiers":["regular"]}})", R"({"purchases":{"visits":{"min":1}}})" })
        QVERIFY2(!shop.isIn(json, gone), json);
    QVERIFY(MUST(shop.segments().tags(gone.key)).empty());
    QVERIFY(MUST(shop.segments().figures(std::vector { gone.key })).empty());
    QCOMPARE(MUST(shop.segments().rfm()), RfmTable {});
    QCOMPARE(shop.segments().tag(gone.key, { QStringLiteral("vip") }, {}).error().code, ErrorCode::MemberNotFound);
    QCOMPARE(shop.segments().recommend(gone.key, shop.till().catalog()).error().code, ErrorCode::MemberNotFound);
}

void SegmentTest::sealsAreOpenedLast()
{
    Regulars shop;
    for (int i = 0; i < 20; ++i)
        shop.member();
    const Member regular = shop.member();
    shop.visit(regular, 3, 2'000);
    SegmentSearch search(shop.till().database(), shop.till().members(), shop.till().settings().calendar, shop.till().settings().rfm, shop.today());
    MUST(search.find(shop.segment(R"({"purchases":{"visits":{"min":1}},"profile":{"sex":"female"}})")));
    QCOMPARE(search.openedSeals(), 1);
    MUST(search.find(shop.segment(R"({"anyOf":[{"purchases":{"visits":{"min":1}}},{"profile":{"sex":"female"}}]})")));
    QCOMPARE(search.openedSeals(), 1 + 20);
}

void SegmentTest::aSaleAtTheCounterCounts()
{
    Regulars shop;
    const Member regular = shop.member();
    shop.world().sell(shop.world().cart({ { "1", 2 } }), regular);
    QVERIFY(shop.isIn(R"({"purchases":{"days":1,"spendMinor":{"min":3600,"max":3600}},"bought":{"products":["1"],"categories":["甜品"]}})", regular));
    const SegmentRun run = MUST(shop.segments().run(shop.segment(R"({"lastVisitDaysAgo":{"max":0}})"), 10));
    QCOMPARE(run.members, (std::vector { regular.key }));
    QCOMPARE(run.figures.front().number, regular.number);
    QCOMPARE(run.figures.front().standing.spend.minor, 3'600);
    QCOMPARE(run.figures.front().standing.visits, 1);
    QCOMPARE(run.figures.front().score.recency, 5);
}

TANGYUAN_TEST(SegmentTest)
#include "SegmentTest.moc"
