// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RoomTest.h"
#include "tests/usecases/segments/Regulars.h"

#include <QTest>

using namespace tangyuan;

/// "The usual?", and what they might like.
class RecommendationTest : public QObject {
    Q_OBJECT

    const QString crepe = QStringLiteral("1");
    const QString pomelo = QStringLiteral("2");
    const QString cherries = QStringLiteral("3");
    const QString dumplings = QStringLiteral("4");
    const QString oldCake = QStringLiteral("5"); ///< off sale

    static Recommendation recommendTo(Regulars& shop, const Member& member) { return MUST(shop.segments().recommend(member.key, shop.till().catalog())); }
    static Id id(Regulars& shop, const QString& plu) { return shop.world().product(plu.toLatin1().constData()).id; }

private Q_SLOTS:
    void theUsualComesByVisits();
    void theUsualForgetsAfterHalfAYear();
    void similarTastesFirstThenTheFavouriteCategory();
    void whatIsOffSaleOrTriedIsNotSuggested();
    void aNewMemberHasNoTastesYet();
    void tastesAreReadOnceADay();
    void costsAFewStatements();
};

void RecommendationTest::theUsualComesByVisits()
{
    Regulars shop;
    const Member regular = shop.member();
    for (int i = 1; i <= 3; ++i)
        shop.visit(regular, i, 2'000, { pomelo, pomelo });
    shop.visit(regular, 4, 2'000, { crepe, cherries, oldCake });
    shop.visit(regular, 5, 2'000, { crepe, dumplings, dumplings });
    shop.visit(regular, 1, -2'000, { crepe }); // brought back: no visit
    const auto usual = recommendTo(shop, regular).usual;
    QCOMPARE(usual.size(), size_t { 3 });
    QCOMPARE(usual[0], (UsualProduct { id(shop, pomelo), 3 }));
    QCOMPARE(usual[1], (UsualProduct { id(shop, crepe), 2 }));
    QCOMPARE(usual[2].visits, 1);
}

void RecommendationTest::theUsualForgetsAfterHalfAYear()
{
    Regulars shop;
    const Member regular = shop.member();
    shop.visit(regular, 179, 2'000, { crepe });
    shop.visit(regular, 180, 2'000, { pomelo });
    QCOMPARE(recommendTo(shop, regular).usual, (std::vector { UsualProduct { id(shop, crepe), 1 } }));
}

void RecommendationTest::similarTastesFirstThenTheFavouriteCategory()
{
    Regulars shop;
    const Member regular = shop.member();
    const Member alike = shop.member();
    shop.visit(regular, 9, 2'000, { crepe });
    shop.visit(alike, 8, 2'000, { crepe });
    shop.visit(alike, 2, 2'000, { cherries });
    for (int i = 0; i < 3; ++i)
        shop.visit({}, i, 2'000, { dumplings }); // popular among people of other tastes
    const auto untried = recommendTo(shop, regular).untried;
    QCOMPARE(untried,
        (std::vector { UntriedProduct { id(shop, cherries), UntriedProduct::Reason::SimilarTastes, 1 },
            UntriedProduct { id(shop, dumplings), UntriedProduct::Reason::FavouriteCategory, 3 } }));
}

void RecommendationTest::whatIsOffSaleOrTriedIsNotSuggested()
{
    Regulars shop;
    const Member regular = shop.member();
    shop.visit(regular, 9, 2'000, { crepe, pomelo, cherries, dumplings });
    shop.visit({}, 1, 2'000, { crepe, pomelo, oldCake });
    QVERIFY(recommendTo(shop, regular).untried.empty());
}

void RecommendationTest::aNewMemberHasNoTastesYet()
{
    Regulars shop;
    shop.visit({}, 1, 2'000, { crepe });
    QCOMPARE(recommendTo(shop, shop.member()), Recommendation {});
}

void RecommendationTest::tastesAreReadOnceADay()
{
    Regulars shop;
    const Member regular = shop.member();
    shop.visit(regular, 9, 2'000, { crepe });
    QVERIFY(recommendTo(shop, regular).untried.empty());
    shop.visit({}, 0, 2'000, { crepe, pomelo });
    QVERIFY(recommendTo(shop, regular).untried.empty());
    shop.world().clock().advanceMs(86'400'000);
    QCOMPARE(recommendTo(shop, regular).untried.size(), size_t { 1 });
}

void RecommendationTest::costsAFewStatements()
{
    Regulars shop;
    const Member regular = shop.member();
    for (int i = 0; i < 2 * Segments::ownSales; ++i)
        shop.visit(regular, i, 2'000, { i < Segments::ownSales ? crepe : pomelo });
    recommendTo(shop, regular);
    qint64 statements = 0;
    shop.till().database().setFaultHook([&](qint64 statement) -> std::optional<ErrorCode> {
        statements = statement;
        return {};
    });
    const auto recommendation = recommendTo(shop, regular);
    shop.till().database().setFaultHook({});
    QVERIFY(statements <= 2);
    QCOMPARE(recommendation.usual, (std::vector { UsualProduct { id(shop, crepe), Segments::ownSales } }));
}

TANGYUAN_TEST(RecommendationTest)
#include "RecommendationTest.moc"
