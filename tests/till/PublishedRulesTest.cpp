// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RoomTest.h"
#include "tests/support/World.h"

#include <QTest>

using namespace tangyuan;

/// Rules on their way into the book.
class PublishedRulesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusedRulesNeverReachTheBook()
    {
        World world;
        LoyaltyRules rules;
        rules.earning.rules[0] = { .id = name("base"), .per = { 100 }, .points = { 50 } };
        const auto published = world.till().publishRules(rules, Till::Notice::Waived);
        QVERIFY(!published.has_value());
        QCOMPARE(published.error().code, ErrorCode::RulesRefused);
        QVERIFY(published.error().context.contains(name("earnsMoreThanItCosts")));
        QCOMPARE(world.till().rulesBook().versions().size(), size_t { 1 });
    }

    void membersAreToldAheadUnlessItIsBetterForThem()
    {
        World world; // 20 November 2026
        LoyaltyRules rules = world.till().rules();
        rules.earning.rules[0].per = { 2'000 };
        const LoyaltyRules worse = MUST(world.till().publishRules(rules, Till::Notice::Kept));
        QCOMPARE(worse.effectiveFrom.yyyymmdd, 20261127);
        QCOMPARE(world.till().rules().version, 1);
        QCOMPARE(world.till().rulesBook().upcoming(world.till().today())->version, 2);
        QVERIFY(isWorseForMembers(world.till().rules(), worse));
        world.clock().advanceMs(qint64 { 7 } * 24 * 3'600'000);
        QCOMPARE(world.till().rules().version, 2);
        QVERIFY(!world.till().rulesBook().upcoming(world.till().today()));
        world.restart();
        QCOMPARE(world.till().rules().version, 2);
        QCOMPARE(world.till().rulesBook().at({ 20261126 }).version, 1);
    }
};

TANGYUAN_TEST(PublishedRulesTest)
#include "PublishedRulesTest.moc"
