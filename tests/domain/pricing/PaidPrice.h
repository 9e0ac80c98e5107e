// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/pricing/Quote.h"

namespace tangyuan {

struct PaidPrice {
    std::vector<Money> lines;
    Points spent {};

    bool operator==(const PaidPrice&) const = default;
};

/// What is paid of each line that came to so much, after what is taken off by hand, points as cash and rounding; `spent`
/// before them on lines.
PaidPrice paidAfter(const QuoteInput& input, std::vector<Money> lines, Points spent);

}
