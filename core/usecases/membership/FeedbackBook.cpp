// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/membership/FeedbackBook.h"

#include "core/base/Limits.h"
#include "core/domain/members/ProfileRules.h"

#include <algorithm>

namespace tangyuan {

namespace {

Result<QString> checkedFeedback(const QString& typed)
{
    const QString text = TRY(checkedText(typed, limits::feedbackChars, TextLines::Many, "feedback"));
    if (text.isEmpty())
        return fail(ErrorCode::InputMalformed, QStringLiteral("feedback"));
    return text;
}

/// A sealed text is bound to its member, its entry and its part of it, so that none can be moved to another place.
enum class FeedbackPart { Text, Answer };

QByteArray sealContext(const MemberRow& member, const Id& feedback, FeedbackPart part)
{
    return (part == FeedbackPart::Text ? "feedback text" : "feedback answer") + member.id.toBytes() + feedback.toBytes();
}

Id highestId()
{
    Id id;
    id.bytes.fill(0xFF);
    return id;
}

QJsonObject factBody(const Id& member, const QString& key, const QByteArray& sealed)
{
    return { { QStringLiteral("member"), member.toString() }, { key, QString::fromLatin1(sealed.toBase64()) } };
}

}

FeedbackBook::FeedbackBook(Database& database, FactLog& facts, const Vault& vault, const Moments& moments, Random& random)
    : m_database(database)
    , m_store(database)
    , m_members(database)
    , m_facts(facts)
    , m_vault(vault)
    , m_moments(moments)
    , m_random(random)
{
}

Result<Feedback> FeedbackBook::record(MemberKey member, const QString& typed)
{
    const Moment moment = m_moments.take();
    const QString text = TRY(checkedFeedback(typed));
    Transaction transaction = TRY(Transaction::begin(m_database));
    const MemberRow who = TRY(m_members.living(member));
    FeedbackRow row { .id = Id::make(moment.now, m_random), .member = member, .at = moment.now };
    row.sealedText = TRY(m_vault.seal(who.wrappedKey, text.toUtf8(), sealContext(who, row.id, FeedbackPart::Text), m_random));
    TRY(FeedbackRows::insert(transaction, row));
    TRY(m_facts.append(transaction,
        { .id = row.id,
            .type = QStringLiteral("feedback.received"),
            .version = 1,
            .businessDate = moment.date,
            .at = moment.now,
            .body = factBody(who.id, QStringLiteral("text"), row.sealedText) }));
    const Feedback recorded = TRY(opened(row, who)); // before the commit: afterwards nothing may fail any more
    TRY(transaction.commit());
    return recorded;
}

Result<Feedback> FeedbackBook::answer(const Id& id, const QString& typed)
{
    const Moment moment = m_moments.take();
    const QString text = TRY(checkedFeedback(typed));
    Transaction transaction = TRY(Transaction::begin(m_database));
    auto row = TRY(m_store.find(id));
    if (!row)
        return fail(ErrorCode::FeedbackNotFound);
    const MemberRow who = TRY(m_members.living(row->member));
    row->answeredAt = moment.now;
    row->sealedAnswer = TRY(m_vault.seal(who.wrappedKey, text.toUtf8(), sealContext(who, id, FeedbackPart::Answer), m_random));
    TRY(FeedbackRows::setAnswer(transaction, id, *row->answeredAt, row->sealedAnswer));
    QJsonObject body = factBody(who.id, QStringLiteral("answer"), row->sealedAnswer);
    body.insert(QStringLiteral("feedback"), id.toString());
    TRY(m_facts.append(transaction,
        { .id = Id::make(moment.now, m_random),
            .type = QStringLiteral("feedback.answered"),
            .version = 1,
            .businessDate = moment.date,
            .at = moment.now,
            .body = body }));
    const Feedback answered = TRY(opened(*row, who));
    TRY(transaction.commit());
    return answered;
}

Result<std::vector<Feedback>> FeedbackBook::list(Which which, const Page& page)
{
    const Id before = page.before.value_or(highestId());
    const int limit = std::clamp(page.limit, 1, mostPerPage);
    switch (which) {
    case Which::All: return opened(TRY(m_store.page(before, limit)));
    case Which::Open: return opened(TRY(m_store.pageOfOpen(before, limit)));
    }
    VERIFY(false);
}

Result<std::vector<Feedback>> FeedbackBook::ofMember(MemberKey member, const Page& page)
{
    return opened(TRY(m_store.pageOfMember(member, page.before.value_or(highestId()), std::clamp(page.limit, 1, mostPerPage))));
}

Result<Feedback> FeedbackBook::opened(const FeedbackRow& row, const MemberRow& member) const
{
    Feedback feedback { .id = row.id,
        .member = row.member,
        .memberNumber = member.number,
        .at = row.at,
        .text = {},
        .answeredAt = row.answeredAt,
        .isErased = member.wrappedKey.isEmpty() };
    if (feedback.isErased)
        return feedback;
    const auto unsealed = [&](const QByteArray& sealed, FeedbackPart part) -> Result<QString> {
        return QString::fromUtf8(TRY(m_vault.unseal(member.wrappedKey, sealed, sealContext(member, row.id, part))));
    };
    feedback.text = TRY(unsealed(row.sealedText, FeedbackPart::Text));
    if (row.answeredAt)
        feedback.answer = TRY(unsealed(row.sealedAnswer, FeedbackPart::Answer));
    return feedback;
}

Result<std::vector<Feedback>> FeedbackBook::opened(const std::vector<FeedbackRow>& rows)
{
    std::vector<Feedback> entries;
    for (const FeedbackRow& row : rows) {
        const auto member = TRY(m_members.byKey(row.member));
        VERIFY(member.has_value()); // the table's foreign key
        entries.push_back(TRY(opened(row, *member)));
    }
    return entries;
}

}
