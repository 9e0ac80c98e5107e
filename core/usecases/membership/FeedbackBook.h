// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/members/Vault.h"
#include "core/domain/moment/Moment.h"
#include "core/storage/FactLog.h"
#include "core/storage/FeedbackRows.h"
#include "core/storage/MemberRows.h"

namespace tangyuan {

/// What a member told the shop, and what the shop answered.
struct Feedback {
    Id id;
    MemberKey member;
    QString memberNumber;
    UtcTime at;
    QString text; ///< empty once the member is erased, as is the answer
    std::optional<UtcTime> answeredAt {};
    QString answer {};
    bool isErased = false; ///< the member is, so nobody can read the texts any more
};

/// The shop's book of feedback. Texts are personal: in the table and in the facts "feedback.received" and
/// "feedback.answered" they stand sealed with the member's own key (base64 in the facts, under "text" and "answer"),
/// bound to their member and their place, so erasing the member makes every copy unreadable.
class FeedbackBook {
public:
    static constexpr int mostPerPage = 200;

    FeedbackBook(Database& database, FactLog& facts, const Vault& vault, const Moments& moments, Random& random);

    /// Writes down what a member says, in up to limits::feedbackChars characters. The feedback's id is its fact's.
    /// Errors: InputMalformed (nothing but spaces), InputTooLong, MemberNotFound (also if erased), storage errors.
    Result<Feedback> record(MemberKey member, const QString& text);
    /// Answers it; a later answer replaces an earlier one, and both stay among the facts.
    /// Errors: FeedbackNotFound, MemberNotFound (the member is erased), and those of recording.
    Result<Feedback> answer(const Id& id, const QString& text);

    enum class Which {
        All,
        Open, ///< not answered, and the member is there to be answered
    };
    /// Where a page begins: at the newest, or below the last entry of the page before.
    struct Page {
        std::optional<Id> before {};
        int limit = 50; ///< 1 … mostPerPage
    };
    /// The newest first. Errors: SealBroken, storage errors.
    Result<std::vector<Feedback>> list(Which which, const Page& page);
    Result<std::vector<Feedback>> ofMember(MemberKey member, const Page& page);

private:
    Result<Feedback> opened(const FeedbackRow& row, const MemberRow& member) const;
    Result<std::vector<Feedback>> opened(const std::vector<FeedbackRow>& rows);

    Database& m_database;
    FeedbackRows m_store;
    MemberRows m_members;
    FactLog& m_facts;
    const Vault& m_vault;
    const Moments& m_moments;
    Random& m_random;
};

}
