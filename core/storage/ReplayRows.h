// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/DateRange.h"
#include "core/domain/loyalty/Ledger.h"
#include "core/domain/members/Member.h"
#include "core/domain/sale/Sale.h"
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
    std::vector<LedgerPart> invitation;  ///< what the invitation that it completed brought to both
};

/// Something else that a member did or was given, by its fact.
struct ReplayedDeed {
    FactKey fact;
    QString type; ///< of the fact
    BusinessDate date;
    UtcTime at;
    MemberKey member;
    std::optional<MemberKey> inviter {};
    QJsonObject body;
    std::vector<LedgerPart> parts;      ///< of all its members
    std::optional<FactKey> undoneBy {}; ///< whenever that was
};

using ReplayedFact = std::variant<ReplayedSale, ReplayedDeed>;

/// A fact that is not played, and what it leaves for those that are.
struct Aside {
    FactKey fact;
    BusinessDate date;
    std::optional<std::pair<MemberKey, Tier>> tier {}; ///< a member's from here on
    /// Of who had what may be had only so often, and of who may have it again since that was undone.
    std::vector<std::pair<MemberKey, LedgerPart>> parts {};
    QString item {};          ///< of the mall, of which there were only so many …
    bool isGivenBack = false; ///< … one of which went out, or came back
};

/// What members did and were given in a range of days, in the order of the facts; page by page, so that a year needs no
/// more memory than a day.
class ReplayRows {
public:
    explicit ReplayRows(Database& database)
        : m_database(database)
    {
    }

    /// Where the range's days may stand among the facts (see ReportRows): the first fact, and the first beyond. What happened
    /// before the day's first sale stands behind the last sale of a day before.
    struct Stretch {
        qint64 first = 0;
        qint64 end = 0;
    };
    Result<std::vector<Stretch>> stretches(DateRange range);
    /// Members' sales of the range in that stretch.
    Result<qint64> sales(Stretch stretch, DateRange range);
    struct Page {
        std::vector<ReplayedFact> facts;
        qint64 last = 0; ///< packed
    };
    /// At most `limit` facts of the range after fact `after` (packed; below the first: from the beginning).
    Result<Page> page(Stretch stretch, DateRange range, qint64 after, int limit);
    /// At most `limit` facts between two that leave something: what happened on other days, and tiers on any day. What undoes a
    /// deed of the range is left out, wherever it stands: who plays the deed knows when it ended (`undoneBy`, `refunds`).
    Result<std::vector<Aside>> asides(FactKey after, FactKey before, DateRange range, int limit);
    struct Invited {
        MemberKey inviter;
        BusinessDate date;
    };
    Result<std::optional<Invited>> invitationOf(MemberKey key);
    /// Whether nothing that the member bought before that fact stands.
    Result<bool> isFirstOrder(MemberKey key, FactKey before);

private:
    struct Found;
    Result<ReplayedSale> sale(const Found& found);
    Result<ReplayedDeed> deed(const Found& found);
    Result<Aside> aside(const Found& found, DateRange range);
    Result<MemberKey> rowOf(const Id& member);

    Database& m_database;
};

}
