// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CsvTable.h"
#include "core/domain/catalog/Catalog.h"

#include <functional>

namespace tangyuan {

/// What a catalogue file asks for, ready for Till::saveProducts. Nothing is saved yet: the caller looks at
/// the problems and either saves the good rows or nothing.
struct ProductImport {
    std::vector<Category> newCategories;
    std::vector<Product> products;    ///< new and changed ones only
    std::vector<RowProblem> problems; ///< by line
    int added = 0;
    int changed = 0;
    int unchanged = 0;
};

/// Reads a catalogue file (columns: see `productCsvColumns`). A row whose PLU the shop knows changes that
/// product: a column that the file lacks keeps its old value, an empty cell takes prices, barcodes, tags and best-before
/// day away. Other rows become new products.
/// A bad row is a problem and goes no further. Errors: those of CsvTable::read.
Result<ProductImport> readProductCsv(QByteArrayView file, const Catalog& existing, const std::function<Id()>& makeId);

/// The whole catalogue; `readProductCsv` of it changes nothing.
QByteArray writeProductCsv(const Catalog& catalog, CsvLanguage language, CsvEncoding encoding);

/// The columns, in the order in which they are written.
enum class ProductColumn { Plu, Name, Category, Unit, Price, Cost, SilverPrice, GoldPrice, DiamondPrice, Barcodes, OnSale, Tags, BestBefore };
const std::vector<CsvColumn>& productCsvColumns();

}
