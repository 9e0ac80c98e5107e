// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/facts/Fact.h"
#include "core/domain/loyalty/LedgerJson.h"
#include "core/domain/members/Tier.h"

#include <QStringList>

namespace tangyuan {

/// What one fact does to one member: who they are, and what they have. Whoever folds the changes of a member in one order
/// gets one truth (see MemberRecord), whatever order they came in.
struct MemberChange {
    Id member;
    Id fact;
    QString type; ///< the fact's
    UtcTime at;
    BusinessDate date;
    std::vector<LedgerPart> parts {};
    Money spend {};     ///< a purchase's total; below zero for a refund
    qint32 visits = 0;  ///< 1 for a purchase
    UtcTime knownAt {}; ///< it counts after the changes that were known when it was made

    // Of the facts that say who they are; empty in all others.
    QString number {};
    std::optional<Tier> tier {};
    bool isTierEarned = false;        ///< by the rules, which may take it again
    QByteArray profile {};            ///< sealed
    std::optional<Id> profileBase {}; ///< the fact whose profile was edited
    QStringList tagsOn {};
    QStringList tagsOff {};
    std::optional<Id> inviter {};
    QString pin {}; ///< hashed

    QByteArray toUtf8() const; ///< compact JSON
    /// Errors: InputMalformed, InputOutOfRange, InputTooLong with the field.
    static Result<MemberChange> fromJson(const QJsonObject& json);
    /// The order in which changes count: as they happened, then by their facts.
    bool isBefore(const MemberChange& other) const { return std::pair(at, fact) < std::pair(other.at, other.fact); }
    std::vector<Id> origins() const; ///< the facts of which it undoes something
};

/// All that a fact does to members, one change a member. Types that it does not know do what stands under "ledger".
/// `body` is the fact's, parsed. Errors as MemberChange::fromJson.
Result<std::vector<MemberChange>> memberChanges(const Fact& fact, const QJsonObject& body);
/// Two changes of one fact to what turned out to be one member.
void join(MemberChange& change, MemberChange other);

}
