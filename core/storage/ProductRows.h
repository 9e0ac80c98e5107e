// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/catalog/Product.h"
#include "core/storage/Database.h"

namespace tangyuan {

/// The catalogue's rows. The catalogue is small (limits::products) and is read whole at start.
class ProductRows {
public:
    explicit ProductRows(Database& database)
        : m_database(database)
    {
    }

    Result<std::vector<Category>> categories();
    Result<std::vector<Product>> products();
    Result<qint64> count();
    static Result<void> saveCategory(Transaction& transaction, const Category& category);
    /// Inserts or replaces by id, barcodes included. Errors: DuplicateCode (a PLU or barcode of another product).
    static Result<void> saveProduct(Transaction& transaction, const Product& product);

private:
    Database& m_database;
};

}
