// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CsvTable.h"
#include "core/till/Till.h"

#include <functional>

namespace tangyuan {

/// What becomes of an import with bad rows: the good ones are sold, or none is.
enum class BadRows { Skip, RefuseAll };

/// What an import of old sales did, for the person who asked for it.
struct SalesImportReport {
    qint64 rows = 0;            ///< of the sales file, without its header
    qint64 tickets = 0;         ///< with something to sell
    qint64 imported = 0;        ///< tickets that became sales now
    qint64 alreadyImported = 0; ///< tickets that an earlier import sold
    int productsAdded = 0;
    Money total;                           ///< of the imported tickets
    std::vector<int> nothingSoldLines;     ///< rows whose item is NONE: reported, not sold, and no fault
    std::vector<RowProblem> problems;      ///< of the sales file
    std::vector<RowProblem> priceProblems; ///< of the price list
};

/// Imports a history of sales: a CSV file with the columns Date, Time, Transaction, Item, one row for each
/// piece sold; and beside it a price list with item, price, and if known cost and category. Each ticket goes
/// through the counter's own Checkout at its own time (in the shop's zone), for exact cash, at the price
/// list's price. Items of the list that the catalogue does not know by name become products.
///
/// A ticket's sale id is a digest of its date, time and number, so importing again (the same file, or a
/// longer one with the same tickets in it) sells nothing twice. `progress` hears of tickets done and in all.
///
/// Errors: those of CsvTable::read and of storage. What was committed before a storage error stays, and the
/// next import goes on behind it; with BadRows::RefuseAll all tickets are one transaction.
Result<SalesImportReport> importSales(
    Till& till, QByteArrayView salesFile, QByteArrayView priceFile, BadRows badRows, const std::function<void(qint64 done, qint64 total)>& progress = {});

}
