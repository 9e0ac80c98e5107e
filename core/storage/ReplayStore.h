// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/members/Member.h"
#include "core/reports/DateRange.h"
#include "core/sale/Sale.h"
#include "core/storage/Database.h"

namespace tangyuan {

/// What was given back of a sale, whenever that was.
struct ReplayedRefund {
    FactKey fact;
    std::vector<qint32> lines; ///< ascending
};

/// A member's sale as it was committed, to be played again.
struct ReplayedSale {
    MemberKey member;
    int localHour = 0;
    Sale sale;
    std::vector<ReplayedRefund> refunds; ///< in the order of their facts
};

/// Members' sales of a range of days, in the order in which they were committed; page by page, so that a year of sales
/// needs no more memory than a day.
class ReplayStore {
public:
    explicit ReplayStore(Database& database) : m_database(database) { }

    /// Where the range's days stand among the facts (see ReportStore): the first fact, and the first that is another day's.
    struct Stretch {
        qint64 first = 0;
        qint64 end = 0;
    };
    Result<std::vector<Stretch>> stretches(DateRange range);
    /// Members' sales of that stretch.
    Result<qint64> count(Stretch stretch);
    /// At most `limit` of them after fact `after` (packed; below the first: from the beginning).
    Result<std::vector<ReplayedSale>> page(Stretch stretch, qint64 after, int limit);
    /// Whether nothing that the member bought before that fact stands.
    Result<bool> isFirstOrder(MemberKey key, FactKey before);

private:
    Database& m_database;
};

}
