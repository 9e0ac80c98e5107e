// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/FactLog.h"
#include "core/storage/LedgerRows.h"

namespace tangyuan {

/// What a full check of a till's database went through.
struct Verification {
    FactLog::Verification chain;
    LedgerRows::Verification ledger;
    qint64 sales = 0;
    Money salesTotal;
    qint64 refunds = 0;
    Money refundsTotal;
};

/// Database integrity, the fact chain, the ledger's sums, and every sale's rows against its fact. Errors:
/// DatabaseCorrupt, ChainBroken, LedgerBroken with what was found first.
Result<Verification> verifyDatabase(Database& database);

}
