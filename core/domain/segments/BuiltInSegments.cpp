// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/segments/BuiltInSegments.h"

namespace tangyuan {

std::vector<NamedSegment> builtInSegments()
{
    // Numbers from real counters: after a month away a regular is missed, and 200 points are a reason to call.
    SegmentConditions dormant;
    dormant.lastVisitDaysAgo.least = 30;
    dormant.points.least = 200;
    SegmentConditions likelyToLeave;
    likelyToLeave.rfm = { .recency = { .most = 2 }, .frequency = { .least = 3 } };
    SegmentConditions highValue;
    highValue.rfm.monetary.least = 5;
    SegmentConditions champions;
    champions.rfm = { .recency = { .least = 4 }, .frequency = { .least = 4 }, .monetary = { .least = 4 } };
    SegmentConditions newMembers;
    newMembers.registeredDaysAgo.most = 30;
    SegmentConditions birthdayThisMonth;
    birthdayThisMonth.profile.birthdayMonth = ProfileCondition::thisMonth;
    return { { QStringLiteral("dormant"), { .all = dormant } }, { QStringLiteral("likelyToLeave"), { .all = likelyToLeave } },
        { QStringLiteral("highValue"), { .all = highValue } }, { QStringLiteral("champions"), { .all = champions } },
        { QStringLiteral("newMembers"), { .all = newMembers } }, { QStringLiteral("birthdayThisMonth"), { .all = birthdayThisMonth } } };
}

}
