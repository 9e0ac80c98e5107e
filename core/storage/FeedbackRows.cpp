// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/FeedbackRows.h"

namespace tangyuan {

namespace {

FeedbackRow toFeedback(const Row& row)
{
    return { row.id(0), { row.integer(1) }, row.time(2), row.bytes(3), row.isNull(4) ? std::nullopt : std::optional(row.time(4)), row.bytes(5) };
}

}

Result<std::optional<FeedbackRow>> FeedbackRows::find(const Id& id)
{
    return m_database.first("SELECT id, member, at_ms, sealed_text, answered_ms, sealed_answer FROM feedback WHERE id = ?", { id }, toFeedback);
}

Result<std::vector<FeedbackRow>> FeedbackRows::page(const Id& before, int limit)
{
    return m_database.all(
        "SELECT id, member, at_ms, sealed_text, answered_ms, sealed_answer FROM feedback WHERE id < ? ORDER BY id DESC LIMIT ?", { before, limit }, toFeedback);
}

Result<std::vector<FeedbackRow>> FeedbackRows::pageOfOpen(const Id& before, int limit)
{
    return m_database.all("SELECT id, member, at_ms, sealed_text, answered_ms, sealed_answer FROM feedback WHERE id < ? AND answered_ms IS NULL"
                          " AND EXISTS (SELECT 1 FROM members WHERE members.key = feedback.member AND wrapped_key IS NOT NULL)"
                          " ORDER BY id DESC LIMIT ?",
        { before, limit }, toFeedback);
}

Result<std::vector<FeedbackRow>> FeedbackRows::pageOfMember(MemberKey member, const Id& before, int limit)
{
    return m_database.all("SELECT id, member, at_ms, sealed_text, answered_ms, sealed_answer FROM feedback WHERE id < ? AND member = ?"
                          " ORDER BY id DESC LIMIT ?",
        { before, member.row, limit }, toFeedback);
}

Result<void> FeedbackRows::insert(Transaction& transaction, const FeedbackRow& row)
{
    TRY(transaction.insert("INSERT INTO feedback (id, member, at_ms, sealed_text) VALUES (?, ?, ?, ?)", { row.id, row.member.row, row.at, row.sealedText }));
    return {};
}

Result<void> FeedbackRows::setAnswer(Transaction& transaction, const Id& id, UtcTime answeredAt, const QByteArray& sealedAnswer)
{
    const qint64 changed = TRY(transaction.execute("UPDATE feedback SET answered_ms = ?, sealed_answer = ? WHERE id = ?", { answeredAt, sealedAnswer, id }));
    VERIFY(changed == 1);
    return {};
}

}
