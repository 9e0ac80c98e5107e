// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/LedgerStore.h"

namespace tangyuan {

Result<MemberState> LedgerStore::state(MemberKey key)
{
    MemberState state;
    state.lots = TRY(m_database.all("SELECT source, granted, remaining, expires FROM lots WHERE member = ? AND remaining > 0 ORDER BY source", { key.row },
        [](const Row& row) {
            return Lot { row.id(0), row.integer(1), row.integer(2), row.isNull(3) ? std::nullopt : std::optional(row.date(3)) };
        }));
    return state;
}

Result<void> LedgerStore::record(Transaction& transaction, MemberKey key, const Id& fact, const MemberState& before, const Applied& applied)
{
    // Lots that came or changed; those that ran out are gone from the state and drop to zero.
    for (const Lot& lot : applied.state.lots) {
        if (std::find(before.lots.begin(), before.lots.end(), lot) == before.lots.end())
            TRY(transaction.execute("INSERT INTO lots (member, source, part, currency, granted, remaining, expires) VALUES (?, ?, 0, 1, ?, ?, ?)"
                                    " ON CONFLICT (member, source, part) DO UPDATE SET remaining = excluded.remaining",
                { key.row, lot.source, lot.granted, lot.remaining, lot.expires }));
    }
    for (const Lot& lot : before.lots) {
        const auto isSame = [&](const Lot& other) { return other.source == lot.source; };
        if (std::none_of(applied.state.lots.begin(), applied.state.lots.end(), isSame))
            TRY(transaction.execute("UPDATE lots SET remaining = 0 WHERE member = ? AND source = ?", { key.row, lot.source }));
    }
    int entry = 0;
    for (const Movement& movement : applied.movements)
        TRY(transaction.execute(
            "INSERT INTO ledger_entries (member, fact, entry, business_date, currency, from_account, to_account, amount, lot_source, lot_part, reason)"
            " VALUES (?, ?, ?, (SELECT business_date FROM facts WHERE id = ?), ?, ?, ?, ?, ?, 0, 'sale')",
            { key.row, fact, entry++, fact, static_cast<int>(movement.currency), static_cast<int>(movement.from), static_cast<int>(movement.to),
                movement.amount, movement.lot }));
    return {};
}

Result<LedgerStore::Verification> LedgerStore::verifySums()
{
    // 1 is Account::Available. Per lot: what came in minus what went out is what remains.
    const auto wrong = TRY(m_database.first("SELECT entries.member FROM ("
                                            " SELECT member, lot_source AS lot, sum(CASE WHEN to_account = 1 THEN amount WHEN from_account = 1 THEN -amount ELSE 0 END) AS balance"
                                            " FROM ledger_entries GROUP BY member, lot_source) AS entries"
                                            " JOIN lots ON lots.member = entries.member AND lots.source = entries.lot WHERE lots.remaining <> entries.balance LIMIT 1",
        {}, [](const Row& row) { return row.integer(0); }));
    const auto orphan = TRY(m_database.first("SELECT member FROM lots WHERE NOT EXISTS (SELECT 1 FROM ledger_entries AS e"
                                             " WHERE e.member = lots.member AND e.lot_source = lots.source AND e.to_account = 1) LIMIT 1",
        {}, [](const Row& row) { return row.integer(0); }));
    const auto homeless = TRY(m_database.first("SELECT member FROM ledger_entries AS e WHERE NOT EXISTS (SELECT 1 FROM lots"
                                               " WHERE lots.member = e.member AND lots.source = e.lot_source) LIMIT 1",
        {}, [](const Row& row) { return row.integer(0); }));
    for (const auto& finding : { wrong, orphan, homeless })
        if (finding)
            return fail(ErrorCode::LedgerBroken, QStringLiteral("member row %1").arg(*finding));
    const auto sums = TRY(m_database.first("SELECT (SELECT count(DISTINCT member) FROM ledger_entries), (SELECT count(*) FROM ledger_entries),"
                                           " (SELECT coalesce(sum(remaining), 0) FROM lots)",
        {}, [](const Row& row) { return Verification { row.integer(0), row.integer(1), row.points(2) }; }));
    return *sums;
}

}
