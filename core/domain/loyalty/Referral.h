// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/Earning.h"

namespace tangyuan {

/// What an old member's invitation brings to both (推荐有礼). The invited have it once in their life, the inviter at
/// most so often a month.
inline LedgerPart invitedPart(const LoyaltyRules& rules, BusinessDate date)
{
    return { QStringLiteral("referral"), QStringLiteral("referral"), 1, grantsOf(rules.activities.invited, rules, date) };
}
inline LedgerPart inviterPart(const LoyaltyRules& rules, BusinessDate date)
{
    return { QStringLiteral("invite"), QStringLiteral("invite:%1").arg(date.yyyymmdd / 100), std::max(1, rules.activities.invitesPerMonth),
        grantsOf(rules.activities.inviter, rules, date) };
}

}
