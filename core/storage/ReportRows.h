// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/reports/SalesReport.h"
#include "core/storage/Database.h"

namespace tangyuan {

/// The questions that reports ask. Each figure is summed from the rows that checkout committed, so it agrees
/// with the sales to the fen. Reads only; a screen gives it a reader's connection in a thread of its own.
///
/// A range of days is read through `sale_runs`: one row wherever a sale's business date differs from that
/// of the sale before it. At the counter that is one row a day, so checkout pays for no index; and a
/// range becomes a few stretches of the clustered tables, wherever an import has put old days.
class ReportRows {
public:
    static constexpr int topMembersLimit = 1'000;

    explicit ReportRows(Database& database)
        : m_database(database)
    {
    }

    Result<SalesReport> sales(DateRange range);
    Result<ProductReport> products(DateRange range);
    /// `calendar` tells on which business day a member registered; at most `topCount` members
    /// (1 … topMembersLimit) in `top`. Errors: InputOutOfRange.
    Result<MemberFigures> members(DateRange range, const BusinessCalendar& calendar, int topCount = 50);

private:
    Result<std::vector<NewMembers>> newMembers(DateRange range, const BusinessCalendar& calendar);

    Database& m_database;
};

}
