// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/RulesRows.h"

#include "core/base/Json.h"

namespace tangyuan {

Result<RulesBook> RulesRows::load()
{
    const auto rows = TRY(
        m_database.all("SELECT version, document FROM rules ORDER BY version", {}, [](const Row& row) { return std::pair(row.integer(0), row.text(1)); }));
    std::vector<LoyaltyRules> versions;
    for (const auto& [version, document] : rows) {
        LoyaltyRules rules = TRY(LoyaltyRules::fromJson(TRY(parseJsonObject(document.toUtf8()))));
        rules.version = version;
        versions.push_back(std::move(rules));
    }
    return RulesBook(std::move(versions));
}

Result<void> RulesRows::insert(Transaction& transaction, const LoyaltyRules& rules, const Id& fact)
{
    TRY(transaction.execute("INSERT INTO rules (version, effective_from, fact, document) VALUES (?, ?, ?, ?)",
        { rules.version, rules.effectiveFrom, fact, compactJson(rules.toJson()) }));
    return {};
}

}
