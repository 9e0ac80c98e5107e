// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Enumerators.h"
#include "core/base/Result.h"

#include <cstddef>

namespace tangyuan {

/// 会员等级. Which tier grants what is a rule (see PricingRules); how one gets there comes later.
enum class Tier { Regular, Silver, Gold, Diamond };
inline constexpr size_t tierCount = enumerators<Tier>.size();

/// The stable word in JSON, CSV and adjustments: "regular", "silver", "gold", "diamond".
QString tierName(Tier tier);
/// Errors: InputMalformed.
Result<Tier> tierFromName(QStringView name);

}
