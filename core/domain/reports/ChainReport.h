// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/DateRange.h"
#include "core/base/Money.h"

#include <map>
#include <vector>

namespace tangyuan {

/// What one store or several sold, as a hub keeps it: refunds are taken off `total` only.
struct StoreFigures {
    qint64 sales = 0;
    qint64 refunds = 0;
    qint64 memberSales = 0; ///< how many of the sales were to a member
    Money total;

    bool operator==(const StoreFigures&) const = default;
    /// Members' share of the sales, by number; zero without sales.
    BasisPoints memberShare() const;
    void add(const StoreFigures& other);
};

struct StoreDay {
    BusinessDate date;
    QString store; ///< its code
    StoreFigures figures;

    bool operator==(const StoreDay&) const = default;
};

/// The sales of every store of a chain, the newest day first. A store has no row for a day without a sale or refund.
struct ChainReport {
    static constexpr int limitDays = 366;

    DateRange range;
    std::map<QString, QString> storeNames; ///< by code, of all stores
    std::vector<StoreDay> days;

    /// "S001 人民路店"
    QString storeText(const QString& store) const;
    StoreFigures sum() const;
    /// Of those that sold anything.
    std::map<QString, StoreFigures> sumsByStore() const;
};

}
