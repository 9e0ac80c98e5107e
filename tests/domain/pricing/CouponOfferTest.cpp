// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/domain/pricing/Counter.h"
#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;

/// What coupons do to a price, and what comes after the best price: what is taken off by hand, rounding, hints.
class CouponOfferTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void couponsActOnlyOnTheCartAndOnlyWhereTheyHelp()
    {
        Counter counter;
        counter.cart.lines = { piece(101, 10'000) };
        CouponTemplate off;
        off.offer = order("off-20", { { { 10'000 }, 0, { 2'000 } } });
        CouponTemplate percent;
        percent.offer = order("percent-90", { { {}, 0, {}, { 9'000 } } });
        CouponTemplate cake;
        cake.offer = offer("cake", Offer::Kind::Price, ofProduct(201));
        cake.offer.perOrder = 1;
        counter.rules.coupons = { off, percent, cake };
        QCOMPARE(counter.price().total.minor, 10'000);
        counter.cart.coupons = { { QStringLiteral("percent-90") }, { QStringLiteral("off-20") }, { QStringLiteral("cake") } };
        Quote priced = counter.price();
        QCOMPARE(priced.total.minor, 8'000); // one coupon of a group: the better one
        QCOMPARE(priced.couponsUsed.size(), size_t(1));
        QCOMPARE(priced.couponsUsed[0].kind, QStringLiteral("off-20"));
        counter.cart.lines.push_back(piece(201, 2'500));
        QCOMPARE(counter.price().couponsUsed[0].kind, QStringLiteral("cake"));
        QCOMPARE(counter.price().total.minor, 10'000);
        for (CouponTemplate& coupon : counter.rules.coupons)
            coupon.offer.group = coupon.offer.id; // all together
        priced = counter.price();
        QCOMPARE(priced.total.minor, 7'000); // 100 yuan and the cake for nothing; 90 %, then 20 off
        QCOMPARE(priced.couponsUsed.size(), size_t(3));
    }

    void aCouponLargerThanTheTotalLeavesNothingBelowZero()
    {
        Counter counter;
        counter.cart.lines = { piece(101, 700), piece(201, 500) };
        CouponTemplate cash;
        cash.offer = order("cash-20", { { {}, 0, { 2'000 } } }, ofCategory(1));
        counter.rules.coupons = { cash };
        counter.cart.coupons = { { QStringLiteral("cash-20") } };
        const Quote priced = counter.price();
        QCOMPARE(priced.total.minor, 500);
        QCOMPARE(priced.lines[0].total.minor, 0);
        QVERIFY(priced.isProven);
    }

    void cashCouponsOfOneKindAddUpToTheirLimit()
    {
        Counter counter;
        counter.cart.lines = { piece(101, 5'000) };
        CouponTemplate cash;
        cash.offer = order("cash-10", { { {}, 0, { 1'000 } } });
        cash.perOrder = 2;
        counter.rules.coupons = { cash };
        counter.cart.coupons.assign(3, { QStringLiteral("cash-10") });
        const Quote priced = counter.price();
        QCOMPARE(priced.total.minor, 3'000);
        QCOMPARE(priced.couponsUsed.size(), size_t(2));
    }

    void aServiceCouponCostsNothingAndIsUsed()
    {
        Counter counter;
        counter.cart.lines = { piece(101, 1'000) };
        CouponTemplate upgrade;
        upgrade.offer = offer("size-up", Offer::Kind::Service);
        counter.rules.coupons = { upgrade };
        counter.cart.coupons = { { QStringLiteral("size-up") } };
        QCOMPARE(counter.price().total.minor, 1'000);
        QCOMPARE(counter.price().couponsUsed.size(), size_t(1));
        counter.rules.coupons[0].offer.scope = ofCategory(2); // nothing of it is bought: the coupon stays
        QVERIFY(counter.price().couponsUsed.empty());
    }

    void byHandComesAfterTheBestPriceAndRoundingLast()
    {
        Counter counter;
        counter.cart.lines = { piece(101, 1'234), piece(102, 1'000) };
        counter.cart.lines[0].discount = ManualDiscount { { 1'000 }, {}, QStringLiteral("dented") };
        counter.cart.discount = ManualDiscount { {}, { 100 }, QStringLiteral("neighbour") };
        QCOMPARE(counter.price().total.minor, 1'111 + 1'000 - 100);
        for (const auto& [unit, mode, total] :
            { std::tuple { Rounding::Unit::Jiao, Rounding::Mode::Down, 2'010 }, { Rounding::Unit::Yuan, Rounding::Mode::Down, 2'000 },
                { Rounding::Unit::Jiao, Rounding::Mode::HalfUp, 2'010 }, { Rounding::Unit::Yuan, Rounding::Mode::HalfUp, 2'000 } }) {
            counter.rules.rounding = { unit, mode };
            const Quote priced = counter.price();
            QCOMPARE(priced.total.minor, qint64(total));
            QCOMPARE((priced.lines[0].total + priced.lines[1].total).minor, qint64(total));
        }
    }

    void roundingIsNamedAndExact()
    {
        const Rounding even { Rounding::Unit::Jiao, Rounding::Mode::HalfEven };
        QCOMPARE(even({ 25 }).minor, 20);
        QCOMPARE(even({ 35 }).minor, 40);
        QCOMPARE(even({ 26 }).minor, 30);
        const Rounding up { Rounding::Unit::Jiao, Rounding::Mode::HalfUp };
        QCOMPARE(up({ 25 }).minor, 30);
        QCOMPARE(up({ 24 }).minor, 20);
        QCOMPARE(up({ 20 }).minor, 20);
        const Rounding fen;
        QCOMPARE(fen({ 27 }).minor, 27);
    }

    void nothingForNothing()
    {
        Counter counter;
        counter.rules.promotions = { order("order", { { {}, 0, { 100 } } }), offer("half", Offer::Kind::BuyGet) };
        counter.rules.promotions[1].rate = {};
        QCOMPARE(counter.price().total.minor, 0);
        counter.cart.lines = { piece(101, 0, 3), weighed(102, 0, 500) };
        const Quote priced = counter.price();
        QCOMPARE(priced.total.minor, 0);
        QVERIFY(priced.offers.empty());
        QVERIFY(priced.isProven);
    }

    void weighedGoodsAreNoPieces()
    {
        Counter counter;
        counter.cart.lines = { weighed(101, 5'000, 1'000), weighed(102, 5'000, 1'000) };
        Offer half = offer("half", Offer::Kind::BuyGet);
        half.rate = { 5'000 };
        counter.rules.promotions = { half };
        QCOMPARE(counter.price().total.minor, 10'000);
        counter.rules.promotions = { order("order", { { {}, 2, {}, { 9'000 } } }) };
        QCOMPARE(counter.price().total.minor, 9'000); // a line is one, where pieces are counted
    }

    void sixMoreForTenOff()
    {
        Counter counter;
        counter.cart.lines = { piece(101, 9'400) };
        counter.rules.promotions = { order("order", { { { 10'000 }, 0, { 1'000 } } }) };
        const std::vector<Hint> hints = counter.hints();
        QCOMPARE(hints.size(), size_t(1));
        QCOMPARE(hints[0].missing.minor, 600);
        QCOMPARE(hints[0].gain.minor, 1'000);
        counter.cart.lines = { piece(101, 3'000) };
        QVERIFY(counter.hints().empty()); // too far
        counter.cart.lines = { piece(101, 10'000) };
        QVERIFY(counter.hints().empty()); // reached
    }

    void oneMoreForHalfPrice()
    {
        Counter counter;
        counter.cart.lines = { piece(101, 2'000) };
        Offer half = offer("half", Offer::Kind::BuyGet);
        half.rate = { 5'000 };
        counter.rules.promotions = { half };
        const std::vector<Hint> hints = counter.hints();
        QCOMPARE(hints.size(), size_t(1));
        QCOMPARE(hints[0].missingPieces, 1);
        QCOMPARE(hints[0].gain.minor, 1'000);
    }
};

TANGYUAN_TEST(CouponOfferTest)
#include "CouponOfferTest.moc"
