// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/SaleRows.h"

#include "core/base/Json.h"
#include "core/storage/StandingRows.h"

namespace tangyuan {

namespace {

Result<Sale> toSale(const QByteArray& body)
{
    return Sale::fromJson(TRY(parseJsonObject(body)));
}

SaleRows::Summary toSummary(const Row& row)
{
    const FactKey fact = FactKey::unpack(row.integer(0));
    return { fact, row.text(1), row.date(2), row.time(3), row.money(4), row.integer(5), row.text(6) };
}

/// What each tender added to the shop's money: change comes out of the cash.
std::vector<Money> keptByTender(const Sale& sale)
{
    std::vector<Money> kept;
    Money change = sale.change;
    for (const Tender& tender : sale.tenders) {
        const Money back = tender.method == TenderMethod::Cash ? std::min(change, tender.amount) : Money {};
        change -= back;
        kept.push_back(tender.amount - back);
    }
    VERIFY(change.isZero());
    return kept;
}

}

Result<void> SaleRows::insert(Transaction& transaction, const Sale& sale, std::optional<MemberKey> member, int localHour)
{
    const qint64 fact = sale.fact.packed();
    Money cost;
    for (const SaleLine& line : sale.lines)
        cost += line.cost;
    TRY(transaction.execute("INSERT INTO sales (fact, business_date, local_hour, at_ms, member, gross_minor, total_minor, cost_minor, points_spent,"
                            " points_earned) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        { fact, sale.businessDate, localHour, sale.at, member ? SqlValue(member->row) : SqlValue(std::nullopt), sale.gross, sale.total, cost, sale.pointsSpent,
            sale.pointsEarned }));
    if (member)
        TRY(StandingRows::add(transaction, *member, sale.businessDate, { sale.total, 1, {} }));
    int number = 0;
    for (const SaleLine& line : sale.lines)
        TRY(transaction.execute("INSERT INTO sale_lines (fact, line, product, name, category, unit, amount, gross_minor, total_minor, cost_minor)"
                                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            { fact, number++, line.product, line.name, line.category, static_cast<int>(line.quantity.unit), line.quantity.amount, line.gross, line.total,
                line.cost }));
    const std::vector<Money> kept = keptByTender(sale);
    for (size_t i = 0; i < kept.size(); ++i)
        TRY(transaction.execute("INSERT INTO sale_tenders (fact, tender, method, kept_minor) VALUES (?, ?, ?, ?)",
            { fact, static_cast<int>(i), tenderMethodName(sale.tenders[i].method), kept[i] }));
    return {};
}

Result<void> SaleRows::insertRefund(Transaction& transaction, const Refund& refund, std::optional<MemberKey> member, int localHour)
{
    const qint64 fact = refund.fact.packed();
    Money gross;
    Money cost;
    for (const SaleLine& line : refund.refunded) {
        gross += line.gross;
        cost += line.cost;
    }
    TRY(transaction.execute("INSERT INTO sales (fact, business_date, local_hour, at_ms, member, gross_minor, total_minor, cost_minor, points_spent,"
                            " points_earned, refund_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        { fact, refund.businessDate, localHour, refund.at, member ? SqlValue(member->row) : SqlValue(std::nullopt), -gross, -refund.total, -cost,
            -refund.pointsBack, -refund.pointsTaken, refund.sale }));
    if (member)
        TRY(StandingRows::add(transaction, *member, refund.businessDate, { -refund.total, 0, {} }));
    for (size_t i = 0; i < refund.refunded.size(); ++i) {
        const SaleLine& line = refund.refunded[i];
        TRY(transaction.execute("INSERT INTO sale_lines (fact, line, product, name, category, unit, amount, gross_minor, total_minor, cost_minor)"
                                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            { fact, refund.lines[i], line.product, line.name, line.category, static_cast<int>(line.quantity.unit), -line.quantity.amount, -line.gross,
                -line.total, -line.cost }));
    }
    for (size_t i = 0; i < refund.tenders.size(); ++i)
        TRY(transaction.execute("INSERT INTO sale_tenders (fact, tender, method, kept_minor) VALUES (?, ?, ?, ?)",
            { fact, static_cast<int>(i), tenderMethodName(refund.tenders[i].method), -refund.tenders[i].amount }));
    return {};
}

Result<std::vector<qint32>> SaleRows::refundedLines(const Id& sale)
{
    return m_database.all("SELECT sale_lines.line FROM sales JOIN sale_lines ON sale_lines.fact = sales.fact WHERE refund_of = ? ORDER BY sale_lines.line",
        { sale }, [](const Row& row) { return static_cast<qint32>(row.integer(0)); });
}

Result<std::vector<FactKey>> SaleRows::refundsOf(const Id& sale)
{
    return m_database.all("SELECT fact FROM sales WHERE refund_of = ? ORDER BY fact", { sale }, [](const Row& row) { return FactKey::unpack(row.integer(0)); });
}

Result<Sale> SaleRows::byFact(FactKey key)
{
    const auto body = TRY(
        m_database.first("SELECT body FROM facts WHERE key = ? AND type = 'sale.committed'", { key.packed() }, [](const Row& row) { return row.bytes(0); }));
    if (!body)
        return fail(ErrorCode::SaleNotFound);
    return toSale(*body);
}

Result<Sale> SaleRows::byNumber(const QString& number)
{
    const auto key = factKeyOfNumber(number);
    if (!key)
        return fail(ErrorCode::SaleNotFound);
    Sale sale = TRY(byFact(*key));
    if (sale.number != number)
        return fail(ErrorCode::SaleNotFound);
    return sale;
}

Result<std::optional<Sale>> SaleRows::byId(const Id& id)
{
    const auto body
        = TRY(m_database.first("SELECT body FROM facts WHERE id = ? AND type = 'sale.committed'", { id }, [](const Row& row) { return row.bytes(0); }));
    if (!body)
        return std::nullopt;
    return TRY(toSale(*body));
}

Result<std::vector<SaleRows::Summary>> SaleRows::recent(int limit, std::optional<FactKey> before)
{
    const qint64 end = before ? before->packed() : std::numeric_limits<qint64>::max();
    return m_database.all("SELECT fact, json_extract(facts.body, '$.number'), sales.business_date, sales.at_ms, total_minor,"
                          " (SELECT count(*) FROM sale_lines WHERE sale_lines.fact = sales.fact), coalesce(json_extract(facts.body, '$.saleNumber'), '')"
                          " FROM sales JOIN facts ON facts.key = sales.fact WHERE fact < ? ORDER BY fact DESC LIMIT ?",
        { end, limit }, toSummary);
}

Result<SaleRows::Summary> SaleRows::summary(FactKey key)
{
    const auto found = TRY(m_database.first("SELECT fact, json_extract(facts.body, '$.number'), sales.business_date, sales.at_ms, total_minor,"
                                            " (SELECT count(*) FROM sale_lines WHERE sale_lines.fact = sales.fact),"
                                            " coalesce(json_extract(facts.body, '$.saleNumber'), '')"
                                            " FROM sales JOIN facts ON facts.key = sales.fact WHERE fact = ?",
        { key.packed() }, toSummary));
    if (!found)
        return fail(ErrorCode::SaleNotFound);
    return *found;
}

Result<std::vector<SaleRows::Summary>> SaleRows::ofMember(MemberKey key, int limit)
{
    return m_database.all("SELECT fact, json_extract(facts.body, '$.number'), sales.business_date, sales.at_ms, total_minor,"
                          " (SELECT count(*) FROM sale_lines WHERE sale_lines.fact = sales.fact), coalesce(json_extract(facts.body, '$.saleNumber'), '')"
                          " FROM sales JOIN facts ON facts.key = sales.fact WHERE member = ? AND refund_of IS NULL ORDER BY fact DESC LIMIT ?",
        { key.row, limit }, toSummary);
}

}
