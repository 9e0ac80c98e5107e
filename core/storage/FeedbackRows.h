// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/members/Member.h"
#include "core/storage/Database.h"

namespace tangyuan {

/// Feedback as it rests in the database: the texts sealed.
struct FeedbackRow {
    Id id;
    MemberKey member;
    UtcTime at;
    QByteArray sealedText {};
    std::optional<UtcTime> answeredAt {};
    QByteArray sealedAnswer {}; ///< empty until it is answered
};

/// The feedback table. Ids sort by the time they were made, so the newest is the highest, and a page begins below the
/// last id of the page before.
class FeedbackRows {
public:
    explicit FeedbackRows(Database& database)
        : m_database(database)
    {
    }

    Result<std::optional<FeedbackRow>> find(const Id& id);
    /// At most `limit` rows below `before`, the newest first.
    Result<std::vector<FeedbackRow>> page(const Id& before, int limit);
    /// Those without an answer whose members are not erased.
    Result<std::vector<FeedbackRow>> pageOfOpen(const Id& before, int limit);
    Result<std::vector<FeedbackRow>> pageOfMember(MemberKey member, const Id& before, int limit);

    static Result<void> insert(Transaction& transaction, const FeedbackRow& row);
    static Result<void> setAnswer(Transaction& transaction, const Id& id, UtcTime answeredAt, const QByteArray& sealedAnswer);

private:
    Database& m_database;
};

}
