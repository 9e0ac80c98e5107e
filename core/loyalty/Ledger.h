// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Money.h"

#include <optional>
#include <vector>

namespace tangyuan {

/// Where points are. Every movement has a from and a to, so sums never change (DESIGN 4). The
/// member's account is Available; the others are the shop's. Stored in the database by number.
enum class Account { Available = 1, Held = 2, Issued = 3, Redeemed = 4, Expired = 5, Donated = 6, Loss = 7 };

/// What moves. Stored value and coupons get their own when they come.
enum class Currency { Points = 1 };

/// Points that came in together, from one fact; spent lot by lot.
struct Lot {
    Id source; ///< the fact's id, so that a lot means the same at every till and at the hub
    qint64 granted = 0;
    qint64 remaining = 0; ///< 0 … granted
    std::optional<BusinessDate> expires {};

    bool operator==(const Lot&) const = default;
};

/// One movement: `amount` > 0 of `currency` goes `from` → `to`, in or out of one lot.
struct Movement {
    Currency currency = Currency::Points;
    Account from = Account::Issued;
    Account to = Account::Available;
    qint64 amount = 0;
    Id lot;

    bool operator==(const Movement&) const = default;
};

/// What the ledger knows of one member: the lots that still hold something, oldest first.
struct MemberState {
    std::vector<Lot> lots;

    Points available() const;
    bool operator==(const MemberState&) const = default;
};

/// What a fact does to a member's points, taken out of the fact's body.
struct LoyaltyFact {
    Id id;
    Points spent;
    Points earned;
};

struct Applied {
    MemberState state;
    std::vector<Movement> movements;
};

/// The one rule of what a fact does to a member; pure, the same at till and hub (DESIGN 3). Spending
/// takes the lot that expires first (then the oldest); what was earned becomes a new lot.
/// Errors: PointsInsufficient.
Result<Applied> apply(const MemberState& state, const LoyaltyFact& fact);

}
