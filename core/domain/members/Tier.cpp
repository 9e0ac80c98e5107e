// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/members/Tier.h"

namespace tangyuan {

QString tierName(Tier tier)
{
    switch (tier) {
    case Tier::Regular: return QStringLiteral("regular");
    case Tier::Silver: return QStringLiteral("silver");
    case Tier::Gold: return QStringLiteral("gold");
    case Tier::Diamond: return QStringLiteral("diamond");
    }
    VERIFY(false);
}

Result<Tier> tierFromName(QStringView name)
{
    for (Tier tier : enumerators<Tier>)
        if (name == tierName(tier))
            return tier;
    return fail(ErrorCode::InputMalformed, QStringLiteral("tier"));
}

}
