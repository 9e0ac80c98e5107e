// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/loyalty/LedgerJson.h"
#include "core/storage/LedgerStore.h"

namespace tangyuan {

/// What a fact does to one member, decided and not yet written.
struct Booked {
    MemberKey key;
    Id member;
    LedgerFact fact;
    Applied applied;
};

/// For the fact's body, under "ledger".
QJsonArray ledgerOf(const std::vector<Booked>& booked);
/// Writes all of it, in the transaction of the fact.
Result<void> record(Transaction& transaction, const std::vector<Booked>& booked);

}
