// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/LedgerRows.h"

#include <algorithm>
#include <limits>

namespace tangyuan {

namespace {

// The tables' CHECKs keep currencies and accounts in their range.
Lot toLot(const Row& row)
{
    return { { row.id(0), static_cast<qint32>(row.integer(1)) }, static_cast<Currency>(row.integer(2)), row.integer(3), row.integer(4), row.integer(5),
        row.isNull(6) ? std::nullopt : std::optional(row.date(6)), row.isNull(7) ? std::nullopt : std::optional(row.date(7)), row.text(8) };
}

Movement toMovement(const Row& row)
{
    return { row.id(0), static_cast<Currency>(row.integer(1)), static_cast<Account>(row.integer(2)), static_cast<Account>(row.integer(3)), row.integer(4),
        { row.id(5), static_cast<qint32>(row.integer(6)) }, row.isNull(7) ? std::nullopt : std::optional(row.id(7)), row.text(8) };
}

}

Result<MemberState> LedgerRows::state(MemberKey key, Depth depth)
{
    MemberState state;
    const auto take = [&](const Row& row) {
        if (row.isNull(0)) { // what is owed, or how far others' changes are known
            if (row.integer(2) == 0)
                state.knownAt = { row.integer(3) };
            else
                state.owed[static_cast<size_t>(row.integer(2))] = row.integer(3);
        } else
            state.lots.push_back(toLot(row));
    };
    if (depth == Depth::Open) {
        TRY(m_database.forEach("SELECT source, part, currency, granted, remaining, held, usable_from, expires, item FROM lots"
                               " WHERE member = ? AND (remaining > 0 OR held > 0)"
                               " UNION ALL SELECT NULL, 0, currency, amount, 0, 0, NULL, NULL, '' FROM owed WHERE member = ?"
                               " UNION ALL SELECT NULL, 0, 0, known_ms, 0, 0, NULL, NULL, '' FROM members WHERE key = ? AND known_ms > 0",
            { key.row, key.row, key.row }, take));
        return state;
    }
    TRY(m_database.forEach("SELECT source, part, currency, granted, remaining, held, usable_from, expires, item FROM lots WHERE member = ?"
                           " UNION ALL SELECT NULL, 0, currency, amount, 0, 0, NULL, NULL, '' FROM owed WHERE member = ?"
                           " UNION ALL SELECT NULL, 0, 0, known_ms, 0, 0, NULL, NULL, '' FROM members WHERE key = ? AND known_ms > 0",
        { key.row, key.row, key.row }, take));
    state.past = TRY(m_database.all("SELECT fact, currency, from_account, to_account, amount, lot_source, lot_part, origin, reason FROM ledger_entries"
                                    " WHERE member = ? ORDER BY position",
        { key.row }, toMovement));
    return state;
}

Result<std::map<QString, qint64>> LedgerRows::counts(MemberKey key, const std::vector<QString>& keys)
{
    std::map<QString, qint64> counts;
    for (const QString& name : keys) {
        const qint64 count = TRY(m_database.integer("SELECT count FROM counts WHERE member = ? AND key = ?", { key.row, name }));
        if (count > 0)
            counts[name] = count;
    }
    return counts;
}

Result<Applied> LedgerRows::applied(MemberKey key, const LedgerFact& fact)
{
    MemberState before = TRY(state(key, undoesAnother(fact) ? Depth::Whole : Depth::Open));
    before.counts = TRY(counts(key, countKeys(fact)));
    return apply(before, fact);
}

Result<void> LedgerRows::record(Transaction& transaction, MemberKey key, const LedgerFact& fact, const Applied& applied)
{
    std::vector<LotId> touched;
    std::array<bool, std::tuple_size_v<decltype(MemberState::owed)>> owes {};
    for (const Movement& movement : applied.movements) {
        if (std::ranges::find(touched, movement.lot) == touched.end())
            touched.push_back(movement.lot);
        if (movement.from == Account::Owed || movement.to == Account::Owed)
            owes[static_cast<size_t>(movement.currency)] = true;
    }
    for (const LotId& id : touched) {
        const Lot* lot = applied.state.find(id);
        VERIFY(lot);
        TRY(put(transaction, key, *lot));
    }
    for (Currency currency : currencies) {
        if (!owes[static_cast<size_t>(currency)])
            continue;
        if (applied.state.owedOf(currency) == 0)
            TRY(transaction.execute("DELETE FROM owed WHERE member = ? AND currency = ?", { key.row, static_cast<int>(currency) }));
        else
            TRY(transaction.execute("INSERT INTO owed (member, currency, amount) VALUES (?, ?, ?)"
                                    " ON CONFLICT (member, currency) DO UPDATE SET amount = excluded.amount",
                { key.row, static_cast<int>(currency), applied.state.owedOf(currency) }));
    }
    for (const auto& [name, count] : applied.counted)
        TRY(count > 0 ? transaction.execute("INSERT INTO counts (member, key, count) VALUES (?, ?, ?)"
                                            " ON CONFLICT (member, key) DO UPDATE SET count = excluded.count",
                { key.row, name, count })
                      : transaction.execute("DELETE FROM counts WHERE member = ? AND key = ?", { key.row, name }));
    if (applied.movements.empty())
        return {};
    qint64 position = TRY(transaction.database().integer("SELECT max(position) FROM ledger_entries WHERE member = ?", { key.row }));
    for (const Movement& movement : applied.movements)
        TRY(insert(transaction, key, ++position, movement, fact.date));
    return {};
}

Result<void> LedgerRows::put(Transaction& transaction, MemberKey key, const Lot& lot)
{
    TRY(transaction.execute("INSERT INTO lots (member, source, part, currency, granted, remaining, held, usable_from, expires, item)"
                            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                            " ON CONFLICT (member, source, part) DO UPDATE SET remaining = excluded.remaining, held = excluded.held",
        { key.row, lot.id.source, lot.id.part, static_cast<int>(lot.currency), lot.granted, lot.remaining, lot.held, lot.usableFrom, lot.expires, lot.item }));
    return {};
}

Result<void> LedgerRows::insert(Transaction& transaction, MemberKey key, qint64 position, const Movement& movement, BusinessDate date)
{
    TRY(transaction.execute("INSERT INTO ledger_entries (member, position, fact, business_date, currency, from_account, to_account, amount, lot_source,"
                            " lot_part, origin, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        { key.row, position, movement.fact, date, static_cast<int>(movement.currency), static_cast<int>(movement.from), static_cast<int>(movement.to),
            movement.amount, movement.lot.source, movement.lot.part, movement.origin, movement.reason }));
    return {};
}

Result<Points> LedgerRows::earnedOn(MemberKey key, BusinessDate date)
{
    // 1 is Currency::Points, 3 Account::Issued.
    return Points { TRY(m_database.integer("SELECT sum(amount) FROM ledger_entries WHERE member = ? AND business_date = ? AND currency = 1"
                                           " AND from_account = 3 AND (reason = 'sale' OR reason LIKE 'bonus:%')",
        { key.row, date })) };
}

Result<qint64> LedgerRows::shopCount(const QString& key)
{
    return m_database.integer("SELECT count FROM shop_counts WHERE key = ?", { key });
}

Result<void> LedgerRows::addShopCount(Transaction& transaction, const QString& key, qint64 more)
{
    TRY(transaction.execute("INSERT INTO shop_counts (key, count) VALUES (?, 0) ON CONFLICT (key) DO NOTHING", { key }));
    TRY(transaction.execute("UPDATE shop_counts SET count = count + ? WHERE key = ?", { more, key }));
    return {};
}

Result<std::vector<LedgerEntry>> LedgerRows::entries(MemberKey key, int limit, std::optional<qint64> before)
{
    return m_database.all("SELECT e.fact, e.currency, e.from_account, e.to_account, e.amount, e.lot_source, e.lot_part, e.origin, e.reason, e.business_date,"
                          " lots.item, lots.expires, coalesce((SELECT json_extract(facts.body, '$.number') FROM facts WHERE facts.id = e.fact), ''), e.position"
                          " FROM ledger_entries AS e JOIN lots ON lots.member = e.member AND lots.source = e.lot_source AND lots.part = e.lot_part"
                          " WHERE e.member = ? AND e.position < ? ORDER BY e.position DESC LIMIT ?",
        { key.row, before.value_or(std::numeric_limits<qint64>::max()), limit }, [](const Row& row) {
            return LedgerEntry { toMovement(row), row.date(9), row.text(10), row.isNull(11) ? std::nullopt : std::optional(row.date(11)), row.text(12),
                row.integer(13) };
        });
}

Result<std::vector<Id>> LedgerRows::latestFacts(MemberKey key, int limit)
{
    return m_database.all("SELECT fact FROM ledger_entries WHERE member = ? GROUP BY fact ORDER BY max(position) DESC LIMIT ?", { key.row, limit },
        [](const Row& row) { return row.id(0); });
}

Result<std::vector<LedgerRows::Due>> LedgerRows::due(BusinessDate through, MemberKey after, int limit)
{
    return m_database.all("SELECT member, count(*) FROM lots WHERE member > ? AND remaining > 0 AND expires <= ? GROUP BY member ORDER BY member LIMIT ?",
        { after.row, through, limit }, [](const Row& row) {
            return Due { { row.integer(0) }, row.integer(1) };
        });
}

Result<Points> LedgerRows::pointsEnding(MemberKey key, BusinessDate from, BusinessDate to)
{
    return Points { TRY(
        m_database.integer("SELECT sum(remaining) FROM lots WHERE member = ? AND currency = 1 AND expires BETWEEN ? AND ?", { key.row, from, to })) };
}

Result<std::vector<LedgerRows::Ending>> LedgerRows::pointsEnding(BusinessDate from, BusinessDate to, MemberKey after, int limit)
{
    return m_database.all("SELECT lots.member, members.number, sum(remaining), min(expires) FROM lots JOIN members ON members.key = lots.member"
                          " WHERE lots.member > ? AND currency = 1 AND remaining > 0 AND expires BETWEEN ? AND ? AND wrapped_key IS NOT NULL"
                          " GROUP BY lots.member ORDER BY lots.member LIMIT ?",
        { after.row, from, to, limit }, [](const Row& row) {
            return Ending { { row.integer(0) }, row.text(1), row.points(2), row.date(3) };
        });
}

Result<LedgerRows::Verification> LedgerRows::verifySums()
{
    // 1 is Account::Available, 2 Held, 8 Owed. What came into a lot less what went out is what stands in it.
    const auto wrong = TRY(
        m_database.first("SELECT lots.member FROM lots LEFT JOIN ("
                         " SELECT member, lot_source, lot_part,"
                         "  sum(CASE WHEN to_account = 1 THEN amount ELSE 0 END) - sum(CASE WHEN from_account = 1 THEN amount ELSE 0 END) AS available,"
                         "  sum(CASE WHEN to_account = 2 THEN amount ELSE 0 END) - sum(CASE WHEN from_account = 2 THEN amount ELSE 0 END) AS held,"
                         "  min(currency) AS least, max(currency) AS most"
                         " FROM ledger_entries GROUP BY member, lot_source, lot_part) AS e"
                         " ON e.member = lots.member AND e.lot_source = lots.source AND e.lot_part = lots.part"
                         " WHERE e.available IS NOT lots.remaining OR e.held IS NOT lots.held OR e.least <> lots.currency OR e.most <> lots.currency LIMIT 1",
            {}, [](const Row& row) { return row.integer(0); }));
    const auto homeless = TRY(m_database.first("SELECT member FROM ledger_entries AS e WHERE NOT EXISTS (SELECT 1 FROM lots"
                                               " WHERE lots.member = e.member AND lots.source = e.lot_source AND lots.part = e.lot_part) LIMIT 1",
        {}, [](const Row& row) { return row.integer(0); }));
    const auto debt = TRY(m_database.first(
        "SELECT member FROM (SELECT member, currency, sum(CASE WHEN from_account = 8 THEN amount WHEN to_account = 8 THEN -amount ELSE 0 END) AS amount"
        " FROM ledger_entries WHERE from_account = 8 OR to_account = 8 GROUP BY member, currency"
        " UNION ALL SELECT member, currency, -amount FROM owed) GROUP BY member, currency HAVING sum(amount) <> 0 LIMIT 1",
        {}, [](const Row& row) { return row.integer(0); }));
    for (const auto& finding : { wrong, homeless, debt })
        if (finding)
            return fail(ErrorCode::LedgerBroken, QStringLiteral("member row %1").arg(*finding));
    const auto sums = TRY(m_database.first("SELECT (SELECT count(DISTINCT member) FROM ledger_entries), (SELECT count(*) FROM ledger_entries),"
                                           " (SELECT coalesce(sum(remaining), 0) FROM lots WHERE currency = 1),"
                                           " (SELECT coalesce(sum(remaining + held), 0) FROM lots WHERE currency IN (2, 3))",
        {}, [](const Row& row) {
            return Verification { row.integer(0), row.integer(1), row.points(2), row.money(3) };
        }));
    return *sums;
}

}
