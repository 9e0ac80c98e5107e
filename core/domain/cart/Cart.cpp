// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/cart/Cart.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"
#include "core/domain/catalog/ProductJson.h"

namespace tangyuan {

namespace {

bool joins(const CartLine& line, const CartLine& other)
{
    return line.product.id == other.product.id && line.quantity.unit == Quantity::Unit::Piece && other.quantity.unit == Quantity::Unit::Piece
        && line.note == other.note && line.byPoints == other.byPoints && !line.discount && !other.discount && !line.labelPrice && !other.labelPrice;
}

}

Result<size_t> addToCart(Cart& cart, const CartLine& line)
{
    if (line.product.state == SaleState::OffSale)
        return fail(ErrorCode::ProductOffSale, line.product.plu);
    if (!line.quantity.isSellable() || line.quantity.unit != line.product.unit)
        return fail(ErrorCode::QuantityInvalid, line.product.plu);
    if (line.note.size() > limits::noteChars)
        return fail(ErrorCode::InputTooLong, QStringLiteral("note"));
    if (line.labelPrice && line.labelPrice->minor < 0)
        return fail(ErrorCode::InputOutOfRange, QStringLiteral("labelPrice"));
    for (size_t i = 0; i < cart.lines.size(); ++i) {
        if (!joins(cart.lines[i], line))
            continue;
        Quantity sum = cart.lines[i].quantity;
        sum.amount += line.quantity.amount;
        if (!sum.isSellable())
            return fail(ErrorCode::QuantityInvalid, line.product.plu);
        cart.lines[i].quantity = sum;
        return i;
    }
    if (static_cast<qsizetype>(cart.lines.size()) >= limits::cartLines)
        return fail(ErrorCode::CartFull);
    cart.lines.push_back(line);
    return cart.lines.size() - 1;
}

Result<void> setQuantity(Cart& cart, size_t line, Quantity quantity)
{
    VERIFY(line < cart.lines.size());
    CartLine& changed = cart.lines[line];
    if (!quantity.isSellable() || quantity.unit != changed.quantity.unit || changed.labelPrice)
        return fail(ErrorCode::QuantityInvalid, changed.product.plu);
    changed.quantity = quantity;
    return {};
}

Result<void> setNote(Cart& cart, size_t line, const QString& note)
{
    VERIFY(line < cart.lines.size());
    if (note.size() > limits::noteChars)
        return fail(ErrorCode::InputTooLong, QStringLiteral("note"));
    cart.lines[line].note = note;
    return {};
}

void removeLine(Cart& cart, size_t line)
{
    VERIFY(line < cart.lines.size());
    cart.lines.erase(cart.lines.begin() + static_cast<std::ptrdiff_t>(line));
}

Money ManualDiscount::of(Money price) const
{
    return rate.value > 0 ? price - multiplyDivide(price, BasisPoints::whole - rate.value, BasisPoints::whole) : std::min(amount, price);
}

void writeDiscount(JsonWriter& json, const ManualDiscount& discount)
{
    json.beginObject();
    json.field("rateBasisPoints", discount.rate.value);
    json.field("amountMinor", discount.amount);
    json.field("why", discount.reason);
    json.endObject();
}

namespace {

QJsonObject discountToJson(const ManualDiscount& discount)
{
    return { { QStringLiteral("rateBasisPoints"), discount.rate.value }, { QStringLiteral("amountMinor"), discount.amount.minor },
        { QStringLiteral("why"), discount.reason } };
}

}

Result<ManualDiscount> discountFromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    ManualDiscount discount;
    discount.rate = { static_cast<qint32>(reader.integer(QLatin1String("rateBasisPoints"), 0, BasisPoints::whole)) };
    discount.amount = { reader.integer(QLatin1String("amountMinor"), 0, Money::limit) };
    discount.reason = reader.text(QLatin1String("why"), limits::noteChars);
    TRY(reader.finish());
    return discount;
}

QJsonObject couponToJson(const CartCoupon& coupon)
{
    QJsonObject json { { QStringLiteral("kind"), coupon.kind } };
    if (coupon.batch) {
        json[QLatin1String("batch")] = coupon.batch->toString();
        json[QLatin1String("serial")] = coupon.serial;
    }
    return json;
}

Result<CartCoupon> couponFromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    CartCoupon coupon;
    coupon.kind = reader.text(QLatin1String("kind"), limits::codeChars);
    coupon.batch = reader.optionalId(QLatin1String("batch"));
    coupon.serial = static_cast<qint32>(reader.optionalInteger(QLatin1String("serial"), 0, 0, 1'000'000));
    TRY(reader.finish());
    return coupon;
}

QJsonObject Cart::toJson() const
{
    QJsonArray jsonLines;
    for (const CartLine& line : lines) {
        QJsonObject json { { QStringLiteral("product"), productToJson(line.product) } };
        writeQuantity(json, line.quantity);
        if (!line.note.isEmpty())
            json[QLatin1String("note")] = line.note;
        if (line.labelPrice)
            json[QLatin1String("labelPriceMinor")] = line.labelPrice->minor;
        if (line.byPoints)
            json[QLatin1String("byPoints")] = true;
        if (line.discount)
            json[QLatin1String("discount")] = discountToJson(*line.discount);
        jsonLines.append(json);
    }
    QJsonObject json { { QStringLiteral("id"), id.toString() }, { QStringLiteral("openedMs"), openedAt.ms }, { QStringLiteral("lines"), jsonLines },
        { QStringLiteral("pointsWanted"), pointsWanted.count }, { QStringLiteral("note"), note } };
    if (member)
        json[QLatin1String("member")] = member->toString();
    if (discount)
        json[QLatin1String("discount")] = discountToJson(*discount);
    if (!coupons.empty()) {
        QJsonArray jsonCoupons;
        for (const CartCoupon& coupon : coupons)
            jsonCoupons.append(couponToJson(coupon));
        json[QLatin1String("coupons")] = jsonCoupons;
    }
    return json;
}

Result<Cart> Cart::fromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    Cart cart;
    cart.id = reader.id(QLatin1String("id"));
    cart.openedAt = reader.time(QLatin1String("openedMs"));
    cart.member = reader.optionalId(QLatin1String("member"));
    cart.pointsWanted = reader.points(QLatin1String("pointsWanted"));
    cart.note = reader.text(QLatin1String("note"), limits::noteChars);
    for (const QJsonValue& value : reader.array(QLatin1String("lines"), limits::cartLines)) {
        const QJsonObject jsonLine = value.toObject();
        JsonReader lineReader(jsonLine);
        CartLine line { TRY(productFromJson(jsonLine[QLatin1String("product")].toObject())), readQuantity(lineReader),
            lineReader.optionalText(QLatin1String("note"), limits::noteChars) };
        if (lineReader.has(QLatin1String("labelPriceMinor")))
            line.labelPrice = lineReader.money(QLatin1String("labelPriceMinor"));
        line.byPoints = jsonLine[QLatin1String("byPoints")].toBool();
        if (lineReader.has(QLatin1String("discount")))
            line.discount = TRY(discountFromJson(jsonLine[QLatin1String("discount")].toObject()));
        TRY(lineReader.finish());
        cart.lines.push_back(std::move(line));
    }
    if (reader.has(QLatin1String("discount")))
        cart.discount = TRY(discountFromJson(json[QLatin1String("discount")].toObject()));
    if (reader.has(QLatin1String("coupons")))
        for (const QJsonValue& value : reader.array(QLatin1String("coupons"), limits::cartCoupons))
            cart.coupons.push_back(TRY(couponFromJson(value.toObject())));
    TRY(reader.finish());
    return cart;
}

}
