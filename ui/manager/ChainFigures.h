// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/domain/reports/ChainReport.h"

#include <functional>

namespace tangyuan {

/// Whom the manager's page asks for the figures of all stores. As it stands here: nobody, for a till that is alone.
struct ChainFigures {
    using Answer = std::function<void(Result<ChainReport>)>;

    std::function<bool()> isInChain = [] { return false; };
    /// Answers later. The range has at most ChainReport::limitDays.
    std::function<void(DateRange range, Answer answer)> ask {};
};

}
