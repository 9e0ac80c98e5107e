// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/JsonWriter.h"
#include "core/domain/loyalty/Ledger.h"

#include <QJsonArray>
#include <QJsonObject>

namespace tangyuan {

/// What a fact does to one member, as it stands in the fact's body under "ledger": one entry for each member.
/// Whoever reads a fact needs to know only this, not the fact's type.
struct MemberParts {
    Id member;
    std::vector<LedgerPart> parts;
    UtcTime knownAt {}; ///< what was known of the member when it was decided: it counts after that, whatever the clocks say

    bool operator==(const MemberParts&) const = default;
};

void writeLedger(JsonWriter& json, const std::vector<MemberParts>& ledger);
QJsonArray ledgerToJson(const std::vector<MemberParts>& ledger);
/// Errors: InputMalformed, InputOutOfRange, InputTooLong with the field.
Result<std::vector<MemberParts>> ledgerFromJson(const QJsonArray& json);

}
