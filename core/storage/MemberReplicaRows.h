// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/members/Member.h"
#include "core/domain/replica/MemberRowBody.h"
#include "core/storage/Database.h"

namespace tangyuan {

/// Lays members as others see them over a till's tables.
class MemberReplicaRows {
public:
    explicit MemberReplicaRows(Database& database)
        : m_database(database)
    {
    }

    /// Replaces all that the till holds of the member: profile, tier, tags by hand, PIN, ledger. A phone that somebody else holds
    /// here goes to the older id, as at the hub; the other's row is left without until the hub has said who they are.
    static Result<MemberKey> put(Transaction& transaction, const MemberRecord& record, const MemberKeys& keys);

    /// For the hub: erased members have none. Errors: MemberNotFound.
    Result<MemberKeys> keys(const Id& member);
    /// The row of an id, or of who it is an alias of.
    Result<std::optional<MemberKey>> find(const Id& member);

private:
    Database& m_database;
};

}
