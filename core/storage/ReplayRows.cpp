// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/ReplayRows.h"

#include "core/base/Json.h"
#include "core/domain/loyalty/LedgerJson.h"
#include "core/storage/MemberRows.h"

namespace tangyuan {

namespace {

Result<Id> idIn(const QJsonObject& body, QLatin1String field)
{
    return Id::fromString(body[field].toString());
}

}

struct ReplayRows::Found {
    FactKey fact;
    Id id;
    QString type;
    BusinessDate date;
    UtcTime at;
    MemberKey buyer; ///< of a sale
    int localHour;
    QByteArray body;
};

Result<std::vector<ReplayRows::Stretch>> ReplayRows::stretches(DateRange range)
{
    return m_database.all("SELECT first_fact, end_fact FROM (SELECT first_fact, business_date,"
                          " lead(first_fact, 1, 9223372036854775807) OVER by_fact AS end_fact, lead(business_date, 1, 99999999) OVER by_fact AS next_date"
                          " FROM (SELECT 0 AS first_fact, 0 AS business_date UNION ALL SELECT first_fact, business_date FROM sale_runs)"
                          " WINDOW by_fact AS (ORDER BY first_fact))"
                          " WHERE min(business_date, next_date) <= ? AND max(business_date, next_date) >= ? ORDER BY first_fact",
        { range.to, range.from }, [](const Row& row) {
            return Stretch { row.integer(0), row.integer(1) };
        });
}

Result<qint64> ReplayRows::sales(Stretch stretch, DateRange range)
{
    return m_database.integer(
        "SELECT count(*) FROM sales WHERE fact >= ? AND fact < ? AND business_date BETWEEN ? AND ? AND member IS NOT NULL AND refund_of IS NULL",
        { stretch.first, stretch.end, range.from, range.to });
}

Result<ReplayRows::Page> ReplayRows::page(Stretch stretch, DateRange range, qint64 after, int limit)
{
    const std::vector<Found> rows = TRY(m_database.all(
        "SELECT facts.key, facts.id, facts.type, facts.business_date, facts.at_ms, coalesce(sales.member, 0), coalesce(sales.local_hour, 0), facts.body"
        " FROM facts LEFT JOIN sales ON sales.fact = facts.key"
        " WHERE facts.key >= ? AND facts.key > ? AND facts.key < ? AND facts.business_date BETWEEN ? AND ?"
        " AND (sales.member IS NOT NULL AND sales.refund_of IS NULL OR facts.type IN ('member.registered', 'member.checked_in', 'event.attended', "
        "'product.reviewed',"
        " 'member.referred', 'gift.given', 'points.redeemed', 'points.donated', 'lottery.drawn', 'value.recharged')) ORDER BY facts.key LIMIT ?",
        { stretch.first, after, stretch.end, range.from, range.to, limit }, [](const Row& row) {
            return Found { FactKey::unpack(row.integer(0)), row.id(1), row.text(2), row.date(3), row.time(4), { row.integer(5) },
                static_cast<int>(row.integer(6)), row.bytes(7) };
        }));
    Page page;
    page.facts.reserve(rows.size());
    for (const Found& found : rows) {
        if (found.buyer.row != 0)
            page.facts.emplace_back(TRY(sale(found)));
        else
            page.facts.emplace_back(TRY(deed(found)));
        page.last = found.fact.packed();
    }
    return page;
}

Result<ReplayedSale> ReplayRows::sale(const Found& found)
{
    const QJsonObject body = TRY(parseJsonObject(found.body));
    ReplayedSale replayed { found.buyer, found.localHour, TRY(Sale::fromJson(body)), {}, {} };
    TRY(m_database.forEach("SELECT sales.fact, sale_lines.line FROM sales JOIN sale_lines ON sale_lines.fact = sales.fact"
                           " WHERE refund_of = ? ORDER BY sales.fact, sale_lines.line",
        { replayed.sale.id }, [&](const Row& row) {
            const FactKey fact = FactKey::unpack(row.integer(0));
            if (replayed.refunds.empty() || replayed.refunds.back().fact != fact)
                replayed.refunds.push_back({ fact, {} });
            replayed.refunds.back().lines.push_back(static_cast<qint32>(row.integer(1)));
        }));
    if (!replayed.sale.referredBy)
        return replayed;
    for (const MemberParts& entry : TRY(ledgerFromJson(body[QLatin1String("ledger")].toArray()))) {
        // An inviter who was rewarded often enough that month got nothing, though the fact says what it would have been.
        const qint64 moved = TRY(m_database.integer(
            "SELECT count(*) FROM ledger_entries WHERE member = (SELECT key FROM members WHERE id = ?) AND fact = ? AND reason IN ('referral', 'invite')",
            { entry.member, replayed.sale.id }));
        for (const LedgerPart& part : entry.parts)
            if (moved > 0 && (part.reason == u"referral" || part.reason == u"invite"))
                replayed.invitation.push_back(part);
    }
    return replayed;
}

Result<ReplayedDeed> ReplayRows::deed(const Found& found)
{
    ReplayedDeed deed { found.fact, found.type, found.date, found.at, {}, {}, TRY(parseJsonObject(found.body)), {}, {} };
    deed.member = TRY(rowOf(TRY(idIn(deed.body, QLatin1String("member")))));
    if (deed.body.contains(QLatin1String("inviter")))
        deed.inviter = TRY(rowOf(TRY(idIn(deed.body, QLatin1String("inviter")))));
    for (MemberParts& entry : TRY(ledgerFromJson(deed.body[QLatin1String("ledger")].toArray())))
        std::ranges::move(entry.parts, std::back_inserter(deed.parts));
    const auto undo = TRY(m_database.first("SELECT facts.key FROM ledger_entries JOIN facts ON facts.id = ledger_entries.fact WHERE member = ? AND origin = ?",
        { deed.member.row, found.id }, [](const Row& row) { return FactKey::unpack(row.integer(0)); }));
    deed.undoneBy = undo;
    return deed;
}

Result<std::vector<Aside>> ReplayRows::asides(FactKey after, FactKey before, DateRange range, int limit)
{
    const std::vector<Found> rows = TRY(m_database.all(
        "SELECT key, id, type, business_date, at_ms, body FROM facts WHERE key > ? AND key < ? AND (type IN ('member.tier_set', 'deed.undone')"
        " OR type = 'sale.refunded' AND instr(body, CAST('\"uncount\"' AS BLOB)) > 0"
        " OR business_date NOT BETWEEN ? AND ? AND (type = 'points.redeemed' OR instr(body, CAST('\"countKey\"' AS BLOB)) > 0)) ORDER BY key LIMIT ?",
        { after.packed(), before.packed(), range.from, range.to, limit }, [](const Row& row) {
            return Found { FactKey::unpack(row.integer(0)), row.id(1), row.text(2), row.date(3), row.time(4), {}, 0, row.bytes(5) };
        }));
    std::vector<Aside> asides;
    asides.reserve(rows.size());
    for (const Found& found : rows)
        asides.push_back(TRY(aside(found, range)));
    return asides;
}

Result<Aside> ReplayRows::aside(const Found& found, DateRange range)
{
    Aside aside { found.fact, found.date };
    QJsonObject body = TRY(parseJsonObject(found.body));
    if (found.type == u"member.tier_set") {
        aside.tier = std::pair(TRY(rowOf(TRY(idIn(body, QLatin1String("member"))))), TRY(tierFromName(body[QLatin1String("tier")].toString())));
        return aside;
    }
    const std::vector<MemberParts> ledger = TRY(ledgerFromJson(body[QLatin1String("ledger")].toArray()));
    if (found.type == u"deed.undone" || found.type == u"sale.refunded") {
        const Id origin = TRY(idIn(body, found.type == u"deed.undone" ? QLatin1String("undone") : QLatin1String("sale")));
        const auto undone = TRY(m_database.first(
            "SELECT business_date, body FROM facts WHERE id = ?", { origin }, [](const Row& row) { return std::pair(row.date(0), row.bytes(1)); }));
        if (!undone || range.indexOf(undone->first))
            return aside;
        body = TRY(parseJsonObject(undone->second));
        aside.isGivenBack = true;
    }
    if (body.contains(QLatin1String("stock")))
        aside.item = body[QLatin1String("item")].toString();
    for (const MemberParts& entry : ledger) {
        const MemberKey member = TRY(rowOf(entry.member));
        for (const LedgerPart& part : entry.parts)
            aside.parts.emplace_back(member, part);
    }
    return aside;
}

Result<MemberKey> ReplayRows::rowOf(const Id& member)
{
    const auto row = TRY(MemberRows(m_database).byId(member));
    if (!row)
        return fail(ErrorCode::MemberNotFound, member.toString());
    return row->key;
}

Result<bool> ReplayRows::isFirstOrder(MemberKey key, FactKey before)
{
    return TRY(m_database.integer("SELECT coalesce(sum(total_minor), 0) FROM sales WHERE member = ? AND fact < ?", { key.row, before.packed() })) <= 0;
}

Result<std::optional<ReplayRows::Invited>> ReplayRows::invitationOf(MemberKey key)
{
    return m_database.first("SELECT inviter, business_date FROM referrals WHERE invited = ?", { key.row }, [](const Row& row) {
        return Invited { { row.integer(0) }, row.date(1) };
    });
}

}
