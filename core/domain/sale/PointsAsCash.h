// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sale/Sale.h"

namespace tangyuan {

/// What points paid for as cash.
struct PaidWithPoints {
    Points points;
    Money cash; ///< by so much they made it cheaper

    PaidWithPoints& operator+=(const PaidWithPoints& other);
    bool operator==(const PaidWithPoints&) const = default;
};

/// For each line of the sale; of a sale from before its lines said so, by what points paid of each.
std::vector<PaidWithPoints> pointsAsCash(const Sale& sale);

}
