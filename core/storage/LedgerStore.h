// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/loyalty/Ledger.h"
#include "core/members/Member.h"
#include "core/storage/Database.h"

namespace tangyuan {

/// Lots and movements of members.
class LedgerStore {
public:
    explicit LedgerStore(Database& database) : m_database(database) { }

    Result<MemberState> state(MemberKey key);
    /// Writes what `apply` decided.
    static Result<void> record(Transaction& transaction, MemberKey key, const Id& fact, const MemberState& before, const Applied& applied);

    struct Verification {
        qint64 members = 0;
        qint64 movements = 0;
        Points available;
    };
    /// Balance = sum of lots = sum of entries, for every member; no lot below zero or above its grant.
    /// Errors: LedgerBroken with the member's row.
    Result<Verification> verifySums();

private:
    Database& m_database;
};

}
