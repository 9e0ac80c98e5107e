// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/Earning.h"

#include <set>

namespace tangyuan {

/// Lines of a purchase by their places.
using LineSet = std::set<qint32>;

/// Points of an entry that are lost when of the lines `before` only `after` stay. `totals` are what each line of the
/// purchase came to.
Points lostPoints(const Earned& entry, const std::vector<Money>& totals, const LineSet& before, const LineSet& after);
/// Whether what stays no longer earns the pack.
bool isLost(const Reward& reward, const std::vector<Money>& totals, const LineSet& before, const LineSet& after);

}
