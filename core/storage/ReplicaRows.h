// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/replica/SharedRow.h"
#include "core/storage/Database.h"

namespace tangyuan {

/// Lays what the stores of a chain share over a till's tables; members have a store of their own.
class ReplicaRows {
public:
    explicit ReplicaRows(Database& database)
        : m_database(database)
    {
    }

    /// A code that another product holds here is taken from it: two tills gave it at once, and the hub has decided (the
    /// other's row comes with its new code). Errors: InputMalformed and the like, storage errors.
    static Result<void> put(Transaction& transaction, const SharedRow& row);
    /// Who turned out to be this member.
    Result<std::vector<Id>> aliasesOf(const Id& member);

private:
    Database& m_database;
};

}
