// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/ReportRows.h"

#include <QHash>

#include <algorithm>
#include <iterator>
#include <optional>
#include <tuple>

namespace tangyuan {

namespace {

// Rows come out plain and are added up here: SQLite groups by sorting all rows, which costs more than reading them.

// Sales and tenders in one statement, so that both are of the same moment while the counter goes on
// selling. Kind 0: a sale; kind 1: one tender of a sale.
constexpr Sql salesOfRange(R"sql(
WITH runs AS (
    SELECT business_date, first_fact, lead(first_fact, 1, 9223372036854775807) OVER (ORDER BY first_fact) AS end_fact FROM sale_runs
)
SELECT 0, runs.business_date, s.local_hour, s.member IS NOT NULL, s.gross_minor, s.total_minor, s.cost_minor, s.refund_of IS NOT NULL
FROM runs CROSS JOIN sales AS s ON s.fact >= runs.first_fact AND s.fact < runs.end_fact
WHERE runs.business_date BETWEEN ? AND ?
UNION ALL
SELECT 1, runs.business_date, t.method, 0, t.kept_minor, 0, 0, 0
FROM runs CROSS JOIN sale_tenders AS t ON t.fact >= runs.first_fact AND t.fact < runs.end_fact
WHERE runs.business_date BETWEEN ? AND ?
)sql");

constexpr Sql linesOfRange(R"sql(
WITH runs AS (
    SELECT business_date, first_fact, lead(first_fact, 1, 9223372036854775807) OVER (ORDER BY first_fact) AS end_fact FROM sale_runs
)
SELECT l.product, l.unit, l.fact, l.line, l.amount, l.gross_minor, l.total_minor, l.cost_minor
FROM runs CROSS JOIN sale_lines AS l ON l.fact >= runs.first_fact AND l.fact < runs.end_fact
WHERE runs.business_date BETWEEN ? AND ?
)sql");

constexpr Sql nameOfLine(R"sql(
SELECT l.name, l.category, ifnull(categories.name, '')
FROM sale_lines AS l LEFT JOIN categories ON categories.id = l.category WHERE l.fact = ? AND l.line = ?
)sql");

constexpr Sql visitsOfRange(R"sql(
WITH runs AS (
    SELECT business_date, first_fact, lead(first_fact, 1, 9223372036854775807) OVER (ORDER BY first_fact) AS end_fact FROM sale_runs
)
SELECT s.member, s.gross_minor, s.total_minor, s.cost_minor, s.refund_of IS NOT NULL
FROM runs CROSS JOIN sales AS s ON s.fact >= runs.first_fact AND s.fact < runs.end_fact
WHERE runs.business_date BETWEEN ? AND ?
)sql");

// By quarters of an hour, the grain of the world's time zones, so that few rows come out.
constexpr Sql registrationsOfRange(R"sql(
SELECT registered_ms / 900000, count(*) FROM members WHERE registered_ms >= ? AND registered_ms < ? GROUP BY 1
)sql");

enum class Buyer { PasserBy, Member };

/// A refund's row is below zero and no sale of its own.
enum class RowKind { Sale, Refund };

SalesFigures figuresOfRow(RowKind kind, Buyer buyer, Money gross, Money total, Money cost)
{
    const bool isMember = buyer == Buyer::Member;
    const qint64 sales = kind == RowKind::Sale ? 1 : 0;
    return { sales, isMember ? sales : 0, gross, total, isMember ? total : Money {}, cost, kind == RowKind::Refund ? -total : Money {} };
}

SalesReport emptyReport(DateRange range)
{
    SalesReport report { range, {}, {} };
    report.days.resize(static_cast<size_t>(range.days()));
    for (size_t i = 0; i < report.days.size(); ++i)
        report.days[i].date = range.at(static_cast<int>(i));
    for (size_t hour = 0; hour < report.hours.size(); ++hour)
        report.hours[hour].hour = static_cast<int>(hour);
    return report;
}

}

Result<SalesReport> ReportRows::sales(DateRange range)
{
    SalesReport report = emptyReport(range);
    QHash<qint32, size_t> indexOfDay;
    for (size_t i = 0; i < report.days.size(); ++i)
        indexOfDay.insert(report.days[i].date.yyyymmdd, i);

    QString unknownMethod;
    TRY(m_database.forEach(salesOfRange, { range.from, range.to, range.from, range.to }, [&](const Row& row) {
        const auto found = indexOfDay.constFind(row.date(1).yyyymmdd);
        if (found == indexOfDay.cend()) // a number between two dates that is none itself
            return;
        DailySales& day = report.days[*found];
        if (row.integer(0) == 0) {
            const SalesFigures figures = figuresOfRow(row.integer(7) == 0 ? RowKind::Sale : RowKind::Refund,
                row.integer(3) != 0 ? Buyer::Member : Buyer::PasserBy, row.money(4), row.money(5), row.money(6));
            day.figures.add(figures);
            report.hours[static_cast<size_t>(row.integer(2))].figures.add(figures);
        } else if (const auto method = tenderMethodFromName(row.text(2))) {
            day.tenders[static_cast<size_t>(std::ranges::find(tenderMethods, *method) - tenderMethods.begin())] += row.money(4);
        } else {
            unknownMethod = row.text(2);
        }
    }));
    if (!unknownMethod.isEmpty())
        return fail(ErrorCode::DatabaseCorrupt, QStringLiteral("tender method %1").arg(unknownMethod));
    return report;
}

Result<ProductReport> ReportRows::products(DateRange range)
{
    struct Sold {
        ProductSales sales;
        qint64 latestFact = 0;
        qint64 latestLine = 0;
    };
    std::vector<Sold> sold;
    QHash<std::pair<QByteArray, qint64>, size_t> positions; // by product and unit
    TRY(m_database.forEach(linesOfRange, { range.from, range.to }, [&](const Row& row) {
        const std::pair key(row.bytes(0), row.integer(1));
        auto position = positions.constFind(key);
        if (position == positions.cend()) {
            position = positions.insert(key, sold.size());
            sold.emplace_back();
            sold.back().sales.product = row.id(0);
            sold.back().sales.unit = key.second == 0 ? Quantity::Unit::Piece : Quantity::Unit::Gram;
        }
        Sold& product = sold[*position];
        if (row.integer(2) >= product.latestFact) {
            product.latestFact = row.integer(2);
            product.latestLine = row.integer(3);
        }
        product.sales.amount += row.integer(4);
        product.sales.gross += row.money(5);
        product.sales.total += row.money(6);
        product.sales.cost += row.money(7);
    }));

    ProductReport report { range, {} };
    for (Sold& product : sold) {
        TRY(m_database.forEach(nameOfLine, { product.latestFact, product.latestLine }, [&](const Row& row) {
            product.sales.name = row.text(0);
            product.sales.category = row.id(1);
            product.sales.categoryName = row.text(2);
        }));
        report.products.push_back(std::move(product.sales));
    }
    std::ranges::sort(report.products,
        [](const ProductSales& a, const ProductSales& b) { return std::tuple(b.total, a.product, a.unit) < std::tuple(a.total, b.product, b.unit); });
    return report;
}

Result<MemberFigures> ReportRows::members(DateRange range, const BusinessCalendar& calendar, int topCount)
{
    if (topCount < 1 || topCount > topMembersLimit)
        return fail(ErrorCode::InputOutOfRange, QStringLiteral("number of top members"));
    MemberFigures figures;
    figures.range = range;
    figures.newMembers = TRY(newMembers(range, calendar));
    figures.members = TRY(m_database.integer("SELECT count(*) FROM members WHERE phone_index IS NOT NULL"));

    QHash<qint64, TopMember> visitors;
    TRY(m_database.forEach(visitsOfRange, { range.from, range.to }, [&](const Row& row) {
        const Buyer buyer = row.isNull(0) ? Buyer::PasserBy : Buyer::Member;
        const RowKind kind = row.integer(4) == 0 ? RowKind::Sale : RowKind::Refund;
        figures.sales.add(figuresOfRow(kind, buyer, row.money(1), row.money(2), row.money(3)));
        if (buyer == Buyer::PasserBy)
            return;
        TopMember& member = visitors[row.integer(0)];
        member.key.row = row.integer(0);
        member.spend += row.money(2);
        member.visits += kind == RowKind::Sale ? 1 : 0;
    }));
    figures.activeMembers = visitors.size();
    figures.top.assign(visitors.cbegin(), visitors.cend());
    const auto count = std::min<std::ptrdiff_t>(topCount, std::ssize(figures.top));
    std::partial_sort(figures.top.begin(), figures.top.begin() + count, figures.top.end(),
        [](const TopMember& a, const TopMember& b) { return std::tuple(b.spend, b.visits, a.key.row) < std::tuple(a.spend, a.visits, b.key.row); });
    figures.top.resize(static_cast<size_t>(count));
    for (TopMember& member : figures.top)
        TRY(m_database.forEach("SELECT number FROM members WHERE key = ?", { member.key.row }, [&](const Row& row) { member.number = row.text(0); }));
    return figures;
}

Result<std::vector<NewMembers>> ReportRows::newMembers(DateRange range, const BusinessCalendar& calendar)
{
    std::vector<NewMembers> days;
    for (int i = 0; i < range.days(); ++i)
        days.push_back({ range.at(i), 0 });
    // A day more on both sides: where clocks are put forward or back a day is not 24 hours.
    const UtcTime from = calendar.fromLocal(range.from.toDate().addDays(-1), QTime(0, 0));
    const UtcTime to = calendar.fromLocal(range.to.toDate().addDays(3), QTime(0, 0));
    TRY(m_database.forEach(registrationsOfRange, { from, to }, [&](const Row& row) {
        constexpr qint64 quarterMs = 900'000;
        if (const auto day = range.indexOf(calendar.businessDate({ row.integer(0) * quarterMs })))
            days[*day].count += row.integer(1);
    }));
    return days;
}

}
