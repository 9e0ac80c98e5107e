// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/segments/SegmentSearch.h"

#include "core/storage/TagRows.h"

#include <QHash>

#include <algorithm>
#include <limits>

namespace tangyuan {

namespace {

constexpr BusinessDate firstDay { 0 };
constexpr BusinessDate lastDay { 99'991'231 };

/// So many days ago, as days.
struct Days {
    BusinessDate from = firstDay;
    BusinessDate to = lastDay;
};

Days daysOf(const Bounds& daysAgo, BusinessDate today)
{
    return { daysAgo.most ? today.addDays(static_cast<int>(-*daysAgo.most)) : firstDay,
        daysAgo.least ? today.addDays(static_cast<int>(-*daysAgo.least)) : lastDay };
}

Bounds both(const Bounds& a, const Bounds& b)
{
    Bounds bounds { a.least ? a.least : b.least, a.most ? a.most : b.most };
    if (bounds.least && b.least)
        bounds.least = std::max(*bounds.least, *b.least);
    if (bounds.most && b.most)
        bounds.most = std::min(*bounds.most, *b.most);
    return bounds;
}

}

/// Who is still in it; nobody was asked yet while there is no set.
struct SegmentSearch::Narrowed {
    std::optional<MemberSet> members;

    void to(MemberSet others)
    {
        if (members)
            members->intersect(others);
        else
            members = std::move(others);
    }
    bool isNobody() const { return members && members->isEmpty(); }
};

SegmentSearch::SegmentSearch(Database& database, Members& members, const BusinessCalendar& calendar, const RfmCuts& cuts, BusinessDate today)
    : m_database(database)
    , m_store(database)
    , m_members(members)
    , m_calendar(calendar)
    , m_cuts(cuts)
    , m_today(today)
{
}

Result<MemberSet> SegmentSearch::find(const Segment& segment)
{
    MemberSet candidates = TRY(withoutProfiles(segment.all));
    std::vector<MemberSet> alternatives;
    MemberSet inAny;
    bool asksProfiles = !segment.all.profile.isOpen();
    for (const SegmentConditions& alternative : segment.anyOf) {
        alternatives.push_back(TRY(withoutProfiles(alternative)));
        inAny.unite(alternatives.back());
        asksProfiles = asksProfiles || !alternative.profile.isOpen();
    }
    if (!segment.anyOf.empty())
        candidates.intersect(inAny);
    candidates.subtract(TRY(m_store.erased()));
    if (!asksProfiles)
        return candidates;

    const auto isInAlternative = [&](MemberKey key, auto profileHolds) {
        for (size_t i = 0; i < alternatives.size(); ++i)
            if (alternatives[i].contains(key) && profileHolds(segment.anyOf[i].profile))
                return true;
        return alternatives.empty();
    };
    MemberSet found;
    for (const MemberKey key : candidates.members()) {
        const bool needsNoSeal = isInAlternative(key, [](const ProfileCondition& condition) { return condition.isOpen(); });
        if (needsNoSeal && segment.all.profile.isOpen()) {
            found.add(key);
            continue;
        }
        const Profile profile = TRY(m_members.byKey(key)).profile;
        ++m_openedSeals;
        const auto holds = [&](const ProfileCondition& condition) { return condition.holds(profile, m_today.toDate()); };
        if (holds(segment.all.profile) && (needsNoSeal || isInAlternative(key, holds)))
            found.add(key);
    }
    return found;
}

Result<MemberSet> SegmentSearch::withoutProfiles(const SegmentConditions& conditions)
{
    // What costs least and leaves fewest goes first.
    Narrowed narrowed;
    TRY(narrowByTags(conditions.tags, narrowed));
    if (!narrowed.isNobody())
        TRY(narrowByRegistration(conditions, narrowed));
    if (!narrowed.isNobody() && !conditions.tiers.empty())
        narrowed.to(TRY(m_store.ofTiers(conditions.tiers)));
    if (!narrowed.isNobody())
        TRY(narrowByPoints(conditions.points, narrowed));
    if (!narrowed.isNobody())
        TRY(narrowByVisits(conditions, narrowed));
    if (const BoughtCondition& bought = conditions.bought; !narrowed.isNobody() && !bought.isOpen())
        narrowed.to(TRY(m_store.buyers({ bought.window.from(m_today), bought.products, bought.categories, bought.times })));
    if (!narrowed.members)
        narrowed.members = TRY(m_store.everyone());

    TagRows tags(m_database);
    for (const QString& tag : conditions.tags.none)
        narrowed.members->subtract(TRY(tags.tagged(tag)));
    return std::move(*narrowed.members);
}

Result<void> SegmentSearch::narrowByTags(const TagCondition& tags, Narrowed& narrowed)
{
    if (tags.any.isEmpty())
        return {};
    MemberSet tagged;
    for (const QString& tag : tags.any)
        tagged.unite(TRY(TagRows(m_database).tagged(tag)));
    narrowed.to(std::move(tagged));
    return {};
}

Result<void> SegmentSearch::narrowByRegistration(const SegmentConditions& conditions, Narrowed& narrowed)
{
    if (!conditions.registeredFrom && !conditions.registeredTo && conditions.registeredDaysAgo.isOpen())
        return {};
    const Days days = daysOf(conditions.registeredDaysAgo, m_today);
    const BusinessDate from = std::max(days.from, conditions.registeredFrom.value_or(firstDay));
    const BusinessDate to = std::min(days.to, conditions.registeredTo.value_or(lastDay));
    narrowed.to(TRY(m_store.registeredBetween(startOf(from), endOf(to))));
    return {};
}

Result<void> SegmentSearch::narrowByPoints(const Bounds& points, Narrowed& narrowed)
{
    if (points.lowest() > 0) {
        narrowed.to(TRY(m_store.withPoints(points, m_today)));
    } else if (points.most) {
        // Who has none has no lots to be found by, so those with more are taken out.
        if (!narrowed.members)
            narrowed.members = TRY(m_store.everyone());
        narrowed.members->subtract(TRY(m_store.withPoints({ .least = *points.most + 1, .most = {} }, m_today)));
    }
    return {};
}

Result<void> SegmentSearch::narrowByVisits(const SegmentConditions& conditions, Narrowed& narrowed)
{
    const PurchaseCondition& purchases = conditions.purchases;
    const Bounds daysAgo = both(conditions.lastVisitDaysAgo, boundsOfRecency(m_cuts.recencyDays, conditions.rfm.recency));
    const Days last = daysOf(daysAgo, m_today);
    const UtcTime registeredFrom = startOf(last.from);
    const UtcTime registeredBefore = endOf(last.to);
    const VisitQuestion byPurchases { purchases.window.from(m_today), purchases.visits, purchases.spendMinor, purchases.averageMinor, last.from, last.to,
        registeredFrom, registeredBefore };
    const VisitQuestion byScores { m_today.addDays(1 - m_cuts.windowDays), boundsOfReached(m_cuts.frequencyVisits, conditions.rfm.frequency),
        boundsOfReached(m_cuts.monetaryMinor, conditions.rfm.monetary), {}, last.from, last.to, registeredFrom, registeredBefore };
    const bool asksScores = !byScores.visits.isOpen() || !byScores.spendMinor.isOpen();

    // The last visit goes along with the first question.
    std::vector<VisitQuestion> questions;
    if (!purchases.isOpen() || (!asksScores && !daysAgo.isOpen()))
        questions.push_back(byPurchases);
    if (asksScores)
        questions.push_back(byScores);
    // Looking one member up costs as much as some sixteen of them in the pass over all.
    constexpr qint64 passMembersPerLook = 16;
    for (const VisitQuestion& question : questions) {
        const bool areFew = narrowed.members && narrowed.members->count() * passMembersPerLook <= TRY(MemberRows(m_database).lastRow());
        narrowed.to(areFew ? TRY(m_store.visitorsAmong(*narrowed.members, question)) : TRY(m_store.visitors(question)));
    }
    return {};
}

UtcTime SegmentSearch::startOf(BusinessDate day) const
{
    if (day == firstDay)
        return { std::numeric_limits<qint64>::min() };
    return m_calendar.fromLocal(day.toDate(), QTime(m_calendar.cutOffHour, 0));
}

UtcTime SegmentSearch::endOf(BusinessDate day) const
{
    return day == lastDay ? UtcTime { std::numeric_limits<qint64>::max() } : startOf(day.addDays(1));
}

Result<RfmTable> SegmentSearch::rfm()
{
    QHash<qint32, qint64> daysAgoOf; // a million members came on a few hundred days
    const auto daysAgo = [&](BusinessDate date) {
        auto found = daysAgoOf.constFind(date.yyyymmdd);
        if (found == daysAgoOf.cend())
            found = daysAgoOf.insert(date.yyyymmdd, date.toDate().daysTo(m_today.toDate()));
        return *found;
    };
    const MemberSet erased = TRY(m_store.erased());
    RfmTable table;
    MemberSet came;
    TRY(m_store.sums(m_today.addDays(1 - m_cuts.windowDays), [&](const VisitSums& sums) {
        if (erased.contains(sums.member))
            return;
        ++table.counts[RfmTable::place(m_cuts.score(daysAgo(sums.last), sums.visits, sums.spend))];
        came.add(sums.member);
    }));
    // Who never came counts from their registration; all but the newest have the lowest score of each.
    qint64 others = TRY(m_members.count()) - came.count();
    const BusinessDate newest = m_today.addDays(static_cast<int>(-m_cuts.recencyDays.back()));
    TRY(m_store.registeredSince(startOf(newest), [&](MemberKey member, UtcTime registeredAt) {
        if (erased.contains(member) || came.contains(member))
            return;
        ++table.counts[RfmTable::place(m_cuts.score(daysAgo(m_calendar.businessDate(registeredAt)), 0, {}))];
        --others;
    }));
    table.counts[RfmTable::place({})] += others;
    return table;
}

}
