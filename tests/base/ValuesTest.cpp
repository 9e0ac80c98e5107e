// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Id.h"
#include "core/base/Json.h"
#include "core/base/Money.h"
#include "tests/support/RoomTest.h"

#include <QDateTime>
#include <QTest>

using namespace tangyuan;

class ValuesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void moneyIsReadAsPeopleWriteIt_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("minor");
        QTest::newRow("yuan") << QStringLiteral("12") << qint64 { 1'200 };
        QTest::newRow("jiao") << QStringLiteral("12.5") << qint64 { 1'250 };
        QTest::newRow("fen") << QStringLiteral("0.05") << qint64 { 5 };
        QTest::newRow("sign") << QStringLiteral("¥8.80") << qint64 { 880 };
        QTest::newRow("wide sign") << QStringLiteral("\uFFE58.80") << qint64 { 880 };
        QTest::newRow("word") << QStringLiteral("8.8元") << qint64 { 880 };
        QTest::newRow("wide digits") << QStringLiteral("１２．５") << qint64 { 1'250 };
        QTest::newRow("groups") << QStringLiteral("1,234.50") << qint64 { 123'450 };
        QTest::newRow("negative") << QStringLiteral("-3.20") << qint64 { -320 };
        QTest::newRow("zero decimals more") << QStringLiteral("3.2000") << qint64 { 320 };
        QTest::newRow("no digit before the point") << QStringLiteral(".5") << qint64 { 50 };
    }
    void moneyIsReadAsPeopleWriteIt()
    {
        QFETCH(QString, text);
        QTEST(parseMoney(text).value_or(Money { -99'999 }).minor, "minor");
    }

    void nonsenseIsNoMoney_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : { "", " ", "abc", "1.234", "1..2", "--1", "1e5", "0x10", ".", "-", "99999999999999999999", "1 2" })
            QTest::newRow(text) << QString::fromUtf8(text);
        QTest::newRow("10 kB") << QString(10'240, u'9');
    }
    void nonsenseIsNoMoney()
    {
        QFETCH(QString, text);
        QVERIFY(!parseMoney(text).has_value());
    }

    void weightIsPricedToTheFen_data()
    {
        QTest::addColumn<qint64>("pricePerKg");
        QTest::addColumn<qint64>("grams");
        QTest::addColumn<qint64>("expected");
        QTest::newRow("455 g of ¥128") << qint64 { 12'800 } << qint64 { 455 } << qint64 { 5'824 };
        QTest::newRow("half a fen goes up") << qint64 { 10 } << qint64 { 50 } << qint64 { 1 };
        QTest::newRow("less than half goes down") << qint64 { 10 } << qint64 { 49 } << qint64 { 0 };
        QTest::newRow("one gram") << qint64 { 99'999'999 } << qint64 { 1 } << qint64 { 100'000 };
    }
    void weightIsPricedToTheFen()
    {
        QFETCH(qint64, pricePerKg);
        QFETCH(qint64, grams);
        QTEST(priceOf({ pricePerKg }, Quantity::grams(grams)).minor, "expected");
    }

    void negativeAmountsRoundAwayFromZeroToo()
    {
        QCOMPARE(multiplyDivide({ -5 }, 1, 2).minor, -3);
        QCOMPARE(multiplyDivide({ 5 }, 1, 2).minor, 3);
        QCOMPARE(multiplyDivide({ -7 }, 1, 3).minor, -2);
    }

    void quantitiesStayWithinWhatCanBeSold()
    {
        QVERIFY(!parseKilograms(u"-0.5").has_value());
        QVERIFY(!parseKilograms(u"0").has_value());
        QVERIFY(!parseKilograms(u"1000").has_value());
        QCOMPARE(parseKilograms(u"0.455")->amount, 455);
        QVERIFY(!parsePieces(u"0").has_value());
        QVERIFY(!parsePieces(u"10000").has_value());
        QVERIFY(!parsePieces(u"1.5").has_value());
        QCOMPARE(toPlainString(Quantity::grams(60)), QStringLiteral("0.060"));
    }

    void idsSortByTimeAndSurviveText()
    {
        FixedClock clock({ 1'700'000'000'000 });
        SeededRandom random(7);
        const Id first = Id::make(clock, random);
        clock.advanceMs(1);
        const Id second = Id::make(clock, random);
        QVERIFY(first < second);
        QCOMPARE(first.toString()[14], u'7');
        QVERIFY(QStringLiteral("89ab").contains(first.toString()[19]));
        QCOMPARE(Id::fromString(first.toString()).value(), first);
        QCOMPARE(Id::fromBytes(first.toBytes()).value(), first);
        QVERIFY(!Id::fromString(u"0192f3a0").has_value());
        QVERIFY(!Id::fromString(u"zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz").has_value());
    }

    void theBusinessDayEndsAtTheCutOffHour()
    {
        BusinessCalendar calendar;
        calendar.cutOffHour = 4;
        const UtcTime lateNight = calendar.fromLocal(QDate(2026, 11, 21), QTime(3, 59));
        QCOMPARE(calendar.businessDate(lateNight).yyyymmdd, 20261120);
        QCOMPARE(calendar.businessDate({ lateNight.ms + 60'000 }).yyyymmdd, 20261121);
        QCOMPARE(calendar.localHour(lateNight), 3);
        QCOMPARE((BusinessDate { 20261231 }).addDays(1).toString(), QStringLiteral("2027-01-01"));
    }

    void theSeededGeneratorIsTheSameEverywhere()
    {
        // The first outputs of splitmix64 for seed 0, as its authors publish them.
        SeededRandom random(0);
        QCOMPARE(random.next(), 0xE220A8397B1DCDAFULL);
        QCOMPARE(random.next(), 0x6E789E6AA1B965F4ULL);
        for (int i = 0; i < 1'000; ++i)
            QVERIFY(random.below(7) < 7);
    }

    void jsonNamesTheFieldThatIsWrong()
    {
        const QJsonObject json { { QStringLiteral("count"), 1.5 }, { QStringLiteral("name"), QStringLiteral("桂花") } };
        JsonReader reader(json);
        QCOMPARE(reader.text(QLatin1String("name"), 10), QStringLiteral("桂花"));
        reader.integer(QLatin1String("count"), 0, 10);
        const auto result = reader.finish();
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().context, QStringLiteral("count"));
        QVERIFY(!parseJsonObject("[1,2]").has_value());
        QVERIFY(!parseJsonObject(QByteArray(5 * 1024 * 1024, ' ')).has_value());
    }
};

TANGYUAN_TEST(ValuesTest)
#include "ValuesTest.moc"
