// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/DateRange.h"
#include "core/domain/members/Member.h"
#include "core/domain/sale/Sale.h"
#include "core/storage/Database.h"

namespace tangyuan {

/// Money that came in for stored value, and went out again; apart from sales, since nothing was sold yet.
struct Recharge {
    FactKey fact;
    BusinessDate date;
    UtcTime at;
    MemberKey member;
    Money principal; ///< below zero: paid out, or undone
    Money bonus;
    TenderMethod method = TenderMethod::Cash;

    bool operator==(const Recharge&) const = default;
};

class RechargeRows {
public:
    explicit RechargeRows(Database& database)
        : m_database(database)
    {
    }

    static Result<void> insert(Transaction& transaction, const Recharge& recharge);
    Result<std::vector<Recharge>> inRange(DateRange range);
    Result<std::optional<Recharge>> find(FactKey fact);

private:
    Database& m_database;
};

}
