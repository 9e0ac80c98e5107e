// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/pricing/Quote.h"

namespace tangyuan {

struct LeastPrice {
    Money total;
    qint64 coupons = 0; ///< the fewest that do it
    Points points {};   ///< for lines that are had for points; a wish, so never weighed against money

    bool operator==(const LeastPrice&) const = default;
};

/// The least that a small cart can cost, found by trying every way to sell it: slow and plain, and of no common code with
/// the search of `quote` but the spreading of fen. Before what is taken off by hand, points as cash and rounding. Nothing
/// where there are more than `mostWays`.
std::optional<LeastPrice> leastByEveryWay(const QuoteInput& input, qint64 mostWays);

}
