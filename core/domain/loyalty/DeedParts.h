// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/Earning.h"

namespace tangyuan {

/// What the rules give and take for a deed, as parts of its fact. Pure: the use cases in `Loyalty` book them, the preview
/// of rules plays them again. Errors of all: NotEligible (the rules know no such thing), NotNow (but not as things stand).
using DeedParts = Result<std::vector<LedgerPart>>;

/// `streak`: days in a row, this one included.
DeedParts checkInParts(const LoyaltyRules& rules, BusinessDate date, int streak);
DeedParts eventParts(const LoyaltyRules& rules, const QString& event, const Situation& situation);
/// The first part is had once for each line, the second so often a day.
DeedParts reviewParts(const LoyaltyRules& rules, const Id& sale, qint64 line, BusinessDate date);
DeedParts mallParts(const LoyaltyRules& rules, const QString& item, const Situation& situation);
/// What a draw costs and how often a day; the prize comes on top.
DeedParts drawParts(const LoyaltyRules& rules, const QString& lottery, const Situation& situation);
/// Errors besides: InputOutOfRange (no points).
DeedParts donationParts(const LoyaltyRules& rules, const QString& cause, Points points);
/// `offer`: its id, or empty for none. NotEligible also where the offer is for another amount.
DeedParts rechargeParts(const LoyaltyRules& rules, Money amount, const QString& offer, const Situation& situation);
/// The offer that brings most for that amount, or none.
const StoredValueRules::Offer* bestOffer(const LoyaltyRules& rules, Money amount, const Situation& situation);

/// A pack that is had once: the welcome's, the birthday's (of that year), the tier's. NotEligible where there is nothing in it.
DeedParts welcomeParts(const LoyaltyRules& rules, BusinessDate date);
DeedParts birthdayParts(const LoyaltyRules& rules, Tier tier, QDate birthday, BusinessDate date);
DeedParts tierParts(const LoyaltyRules& rules, Tier tier, BusinessDate date);

}
