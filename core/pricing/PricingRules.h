// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Money.h"
#include "core/members/Tier.h"

#include <QJsonObject>

#include <array>

namespace tangyuan {

/// The shop's rules as data. The defaults are the product's: points 1 per ¥10, 500 points = ¥10,
/// tier prices 100 / 98 / 95 / 90 %.
struct PricingRules {
    /// What a member of each tier pays of the price.
    std::array<BasisPoints, tierCount> tierRates { { { 10'000 }, { 9'800 }, { 9'500 }, { 9'000 } } };
    Money earnStep { 1'000 }; ///< every full step paid …
    Points earnPoints { 1 };  ///< … earns this many; 0: the shop gives no points
    Points redeemStep { 500 };  ///< points are spent in whole steps of this many …
    Money redeemValue { 1'000 }; ///< … each worth this

    QJsonObject toJson() const;
    /// Errors: InputMalformed, InputOutOfRange (rates outside 0 … 10000, steps ≤ 0).
    static Result<PricingRules> fromJson(const QJsonObject& json);
};

}
