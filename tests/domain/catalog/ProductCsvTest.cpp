// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/catalog/ProductCsv.h"

#include "core/base/Limits.h"
#include "core/base/Pinyin.h"
#include "core/base/Random.h"
#include "core/domain/catalog/Barcode.h"
#include "tests/support/RoomTest.h"

#include <QFile>
#include <QSet>
#include <QTest>

using namespace tangyuan;

class ProductCsvTest : public QObject {
    Q_OBJECT

    SeededRandom m_random { 7 };
    FixedClock m_clock { { 1'795'140'000'000 } };
    Catalog m_catalog;

    ProductImport read(const QByteArray& file)
    {
        return MUST(readProductCsv(file, m_catalog, [this] { return Id::make(m_clock, m_random); }));
    }

    /// What the shop's catalogue is after the import.
    void take(const ProductImport& import)
    {
        std::vector<Category> categories = m_catalog.categories();
        categories.insert(categories.end(), import.newCategories.begin(), import.newCategories.end());
        std::vector<Product> products = import.products;
        for (const Product& product : m_catalog.products()) {
            if (std::none_of(products.begin(), products.end(), [&](const Product& other) { return other.id == product.id; }))
                products.push_back(product);
        }
        m_catalog = Catalog(categories, products);
    }

private Q_SLOTS:
    void init()
    {
        m_catalog = Catalog();
        take(read("货号,品名,分类,单位,售价,成本,银卡价,金卡价,钻石价,条码,在售\n"
                  "1,芒果班戟,甜品,件,18,7.5,17,16,15.5,6901234567892 036000291452,是\n"
                  "2,杨枝甘露,甜品,个,¥26.00,9,,,,,是\n"
                  "3,进口车厘子,水果,公斤,128元,86,,,,,1\n"
                  "4,旧款月饼,,件,8,3,,,,BOX-1;96385074,否\n"));
    }

    void takesAShopsList()
    {
        QCOMPARE(m_catalog.products().size(), size_t { 4 });
        QCOMPARE(m_catalog.categories().size(), size_t { 3 });
        const Product& cake = *m_catalog.byPlu(u"1");
        QCOMPARE(cake.price, Money { 1'800 });
        QCOMPARE(cake.cost, Money { 750 });
        QCOMPARE(cake.tierPrices[static_cast<size_t>(Tier::Gold)], std::optional(Money { 1'600 }));
        QCOMPARE(cake.initials, QStringLiteral("mgbj"));
        QCOMPARE(cake.barcodes.size(), 2);
        QCOMPARE(m_catalog.category(cake.category)->name, QStringLiteral("甜品"));
        QCOMPARE(m_catalog.byPlu(u"3")->unit, Quantity::Unit::Gram);
        QCOMPARE(m_catalog.byPlu(u"3")->price, Money { 12'800 });
        QCOMPARE(m_catalog.byPlu(u"4")->state, SaleState::OffSale);
        QCOMPARE(m_catalog.category(m_catalog.byPlu(u"4")->category)->name, QStringLiteral("其他"));
        QCOMPARE(m_catalog.byBarcode(u"96385074")->plu, QStringLiteral("4"));
    }

    void changesOnlyWhatTheFileHas()
    {
        const ProductImport import = read("price,PLU\n19.50,0001\n26,2\n");
        QCOMPARE(import.changed, 1);
        QCOMPARE(import.unchanged, 1);
        QCOMPARE(import.added, 0);
        QVERIFY(import.problems.empty());
        QCOMPARE(import.products.size(), size_t { 1 });
        Product expected = *m_catalog.byPlu(u"1");
        expected.price = { 1'950 };
        QCOMPARE(import.products[0], expected);
    }

    void anEmptyCellTakesAway()
    {
        const ProductImport import = read("plu,silver price,barcodes\n1,,\n");
        QCOMPARE(import.products.size(), size_t { 1 });
        QVERIFY(!import.products[0].tierPrices[static_cast<size_t>(Tier::Silver)]);
        QVERIFY(import.products[0].tierPrices[static_cast<size_t>(Tier::Gold)]);
        QVERIFY(import.products[0].barcodes.isEmpty());
    }

    void tagsAndBestBeforeAreReadKeptAndTakenAway()
    {
        const ProductImport import = read("货号,标签,保质期至\n3, 进口；时令 ; JJ级,2026-11-30\n4,,2026/12/1\n");
        QVERIFY(import.problems.empty());
        take(import);
        QCOMPARE(m_catalog.byPlu(u"3")->tags, (QStringList { QStringLiteral("进口"), QStringLiteral("时令"), QStringLiteral("JJ级") }));
        QCOMPARE(m_catalog.byPlu(u"3")->bestBefore, std::optional(BusinessDate { 20261130 }));
        QCOMPARE(m_catalog.byPlu(u"4")->bestBefore, std::optional(BusinessDate { 20261201 }));
        const QByteArray file = writeProductCsv(m_catalog, CsvLanguage::English, CsvEncoding::Utf8);
        QVERIFY(file.contains("tags,best_before") && file.contains(QByteArray("进口;时令;JJ级,2026-11-30")));

        const ProductImport priced = read("plu,price\n3,99\n"); // no such columns: both stay
        QCOMPARE(priced.products.at(0).tags.size(), 3);
        QVERIFY(priced.products.at(0).bestBefore.has_value());
        const ProductImport cleared = read("plu,tags,best before\n3,,\n");
        QVERIFY(cleared.products.at(0).tags.isEmpty() && !cleared.products.at(0).bestBefore);
        const ProductImport wrong = read("plu,tags,best before\n1,甜;甜,\n2,,明天\n3,,2026-02-30\n");
        QCOMPARE(wrong.problems.size(), size_t { 3 });
        QCOMPARE(errorCodeName(wrong.problems[0].error.code), QStringLiteral("DuplicateCode"));
        QCOMPARE(wrong.problems[0].column, QStringLiteral("tags"));
        QCOMPARE(wrong.problems[2].column, QStringLiteral("best before"));
    }

    void anExportComesBackUnchanged_data()
    {
        QTest::addColumn<int>("language");
        QTest::addColumn<int>("encoding");
        for (const int language : { 0, 1 })
            for (const int encoding : { 0, 1, 2 })
                QTest::addRow("language %d, encoding %d", language, encoding) << language << encoding;
    }
    void anExportComesBackUnchanged()
    {
        QFETCH(int, language);
        QFETCH(int, encoding);
        take(read(QStringLiteral("plu,name,price,category\n5,\"=1+1, \"\"甜\"\"\",3,@饮品\nA-7,-5°C 冰 𠮷,0.01,@饮品\n").toUtf8()));
        take(read("plu,tags,best_before\nA-7,冰;@新品,2026-11-30\n"));
        QCOMPARE(m_catalog.byPlu(u"5")->name, QStringLiteral("=1+1, \"甜\""));
        const QByteArray file = writeProductCsv(m_catalog, static_cast<CsvLanguage>(language), static_cast<CsvEncoding>(encoding));
        const ProductImport import = read(file);
        QCOMPARE(import.unchanged, 6);
        QCOMPARE(import.changed + import.added, 0);
        QVERIFY(import.problems.empty() && import.newCategories.empty());

        const Catalog before = std::exchange(m_catalog, Catalog());
        const ProductImport elsewhere = read(file);
        QCOMPARE(elsewhere.added, 6);
        take(elsewhere);
        for (const Product& product : before.products()) {
            Product copy = *m_catalog.byPlu(product.plu);
            copy.id = product.id;
            copy.category = product.category;
            QCOMPARE(copy, product);
        }
    }

    void reportsBadRowsByLineAndColumn_data()
    {
        QTest::addColumn<QString>("row");
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("code");
        const auto bad = [](const char* name, const QString& row, const QString& column, const char* code) {
            QTest::newRow(name) << row << column << QString::fromLatin1(code);
        };
        const QString price = QStringLiteral("售价");
        const QString barcode = QStringLiteral("条码");
        bad("no PLU", QStringLiteral(",糖,1,,件,是"), QStringLiteral("货号"), "InputMalformed");
        bad("PLU twice in the file", QStringLiteral("0010,糖,1,,件,是"), QStringLiteral("货号"), "DuplicateCode");
        bad("long PLU", QString(limits::codeChars + 1, u'9') + QStringLiteral(",糖,1,,件,是"), QStringLiteral("货号"), "InputTooLong");
        bad("no name", QStringLiteral("11,,1,,件,是"), QStringLiteral("品名"), "InputMalformed");
        bad("long name", QStringLiteral("11,%1,1,,件,是").arg(QString(limits::nameChars + 1, QChar(u'糖'))), QStringLiteral("品名"), "InputTooLong");
        bad("no price", QStringLiteral("11,糖,,,件,是"), price, "InputMalformed");
        bad("price in words", QStringLiteral("11,糖,便宜,,件,是"), price, "InputMalformed");
        bad("negative price", QStringLiteral("11,糖,-1,,件,是"), price, "InputOutOfRange");
        bad("price beyond all", QStringLiteral("11,糖,1000000.01,,件,是"), price, "InputOutOfRange");
        bad("third decimal", QStringLiteral("11,糖,1.005,,件,是"), price, "InputMalformed");
        bad("check digit", QStringLiteral("11,糖,1,6901234567893,件,是"), barcode, "BarcodeInvalid");
        bad("cut by a spreadsheet", QStringLiteral("11,糖,1,6.90123E+12,件,是"), barcode, "BarcodeInvalid");
        bad("no barcode at all", QStringLiteral("11,糖,1,条码,件,是"), barcode, "InputMalformed");
        bad("barcode of another product", QStringLiteral("11,糖,1,6901234567892,件,是"), barcode, "DuplicateCode");
        bad("the same as UPC-A and EAN-13", QStringLiteral("11,糖,1,0036000291452,件,是"), barcode, "DuplicateCode");
        bad("barcode in the file already", QStringLiteral("11,糖,1,4006381333931,件,是"), barcode, "DuplicateCode");
        bad("barcode twice in the row", QStringLiteral("11,糖,1,X1 X1,件,是"), barcode, "DuplicateCode");
        bad("unknown unit", QStringLiteral("11,糖,1,,斤,是"), QStringLiteral("单位"), "InputMalformed");
        bad("unknown flag", QStringLiteral("11,糖,1,,件,也许"), QStringLiteral("在售"), "InputMalformed");
        bad("a field too few", QStringLiteral("11,糖,1,,件"), QString(), "InputMalformed");
    }
    void reportsBadRowsByLineAndColumn()
    {
        QFETCH(QString, row);
        const QString file = QStringLiteral("货号,品名,售价,条码,单位,在售\n10,好糖,2,4006381333931,件,是\n\n%1\n12,好糖二,3,,公斤,否\n").arg(row);
        const ProductImport import = read(encodeText(file, CsvEncoding::Gb18030));
        QCOMPARE(import.added, 2); // the good rows are there all the same
        QCOMPARE(import.problems.size(), size_t { 1 });
        QCOMPARE(import.problems[0].line, 4);
        QTEST(import.problems[0].column, "column");
        QTEST(errorCodeName(import.problems[0].error.code), "code");
        QVERIFY(import.newCategories.size() <= 1);
    }

    void aBarcodeMayMoveToAnotherProduct()
    {
        const ProductImport import = read("plu,barcodes\n2,6901234567892\n1,036000291452\n");
        QVERIFY(import.problems.empty());
        QCOMPARE(import.changed, 2);
        QCOMPARE(import.products[0].plu, QStringLiteral("1")); // gives it up first
    }

    void aNewProductNeedsNameAndPrice()
    {
        const ProductImport import = read("plu,cost\n77,1\n");
        QCOMPARE(import.problems.size(), size_t { 1 });
        QCOMPARE(import.added, 0);
        QVERIFY(!readProductCsv("name,price\n糖,1\n", m_catalog, [] { return Id {}; }).has_value());
    }

    void theDemoShopsListIsInOrder()
    {
        m_catalog = Catalog();
        QFile file(QStringLiteral(SOURCE_FOLDER "/resources/demo/products.csv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const ProductImport import = read(file.readAll());
        for (const RowProblem& problem : import.problems)
            qWarning() << "line" << problem.line << problem.column << errorCodeName(problem.error.code) << problem.error.context;
        QVERIFY(import.problems.empty());
        QVERIFY(import.added >= 120);
        QVERIFY(import.newCategories.size() >= 8);
        int weighed = 0;
        int withEan = 0;
        QSet<QString> tags;
        for (const Product& product : import.products) {
            QVERIFY2(product.price > product.cost && product.cost > Money {}, qPrintable(product.name));
            tags.unite({ product.tags.begin(), product.tags.end() });
            weighed += product.unit == Quantity::Unit::Gram ? 1 : 0;
            for (const QString& barcode : product.barcodes)
                withEan += classifyBarcode(barcode) == BarcodeKind::Ean13 ? 1 : 0;
        }
        QVERIFY(weighed >= 20);
        QVERIFY(withEan >= 20);
        QCOMPARE(tags, (QSet<QString> { QStringLiteral("进口"), QStringLiteral("时令"), QStringLiteral("巧克力") }));
    }

    void standsAnyBytes()
    {
        SeededRandom random(4711);
        const QByteArray good = writeProductCsv(m_catalog, CsvLanguage::Chinese, CsvEncoding::Utf8);
        for (int round = 0; round < 500; ++round) {
            QByteArray broken = good;
            for (int i = 0; i < 3; ++i)
                broken[static_cast<qsizetype>(random.below(static_cast<quint64>(broken.size())))] = static_cast<char>(random.below(256));
            const auto import = readProductCsv(broken, m_catalog, [this] { return Id::make(m_clock, m_random); });
            if (import)
                QVERIFY2(import->added + import->changed + import->unchanged <= 6, "seed 4711");
        }
    }
};

TANGYUAN_TEST(ProductCsvTest)
#include "ProductCsvTest.moc"
