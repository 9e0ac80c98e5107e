// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RoomTest.h"
#include "tests/usecases/segments/Regulars.h"

#include <QTest>

using namespace tangyuan;

/// Scores by the shop's own cuts.
class RfmTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scoresAtTheCuts_data();
    void scoresAtTheCuts();
    void boundsSayWhatScoresSay();
    void rfmSegmentsFollowTheShopsCuts();
    void cutsMustAscend_data();
    void cutsMustAscend();
};

void RfmTest::scoresAtTheCuts_data()
{
    QTest::addColumn<qint64>("daysAgo");
    QTest::addColumn<qint64>("visits");
    QTest::addColumn<qint64>("spendMinor");
    QTest::addColumn<QString>("score");
    QTest::newRow("best") << qint64 { 0 } << qint64 { 99 } << qint64 { 999'999 } << QStringLiteral("555");
    QTest::newRow("at the cuts of 5") << qint64 { 14 } << qint64 { 16 } << qint64 { 100'000 } << QStringLiteral("555");
    QTest::newRow("past the cuts of 5") << qint64 { 15 } << qint64 { 15 } << qint64 { 99'999 } << QStringLiteral("444");
    QTest::newRow("at the cuts of 4") << qint64 { 30 } << qint64 { 8 } << qint64 { 40'000 } << QStringLiteral("444");
    QTest::newRow("past the cuts of 4") << qint64 { 31 } << qint64 { 7 } << qint64 { 39'999 } << QStringLiteral("333");
    QTest::newRow("at the cuts of 2") << qint64 { 120 } << qint64 { 2 } << qint64 { 5'000 } << QStringLiteral("222");
    QTest::newRow("past the cuts of 2") << qint64 { 121 } << qint64 { 1 } << qint64 { 4'999 } << QStringLiteral("111");
    QTest::newRow("more went back than came in") << qint64 { 5 } << qint64 { 0 } << qint64 { -300 } << QStringLiteral("511");
}

void RfmTest::scoresAtTheCuts()
{
    QFETCH(qint64, daysAgo);
    QFETCH(qint64, visits);
    QFETCH(qint64, spendMinor);
    QFETCH(QString, score);
    const RfmScore given = RfmCuts {}.score(daysAgo, visits, { spendMinor });
    QCOMPARE(QStringLiteral("%1%2%3").arg(given.recency).arg(given.frequency).arg(given.monetary), score);
}

void RfmTest::boundsSayWhatScoresSay()
{
    const RfmCuts cuts { .recencyDays = { 3, 7, 9, 20 }, .frequencyVisits = { 1, 3, 4, 6 }, .monetaryMinor = { 2, 5, 8, 11 } };
    for (int least = 1; least <= RfmScore::best; ++least) {
        for (int most = least; most <= RfmScore::best; ++most) {
            const Bounds wanted { least, most };
            for (qint64 value = 0; value < 30; ++value) {
                const RfmScore score = cuts.score(value, value, { value });
                QCOMPARE(boundsOfRecency(cuts.recencyDays, wanted).contains(value), wanted.contains(score.recency));
                QCOMPARE(boundsOfReached(cuts.frequencyVisits, wanted).contains(value), wanted.contains(score.frequency));
                QCOMPARE(boundsOfReached(cuts.monetaryMinor, wanted).contains(value), wanted.contains(score.monetary));
            }
        }
    }
}

void RfmTest::rfmSegmentsFollowTheShopsCuts()
{
    Regulars shop;
    const Member regular = shop.member();
    shop.visit(regular, 10, 6'000);
    shop.visit(regular, 364, 4'000);
    shop.visit(regular, 365, 90'000); // the day before the year begins
    QVERIFY(shop.isIn(R"({"rfm":{"recency":{"min":5},"frequency":{"min":2,"max":2},"monetary":{"min":2,"max":2}}})", regular));
    const RfmTable table = MUST(shop.segments().rfm());
    QCOMPARE(table.of({ 5, 2, 2 }), 1);
    ShopSettings settings = shop.till().settings();
    settings.rfm = { .recencyDays = { 5, 10, 20, 30 }, .frequencyVisits = { 1, 2, 3, 4 }, .monetaryMinor = { 100, 200, 300, 10'001 } };
    MUST(shop.till().saveSettings(settings));
    shop.world().restart();
    QCOMPARE(shop.till().settings().rfm, settings.rfm);
    QVERIFY(shop.isIn(R"({"rfm":{"recency":{"min":4,"max":4},"frequency":{"min":3,"max":3},"monetary":{"min":4,"max":4}}})", regular));
}

void RfmTest::cutsMustAscend_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("key"); // empty: fine
    QTest::newRow("defaults") << QByteArray("{}") << QString();
    QTest::newRow("fine") << QByteArray(R"({"recencyDays":[7,14,30,60],"windowDays":180})") << QString();
    QTest::newRow("equal") << QByteArray(R"({"recencyDays":[7,14,14,60]})") << QStringLiteral("recencyDays");
    QTest::newRow("three") << QByteArray(R"({"frequencyVisits":[1,2,3]})") << QStringLiteral("frequencyVisits");
    QTest::newRow("five") << QByteArray(R"({"frequencyVisits":[1,2,3,4,5]})") << QStringLiteral("frequencyVisits");
    QTest::newRow("zero") << QByteArray(R"({"monetaryMinor":[0,2,3,4]})") << QStringLiteral("monetaryMinor");
    QTest::newRow("broken number") << QByteArray(R"({"monetaryMinor":[1.5,2,3,4]})") << QStringLiteral("monetaryMinor");
    QTest::newRow("no window") << QByteArray(R"({"windowDays":0})") << QStringLiteral("windowDays");
    QTest::newRow("unknown") << QByteArray(R"({"days":7})") << QStringLiteral("days");
}

void RfmTest::cutsMustAscend()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, key);
    const auto cuts = RfmCuts::fromJson(MUST(parseJsonObject(json)));
    QCOMPARE(cuts.has_value(), key.isEmpty());
    if (cuts)
        QCOMPARE(MUST(RfmCuts::fromJson(cuts->toJson())), *cuts);
    else
        QCOMPARE(cuts.error().context, key);
}

TANGYUAN_TEST(RfmTest)
#include "RfmTest.moc"
