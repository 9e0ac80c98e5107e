// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Json.h"
#include "core/base/Limits.h"
#include "core/domain/catalog/ProductJson.h"
#include "tests/support/RoomTest.h"
#include "tests/support/World.h"

#include <QTest>

using namespace tangyuan;

class ProductStoreTest : public QObject {
    Q_OBJECT

    static Result<void> save(World& world, const Product& product)
    {
        Transaction transaction = TRY(Transaction::begin(world.till().database()));
        TRY(ProductRows::saveProduct(transaction, product));
        return transaction.commit();
    }

private Q_SLOTS:
    void keepsEverythingThereIsToKnow()
    {
        World world;
        Product product = world.product("3");
        product.name = QStringLiteral("智利车厘子 JJ级");
        product.cost = { 8'650 };
        product.tierPrices[static_cast<size_t>(Tier::Silver)] = Money { 12'000 };
        product.tierPrices[static_cast<size_t>(Tier::Diamond)] = Money { 0 };
        product.barcodes = { QStringLiteral("036000291452"), QStringLiteral("BOX-1") };
        product.state = SaleState::OffSale;
        product.tags = { QStringLiteral("进口"), QStringLiteral("\"A\" 级") };
        product.bestBefore = BusinessDate { 20261130 };
        QVERIFY(save(world, product).has_value());
        world.restart();
        QCOMPARE(*world.till().catalog().byId(product.id), product);
    }

    void replacesBarcodes()
    {
        World world;
        Product product = world.product("1");
        product.barcodes = { QStringLiteral("036000291452") };
        QVERIFY(save(world, product).has_value());
        Product other = world.product("2");
        other.barcodes = { QStringLiteral("6901234567892") }; // free again
        QVERIFY(save(world, other).has_value());
        QVERIFY(world.till().reloadCatalog().has_value());
        QCOMPARE(world.till().catalog().byBarcode(u"6901234567892")->id, other.id);
    }

    void refusesTheNumbersOfAnotherProduct()
    {
        World world;
        Product product = world.product("2");
        product.plu = QStringLiteral("1");
        auto saved = save(world, product);
        QCOMPARE(saved.error().code, ErrorCode::DuplicateCode);
        QCOMPARE(saved.error().context, QStringLiteral("1"));

        product = world.product("2");
        product.barcodes = { QStringLiteral("6901234567892") };
        saved = save(world, product);
        QCOMPARE(saved.error().code, ErrorCode::DuplicateCode);
        world.restart();
        QCOMPARE(world.till().catalog().byPlu(u"2")->barcodes, QStringList());
    }

    void tagsAndBestBeforeGoAwayAgain()
    {
        World world;
        Product product = world.product("3");
        product.tags = { QStringLiteral("时令") };
        product.bestBefore = BusinessDate { 20261130 };
        QVERIFY(save(world, product).has_value());
        product.tags.clear();
        product.bestBefore.reset();
        QVERIFY(save(world, product).has_value());
        world.restart();
        QCOMPARE(*world.till().catalog().byId(product.id), product);
    }

    void aFactTellsTagsAndBestBeforeOnlyWhereThereAreSome()
    {
        World world;
        Product product = world.product("3");
        const QJsonObject plain = productToJson(product);
        QVERIFY(!plain.contains(QLatin1String("tags")) && !plain.contains(QLatin1String("bestBefore")));
        QCOMPARE(MUST(productFromJson(plain)), product);
        product.tags = { QStringLiteral("进口"), QStringLiteral("时令") };
        product.bestBefore = BusinessDate { 20261130 };
        QCOMPARE(MUST(productFromJson(productToJson(product))), product);
        MUST(world.till().saveProducts({}, { product }));
        const Fact fact = MUST(world.till().facts().last()).value();
        QCOMPARE(fact.type, QStringLiteral("catalog.changed"));
        const QJsonArray told = MUST(parseJsonObject(fact.body))[QLatin1String("products")].toArray();
        QCOMPARE(told, QJsonArray { productToJson(product) });
    }

    void tagsAndDaysThatAreNoneAreRefused_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<int>("code");
        const auto row = [](const char* what, const char* key, const QJsonValue& value, ErrorCode code) {
            QTest::newRow(what) << QString::fromLatin1(key) << value << static_cast<int>(code);
        };
        QJsonArray many;
        for (int i = 0; i <= limits::tagsPerProduct; ++i)
            many.append(QString::number(i));
        row("a tag of nothing", "tags", QJsonArray { QString() }, ErrorCode::InputMalformed);
        row("a number", "tags", QJsonArray { 7 }, ErrorCode::InputMalformed);
        row("two in one", "tags", QJsonArray { QStringLiteral("进口；时令") }, ErrorCode::InputMalformed);
        row("a blank at its end", "tags", QJsonArray { QStringLiteral("进口 ") }, ErrorCode::InputMalformed);
        row("one twice", "tags", QJsonArray { QStringLiteral("进口"), QStringLiteral("进口") }, ErrorCode::DuplicateCode);
        row("too long", "tags", QJsonArray { QString(limits::nameChars + 1, u'x') }, ErrorCode::InputTooLong);
        row("too many", "tags", many, ErrorCode::InputTooLong);
        row("31 November", "bestBefore", QStringLiteral("2026-11-31"), ErrorCode::InputMalformed);
        row("no day", "bestBefore", QStringLiteral("soon"), ErrorCode::InputMalformed);
    }
    void tagsAndDaysThatAreNoneAreRefused()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        World world;
        QJsonObject json = productToJson(world.product("3"));
        json[key] = value;
        const auto product = productFromJson(json);
        QVERIFY(!product.has_value());
        QTEST(static_cast<int>(product.error().code), "code");
    }

    void thePlumpestProductsFitIntoTheirFacts()
    {
        World world;
        std::vector<Product> products(60, world.product("1"));
        for (size_t i = 0; i < products.size(); ++i) {
            Product& product = products[i];
            product.id = Id::make(world.clock(), world.random());
            product.plu = QStringLiteral("%1").arg(i, static_cast<int>(limits::codeChars), 10, QLatin1Char('9'));
            product.name = QString(limits::nameChars, QChar(u'糖'));
            product.barcodes.clear();
            for (qsizetype n = 0; n < limits::barcodesPerProduct; ++n)
                product.barcodes.append(QStringLiteral("%1-%2").arg(i).arg(n, 40, 10, QLatin1Char('0')));
            for (qsizetype n = 0; n < limits::tagsPerProduct; ++n)
                product.tags.append(QString(limits::nameChars - 1, QChar(u'甜')) + QChar(static_cast<char16_t>(u'一' + n)));
        }
        MUST(world.till().saveProducts({}, products));
        QCOMPARE(world.till().catalog().byId(products[59].id)->tags.size(), limits::tagsPerProduct);
    }

    void ordersCategories()
    {
        World world;
        Transaction transaction = MUST(Transaction::begin(world.till().database()));
        QVERIFY(ProductRows::saveCategory(transaction, { Id::make(world.clock(), world.random()), QStringLiteral("新品"), -1 }).has_value());
        QVERIFY(transaction.commit().has_value());
        const auto categories = MUST(ProductRows(world.till().database()).categories());
        QCOMPARE(categories.size(), size_t { 3 });
        QCOMPARE(categories[0].name, QStringLiteral("新品"));
    }
};

TANGYUAN_TEST(ProductStoreTest)
#include "ProductStoreTest.moc"
