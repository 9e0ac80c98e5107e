// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/catalog/Product.h"

#include <QHash>

#include <vector>

namespace tangyuan {

/// What two spellings of one PLU have in common: "00012" and "12".
QString pluKey(QStringView plu);

/// The whole catalogue in memory, with the look-ups that the counter needs. A value: load it, ask it.
class Catalog {
public:
    Catalog() = default;
    Catalog(std::vector<Category> categories, std::vector<Product> products);

    const std::vector<Category>& categories() const { return m_categories; } ///< by position
    const std::vector<Product>& products() const { return m_products; }      ///< by PLU

    const Product* byId(const Id& id) const;
    const Product* byPlu(QStringView plu) const;         ///< leading zeros do not matter ("00012" finds "12")
    const Product* byBarcode(QStringView barcode) const; ///< UPC-A finds its EAN-13 form and back
    const Category* category(const Id& id) const;
    /// On sale, name contains `text` or initials or PLU start with it; best match first.
    std::vector<const Product*> search(const QString& text, int limit) const;
    std::vector<const Product*> inCategory(const Id& category) const; ///< on sale only

private:
    std::vector<Category> m_categories;
    std::vector<Product> m_products;
    QHash<Id, size_t> m_byId;
    QHash<QString, size_t> m_byPlu;
    QHash<QString, size_t> m_byBarcode;
};

}
