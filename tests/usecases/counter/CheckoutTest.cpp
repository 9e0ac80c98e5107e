// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/Verification.h"
#include "tests/support/RoomTest.h"
#include "tests/support/World.h"

#include <QTest>

using namespace tangyuan;

class CheckoutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cashGivesChangeAndTheSaleIsRemembered()
    {
        World world;
        const Sale sale = world.till()
                              .checkout()
                              .commit({ world.cart({ { "1", 1 }, { "3", 455 } }), { { TenderMethod::Cash, { 10'000 } } }, {}, QStringLiteral("小林") })
                              .value();
        QCOMPARE(sale.total.minor, 1'800 + 5'824);
        QCOMPARE(sale.change.minor, 10'000 - 7'624);
        QCOMPARE(sale.businessDate.yyyymmdd, 20261120);
        QCOMPARE(world.till().sales().byFact(sale.fact).value(), sale);
        QCOMPARE(world.till().sales().recent(10).value().size(), size_t { 1 });
        QVERIFY(verifyDatabase(world.till().database()).has_value());
    }

    void aSplitTenderTakesChangeOutOfTheCash()
    {
        World world;
        const Cart cart = world.cart({ { "2", 2 } }); // ¥52
        const Sale sale
            = world.till().checkout().commit({ cart, { { TenderMethod::WeChatPay, { 3'000 } }, { TenderMethod::Cash, { 5'000 } } }, {}, {} }).value();
        QCOMPARE(sale.change.minor, 2'800);
        QVERIFY(verifyDatabase(world.till().database()).has_value());
    }

    void tendersThatDoNotFitAreRefused_data()
    {
        QTest::addColumn<int>("method");
        QTest::addColumn<qint64>("amount");
        QTest::addColumn<int>("code");
        QTest::newRow("too little") << static_cast<int>(TenderMethod::Cash) << qint64 { 1'799 } << static_cast<int>(ErrorCode::TenderShort);
        QTest::newRow("card over the total") << static_cast<int>(TenderMethod::Card) << qint64 { 1'801 } << static_cast<int>(ErrorCode::TenderInvalid);
        QTest::newRow("negative") << static_cast<int>(TenderMethod::Cash) << qint64 { -1'800 } << static_cast<int>(ErrorCode::TenderInvalid);
        QTest::newRow("zero") << static_cast<int>(TenderMethod::Cash) << qint64 { 0 } << static_cast<int>(ErrorCode::TenderInvalid);
        QTest::newRow("a scanned barcode as cash") << static_cast<int>(TenderMethod::Cash) << qint64 { 690'123'456'789'200 }
                                                   << static_cast<int>(ErrorCode::TenderInvalid);
    }
    void tendersThatDoNotFitAreRefused()
    {
        QFETCH(int, method);
        QFETCH(qint64, amount);
        QFETCH(int, code);
        World world;
        const auto sale = world.till().checkout().commit({ world.cart({ { "1", 1 } }), { { static_cast<TenderMethod>(method), { amount } } }, {}, {} });
        QVERIFY(!sale.has_value());
        QCOMPARE(static_cast<int>(sale.error().code), code);
        QCOMPARE(world.till().sales().recent(10).value().size(), size_t { 0 });
    }

    void anEmptyCartIsNoSale()
    {
        World world;
        QCOMPARE(world.till().checkout().commit({ world.till().newCart(), {}, {}, {} }).error().code, ErrorCode::CartEmpty);
    }

    void committingTwiceIsTheSameSale()
    {
        World world;
        const Member member = world.member("13800138000");
        const Cart cart = world.cart({ { "3", 2'000 } });
        const Sale first = world.sell(cart, member);
        const Sale second = world.sell(cart, member);
        QCOMPARE(first, second);
        QCOMPARE(world.till().checkout().pointsBalance(member.key).value().count, 25);
    }

    void pointsAreEarnedSpentAndNeverMoreThanThere()
    {
        World world;
        const Member member = world.member("13800138000");
        for (int i = 0; i < 4; ++i)
            world.sell(world.cart({ { "3", 99'000 } }), member); // ¥12,672: 1,267 points
        QCOMPARE(world.till().checkout().pointsBalance(member.key).value().count, 5'068);
        Cart cart = world.cart({ { "2", 1 } });
        cart.pointsWanted = { 5'000 };
        const Sale sale = world.sell(cart, member);
        QCOMPARE(sale.pointsSpent.count, 1'000); // ¥26 takes two steps
        QCOMPARE(sale.total.minor, 600);
        QCOMPARE(sale.pointsBalance.count, 4'068);
        QVERIFY(verifyDatabase(world.till().database()).has_value());
        QCOMPARE(world.till().sales().ofMember(member.key, 10).value().size(), size_t { 5 });
    }

    void aProductThatWentOffSaleCannotBeAdded()
    {
        World world;
        Cart cart = world.till().newCart();
        QCOMPARE(addToCart(cart, { world.product("5"), Quantity::pieces(1), {} }).error().code, ErrorCode::ProductOffSale);
    }

    void cartsKeepTheirLimits()
    {
        World world;
        Cart cart = world.till().newCart();
        QVERIFY(!addToCart(cart, { world.product("3"), Quantity::grams(-5), {} }).has_value());
        QVERIFY(!addToCart(cart, { world.product("3"), Quantity::pieces(1), {} }).has_value());
        QVERIFY(!addToCart(cart, { world.product("1"), Quantity::pieces(10'000), {} }).has_value());
        QVERIFY(addToCart(cart, { world.product("1"), Quantity::pieces(9'999), {} }).has_value());
        QVERIFY(!addToCart(cart, { world.product("1"), Quantity::pieces(1), {} }).has_value());
        QCOMPARE(cart.lines.size(), size_t { 1 });
        QVERIFY(!setNote(cart, 0, QString(5'000, u'x')).has_value());
    }

    void anOpenCartComesBackAfterARestart()
    {
        World world;
        const Cart cart = world.cart({ { "1", 2 }, { "3", 455 } });
        QVERIFY(world.till().carts().save(cart).has_value());
        world.restart();
        QCOMPARE(world.till().carts().open().value().value(), cart);
        world.sell(cart);
        QVERIFY(!world.till().carts().open().value().has_value());
    }

    void aCartKeepsTagsAndBestBeforeAndTakesNewOnes()
    {
        World world;
        Product cherries = world.product("3");
        Cart cart = world.cart({ { "3", 455 } });
        QVERIFY(!cart.toJson()[QLatin1String("lines")].toArray()[0].toObject()[QLatin1String("product")].toObject().contains(QLatin1String("tags")));
        cherries.tags = { name("进口"), name("时令") };
        cherries.bestBefore = BusinessDate { 20261121 };
        MUST(world.till().saveProducts({}, { cherries }));
        world.till().refresh(cart);
        QCOMPARE(cart.lines[0].product, cherries);
        MUST(world.till().carts().save(cart));
        world.restart();
        QCOMPARE(world.till().carts().open().value().value(), cart);
    }

    void suspendedCartsWaitAndComeBack()
    {
        World world;
        const Cart first = world.cart({ { "1", 1 } });
        const Cart second = world.cart({ { "2", 1 } });
        QVERIFY(world.till().carts().suspend(first, world.clock().now()).has_value());
        QVERIFY(world.till().carts().save(second).has_value());
        QCOMPARE(world.till().carts().suspended().value().size(), size_t { 1 });
        QCOMPARE(world.till().carts().suspended().value()[0].firstLine, QStringLiteral("芒果班戟"));
        QCOMPARE(world.till().carts().recall(first.id).value(), first);
        QCOMPARE(world.till().carts().recall(first.id).error().code, ErrorCode::CartNotFound);
        QCOMPARE(world.till().carts().suspend(world.till().newCart(), world.clock().now()).error().code, ErrorCode::CartEmpty);
    }

    /// ownCloud's test: the i-th database access fails, for every i; either the whole sale or none of it.
    void everyStatementMayFailAndNothingIsHalfDone()
    {
        World world;
        const Member member = world.member("13800138000");
        for (int i = 0; i < 2; ++i)
            world.sell(world.cart({ { "3", 99'000 } }), member);
        Database& database = world.till().database();

        qint64 failures = 0;
        for (const ErrorCode code : { ErrorCode::DatabaseFailed, ErrorCode::DiskFull }) {
            for (qint64 failing = 1;; ++failing) {
                Cart cart = world.cart({ { "1", 2 }, { "3", 455 } });
                cart.member = member.id;
                cart.pointsWanted = { 500 };
                QVERIFY(world.till().carts().save(cart).has_value());
                const Points before = world.till().checkout().pointsBalance(member.key).value();
                const Checkout::Request request { cart, { { TenderMethod::Cash, { 10'000 } } }, member, {} };

                database.setFaultHook([&](qint64 statement) { return statement == failing ? std::optional(code) : std::nullopt; });
                const auto sale = world.till().checkout().commit(request);
                database.setFaultHook({});
                if (sale)
                    break; // there is no statement of this number any more
                ++failures;
                QCOMPARE(errorCodeName(sale.error().code), errorCodeName(code));
                QVERIFY(!world.till().sales().byId(cart.id).value().has_value());
                QCOMPARE(world.till().checkout().pointsBalance(member.key).value().count, before.count);
                QCOMPARE(world.till().carts().open().value().value(), cart);
                const auto verification = verifyDatabase(database);
                QVERIFY2(verification.has_value(), verification ? "" : qPrintable(verification.error().context));

                // The cashier presses the key again.
                QVERIFY(world.till().checkout().commit(request).has_value());
                QVERIFY(world.till().sales().byId(cart.id).value().has_value());
            }
        }
        qInfo("%lld statements failed in turn", failures);
        QVERIFY(failures >= 20);
        QVERIFY(verifyDatabase(database).has_value());
    }

    void saleJsonRoundTrips()
    {
        World world;
        const Member member = world.member("13800138000", "王小梅", Tier::Gold);
        Cart cart = world.cart({ { "1", 2 }, { "3", 455 } });
        QVERIFY(setNote(cart, 0, QStringLiteral("少糖")).has_value());
        cart.note = QStringLiteral("打包");
        const Sale sale = world.sell(cart, member);
        QCOMPARE(Sale::fromJson(sale.toJson()).value(), sale);
        QCOMPARE(Cart::fromJson(cart.toJson()).value(), cart);
    }
};

TANGYUAN_TEST(CheckoutTest)
#include "CheckoutTest.moc"
