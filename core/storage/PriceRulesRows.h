// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/members/Member.h"
#include "core/domain/pricing/PriceList.h"
#include "core/storage/Database.h"

#include <map>

namespace tangyuan {

/// Every version of the prices' rules that was ever published, and how often counted offers were used.
class PriceRulesRows {
public:
    explicit PriceRulesRows(Database& database)
        : m_database(database)
    {
    }

    Result<PriceBook> load();
    static Result<void> insert(Transaction& transaction, const PriceRules& rules, const Id& fact);

    /// Of the counted offers among `prices`, before an order of this member on that day.
    Result<std::map<QString, OfferUse>> used(const PriceRules& prices, std::optional<MemberKey> member, BusinessDate today);
    /// At this till; how often a member had an offer is counted in their ledger. A refund's are below zero.
    struct Use {
        QString offer;
        qint32 orders = 1;
        Money saved;
    };
    static Result<void> insertUses(Transaction& transaction, const Id& sale, BusinessDate date, const std::vector<Use>& uses);

private:
    Database& m_database;
};

}
