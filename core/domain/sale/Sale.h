// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/JsonWriter.h"
#include "core/domain/facts/Fact.h"
#include "core/domain/payment/Tender.h"
#include "core/domain/pricing/Quote.h"

#include <QJsonArray>
#include <QJsonObject>

namespace tangyuan {

/// "tierPrice", "promotion", … in JSON.
QString adjustmentRuleName(Adjustment::Rule rule);

/// What stands on the paper of a fact: "A01-000123" in epoch 0, "A01.2-000123" in epoch 2.
QString receiptNumber(const QString& tillCode, FactKey key);
/// The key that such a number names, of whatever till; nothing for other text.
std::optional<FactKey> factKeyOfNumber(const QString& number);

struct SaleLine {
    Id product;
    QString plu;
    QString name;
    Id category;
    Quantity quantity;
    Money unitPrice;
    Money cost; ///< of the whole line, at the catalogue's cost of that moment
    Money gross;
    std::vector<Adjustment> adjustments;
    Money total;
    QString note;
    /// What else its price came from, so that it can be reckoned again (see SaleBasis).
    struct Basis {
        std::optional<Money> tierPrice {}; ///< the product's own price for the buyer's tier
        bool isLabelPrice = false;         ///< `gross` was printed on a scale label
        bool byPoints = false;
        std::optional<ManualDiscount> discount {};
        QStringList tags {};
        std::optional<BusinessDate> bestBefore {};

        bool operator==(const Basis&) const = default;
    };
    Basis basis {};

    bool operator==(const SaleLine&) const = default;
};

/// From what a sale's price came beside its lines: enough to reckon it again to the same fen, and nothing about the person.
struct SaleBasis {
    qint64 prices = 0;               ///< version of the prices' rules; 0: none were published
    QString hash {};                 ///< of that version, hexadecimal
    std::vector<QString> live {};    ///< offers that held and were about something in the cart
    std::vector<CartCoupon> laid {}; ///< coupons on the cart, used or not
    Tier tier = Tier::Regular;
    std::vector<QString> groups {}; ///< standing arrangements of the buyer
    std::optional<ManualDiscount> discount {};
    Money pointsStep {};  ///< what a step of points was worth
    bool isProven = true; ///< see Quote

    bool operator==(const SaleBasis&) const = default;
};

void writeSaleLines(JsonWriter& json, const std::vector<SaleLine>& lines);
Result<std::vector<SaleLine>> saleLinesFromJson(const QJsonArray& json);
void writeCoupons(JsonWriter& json, const char* key, const std::vector<CartCoupon>& coupons);
Result<std::vector<CartCoupon>> couponsFromJson(const QJsonArray& json);
/// A committed sale (销售单): all that a receipt, a report or a refund will ever need.
struct Sale {
    FactKey fact; ///< filled in at commit
    Id id;
    QString number; ///< what stands on the receipt: "A01-000123"
    BusinessDate businessDate;
    UtcTime at;
    QString cashier;
    std::vector<SaleLine> lines;
    std::vector<Tender> tenders;
    Money gross;
    Money total;
    Money change;
    std::optional<Id> member;
    QString memberNumber; ///< empty without a member
    Points pointsSpent;
    Points pointsEarned;
    Points pointsBalance; ///< the member's, after this sale
    Money valueBalance;   ///< stored value that is usable after this sale, where any was used
    qint64 rulesVersion = 0;
    std::vector<Earned> earned;     ///< why so many points
    std::vector<Reward> gifts;      ///< what else it brought
    std::optional<Id> referredBy;   ///< whose invitation this purchase completed
    std::vector<QuoteOffer> offers; ///< promotions and coupons that acted
    std::vector<CartCoupon> couponsUsed;
    SaleBasis basis;
    QString note;
    Channel channel = Channel::Counter; ///< rules may ask for it again

    /// `earned`; of a sale from before it was kept by rule, all its points by what each line paid.
    std::vector<Earned> earnedByRule() const;
    Money paid() const;
    Money paidBy(TenderMethod method) const; ///< before change
    bool operator==(const Sale&) const = default;

    /// Its fields, into an object that is open.
    void write(JsonWriter& json) const;
    QJsonObject toJson() const;
    static Result<Sale> fromJson(const QJsonObject& json);
};

}
