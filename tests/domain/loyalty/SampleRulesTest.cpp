// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Json.h"
#include "core/domain/catalog/ProductCsv.h"
#include "core/domain/loyalty/RulesNames.h"
#include "tests/support/RoomTest.h"

#include <QFile>
#include <QTest>

using namespace tangyuan;
using namespace Qt::Literals::StringLiterals;

/// The rules in resources/rules are documents that a shop can take as they are.
class SampleRulesTest : public QObject {
    Q_OBJECT

    FixedClock m_clock { { 1'700'000'000'000 } };
    SeededRandom m_random { 3 };

    static QByteArray fileOf(const QString& path)
    {
        QFile file(QStringLiteral(SOURCE_FOLDER "/resources/") + path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QJsonObject sample(const QString& name) { return MUST(parseJsonObject(fileOf(u"rules/%1.json"_s.arg(name)))); }

    /// A catalogue with the categories of that name.
    Catalog shelves(std::initializer_list<QString> names)
    {
        std::vector<Category> categories;
        for (const QString& name : names)
            categories.push_back({ Id::make(m_clock, m_random), name, static_cast<int>(categories.size()) });
        return Catalog(std::move(categories), {});
    }
    Catalog shopOf(const QString& name)
    {
        if (name == u"dessert") {
            ProductImport import = MUST(readProductCsv(fileOf(u"demo/products.csv"_s), {}, [this] { return Id::make(m_clock, m_random); }));
            return Catalog(std::move(import.newCategories), std::move(import.products));
        }
        return shelves({ u"进口水果"_s, u"国产水果"_s, u"果篮"_s, u"面包"_s, u"蛋糕"_s, u"月饼"_s, u"花束"_s, u"年宵花"_s });
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
        const auto read = rulesFromDocument(sample(name), catalog);
        QVERIFY2(read.has_value(), qPrintable(read ? QString() : read.error().context));
        LoyaltyRules rules = *read;
        rules.version = 2;
        for (const RuleFinding& finding : checkRules(rules))
            QVERIFY2(
                finding.weight == RuleFinding::Weight::Doubtful, qPrintable(ruleProblemName(finding.problem) + u' ' + finding.rule + u' ' + finding.other));
        rules.version = 0;
        QVERIFY(MUST(LoyaltyRules::fromJson(rules.toJson())) == rules);
        QVERIFY(MUST(rulesFromDocument(documentOfRules(rules, catalog), catalog)) == rules);
    }

    void theDessertShopKeepsItsPromises()
    {
        const Catalog catalog = shopOf(u"dessert"_s);
        const LoyaltyRules rules = MUST(rulesFromDocument(sample(u"dessert"_s), catalog));
        QVERIFY(checkRules(rules).empty());
        QVERIFY(checkRuleNames(rules, catalog).empty());
        const Situation plainDay { .date = { 20261120 } };
        const Situation memberDay { .date = { 20261108 } };
        QCOMPARE(rules.mallItem(u"tote")->pointsAt(plainDay).count, 1'000);
        QCOMPARE(rules.mallItem(u"tote")->pointsAt(memberDay).count, 800);
        const std::vector<EarnLine> hundred { { u"102"_s, catalog.byPlu(u"102")->category, { 9'900 } } };
        QCOMPARE(earn(hundred, rules, plainDay, {}).points.count, 9);
        QCOMPARE(earn(hundred, rules, memberDay, {}).points.count, 18);
        Situation gold = plainDay;
        gold.tier = Tier::Gold;
        QCOMPARE(earn(hundred, rules, gold, {}).points.count, 13); // 9 × 1.5
        const Situation midAutumn { .date = { 20260925 } };
        QCOMPARE(earn(hundred, rules, midAutumn, {}).points.count, 18);
        QCOMPARE(rules.redemption.valueAt(plainDay).minor, 1'000);
        QCOMPARE(rules.redemption.valueAt({ .date = { 20261226 } }).minor, 1'200);
    }

    void importedFruitEarnsTwice()
    {
        const Catalog catalog = shopOf(u"fruit"_s);
        const LoyaltyRules rules = MUST(rulesFromDocument(sample(u"fruit"_s), catalog));
        const auto pointsFor = [&](qsizetype category) {
            return earn({ { u"1"_s, catalog.categories()[static_cast<size_t>(category)].id, { 5'000 } } }, rules, { .date = { 20261120 } }, {}).points.count;
        };
        QCOMPARE(pointsFor(0), 100);
        QCOMPARE(pointsFor(1), 50);
    }
};

TANGYUAN_TEST(SampleRulesTest)
#include "SampleRulesTest.moc"
