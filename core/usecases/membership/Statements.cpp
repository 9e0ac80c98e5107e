// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/membership/Statements.h"

namespace tangyuan {

Result<Statement> makeStatement(LedgerRows& ledger, MemberKey member, const LoyaltyRules& rules, BusinessDate today, int limit)
{
    Statement statement = startStatement(TRY(ledger.state(member)), today);
    TRY(extendStatement(statement, ledger, member, rules, limit));
    return statement;
}

Result<void> extendStatement(Statement& statement, LedgerRows& ledger, MemberKey member, const LoyaltyRules& rules, int limit)
{
    addEntries(statement, TRY(ledger.entries(member, limit, statement.next)), rules, limit);
    return {};
}

}
