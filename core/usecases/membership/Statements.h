// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/reports/Statement.h"
#include "core/storage/LedgerRows.h"

namespace tangyuan {

/// Makes a statement of the newest movements. Gifts and rules are named as `rules` name them.
Result<Statement> makeStatement(LedgerRows& ledger, MemberKey member, const LoyaltyRules& rules, BusinessDate today, int limit);
/// Adds up to `limit` older movements.
Result<void> extendStatement(Statement& statement, LedgerRows& ledger, MemberKey member, const LoyaltyRules& rules, int limit);

}
