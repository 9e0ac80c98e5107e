// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/ProductRows.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tangyuan {

namespace {

std::optional<Money> optionalMoney(const Row& row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional(row.money(column));
}

std::optional<Money> tierPrice(const Product& product, Tier tier)
{
    return product.tierPrices[static_cast<size_t>(tier)];
}

/// A JSON list; NULL where there are none, as for most.
std::optional<QString> tagsText(const QStringList& tags)
{
    if (tags.isEmpty())
        return std::nullopt;
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(tags)).toJson(QJsonDocument::Compact));
}

QStringList tagsFromRow(const Row& row, int column)
{
    QStringList tags;
    if (!row.isNull(column))
        for (const QJsonValue& tag : QJsonDocument::fromJson(row.bytes(column)).array())
            tags.append(tag.toString());
    return tags;
}

Product productFromRow(const Row& row)
{
    Product product {
        .id = row.id(0),
        .plu = row.text(1),
        .name = row.text(2),
        .category = row.id(3),
        .unit = row.integer(4) == 0 ? Quantity::Unit::Piece : Quantity::Unit::Gram,
        .price = row.money(5),
        .cost = row.money(6),
        .tierPrices = {},
        .barcodes = {},
        .state = row.integer(10) == 1 ? SaleState::OnSale : SaleState::OffSale,
        .initials = row.text(11),
        .tags = tagsFromRow(row, 12),
        .bestBefore = row.isNull(13) ? std::nullopt : std::optional(row.date(13)),
    };
    product.tierPrices[static_cast<size_t>(Tier::Silver)] = optionalMoney(row, 7);
    product.tierPrices[static_cast<size_t>(Tier::Gold)] = optionalMoney(row, 8);
    product.tierPrices[static_cast<size_t>(Tier::Diamond)] = optionalMoney(row, 9);
    return product;
}

}

Result<std::vector<Category>> ProductRows::categories()
{
    return m_database.all("SELECT id, name, position FROM categories ORDER BY position, name", {}, [](const Row& row) {
        return Category { row.id(0), row.text(1), static_cast<int>(row.integer(2)) };
    });
}

Result<std::vector<Product>> ProductRows::products()
{
    std::vector<Product> products = TRY(m_database.all("SELECT id, plu, name, category, unit, price_minor, cost_minor, silver_minor, gold_minor, diamond_minor,"
                                                       " on_sale, initials, tags, best_before FROM products ORDER BY id",
        {}, productFromRow));
    // Both lists come in the order of the products' ids, so one walk joins them.
    auto product = products.begin();
    TRY(m_database.forEach("SELECT product, barcode FROM barcodes ORDER BY product, barcode", {}, [&](const Row& row) {
        const Id id = row.id(0);
        while (product != products.end() && product->id < id)
            ++product;
        if (product != products.end() && product->id == id)
            product->barcodes.append(row.text(1));
    }));
    return products;
}

Result<void> ProductRows::saveCategory(Transaction& transaction, const Category& category)
{
    TRY(transaction.execute("INSERT INTO categories (id, name, position) VALUES (?, ?, ?)"
                            " ON CONFLICT (id) DO UPDATE SET name = excluded.name, position = excluded.position",
        { category.id, category.name, category.position }));
    return {};
}

Result<void> ProductRows::saveProduct(Transaction& transaction, const Product& product)
{
    Database& database = transaction.database();
    if (TRY(database.integer("SELECT count(*) FROM products WHERE plu = ? AND id <> ?", { product.plu, product.id })) > 0)
        return fail(ErrorCode::DuplicateCode, product.plu);
    for (const QString& barcode : product.barcodes) {
        if (TRY(database.integer("SELECT count(*) FROM barcodes WHERE barcode = ? AND product <> ?", { barcode, product.id })) > 0)
            return fail(ErrorCode::DuplicateCode, barcode);
    }
    TRY(transaction.execute(R"sql(
        INSERT INTO products (id, plu, name, category, unit, price_minor, cost_minor, silver_minor, gold_minor, diamond_minor, on_sale, initials,
            tags, best_before)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET plu = excluded.plu, name = excluded.name, category = excluded.category, unit = excluded.unit,
            price_minor = excluded.price_minor, cost_minor = excluded.cost_minor, silver_minor = excluded.silver_minor,
            gold_minor = excluded.gold_minor, diamond_minor = excluded.diamond_minor, on_sale = excluded.on_sale,
            initials = excluded.initials, tags = excluded.tags, best_before = excluded.best_before)sql",
        { product.id, product.plu, product.name, product.category, product.unit == Quantity::Unit::Piece ? 0 : 1, product.price, product.cost,
            tierPrice(product, Tier::Silver), tierPrice(product, Tier::Gold), tierPrice(product, Tier::Diamond), product.state == SaleState::OnSale ? 1 : 0,
            product.initials, tagsText(product.tags), product.bestBefore }));
    TRY(transaction.execute("DELETE FROM barcodes WHERE product = ?", { product.id }));
    for (const QString& barcode : product.barcodes)
        TRY(transaction.execute("INSERT INTO barcodes (barcode, product) VALUES (?, ?) ON CONFLICT (barcode) DO NOTHING", { barcode, product.id }));
    return {};
}

Result<qint64> ProductRows::count()
{
    return m_database.integer("SELECT count(*) FROM products");
}

}
