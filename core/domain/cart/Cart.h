// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/JsonWriter.h"
#include "core/base/Money.h"
#include "core/domain/catalog/Product.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace tangyuan {

/// What the cashier takes off by hand: a rate or an amount, and why.
struct ManualDiscount {
    BasisPoints rate {}; ///< taken off: 1000 is 10 %
    Money amount {};     ///< taken off, where there is no rate
    QString reason {};

    bool operator==(const ManualDiscount&) const = default;
    /// Of a price: never more than it.
    Money of(Money price) const;
};

/// A coupon that was laid on the cart: one that the member holds, by its template, or a printed one.
struct CartCoupon {
    QString kind {};            ///< the template's id
    std::optional<Id> batch {}; ///< of printed coupons
    qint32 serial = 0;          ///< within the batch, from 1

    bool operator==(const CartCoupon&) const = default;
};

/// One line of a cart. It carries the product as it was when it was added; `Till::refresh` lays a
/// newer catalogue over it, so an open cart never mixes old and new prices.
struct CartLine {
    Product product;
    Quantity quantity;
    QString note;
    /// A price printed on a scale label, which goes before unit price × weight.
    std::optional<Money> labelPrice {};
    bool byPoints = false; ///< to be had for points, where an offer says how many
    std::optional<ManualDiscount> discount {};

    bool operator==(const CartLine&) const = default;
};

/// What the customer is about to buy. The id is the coming sale's id, made when the cart opens, so
/// that a retried checkout is harmless (TigerBeetle's rule).
struct Cart {
    Id id;
    UtcTime openedAt;
    std::vector<CartLine> lines;
    std::optional<Id> member;
    Points pointsWanted; ///< to spend as cash; 0 for none
    QString note;
    std::vector<CartCoupon> coupons {};
    std::optional<ManualDiscount> discount {}; ///< on the whole order

    bool isEmpty() const { return lines.empty(); }
    bool operator==(const Cart&) const = default;

    QJsonObject toJson() const;
    static Result<Cart> fromJson(const QJsonObject& json);
};

void writeDiscount(JsonWriter& json, const ManualDiscount& discount);
Result<ManualDiscount> discountFromJson(const QJsonObject& json);
QJsonObject couponToJson(const CartCoupon& coupon);
Result<CartCoupon> couponFromJson(const QJsonObject& json);

/// Adds to a cart: pieces of the same product without a note join one line; a weighed line always
/// stands alone. Returns the index of the line. Errors: CartFull, QuantityInvalid, ProductOffSale.
Result<size_t> addToCart(Cart& cart, const CartLine& line);
/// Errors: QuantityInvalid (also when the unit differs, or a label fixed the price).
Result<void> setQuantity(Cart& cart, size_t line, Quantity quantity);
/// Errors: InputTooLong.
Result<void> setNote(Cart& cart, size_t line, const QString& note);
void removeLine(Cart& cart, size_t line);

}
