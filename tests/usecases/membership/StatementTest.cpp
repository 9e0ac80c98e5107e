// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/membership/Statements.h"
#include "tests/support/RoomTest.h"
#include "tests/support/World.h"

#include <QTest>

using namespace tangyuan;
using namespace Qt::StringLiterals;

class StatementTest : public QObject {
    Q_OBJECT

    static void step(World& world) { world.clock().advanceMs(60'000); }

private Q_SLOTS:
    void everyLineContinuesTheOneBefore()
    {
        World world;
        const Member member = world.member("13800138000");
        const Sale sale = world.sell(world.cart({ { "1", 100 } }), member); // ¥1800: 180 points
        step(world);
        MUST(world.till().loyalty().recharge(member, { 10'000 }, {}, TenderMethod::Cash));
        step(world);
        MUST(world.till().loyalty().adjustPoints(member, -150, u"test"_s));
        step(world);
        MUST(world.till().refunds().refund({ sale, {}, TenderMethod::Cash, {}, {} })); // 30 are there, 150 are owed
        step(world);
        MUST(world.till().loyalty().adjustPoints(member, 200, u"test"_s)); // pays the debt
        Statement statement = MUST(makeStatement(world.till().ledger(), member.key, world.till().rules(), world.till().today(), 2));
        QCOMPARE(statement.points, Points { 50 });
        QCOMPARE(statement.value.sum(), Money { 10'000 });
        while (statement.next)
            MUST(extendStatement(statement, world.till().ledger(), member.key, world.till().rules(), 2));
        for (const Currency currency : currencies) {
            std::optional<qint64> expected;
            for (const StatementLine& line : statement.lines) {
                if (line.currency != currency)
                    continue;
                if (expected)
                    QCOMPARE(line.balance, *expected);
                expected = line.balance - line.change;
            }
            QCOMPARE(expected.value_or(0), 0);
            QCOMPARE(statement.openings[static_cast<size_t>(currency)], 0);
        }
        QCOMPARE(statement.lines.front().balance, 50);
        QCOMPARE(statement.lines.back().kind, MovementKind::Purchase);
        QCOMPARE(statement.lines.back().number, sale.number);
    }

    void whatARecordBeginsWithIsTheBalanceBefore()
    {
        Movement movement;
        movement.reason = u"opening"_s;
        QCOMPARE(movementKind(movement), MovementKind::Opening);
        movement.reason = u"opening:tasting"_s;
        QCOMPARE(movementKind(movement), MovementKind::Other);
    }

    /// A sale's id is as old as its cart; what counts is when it was booked.
    void aRechargeWhileTheCartIsOpenStandsBeforeWhatItPaid()
    {
        World world;
        const Member member = world.member("13800138000");
        Cart cart = world.cart({ { "1", 1 } }); // ¥18
        cart.member = member.id;
        step(world);
        MUST(world.till().loyalty().recharge(member, { 2'000 }, {}, TenderMethod::Cash));
        step(world);
        MUST(world.till().checkout().commit({ .cart = cart, .tenders = { { TenderMethod::StoredValue, { 1'800 } } }, .member = member, .cashier = {} }));
        Statement statement = MUST(makeStatement(world.till().ledger(), member.key, world.till().rules(), world.till().today(), 1));
        while (statement.next)
            MUST(extendStatement(statement, world.till().ledger(), member.key, world.till().rules(), 1));
        std::erase_if(statement.lines, [](const StatementLine& line) { return line.currency != Currency::Principal; });
        QCOMPARE(statement.lines.size(), size_t { 2 });
        QCOMPARE(statement.lines[0].kind, MovementKind::Purchase);
        QCOMPARE(statement.lines[0].balance, 200);
        QCOMPARE(statement.lines[1].kind, MovementKind::Recharge);
        QCOMPARE(statement.lines[1].balance, 2'000);
        QCOMPARE(MUST(world.till().ledger().latestFacts(member.key, 1)).front(), cart.id);
    }

    void theFileSpeaksEitherLanguage()
    {
        World world;
        const Member member = world.member("13800138000");
        MUST(world.till().loyalty().recharge(member, { 12'345 }, {}, TenderMethod::Cash));
        const Statement statement = MUST(makeStatement(world.till().ledger(), member.key, world.till().rules(), world.till().today(), 50));
        const QString chinese = MUST(decodeText(statementCsv(statement.lines, { CsvLanguage::Chinese, CsvEncoding::Gb18030 })));
        QVERIFY2(
            chinese.startsWith(u"日期,事由,名称,账户,变动,余额,有效期至,单号\r\n2026-11-20,储值充值,,储值本金,123.45,123.45,,A01-"_s), qPrintable(chinese));
        const QByteArray english = statementCsv(statement.lines, { CsvLanguage::English, CsvEncoding::Utf8Bom });
        QVERIFY(english.startsWith("\xEF\xBB\xBF"
                                   "date,what,name,account,change,balance,expires,number\r\n"));
    }

    void everyReasonHasItsWord_data()
    {
        QTest::addColumn<QString>("reason");
        for (const char* reason :
            { "sale", "bonus:x", "gift:x", "refund", "check-in", "event:x", "review", "referral", "invite", "adjustment", "hold", "release", "capture", "undo",
                "mall:x", "donation:x", "lottery:x", "taken:x", "given", "welcome", "birthday", "tier:gold", "recharge", "principal-refund", "expiry" })
            QTest::newRow(reason) << QString::fromLatin1(reason);
    }

    void everyReasonHasItsWord()
    {
        QFETCH(QString, reason);
        Movement movement;
        movement.reason = reason;
        QVERIFY(movementKind(movement) != MovementKind::Other);
    }
};

TANGYUAN_TEST(StatementTest)
#include "StatementTest.moc"
