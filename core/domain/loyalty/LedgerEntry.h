// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/Ledger.h"

namespace tangyuan {

/// One movement of a statement.
struct LedgerEntry {
    Movement movement;
    BusinessDate date;
    QString item;                        ///< which gift
    std::optional<BusinessDate> expires; ///< of the lot that came in
    QString sale;                        ///< number of the sale, where this till has it
    qint64 position = 0;                 ///< among the member's movements, from 1
};

}
