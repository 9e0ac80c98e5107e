// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/till/DailyWork.h"
#include "tests/support/RoomTest.h"
#include "tests/support/World.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace tangyuan;

class DailyWorkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void endsWhatIsOverAndTakesTiersThatWereLostOnceADay()
    {
        World world;
        LoyaltyRules rules;
        rules.term = { PointsTerm::Kind::Months, 1, {} };
        rules.tiers.tiers[1].needs = { { .spend = Money { 5'000 } } };
        rules.tiers.windowDays = 30;
        rules.tiers.graceDays = 0;
        world.publish(rules);
        const Member member = world.member("13800138000");
        world.sell(world.cart({ { "2", 4 } }), member); // ¥104: 10 points, silver
        MUST(world.till().loyalty().greet(member));
        QVERIFY(MUST(world.till().members().byKey(member.key)).tier == Tier::Silver);

        const QuietMoment quiet;
        DailyWork work(world.till(), quiet);
        QSignalSpy finished(&work, &DailyWork::finished);
        const auto balanceInTheLedger = [&] {
            qint64 remaining = 0;
            for (const Lot& lot : MUST(world.till().ledger().state(member.key)).lots)
                remaining += lot.remaining;
            return remaining;
        };
        work.start();
        QVERIFY(finished.wait());
        QCOMPARE(balanceInTheLedger(), 10);

        world.goTo(QDate(2026, 12, 21));
        world.sell(world.cart({ { "1", 1 } })); // the shop is open: the clock is to be trusted
        work.start();
        QVERIFY(finished.wait());
        QCOMPARE(balanceInTheLedger(), 0);
        QVERIFY(MUST(world.till().members().byKey(member.key)).tier == Tier::Silver); // no longer earned since today
        work.start();
        QVERIFY(!finished.wait(200)); // once a day

        world.goTo(QDate(2026, 12, 22));
        work.start();
        QVERIFY(finished.wait());
        QVERIFY(MUST(world.till().members().byKey(member.key)).tier == Tier::Regular);
    }

    void aSegmentsTagFollowsItsMembers()
    {
        World world;
        const Member regular = world.member("13800138000");
        const Member stranger = world.member("13800138001");
        Segment segment = MUST(Segment::fromJson(QJsonDocument::fromJson(R"({"purchases":{"days":30,"visits":{"min":1}},"tag":"常客"})").object()));
        MUST(world.till().segments().save(QStringLiteral("常客"), segment));
        world.sell(world.cart({ { "1", 1 } }), regular);
        const QuietMoment quiet;
        DailyWork work(world.till(), quiet);
        QSignalSpy finished(&work, &DailyWork::finished);
        work.start();
        QVERIFY(finished.wait());
        QCOMPARE(MUST(world.till().segments().tags(regular.key)).size(), size_t { 1 });
        QVERIFY(MUST(world.till().segments().tags(stranger.key)).empty());
        world.goTo(QDate(2027, 1, 20));
        world.sell(world.cart({ { "1", 1 } }), stranger);
        work.start();
        QVERIFY(finished.wait());
        QVERIFY(MUST(world.till().segments().tags(regular.key)).empty());
        QCOMPARE(MUST(world.till().segments().tags(stranger.key)).size(), size_t { 1 });
    }

    void aTierGivenByHandStays()
    {
        World world;
        LoyaltyRules rules;
        rules.tiers.tiers[1].needs = { { .spend = Money { 5'000 } } };
        rules.tiers.graceDays = 0;
        world.publish(rules);
        const Member member = world.member("13800138000", "王小梅", Tier::Gold);
        const QuietMoment quiet;
        DailyWork work(world.till(), quiet);
        QSignalSpy finished(&work, &DailyWork::finished);
        for (int day = 21; day < 24; ++day) {
            world.goTo(QDate(2026, 11, day));
            work.start();
            QVERIFY(finished.wait());
        }
        QVERIFY(MUST(world.till().members().byKey(member.key)).tier == Tier::Gold);
    }
};

TANGYUAN_TEST(DailyWorkTest)
#include "DailyWorkTest.moc"
