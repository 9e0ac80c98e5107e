// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/TagRows.h"

namespace tangyuan {

Result<std::vector<MemberTag>> TagRows::ofMember(MemberKey key)
{
    return m_database.all("SELECT tag, by_rule, since FROM member_tags WHERE member = ? ORDER BY tag", { key.row }, [](const Row& row) {
        return MemberTag { row.text(0), row.integer(1) == 0 ? TagOrigin::Hand : TagOrigin::Rule, row.date(2) };
    });
}

Result<MemberSet> TagRows::tagged(const QString& tag)
{
    MemberSet found;
    TRY(m_database.forEach("SELECT member FROM member_tags WHERE tag = ?", { tag }, [&](const Row& row) { found.add({ row.integer(0) }); }));
    return found;
}

Result<MemberSet> TagRows::taggedByRule(const QString& tag)
{
    MemberSet found;
    TRY(m_database.forEach("SELECT member FROM member_tags WHERE tag = ? AND by_rule = 1", { tag }, [&](const Row& row) { found.add({ row.integer(0) }); }));
    return found;
}

Result<QStringList> TagRows::ruleTags()
{
    QStringList tags;
    TRY(m_database.forEach("SELECT DISTINCT tag FROM member_tags WHERE by_rule = 1 ORDER BY tag", {}, [&](const Row& row) { tags.append(row.text(0)); }));
    return tags;
}

Result<void> TagRows::setByHand(Transaction& transaction, MemberKey key, const QString& tag, BusinessDate today)
{
    TRY(transaction.execute("INSERT INTO member_tags (member, tag, by_rule, since) VALUES (?, ?, 0, ?) ON CONFLICT (member, tag) DO UPDATE SET by_rule = 0",
        { key.row, tag, today }));
    return {};
}

Result<void> TagRows::setByRule(Transaction& transaction, MemberKey key, const QString& tag, BusinessDate today)
{
    TRY(transaction.execute(
        "INSERT INTO member_tags (member, tag, by_rule, since) VALUES (?, ?, 1, ?) ON CONFLICT (member, tag) DO NOTHING", { key.row, tag, today }));
    return {};
}

Result<void> TagRows::remove(Transaction& transaction, MemberKey key, const QString& tag)
{
    TRY(transaction.execute("DELETE FROM member_tags WHERE member = ? AND tag = ?", { key.row, tag }));
    return {};
}

Result<void> TagRows::removeAll(Transaction& transaction, MemberKey key)
{
    TRY(transaction.execute("DELETE FROM member_tags WHERE member = ?", { key.row }));
    return {};
}

}
