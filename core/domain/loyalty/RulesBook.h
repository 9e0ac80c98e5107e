// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/VersionBook.h"
#include "core/domain/loyalty/LoyaltyRules.h"

namespace tangyuan {

/// All versions of the rules that members live by.
using RulesBook = VersionBook<LoyaltyRules>;

}
