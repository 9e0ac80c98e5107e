// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/replica/MemberRowBody.h"
#include "core/domain/replica/ReplicaChanges.h"
#include "core/domain/replica/SharedRow.h"
#include "core/storage/MemberReplicaRows.h"

namespace tangyuan {

/// Lays the hub's rows over a till's own tables, and over them what the till did and the hub has not seen yet: the till's
/// own facts after `contains`. So a page may come late, twice, or after the till sold on.
class Replica {
public:
    explicit Replica(Database& database)
        : m_database(database)
    {
    }

    /// Errors: InputMalformed and the like for a row that is none (nothing of the page is taken over then), storage errors.
    Result<ReplicaChanges> apply(Transaction& transaction, const std::vector<SharedRow>& rows, FactKey contains);

private:
    struct Pending {
        FactKey fact;
        MemberChange change;
    };
    struct PendingEdit {
        FactKey fact;
        SharedEdit edit;
    };
    Result<void> readPending(FactKey contains);
    Result<void> applyMember(Transaction& transaction, const SharedRow& row, ReplicaChanges& changes);
    Result<void> applyShared(Transaction& transaction, const SharedRow& row, ReplicaChanges& changes);

    Database& m_database;
    std::multimap<Id, Pending> m_changes; ///< by member
    std::multimap<std::pair<SharedKind, QString>, PendingEdit> m_edits;
    FactKey m_contained {}; ///< what the hub had, by its last page
    FactKey m_read {};      ///< the last fact that was looked at
};

}
