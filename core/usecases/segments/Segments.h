// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/moment/Moment.h"
#include "core/domain/segments/BuiltInSegments.h"
#include "core/domain/segments/Recommendation.h"
#include "core/storage/FactLog.h"
#include "core/storage/TagRows.h"
#include "core/usecases/membership/Members.h"
#include "core/usecases/segments/SegmentSearch.h"

#include <span>

namespace tangyuan {

struct ListedSegment {
    enum class Origin { BuiltIn, Saved };

    QString name;
    Segment segment;
    Origin origin = Origin::Saved;
};

/// A member in a list of a segment.
struct SegmentMember {
    MemberKey key;
    QString number;
    QString phone; ///< E.164; screens and files mask it
    MemberStanding standing;
    RfmScore score;
};

struct SegmentRun {
    std::vector<MemberKey> members;     ///< all of them, in the order of their rows
    std::vector<SegmentMember> figures; ///< of the first ones
};

/// What the tag rules did to one tag.
struct TagRuleRun {
    QString tag;
    qint64 members = 0; ///< who are in a segment with this tag
    qint64 added = 0;
    qint64 removed = 0;

    bool operator==(const TagRuleRun&) const = default;
};

/// Who the members are: saved segments, tags, and what a member may like. Each change is one transaction with its facts:
/// "segment.saved" {name, segment}, "segment.deleted" {name}, "member.tagged" {member, add, remove}, and for the tag rules
/// "members.tagged" {tag, add, remove} with members by id.
class Segments {
public:
    static constexpr qsizetype segmentsLimit = 200;
    static constexpr size_t tagsPerMember = 50;
    static constexpr qsizetype membersPerFact = 20'000; ///< 39 bytes each in JSON, well within limits::factBodyBytes
    static constexpr int ownSales = 50;                 ///< how far back a recommendation reads a member's visits
    static constexpr int latestSales = 3'000;           ///< and the shop's

    Segments(Database& database, FactLog& facts, Members& members, const Moments& moments, Random& random);

    /// Saved ones by name, then the built-in ones that none of them replaces.
    Result<std::vector<ListedSegment>> list();
    /// Errors: SegmentNotFound.
    Result<Segment> byName(const QString& name);
    /// Saves or replaces; the same document again records nothing. Errors: InputMalformed and InputTooLong (name), those of
    /// Segment::fromJson, InputOutOfRange beyond segmentsLimit.
    Result<void> save(const QString& name, const Segment& segment);
    /// Errors: SegmentNotFound, also for a built-in one.
    Result<void> remove(const QString& name);

    Result<MemberSet> find(const Segment& segment);
    /// Everyone in it, and the figures of at most `mostFigures`.
    Result<SegmentRun> run(const Segment& segment, size_t mostFigures);
    /// Members erased since are left out.
    Result<std::vector<SegmentMember>> figures(std::span<const MemberKey> keys);
    Result<RfmTable> rfm();

    Result<std::vector<MemberTag>> tags(MemberKey key);
    /// Sets and takes tags by hand; returns those the member has now. Nothing to change records nothing.
    /// Errors: MemberNotFound (also if erased), those of checkedTag, InputMalformed for a tag on both sides, InputTooLong
    /// beyond Segment::tagsLimit at a time or tagsPerMember in all.
    Result<std::vector<MemberTag>> tag(MemberKey key, const QStringList& add, const QStringList& remove);
    /// Puts each tag on everyone in the segments that carry it, and takes it from those whom only a rule gave it and who are
    /// in none any more. All segments are asked before a tag changes.
    Result<std::vector<TagRuleRun>> runTagRules();

    /// Reads at most `ownSales` sales of the member; the shop's tastes are read once a business day. Errors: MemberNotFound
    /// (also if erased).
    Result<Recommendation> recommend(MemberKey key, const Catalog& catalog);

private:
    struct TagRule;
    SegmentSearch search(const Moment& moment);
    Result<std::vector<SegmentMember>> figures(const Moment& moment, std::span<const MemberKey> keys);
    Result<std::vector<NamedSegment>> saved();
    Result<Member> living(MemberKey key);
    Result<std::vector<TagRule>> tagRules(const Moment& moment);
    Result<void> follow(Transaction& transaction, const Moment& moment, const TagRule& rule);
    Result<void> append(Transaction& transaction, const Moment& moment, const char* type, QJsonObject body);

    Database& m_database;
    SegmentRows m_store;
    TagRows m_tags;
    FactLog& m_facts;
    Members& m_members;
    const Moments& m_moments;
    Random& m_random;
    Tastes m_tastes;
    BusinessDate m_tastesOf; ///< the day they were read on
};

}
