// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RoomTest.h"
#include "tests/support/World.h"

#include <QTest>

using namespace tangyuan;

class ProductStoreTest : public QObject {
    Q_OBJECT

    static Result<void> save(World& world, const Product& product)
    {
        Transaction transaction = TRY(Transaction::begin(world.till().database()));
        TRY(ProductStore::saveProduct(transaction, product));
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

    void ordersCategories()
    {
        World world;
        Transaction transaction = MUST(Transaction::begin(world.till().database()));
        QVERIFY(ProductStore::saveCategory(transaction, { Id::make(world.clock(), world.random()), QStringLiteral("新品"), -1 }).has_value());
        QVERIFY(transaction.commit().has_value());
        const auto categories = MUST(ProductStore(world.till().database()).categories());
        QCOMPARE(categories.size(), size_t { 3 });
        QCOMPARE(categories[0].name, QStringLiteral("新品"));
    }
};

TANGYUAN_TEST(ProductStoreTest)
#include "ProductStoreTest.moc"
