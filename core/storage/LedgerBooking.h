// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/LedgerJson.h"
#include "core/storage/LedgerRows.h"

namespace tangyuan {

/// What a fact does to one member, decided and not yet written.
struct Booked {
    MemberKey key;
    Id member;
    LedgerFact fact;
    Applied applied;
};

/// For the fact's body, under "ledger".
std::vector<MemberParts> partsOf(const std::vector<Booked>& booked);
QJsonArray ledgerOf(const std::vector<Booked>& booked);
/// The whole body of a fact that writes itself (a sale, a refund), with what it does to members.
template <class Content>
QByteArray bodyWith(const Content& content, const std::vector<Booked>& booked)
{
    JsonWriter json;
    json.beginObject();
    content.write(json);
    json.key("ledger");
    writeLedger(json, partsOf(booked));
    json.endObject();
    return json.take();
}
/// Writes all of it, in the transaction of the fact.
Result<void> record(Transaction& transaction, const std::vector<Booked>& booked);

}
