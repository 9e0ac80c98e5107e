// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/loyalty/RulesNames.h"
#include "core/base/Json.h"
#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;
using namespace Qt::Literals::StringLiterals;

/// An owner writes names; the rules hold ids.
class RulesNamesTest : public QObject {
    Q_OBJECT

    static Id id(quint8 last)
    {
        Id made;
        made.bytes[15] = last;
        return made;
    }
    const Id m_desserts = id(100);
    const Id m_fruit = id(101);
    const Catalog m_catalog { { { m_desserts, u"甜品"_s, 0 }, { m_fruit, u"水果"_s, 1 } },
        { { id(1), u"1"_s, u"芒果班戟"_s, m_desserts, Quantity::Unit::Piece, { 1'800 }, {}, {}, {}, SaleState::OnSale, {} },
            { id(4), u"4"_s, u"红豆汤圆"_s, m_desserts, Quantity::Unit::Piece, { 1'250 }, {}, {}, {}, SaleState::OnSale, {} } } };

    const Catalog& catalog() const { return m_catalog; }
    Result<LoyaltyRules> read(const QByteArray& scope)
    {
        return rulesFromDocument(
            MUST(parseJsonObject(R"({"earning":{"rules":[{"id":"base","name":"","kind":"amount","perMinor":1000,"points":1,"scope":)" + scope + "}]}}")),
            catalog());
    }

private Q_SLOTS:
    void categoriesStandByName()
    {
        const LoyaltyRules rules = MUST(read(R"({"categories":["水果","甜品"]})"));
        const std::vector<Id> expected { m_fruit, m_desserts };
        QVERIFY(rules.earning.rules[0].scope.categories == expected);
        QVERIFY(checkRuleNames(rules, catalog()).empty());
    }

    void anUnknownNameIsRefusedWithItsPlace()
    {
        const auto rules = read(R"({"categories":["甜品","饮料"]})");
        QVERIFY(!rules.has_value());
        QCOMPARE(rules.error().code, ErrorCode::InputMalformed);
        QCOMPARE(rules.error().context, u"earning.rules[0].scope.categories[1]: 饮料"_s);
    }

    void whatIsShownIsReadAgain()
    {
        const LoyaltyRules rules = MUST(read(R"({"categories":["甜品"],"products":["1"]})"));
        const QJsonObject shown = documentOfRules(rules, catalog());
        QCOMPARE(shown["earning"_L1]["rules"_L1][0]["scope"_L1]["categories"_L1][0].toString(), u"甜品"_s);
        QVERIFY(MUST(rulesFromDocument(shown, catalog())) == rules);
        QVERIFY(MUST(rulesFromDocument(rules.toJson(), catalog())) == rules); // ids are understood too
    }

    void aCategoryThatIsGoneKeepsItsIdAndIsDoubtful()
    {
        const QByteArray id = "0192f3a0-7c1e-7000-8000-00000000abcd";
        const LoyaltyRules rules = MUST(read(R"({"categories":[")" + id + R"("]})"));
        QCOMPARE(documentOfRules(rules, catalog())["earning"_L1]["rules"_L1][0]["scope"_L1]["categories"_L1][0].toString(), QString::fromLatin1(id));
        const std::vector<RuleFinding> findings = checkRuleNames(rules, catalog());
        QCOMPARE(findings.size(), size_t { 1 });
        QVERIFY((findings[0] == RuleFinding { RuleProblem::CategoryUnknown, u"base"_s, QString::fromLatin1(id), RuleFinding::Weight::Doubtful }));
    }

    void productsMayComeLater()
    {
        const LoyaltyRules rules = MUST(read(R"({"products":["0004","77"]})"));
        const std::vector<QString> expected { u"4"_s, u"77"_s }; // as the catalogue spells it, for that is what a sale has
        QVERIFY(rules.earning.rules[0].scope.plus == expected);
        const std::vector<RuleFinding> findings = checkRuleNames(rules, catalog());
        QCOMPARE(findings.size(), size_t { 1 });
        QVERIFY((findings[0] == RuleFinding { RuleProblem::ProductUnknown, u"base"_s, u"77"_s, RuleFinding::Weight::Doubtful }));
    }

    void whatIsNoRuleIsRefusedAsEver()
    {
        const auto rules = rulesFromDocument({ { u"earnings"_s, QJsonObject() } }, catalog());
        QVERIFY(!rules.has_value());
        QCOMPARE(rules.error().context, u"earnings"_s);
        QVERIFY(!read(R"({"categories":[7]})").has_value());
    }
};

TANGYUAN_TEST(RulesNamesTest)
#include "RulesNamesTest.moc"
