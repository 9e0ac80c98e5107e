// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/Earning.h"
#include "core/domain/loyalty/TierQualification.h"
#include "core/domain/members/Member.h"
#include "core/domain/moment/Moment.h"
#include "core/storage/Database.h"

namespace tangyuan {

/// A member as the rules see them now.
struct Standing {
    MemberState ledger;
    Situation situation;
    EarnHistory history;
};

/// Puts a member's standing together; asks only for what the rules ask about.
class StandingRows {
public:
    explicit StandingRows(Database& database)
        : m_database(database)
    {
    }

    /// `also`: what other rules than the loyalty rules ask about.
    Result<Standing> of(const Member& member, const Moment& moment, Channel channel = Channel::Counter, SituationQuestions also = {});
    /// Whether nothing that they bought before stands: no sale, or all refunded.
    Result<bool> isFirstOrder(MemberKey key);

    struct Referral {
        MemberKey inviter;
        Id inviterId;
    };
    Result<std::optional<Referral>> referralOf(MemberKey invited);
    /// Errors: LimitReached if somebody invited them before.
    static Result<void> insertReferral(Transaction& transaction, MemberKey invited, MemberKey inviter, BusinessDate date);

    /// What qualifies for a tier from that day on, in all stores.
    Result<TierFigures> qualification(MemberKey key, BusinessDate from);
    static Result<void> add(Transaction& transaction, MemberKey key, BusinessDate date, const TierFigures& more);

    enum class TierOrigin { ByHand = 1, Earned = 2 };
    struct TierStanding {
        TierOrigin origin = TierOrigin::ByHand;
        std::optional<BusinessDate> belowSince {};
        bool operator==(const TierStanding&) const = default;
    };
    Result<TierStanding> tierStanding(MemberKey key);
    /// Members whose tier the rules gave, so that the rules may take it.
    Result<std::vector<MemberKey>> earnedTiers(MemberKey after, int limit);
    static Result<void> setTierStanding(Transaction& transaction, MemberKey key, const TierStanding& standing);

private:
    Database& m_database;
};

}
