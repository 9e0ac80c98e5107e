// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/TierQualification.h"
#include "core/domain/replica/MemberChange.h"

namespace tangyuan {

/// A movement with the day that it counts for.
struct DatedMovement {
    Movement movement;
    BusinessDate date;

    bool operator==(const DatedMovement&) const = default;
};

/// What a manager should look at: it happened, and it breaks a rule.
struct MemberFinding {
    enum class Kind {
        Overspent,    ///< more was spent than was there: the shop bears it
        CouponTwice,  ///< the same of a gift or coupon
        UnseenOrigin, ///< it undoes a fact that nobody has seen yet
        EditsCrossed, ///< two tills edited the profile from the same state; the later stands
        AfterErasure, ///< the member was erased before it
    };
    Kind kind = Kind::Overspent;
    Id member;
    Id fact;
    Currency currency = Currency::Points;
    qint64 amount = 0;
    QString item {};
    std::optional<Id> origin {};

    bool operator==(const MemberFinding&) const = default;
};
QString findingName(MemberFinding::Kind kind); ///< "overspent", "couponTwice", …

/// A member as everybody sees them: the fold of their changes. Its movements are the last ones only; what came before is in
/// the lots. Kept by the hub, sent to the tills, who fold over it what the hub has not seen of their own.
struct MemberRecord {
    Id id;
    QString number {};
    Tier tier = Tier::Regular;
    bool isTierEarned = false; ///< by the rules, which may take it again
    UtcTime registeredAt {};
    QByteArray profile {};            ///< sealed; empty once erased, or while nobody sent it yet
    std::optional<Id> profileFact {}; ///< whose profile it is
    QString pin {};                   ///< hashed (see Pins); empty without one
    bool isErased = false;
    std::map<QString, BusinessDate> tags {}; ///< set by hand, since when
    std::optional<Id> inviter {};
    std::optional<BusinessDate> invitedOn {};
    std::optional<Id> aliasOf {}; ///< the same person was registered before under this id, which goes on for both

    MemberState ledger {};                       ///< `past` is empty
    std::vector<DatedMovement> movements {};     ///< the last ones, in the order of booking
    std::map<BusinessDate, TierFigures> days {}; ///< what they bought and earned; long ago by months, under their first day
    std::vector<Id> quiet {};                    ///< the last purchases that moved nothing
    bool isWhole = true;                         ///< whether these are all
    UtcTime lastAt {};                           ///< of the last change that was folded
    Id lastFact {};
    std::vector<Id> waiting {}; ///< facts that were undone and that nobody has seen yet

    bool operator==(const MemberRecord&) const = default;

    QByteArray toUtf8() const; ///< compact JSON
    QJsonObject toJson() const;
    /// Errors: InputMalformed, InputOutOfRange, InputTooLong with the field.
    static Result<MemberRecord> fromJson(const QJsonObject& json);
};

/// Movements that a record keeps once it is compacted.
inline constexpr size_t movementsKept = 400;

/// Further back than this, before the last day, what was bought stands by months.
inline constexpr int daysKept = 800;
inline constexpr size_t quietKept = 50;

/// Lays one change over the record; never refuses. What breaks a rule is told.
std::vector<MemberFinding> fold(MemberRecord& record, const MemberChange& change);
/// Whether `change` can be laid over the record as it stands: it comes after all that is in it, nothing waits for it, and
/// it undoes only what the record still knows. Else the whole history is to be folded again.
bool goesOnTop(const MemberRecord& record, const MemberChange& change);
/// The whole history, in the order in which it counts: as it happened, but never before what it undoes. `changes` may come
/// in any order; a fact that stands there twice counts once.
struct FoldedMember {
    MemberRecord record;
    std::vector<MemberFinding> findings;
};
FoldedMember foldAll(const Id& member, std::vector<MemberChange> changes);
/// Leaves out movements beyond the last ones, and lots that neither hold anything nor stand in one of those; days long ago
/// become months.
void compact(MemberRecord& record);

/// Balances that are older than the movements that a record kept, as movements of their own: sums stay whole.
std::vector<DatedMovement> openingsOf(const MemberRecord& record);

}
