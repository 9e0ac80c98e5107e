// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/RulesBook.h"
#include "core/storage/Database.h"

namespace tangyuan {

/// Every version of the loyalty rules that was ever published.
class RulesRows {
public:
    explicit RulesRows(Database& database)
        : m_database(database)
    {
    }

    Result<RulesBook> load();
    static Result<void> insert(Transaction& transaction, const LoyaltyRules& rules, const Id& fact);

private:
    Database& m_database;
};

}
