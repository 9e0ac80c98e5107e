// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Money.h"

#include <vector>

namespace tangyuan {

/// Splits `amount` over `weights` (each ≥ 0) so that the parts sum exactly to it: largest
/// remainder, ties to the earlier. All-zero weights put all on the first part.
std::vector<Money> spread(Money amount, const std::vector<Money>& weights);

}
