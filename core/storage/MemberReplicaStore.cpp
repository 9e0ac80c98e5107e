// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/MemberReplicaStore.h"

#include <algorithm>

namespace tangyuan {

namespace {

qint64 changeOf(const Movement& movement, Account account)
{
    return (movement.to == account ? movement.amount : 0) - (movement.from == account ? movement.amount : 0);
}

Result<void> putLedger(Transaction& transaction, MemberKey key, const MemberRecord& record)
{
    TRY(transaction.execute("DELETE FROM lots WHERE member = ?", { key.row }));
    TRY(transaction.execute("DELETE FROM owed WHERE member = ?", { key.row }));
    TRY(transaction.execute("DELETE FROM counts WHERE member = ?", { key.row }));
    TRY(transaction.execute("DELETE FROM ledger_entries WHERE member = ?", { key.row }));
    for (const Lot& lot : record.ledger.lots)
        TRY(transaction.execute("INSERT INTO lots (member, source, part, currency, granted, remaining, held, usable_from, expires, item)"
                                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            { key.row, lot.id.source, lot.id.part, static_cast<int>(lot.currency), lot.granted, lot.remaining, lot.held, lot.usableFrom, lot.expires, lot.item }));
    for (const Currency currency : currencies)
        if (record.ledger.owedOf(currency) > 0)
            TRY(transaction.execute("INSERT INTO owed (member, currency, amount) VALUES (?, ?, ?)",
                { key.row, static_cast<int>(currency), record.ledger.owedOf(currency) }));
    for (const auto& [name, count] : record.ledger.counts)
        TRY(transaction.execute("INSERT INTO counts (member, key, count) VALUES (?, ?, ?)", { key.row, name, count }));
    qint64 position = 0;
    const auto insert = [&](const DatedMovement& dated) -> Result<void> {
        const Movement& movement = dated.movement;
        TRY(transaction.execute("INSERT INTO ledger_entries (member, position, fact, business_date, currency, from_account, to_account, amount, lot_source,"
                                " lot_part, origin, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            { key.row, ++position, movement.fact, dated.date, static_cast<int>(movement.currency), static_cast<int>(movement.from), static_cast<int>(movement.to),
                movement.amount, movement.lot.source, movement.lot.part, movement.origin, movement.reason }));
        return {};
    };
    for (const DatedMovement& opening : openingsOf(record))
        TRY(insert(opening));
    for (const DatedMovement& dated : record.movements)
        TRY(insert(dated));
    return {};
}

Result<void> putTags(Transaction& transaction, MemberKey key, const std::map<QString, BusinessDate>& tags)
{
    TRY(transaction.execute("DELETE FROM member_tags WHERE member = ? AND by_rule = 0", { key.row }));
    for (const auto& [tag, since] : tags)
        TRY(transaction.execute("INSERT INTO member_tags (member, tag, by_rule, since) VALUES (?, ?, 0, ?) ON CONFLICT (member, tag) DO UPDATE SET by_rule = 0",
            { key.row, tag, since }));
    return {};
}

SqlValue orNull(const QByteArray& bytes)
{
    return bytes.isEmpty() ? SqlValue(std::nullopt) : SqlValue(bytes);
}

}

std::vector<DatedMovement> openingsOf(const MemberRecord& record)
{
    std::vector<DatedMovement> openings;
    if (record.isWhole)
        return openings;
    std::map<LotId, std::pair<qint64, qint64>> moved; // available, held
    std::array<qint64, 5> owed {};
    for (const DatedMovement& dated : record.movements) {
        const Movement& movement = dated.movement;
        auto& sums = moved[movement.lot];
        sums.first += changeOf(movement, Account::Available);
        sums.second += changeOf(movement, Account::Held);
        owed[static_cast<size_t>(movement.currency)] -= changeOf(movement, Account::Owed);
    }
    const BusinessDate first = record.movements.empty() ? BusinessDate {} : record.movements.front().date;
    for (const Lot& lot : record.ledger.lots) {
        const auto& [available, held] = moved[lot.id];
        const auto open = [&](Account account, qint64 amount) {
            if (amount > 0)
                openings.push_back({ { lot.id.source, lot.currency, Account::Issued, account, amount, lot.id, {}, QStringLiteral("opening") }, first });
            else if (amount < 0)
                openings.push_back({ { lot.id.source, lot.currency, account, Account::Redeemed, -amount, lot.id, {}, QStringLiteral("opening") }, first });
        };
        open(Account::Available, lot.remaining - available);
        open(Account::Held, lot.held - held);
    }
    // What was owed before hangs on any lot of its currency.
    for (const Currency currency : currencies) {
        const qint64 before = record.ledger.owedOf(currency) - owed[static_cast<size_t>(currency)];
        const auto lot = std::ranges::find(record.ledger.lots, currency, &Lot::currency);
        if (before != 0 && lot != record.ledger.lots.end())
            openings.push_back({ { lot->id.source, currency, before > 0 ? Account::Owed : Account::Issued, before > 0 ? Account::Issued : Account::Owed,
                                     std::abs(before), lot->id, {}, QStringLiteral("opening") }, first });
    }
    return openings;
}

Result<MemberKey> MemberReplicaStore::put(Transaction& transaction, const MemberRecord& record, const MemberKeys& keys)
{
    Database& database = transaction.database();
    MemberKeys placed = record.isErased || record.aliasOf ? MemberKeys {} : keys;
    if (!placed.phoneIndex.isEmpty()) {
        const auto holder = TRY(database.first("SELECT id FROM members WHERE phone_index = ? AND id <> ?", { placed.phoneIndex, record.id },
            [](const Row& row) { return row.id(0); }));
        if (holder && *holder < record.id)
            placed.phoneIndex.clear();
        else if (holder)
            TRY(transaction.execute("UPDATE members SET phone_index = NULL WHERE id = ?", { *holder }));
    }
    // Numbers are drawn by chance in a chain; the hub gives the later one of two that are the same a new one.
    QString number = record.number.isEmpty() ? record.id.toString() : record.number;
    if (TRY(database.integer("SELECT count(*) FROM members WHERE number = ? AND id <> ?", { number, record.id })) > 0)
        number = record.id.toString();
    TRY(transaction.execute("INSERT INTO members (key, id, number, tier, registered_ms) VALUES ((SELECT coalesce(max(key), 0) + 1 FROM members), ?, ?, ?, ?)"
                            " ON CONFLICT (id) DO NOTHING",
        { record.id, number, static_cast<int>(record.tier), record.registeredAt }));
    TRY(transaction.execute("UPDATE members SET number = ?, tier_origin = CASE WHEN tier = ? THEN tier_origin ELSE 1 END, tier = ?, registered_ms = ?,"
                            " phone_index = ?, phone_tail_index = ?, wrapped_key = ?, sealed_profile = ?, profile_fact = ?, alias_of = ?, known_ms = ? WHERE id = ?",
        { number, static_cast<int>(record.tier), static_cast<int>(record.tier), record.registeredAt, orNull(placed.phoneIndex), orNull(placed.tailIndex),
            orNull(record.profile.isEmpty() ? QByteArray() : placed.wrappedKey), orNull(record.profile), record.profileFact, record.aliasOf, record.lastAt, record.id }));
    const auto key = TRY(database.first("SELECT key FROM members WHERE id = ?", { record.id }, [](const Row& row) { return MemberKey { row.integer(0) }; }));
    VERIFY(key);
    TRY(putLedger(transaction, *key, record));
    TRY(putTags(transaction, *key, record.tags));
    if (record.inviter && record.invitedOn)
        TRY(transaction.execute("INSERT INTO referrals (invited, inviter, business_date) SELECT ?, key, ? FROM members WHERE id = ? ON CONFLICT (invited) DO NOTHING",
            { key->row, *record.invitedOn, *record.inviter }));
    return *key;
}

Result<MemberKeys> MemberReplicaStore::keys(const Id& member)
{
    const auto found = TRY(m_database.first("SELECT wrapped_key, phone_index, phone_tail_index FROM members WHERE id = ?", { member },
        [](const Row& row) { return MemberKeys { row.bytes(0), row.bytes(1), row.bytes(2) }; }));
    if (!found)
        return fail(ErrorCode::MemberNotFound);
    return *found;
}

Result<std::optional<MemberKey>> MemberReplicaStore::find(const Id& member)
{
    return m_database.first("SELECT key FROM members WHERE id = coalesce((SELECT alias_of FROM members WHERE id = ?), ?)", { member, member },
        [](const Row& row) { return MemberKey { row.integer(0) }; });
}

}
