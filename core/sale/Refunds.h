// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/loyalty/RulesBook.h"
#include "core/members/Member.h"
#include "core/sale/Sale.h"
#include "core/storage/FactLog.h"
#include "core/storage/ShopSettings.h"

namespace tangyuan {

/// What a refund gives back, for one line or all: a new fact that points at the sale (退款).
struct Refund {
    FactKey fact;
    Id id;
    QString number;
    BusinessDate businessDate;
    UtcTime at;
    QString cashier;
    QString reason;
    Id sale;
    QString saleNumber;
    std::vector<qint32> lines;      ///< of the sale, ascending
    std::vector<SaleLine> refunded; ///< as they were sold
    std::vector<Tender> tenders;    ///< what the customer gets back
    Money total;
    std::optional<Id> member;
    QString memberNumber;
    Points pointsBack;    ///< spent points that return
    Points pointsTaken;   ///< earned points that go
    Points pointsBalance; ///< after it; may be below zero
    Money valueBalance;
    std::vector<CartCoupon> couponsBack; ///< that may be used again
    std::vector<QString> giftsTaken;     ///< names of rewards that the rest of the sale no longer earns

    bool operator==(const Refund&) const = default;
    /// Its fields, into an object that is open.
    void write(JsonWriter& json) const;
    QJsonObject toJson() const;
    static Result<Refund> fromJson(const QJsonObject& json);
};

/// Takes goods back. One transaction with its fact, as a checkout is.
class Refunds {
public:
    Refunds(
        Database& database, FactLog& facts, const Clock& clock, Random& random, const ShopSettings& settings, const RulesBook& rules, const PriceBook& prices);

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
    Result<Plan> plan(const Request& request);
    Result<void> recordOffers(Transaction& transaction, const Plan& plan) const;

    Database& m_database;
    FactLog& m_facts;
    const Clock& m_clock;
    Random& m_random;
    const ShopSettings& m_settings;
    const RulesBook& m_rules;
    const PriceBook& m_prices;
};

}
