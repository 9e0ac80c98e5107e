// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/pricing/Offer.h"

#include <QJsonObject>

namespace tangyuan {

/// To what the total is brought, as the last step (抹零).
struct Rounding {
    enum class Unit { Fen = 1, Jiao = 10, Yuan = 100 };
    /// Down: to the customer's favour. HalfUp: 四舍五入. HalfEven: IEEE 754 roundTiesToEven, which favours nobody.
    enum class Mode { Down, HalfUp, HalfEven };
    Unit unit = Unit::Fen;
    Mode mode = Mode::Down;

    bool operator==(const Rounding&) const = default;
    /// `total` ≥ 0.
    Money operator()(Money total) const;
};

/// What a cashier may take off by hand, with a reason.
struct ManualDiscountRules {
    BasisPoints most {};              ///< of the line or order; 0: not at all
    std::vector<QString> cashiers {}; ///< who may; none named: everyone
    std::vector<QString> reasons {};  ///< offered to pick from; another may be typed

    bool operator==(const ManualDiscountRules&) const = default;
    bool allows(const QString& cashier) const;
};

/// Everything that decides prices beside the catalogue and the members' rules, as one versioned document. The default
/// has no offers and rounds to the fen.
struct PriceRules {
    qint64 version = 0; ///< given at publication
    BusinessDate effectiveFrom { 20200101 };
    std::vector<Offer> promotions {};
    std::vector<CouponTemplate> coupons {};
    Rounding rounding {};
    ManualDiscountRules manualDiscount {};

    bool operator==(const PriceRules&) const = default;
    const CouponTemplate* coupon(QStringView id) const;
    const Offer* offer(QStringView id) const; ///< a promotion's or a coupon's
    /// What a member's standing must know for these rules to be judged.
    SituationQuestions questions() const;

    QJsonObject toJson() const;
    /// Strict, as LoyaltyRules::fromJson. Errors: InputMalformed, InputOutOfRange, InputTooLong, with the path.
    static Result<PriceRules> fromJson(const QJsonObject& json);
    /// BLAKE2b-256 over the document; a sale keeps it.
    QByteArray documentHash() const;
};

/// As what an offer is held out: to everyone, or to who brings a coupon.
enum class OfferForm { Promotion, Coupon };

/// The group that the offer stands in: its own, or "order" for promotions on the order, "coupon" for coupons, and none for
/// promotions on goods, which meet piece by piece.
QString groupOf(const Offer& offer, OfferForm form);

}
