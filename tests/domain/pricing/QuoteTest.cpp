// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/pricing/Quote.h"
#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;

namespace {

CartLine line(qint64 priceMinor, qint64 amount, Quantity::Unit unit = Quantity::Unit::Piece)
{
    CartLine made;
    made.product.unit = unit;
    made.product.price = { priceMinor };
    made.quantity = { unit, amount };
    return made;
}

/// Who stands there; nobody is a passer-by.
struct Who {
    Situation situation;
    Points pointsUsable;
};

Quote quote(const Cart& cart, const LoyaltyRules& rules, const std::optional<Who>& who)
{
    const PriceList none;
    QuoteInput input { cart, rules, none, who ? who->situation : Situation { .date = { 20261120 }, .isMember = false } };
    if (who)
        input.member = QuoteMember { who->pointsUsable };
    return tangyuan::quote(input);
}

Who who(Tier tier = Tier::Regular, qint64 points = 0)
{
    Who member;
    member.situation.date = { 20261120 };
    member.situation.tier = tier;
    member.pointsUsable = { points };
    return member;
}

Cart cartOf(std::vector<CartLine> lines, qint64 pointsWanted = 0)
{
    Cart cart;
    cart.lines = std::move(lines);
    cart.pointsWanted = { pointsWanted };
    return cart;
}

}

class QuoteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPasserByPaysThePriceAndEarnsNothing()
    {
        const Quote priced = quote(cartOf({ line(1'800, 2), line(12'800, 455, Quantity::Unit::Gram) }), {}, {});
        QCOMPARE(priced.total.minor, 3'600 + 5'824);
        QCOMPARE(priced.saved.minor, 0);
        QCOMPARE(priced.pointsEarned().count, 0);
    }

    void aGoldMemberPaysNinetyFivePercentOfEachLine()
    {
        const Quote priced = quote(cartOf({ line(1'250, 1), line(1'800, 1) }), {}, who(Tier::Gold));
        QCOMPARE(priced.lines[0].total.minor, 1'188); // 11.875 up
        QCOMPARE(priced.lines[1].total.minor, 1'710);
        QCOMPARE(priced.lines[0].adjustments.at(0).label, QStringLiteral("gold"));
        QCOMPARE(priced.saved.minor, 62 + 90);
    }

    void aTiersOwnPriceGoesBeforeItsRateAndNeverAboveThePrice()
    {
        CartLine cheap = line(2'000, 1);
        cheap.product.tierPrices[static_cast<size_t>(Tier::Gold)] = Money { 1'500 };
        CartLine wrong = line(2'000, 1);
        wrong.product.tierPrices[static_cast<size_t>(Tier::Gold)] = Money { 2'500 };
        const Quote priced = quote(cartOf({ cheap, wrong }), {}, who(Tier::Gold));
        QCOMPARE(priced.lines[0].total.minor, 1'500);
        QCOMPARE(priced.lines[1].total.minor, 2'000);
    }

    void aLabelsPriceGoesBeforePriceTimesWeight()
    {
        CartLine labelled = line(12'800, 455, Quantity::Unit::Gram);
        labelled.labelPrice = Money { 5'800 };
        QCOMPARE(quote(cartOf({ labelled }), {}, {}).total.minor, 5'800);
    }

    void onePointForEveryFullTenYuan_data()
    {
        QTest::addColumn<qint64>("price");
        QTest::addColumn<qint64>("points");
        QTest::newRow("¥9.99") << qint64 { 999 } << qint64 { 0 };
        QTest::newRow("¥10") << qint64 { 1'000 } << qint64 { 1 };
        QTest::newRow("¥19.99") << qint64 { 1'999 } << qint64 { 1 };
        QTest::newRow("¥128") << qint64 { 12'800 } << qint64 { 12 };
    }
    void onePointForEveryFullTenYuan()
    {
        QFETCH(qint64, price);
        QTEST(quote(cartOf({ line(price, 1) }), {}, who()).pointsEarned().count, "points");
    }

    void fiveHundredPointsAreTenYuan_data()
    {
        QTest::addColumn<qint64>("price");
        QTest::addColumn<qint64>("balance");
        QTest::addColumn<qint64>("wanted");
        QTest::addColumn<qint64>("spent");
        QTest::addColumn<qint64>("total");
        QTest::newRow("one step") << qint64 { 3'000 } << qint64 { 1'200 } << qint64 { 500 } << qint64 { 500 } << qint64 { 2'000 };
        QTest::newRow("all that fits") << qint64 { 3'000 } << qint64 { 9'999 } << qint64 { 9'999 } << qint64 { 1'500 } << qint64 { 0 };
        QTest::newRow("not beyond the balance") << qint64 { 3'000 } << qint64 { 700 } << qint64 { 1'500 } << qint64 { 500 } << qint64 { 2'000 };
        QTest::newRow("no broken step") << qint64 { 3'000 } << qint64 { 499 } << qint64 { 499 } << qint64 { 0 } << qint64 { 3'000 };
        QTest::newRow("not beyond the total") << qint64 { 999 } << qint64 { 5'000 } << qint64 { 500 } << qint64 { 0 } << qint64 { 999 };
        QTest::newRow("a negative wish is none") << qint64 { 3'000 } << qint64 { 5'000 } << qint64 { -500 } << qint64 { 0 } << qint64 { 3'000 };
    }
    void fiveHundredPointsAreTenYuan()
    {
        QFETCH(qint64, price);
        QFETCH(qint64, balance);
        QFETCH(qint64, wanted);
        const Quote priced = quote(cartOf({ line(price, 1) }, wanted), {}, who(Tier::Regular, balance));
        QTEST(priced.pointsSpent.count, "spent");
        QTEST(priced.total.minor, "total");
    }

    void pointsEarnOnlyOnWhatIsReallyPaid() { QCOMPARE(quote(cartOf({ line(3'000, 1) }, 500), {}, who(Tier::Regular, 500)).pointsEarned().count, 2); }

    void spreadsSumToTheFen()
    {
        const auto parts = spread({ -1'000 }, { { 1 }, { 1 }, { 1 } });
        QCOMPARE(parts[0].minor, -334);
        QCOMPARE(parts[1].minor, -333);
        QCOMPARE(parts[2].minor, -333);
        QCOMPARE(spread({ 7 }, { { 0 }, { 0 } })[0].minor, 7);
    }

    void whateverTheCartLinesAndTotalAgree()
    {
        const quint64 seed = 20'261'122;
        qInfo("seed %llu", seed);
        SeededRandom random(seed);
        for (int round = 0; round < 5'000; ++round) {
            std::vector<CartLine> lines;
            for (quint64 i = 0; i <= random.below(8); ++i) {
                const bool weighed = random.below(3) == 0;
                lines.push_back(line(static_cast<qint64>(random.below(20'000)), static_cast<qint64>(1 + random.below(weighed ? 3'000 : 9)),
                    weighed ? Quantity::Unit::Gram : Quantity::Unit::Piece));
            }
            const Who member = who(static_cast<Tier>(random.below(4)), static_cast<qint64>(random.below(20'000)));
            const Quote priced = quote(cartOf(lines, static_cast<qint64>(random.below(20'000))), {}, member);
            Money total;
            for (const QuoteLine& pricedLine : priced.lines) {
                Money own = pricedLine.gross;
                for (const Adjustment& adjustment : pricedLine.adjustments)
                    own += adjustment.amount;
                QCOMPARE(own.minor, pricedLine.total.minor);
                QVERIFY(own.minor >= 0);
                total += own;
            }
            QCOMPARE(total.minor, priced.total.minor);
            QCOMPARE((priced.gross - priced.saved).minor, priced.total.minor);
            QVERIFY(priced.pointsSpent <= member.pointsUsable);
            QVERIFY(priced.pointsSpent.count % 500 == 0);
        }
    }

    void pointsKeepToMinimumAndCaps_data()
    {
        QTest::addColumn<qint64>("minimum");
        QTest::addColumn<qint64>("capOfOrder");
        QTest::addColumn<qint64>("capPerOrder");
        QTest::addColumn<qint64>("spent");
        QTest::newRow("free") << qint64 { 0 } << qint64 { 10'000 } << qint64 { -1 } << qint64 { 5'000 };
        QTest::newRow("half of the order at most") << qint64 { 0 } << qint64 { 5'000 } << qint64 { -1 } << qint64 { 2'500 };
        QTest::newRow("at most 1200 points, whole steps") << qint64 { 0 } << qint64 { 10'000 } << qint64 { 1'200 } << qint64 { 1'000 };
        QTest::newRow("from 3000 points on") << qint64 { 3'000 } << qint64 { 5'000 } << qint64 { -1 } << qint64 { 0 };
    }
    void pointsKeepToMinimumAndCaps()
    {
        QFETCH(qint64, minimum);
        QFETCH(qint64, capOfOrder);
        QFETCH(qint64, capPerOrder);
        LoyaltyRules rules;
        rules.redemption.minimum = { minimum };
        rules.redemption.capOfOrder = { static_cast<qint32>(capOfOrder) };
        if (capPerOrder >= 0)
            rules.redemption.capPerOrder = Points { capPerOrder };
        const Quote priced = quote(cartOf({ line(10'000, 1) }, 99'999), rules, who(Tier::Regular, 9'999));
        QTEST(priced.pointsSpent.count, "spent");
    }

    void inClearingWeekAStepIsWorthMore()
    {
        LoyaltyRules rules;
        rules.redemption.offers
            = { { QStringLiteral("clearing"), QStringLiteral("清零周"), { .from = BusinessDate { 20261224 }, .to = BusinessDate { 20261231 } }, { 12'000 } } };
        Who member = who(Tier::Regular, 500);
        QCOMPARE(quote(cartOf({ line(3'000, 1) }, 500), rules, member).total.minor, 2'000);
        member.situation.date = { 20261224 };
        QCOMPARE(quote(cartOf({ line(3'000, 1) }, 500), rules, member).total.minor, 1'800);
        member.situation.date = { 20270101 };
        QCOMPARE(quote(cartOf({ line(3'000, 1) }, 500), rules, member).total.minor, 2'000);
    }

    void aCompanysContractPriceCountsWhereItIsLower()
    {
        LoyaltyRules rules;
        rules.groups = { { .tag = QStringLiteral("公司"), .name = QStringLiteral("企业客户"), .rate = { 9'200 } } };
        Who member = who(Tier::Silver);
        member.situation.tags = { QStringLiteral("公司") };
        const Quote priced = quote(cartOf({ line(10'000, 1) }), rules, member);
        QCOMPARE(priced.total.minor, 9'200);
        QVERIFY(priced.lines[0].adjustments[0].rule == Adjustment::Rule::GroupPrice);
        member.situation.tier = Tier::Diamond;
        QCOMPARE(quote(cartOf({ line(10'000, 1) }), rules, member).total.minor, 9'000);
    }
};

TANGYUAN_TEST(QuoteTest)
#include "QuoteTest.moc"
