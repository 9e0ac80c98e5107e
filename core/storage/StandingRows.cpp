// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/StandingRows.h"

#include "core/storage/LedgerRows.h"

namespace tangyuan {

Result<Standing> StandingRows::of(const Member& member, const Moment& moment, Channel channel, SituationQuestions also)
{
    LedgerRows ledger(m_database);
    Standing standing { TRY(ledger.state(member.key)), moment.situation(channel), {} };
    Situation& situation = standing.situation;
    situation.isMember = true;
    situation.tier = member.tier;
    situation.birthday = member.profile.birthday;
    const SituationQuestions questions = moment.rules.questions();
    if (questions.tags || also.tags)
        TRY(m_database.forEach(
            "SELECT tag FROM member_tags WHERE member = ?", { member.key.row }, [&](const Row& row) { situation.tags.insert(row.text(0)); }));
    if (questions.firstOrder || also.firstOrder)
        situation.isFirstOrder = TRY(isFirstOrder(member.key));
    if (moment.rules.earning.capPerMemberDay)
        standing.history.earnedToday = TRY(ledger.earnedOn(member.key, moment.date));
    standing.history.counts = TRY(ledger.counts(member.key, earnCountKeys(moment.rules, moment.date)));
    return standing;
}

Result<bool> StandingRows::isFirstOrder(MemberKey key)
{
    return TRY(m_database.integer("SELECT coalesce(sum(spend_minor), 0) FROM member_days WHERE member = ?", { key.row })) <= 0;
}

Result<std::optional<StandingRows::Referral>> StandingRows::referralOf(MemberKey invited)
{
    return m_database.first(
        "SELECT inviter, members.id FROM referrals JOIN members ON members.key = inviter WHERE invited = ?", { invited.row }, [](const Row& row) {
            return Referral { { row.integer(0) }, row.id(1) };
        });
}

Result<void> StandingRows::insertReferral(Transaction& transaction, MemberKey invited, MemberKey inviter, BusinessDate date)
{
    const qint64 inserted = TRY(transaction.execute(
        "INSERT INTO referrals (invited, inviter, business_date) VALUES (?, ?, ?) ON CONFLICT (invited) DO NOTHING", { invited.row, inviter.row, date }));
    if (inserted == 0)
        return fail(ErrorCode::LimitReached);
    return {};
}

Result<TierFigures> StandingRows::qualification(MemberKey key, BusinessDate from)
{
    const auto sums = TRY(m_database.first("SELECT coalesce(sum(spend_minor), 0), coalesce(sum(visits), 0), coalesce(sum(earned), 0) FROM member_days"
                                           " WHERE member = ? AND business_date >= ?",
        { key.row, from }, [](const Row& row) {
            return TierFigures { row.money(0), row.integer(1), row.points(2) };
        }));
    return sums.value_or(TierFigures {});
}

Result<void> StandingRows::add(Transaction& transaction, MemberKey key, BusinessDate date, const TierFigures& more)
{
    TRY(transaction.execute("INSERT INTO member_days (member, business_date, spend_minor, visits, earned) VALUES (?, ?, ?, ?, ?)"
                            " ON CONFLICT (member, business_date) DO UPDATE SET spend_minor = spend_minor + excluded.spend_minor,"
                            " visits = visits + excluded.visits, earned = earned + excluded.earned",
        { key.row, date, more.spend, more.visits, more.earned }));
    return {};
}

Result<StandingRows::TierStanding> StandingRows::tierStanding(MemberKey key)
{
    // The table's CHECK keeps the origin in its range.
    const auto found = TRY(m_database.first("SELECT tier_origin, tier_below_since FROM members WHERE key = ?", { key.row }, [](const Row& row) {
        return TierStanding { static_cast<TierOrigin>(row.integer(0)), row.isNull(1) ? std::nullopt : std::optional(row.date(1)) };
    }));
    if (!found)
        return fail(ErrorCode::MemberNotFound);
    return *found;
}

Result<std::vector<MemberKey>> StandingRows::earnedTiers(MemberKey after, int limit)
{
    return m_database.all("SELECT key FROM members WHERE key > ? AND tier > 0 AND tier_origin = 2 AND wrapped_key IS NOT NULL ORDER BY key LIMIT ?",
        { after.row, limit }, [](const Row& row) { return MemberKey { row.integer(0) }; });
}

Result<void> StandingRows::setTierStanding(Transaction& transaction, MemberKey key, const TierStanding& standing)
{
    TRY(transaction.execute(
        "UPDATE members SET tier_origin = ?, tier_below_since = ? WHERE key = ?", { static_cast<int>(standing.origin), standing.belowSince, key.row }));
    return {};
}

}
