// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/loyalty/Ledger.h"

#include <algorithm>

namespace tangyuan {

Points MemberState::available() const
{
    Points sum;
    for (const Lot& lot : lots)
        sum.count += lot.remaining;
    return sum;
}

namespace {

/// First to expire goes first; lots without a term go last; then the older.
bool isSpentBefore(const Lot& a, const Lot& b)
{
    if (a.expires != b.expires)
        return a.expires && (!b.expires || *a.expires < *b.expires);
    return a.source < b.source;
}

}

Result<Applied> apply(const MemberState& state, const LoyaltyFact& fact)
{
    VERIFY(fact.spent.count >= 0 && fact.earned.count >= 0);
    if (fact.spent > state.available())
        return fail(ErrorCode::PointsInsufficient);

    Applied applied { state, {} };
    std::vector<Lot>& lots = applied.state.lots;
    std::vector<Lot*> order;
    for (Lot& lot : lots)
        order.push_back(&lot);
    std::sort(order.begin(), order.end(), [](const Lot* a, const Lot* b) { return isSpentBefore(*a, *b); });

    qint64 left = fact.spent.count;
    for (Lot* lot : order) {
        const qint64 taken = std::min(left, lot->remaining);
        if (taken == 0)
            continue;
        lot->remaining -= taken;
        left -= taken;
        applied.movements.push_back({ Currency::Points, Account::Available, Account::Redeemed, taken, lot->source });
    }
    VERIFY(left == 0);
    std::erase_if(lots, [](const Lot& lot) { return lot.remaining == 0; });

    if (fact.earned.count > 0) {
        lots.push_back({ fact.id, fact.earned.count, fact.earned.count });
        applied.movements.push_back({ Currency::Points, Account::Issued, Account::Available, fact.earned.count, fact.id });
    }
    return applied;
}

}
