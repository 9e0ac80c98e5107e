// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/SegmentRows.h"

#include <limits>

namespace tangyuan {

namespace {

// A refund is a row with `refund_of`: its amount counts, the visit does not. The figures of each member come in the order
// of sales_by_member, which holds every column asked for, so SQLite neither sorts nor touches the sales themselves.
constexpr Sql visitorsWhoAnswer(R"sql(
SELECT member FROM (
    SELECT member, max(CASE WHEN refund_of IS NULL THEN business_date END) AS last,
        count(CASE WHEN business_date >= ? AND refund_of IS NULL THEN 1 END) AS visits, sum(CASE WHEN business_date >= ? THEN total_minor ELSE 0 END) AS spend
    FROM sales INDEXED BY sales_by_member WHERE member IS NOT NULL GROUP BY member)
WHERE visits BETWEEN ? AND ? AND spend BETWEEN ? AND ?
    AND spend BETWEEN ? * visits AND ? * visits AND last BETWEEN ? AND ?
)sql");

// Everyone with sales, and what their figures say: 0 no, 1 yes, 2 yes but they never came (only money went back). One
// number a row, since a row out of SQLite costs more than the counting.
constexpr Sql verdictsOnVisitors(R"sql(
SELECT member * 4 + CASE
    WHEN NOT (visits BETWEEN ? AND ? AND spend BETWEEN ? AND ?) THEN 0
    WHEN last IS NULL THEN 2
    ELSE last BETWEEN ? AND ? END
FROM (
    SELECT member, max(CASE WHEN refund_of IS NULL THEN business_date END) AS last,
        count(CASE WHEN business_date >= ? AND refund_of IS NULL THEN 1 END) AS visits, sum(CASE WHEN business_date >= ? THEN total_minor ELSE 0 END) AS spend
    FROM sales INDEXED BY sales_by_member WHERE member IS NOT NULL GROUP BY member)
)sql");

constexpr Sql sumsOfVisitors(R"sql(
SELECT member, max(CASE WHEN refund_of IS NULL THEN business_date END) AS last,
    count(CASE WHEN business_date >= ? AND refund_of IS NULL THEN 1 END), sum(CASE WHEN business_date >= ? THEN total_minor ELSE 0 END)
FROM sales INDEXED BY sales_by_member WHERE member IS NOT NULL GROUP BY member HAVING last IS NOT NULL
)sql");

// The wanted ids come as one blob of 16 bytes each. A row for each visit and member; a sale's lines stand together, so the
// reader counts a visit once.
constexpr Sql visitsWithProducts(R"sql(
WITH RECURSIVE product_ids (id, rest) AS (
    SELECT NULL, ? UNION ALL SELECT substr(rest, 1, 16), substr(rest, 17) FROM product_ids WHERE length(rest) >= 16
), category_ids (id, rest) AS (
    SELECT NULL, ? UNION ALL SELECT substr(rest, 1, 16), substr(rest, 17) FROM category_ids WHERE length(rest) >= 16
), runs AS (
    SELECT business_date, first_fact, lead(first_fact, 1, 9223372036854775807) OVER (ORDER BY first_fact) AS end_fact FROM sale_runs
)
SELECT s.member, s.fact
FROM runs CROSS JOIN sale_lines AS l ON l.fact >= runs.first_fact AND l.fact < runs.end_fact CROSS JOIN sales AS s ON s.fact = l.fact
WHERE runs.business_date >= ? AND (l.product IN (SELECT id FROM product_ids WHERE id IS NOT NULL) OR l.category IN (SELECT id FROM category_ids WHERE id IS NOT NULL))
    AND s.member IS NOT NULL AND s.refund_of IS NULL
)sql");

constexpr Sql membersWithPoints(R"sql(
SELECT member FROM lots
WHERE currency = 1 AND remaining > 0 AND (expires IS NULL OR expires >= ?) AND (usable_from IS NULL OR usable_from <= ?)
GROUP BY member HAVING sum(remaining) BETWEEN ? AND ?
)sql");

constexpr Sql visitsOfMember(R"sql(
SELECT count(*) FILTER (WHERE refund_of IS NULL), ifnull(sum(total_minor), 0), max(business_date) FILTER (WHERE refund_of IS NULL),
    count(*) FILTER (WHERE refund_of IS NULL AND business_date >= ?), ifnull(sum(total_minor) FILTER (WHERE business_date >= ?), 0)
FROM sales WHERE member = ?
)sql");

constexpr Sql answerOfMember(R"sql(
SELECT max(business_date) FILTER (WHERE refund_of IS NULL), count(*) FILTER (WHERE refund_of IS NULL AND business_date >= ?),
    ifnull(sum(total_minor) FILTER (WHERE business_date >= ?), 0), (SELECT registered_ms FROM members WHERE key = ?)
FROM sales WHERE member = ?
)sql");

constexpr Sql pointsOfMember(R"sql(
SELECT ifnull(sum(remaining), 0) FROM lots
WHERE member = ? AND currency = 1 AND (expires IS NULL OR expires >= ?) AND (usable_from IS NULL OR usable_from <= ?)
)sql");

constexpr Sql latestLinesOfMember(R"sql(
SELECT visit.fact, visit.member, visit.business_date, l.product, l.category
FROM (SELECT fact, member, business_date FROM sales INDEXED BY sales_by_member WHERE member = ? AND refund_of IS NULL ORDER BY business_date DESC LIMIT ?) AS visit
CROSS JOIN sale_lines AS l ON l.fact = visit.fact
)sql");

constexpr Sql latestLinesOfShop(R"sql(
SELECT sale.fact, ifnull(sale.member, 0), sale.business_date, l.product, l.category
FROM (SELECT fact, member, business_date FROM sales WHERE refund_of IS NULL ORDER BY fact DESC LIMIT ?) AS sale
CROSS JOIN sale_lines AS l ON l.fact = sale.fact
)sql");

constexpr UtcTime earliest { std::numeric_limits<qint64>::min() };
constexpr UtcTime latest { std::numeric_limits<qint64>::max() };

BoughtLine toBoughtLine(const Row& row)
{
    return { row.integer(0), row.integer(1), row.date(2), row.id(3), row.id(4) };
}

QByteArray blobOf(const std::vector<Id>& ids)
{
    QByteArray blob;
    for (const Id& id : ids)
        blob += id.toBytes();
    return blob.isNull() ? QByteArray("") : blob;
}

}

Result<std::vector<SegmentRows::Document>> SegmentRows::documents()
{
    return m_database.all("SELECT name, document FROM segments ORDER BY name", {}, [](const Row& row) { return Document { row.text(0), row.text(1) }; });
}

Result<std::optional<QString>> SegmentRows::document(const QString& name)
{
    return m_database.first("SELECT document FROM segments WHERE name = ?", { name }, [](const Row& row) { return row.text(0); });
}

Result<void> SegmentRows::save(Transaction& transaction, const QString& name, const QString& document)
{
    TRY(transaction.execute(
        "INSERT INTO segments (name, document) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET document = excluded.document", { name, document }));
    return {};
}

Result<bool> SegmentRows::remove(Transaction& transaction, const QString& name)
{
    return TRY(transaction.execute("DELETE FROM segments WHERE name = ?", { name })) > 0;
}

Result<MemberSet> SegmentRows::everyone()
{
    MemberSet found;
    // Rows are given one after the other, so there is hardly ever a gap, and none need be read.
    bool isWhole = false;
    TRY(m_database.forEach("SELECT count(*), min(key), max(key) FROM members", {}, [&](const Row& row) {
        isWhole = row.integer(0) == row.integer(2) - row.integer(1) + 1;
        if (isWhole)
            found.addRange({ row.integer(1) }, { row.integer(2) });
    }));
    if (!isWhole)
        TRY(m_database.forEach("SELECT key FROM members", {}, [&](const Row& row) { found.add({ row.integer(0) }); }));
    return found;
}

Result<MemberSet> SegmentRows::erased()
{
    MemberSet found;
    TRY(m_database.forEach("SELECT key FROM members WHERE phone_index IS NULL", {}, [&](const Row& row) { found.add({ row.integer(0) }); }));
    return found;
}

Result<MemberSet> SegmentRows::registeredBetween(UtcTime from, UtcTime before)
{
    MemberSet found;
    if (from == earliest) {
        // Most registered long ago: those who did not are fewer rows.
        found = TRY(everyone());
        if (before != latest)
            found.subtract(TRY(registeredBetween(before, latest)));
        return found;
    }
    TRY(m_database.forEach(
        "SELECT key FROM members WHERE registered_ms >= ? AND registered_ms < ?", { from, before }, [&](const Row& row) { found.add({ row.integer(0) }); }));
    return found;
}

Result<MemberSet> SegmentRows::ofTiers(const std::vector<Tier>& tiers)
{
    int bits = 0;
    for (const Tier tier : tiers)
        bits |= 1 << static_cast<int>(tier);
    MemberSet found;
    TRY(m_database.forEach("SELECT key FROM members WHERE (1 << tier) & ?", { bits }, [&](const Row& row) { found.add({ row.integer(0) }); }));
    return found;
}

Result<MemberSet> SegmentRows::visitors(const VisitQuestion& question)
{
    const Bounds& visits = question.visits;
    const Bounds& spend = question.spendMinor;
    MemberSet found;
    if (!question.admitsNoVisit()) {
        const Bounds& average = question.averageMinor;                   // Money's limit times a million visits still fits 64 bits
        const qint64 leastVisits = std::max<qint64>(visits.lowest(), 1); // without a visit no money came in, so all such answers have one
        TRY(m_database.forEach(visitorsWhoAnswer,
            { question.from, question.from, leastVisits, visits.highest(), spend.lowest(), spend.highest(), average.least.value_or(-Money::limit),
                average.most.value_or(Money::limit), question.lastFrom, question.lastTo },
            [&](const Row& row) { found.add({ row.integer(0) }); }));
        return found;
    }
    found = TRY(registeredBetween(question.registeredFrom, question.registeredBefore));
    TRY(m_database.forEach(verdictsOnVisitors,
        { visits.lowest(), visits.highest(), spend.lowest(), spend.highest(), question.lastFrom, question.lastTo, question.from, question.from },
        [&](const Row& row) {
            enum Verdict { No, Yes, NeverCame };
            const MemberKey member { row.integer(0) / 4 };
            switch (static_cast<Verdict>(row.integer(0) % 4)) {
            case No: return found.remove(member);
            case Yes: return found.add(member);
            case NeverCame: return;
            }
        }));
    return found;
}

Result<MemberSet> SegmentRows::visitorsAmong(const MemberSet& candidates, const VisitQuestion& question)
{
    MemberSet found;
    for (const MemberKey member : candidates.members()) {
        TRY(m_database.forEach(answerOfMember, { question.from, question.from, member.row, member.row }, [&](const Row& row) {
            const bool isInTime = row.isNull(0) ? row.time(3) >= question.registeredFrom && row.time(3) < question.registeredBefore
                                                : row.date(0) >= question.lastFrom && row.date(0) <= question.lastTo;
            if (isInTime && question.admits(row.integer(1), row.money(2)))
                found.add(member);
        }));
    }
    return found;
}

Result<MemberSet> SegmentRows::buyers(const BoughtQuestion& question)
{
    std::vector<quint32> timesOfMember;
    qint64 lastFact = 0;
    MemberSet found;
    TRY(m_database.forEach(visitsWithProducts, { blobOf(question.products), blobOf(question.categories), question.from }, [&](const Row& row) {
        if (row.integer(1) == lastFact)
            return;
        lastFact = row.integer(1);
        const auto member = static_cast<size_t>(row.integer(0));
        if (member >= timesOfMember.size())
            timesOfMember.resize(std::max(member + 1, timesOfMember.size() * 2));
        if (++timesOfMember[member] == question.times)
            found.add({ row.integer(0) });
    }));
    return found;
}

Result<MemberSet> SegmentRows::withPoints(const Bounds& points, BusinessDate today)
{
    VERIFY(points.lowest() > 0);
    MemberSet found;
    TRY(m_database.forEach(membersWithPoints, { today, today, points.lowest(), points.highest() }, [&](const Row& row) { found.add({ row.integer(0) }); }));
    return found;
}

Result<void> SegmentRows::sums(BusinessDate windowFrom, const std::function<void(const VisitSums&)>& onMember)
{
    return m_database.forEach(sumsOfVisitors, { windowFrom, windowFrom }, [&](const Row& row) {
        onMember({ { row.integer(0) }, row.date(1), row.integer(2), row.money(3) });
    });
}

Result<void> SegmentRows::registeredSince(UtcTime from, const std::function<void(MemberKey member, UtcTime registered)>& onMember)
{
    return m_database.forEach(
        "SELECT key, registered_ms FROM members WHERE registered_ms >= ?", { from }, [&](const Row& row) { onMember({ row.integer(0) }, row.time(1)); });
}

Result<MemberStanding> SegmentRows::standing(MemberKey key, BusinessDate windowFrom, BusinessDate today)
{
    MemberStanding standing;
    TRY(m_database.forEach(visitsOfMember, { windowFrom, windowFrom, key.row }, [&](const Row& row) {
        standing.visits = row.integer(0);
        standing.spend = row.money(1);
        if (!row.isNull(2))
            standing.lastVisit = row.date(2);
        standing.windowVisits = row.integer(3);
        standing.windowSpend = row.money(4);
    }));
    standing.points = { TRY(m_database.integer(pointsOfMember, { key.row, today, today })) };
    return standing;
}

Result<std::vector<BoughtLine>> SegmentRows::linesOfMember(MemberKey key, int sales)
{
    return m_database.all(latestLinesOfMember, { key.row, sales }, toBoughtLine);
}

Result<std::vector<BoughtLine>> SegmentRows::latestLines(int sales)
{
    return m_database.all(latestLinesOfShop, { sales }, toBoughtLine);
}

}
