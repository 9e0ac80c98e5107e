// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/MemberReplicaRows.h"

#include "core/storage/LedgerRows.h"
#include "core/storage/PinRows.h"
#include "core/storage/StandingRows.h"

#include <algorithm>

namespace tangyuan {

namespace {

/// What the till holds of the member beside who they are.
Result<void> clear(Transaction& transaction, MemberKey key)
{
    TRY(transaction.execute("DELETE FROM lots WHERE member = ?", { key.row }));
    TRY(transaction.execute("DELETE FROM owed WHERE member = ?", { key.row }));
    TRY(transaction.execute("DELETE FROM counts WHERE member = ?", { key.row }));
    TRY(transaction.execute("DELETE FROM member_days WHERE member = ?", { key.row }));
    TRY(transaction.execute("DELETE FROM ledger_entries WHERE member = ?", { key.row }));
    TRY(transaction.execute("DELETE FROM member_tags WHERE member = ? AND by_rule = 0", { key.row }));
    return {};
}

Result<void> putLedger(Transaction& transaction, MemberKey key, const MemberRecord& record)
{
    for (const Lot& lot : record.ledger.lots)
        TRY(LedgerRows::put(transaction, key, lot));
    for (const Currency currency : currencies)
        if (record.ledger.owedOf(currency) > 0)
            TRY(transaction.execute(
                "INSERT INTO owed (member, currency, amount) VALUES (?, ?, ?)", { key.row, static_cast<int>(currency), record.ledger.owedOf(currency) }));
    for (const auto& [name, count] : record.ledger.counts)
        TRY(transaction.execute("INSERT INTO counts (member, key, count) VALUES (?, ?, ?)", { key.row, name, count }));
    for (const auto& [date, figures] : record.days)
        TRY(StandingRows::add(transaction, key, date, figures));
    qint64 position = 0;
    for (const DatedMovement& opening : openingsOf(record))
        TRY(LedgerRows::insert(transaction, key, ++position, opening.movement, opening.date));
    for (const DatedMovement& dated : record.movements)
        TRY(LedgerRows::insert(transaction, key, ++position, dated.movement, dated.date));
    return {};
}

SqlValue orNull(const QByteArray& bytes)
{
    return bytes.isEmpty() ? SqlValue(std::nullopt) : SqlValue(bytes);
}

}

Result<MemberKey> MemberReplicaRows::put(Transaction& transaction, const MemberRecord& record, const MemberKeys& keys)
{
    MemberKeys placed = record.isErased || record.aliasOf ? MemberKeys {} : keys;
    QString number = record.number.isEmpty() ? record.id.toString() : record.number;
    struct Place {
        std::optional<MemberKey> key;  ///< where the till has them already
        std::optional<Id> phoneHolder; ///< somebody else
        bool isNumberTaken = false;
        MemberKey next {}; ///< for one more
    };
    const auto found
        = TRY(transaction.database().first("SELECT (SELECT key FROM members WHERE id = ?), (SELECT id FROM members WHERE phone_index = ? AND id <> ?),"
                                           " EXISTS (SELECT 1 FROM members WHERE number = ? AND id <> ?), (SELECT coalesce(max(key), 0) + 1 FROM members)",
            { record.id, orNull(placed.phoneIndex), record.id, number, record.id }, [](const Row& row) {
                return Place { row.isNull(0) ? std::nullopt : std::optional(MemberKey { row.integer(0) }),
                    row.isNull(1) ? std::nullopt : std::optional(row.id(1)), row.integer(2) == 1, { row.integer(3) } };
            }));
    VERIFY(found);
    if (found->phoneHolder && *found->phoneHolder < record.id)
        placed.phoneIndex.clear();
    else if (found->phoneHolder)
        TRY(transaction.execute("UPDATE members SET phone_index = NULL WHERE id = ?", { *found->phoneHolder }));
    // Numbers are drawn by chance in a chain; the hub gives the later one of two that are the same a new one.
    if (found->isNumberTaken)
        number = record.id.toString();
    const SqlValue wrappedKey = orNull(record.profile.isEmpty() ? QByteArray() : placed.wrappedKey);
    const int tierOrigin = static_cast<int>(record.isTierEarned ? StandingRows::TierOrigin::Earned : StandingRows::TierOrigin::ByHand);
    const MemberKey key = found->key.value_or(found->next);
    if (found->key) {
        TRY(transaction.execute(
            "UPDATE members SET number = ?, tier_below_since = CASE WHEN tier = ? THEN tier_below_since END, tier = ?, tier_origin = ?, registered_ms = ?,"
            " phone_index = ?, phone_tail_index = ?, wrapped_key = ?, sealed_profile = ?, profile_fact = ?, alias_of = ?, known_ms = ? WHERE key = ?",
            { number, static_cast<int>(record.tier), static_cast<int>(record.tier), tierOrigin, record.registeredAt, orNull(placed.phoneIndex),
                orNull(placed.tailIndex), wrappedKey, orNull(record.profile), record.profileFact, record.aliasOf, record.lastAt, key.row }));
        TRY(clear(transaction, key));
    } else {
        TRY(transaction.execute("INSERT INTO members (key, id, number, tier, tier_origin, registered_ms, phone_index, phone_tail_index, wrapped_key,"
                                " sealed_profile, profile_fact, alias_of, known_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            { key.row, record.id, number, static_cast<int>(record.tier), tierOrigin, record.registeredAt, orNull(placed.phoneIndex), orNull(placed.tailIndex),
                wrappedKey, orNull(record.profile), record.profileFact, record.aliasOf, record.lastAt }));
    }
    TRY(putLedger(transaction, key, record));
    if (found->key || !record.pin.isEmpty())
        TRY(PinRows::take(transaction, key, record.pin));
    for (const auto& [tag, since] : record.tags)
        TRY(transaction.execute("INSERT INTO member_tags (member, tag, by_rule, since) VALUES (?, ?, 0, ?) ON CONFLICT (member, tag) DO UPDATE SET by_rule = 0",
            { key.row, tag, since }));
    if (record.inviter && record.invitedOn)
        TRY(transaction.execute(
            "INSERT INTO referrals (invited, inviter, business_date) SELECT ?, key, ? FROM members WHERE id = ? ON CONFLICT (invited) DO NOTHING",
            { key.row, *record.invitedOn, *record.inviter }));
    return key;
}

Result<MemberKeys> MemberReplicaRows::keys(const Id& member)
{
    const auto found = TRY(m_database.first("SELECT wrapped_key, phone_index, phone_tail_index FROM members WHERE id = ?", { member }, [](const Row& row) {
        return MemberKeys { row.bytes(0), row.bytes(1), row.bytes(2) };
    }));
    if (!found)
        return fail(ErrorCode::MemberNotFound);
    return *found;
}

Result<std::optional<MemberKey>> MemberReplicaRows::find(const Id& member)
{
    return m_database.first("SELECT key FROM members WHERE id = coalesce((SELECT alias_of FROM members WHERE id = ?), ?)", { member, member },
        [](const Row& row) { return MemberKey { row.integer(0) }; });
}

}
