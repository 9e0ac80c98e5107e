// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Json.h"
#include "core/domain/catalog/ProductCsv.h"
#include "core/domain/pricing/PriceNames.h"
#include "core/domain/pricing/PriceRulesCheck.h"
#include "tests/domain/pricing/Counter.h"
#include "tests/support/RoomTest.h"

#include <QFile>
#include <QTest>

using namespace tangyuan;
using namespace Qt::Literals::StringLiterals;

/// The documents in resources/prices can be taken as they are.
class SamplePricesTest : public QObject {
    Q_OBJECT

    FixedClock m_clock { { 1'700'000'000'000 } };
    SeededRandom m_random { 3 };

    static QByteArray fileOf(const QString& path)
    {
        QFile file(QStringLiteral(SOURCE_FOLDER "/resources/") + path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    Catalog shopOf(const QString& name)
    {
        if (name == u"dessert") {
            ProductImport import = MUST(readProductCsv(fileOf(u"demo/products.csv"_s), {}, [this] { return Id::make(m_clock, m_random); }));
            return Catalog(std::move(import.newCategories), std::move(import.products));
        }
        std::vector<Category> categories;
        for (const QString& shelf : { u"进口水果"_s, u"国产水果"_s, u"果篮"_s, u"面包"_s, u"蛋糕"_s, u"月饼"_s, u"花束"_s, u"年宵花"_s })
            categories.push_back({ Id::make(m_clock, m_random), shelf, static_cast<int>(categories.size()) });
        return Catalog(std::move(categories), {});
    }

private Q_SLOTS:
    void aShopCanTakeItAsItIs_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : { "dessert", "fruit", "bakery", "flowers", "general" })
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void aShopCanTakeItAsItIs()
    {
        QFETCH(QString, name);
        const Catalog catalog = shopOf(name);
        const auto rules = pricesFromDocument(MUST(parseJsonObject(fileOf(u"prices/%1.json"_s.arg(name)))), catalog);
        QVERIFY2(rules.has_value(), qPrintable(rules ? QString() : rules.error().context));
        for (const PriceFinding& finding : checkPrices(*rules, catalog))
            QVERIFY2(finding.weight == PriceFinding::Weight::Doubtful, qPrintable(offerProblemName(finding.problem) + u' ' + finding.offer));
        QVERIFY(MUST(PriceRules::fromJson(rules->toJson())) == *rules);
        QVERIFY(MUST(pricesFromDocument(documentOfPrices(*rules, catalog), catalog)) == *rules);
    }

    void theDemoShopsPricesGiveNoDoubt()
    {
        const Catalog catalog = shopOf(u"dessert"_s);
        const PriceRules rules = MUST(pricesFromDocument(MUST(parseJsonObject(fileOf(u"prices/dessert.json"_s))), catalog));
        for (const PriceFinding& finding : checkPrices(rules, catalog))
            QFAIL(qPrintable(u"%1 %2 %3"_s.arg(offerProblemName(finding.problem), finding.offer, finding.product)));
    }

    /// Delivery is a product with that tag; its coupon stands in a group of its own, so another one acts beside it.
    void aCouponMakesDeliveryFree()
    {
        Counter counter;
        counter.rules = MUST(pricesFromDocument(MUST(parseJsonObject(fileOf(u"prices/general.json"_s))), shopOf(u"general"_s)));
        CartLine delivery = piece(901, 800);
        delivery.product.tags = { u"配送费"_s };
        counter.cart.lines = { piece(101, 4'000, 2), delivery };
        QCOMPARE(counter.price().lines[1].total.minor, 800);
        counter.cart.coupons = { { u"free-delivery"_s } };
        const Quote free = counter.price();
        QCOMPARE(free.lines[0].total.minor, 8'000);
        QCOMPARE(free.lines[1].total.minor, 0);
        QCOMPARE(free.couponsUsed.size(), size_t { 1 });
        counter.cart.coupons.push_back({ u"off-10"_s });
        QCOMPARE(counter.price().total.minor, 7'000);
        counter.cart.lines[1].quantity = Quantity::pieces(2); // one way for one coupon
        counter.cart.coupons.pop_back();
        QCOMPARE(counter.price().lines[1].total.minor, 800);
        counter.cart.lines.pop_back();
        QVERIFY(counter.price().couponsUsed.empty()); // nothing to deliver: it stays the customer's
    }

    void aMisspeltKeyIsRefusedWithItsPath()
    {
        const auto rules
            = PriceRules::fromJson(MUST(parseJsonObject(R"({"promotions": [{"id": "a", "name": "a", "kind": "percent", "rateBasisPoint": 9000}]})")));
        QVERIFY(!rules);
        QCOMPARE(rules.error().code, ErrorCode::InputMalformed);
        QCOMPARE(rules.error().context, u"promotions[0].rateBasisPoint"_s);
    }
};

TANGYUAN_TEST(SamplePricesTest)
#include "SamplePricesTest.moc"
