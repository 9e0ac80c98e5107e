// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/members/Member.h"
#include "core/domain/sale/Refund.h"
#include "core/domain/sale/Sale.h"
#include "core/storage/Database.h"

namespace tangyuan {

/// Committed sales. The whole sale lives in its fact; the tables here are what reports and lists ask.
class SaleRows {
public:
    explicit SaleRows(Database& database)
        : m_database(database)
    {
    }

    struct Summary {
        FactKey fact;
        QString number;
        BusinessDate businessDate;
        UtcTime at;
        Money total; ///< of a refund below zero
        qint64 lines = 0;
        QString refundOf {}; ///< number of the sale; empty: it is a sale itself
    };

    static Result<void> insert(Transaction& transaction, const Sale& sale, std::optional<MemberKey> member, int localHour);
    /// The refund's rows: the same as a sale's, below zero, so that every report nets them.
    static Result<void> insertRefund(Transaction& transaction, const Refund& refund, std::optional<MemberKey> member, int localHour);
    Result<std::vector<qint32>> refundedLines(const Id& sale);
    Result<std::vector<FactKey>> refundsOf(const Id& sale);
    /// Errors: SaleNotFound.
    Result<Sale> byFact(FactKey key);
    /// By what stands on the receipt ("A01-000123"). Errors: SaleNotFound.
    Result<Sale> byNumber(const QString& number);
    Result<std::optional<Sale>> byId(const Id& id);
    /// Sales and refunds, newest first; `before` pages on (the last fact seen).
    Result<std::vector<Summary>> recent(int limit, std::optional<FactKey> before = {});
    /// Of a sale or a refund. Errors: SaleNotFound.
    Result<Summary> summary(FactKey key);
    /// Sales only, newest first.
    Result<std::vector<Summary>> ofMember(MemberKey key, int limit);

private:
    Database& m_database;
};

}
