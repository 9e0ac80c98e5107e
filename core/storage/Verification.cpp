// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/Verification.h"

#include "core/base/Json.h"
#include "core/domain/sale/Refund.h"

namespace tangyuan {

namespace {

struct SaleSums {
    Money total;
    Money gross;
    Money lineTotals;
    Money kept;
    Points spent;
    Points earned;
    qint64 lines = 0;
};

/// What does not agree between a sale and its rows; nothing if all is well.
const char* disagreement(const Sale& sale, const SaleSums& rows)
{
    Money lineTotals;
    for (const SaleLine& line : sale.lines) {
        Money lineTotal = line.gross;
        for (const Adjustment& adjustment : line.adjustments)
            lineTotal += adjustment.amount;
        if (lineTotal != line.total)
            return "a line's adjustments";
        lineTotals += line.total;
    }
    if (lineTotals != sale.total)
        return "the lines' sum";
    if (sale.paid() - sale.change != sale.total)
        return "the tenders' sum";
    if (rows.total != sale.total || rows.gross != sale.gross || rows.lineTotals != sale.total || rows.kept != sale.total
        || rows.lines != static_cast<qint64>(sale.lines.size()))
        return "the rows' sums";
    if (rows.spent != sale.pointsSpent || rows.earned != sale.pointsEarned)
        return "the points";
    return nullptr;
}

}

namespace {

/// Every refund's rows against its fact; that it points at a sale of this till, and takes no line twice.
Result<void> verifyRefunds(Database& database, Verification& result)
{
    std::optional<Error> error;
    TRY(database.forEachWhile("SELECT facts.key, facts.body, sales.total_minor,"
                              " (SELECT sum(total_minor) FROM sale_lines WHERE sale_lines.fact = facts.key),"
                              " (SELECT coalesce(sum(kept_minor), 0) FROM sale_tenders WHERE sale_tenders.fact = facts.key), sales.refund_of,"
                              " EXISTS (SELECT 1 FROM facts AS sold WHERE sold.id = sales.refund_of AND sold.type = 'sale.committed'),"
                              " points_spent, points_earned"
                              " FROM facts LEFT JOIN sales ON sales.fact = facts.key WHERE facts.type = 'sale.refunded' ORDER BY facts.key",
        {}, [&](const Row& row) {
            const auto json = parseJsonObject(row.bytes(1));
            const Result<Refund> refund = json ? Refund::fromJson(*json) : Result<Refund>(Failure(json.error()));
            const char* problem = !refund                                                                            ? "its fact cannot be read"
                : row.isNull(5)                                                                                      ? "its rows are missing"
                : row.id(5) != refund->sale || row.integer(6) == 0                                                   ? "its sale"
                : row.money(2) != -refund->total || row.money(3) != -refund->total || row.money(4) != -refund->total ? "the rows' sums"
                : row.points(7) != -refund->pointsBack || row.points(8) != -refund->pointsTaken                      ? "the points"
                                                                                                                     : nullptr;
            if (problem) {
                error = Error { ErrorCode::LedgerBroken,
                    QStringLiteral("refund of fact %1: %2").arg(FactKey::unpack(row.integer(0)).seq).arg(QLatin1String(problem)) };
                return false;
            }
            ++result.refunds;
            result.refundsTotal += refund->total;
            return true;
        }));
    if (error)
        return Failure(*error);
    if (TRY(database.integer("SELECT count(*) FROM (SELECT 1 FROM sales JOIN sale_lines ON sale_lines.fact = sales.fact WHERE refund_of IS NOT NULL"
                             " GROUP BY refund_of, line HAVING count(*) > 1)"))
        != 0)
        return fail(ErrorCode::LedgerBroken, QStringLiteral("a line was refunded twice"));
    return {};
}

}

Result<Verification> verifyDatabase(Database& database)
{
    TRY(database.checkIntegrity());
    Verification result;
    result.chain = TRY(FactLog(database).verifyChain());
    result.ledger = TRY(LedgerRows(database).verifySums());

    std::optional<Error> error;
    TRY(database.forEachWhile("SELECT facts.key, facts.body, total_minor, gross_minor,"
                              " (SELECT sum(total_minor) FROM sale_lines WHERE sale_lines.fact = facts.key),"
                              " (SELECT coalesce(sum(kept_minor), 0) FROM sale_tenders WHERE sale_tenders.fact = facts.key),"
                              " points_spent, points_earned, (SELECT count(*) FROM sale_lines WHERE sale_lines.fact = facts.key), sales.fact"
                              " FROM facts LEFT JOIN sales ON sales.fact = facts.key WHERE facts.type = 'sale.committed' ORDER BY facts.key",
        {}, [&](const Row& row) {
            const auto json = parseJsonObject(row.bytes(1));
            const Result<Sale> sale = json ? Sale::fromJson(*json) : Result<Sale>(Failure(json.error()));
            const SaleSums rows { row.money(2), row.money(3), row.money(4), row.money(5), row.points(6), row.points(7), row.integer(8) };
            const char* problem = !sale ? "its fact cannot be read" : row.isNull(9) ? "its rows are missing" : disagreement(*sale, rows);
            if (problem) {
                error = Error { ErrorCode::LedgerBroken,
                    QStringLiteral("sale of fact %1: %2").arg(FactKey::unpack(row.integer(0)).seq).arg(QLatin1String(problem)) };
                return false;
            }
            ++result.sales;
            result.salesTotal += sale->total;
            return true;
        }));
    if (error)
        return Failure(*error);
    TRY(verifyRefunds(database, result));
    if (TRY(database.integer("SELECT count(*) FROM sales")) != result.sales + result.refunds)
        return fail(ErrorCode::LedgerBroken, QStringLiteral("sales without a fact"));
    if (TRY(database.integer("SELECT count(*) FROM (SELECT fact, business_date, lag(business_date) OVER (ORDER BY fact) AS before FROM sales) AS day"
                             " LEFT JOIN sale_runs ON first_fact = fact"
                             " WHERE sale_runs.business_date IS NOT CASE WHEN day.business_date IS NOT before THEN day.business_date END"))
        != 0)
        return fail(ErrorCode::LedgerBroken, QStringLiteral("where the days of sales begin"));
    // In a chain other tills' purchases stand here too. 3 is Account::Issued.
    if (TRY(database.integer("SELECT count(*) FROM (SELECT member, business_date, sum(spend) AS spend, sum(visits) AS visits, sum(earned) AS earned FROM ("
                             "  SELECT member, business_date, -spend_minor AS spend, -visits AS visits, -earned AS earned FROM member_days"
                             "  UNION ALL SELECT member, business_date, total_minor, refund_of IS NULL, 0 FROM sales WHERE member IS NOT NULL"
                             "  UNION ALL SELECT member, business_date, 0, 0, CASE WHEN from_account = 3 THEN amount ELSE -amount END FROM ledger_entries"
                             "   WHERE currency = 1 AND (from_account = 3 OR to_account = 3))"
                             " WHERE NOT EXISTS (SELECT 1 FROM hub_link) GROUP BY member, business_date) WHERE spend <> 0 OR visits <> 0 OR earned <> 0"))
        != 0)
        return fail(ErrorCode::LedgerBroken, QStringLiteral("what members bought by day"));
    // Every movement belongs to a fact of this till; only the hub will bring others.
    // In a chain the movements of other tills' facts stand here too.
    if (TRY(database.integer("SELECT count(*) FROM ledger_entries WHERE NOT EXISTS (SELECT 1 FROM hub_link)"
                             " AND NOT EXISTS (SELECT 1 FROM facts WHERE facts.id = ledger_entries.fact)"))
        != 0)
        return fail(ErrorCode::LedgerBroken, QStringLiteral("a movement without a fact"));
    return result;
}

}
