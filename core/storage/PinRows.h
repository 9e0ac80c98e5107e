// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/members/Member.h"
#include "core/storage/Database.h"

namespace tangyuan {

/// A member's PIN as it rests in the database, and how often it was missed since it was last met.
struct PinRow {
    QString hash;
    qint64 failures = 0;
    UtcTime lockedUntil {}; ///< 1970 when it is not locked
};

/// The pins table.
class PinRows {
public:
    explicit PinRows(Database& database)
        : m_database(database)
    {
    }

    Result<std::optional<PinRow>> find(MemberKey member);

    /// Adds or replaces the member's row.
    static Result<void> save(Transaction& transaction, MemberKey member, const PinRow& pin);
    /// The PIN as others know it, none if empty. Guesses at one that stays still count.
    static Result<void> take(Transaction& transaction, MemberKey member, const QString& hash);
    enum class Removal { Removed, WasAbsent };
    static Result<Removal> remove(Transaction& transaction, MemberKey member);

private:
    Database& m_database;
};

}
