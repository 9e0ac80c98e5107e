// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RoomTest.h"
#include "tests/usecases/segments/Regulars.h"

#include <QTest>

using namespace tangyuan;

/// Tags by hand and by rule.
class TagsTest : public QObject {
    Q_OBJECT

    const QString lover = QStringLiteral("chocolate lover");
    const QString vip = QStringLiteral("vip");

    static QStringList names(const std::vector<MemberTag>& tags)
    {
        QStringList names;
        for (const MemberTag& tag : tags)
            names.append(tag.tag);
        return names;
    }
    static qint64 factsOf(Regulars& shop, const QString& type)
    {
        qint64 count = 0;
        MUST(shop.till().facts().forEach([&](const Fact& fact) { count += fact.type == type ? 1 : 0; }));
        return count;
    }

private Q_SLOTS:
    void tagsBelongToTheMember();
    void badTagsAreRefused_data();
    void badTagsAreRefused();
    void tagsAreLimited();
    void rulesFollowTheSegment();
    void tagsByHandSurviveRules();
    void twoSegmentsMayCarryOneTag();
    void aDeletedRuleTakesItsTagsAlong();
    void rulesSeeTheTagsOfBefore();
    void allOrNothing();
    void manyMembersTakeSeveralFacts();
};

void TagsTest::tagsBelongToTheMember()
{
    Regulars shop;
    const Member regular = shop.member();
    QCOMPARE(names(MUST(shop.segments().tag(regular.key, { vip, QStringLiteral("  学生 ") }, {}))), (QStringList { vip, QStringLiteral("学生") }));
    const Fact fact = *MUST(shop.till().facts().last());
    QCOMPARE(fact.type, QStringLiteral("member.tagged"));
    QCOMPARE(MUST(parseJsonObject(fact.body))[QLatin1String("member")].toString(), regular.id.toString());
    QVERIFY(shop.isIn(R"({"tags":{"any":["学生","员工"]}})", regular));
    QVERIFY(!shop.isIn(R"({"tags":{"none":["学生"]}})", regular));
    // The same again is no news.
    MUST(shop.segments().tag(regular.key, { vip }, { QStringLiteral("员工") }));
    QCOMPARE(MUST(shop.till().facts().last())->key, fact.key);
    QCOMPARE(names(MUST(shop.segments().tag(regular.key, {}, { vip }))), (QStringList { QStringLiteral("学生") }));
    QCOMPARE(MUST(shop.segments().tags(regular.key)).front().since, shop.today());
}

void TagsTest::badTagsAreRefused_data()
{
    QTest::addColumn<QStringList>("add");
    QTest::addColumn<QStringList>("remove");
    QTest::addColumn<QString>("side");
    QTest::newRow("empty") << QStringList { QStringLiteral(" ") } << QStringList {} << QStringLiteral("add");
    QTest::newRow("control characters") << QStringList { QStringLiteral("a\tb") } << QStringList {} << QStringLiteral("add");
    QTest::newRow("long") << QStringList { QString(41, u'a') } << QStringList {} << QStringLiteral("add");
    QTest::newRow("empty to remove") << QStringList {} << QStringList { QString() } << QStringLiteral("remove");
    QTest::newRow("both ways") << QStringList { QStringLiteral("a") } << QStringList { QStringLiteral("a") } << QStringLiteral("remove");
}

void TagsTest::badTagsAreRefused()
{
    QFETCH(QStringList, add);
    QFETCH(QStringList, remove);
    QFETCH(QString, side);
    Regulars shop;
    const Member regular = shop.member();
    const auto tags = shop.segments().tag(regular.key, add, remove);
    QVERIFY(!tags);
    QCOMPARE(tags.error().context, side);
    QVERIFY(MUST(shop.segments().tags(regular.key)).empty());
}

void TagsTest::tagsAreLimited()
{
    Regulars shop;
    const Member regular = shop.member();
    const auto tagOf = [](size_t i) { return QStringLiteral("tag %1").arg(i); };
    for (size_t i = 0; i < Segments::tagsPerMember; ++i)
        MUST(shop.segments().tag(regular.key, { tagOf(i) }, {}));
    QCOMPARE(shop.segments().tag(regular.key, { vip }, {}).error().code, ErrorCode::InputTooLong);
    QVERIFY(shop.segments().tag(regular.key, { vip }, { tagOf(0) }).has_value());
}

void TagsTest::rulesFollowTheSegment()
{
    Regulars shop;
    const Member regular = shop.member();
    const Member other = shop.member();
    MUST(shop.segments().save(QStringLiteral("lovers"), shop.segment(R"({"tag":"chocolate lover","bought":{"products":["1"],"days":30}})")));
    shop.visit(regular, 29, 1'800, { QStringLiteral("1") });
    QCOMPARE(MUST(shop.segments().runTagRules()), (std::vector { TagRuleRun { lover, 1, 1, 0 } }));
    QCOMPARE(MUST(shop.segments().tags(regular.key)), (std::vector { MemberTag { lover, TagOrigin::Rule, shop.today() } }));
    QVERIFY(MUST(shop.segments().tags(other.key)).empty());
    QCOMPARE(factsOf(shop, QStringLiteral("members.tagged")), 1);
    QCOMPARE(MUST(shop.segments().runTagRules()), (std::vector { TagRuleRun { lover, 1, 0, 0 } }));
    QCOMPARE(factsOf(shop, QStringLiteral("members.tagged")), 1);
    shop.world().clock().advanceMs(86'400'000);
    QCOMPARE(MUST(shop.segments().runTagRules()), (std::vector { TagRuleRun { lover, 0, 0, 1 } }));
    QVERIFY(MUST(shop.segments().tags(regular.key)).empty());
}

void TagsTest::tagsByHandSurviveRules()
{
    Regulars shop;
    const Member byHand = shop.member();
    const Member kept = shop.member();
    shop.visit(kept, 29, 1'800);
    MUST(shop.segments().save(QStringLiteral("lovers"), shop.segment(R"({"tag":"chocolate lover","bought":{"products":["1"],"days":30}})")));
    MUST(shop.segments().tag(byHand.key, { lover }, {}));
    MUST(shop.segments().runTagRules());
    MUST(shop.segments().tag(kept.key, { lover }, {})); // a person says that the rule is right
    shop.world().clock().advanceMs(86'400'000);
    QCOMPARE(MUST(shop.segments().runTagRules()), (std::vector { TagRuleRun { lover, 0, 0, 0 } }));
    for (const Member& member : { byHand, kept })
        QCOMPARE(names(MUST(shop.segments().tags(member.key))), (QStringList { lover }));
}

void TagsTest::twoSegmentsMayCarryOneTag()
{
    Regulars shop;
    const Member rich = shop.member();
    const Member frequent = shop.member();
    shop.visit(rich, 1, 90'000);
    for (int i = 0; i < 3; ++i)
        shop.visit(frequent, i, 500);
    MUST(shop.segments().save(QStringLiteral("rich"), shop.segment(R"({"tag":"vip","purchases":{"spendMinor":{"min":90000}}})")));
    MUST(shop.segments().save(QStringLiteral("frequent"), shop.segment(R"({"tag":"vip","purchases":{"visits":{"min":3}}})")));
    QCOMPARE(MUST(shop.segments().runTagRules()), (std::vector { TagRuleRun { vip, 2, 2, 0 } }));
    MUST(shop.segments().remove(QStringLiteral("frequent")));
    QCOMPARE(MUST(shop.segments().runTagRules()), (std::vector { TagRuleRun { vip, 1, 0, 1 } }));
    QVERIFY(MUST(shop.segments().tags(frequent.key)).empty());
}

void TagsTest::aDeletedRuleTakesItsTagsAlong()
{
    Regulars shop;
    const Member regular = shop.member();
    MUST(shop.segments().save(QStringLiteral("everyone"), shop.segment(R"({"tag":"vip"})")));
    MUST(shop.segments().runTagRules());
    QCOMPARE(names(MUST(shop.segments().tags(regular.key))), (QStringList { vip }));
    MUST(shop.segments().remove(QStringLiteral("everyone")));
    QCOMPARE(MUST(shop.segments().runTagRules()), (std::vector { TagRuleRun { vip, 0, 0, 1 } }));
    QCOMPARE(MUST(shop.segments().runTagRules()), std::vector<TagRuleRun> {});
}

void TagsTest::rulesSeeTheTagsOfBefore()
{
    Regulars shop;
    const Member regular = shop.member();
    MUST(shop.segments().save(QStringLiteral("1"), shop.segment(R"({"tag":"first"})")));
    MUST(shop.segments().save(QStringLiteral("2"), shop.segment(R"({"tag":"second","tags":{"any":["first"]}})")));
    MUST(shop.segments().runTagRules());
    QCOMPARE(names(MUST(shop.segments().tags(regular.key))), (QStringList { QStringLiteral("first") }));
    MUST(shop.segments().runTagRules());
    QCOMPARE(names(MUST(shop.segments().tags(regular.key))), (QStringList { QStringLiteral("first"), QStringLiteral("second") }));
}

void TagsTest::allOrNothing()
{
    Regulars shop;
    const Member regular = shop.member();
    const Member other = shop.member();
    MUST(shop.segments().save(QStringLiteral("everyone"), shop.segment(R"({"tag":"vip"})")));
    const auto last = MUST(shop.till().facts().last())->key;
    // Whichever statement the disk refuses, nobody is tagged by half.
    for (qint64 broken = 1;; ++broken) {
        shop.till().database().setFaultHook([&](qint64 statement) { return statement == broken ? std::optional(ErrorCode::DiskFull) : std::nullopt; });
        const auto run = shop.segments().runTagRules();
        shop.till().database().setFaultHook({});
        if (run)
            break;
        QCOMPARE(run.error().code, ErrorCode::DiskFull);
        QVERIFY(MUST(shop.segments().tags(regular.key)).empty());
        QCOMPARE(MUST(shop.till().facts().last())->key, last);
        QVERIFY(broken < 1'000);
    }
    QCOMPARE(names(MUST(shop.segments().tags(other.key))), (QStringList { vip }));
    MUST(shop.till().facts().verifyChain());
}

void TagsTest::manyMembersTakeSeveralFacts()
{
    Regulars shop;
    Transaction transaction = MUST(Transaction::begin(shop.till().database()));
    MUST(transaction.execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <= ?)"
                             " INSERT INTO members (key, id, number, tier, registered_ms, phone_index, wrapped_key, sealed_profile)"
                             " SELECT i, randomblob(16), printf('%08d', i), 0, 0, randomblob(16), randomblob(72), randomblob(100) FROM n",
        { static_cast<qint64>(Segments::membersPerFact) }));
    MUST(transaction.commit());
    MUST(shop.segments().save(QStringLiteral("everyone"), shop.segment(R"({"tag":"vip"})")));
    const qint64 all = Segments::membersPerFact + 1;
    QCOMPARE(MUST(shop.segments().runTagRules()), (std::vector { TagRuleRun { vip, all, all, 0 } }));
    QCOMPARE(factsOf(shop, QStringLiteral("members.tagged")), 2);
}

TANGYUAN_TEST(TagsTest)
#include "TagsTest.moc"
