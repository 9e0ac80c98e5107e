// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/domain/pricing/Counter.h"
#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;

/// Each kind of promotion, with the numbers that shops use.
class OfferTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twentyPercentOffACategory()
    {
        Counter counter;
        counter.cart.lines = { piece(101, 1'250, 3), piece(201, 800) };
        Offer bread = offer("bread", Offer::Kind::Percent, ofCategory(1));
        bread.rate = { 8'000 };
        counter.rules.promotions = { bread };
        const Quote priced = counter.price();
        QCOMPARE(priced.lines[0].total.minor, 3'000);
        QCOMPARE(priced.lines[1].total.minor, 800);
        QCOMPARE(amountOf(priced.lines[0], "bread").minor, -750);
        QCOMPARE(priced.offers.size(), size_t(1));
        QCOMPARE(priced.offers[0].saved.minor, 750);
        QVERIFY(priced.isProven);
    }

    void twoYuanOffEachAndPerKilogram()
    {
        Counter counter;
        counter.cart.lines = { piece(101, 1'200, 2), weighed(102, 3'000, 1'500) };
        Offer off = offer("off", Offer::Kind::Off);
        off.amount = { 200 };
        counter.rules.promotions = { off };
        const Quote priced = counter.price();
        QCOMPARE(priced.lines[0].total.minor, 2'000);
        QCOMPARE(priced.lines[1].total.minor, 4'500 - 300);
    }

    void aFixedPriceNeverRaises()
    {
        Counter counter;
        counter.cart.lines = { piece(101, 1'200), piece(102, 900) };
        Offer price = offer("ten", Offer::Kind::Price);
        price.amount = { 1'000 };
        counter.rules.promotions = { price };
        QCOMPARE(counter.price().lines[0].total.minor, 1'000);
        QCOMPARE(counter.price().lines[1].total.minor, 900);
    }

    void aMemberPriceIsForMembersOnly()
    {
        Counter counter;
        counter.cart.lines = { piece(101, 1'200) };
        Offer price = offer("member", Offer::Kind::Price);
        price.amount = { 1'000 };
        price.when.members = true;
        counter.rules.promotions = { price };
        QCOMPARE(counter.price().total.minor, 1'200);
        counter.comes(Tier::Regular);
        QCOMPARE(counter.price().total.minor, 1'000);
    }

    void theLowerOfPromotionAndTierOrBothByWish()
    {
        Counter counter;
        counter.cart.lines = { piece(101, 1'000) };
        Offer off = offer("off", Offer::Kind::Percent);
        off.rate = { 9'000 };
        counter.rules.promotions = { off };
        counter.comes(Tier::Gold); // 95 %
        QCOMPARE(counter.price().total.minor, 900);
        counter.rules.promotions[0].rate = { 9'700 };
        QCOMPARE(counter.price().total.minor, 950);
        counter.rules.promotions[0].onTopOfMemberPrice = true;
        const Quote both = counter.price();
        QCOMPARE(both.total.minor, 922); // 970 at 95 %, 921.5 up
        QCOMPARE(both.lines[0].adjustments.size(), size_t(2));
    }

    void secondAtHalfPriceTakesTheCheaper()
    {
        Counter counter;
        counter.cart.lines = { piece(101, 2'000), piece(102, 1'200), piece(103, 800) };
        Offer half = offer("half", Offer::Kind::BuyGet);
        half.rate = { 5'000 };
        counter.rules.promotions = { half };
        const Quote priced = counter.price();
        QCOMPARE(priced.saved.minor, 600); // the dearest two together
        QCOMPARE((amountOf(priced.lines[0], "half") + amountOf(priced.lines[1], "half")).minor, -600);
        QCOMPARE(priced.lines[2].total.minor, 800);
    }

    void buyTwoGetOneOfTheSameProductOnly()
    {
        Counter counter;
        counter.cart.lines = { piece(101, 1'000, 5), piece(102, 1'000) };
        Offer three = offer("three", Offer::Kind::BuyGet);
        three.buy = 2;
        three.rate = {};
        three.sameProduct = true;
        counter.rules.promotions = { three };
        QCOMPARE(counter.price().total.minor, 5'000); // one of five; the sixth is another product
        counter.rules.promotions[0].sameProduct = false;
        QCOMPARE(counter.price().total.minor, 4'000);
    }

    void aCakeBringsACoffeeAtHalfPrice()
    {
        Counter counter;
        counter.cart.lines = { piece(101, 3'000), piece(201, 2'000, 2) };
        Offer other = offer("coffee", Offer::Kind::BuyGet, ofCategory(1));
        other.gets = ofCategory(2);
        other.rate = { 5'000 };
        counter.rules.promotions = { other };
        QCOMPARE(counter.price().total.minor, 3'000 + 2'000 + 1'000);
    }

    void anyThreeForTwentyTakesTheDearest()
    {
        Counter counter;
        counter.cart.lines = { piece(101, 900, 2), piece(102, 800, 2), piece(103, 500) };
        Offer set = offer("three-for-20", Offer::Kind::Set);
        set.parts = { { ofCategory(1), 3 } };
        set.amount = { 2'000 };
        counter.rules.promotions = { set };
        QCOMPARE(counter.price().total.minor, 2'000 + 800 + 500);
        counter.cart.lines[2].quantity = Quantity::pieces(2);
        // The cheapest three together are below twenty yuan: they stay as they are.
        QCOMPARE(counter.price().total.minor, 2'000 + 800 + 1'000);
    }

    void aSetMenuNeedsItsParts()
    {
        Counter counter;
        Offer menu = offer("menu", Offer::Kind::Set);
        menu.parts = { { ofCategory(1), 1 }, { ofCategory(2), 1 } };
        menu.amount = { 2'800 };
        counter.rules.promotions = { menu };
        counter.cart.lines = { piece(101, 2'000) };
        QCOMPARE(counter.price().total.minor, 2'000);
        counter.cart.lines.push_back(piece(201, 1'500, 2));
        const Quote priced = counter.price();
        QCOMPARE(priced.total.minor, 2'800 + 1'500);
        // One of the two drinks is in the set, so its line carries a share; a refund of the cake gives back what was paid for it.
        QCOMPARE(priced.lines[0].total.minor, 1'600);
        QCOMPARE(priced.lines[1].total.minor, 1'200 + 1'500);
    }

    void anAddOnPriceNeedsTheRestOfTheOrder()
    {
        Counter counter;
        Offer addOn = offer("add-on", Offer::Kind::Price, ofProduct(201));
        addOn.amount = { 500 };
        addOn.needs = Needs { {}, { 5'000 }, 0 };
        addOn.perOrder = 1;
        counter.rules.promotions = { addOn };
        counter.cart.lines = { piece(101, 4'900), piece(201, 1'500, 2) };
        QCOMPARE(counter.price().total.minor, 4'900 + 500 + 1'500); // the other 15 yuan count
        counter.cart.lines[1].quantity = Quantity::pieces(1);
        QCOMPARE(counter.price().total.minor, 4'900 + 1'500); // what is had for it does not count itself
    }

    void aGiftWithPurchaseIsAPieceForNothing()
    {
        Counter counter;
        Offer gift = offer("gift", Offer::Kind::Price, ofProduct(301));
        gift.needs = Needs { ofCategory(1), {}, 2 };
        gift.perOrder = 1;
        counter.rules.promotions = { gift };
        counter.cart.lines = { piece(101, 1'000, 2), piece(301, 600, 2) };
        QCOMPARE(counter.price().total.minor, 2'600);
        counter.cart.lines[0].quantity = Quantity::pieces(1);
        QCOMPARE(counter.price().total.minor, 2'200);
    }

    void ladders_data()
    {
        QTest::addColumn<qint64>("price");
        QTest::addColumn<qint64>("total");
        QTest::newRow("just below") << qint64 { 4'999 } << qint64 { 4'999 };
        QTest::newRow("first rung") << qint64 { 5'000 } << qint64 { 4'500 };
        QTest::newRow("just below the second") << qint64 { 9'999 } << qint64 { 9'499 };
        QTest::newRow("second rung") << qint64 { 10'000 } << qint64 { 8'000 };
    }
    void ladders()
    {
        QFETCH(qint64, price);
        Counter counter;
        counter.cart.lines = { piece(101, price) };
        counter.rules.promotions = { order("ladder", { { { 5'000 }, 0, { 500 } }, { { 10'000 }, 0, { 2'000 } } }) };
        QTEST(counter.price().total.minor, "total");
    }

    void everyHundredTakesTwentyUpToThreeTimes()
    {
        Counter counter;
        Offer every = order("every", { { { 10'000 }, 0, { 2'000 } } });
        every.repeats = 3;
        counter.rules.promotions = { every };
        for (const auto& [price, off] : { std::pair { 9'900, 0 }, { 19'900, 2'000 }, { 20'000, 4'000 }, { 50'000, 6'000 } }) {
            counter.cart.lines = { piece(101, price) };
            QCOMPARE(counter.price().saved.minor, qint64(off));
        }
    }

    void threePiecesAtTenPercentOff()
    {
        Counter counter;
        counter.rules.promotions = { order("pieces", { { {}, 3, {}, { 9'000 } } }, ofCategory(1)) };
        counter.cart.lines = { piece(101, 1'000, 2), piece(201, 1'000) };
        QCOMPARE(counter.price().total.minor, 3'000);
        counter.cart.lines[0].quantity = Quantity::pieces(3);
        QCOMPARE(counter.price().total.minor, 2'700 + 1'000);
    }

    void aDiscountIsLeftOutWhereItWouldCostTheThreshold()
    {
        // 10 % off the bread would bring 100 yuan to 95 and lose the 20 yuan off: the customer is better without it.
        Counter counter;
        counter.cart.lines = { piece(101, 5'000), piece(201, 5'000) };
        Offer bread = offer("bread", Offer::Kind::Percent, ofCategory(1));
        bread.rate = { 9'000 };
        counter.rules.promotions = { bread, order("order", { { { 10'000 }, 0, { 2'000 } } }) };
        const Quote priced = counter.price();
        QCOMPARE(priced.total.minor, 8'000);
        QCOMPARE(priced.offers.size(), size_t(1));
        QVERIFY(priced.isProven);
    }

    void ofOneGroupTheBetterOneHolds()
    {
        Counter counter;
        counter.cart.lines = { piece(101, 10'000) };
        counter.rules.promotions = { order("ten", { { { 5'000 }, 0, { 1'000 } } }), order("percent", { { { 5'000 }, 0, {}, { 8'500 } } }) };
        QCOMPARE(counter.price().total.minor, 8'500);
        counter.rules.promotions[1].group = QStringLiteral("another");
        QCOMPARE(counter.price().total.minor, 7'500); // the rate first, then the amount
    }

    void whatStandsAloneStandsAlone()
    {
        Counter counter;
        counter.cart.lines = { piece(101, 10'000) };
        Offer bread = offer("bread", Offer::Kind::Percent);
        bread.rate = { 9'000 };
        Offer alone = order("alone", { { {}, 0, { 1'500 } } });
        alone.isAlone = true;
        counter.rules.promotions = { bread, alone };
        QCOMPARE(counter.price().total.minor, 8'500);
        counter.rules.promotions[0].rate = { 8'000 };
        QCOMPARE(counter.price().total.minor, 8'000);
    }

    void goodsOnOfferMayBeLeftOut()
    {
        Counter counter;
        counter.cart.lines = { piece(101, 6'000), piece(201, 6'000) };
        Offer bread = offer("bread", Offer::Kind::Percent, ofCategory(1));
        bread.rate = { 5'000 };
        Offer rest = order("regular", { { { 5'000 }, 0, {}, { 9'000 } } });
        rest.regularPriceOnly = true;
        counter.rules.promotions = { bread, rest };
        QCOMPARE(counter.price().total.minor, 3'000 + 5'400);
    }

    void clearanceOfWhatIsNearItsLastDay()
    {
        Counter counter;
        counter.cart.lines = { piece(101, 1'000), piece(102, 1'000), piece(103, 1'000) };
        counter.cart.lines[0].product.bestBefore = BusinessDate { 20261121 };
        counter.cart.lines[1].product.bestBefore = BusinessDate { 20261130 };
        Offer clearance = offer("clearance", Offer::Kind::Percent);
        clearance.rate = { 5'000 };
        clearance.scope.bestBeforeWithin = 2;
        counter.rules.promotions = { clearance };
        QCOMPARE(counter.price().total.minor, 500 + 1'000 + 1'000);
    }

    void clearanceMayBeHadForPoints()
    {
        Counter counter;
        counter.comes(Tier::Regular, 700);
        counter.cart.lines = { piece(101, 1'000, 2) };
        Offer points = offer("points", Offer::Kind::Price);
        points.points = { 300 };
        points.amount = { 100 };
        counter.rules.promotions = { points };
        QCOMPARE(counter.price().total.minor, 2'000); // never by itself: points are the member's
        counter.cart.lines[0].byPoints = true;
        const Quote priced = counter.price();
        QCOMPARE(priced.total.minor, 200);
        QCOMPARE(priced.pointsSpent.count, 600);
        QCOMPARE(priced.lines[0].adjustments[0].points.count, 600);
        counter.member->pointsUsable = { 599 };
        QCOMPARE(counter.price().total.minor, 2'000);
    }

    /// A counter where two pieces of ten yuan are wished for points.
    static Counter forPoints(std::vector<Offer> offers)
    {
        Counter counter;
        counter.comes(Tier::Regular, 1'000);
        counter.cart.lines = { piece(101, 1'000, 2) };
        counter.cart.lines[0].byPoints = true;
        counter.rules.promotions = std::move(offers);
        return counter;
    }
    static Offer pointsOffer(const char* id, qint64 amount, qint64 points)
    {
        Offer made = offer(id, Offer::Kind::Price);
        made.amount = { amount };
        made.points = { points };
        return made;
    }

    void forPointsIsAnOfferThatActed()
    {
        const Quote priced = forPoints({ pointsOffer("points", 100, 300) }).price();
        QCOMPARE(priced.offers.size(), size_t { 1 });
        QCOMPARE(priced.offers[0].id, QStringLiteral("points"));
        QCOMPARE(priced.offers[0].times, 2);
        QCOMPARE(priced.offers[0].saved.minor, 1'800);
    }

    void aCouponForPointsIsUsed()
    {
        Counter counter = forPoints({});
        CouponTemplate coupon { .offer = pointsOffer("points", 100, 300) };
        coupon.offer.perOrder = 2;
        counter.rules.coupons = { coupon };
        QCOMPARE(counter.price().total.minor, 2'000);
        counter.cart.coupons = { { QStringLiteral("points") } };
        QCOMPARE(counter.price().total.minor, 200);
        QCOMPARE(counter.price().couponsUsed.size(), size_t { 1 });
    }

    void forPointsKeepsToTheLimitOfTheOrder()
    {
        Offer one = pointsOffer("points", 100, 300);
        one.perOrder = 1;
        Counter counter = forPoints({ one });
        QCOMPARE(counter.price().total.minor, 2'000); // a line is had so as a whole
        counter.cart.lines = { piece(101, 1'000), piece(102, 1'000) };
        counter.cart.lines[0].byPoints = counter.cart.lines[1].byPoints = true;
        QCOMPARE(counter.price().total.minor, 100 + 1'000);
    }

    void forPointsTakesNoneWhereItIsNoCheaper()
    {
        Counter counter = forPoints({ pointsOffer("points", 950, 300) });
        QCOMPARE(counter.price().pointsSpent.count, 600);
        counter.comes(Tier::Gold, 1'000); // pays 9.50 without points
        QCOMPARE(counter.price().total.minor, 1'900);
        QCOMPARE(counter.price().pointsSpent.count, 0);
    }

    void whatTheMembersPointsSufficeForIsTaken()
    {
        Counter counter = forPoints({ pointsOffer("dear", 0, 600), pointsOffer("cheap", 500, 400) });
        QCOMPARE(counter.price().total.minor, 1'000); // 800 points; 1200 are not there
        counter.comes(Tier::Regular, 1'200);
        QCOMPARE(counter.price().total.minor, 0);
    }

    void forPointsStandsInItsGroupLikeAnyOther()
    {
        Offer points = pointsOffer("points", 100, 300);
        points.group = QStringLiteral("order");
        Counter counter = forPoints({ points, order("off", { { {}, 0, { 500 } } }) });
        counter.cart.lines.push_back(piece(102, 3'000));
        QCOMPARE(counter.price().total.minor, 200 + 3'000);
        counter.rules.promotions[0].group.clear();
        QCOMPARE(counter.price().total.minor, 200 + 2'500);
        counter.rules.promotions[1].isAlone = true;
        QCOMPARE(counter.price().total.minor, 200 + 3'000);
    }

    /// ¥10 off from 50 on, 10 % from 60 on: between 60 and 100 the amount is worth more, and is kept.
    void ofAmountsAndRatesTheBestRungActs()
    {
        Counter counter;
        counter.rules.promotions = { order("mixed", { { { 5'000 }, 0, { 1'000 } }, { { 6'000 }, 0, {}, { 9'000 } } }) };
        for (const auto& [price, total] : { std::pair { 4'999, 4'999 }, { 5'500, 4'500 }, { 6'000, 5'000 }, { 9'999, 8'999 }, { 12'000, 10'800 } }) {
            counter.cart.lines = { piece(101, price) };
            QCOMPARE(counter.price().total.minor, total);
        }
    }

    void limitsAreReachedInsideOneCart()
    {
        Counter counter;
        counter.cart.lines = { piece(101, 1'000, 2), piece(102, 3'000, 2) };
        Offer cheap = offer("cheap", Offer::Kind::Percent);
        cheap.rate = { 5'000 };
        cheap.perOrder = 3;
        counter.rules.promotions = { cheap };
        QCOMPARE(counter.price().total.minor, 500 + 1'000 + 3'000); // two of the dear and one of the cheap
    }

    void aCountedOfferEndsWithItsCount()
    {
        Counter counter;
        counter.cart.lines = { piece(101, 1'000) };
        Offer offered = offer("counted", Offer::Kind::Percent);
        offered.rate = { 5'000 };
        offered.perMemberDay = 2;
        offered.budget = { 10'000 };
        counter.rules.promotions = { offered };
        QCOMPARE(counter.price().total.minor, 1'000); // a passer-by cannot be counted
        counter.comes(Tier::Regular);
        QCOMPARE(counter.price().total.minor, 500);
        counter.used[QStringLiteral("counted")] = { 5, 9, 2, { 4'000 } };
        QCOMPARE(counter.price().total.minor, 1'000);
        counter.used[QStringLiteral("counted")] = { 5, 9, 1, { 10'000 } };
        QCOMPARE(counter.price().total.minor, 1'000);
        counter.used[QStringLiteral("counted")] = { 5, 9, 1, { 9'999 } };
        QCOMPARE(counter.price().total.minor, 500);
    }

    void whenAndForWhom_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<bool>("holds");
        const char* names[] = { "hour", "weekday", "date", "member day", "festival", "store", "channel", "tag", "first order", "blackout" };
        for (int i = 0; i < 10; ++i)
            for (bool holds : { true, false })
                QTest::addRow("%s %s", names[i], holds ? "yes" : "no") << i << holds;
    }
    void whenAndForWhom()
    {
        QFETCH(int, number);
        QFETCH(bool, holds);
        Counter counter;
        counter.comes(Tier::Regular);
        counter.cart.lines = { piece(101, 1'000) };
        Offer offered = offer("offered", Offer::Kind::Percent);
        offered.rate = { 5'000 };
        Situation& situation = counter.situation;
        situation.date = { 20261120 }; // a Friday
        Occasion& when = offered.when;
        switch (number) {
        case 0:
            when.hourFrom = 20;
            situation.hour = holds ? 20 : 19;
            break;
        case 1: when.weekdays = { holds ? 5 : 6 }; break;
        case 2: when.from = BusinessDate { holds ? 20261120 : 20261121 }; break;
        case 3: when.daysOfMonth = { holds ? 20 : 8 }; break;
        case 4:
            when.lunarDays = { QStringLiteral("08-15") };
            situation.date = { holds ? 20260925 : 20260926 };
            break;
        case 5:
            when.stores = { QStringLiteral("S1") };
            situation.store = QString::fromLatin1(holds ? "S1" : "S2");
            break;
        case 6:
            when.channel = Channel::Online;
            situation.channel = holds ? Channel::Online : Channel::Counter;
            break;
        case 7:
            when.tags = { QStringLiteral("vip") };
            if (holds)
                situation.tags = { QStringLiteral("vip") };
            break;
        case 8:
            when.firstOrder = true;
            situation.isFirstOrder = holds;
            break;
        case 9: offered.blackouts = { { { 20261118 }, { holds ? 20261119 : 20261120 } } }; break;
        default: QFAIL("no such row");
        }
        counter.rules.promotions = { offered };
        QCOMPARE(counter.price().total.minor, holds ? 500 : 1'000);
    }
};

TANGYUAN_TEST(OfferTest)
#include "OfferTest.moc"
