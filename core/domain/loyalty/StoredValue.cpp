// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/loyalty/StoredValue.h"

#include "core/base/Spread.h"
#include "core/domain/loyalty/Earning.h"

#include <algorithm>

namespace tangyuan {

ValueSplit usableValue(const MemberState& state, BusinessDate date)
{
    return { { state.usable(Currency::Principal, date) }, { state.usable(Currency::Bonus, date) } };
}

Result<ValueSplit> splitPayment(Money amount, const ValueSplit& usable, StoredValueRules::Order order)
{
    VERIFY(amount.minor >= 0);
    if (amount > usable.sum())
        return fail(ErrorCode::ValueInsufficient);
    ValueSplit split;
    switch (order) {
    case StoredValueRules::Order::BonusFirst:
        split.bonus = std::min(amount, usable.bonus);
        split.principal = amount - split.bonus;
        return split;
    case StoredValueRules::Order::PrincipalFirst:
        split.principal = std::min(amount, usable.principal);
        split.bonus = amount - split.principal;
        return split;
    case StoredValueRules::Order::Proportional:
        if (!usable.sum().isZero()) {
            __extension__ using Wide = __int128;
            split.bonus = { static_cast<qint64>(static_cast<Wide>(amount.minor) * usable.bonus.minor / usable.sum().minor) };
            split.principal = amount - split.bonus;
            if (const Money over = split.principal - usable.principal; over.minor > 0) { // a fen of rounding
                split.principal -= over;
                split.bonus += over;
            }
        }
        return split;
    }
    VERIFY(false);
}

std::vector<Effect> rechargeGrants(Money principal, const StoredValueRules::Offer* offer, const LoyaltyRules& rules, BusinessDate date)
{
    std::vector<Effect> effects { effect::Grant { Currency::Principal, principal.minor, {}, {}, {} } };
    if (!offer)
        return effects;
    if (offer->bonus.minor > 0) {
        if (offer->instalments <= 1) {
            const qint32 days = rules.storedValue.bonusValidDays;
            const auto expires = days > 0 ? std::optional(date.addDays(days - 1)) : std::nullopt;
            effects.push_back(effect::Grant { Currency::Bonus, offer->bonus.minor, {}, expires, {} });
        } else {
            const std::vector<Money> parts = spread(offer->bonus, std::vector<Money>(static_cast<size_t>(offer->instalments), Money { 1 }));
            const QDate thisMonth(date.toDate().year(), date.toDate().month(), 1);
            for (int month = 0; month < offer->instalments; ++month) {
                const QDate first = thisMonth.addMonths(month);
                const QDate from = month == 0 ? date.toDate() : first;
                effects.push_back(effect::Grant { Currency::Bonus, parts[static_cast<size_t>(month)].minor, BusinessDate::fromDate(from),
                    BusinessDate::fromDate(first.addMonths(1).addDays(-1)), {} });
            }
        }
    }
    for (Effect& effect : grantsOf(offer->pack, rules, date))
        effects.push_back(std::move(effect));
    return effects;
}

}
