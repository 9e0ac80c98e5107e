// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/members/Member.h"
#include "core/domain/moment/Moment.h"
#include "core/domain/sale/Refund.h"
#include "core/storage/FactLog.h"

namespace tangyuan {

/// Takes goods back. One transaction with its fact, as a checkout is.
class Refunds {
public:
    /// `prices`: by which of them the sale was made.
    Refunds(Database& database, FactLog& facts, const Moments& moments, Random& random, const PriceBook& prices);

    struct Request {
        Sale sale;
        std::vector<qint32> lines;                ///< indexes into the sale's lines; empty: all that were not refunded yet
        TenderMethod method = TenderMethod::Cash; ///< for what was not paid with stored value
        QString cashier;
        QString reason;
    };
    /// What would be given back; nothing is written.
    Result<Refund> preview(const Request& request);
    /// Errors: AlreadyRefunded (one of the lines), InputMalformed (no such line, no line left), TenderInvalid (stored
    /// value as the method: that part returns by itself), storage errors.
    Result<Refund> refund(const Request& request);

    /// Lines of a sale that were refunded already, ascending.
    Result<std::vector<qint32>> refundedLines(const Id& sale);
    Result<std::vector<Refund>> ofSale(const Id& sale);
    /// Errors: SaleNotFound.
    Result<Refund> byFact(FactKey key);

private:
    struct Plan;
    Result<Plan> plan(const Moment& moment, const Request& request);
    Result<void> recordOffers(Transaction& transaction, const Plan& plan) const;

    Database& m_database;
    FactLog& m_facts;
    const Moments& m_moments;
    Random& m_random;
    const PriceBook& m_prices;
};

}
