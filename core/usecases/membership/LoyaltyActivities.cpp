// SPDX-License-Identifier: GPL-3.0-or-later
// What members do: check in, come to events, review, invite.
#include "core/usecases/membership/Loyalty.h"

#include "core/domain/loyalty/CountKeys.h"
#include "core/domain/loyalty/Referral.h"

namespace tangyuan {

Result<int> Loyalty::streak(MemberKey key)
{
    return streak(m.moments.take(), key);
}

Result<int> Loyalty::streak(const Moment& moment, MemberKey key)
{
    LedgerRows ledger(m.database);
    const auto wasThere = [&](BusinessDate date) -> Result<bool> { return !TRY(ledger.counts(key, { checkInKey(date) })).empty(); };
    BusinessDate date = moment.date;
    if (!TRY(wasThere(date)))
        date = date.addDays(-1);
    int days = 0;
    constexpr int mostDays = 3'660;
    for (; days < mostDays && TRY(wasThere(date)); date = date.addDays(-1))
        ++days;
    return days;
}

Result<CheckInDeed> Loyalty::checkIn(const Member& member)
{
    const Moment moment = m.moments.take();
    CheckInDeed result;
    result.streak = TRY(streak(moment, member.key)) + 1;
    const std::vector<LedgerPart> parts = TRY(checkInParts(moment.rules, moment.date, result.streak));
    // A clock that was put back must not let yesterday be had again after today.
    if (!TRY(LedgerRows(m.database).counts(member.key, { checkInKey(moment.date.addDays(1)) })).empty())
        return fail(ErrorCode::LimitReached);
    result.deed = TRY(bookAlone(moment, "member.checked_in", { { QStringLiteral("streak"), result.streak } }, { { member, parts } }));
    result.points = { std::get<effect::Grant>(parts.front().effects.front()).amount };
    return result;
}

Result<Deed> Loyalty::attend(const Member& member, const QString& id)
{
    const Moment moment = m.moments.take();
    const std::vector<LedgerPart> parts = TRY(eventParts(moment.rules, id, TRY(standing(moment, member)).situation));
    return bookAlone(moment, "event.attended", { { QStringLiteral("event"), id } }, { { member, parts } });
}

Result<Deed> Loyalty::review(const Member& member, const Sale& sale, size_t line)
{
    const Moment moment = m.moments.take();
    if (sale.member != member.id || line >= sale.lines.size())
        return fail(ErrorCode::NotEligible);
    const std::vector<LedgerPart> parts = TRY(reviewParts(moment.rules, sale.id, static_cast<qint64>(line), moment.date));
    return bookAlone(moment, "product.reviewed", { { QStringLiteral("sale"), sale.id.toString() }, { QStringLiteral("line"), static_cast<qint64>(line) } },
        { { member, parts } });
}

Result<Deed> Loyalty::refer(const Member& invited, const Member& inviter)
{
    const Moment moment = m.moments.take();
    StandingRows standings(m.database);
    // Somebody who came later cannot have invited, so invitations never run in a circle.
    if (invited.key == inviter.key || inviter.isErased || inviter.registeredAt > invited.registeredAt
        || (inviter.registeredAt == invited.registeredAt && inviter.key.row > invited.key.row) || !TRY(standings.isFirstOrder(invited.key)))
        return fail(ErrorCode::NotEligible);
    Transaction transaction = TRY(Transaction::begin(m.database));
    TRY(StandingRows::insertReferral(transaction, invited.key, inviter.key, moment.date));
    std::vector<Doing> doings { { invited, {} }, { inviter, {} } };
    if (moment.rules.activities.referralAt == Activities::ReferralTime::Registration) {
        doings[0].parts.push_back(invitedPart(moment.rules, moment.date));
        // Whoever invites more than the rules reward still brings a member.
        const LedgerPart reward = inviterPart(moment.rules, moment.date);
        const auto counts = TRY(LedgerRows(m.database).counts(inviter.key, { reward.countKey }));
        if (counts.empty() || counts.begin()->second < reward.countLimit)
            doings[1].parts.push_back(reward);
    }
    Deed deed = TRY(book(transaction, moment, "member.referred", { { QStringLiteral("inviter"), inviter.id.toString() } }, doings));
    TRY(transaction.commit());
    return deed;
}

}
