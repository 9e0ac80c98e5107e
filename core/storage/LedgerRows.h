// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/LedgerEntry.h"
#include "core/domain/members/Member.h"
#include "core/storage/Database.h"

namespace tangyuan {

/// Lots, movements, debts and counts of members.
class LedgerRows {
public:
    explicit LedgerRows(Database& database)
        : m_database(database)
    {
    }

    /// Open: lots that hold something; enough for what does not undo another fact. Whole: every lot and movement.
    enum class Depth { Open, Whole };
    Result<MemberState> state(MemberKey key, Depth depth = Depth::Open);
    /// How often the member had each of these; those never had are left out.
    Result<std::map<QString, qint64>> counts(MemberKey key, const std::vector<QString>& keys);
    /// Loads what the fact needs and applies it; nothing is written. Errors: as `apply`.
    Result<Applied> applied(MemberKey key, const LedgerFact& fact);

    /// Writes what `apply` decided, in the transaction of the fact itself.
    static Result<void> record(Transaction& transaction, MemberKey key, const LedgerFact& fact, const Applied& applied);

    /// One row each. A lot that is there already keeps all but what stands in it.
    static Result<void> put(Transaction& transaction, MemberKey key, const Lot& lot);
    static Result<void> insert(Transaction& transaction, MemberKey key, qint64 position, const Movement& movement, BusinessDate date);

    /// Points that purchases of that day granted.
    Result<Points> earnedOn(MemberKey key, BusinessDate date);

    /// Counters of the shop: stock that is gone, draws that were made.
    Result<qint64> shopCount(const QString& key);
    static Result<void> addShopCount(Transaction& transaction, const QString& key, qint64 more);

    /// The last booked first; `before` (a position) pages on.
    Result<std::vector<LedgerEntry>> entries(MemberKey key, int limit, std::optional<qint64> before = {});

    /// The facts that last moved something for the member, newest first.
    Result<std::vector<Id>> latestFacts(MemberKey key, int limit);

    /// What ends for whom: members with something in Available whose last day is `through` or earlier.
    struct Due {
        MemberKey member;
        qint64 lots = 0;
    };
    Result<std::vector<Due>> due(BusinessDate through, MemberKey after, int limit);
    /// Points of a member whose last day lies in from … to.
    Result<Points> pointsEnding(MemberKey key, BusinessDate from, BusinessDate to);
    /// Living members whose points end in from … to, for a reminder; `after` pages on.
    struct Ending {
        MemberKey member;
        QString number;
        Points points;
        BusinessDate first; ///< when the first of them end
    };
    Result<std::vector<Ending>> pointsEnding(BusinessDate from, BusinessDate to, MemberKey after, int limit);

    struct Verification {
        qint64 members = 0;
        qint64 movements = 0;
        Points available;
        Money storedValue; ///< principal and bonus in Available and Held
    };
    /// Balance = sum of lots = sum of entries, for every member, lot and currency; no lot below zero or above its grant.
    /// Errors: LedgerBroken with the member's row.
    Result<Verification> verifySums();

private:
    Database& m_database;
};

}
