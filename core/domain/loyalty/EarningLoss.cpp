// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/loyalty/EarningLoss.h"

namespace tangyuan {

namespace {

Money sumOf(const std::vector<Money>& totals, const LineSet& lines)
{
    Money sum;
    for (qint32 line : lines)
        sum += totals[static_cast<size_t>(line)];
    return sum;
}

Money sumOf(const std::vector<Money>& totals, const LineSet& lines, const std::vector<qint32>& counted)
{
    Money sum;
    for (qint32 line : counted)
        if (lines.contains(line))
            sum += totals[static_cast<size_t>(line)];
    return sum;
}

}

Points lostPoints(const Earned& entry, const std::vector<Money>& totals, const LineSet& before, const LineSet& after)
{
    if (!entry.minimum.isZero()) {
        const bool falls = sumOf(totals, before, entry.counted) >= entry.minimum && sumOf(totals, after, entry.counted) < entry.minimum;
        return falls ? entry.points : Points {};
    }
    Points lost;
    for (qint32 line : before)
        if (!after.contains(line))
            lost += entry.lines[static_cast<size_t>(line)];
    return lost;
}

bool isLost(const Reward& reward, const std::vector<Money>& totals, const LineSet& before, const LineSet& after)
{
    return sumOf(totals, before) >= reward.minimum && sumOf(totals, after) < reward.minimum;
}

}
