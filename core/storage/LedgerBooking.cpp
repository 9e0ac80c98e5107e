// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/LedgerBooking.h"

#include "core/storage/StandingRows.h"

namespace tangyuan {

std::vector<MemberParts> partsOf(const std::vector<Booked>& booked)
{
    std::vector<MemberParts> ledger;
    for (const Booked& member : booked)
        if (!member.fact.parts.empty())
            ledger.push_back({ member.member, member.fact.parts, member.applied.state.knownAt });
    return ledger;
}

QJsonArray ledgerOf(const std::vector<Booked>& booked)
{
    return ledgerToJson(partsOf(booked));
}

Result<void> record(Transaction& transaction, const std::vector<Booked>& booked)
{
    for (const Booked& member : booked) {
        TRY(LedgerRows::record(transaction, member.key, member.fact, member.applied));
        if (const Points earned = pointsEarned(member.applied.movements); earned.count != 0)
            TRY(StandingRows::add(transaction, member.key, member.fact.date, { {}, 0, earned }));
    }
    return {};
}

}
