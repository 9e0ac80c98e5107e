// SPDX-License-Identifier: GPL-3.0-or-later
// What the rules' limits still leave a member.
#include "core/usecases/membership/Loyalty.h"

#include "core/domain/loyalty/CountKeys.h"

#include <algorithm>

namespace tangyuan {

Result<StillOpen> Loyalty::open(const Member& member)
{
    const Moment moment = m.moments.take();
    const LoyaltyRules& rules = moment.rules;
    const BusinessDate date = moment.date;
    LedgerRows ledger(m.database);
    const auto left = [&](const QString& key, qint64 limit) -> Result<qint64> {
        const auto had = TRY(ledger.counts(member.key, { key }));
        return std::max<qint64>(0, limit - (had.empty() ? 0 : had.begin()->second));
    };
    StillOpen open;
    // As checkIn itself: a clock that was put back opens nothing.
    open.checkIn = std::min(TRY(left(checkInKey(date), 1)), TRY(left(checkInKey(date.addDays(1)), 1)));
    open.welcome = TRY(left(welcomeKey(), 1));
    open.birthday = TRY(left(birthdayKey(rules.tiers, member.profile.birthday, date), 1));
    if (rules.activities.reviewsPerDay > 0)
        open.reviews = TRY(left(reviewsKey(date), rules.activities.reviewsPerDay));
    for (const Activities::Event& event : rules.activities.events)
        open.events.left[event.id] = TRY(left(eventKey(event.id), event.perMember));
    for (const StoredValueRules::Offer& offer : rules.storedValue.offers)
        if (offer.perMember > 0)
            open.offers.left[offer.id] = TRY(left(rechargeKey(offer.id), offer.perMember));
    for (const Lottery& lottery : rules.lotteries)
        if (lottery.perMemberDay > 0)
            open.lotteries.left[lottery.id] = TRY(left(lotteryKey(lottery.id, date), lottery.perMemberDay));
    for (const MallItem& item : rules.mall) {
        if (item.perMember > 0)
            open.mall.left[item.id] = TRY(left(mallKey(item.id), item.perMember));
        if (item.perMemberMonth > 0) {
            const qint64 ofMonth = TRY(left(mallMonthKey(item.id, date), item.perMemberMonth));
            const auto [place, isFirst] = open.mall.left.try_emplace(item.id, ofMonth);
            place->second = std::min(place->second, ofMonth);
        }
    }
    return open;
}

Result<std::vector<size_t>> Loyalty::reviewedLines(const Member& member, const Sale& sale)
{
    LedgerRows ledger(m.database);
    std::vector<size_t> lines;
    for (size_t line = 0; line < sale.lines.size(); ++line)
        if (!TRY(ledger.counts(member.key, { reviewKey(sale.id, line) })).empty())
            lines.push_back(line);
    return lines;
}

}
