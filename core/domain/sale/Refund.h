// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sale/Sale.h"

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

}
