// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/DateRange.h"
#include "core/domain/members/Member.h"
#include "core/domain/sale/Sale.h"

#include <QJsonObject>

#include <array>
#include <vector>

namespace tangyuan {

/// What was sold, in the words of a till: `gross` at catalogue prices, `total` what was asked for
/// (after tier prices and points), both less what was refunded; `cost` at the catalogue's cost of the moment of each sale.
struct SalesFigures {
    qint64 sales = 0;
    qint64 memberSales = 0; ///< how many of them were to a member
    Money gross;
    Money total;
    Money memberTotal; ///< how much of `total` came from members
    Money cost;
    Money refunded; ///< given back on these days; `total` is without it

    bool operator==(const SalesFigures&) const = default;
    Money saved() const { return gross - total; }
    Money margin() const { return total - cost; }
    /// Total ÷ sales, to the fen; zero without sales.
    Money averageTicket() const;
    /// Members' share of the total; zero without sales.
    BasisPoints memberShare() const;
    void add(const SalesFigures& other);
};

/// One business day; its tenders in the order of `tenderMethods`, change already given back.
struct DailySales {
    BusinessDate date;
    SalesFigures figures;
    std::array<Money, tenderMethods.size()> tenders {};

    bool operator==(const DailySales&) const = default;
};

/// One hour of the wall clock (0 … 23), over all days of a report.
struct HourlySales {
    int hour = 0;
    SalesFigures figures;

    bool operator==(const HourlySales&) const = default;
};

/// Sales of a range, by day and by hour. Every day of the range and every hour stands in it, those
/// without sales as zeros.
struct SalesReport {
    DateRange range;
    std::vector<DailySales> days;
    std::array<HourlySales, 24> hours {};

    bool operator==(const SalesReport&) const = default;
    /// The sum of all days.
    DailySales sum() const;
};

/// One product over a range. Name and category are those of its latest sale there.
struct ProductSales {
    Id product;
    QString name;
    Id category;
    QString categoryName; ///< empty if the category is gone
    Quantity::Unit unit = Quantity::Unit::Piece;
    qint64 amount = 0; ///< pieces or grams; may go beyond what one line can sell
    Money gross;
    Money total;
    Money cost;

    bool operator==(const ProductSales&) const = default;
    Money margin() const { return total - cost; }
};

/// What was sold of each product, most money first. A product that changed its unit stands twice.
struct ProductReport {
    DateRange range;
    std::vector<ProductSales> products;

    bool operator==(const ProductReport&) const = default;
};

struct NewMembers {
    BusinessDate date;
    qint64 count = 0;

    bool operator==(const NewMembers&) const = default;
};

struct TopMember {
    MemberKey key;
    QString number;
    Money spend;
    qint64 visits = 0;

    bool operator==(const TopMember&) const = default;
};

/// Members over a range: who came in, how much of the sales is theirs, who spends most.
struct MemberFigures {
    DateRange range;
    std::vector<NewMembers> newMembers; ///< every day of the range
    SalesFigures sales;                 ///< all sales of the range
    qint64 members = 0;                 ///< all there are today, without the erased
    qint64 activeMembers = 0;           ///< who bought in the range
    std::vector<TopMember> top;         ///< by spend, most first

    bool operator==(const MemberFigures&) const = default;
    qint64 newMemberCount() const;
};

/// For `tangyuan-admin report`. Money in integer minor units, under keys that end in "Minor".
QJsonObject toJson(const SalesReport& report);
QJsonObject toJson(const ProductReport& report);
QJsonObject toJson(const MemberFigures& figures);

}
