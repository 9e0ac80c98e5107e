// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sale/Cart.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"
#include "core/catalog/ProductJson.h"

namespace tangyuan {

namespace {

bool joins(const CartLine& line, const CartLine& other)
{
    return line.product.id == other.product.id && line.quantity.unit == Quantity::Unit::Piece && other.quantity.unit == Quantity::Unit::Piece
        && line.note == other.note && !line.labelPrice && !other.labelPrice;
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
        jsonLines.append(json);
    }
    QJsonObject json { { QStringLiteral("id"), id.toString() }, { QStringLiteral("openedMs"), openedAt.ms }, { QStringLiteral("lines"), jsonLines },
        { QStringLiteral("pointsWanted"), pointsWanted.count }, { QStringLiteral("note"), note } };
    if (member)
        json[QLatin1String("member")] = member->toString();
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
        TRY(lineReader.finish());
        cart.lines.push_back(std::move(line));
    }
    TRY(reader.finish());
    return cart;
}

}
