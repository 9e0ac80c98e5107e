// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/ReplayStore.h"

#include "core/base/Json.h"

namespace tangyuan {

Result<std::vector<ReplayStore::Stretch>> ReplayStore::stretches(DateRange range)
{
    return m_database.all("SELECT first_fact, end_fact FROM (SELECT business_date, first_fact,"
                          " lead(first_fact, 1, 9223372036854775807) OVER (ORDER BY first_fact) AS end_fact FROM sale_runs)"
                          " WHERE business_date BETWEEN ? AND ? ORDER BY first_fact",
        { range.from, range.to }, [](const Row& row) { return Stretch { row.integer(0), row.integer(1) }; });
}

Result<qint64> ReplayStore::count(Stretch stretch)
{
    return m_database.integer("SELECT count(*) FROM sales WHERE fact >= ? AND fact < ? AND member IS NOT NULL AND refund_of IS NULL", { stretch.first, stretch.end });
}

Result<std::vector<ReplayedSale>> ReplayStore::page(Stretch stretch, qint64 after, int limit)
{
    struct Found {
        MemberKey member;
        int localHour;
        QByteArray body;
    };
    const std::vector<Found> rows = TRY(m_database.all("SELECT sales.member, sales.local_hour, facts.body FROM sales JOIN facts ON facts.key = sales.fact"
                                                       " WHERE sales.fact >= ? AND sales.fact > ? AND sales.fact < ? AND sales.member IS NOT NULL"
                                                       " AND sales.refund_of IS NULL ORDER BY sales.fact LIMIT ?",
        { stretch.first, after, stretch.end, limit },
        [](const Row& row) { return Found { { row.integer(0) }, static_cast<int>(row.integer(1)), row.bytes(2) }; }));
    std::vector<ReplayedSale> page;
    page.reserve(rows.size());
    for (const Found& found : rows) {
        ReplayedSale replayed { found.member, found.localHour, TRY(Sale::fromJson(TRY(parseJsonObject(found.body)))), {} };
        TRY(m_database.forEach("SELECT sales.fact, sale_lines.line FROM sales JOIN sale_lines ON sale_lines.fact = sales.fact"
                               " WHERE refund_of = ? ORDER BY sales.fact, sale_lines.line",
            { replayed.sale.id }, [&](const Row& row) {
                const FactKey fact = FactKey::unpack(row.integer(0));
                if (replayed.refunds.empty() || replayed.refunds.back().fact != fact)
                    replayed.refunds.push_back({ fact, {} });
                replayed.refunds.back().lines.push_back(static_cast<qint32>(row.integer(1)));
            }));
        page.push_back(std::move(replayed));
    }
    return page;
}

Result<bool> ReplayStore::isFirstOrder(MemberKey key, FactKey before)
{
    return TRY(m_database.integer("SELECT coalesce(sum(total_minor), 0) FROM sales WHERE member = ? AND fact < ?", { key.row, before.packed() })) <= 0;
}

}
