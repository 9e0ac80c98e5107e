// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/loyalty/RulesPreview.h"

#include "core/base/Verify.h"

namespace tangyuan {

QString previewKindName(PreviewKind kind)
{
    switch (kind) {
    case PreviewKind::Purchase: return QStringLiteral("purchase");
    case PreviewKind::CheckIn: return QStringLiteral("checkIn");
    case PreviewKind::Event: return QStringLiteral("event");
    case PreviewKind::Review: return QStringLiteral("review");
    case PreviewKind::Referral: return QStringLiteral("referral");
    case PreviewKind::Welcome: return QStringLiteral("welcome");
    case PreviewKind::Birthday: return QStringLiteral("birthday");
    case PreviewKind::TierReached: return QStringLiteral("tierReached");
    case PreviewKind::Mall: return QStringLiteral("mall");
    case PreviewKind::PointsAsCash: return QStringLiteral("pointsAsCash");
    case PreviewKind::Draw: return QStringLiteral("draw");
    case PreviewKind::Donation: return QStringLiteral("donation");
    case PreviewKind::Recharge: return QStringLiteral("recharge");
    }
    VERIFY(false);
}

void PreviewAmounts::add(const LedgerPart& part)
{
    times += part.effects.empty() ? 0 : 1;
    for (const Effect& effect : part.effects) {
        if (const auto* spend = std::get_if<effect::Spend>(&effect); spend && spend->currency == Currency::Points)
            taken.count += spend->amount;
        const auto* grant = std::get_if<effect::Grant>(&effect);
        if (!grant)
            continue;
        switch (grant->currency) {
        case Currency::Points: given.count += grant->amount; break;
        case Currency::Principal: break; // the member's own money
        case Currency::Bonus: bonus.minor += grant->amount; break;
        case Currency::Gift: gifts += grant->amount; break;
        }
    }
}

PreviewAmounts PreviewAmounts::operator-(const PreviewAmounts& other) const
{
    return { times - other.times, given - other.given, taken - other.taken, bonus - other.bonus, cash - other.cash, gifts - other.gifts, worth - other.worth,
        notOffered - other.notOffered, overLimit - other.overLimit };
}

}
