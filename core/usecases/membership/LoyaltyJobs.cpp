// SPDX-License-Identifier: GPL-3.0-or-later
// What happens without anybody at the counter: the end of lots, and tiers.
#include "core/usecases/membership/Loyalty.h"

#include "core/domain/loyalty/TierQualification.h"

namespace tangyuan {

namespace {

constexpr int membersPerPage = 2'000;
constexpr int mostDaysAhead = 40;

}

Result<ExpiryRun> Loyalty::expire(BusinessDate through, ClockTrust trust, const std::function<void(const ExpiryRun&)>& progress)
{
    const Moment moment = m.moments.take();
    ExpiryRun run { through, 0, 0, {}, {}, 0 };
    MemberKey after;
    while (TRY(expireStep(moment, through, trust, after, run, membersPerPage)))
        if (progress)
            progress(run);
    return run;
}

Result<bool> Loyalty::expireStep(BusinessDate through, ClockTrust trust, MemberKey& after, ExpiryRun& run, int members)
{
    return expireStep(m.moments.take(), through, trust, after, run, members);
}

Result<bool> Loyalty::expireStep(const Moment& moment, BusinessDate through, ClockTrust trust, MemberKey& after, ExpiryRun& run, int members)
{
    if (through >= moment.date)
        return fail(ErrorCode::InputOutOfRange, QStringLiteral("through"));
    // A clock that jumped ahead for a minute must not end what members have for good.
    const auto last = TRY(m.facts.last());
    if (trust == ClockTrust::Check && last && through > last->businessDate.addDays(mostDaysAhead))
        return fail(ErrorCode::ClockDoubtful);
    const std::vector<LedgerRows::Due> page = TRY(LedgerRows(m.database).due(through, after, members));
    if (page.empty())
        return false;
    TRY(expirePage(moment, through, page, run));
    after = page.back().member;
    return true;
}

Result<void> Loyalty::expirePage(const Moment& moment, BusinessDate through, const std::vector<LedgerRows::Due>& page, ExpiryRun& run)
{
    Transaction transaction = TRY(Transaction::begin(m.database));
    NewFact fact { Id::make(moment.now, m.random), QStringLiteral("lots.expired"), 1, moment.date, moment.now,
        { { QStringLiteral("through"), through.yyyymmdd } } };
    ExpiryRun done = run;
    std::vector<Booked> booked;
    booked.reserve(page.size());
    MemberRows members(m.database);
    for (const LedgerRows::Due& due : page) {
        LedgerFact ledger { fact.id, fact.businessDate, { { QStringLiteral("expiry"), {}, 1, { effect::Expire { through } } } } };
        Applied applied = TRY(LedgerRows(m.database).applied(due.member, ledger));
        for (const Movement& movement : applied.movements) {
            ++done.lots;
            switch (movement.currency) {
            case Currency::Points: done.points.count += movement.amount; break;
            case Currency::Principal:
            case Currency::Bonus: done.bonus.minor += movement.amount; break;
            case Currency::Gift: done.gifts += movement.amount; break;
            }
        }
        const auto id = TRY(members.idOf(due.member));
        if (!id)
            return fail(ErrorCode::LedgerBroken, QStringLiteral("member row %1").arg(due.member.row));
        booked.push_back({ due.member, *id, std::move(ledger), std::move(applied) });
        ++done.members;
    }
    fact.body[QLatin1String("ledger")] = ledgerOf(booked);
    TRY(m.facts.append(transaction, fact));
    TRY(record(transaction, booked));
    TRY(transaction.commit());
    run = done;
    return {};
}

Result<std::optional<TierChange>> Loyalty::assessTier(const Member& member)
{
    return assessTier(m.moments.take(), member);
}

Result<std::optional<TierChange>> Loyalty::assessTier(const Moment& moment, const Member& member)
{
    Transaction transaction = TRY(Transaction::begin(m.database));
    const auto change = TRY(assessTier(transaction, moment, member));
    TRY(transaction.commit());
    return change;
}

Result<std::optional<TierChange>> Loyalty::assessTier(Transaction& transaction, const Moment& moment, const Member& member)
{
    const Tiers& tiers = moment.rules.tiers;
    StandingRows standings(m.database);
    const StandingRows::TierStanding before = TRY(standings.tierStanding(member.key));
    const TierFigures figures = TRY(standings.qualification(member.key, moment.date.addDays(1 - tiers.windowDays)));
    const TierVerdict verdict = judgeTier(tiers, member.tier, { before.origin == StandingRows::TierOrigin::Earned, before.belowSince }, figures, moment.date);
    if (verdict.tier == member.tier) {
        if (verdict.belowSince != before.belowSince)
            TRY(StandingRows::setTierStanding(transaction, member.key, { before.origin, verdict.belowSince }));
        return std::nullopt;
    }
    TRY(m.members.setTier(transaction, moment, member.key, verdict.tier, { StandingRows::TierOrigin::Earned, verdict.belowSince }));
    const DeedParts parts = tierParts(moment.rules, verdict.tier, moment.date);
    if (verdict.tier > member.tier && parts && TRY(LedgerRows(m.database).counts(member.key, { parts->front().countKey })).empty())
        TRY(book(transaction, moment, "gift.given", { { QStringLiteral("why"), parts->front().reason } }, { { member, *parts } }));
    return TierChange { member.tier, verdict.tier };
}

Result<bool> Loyalty::reviewTiersStep(MemberKey& after, int members)
{
    const Moment moment = m.moments.take();
    const std::vector<MemberKey> page = TRY(StandingRows(m.database).earnedTiers(after, members));
    if (page.empty())
        return false;
    Transaction transaction = TRY(Transaction::begin(m.database));
    for (MemberKey key : page)
        TRY(assessTier(transaction, moment, TRY(m.members.byKey(key))));
    TRY(transaction.commit());
    after = page.back();
    return true;
}

Result<Loyalty::TierRun> Loyalty::assessTiers(const std::function<void(qint64)>& progress)
{
    const Moment moment = m.moments.take();
    TierRun run;
    MemberRows store(m.database);
    MemberKey after;
    for (;;) {
        const std::vector<MemberRow> page = TRY(store.page(after, membersPerPage));
        if (page.empty())
            return run;
        after = page.back().key;
        Transaction transaction = TRY(Transaction::begin(m.database));
        for (const MemberRow& row : page) {
            const Member member = TRY(m.members.byKey(row.key));
            if (const auto change = TRY(assessTier(transaction, moment, member)))
                ++(change->to > change->from ? run.up : run.down);
            ++run.members;
        }
        TRY(transaction.commit());
        if (progress)
            progress(run.members);
    }
}

}
