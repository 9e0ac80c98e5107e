// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"

#include <vector>

namespace tangyuan {

/// What taking over rows has changed, for those who hold it in memory.
struct ReplicaChanges {
    std::vector<Id> members {};
    bool catalog = false;
    bool rules = false;
    bool prices = false;
    bool settings = false; ///< and who the cashiers are
    bool issuers = false;
};

}
