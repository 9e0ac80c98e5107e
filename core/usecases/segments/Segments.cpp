// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/segments/Segments.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"
#include "core/base/Name.h"
#include "core/domain/segments/SegmentReader.h"
#include "core/storage/SyncRows.h"

#include <algorithm>

namespace tangyuan {

namespace {

Result<QString> checkedSegmentName(const QString& typed)
{
    return checkedName(typed, limits::nameChars, QStringLiteral("name"));
}

Result<Segment> segmentOf(const QString& document)
{
    return Segment::fromJson(TRY(parseJsonObject(document.toUtf8())));
}

}

Segments::Segments(Database& database, FactLog& facts, Members& members, const Moments& moments, Random& random)
    : m_database(database)
    , m_store(database)
    , m_tags(database)
    , m_facts(facts)
    , m_members(members)
    , m_moments(moments)
    , m_random(random)
{
}

SegmentSearch Segments::search(const Moment& moment)
{
    return { m_database, m_members, moment.settings.calendar, moment.settings.rfm, moment.date };
}

Result<std::vector<NamedSegment>> Segments::saved()
{
    std::vector<NamedSegment> segments;
    for (const SegmentRows::Document& document : TRY(m_store.documents()))
        segments.push_back({ document.name, TRY(segmentOf(document.document)) });
    return segments;
}

Result<std::vector<ListedSegment>> Segments::list()
{
    std::vector<ListedSegment> listed;
    for (NamedSegment& segment : TRY(saved()))
        listed.push_back({ std::move(segment.name), std::move(segment.segment), ListedSegment::Origin::Saved });
    for (NamedSegment& segment : builtInSegments())
        if (std::ranges::find(listed, segment.name, &ListedSegment::name) == listed.end())
            listed.push_back({ std::move(segment.name), std::move(segment.segment), ListedSegment::Origin::BuiltIn });
    return listed;
}

Result<Segment> Segments::byName(const QString& name)
{
    if (const auto document = TRY(m_store.document(name.left(limits::nameChars))))
        return segmentOf(*document);
    for (const NamedSegment& segment : builtInSegments())
        if (segment.name == name)
            return segment.segment;
    return fail(ErrorCode::SegmentNotFound, name.left(limits::nameChars));
}

Result<void> Segments::save(const QString& typed, const Segment& segment)
{
    const Moment moment = m_moments.take();
    const QString name = TRY(checkedSegmentName(typed));
    // Through its own reader, so that nothing is stored that could not be read again.
    TRY(Segment::fromJson(segment.toJson()));
    const QString document = compactJson(segment.toJson());
    Transaction transaction = TRY(Transaction::begin(m_database));
    const auto before = TRY(m_store.document(name));
    if (before == document)
        return {};
    if (!before && std::ssize(TRY(m_store.documents())) >= segmentsLimit)
        return fail(ErrorCode::InputOutOfRange, QStringLiteral("segments"));
    TRY(SegmentRows::save(transaction, name, document));
    TRY(append(transaction, moment, "segment.saved", { { QStringLiteral("name"), name }, { QStringLiteral("segment"), segment.toJson() } }));
    return transaction.commit();
}

Result<void> Segments::remove(const QString& name)
{
    const Moment moment = m_moments.take();
    Transaction transaction = TRY(Transaction::begin(m_database));
    if (!TRY(SegmentRows::remove(transaction, name)))
        return fail(ErrorCode::SegmentNotFound, name.left(limits::nameChars));
    TRY(append(transaction, moment, "segment.deleted", { { QStringLiteral("name"), name } }));
    return transaction.commit();
}

Result<MemberSet> Segments::find(const Segment& segment)
{
    return search(m_moments.take()).find(segment);
}

Result<SegmentRun> Segments::run(const Segment& segment, size_t mostFigures)
{
    const Moment moment = m_moments.take();
    SegmentRun run { TRY(search(moment).find(segment)).members(), {} };
    run.figures = TRY(figures(moment, std::span(run.members).first(std::min(mostFigures, run.members.size()))));
    return run;
}

Result<std::vector<SegmentMember>> Segments::figures(std::span<const MemberKey> keys)
{
    return figures(m_moments.take(), keys);
}

Result<std::vector<SegmentMember>> Segments::figures(const Moment& moment, std::span<const MemberKey> keys)
{
    const BusinessDate day = moment.date;
    const RfmCuts& cuts = moment.settings.rfm;
    std::vector<SegmentMember> found;
    for (const MemberKey key : keys) {
        const Member member = TRY(m_members.byKey(key));
        if (member.isErased)
            continue;
        const MemberStanding standing = TRY(m_store.standing(key, day.addDays(1 - cuts.windowDays), day));
        const BusinessDate last = standing.lastVisit.value_or(moment.settings.calendar.businessDate(member.registeredAt));
        found.push_back({ key, member.number, member.profile.phone, standing,
            cuts.score(last.toDate().daysTo(day.toDate()), standing.windowVisits, standing.windowSpend) });
    }
    return found;
}

Result<RfmTable> Segments::rfm()
{
    return search(m_moments.take()).rfm();
}

Result<Recommendation> Segments::recommend(MemberKey key, const Catalog& catalog)
{
    const Moment moment = m_moments.take();
    TRY(living(key));
    if (m_tastesOf != moment.date) {
        m_tastes = Tastes(TRY(m_store.latestLines(latestSales)));
        m_tastesOf = moment.date;
    }
    return tangyuan::recommend(key, TRY(m_store.linesOfMember(key, ownSales)), m_tastes, catalog, moment.date);
}

Result<Member> Segments::living(MemberKey key)
{
    const Member member = TRY(m_members.byKey(key));
    if (member.isErased)
        return fail(ErrorCode::MemberNotFound);
    return member;
}

Result<void> Segments::append(Transaction& transaction, const Moment& moment, const char* type, QJsonObject body)
{
    TRY(m_facts.append(transaction,
        { .id = Id::make(moment.now, m_random),
            .type = QLatin1String(type),
            .version = 1,
            .businessDate = moment.date,
            .at = moment.now,
            .body = TRY(SyncRows(m_database).withSeen(std::move(body))) }));
    return {};
}

}
