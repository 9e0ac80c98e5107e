// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/members/Member.h"
#include "core/sale/Sale.h"
#include "core/storage/Database.h"

namespace tangyuan {

/// Committed sales. The whole sale lives in its fact; the tables here are what reports and lists ask.
class SaleStore {
public:
    explicit SaleStore(Database& database) : m_database(database) { }

    struct Summary {
        FactKey fact;
        QString number;
        BusinessDate businessDate;
        UtcTime at;
        Money total;
        qint64 lines = 0;
    };

    static Result<void> insert(Transaction& transaction, const Sale& sale, std::optional<MemberKey> member, int localHour);
    /// Errors: SaleNotFound.
    Result<Sale> byFact(FactKey key);
    /// By what stands on the receipt ("A01-000123"). Errors: SaleNotFound.
    Result<Sale> byNumber(const QString& number);
    Result<std::optional<Sale>> byId(const Id& id);
    /// Newest first; `before` pages on (the last fact seen).
    Result<std::vector<Summary>> recent(int limit, std::optional<FactKey> before = {});
    Result<std::vector<Summary>> ofMember(MemberKey key, int limit);

private:
    Database& m_database;
};

}
