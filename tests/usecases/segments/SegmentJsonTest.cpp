// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RoomTest.h"
#include "tests/usecases/segments/Regulars.h"

#include <QTest>

using namespace tangyuan;

/// Segments as documents: what is written can be read, and what is wrong is refused by name.
class SegmentJsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refused_data();
    void refused();
    void comesBackAsItWas();
    void namesBecomeIds();
    void savedSegmentsAreFacts();
    void savedGoesBeforeBuiltIn();
    void badNamesAreRefused();
};

void SegmentJsonTest::refused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("key");
    const auto row = [](const char* json, ErrorCode code, const char* key) { QTest::newRow(json) << QByteArray(json) << code << QString::fromLatin1(key); };
    row(R"({"colour":1})", ErrorCode::InputMalformed, "colour");
    row(R"({"points":{"mim":1}})", ErrorCode::InputMalformed, "points.mim");
    row(R"({"points":{"min":-1}})", ErrorCode::InputOutOfRange, "points.min");
    row(R"({"points":{"min":1.5}})", ErrorCode::InputMalformed, "points.min");
    row(R"({"points":{"min":5,"max":4}})", ErrorCode::InputOutOfRange, "points");
    row(R"({"points":{}})", ErrorCode::InputMalformed, "points");
    row(R"({"points":200})", ErrorCode::InputMalformed, "points");
    row(R"({"lastVisitDaysAgo":{"max":3661}})", ErrorCode::InputOutOfRange, "lastVisitDaysAgo.max");
    row(R"({"profile":[]})", ErrorCode::InputMalformed, "profile");
    row(R"({"profile":{"name":"王"}})", ErrorCode::InputMalformed, "profile.name");
    row(R"({"profile":{"sex":"f"}})", ErrorCode::InputMalformed, "profile.sex");
    row(R"({"profile":{"birthdayMonth":13}})", ErrorCode::InputOutOfRange, "profile.birthdayMonth");
    row(R"({"profile":{"birthdayMonth":0}})", ErrorCode::InputOutOfRange, "profile.birthdayMonth");
    row(R"({"profile":{"birthdayMonth":"next"}})", ErrorCode::InputMalformed, "profile.birthdayMonth");
    row(R"({"profile":{"birthdayWithinDays":367}})", ErrorCode::InputOutOfRange, "profile.birthdayWithinDays");
    row(R"({"profile":{"consent":true}})", ErrorCode::InputMalformed, "profile.consent");
    row(R"({"profile":{"tiers":["platinum"]}})", ErrorCode::InputMalformed, "profile.tiers");
    row(R"({"profile":{"tiers":[]}})", ErrorCode::InputMalformed, "profile.tiers");
    row(R"({"profile":{"registeredFrom":"2026-02-30"}})", ErrorCode::InputMalformed, "profile.registeredFrom");
    row(R"({"purchases":{"days":30}})", ErrorCode::InputMalformed, "purchases");
    row(R"({"purchases":{"days":30,"months":1,"visits":{"min":1}}})", ErrorCode::InputMalformed, "purchases.months");
    row(R"({"purchases":{"days":0,"visits":{"min":1}}})", ErrorCode::InputOutOfRange, "purchases.days");
    row(R"({"purchases":{"visits":{"max":1000001}}})", ErrorCode::InputOutOfRange, "purchases.visits.max");
    row(R"({"purchases":{"spendMinor":{"min":1000000000001}}})", ErrorCode::InputOutOfRange, "purchases.spendMinor.min");
    row(R"({"bought":{"times":2}})", ErrorCode::InputMalformed, "bought");
    row(R"({"bought":{"products":["99"]}})", ErrorCode::ProductNotFound, "bought.products");
    row(R"({"bought":{"products":[1]}})", ErrorCode::InputMalformed, "bought.products");
    row(R"({"bought":{"categories":["饮料"]}})", ErrorCode::InputMalformed, "bought.categories");
    row(R"({"bought":{"products":["1"],"times":0}})", ErrorCode::InputOutOfRange, "bought.times");
    row(R"({"tags":{"any":"vip"}})", ErrorCode::InputMalformed, "tags.any");
    row(R"({"tags":{"any":[" "]}})", ErrorCode::InputMalformed, "tags.any");
    row(R"({"tags":{"none":["12345678901234567890123456789012345678901"]}})", ErrorCode::InputTooLong, "tags.none");
    row(R"({"rfm":{"recency":{"min":0}}})", ErrorCode::InputOutOfRange, "rfm.recency.min");
    row(R"({"rfm":{"monetary":{"max":6}}})", ErrorCode::InputOutOfRange, "rfm.monetary.max");
    row(R"({"anyOf":[]})", ErrorCode::InputMalformed, "anyOf");
    row(R"({"anyOf":[{},1]})", ErrorCode::InputMalformed, "anyOf.1");
    row(R"({"anyOf":[{"points":{"min":-5}}]})", ErrorCode::InputOutOfRange, "anyOf.0.points.min");
    row(R"({"anyOf":[{"anyOf":[{}]}]})", ErrorCode::InputMalformed, "anyOf.0.anyOf");
    row(R"({"anyOf":[{},{},{},{},{},{},{},{},{},{},{}]})", ErrorCode::InputTooLong, "anyOf");
    row(R"({"tag":""})", ErrorCode::InputMalformed, "tag");
    row(R"({"tag":7})", ErrorCode::InputMalformed, "tag");
}

void SegmentJsonTest::refused()
{
    QFETCH(QByteArray, json);
    QFETCH(ErrorCode, code);
    QFETCH(QString, key);
    Regulars shop;
    const auto segment = Segment::fromJson(MUST(parseJsonObject(json)), shop.till().catalog());
    QVERIFY(!segment);
    QCOMPARE(errorCodeName(segment.error().code), errorCodeName(code));
    QCOMPARE(segment.error().context, key);
}

void SegmentJsonTest::comesBackAsItWas()
{
    Regulars shop;
    const Segment segment = shop.segment(R"({"tag":"巧克力控","points":{"min":200},"lastVisitDaysAgo":{"min":1,"max":90},
        "profile":{"sex":"female","birthdayMonth":"current","birthdayWithinDays":7,"consent":"given","tiers":["gold","diamond"],
            "registeredFrom":"2025-01-01","registeredTo":"2026-01-01","registeredDaysAgo":{"max":500}},
        "purchases":{"days":90,"visits":{"min":2,"max":9},"spendMinor":{"min":5000},"averageMinor":{"max":8000}},
        "bought":{"months":3,"products":["1","2"],"categories":["甜品"],"times":2},
        "tags":{"any":["学生"],"none":["同行","员工"]},"rfm":{"recency":{"max":3},"frequency":{"min":2},"monetary":{"min":1,"max":5}},
        "anyOf":[{"points":{"max":10}},{"profile":{"birthdayMonth":2}}]})");
    QCOMPARE(MUST(Segment::fromJson(segment.toJson())), segment);
    MUST(shop.segments().save(QStringLiteral("all of it"), segment));
    shop.world().restart();
    QCOMPARE(MUST(shop.segments().byName(QStringLiteral("all of it"))), segment);
}

void SegmentJsonTest::namesBecomeIds()
{
    Regulars shop;
    const QJsonObject bought = shop.segment(R"({"bought":{"products":["0001"],"categories":["水果"]}})").toJson()[QLatin1String("bought")].toObject();
    QCOMPARE(bought[QLatin1String("products")][0].toString(), shop.world().product("1").id.toString());
    QCOMPARE(bought[QLatin1String("categories")][0].toString(), shop.world().product("3").category.toString());
}

void SegmentJsonTest::savedSegmentsAreFacts()
{
    Regulars shop;
    const QString name = QStringLiteral("regulars");
    MUST(shop.segments().save(name, shop.segment(R"({"points":{"min":1}})")));
    const Fact saved = *MUST(shop.till().facts().last());
    QCOMPARE(saved.type, QStringLiteral("segment.saved"));
    QCOMPARE(MUST(parseJsonObject(saved.body))[QLatin1String("segment")][QLatin1String("points")][QLatin1String("min")].toInteger(), 1);
    MUST(shop.segments().save(name, shop.segment(R"({"points":{"min":1}})")));
    QCOMPARE(MUST(shop.till().facts().last())->key, saved.key);
    MUST(shop.segments().remove(name));
    QCOMPARE(MUST(shop.till().facts().last())->type, QStringLiteral("segment.deleted"));
    QCOMPARE(shop.segments().byName(name).error().code, ErrorCode::SegmentNotFound);
    QCOMPARE(shop.segments().remove(name).error().code, ErrorCode::SegmentNotFound);
}

void SegmentJsonTest::savedGoesBeforeBuiltIn()
{
    Regulars shop;
    const QString dormant = QStringLiteral("dormant");
    const Segment builtIn = MUST(shop.segments().byName(dormant));
    const Segment ours = shop.segment(R"({"lastVisitDaysAgo":{"min":60}})");
    MUST(shop.segments().save(dormant, ours));
    QCOMPARE(MUST(shop.segments().byName(dormant)), ours);
    QCOMPARE(std::ranges::count(MUST(shop.segments().list()), dormant, &ListedSegment::name), 1);
    MUST(shop.segments().remove(dormant));
    QCOMPARE(MUST(shop.segments().byName(dormant)), builtIn);
    QCOMPARE(shop.segments().remove(dormant).error().code, ErrorCode::SegmentNotFound);
}

void SegmentJsonTest::badNamesAreRefused()
{
    Regulars shop;
    QCOMPARE(shop.segments().save(QStringLiteral("  "), {}).error().code, ErrorCode::InputMalformed);
    QCOMPARE(shop.segments().save(QStringLiteral("a\nb"), {}).error().code, ErrorCode::InputMalformed);
    QCOMPARE(shop.segments().save(QString(121, u'a'), {}).error().code, ErrorCode::InputTooLong);
    Segment unreadable;
    unreadable.all.points.least = -5;
    QCOMPARE(shop.segments().save(QStringLiteral("unreadable"), unreadable).error().context, QStringLiteral("points.min"));
}

TANGYUAN_TEST(SegmentJsonTest)
#include "SegmentJsonTest.moc"
