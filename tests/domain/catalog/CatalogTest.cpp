// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/catalog/Catalog.h"

#include "core/base/Pinyin.h"
#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;

namespace {

Id productId(quint8 last)
{
    Id made;
    made.bytes[15] = last;
    return made;
}

Product onShelf(quint8 last, const char* plu, const char* name, SaleState state = SaleState::OnSale)
{
    const QString text = QString::fromUtf8(name);
    return { productId(last), QString::fromLatin1(plu), text, productId(100), Quantity::Unit::Piece, { 1'000 }, { 400 }, {}, {}, state, pinyinInitials(text) };
}

}

class CatalogTest : public QObject {
    Q_OBJECT

    Catalog m_catalog;

    QStringList found(const char* text, int limit = 10) const
    {
        QStringList names;
        for (const Product* hit : m_catalog.search(QString::fromUtf8(text), limit))
            names.append(hit->name);
        return names;
    }
    static QStringList names(std::initializer_list<const char*> list)
    {
        QStringList names;
        for (const char* name : list)
            names.append(QString::fromUtf8(name));
        return names;
    }

private Q_SLOTS:
    void init()
    {
        std::vector<Product> products { onShelf(1, "12", "芒果班戟"), onShelf(2, "2", "杨枝甘露"), onShelf(3, "A7", "大芒果"), onShelf(4, "100", "芒果"),
            onShelf(5, "101", "旧款芒果月饼", SaleState::OffSale), onShelf(6, "007", "Oreo Cake"), onShelf(7, "13", "芒果干") };
        products[0].barcodes = { QStringLiteral("6901234567892"), QStringLiteral("036000291452") };
        products[1].barcodes = { QStringLiteral("0012345678905"), QStringLiteral("BOX-1") };
        m_catalog = Catalog({ { productId(101), QStringLiteral("饮品"), 1 }, { productId(100), QStringLiteral("甜品"), 0 } }, products);
    }

    void standsInTheShopsOrder()
    {
        QStringList plus;
        for (const Product& each : m_catalog.products())
            plus.append(each.plu);
        QCOMPARE(plus, names({ "2", "007", "12", "13", "100", "101", "A7" }));
        QCOMPARE(m_catalog.categories().front().name, QStringLiteral("甜品"));
        QCOMPARE(m_catalog.category(productId(101))->name, QStringLiteral("饮品"));
        QVERIFY(!m_catalog.category(productId(55)));
    }

    void findsByNumber()
    {
        QCOMPARE(m_catalog.byPlu(u"00012")->name, QStringLiteral("芒果班戟"));
        QCOMPARE(m_catalog.byPlu(u"7")->name, QStringLiteral("Oreo Cake"));
        QCOMPARE(m_catalog.byPlu(u"a7")->name, QStringLiteral("大芒果"));
        QVERIFY(!m_catalog.byPlu(u"3"));
        QVERIFY(!m_catalog.byPlu(u""));
        QCOMPARE(m_catalog.byId(productId(2))->plu, QStringLiteral("2"));
        QVERIFY(!m_catalog.byId(productId(99)));
    }

    void findsByBarcode()
    {
        QCOMPARE(m_catalog.byBarcode(u"6901234567892")->plu, QStringLiteral("12"));
        QCOMPARE(m_catalog.byBarcode(u"036000291452")->plu, QStringLiteral("12"));
        QCOMPARE(m_catalog.byBarcode(u"0036000291452")->plu, QStringLiteral("12")); // a UPC-A as an EAN-13 …
        QCOMPARE(m_catalog.byBarcode(u"012345678905")->plu, QStringLiteral("2"));   // … and back
        QCOMPARE(m_catalog.byBarcode(u"BOX-1")->plu, QStringLiteral("2"));
        QVERIFY(!m_catalog.byBarcode(u"6901234567893"));
        QVERIFY(!m_catalog.byBarcode(u""));
    }

    void showsTheBestMatchFirst()
    {
        QCOMPARE(found("芒果"), names({ "芒果", "芒果干", "芒果班戟", "大芒果" }));
        QCOMPARE(found("mg"), names({ "芒果", "芒果干", "芒果班戟" }));
        QCOMPARE(found("MGB"), names({ "芒果班戟" }));
        QCOMPARE(found("1"), names({ "芒果", "芒果干", "芒果班戟" })); // PLUs 100, 13, 12: the shorter name first
        QCOMPARE(found("12"), names({ "芒果班戟" }));
        QCOMPARE(found("2"), names({ "杨枝甘露" }));
        QCOMPARE(found("cake"), names({ "Oreo Cake" }));
        QCOMPARE(found("ｏｒｅｏ"), names({ "Oreo Cake" }));
        QCOMPARE(found("月饼"), QStringList());
        QCOMPARE(found("芒果", 2).size(), 2);
        QCOMPARE(found("芒果", 0).size(), 0);
        QCOMPARE(found("   ").size(), 0);
        QVERIFY(m_catalog.search(QString(10'000, u'x'), 10).empty());
    }

    void showsACategoryWithoutWhatIsOffSale()
    {
        QCOMPARE(m_catalog.inCategory(productId(100)).size(), size_t { 6 });
        QCOMPARE(m_catalog.inCategory(productId(101)).size(), size_t { 0 });
    }
};

TANGYUAN_TEST(CatalogTest)
#include "CatalogTest.moc"
