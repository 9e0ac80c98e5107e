// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/segments/Bounds.h"
#include "core/domain/segments/MemberSet.h"
#include "core/domain/segments/Recommendation.h"
#include "core/storage/Database.h"

namespace tangyuan {

/// A question about visits and money: figures in the days from `from`, the last visit whenever it was; for who never came,
/// the registration.
struct VisitQuestion {
    BusinessDate from {};
    Bounds visits {};
    Bounds spendMinor {};
    Bounds averageMinor {}; ///< spend ÷ visits; nobody without a visit
    BusinessDate lastFrom {};
    BusinessDate lastTo { 99'991'231 };
    UtcTime registeredFrom {};
    UtcTime registeredBefore {};

    bool admits(qint64 count, Money spend) const
    {
        const bool isInBand = averageMinor.isOpen()
            || (count > 0 && spend.minor >= averageMinor.least.value_or(-Money::limit) * count
                && spend.minor <= averageMinor.most.value_or(Money::limit) * count);
        return visits.contains(count) && spendMinor.contains(spend.minor) && isInBand;
    }
    /// Whether no visit at all is an answer too.
    bool admitsNoVisit() const { return admits(0, {}); }
};

/// Products and categories bought on the days from `from`.
struct BoughtQuestion {
    BusinessDate from {};
    std::vector<Id> products {};
    std::vector<Id> categories {};
    qint64 times = 1;
};

/// What a member's visits in a window come to, and the last of all.
struct VisitSums {
    MemberKey member;
    BusinessDate last;
    qint64 visits = 0;
    Money spend;
};

/// How a member stands, for lists of segments.
struct MemberStanding {
    qint64 visits = 0; ///< ever
    Money spend;
    std::optional<BusinessDate> lastVisit {};
    qint64 windowVisits = 0; ///< from the day asked for
    Money windowSpend;
    Points points;
};

/// Saved segments, and the questions that segments ask of members, sales and lots. Each question is one pass in the order
/// of an index, without sorting; members come out as sets, so erased ones may be among them.
class SegmentRows {
public:
    explicit SegmentRows(Database& database)
        : m_database(database)
    {
    }

    struct Document {
        QString name;
        QString document; ///< JSON
    };
    /// By name.
    Result<std::vector<Document>> documents();
    Result<std::optional<QString>> document(const QString& name);
    static Result<void> save(Transaction& transaction, const QString& name, const QString& document);
    /// Whether there was one.
    static Result<bool> remove(Transaction& transaction, const QString& name);

    Result<MemberSet> everyone();
    Result<MemberSet> erased();
    Result<MemberSet> registeredBetween(UtcTime from, UtcTime before);
    Result<MemberSet> ofTiers(const std::vector<Tier>& tiers);
    /// Who answers the question: one pass over all visits, or a look at each of a few candidates.
    Result<MemberSet> visitors(const VisitQuestion& question);
    Result<MemberSet> visitorsAmong(const MemberSet& candidates, const VisitQuestion& question);
    Result<MemberSet> buyers(const BoughtQuestion& question);
    /// Whose points that have not expired are within the bounds, which begin above 0.
    Result<MemberSet> withPoints(const Bounds& points, BusinessDate today);

    /// The figures of everyone who ever came, erased members too.
    Result<void> sums(BusinessDate windowFrom, const std::function<void(const VisitSums&)>& onMember);
    /// Members who registered since, with when.
    Result<void> registeredSince(UtcTime from, const std::function<void(MemberKey member, UtcTime registered)>& onMember);
    Result<MemberStanding> standing(MemberKey key, BusinessDate windowFrom, BusinessDate today);

    /// The lines of the member's last `sales` visits, newest visit first.
    Result<std::vector<BoughtLine>> linesOfMember(MemberKey key, int sales);
    /// The lines of the shop's last `sales` sales, newest first.
    Result<std::vector<BoughtLine>> latestLines(int sales);

private:
    Database& m_database;
};

}
