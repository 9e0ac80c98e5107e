// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/MemberRows.h"

namespace tangyuan {

namespace {

MemberRow toMember(const Row& row)
{
    // The table's CHECK keeps the tier in its range.
    return { { row.integer(0) }, row.id(1), row.text(2), static_cast<Tier>(row.integer(3)), row.time(4), row.bytes(5), row.bytes(6) };
}

}

Result<std::optional<MemberRow>> MemberRows::byKey(MemberKey key)
{
    return m_database.first("SELECT key, id, number, tier, registered_ms, wrapped_key, sealed_profile FROM members WHERE key = ?", { key.row }, toMember);
}

Result<MemberRow> MemberRows::living(MemberKey key)
{
    const auto row = TRY(byKey(key));
    if (!row || row->wrappedKey.isEmpty())
        return fail(ErrorCode::MemberNotFound);
    return *row;
}

Result<std::optional<MemberRow>> MemberRows::byId(const Id& id)
{
    return m_database.first("SELECT key, id, number, tier, registered_ms, wrapped_key, sealed_profile FROM members"
                            " WHERE id = coalesce((SELECT alias_of FROM members WHERE id = ?), ?)",
        { id, id }, toMember);
}

Result<std::optional<Id>> MemberRows::idOf(MemberKey key)
{
    return m_database.first("SELECT id FROM members WHERE key = ?", { key.row }, [](const Row& row) { return row.id(0); });
}

Result<std::optional<MemberRow>> MemberRows::byNumber(const QString& number)
{
    return m_database.first("SELECT key, id, number, tier, registered_ms, wrapped_key, sealed_profile FROM members"
                            " WHERE id = (SELECT coalesce(alias_of, id) FROM members WHERE number = ?)",
        { number }, toMember);
}

Result<std::optional<MemberRow>> MemberRows::byPhoneIndex(const QByteArray& index)
{
    return m_database.first("SELECT key, id, number, tier, registered_ms, wrapped_key, sealed_profile FROM members WHERE phone_index = ?", { index }, toMember);
}

Result<std::vector<MemberRow>> MemberRows::byPhoneTailIndex(const QByteArray& index, int limit)
{
    return m_database.all("SELECT key, id, number, tier, registered_ms, wrapped_key, sealed_profile FROM members WHERE phone_tail_index = ?"
                          " ORDER BY key DESC LIMIT ?",
        { index, limit }, toMember);
}

Result<qint64> MemberRows::count()
{
    // Only members who are not erased stand in the partial index, which is what SQLite counts here.
    return m_database.integer("SELECT count(*) FROM members WHERE phone_tail_index IS NOT NULL");
}

Result<void> MemberRows::forEach(const std::function<bool(const MemberRow&)>& onRow)
{
    return m_database.forEachWhile("SELECT key, id, number, tier, registered_ms, wrapped_key, sealed_profile FROM members ORDER BY key", {},
        [&](const Row& row) { return onRow(toMember(row)); });
}

Result<std::vector<MemberRow>> MemberRows::page(MemberKey after, int limit)
{
    return m_database.all("SELECT key, id, number, tier, registered_ms, wrapped_key, sealed_profile FROM members"
                          " WHERE key > ? AND wrapped_key IS NOT NULL ORDER BY key LIMIT ?",
        { after.row, limit }, toMember);
}

Result<qint64> MemberRows::lastRow()
{
    return m_database.integer("SELECT max(key) FROM members");
}

Result<std::optional<Id>> MemberRows::profileFact(MemberKey key)
{
    return m_database.first(
        "SELECT profile_fact FROM members WHERE key = ? AND profile_fact IS NOT NULL", { key.row }, [](const Row& row) { return row.id(0); });
}

Result<void> MemberRows::setProfileFact(Transaction& transaction, MemberKey key, const Id& fact)
{
    TRY(transaction.execute("UPDATE members SET profile_fact = ? WHERE key = ?", { fact, key.row }));
    return {};
}

Result<MemberKey> MemberRows::insert(Transaction& transaction, const MemberRow& row, const QByteArray& phoneIndex, const QByteArray& tailIndex)
{
    TRY(transaction.insert("INSERT INTO members (key, id, number, tier, registered_ms, phone_index, phone_tail_index, wrapped_key, sealed_profile)"
                           " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        { row.key.row, row.id, row.number, static_cast<int>(row.tier), row.registeredAt, phoneIndex, tailIndex, row.wrappedKey, row.sealedProfile }));
    return row.key;
}

Result<void> MemberRows::update(Transaction& transaction, const MemberRow& row, const QByteArray& phoneIndex, const QByteArray& tailIndex)
{
    const qint64 changed = TRY(transaction.execute("UPDATE members SET tier = ?, phone_index = ?, phone_tail_index = ?, wrapped_key = ?, sealed_profile = ?"
                                                   " WHERE key = ?",
        { static_cast<int>(row.tier), phoneIndex, tailIndex, row.wrappedKey, row.sealedProfile, row.key.row }));
    VERIFY(changed == 1);
    return {};
}

Result<void> MemberRows::rewrap(
    Transaction& transaction, MemberKey key, const QByteArray& wrappedKey, const QByteArray& phoneIndex, const QByteArray& tailIndex)
{
    TRY(transaction.execute(
        "UPDATE members SET wrapped_key = ?, phone_index = CASE WHEN phone_index IS NULL THEN NULL ELSE ? END, phone_tail_index = ? WHERE key = ?",
        { wrappedKey, phoneIndex, tailIndex, key.row }));
    return {};
}

Result<void> MemberRows::erase(Transaction& transaction, MemberKey key)
{
    const qint64 changed = TRY(transaction.execute("UPDATE members SET phone_index = NULL, phone_tail_index = NULL, wrapped_key = NULL, sealed_profile = NULL"
                                                   " WHERE key = ?",
        { key.row }));
    VERIFY(changed == 1);
    return {};
}

}
