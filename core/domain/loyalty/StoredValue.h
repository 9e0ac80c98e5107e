// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/Ledger.h"
#include "core/domain/loyalty/LoyaltyRules.h"

namespace tangyuan {

/// How much of an amount comes out of what was paid in and what was given on top.
struct ValueSplit {
    Money principal;
    Money bonus;
    Money sum() const { return principal + bonus; }
    bool operator==(const ValueSplit&) const = default;
};

/// Stored value that can be spent on that day.
ValueSplit usableValue(const MemberState& state, BusinessDate date);
/// Splits a payment by the shop's policy; Proportional rounds the bonus down, so the last fen is the member's own.
/// Errors: ValueInsufficient.
Result<ValueSplit> splitPayment(Money amount, const ValueSplit& usable, StoredValueRules::Order order);
/// What a recharge by an offer grants: the principal, and the bonus in its instalments. The first instalment is usable
/// at once, each next one from the first day of the month after until that month ends; the first ends with its month
/// too, unless there is only one.
std::vector<Effect> rechargeGrants(Money principal, const StoredValueRules::Offer* offer, const LoyaltyRules& rules, BusinessDate date);

}
