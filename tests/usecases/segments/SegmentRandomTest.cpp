// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RoomTest.h"
#include "tests/usecases/segments/Regulars.h"

#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace tangyuan;

namespace {

/// What the test knows of a member without the database.
struct KnownMember {
    Member member;
    std::vector<Regulars::Visit> visits {};
    qint64 points = 0;
    QSet<QString> tags {};
    bool isErased = false;
};

/// Segments asked the plain way: member by member, visit by visit.
struct PlainSearch {
    const Catalog& catalog;
    BusinessCalendar calendar;
    RfmCuts cuts;
    QDate today;

    qint64 daysSince(BusinessDate date) const { return date.toDate().daysTo(today); }

    bool isInWindow(const SegmentWindow& window, BusinessDate date) const
    {
        if (window.days > 0)
            return daysSince(date) < window.days;
        return window.months == 0 || date.toDate() > today.addMonths(-window.months);
    }
    qint64 visits(const KnownMember& known, const SegmentWindow& window) const
    {
        return std::ranges::count_if(known.visits, [&](const auto& visit) { return !visit.isRefund() && isInWindow(window, visit.date); });
    }
    qint64 spend(const KnownMember& known, const SegmentWindow& window) const
    {
        qint64 sum = 0;
        for (const Regulars::Visit& visit : known.visits)
            sum += isInWindow(window, visit.date) ? visit.totalMinor : 0;
        return sum;
    }
    qint64 daysAgo(const KnownMember& known) const
    {
        std::optional<qint64> days;
        for (const Regulars::Visit& visit : known.visits)
            if (!visit.isRefund())
                days = std::min(days.value_or(daysSince(visit.date)), daysSince(visit.date));
        return days.value_or(daysSince(calendar.businessDate(known.member.registeredAt)));
    }
    RfmScore score(const KnownMember& known) const
    {
        const SegmentWindow window { .days = cuts.windowDays };
        return cuts.score(daysAgo(known), visits(known, window), { spend(known, window) });
    }
    bool bought(const BoughtCondition& condition, const KnownMember& known) const
    {
        const auto isWanted = [&](const QString& plu) {
            const Product* product = catalog.byPlu(plu);
            return std::ranges::count(condition.products, product->id) + std::ranges::count(condition.categories, product->category) > 0;
        };
        return condition.times <= std::ranges::count_if(known.visits, [&](const Regulars::Visit& visit) {
            return !visit.isRefund() && isInWindow(condition.window, visit.date) && std::ranges::any_of(visit.plus, isWanted);
        });
    }
    bool hasAny(const QStringList& tags, const KnownMember& known) const
    {
        return std::ranges::any_of(tags, [&](const QString& tag) { return known.tags.contains(tag); });
    }
    bool hold(const SegmentConditions& all, const KnownMember& known) const
    {
        const PurchaseCondition& purchases = all.purchases;
        const qint64 count = visits(known, purchases.window);
        const qint64 sum = spend(known, purchases.window);
        const RfmScore standing = score(known);
        const BusinessDate registered = calendar.businessDate(known.member.registeredAt);
        const bool isInBand = purchases.averageMinor.isOpen()
            || (count > 0 && sum >= purchases.averageMinor.least.value_or(-1'000'000) * count
                && sum <= purchases.averageMinor.most.value_or(1'000'000'000) * count);
        return all.profile.holds(known.member.profile, today) && (all.tiers.empty() || std::ranges::find(all.tiers, known.member.tier) != all.tiers.end())
            && (!all.registeredFrom || registered >= *all.registeredFrom) && (!all.registeredTo || registered <= *all.registeredTo)
            && all.registeredDaysAgo.contains(daysSince(registered)) && purchases.visits.contains(count) && purchases.spendMinor.contains(sum) && isInBand
            && (all.bought.isOpen() || bought(all.bought, known)) && all.lastVisitDaysAgo.contains(daysAgo(known)) && all.points.contains(known.points)
            && (all.tags.any.isEmpty() || hasAny(all.tags.any, known)) && !hasAny(all.tags.none, known) && all.rfm.recency.contains(standing.recency)
            && all.rfm.frequency.contains(standing.frequency) && all.rfm.monetary.contains(standing.monetary);
    }
    bool isIn(const Segment& segment, const KnownMember& known) const
    {
        const auto holds = [&](const SegmentConditions& conditions) { return hold(conditions, known); };
        return !known.isErased && holds(segment.all) && (segment.anyOf.empty() || std::ranges::any_of(segment.anyOf, holds));
    }
};

/// Makes the shop's past and the segments to ask, all from one seed.
class RandomShop {
public:
    explicit RandomShop(quint64 seed)
        : m_shop(seed)
    {
        for (int i = 0; i < 60; ++i)
            addMember();
        for (int i = 0; i < 20; ++i)
            m_shop.visit({}, below(400), 1'000 + below(9'000), plus());
    }

    Regulars& shop() { return m_shop; }
    const std::vector<KnownMember>& members() const { return m_members; }

    Segment segment()
    {
        Segment segment { .all = conditions(4) };
        for (int i = below(3); i > 0; --i)
            segment.anyOf.push_back(conditions(2));
        return segment;
    }

private:
    int below(int bound) { return static_cast<int>(m_shop.world().random().below(static_cast<quint64>(bound))); }
    bool chance(int in) { return below(in) == 0; }
    QStringList plus()
    {
        QStringList plus;
        for (int i = 1 + below(3); i > 0; --i)
            plus.append(QString::number(1 + below(4)));
        return plus;
    }
    QString tag() { return QStringList { QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c") }[below(3)]; }

    void addMember()
    {
        Profile profile;
        profile.sex = static_cast<Sex>(below(3));
        profile.marketing = static_cast<Consent>(below(3));
        if (chance(2))
            profile.birthday = QDate(1960 + below(40), 1, 1).addDays(below(366));
        KnownMember known { .member = m_shop.member(profile, below(200), static_cast<Tier>(below(4))) };
        for (int i = below(3) * below(5); i > 0; --i) {
            known.visits.push_back({ m_shop.daysAgo(below(chance(2) ? 40 : 420)), chance(5) ? -500 - below(2'000) : below(20'000), plus() });
            m_shop.record(known.member, known.visits.back());
        }
        for (int i = below(3); i > 0; --i) {
            const qint64 granted = 1 + below(250);
            const int expiresIn = below(10) - 5;
            m_shop.grant(known.member, granted, m_shop.daysAgo(-expiresIn));
            known.points += expiresIn >= 0 ? granted : 0;
        }
        for (int i = below(3); i > 0; --i) {
            known.tags.insert(tag());
            MUST(m_shop.segments().tag(known.member.key, QStringList(known.tags.begin(), known.tags.end()), {}));
        }
        if (chance(8)) {
            MUST(m_shop.till().members().erase(known.member.key));
            known.isErased = true;
        }
        m_members.push_back(known);
    }

    Bounds bounds(int in, int least, int most)
    {
        Bounds bounds;
        if (!chance(in))
            return bounds;
        if (!chance(3))
            bounds.least = least + below(most - least + 1);
        if (!bounds.least || chance(2))
            bounds.most = std::max<qint64>(bounds.least.value_or(least), least + below(most - least + 1));
        return bounds;
    }
    SegmentWindow window()
    {
        return chance(3) ? SegmentWindow {} : chance(2) ? SegmentWindow { .days = 1 + below(200) } : SegmentWindow { .months = 1 + below(8) };
    }

    SegmentConditions conditions(int in)
    {
        SegmentConditions all;
        if (chance(in * 2))
            all.profile.sex = static_cast<Sex>(below(3));
        if (chance(in * 2))
            all.profile.consent = static_cast<Consent>(below(3));
        if (chance(in * 2))
            all.profile.birthdayMonth = below(13);
        if (chance(in * 2))
            all.profile.birthdayWithinDays = below(367);
        if (chance(in))
            all.tiers = { static_cast<Tier>(below(4)), Tier::Regular };
        if (chance(in * 2))
            all.registeredFrom = m_shop.daysAgo(below(200));
        if (chance(in * 2))
            all.registeredTo = m_shop.daysAgo(below(200));
        all.registeredDaysAgo = bounds(in * 2, 0, 200);
        all.purchases = { window(), bounds(in, 0, 5), bounds(in, 0, 40'000), bounds(in * 2, 0, 15'000) };
        if (all.purchases.isOpen())
            all.purchases = {};
        if (chance(in)) {
            all.bought = { .window = window(), .times = 1 + below(2) };
            all.bought.products = { m_shop.world().product(QByteArray::number(1 + below(4)).constData()).id };
            if (chance(2))
                all.bought.categories = { m_shop.world().product("3").category };
        }
        all.lastVisitDaysAgo = bounds(in, 0, 200);
        all.points = bounds(in, 0, 400);
        if (chance(in * 2))
            all.tags.any = { tag() };
        if (chance(in * 2))
            all.tags.none = { tag() };
        all.rfm = { bounds(in * 2, 1, 5), bounds(in * 2, 1, 5), bounds(in * 2, 1, 5) };
        return all;
    }

    Regulars m_shop;
    std::vector<KnownMember> m_members;
};

}

/// Thousands of members' segments by SQL agree with asking one by one.
class SegmentRandomTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anySegmentFindsWhomAskingOneByOneFinds()
    {
        const quint64 seed = qEnvironmentVariableIsSet("SEED") ? qEnvironmentVariable("SEED").toULongLong() : static_cast<quint64>(SystemClock().now().ms);
        qInfo("SEED=%llu", seed);
        RandomShop random(seed);
        Till& till = random.shop().till();
        const PlainSearch plain { till.catalog(), till.settings().calendar, till.settings().rfm, random.shop().today().toDate() };

        int found = 0;
        for (int i = 0; i < 400; ++i) {
            const Segment segment = random.segment();
            const QByteArray document = QJsonDocument(segment.toJson()).toJson(QJsonDocument::Compact);
            QVERIFY2(MUST(Segment::fromJson(segment.toJson())) == segment, document.constData());
            const MemberSet members = MUST(random.shop().segments().find(segment));
            for (const KnownMember& known : random.members()) {
                const bool isIn = members.contains(known.member.key);
                QVERIFY2(isIn == plain.isIn(segment, known), (document + (isIn ? " has " : " lacks ") + known.member.number.toLatin1()).constData());
            }
            found += static_cast<int>(members.count());
        }
        qInfo("%d members in 400 segments", found);
        QVERIFY(found > 400);

        RfmTable table;
        for (const KnownMember& known : random.members())
            if (!known.isErased)
                ++table.counts[RfmTable::place(plain.score(known))];
        QCOMPARE(MUST(random.shop().segments().rfm()), table);
        for (const KnownMember& known : random.members())
            for (const SegmentMember& member : MUST(random.shop().segments().figures(std::vector { known.member.key }))) {
                QCOMPARE(member.score, plain.score(known));
                QCOMPARE(member.standing.visits, plain.visits(known, {}));
                QCOMPARE(member.standing.spend.minor, plain.spend(known, {}));
                QCOMPARE(member.standing.points.count, known.points);
            }
    }
};

TANGYUAN_TEST(SegmentRandomTest)
#include "SegmentRandomTest.moc"
