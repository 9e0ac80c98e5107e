// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/PinRows.h"

namespace tangyuan {

Result<std::optional<PinRow>> PinRows::find(MemberKey member)
{
    return m_database.first("SELECT hash, failures, locked_until_ms FROM pins WHERE member = ?", { member.row }, [](const Row& row) {
        return PinRow { row.text(0), row.integer(1), row.time(2) };
    });
}

Result<void> PinRows::save(Transaction& transaction, MemberKey member, const PinRow& pin)
{
    TRY(transaction.execute(
        "INSERT INTO pins (member, hash, failures, locked_until_ms) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (member) DO UPDATE SET hash = excluded.hash, failures = excluded.failures, locked_until_ms = excluded.locked_until_ms",
        { member.row, pin.hash, pin.failures, pin.lockedUntil }));
    return {};
}

Result<void> PinRows::take(Transaction& transaction, MemberKey member, const QString& hash)
{
    TRY(transaction.execute("DELETE FROM pins WHERE member = ? AND hash <> ?", { member.row, hash }));
    if (!hash.isEmpty())
        TRY(transaction.execute(
            "INSERT INTO pins (member, hash, failures, locked_until_ms) VALUES (?, ?, 0, 0) ON CONFLICT (member) DO NOTHING", { member.row, hash }));
    return {};
}

Result<PinRows::Removal> PinRows::remove(Transaction& transaction, MemberKey member)
{
    const qint64 removed = TRY(transaction.execute("DELETE FROM pins WHERE member = ?", { member.row }));
    return removed == 0 ? Removal::WasAbsent : Removal::Removed;
}

}
