// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/RechargeRows.h"

namespace tangyuan {

namespace {

Recharge toRecharge(const Row& row)
{
    return { FactKey::unpack(row.integer(0)), row.date(1), row.time(2), { row.integer(3) }, row.money(4), row.money(5),
        tenderMethodFromName(row.text(6)).value_or(TenderMethod::Other) };
}

}

Result<void> RechargeRows::insert(Transaction& transaction, const Recharge& recharge)
{
    TRY(transaction.execute("INSERT INTO recharges (fact, business_date, at_ms, member, principal_minor, bonus_minor, method) VALUES (?, ?, ?, ?, ?, ?, ?)",
        { recharge.fact.packed(), recharge.date, recharge.at, recharge.member.row, recharge.principal, recharge.bonus, tenderMethodName(recharge.method) }));
    return {};
}

Result<std::vector<Recharge>> RechargeRows::inRange(DateRange range)
{
    return m_database.all("SELECT fact, business_date, at_ms, member, principal_minor, bonus_minor, method FROM recharges"
                          " WHERE business_date BETWEEN ? AND ? ORDER BY fact",
        { range.from, range.to }, toRecharge);
}

Result<std::optional<Recharge>> RechargeRows::find(FactKey fact)
{
    return m_database.first(
        "SELECT fact, business_date, at_ms, member, principal_minor, bonus_minor, method FROM recharges WHERE fact = ?", { fact.packed() }, toRecharge);
}

}
