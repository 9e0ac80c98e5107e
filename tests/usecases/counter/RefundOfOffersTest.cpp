// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/Verification.h"
#include "tests/support/RoomTest.h"
#include "tests/support/World.h"

#include <QTest>

using namespace tangyuan;
using namespace Qt::Literals::StringLiterals;

namespace {

GoodsScope ofProducts(std::vector<QString> numbers)
{
    GoodsScope scope;
    scope.products = std::move(numbers);
    return scope;
}

/// 芒果班戟 ¥18, 杨枝甘露 ¥26 and 红豆汤圆 ¥12.50 together: ¥56.50.
Offer setOfThree()
{
    Offer set;
    set.id = u"set"_s;
    set.name = u"三件套餐40元"_s;
    set.kind = Offer::Kind::Set;
    set.parts = { { ofProducts({ u"1"_s }) }, { ofProducts({ u"2"_s }) }, { ofProducts({ u"4"_s }) } };
    set.amount = { 4'000 };
    return set;
}

Offer twoAndOne()
{
    Offer gift;
    gift.id = u"two-and-one"_s;
    gift.name = u"买二送一"_s;
    gift.kind = Offer::Kind::BuyGet;
    gift.scope = ofProducts({ u"1"_s, u"2"_s, u"4"_s });
    gift.rate = {};
    gift.buy = 2;
    return gift;
}

Offer order(Rung rung)
{
    Offer made;
    made.id = u"order"_s;
    made.name = u"满减"_s;
    made.kind = Offer::Kind::Order;
    made.rungs = { rung };
    return made;
}

struct BundleShop : World {
    Member buyer = member("13800138000");

    explicit BundleShop(std::vector<Offer> promotions, Rounding rounding = {})
    {
        PriceRules rules;
        rules.promotions = std::move(promotions);
        rules.rounding = rounding;
        MUST(till().publishPrices(rules));
    }
    Sale sellBundle(qint64 times = 1) { return sell(cart({ { "1", times }, { "2", times }, { "4", times } }), buyer); }
    Result<Refund> tryRefund(const Sale& sale, std::vector<qint32> lines = {})
    {
        return till().refunds().refund({ sale, std::move(lines), TenderMethod::Cash, u"小林"_s, u"不要了"_s });
    }
    Refund refund(const Sale& sale, std::vector<qint32> lines = {}) { return MUST(tryRefund(sale, std::move(lines))); }
    qint64 points() { return MUST(till().checkout().balances(buyer.key)).points.count; }
};

}

/// Part of a bundle comes back: each line for what it bore of the price, and all of it for what was paid.
class RefundOfOffersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneLineThenTheRest_data()
    {
        QTest::addColumn<QString>("offer");
        QTest::addColumn<qint32>("line");
        QTest::addColumn<qint64>("back");
        QTest::addColumn<qint64>("paid");
        // ¥40 over 18, 26 and 12.50.
        QTest::newRow("set, the first") << u"set"_s << 0 << qint64 { 1'274 } << qint64 { 4'000 };
        QTest::newRow("set, the second") << u"set"_s << 1 << qint64 { 1'841 } << qint64 { 4'000 };
        QTest::newRow("set, the third") << u"set"_s << 2 << qint64 { 885 } << qint64 { 4'000 };
        // ¥44 over the same: what was got for nothing bears its part too.
        QTest::newRow("two and one, one that was bought") << u"two-and-one"_s << 0 << qint64 { 1'402 } << qint64 { 4'400 };
        QTest::newRow("two and one, the dearest") << u"two-and-one"_s << 1 << qint64 { 2'025 } << qint64 { 4'400 };
        QTest::newRow("two and one, what was got") << u"two-and-one"_s << 2 << qint64 { 973 } << qint64 { 4'400 };
    }
    void oneLineThenTheRest()
    {
        QFETCH(QString, offer);
        QFETCH(qint32, line);
        QFETCH(qint64, paid);
        BundleShop shop({ offer == u"set" ? setOfThree() : twoAndOne() });
        const Sale sale = shop.sellBundle();
        QCOMPARE(sale.total.minor, paid);
        QCOMPARE(sale.offers.size(), size_t { 1 });
        QCOMPARE(sale.offers[0].id, offer);
        QCOMPARE(sale.offers[0].saved.minor, 5'650 - paid);
        QCOMPARE(shop.points(), 4);

        const Refund first = shop.refund(sale, { line });
        QTEST(first.total.minor, "back");
        QCOMPARE(first.total, sale.lines[static_cast<size_t>(line)].total);
        QCOMPARE(first.tenders.at(0).amount, first.total);
        QCOMPARE(shop.tryRefund(sale, { line }).error().code, ErrorCode::AlreadyRefunded);
        QCOMPARE(shop.points(), 4 - first.pointsTaken.count);

        const Refund rest = shop.refund(sale);
        QCOMPARE(rest.refunded.size(), size_t { 2 });
        QCOMPARE((first.total + rest.total).minor, paid);
        QCOMPARE(first.pointsTaken + rest.pointsTaken, sale.pointsEarned);
        QCOMPARE(shop.points(), 0);
        QVERIFY(verifyDatabase(shop.till().database()).has_value());
    }

    /// Two sets, an offer on the order and jiao on top of them; line by line in every order.
    void whatLiesOnTopIsBorneLineByLine_data()
    {
        QTest::addColumn<QString>("offer");
        for (const QString& offer : { u"set"_s, u"two-and-one"_s })
            QTest::addRow("%s", qPrintable(offer)) << offer;
    }
    void whatLiesOnTopIsBorneLineByLine()
    {
        QFETCH(QString, offer);
        BundleShop shop(
            { offer == u"set" ? setOfThree() : twoAndOne(), order({ { 5'000 }, 0, {}, { 9'333 } }) }, { Rounding::Unit::Jiao, Rounding::Mode::Down });
        std::vector<qint32> lines { 0, 1, 2 };
        do {
            const Sale sale = shop.sellBundle(2);
            QCOMPARE(sale.offers.size(), size_t { 2 });
            QCOMPARE(sale.total.minor % 10, 0);
            QCOMPARE(shop.points(), sale.pointsEarned.count);
            Money back;
            Points taken;
            for (const qint32 line : lines) {
                const Refund refund = shop.refund(sale, { line });
                QCOMPARE(refund.total, sale.lines[static_cast<size_t>(line)].total);
                back += refund.total;
                taken += refund.pointsTaken;
            }
            QCOMPARE(back, sale.total);
            QCOMPARE(taken, sale.pointsEarned);
            QCOMPARE(shop.points(), 0);
        } while (std::ranges::next_permutation(lines).found);
        QVERIFY(verifyDatabase(shop.till().database()).has_value());
    }

    void onceADayIsFreeAgainOnlyWhenAllIsBack()
    {
        Offer set = setOfThree();
        set.perMemberDay = 1;
        BundleShop shop({ set });
        const Sale sale = shop.sellBundle();
        shop.refund(sale, { 1 });
        QCOMPARE(shop.sellBundle().total.minor, 5'650);
        shop.refund(sale);
        QCOMPARE(shop.sellBundle().total.minor, 4'000);
    }

    /// A line had for points gives both back, and the offer counts like any other.
    void aLineForPointsGivesBothBackAndCounts()
    {
        Offer forPoints;
        forPoints.id = u"points"_s;
        forPoints.name = u"积分换购"_s;
        forPoints.kind = Offer::Kind::Price;
        forPoints.scope = ofProducts({ u"4"_s });
        forPoints.amount = { 250 };
        forPoints.points = { 100 };
        forPoints.perMemberDay = 1;
        BundleShop shop({ forPoints });
        MUST(shop.till().loyalty().adjustPoints(shop.buyer, 1'000, u"赠送"_s));
        const auto sellOne = [&] {
            Cart cart = shop.cart({ { "1", 1 }, { "4", 1 } });
            cart.lines[1].byPoints = true;
            return shop.sell(cart, shop.buyer);
        };
        const Sale sale = sellOne();
        QCOMPARE(sale.total.minor, 1'800 + 250);
        QCOMPARE(shop.points(), 1'000 - 100 + 2);
        QCOMPARE(sellOne().total.minor, 1'800 + 1'250); // once a day
        const Refund first = shop.refund(sale, { 1 });
        QCOMPARE(first.total.minor, 250);
        QCOMPARE(first.pointsBack.count, 100);
        const Refund rest = shop.refund(sale);
        QCOMPARE((first.total + rest.total).minor, 1'800 + 250);
        QCOMPARE((first.pointsTaken + rest.pointsTaken).count, 2);
        QCOMPARE(shop.points(), 1'000 + 3); // of the second sale
        QCOMPARE(sellOne().total.minor, 1'800 + 250);
    }
};

TANGYUAN_TEST(RefundOfOffersTest)
#include "RefundOfOffersTest.moc"
