// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/catalog/ProductJson.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"
#include "core/domain/catalog/ProductText.h"

namespace tangyuan {

QJsonObject productToJson(const Product& product)
{
    QJsonObject json { { QStringLiteral("id"), product.id.toString() }, { QStringLiteral("plu"), product.plu }, { QStringLiteral("name"), product.name },
        { QStringLiteral("category"), product.category.toString() },
        { QStringLiteral("unit"), product.unit == Quantity::Unit::Piece ? QStringLiteral("piece") : QStringLiteral("kg") },
        { QStringLiteral("priceMinor"), product.price.minor }, { QStringLiteral("costMinor"), product.cost.minor },
        { QStringLiteral("barcodes"), QJsonArray::fromStringList(product.barcodes) }, { QStringLiteral("onSale"), product.state == SaleState::OnSale },
        { QStringLiteral("initials"), product.initials } };
    QJsonObject tierPrices;
    for (size_t i = 0; i < tierCount; ++i)
        if (product.tierPrices[i])
            tierPrices[tierName(static_cast<Tier>(i))] = product.tierPrices[i]->minor;
    if (!tierPrices.isEmpty())
        json[QLatin1String("tierPricesMinor")] = tierPrices;
    if (!product.tags.isEmpty())
        json[QLatin1String("tags")] = QJsonArray::fromStringList(product.tags);
    if (product.bestBefore)
        json[QLatin1String("bestBefore")] = product.bestBefore->toString();
    return json;
}

Result<Product> productFromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    Product product;
    product.id = reader.id(QLatin1String("id"));
    product.plu = reader.text(QLatin1String("plu"), limits::codeChars);
    product.name = reader.text(QLatin1String("name"), limits::nameChars);
    product.category = reader.id(QLatin1String("category"));
    const QString unit = reader.text(QLatin1String("unit"), 8);
    if (unit != u"piece" && unit != u"kg")
        reader.reject(QLatin1String("unit"));
    product.unit = unit == u"kg" ? Quantity::Unit::Gram : Quantity::Unit::Piece;
    product.price = reader.money(QLatin1String("priceMinor"));
    product.cost = reader.money(QLatin1String("costMinor"));
    for (const QJsonValue& barcode : reader.array(QLatin1String("barcodes"), limits::barcodesPerProduct))
        product.barcodes.append(barcode.toString());
    product.state = json[QLatin1String("onSale")].toBool(true) ? SaleState::OnSale : SaleState::OffSale;
    product.initials = reader.optionalText(QLatin1String("initials"), limits::nameChars);
    if (reader.has(QLatin1String("tags")))
        for (const QJsonValue& tag : reader.array(QLatin1String("tags"), limits::tagsPerProduct))
            product.tags.append(tag.toString());
    if (reader.has(QLatin1String("bestBefore"))) {
        product.bestBefore = BusinessDate::fromString(reader.text(QLatin1String("bestBefore"), 10));
        if (!product.bestBefore)
            reader.reject(QLatin1String("bestBefore"));
    }
    const QJsonObject tierPrices = json[QLatin1String("tierPricesMinor")].toObject();
    JsonReader tierReader(tierPrices);
    for (auto i = tierPrices.begin(); i != tierPrices.end(); ++i) {
        const QByteArray key = i.key().toLatin1();
        product.tierPrices[static_cast<size_t>(TRY(tierFromName(i.key())))] = tierReader.money(QLatin1String(key));
    }
    TRY(tierReader.finish());
    TRY(reader.finish());
    TRY(checkProduct(product));
    return product;
}

namespace {

bool isPriceInRange(Money price)
{
    return price.minor >= 0 && price.minor <= limits::unitPriceMinor;
}

bool isPlainCode(const QString& code)
{
    return !code.isEmpty() && code.size() <= limits::codeChars && std::all_of(code.begin(), code.end(), [](QChar c) { return c > u' ' && c < u'\x7f'; });
}

}

Result<void> checkProduct(const Product& product)
{
    if (product.name.trimmed().isEmpty())
        return fail(ErrorCode::InputMalformed, QStringLiteral("name"));
    if (product.name.size() > limits::nameChars)
        return fail(ErrorCode::InputTooLong, QStringLiteral("name"));
    if (!isPlainCode(product.plu))
        return fail(ErrorCode::InputMalformed, QStringLiteral("plu"));
    if (!isPriceInRange(product.price))
        return fail(ErrorCode::InputOutOfRange, QStringLiteral("price"));
    if (!isPriceInRange(product.cost))
        return fail(ErrorCode::InputOutOfRange, QStringLiteral("cost"));
    for (const auto& price : product.tierPrices)
        if (price && !isPriceInRange(*price))
            return fail(ErrorCode::InputOutOfRange, QStringLiteral("tierPrices"));
    if (product.barcodes.size() > limits::barcodesPerProduct)
        return fail(ErrorCode::InputTooLong, QStringLiteral("barcodes"));
    for (const QString& barcode : product.barcodes)
        if (!isPlainCode(barcode))
            return fail(ErrorCode::BarcodeInvalid, QStringLiteral("barcodes"));
    TRY(checkProductTags(product.tags));
    return {};
}

}
