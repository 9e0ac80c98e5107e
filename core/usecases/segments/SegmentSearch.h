// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/segments/Rfm.h"
#include "core/domain/segments/Segment.h"
#include "core/storage/SegmentRows.h"
#include "core/usecases/membership/Members.h"

namespace tangyuan {

/// Finds the members of a segment on one day. Numbers are asked of the database, a set of members an answer; the seals of
/// profiles are opened only for those whom everything else leaves.
class SegmentSearch {
public:
    SegmentSearch(Database& database, Members& members, const BusinessCalendar& calendar, const RfmCuts& cuts, BusinessDate today);

    Result<MemberSet> find(const Segment& segment);
    /// The scores of all members who are not erased.
    Result<RfmTable> rfm();
    /// How many seals were opened so far.
    qint64 openedSeals() const { return m_openedSeals; }

private:
    struct Narrowed;
    Result<MemberSet> withoutProfiles(const SegmentConditions& conditions);
    Result<void> narrowByTags(const TagCondition& tags, Narrowed& narrowed);
    Result<void> narrowByRegistration(const SegmentConditions& conditions, Narrowed& narrowed);
    Result<void> narrowByPoints(const Bounds& points, Narrowed& narrowed);
    Result<void> narrowByVisits(const SegmentConditions& conditions, Narrowed& narrowed);
    /// When the business day begins; the first and the last day are open.
    UtcTime startOf(BusinessDate day) const;
    UtcTime endOf(BusinessDate day) const;

    Database& m_database;
    SegmentRows m_store;
    Members& m_members;
    const BusinessCalendar& m_calendar;
    const RfmCuts& m_cuts;
    BusinessDate m_today;
    qint64 m_openedSeals = 0;
};

}
