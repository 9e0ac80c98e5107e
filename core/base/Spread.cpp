// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Spread.h"

#include <algorithm>
#include <numeric>

namespace tangyuan {

std::vector<Money> spread(Money amount, const std::vector<Money>& weights)
{
    VERIFY(!weights.empty());
    __extension__ using Wide = __int128;
    Wide totalWeight = 0;
    for (Money weight : weights) {
        VERIFY(weight.minor >= 0);
        totalWeight += weight.minor;
    }
    std::vector<Money> parts(weights.size());
    if (totalWeight == 0) {
        parts.front() = amount;
        return parts;
    }
    // Whole fen first, each towards zero; then one fen more to the largest remainders.
    const qint64 sign = amount.minor < 0 ? -1 : 1;
    const Wide magnitude = static_cast<Wide>(amount.minor) * sign;
    std::vector<Wide> remainders(weights.size());
    qint64 left = amount.minor * sign;
    for (size_t i = 0; i < weights.size(); ++i) {
        const Wide share = magnitude * weights[i].minor;
        parts[i].minor = static_cast<qint64>(share / totalWeight);
        remainders[i] = share % totalWeight;
        left -= parts[i].minor;
    }
    std::vector<size_t> order(weights.size());
    std::iota(order.begin(), order.end(), size_t { 0 });
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return remainders[a] > remainders[b]; });
    for (size_t i = 0; left > 0; ++i, --left)
        ++parts[order[i]].minor;
    for (Money& part : parts)
        part.minor *= sign;
    return parts;
}

}
