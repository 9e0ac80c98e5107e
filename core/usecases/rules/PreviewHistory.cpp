// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/rules/PreviewHistory.h"

#include "core/domain/loyalty/Referral.h"

namespace tangyuan {

namespace {

/// What all members share is counted under nobody's name.
constexpr MemberKey theShelf { 0 };

QString stockKey(const QString& item)
{
    return QStringLiteral("stock:") + item;
}

LineSet linesOf(const Sale& sale)
{
    LineSet lines;
    for (qint32 line = 0; line < static_cast<qint32>(sale.lines.size()); ++line)
        lines.insert(line);
    return lines;
}

LineSet without(LineSet lines, const ReplayedRefund& refund)
{
    for (qint32 line : refund.lines)
        lines.erase(line);
    return lines;
}

bool isWindowOpen(const LoyaltyRules& rules, const Situation& situation)
{
    return isInBirthdayWindow(situation.birthday, situation.date.toDate(), rules.tiers.birthdayWindow);
}

}

SaleStandings::SaleStandings(const ReplayedSale& replayed)
    : sold(linesOf(replayed.sale))
    , kept(sold)
{
    for (const SaleLine& line : replayed.sale.lines) {
        totals.push_back(line.total);
        beforePoints += line.total;
        for (const Adjustment& adjustment : line.adjustments)
            if (adjustment.rule == Adjustment::Rule::PointsAsCash || adjustment.rule == Adjustment::Rule::Rounding)
                beforePoints -= adjustment.amount;
    }
    for (const ReplayedRefund& refund : replayed.refunds)
        kept = without(std::move(kept), refund);
    const std::vector<PaidWithPoints> paid = pointsAsCash(replayed.sale);
    for (qint32 line : sold)
        withPoints += paid[static_cast<size_t>(line)];
    for (qint32 line : kept)
        withPointsKept += paid[static_cast<size_t>(line)];
}

void addStanding(RulesPreview::Side& side, const std::vector<Earned>& earned, const std::vector<Reward>& rewards, const SaleStandings& standings)
{
    PreviewAmounts& purchases = side.ofKind(PreviewKind::Purchase);
    const auto add = [&](const QString& rule, Points points) {
        if (points.count == 0)
            return;
        side.points += points;
        side.byRule[rule] += points;
        purchases.given += points;
    };
    purchases.times += standings.kept.empty() ? 0 : 1;
    for (const Earned& entry : earned)
        add(entry.rule, entry.points - lostPoints(entry, standings.totals, standings.sold, standings.kept));
    for (const Reward& reward : rewards) {
        if (isLost(reward, standings.totals, standings.sold, standings.kept))
            continue;
        ++side.gifts[reward.rule];
        side.bonus += reward.pack.bonus;
        purchases.bonus += reward.pack.bonus;
        for (const GiftSpec& gift : reward.pack.gifts)
            purchases.gifts += gift.count;
        add(QStringLiteral("gift:") + reward.rule, reward.pack.points);
    }
}

void addPointsAsCash(RulesPreview::Side& side, const PaidWithPoints& paid)
{
    PreviewAmounts& sums = side.ofKind(PreviewKind::PointsAsCash);
    sums.times += paid.points.count > 0 ? 1 : 0;
    sums.taken += paid.points;
    sums.cash += paid.cash;
}

std::optional<PreviewKind> previewKind(const ReplayedDeed& deed)
{
    using enum PreviewKind;
    static const std::map<QString, PreviewKind> ofFacts { { QStringLiteral("member.checked_in"), CheckIn }, { QStringLiteral("event.attended"), Event },
        { QStringLiteral("product.reviewed"), Review }, { QStringLiteral("member.referred"), Referral }, { QStringLiteral("points.redeemed"), Mall },
        { QStringLiteral("lottery.drawn"), Draw }, { QStringLiteral("points.donated"), Donation }, { QStringLiteral("value.recharged"), Recharge } };
    if (const auto found = ofFacts.find(deed.type); found != ofFacts.end())
        return found->second;
    if (deed.type != u"gift.given" || deed.parts.empty())
        return {};
    const QString& reason = deed.parts.front().reason;
    if (reason == u"welcome")
        return Welcome;
    if (reason == u"birthday")
        return Birthday;
    return reason.startsWith(u"tier:") ? std::optional(TierReached) : std::nullopt;
}

void PreviewHistory::play(const ReplayedSale& replayed, const Scene& scene, const SaleStandings& standings)
{
    const Situation& situation = scene.situation;
    turnTo(situation.date, replayed.sale.fact);
    std::vector<EarnLine> lines;
    for (const SaleLine& line : replayed.sale.lines)
        lines.push_back({ line.plu, line.category, line.total });
    const MemberKey member = replayed.member;
    EarnHistory history { m_earnedToday[member.row], {} };
    for (const QString& key : earnCountKeys(scene.rules, situation.date))
        if (const qint64 had = count(member, key); had > 0)
            history.counts[key] = had;
    const PurchaseRewards rewards = earn(lines, scene.rules, situation, history);
    m_earnedToday[member.row] += rewards.points;
    for (const Earned& entry : rewards.earned)
        note(member, entry.countKey);
    for (const Reward& reward : rewards.rewards)
        note(member, reward.countKey);
    noteRefunds(replayed, rewards, standings);
    addStanding(m_side, rewards.earned, rewards.rewards, standings);
    playPointsAsCash(scene, standings);
}

void PreviewHistory::play(const ReplayedDeed& deed, const Scene& scene)
{
    const auto& [rules, then, situation] = scene;
    turnTo(situation.date, deed.fact);
    const auto word = [&](const char* field) { return deed.body[QLatin1String(field)].toString(); };
    const auto number = [&](const char* field) { return deed.body[QLatin1String(field)].toInteger(); };
    const std::optional<PreviewKind> kind = previewKind(deed);
    if (!kind) {
        // Whoever registered while there was no welcome pack would have had it.
        if (deed.type == u"member.registered" && then.welcome.isEmpty() && !rules.welcome.isEmpty())
            take(PreviewKind::Welcome, deed.member, welcomeParts(rules, situation.date), {});
        return;
    }
    switch (*kind) {
    case PreviewKind::Purchase:
    case PreviewKind::PointsAsCash: return;
    case PreviewKind::CheckIn: take(*kind, deed.member, checkInParts(rules, situation.date, static_cast<int>(number("streak"))), deed.undoneBy); return;
    case PreviewKind::Event: take(*kind, deed.member, eventParts(rules, word("event"), situation), deed.undoneBy); return;
    case PreviewKind::Review: {
        DeedParts parts = reviewParts(rules, {}, number("line"), situation.date);
        if (parts)
            parts->front().countKey.clear(); // the chain has no line twice, whatever the rules
        take(*kind, deed.member, parts, deed.undoneBy);
        return;
    }
    case PreviewKind::Referral:
        if (rules.activities.referralAt == Activities::ReferralTime::Registration && deed.inviter)
            playInvitation(deed.member, *deed.inviter, scene, deed.undoneBy);
        return;
    case PreviewKind::Welcome:
    case PreviewKind::Birthday:
    case PreviewKind::TierReached: playGift(*kind, deed, scene); return;
    case PreviewKind::Mall: playMall(deed, scene); return;
    case PreviewKind::Draw: playDraw(deed, scene); return;
    case PreviewKind::Donation: take(*kind, deed.member, donationParts(rules, word("cause"), { number("points") }), deed.undoneBy); return;
    case PreviewKind::Recharge: playRecharge(deed, scene); return;
    }
    VERIFY(false);
}

void PreviewHistory::heed(const Aside& aside, BusinessDate from)
{
    settleTo(aside.fact);
    for (const auto& [member, part] : aside.parts) {
        for (const Effect& effect : part.effects)
            if (const auto* back = std::get_if<effect::Uncount>(&effect))
                forget({ member.row, back->key });
        const QString& key = part.countKey;
        // Days and months that are over, and reviews, are asked about no more.
        const bool isOver
            = isKeyOfDay(key, aside.date) || key.startsWith(u"review:") || (aside.date < from && isKeyOfMonth(key, aside.date) && !isKeyOfMonth(key, from));
        if (!isOver && count(member, key) < part.countLimit)
            note(member, key);
    }
    if (aside.item.isEmpty())
        return;
    if (aside.isGivenBack)
        forget({ theShelf.row, stockKey(aside.item) });
    else
        note(theShelf, stockKey(aside.item));
}

void PreviewHistory::completeInvitation(const ReplayedSale& replayed, MemberKey inviter, const Scene& scene, const SaleStandings& standings)
{
    const Activities& activities = scene.rules.activities;
    if (activities.referralAt != Activities::ReferralTime::FirstPurchase || replayed.sale.total.minor <= 0
        || count(replayed.member, invitedPart(scene.rules, scene.situation.date).countKey) > 0)
        return;
    const bool isGone = standings.kept.empty() && !replayed.refunds.empty();
    playInvitation(replayed.member, inviter, scene, isGone ? std::optional(replayed.refunds.back().fact) : std::nullopt);
}

void PreviewHistory::visit(const ReplayedSale& replayed, const Scene& scene, const PreviewHistory& ofThen)
{
    const auto& [rules, then, situation] = scene;
    const DeedParts planned = birthdayParts(rules, situation.tier, situation.birthday, situation.date);
    if (!planned || !isWindowOpen(rules, situation) || had(replayed.member, planned))
        return;
    const DeedParts given = birthdayParts(then, situation.tier, situation.birthday, situation.date);
    if (!given || !isWindowOpen(then, situation) || ofThen.had(replayed.member, given))
        take(PreviewKind::Birthday, replayed.member, planned, {});
}

void PreviewHistory::expectPrizes()
{
    __extension__ using Wide = __int128;
    struct Sums {
        Wide points = 0;
        Wide bonus = 0;
        Wide gifts = 0;
    };
    PreviewAmounts& draws = amounts(PreviewKind::Draw);
    for (const auto& [lottery, count] : m_draws) {
        const auto drawn = count; // C++20 as Clang 14 has it captures no structured binding
        Sums sums;
        Wide weights = 0;
        for (const Lottery::Prize& prize : lottery->prizes) {
            const Wide weight = prize.weight;
            weights += weight;
            sums.points += weight * prize.pack.points.count;
            sums.bonus += weight * prize.pack.bonus.minor;
            for (const GiftSpec& gift : prize.pack.gifts)
                sums.gifts += weight * gift.count;
        }
        const auto onAverage = [&](Wide sum) { return static_cast<qint64>((2 * sum * drawn + weights) / (2 * weights)); }; // half up
        draws.given.count += onAverage(sums.points);
        draws.bonus.minor += onAverage(sums.bonus);
        draws.gifts += onAverage(sums.gifts);
    }
}

qint64 PreviewHistory::count(MemberKey member, const QString& key) const
{
    const Counts& all = counts(key);
    const auto found = all.find({ member.row, key });
    return found == all.end() ? 0 : found->second;
}

void PreviewHistory::note(MemberKey member, const QString& key, std::optional<FactKey> undoneBy)
{
    if (key.isEmpty())
        return;
    ++counts(key)[{ member.row, key }];
    if (undoneBy)
        m_uncounts.emplace(*undoneBy, Key { member.row, key });
}

/// Once less.
void PreviewHistory::forget(const Key& key)
{
    Counts& all = counts(key.second);
    if (const auto found = all.find(key); found != all.end() && --found->second <= 0)
        all.erase(found);
}

/// What counts by the day is forgotten with the day.
void PreviewHistory::turnTo(BusinessDate date, FactKey fact)
{
    if (date != m_date) {
        m_date = date;
        m_earnedToday.clear();
        m_countsToday.clear();
    }
    settleTo(fact);
}

/// What was undone before this fact counts no more.
void PreviewHistory::settleTo(FactKey fact)
{
    const auto end = m_uncounts.lower_bound(fact);
    for (auto uncount = m_uncounts.begin(); uncount != end; ++uncount)
        forget(uncount->second);
    m_uncounts.erase(m_uncounts.begin(), end);
}

/// From its refund on the member may have it again.
void PreviewHistory::noteRefunds(const ReplayedSale& replayed, const PurchaseRewards& rewards, const SaleStandings& standings)
{
    LineSet before = standings.sold;
    for (const ReplayedRefund& refund : replayed.refunds) {
        const LineSet after = without(before, refund);
        for (const Earned& entry : rewards.earned)
            if (!entry.countKey.isEmpty() && lostPoints(entry, standings.totals, before, after).count > 0)
                m_uncounts.emplace(refund.fact, Key { replayed.member.row, entry.countKey });
        for (const Reward& reward : rewards.rewards)
            if (!reward.countKey.isEmpty() && isLost(reward, standings.totals, before, after))
                m_uncounts.emplace(refund.fact, Key { replayed.member.row, reward.countKey });
        before = after;
    }
}

bool PreviewHistory::take(PreviewKind kind, MemberKey member, const DeedParts& parts, std::optional<FactKey> undoneBy)
{
    PreviewAmounts& sums = amounts(kind);
    const auto isHadEnough = [&](const LedgerPart& part) { return !part.countKey.isEmpty() && count(member, part.countKey) >= part.countLimit; };
    if (!parts || std::ranges::any_of(*parts, isHadEnough)) {
        if (!undoneBy)
            ++(parts ? sums.overLimit : sums.notOffered);
        return false;
    }
    for (const LedgerPart& part : *parts) {
        note(member, part.countKey, undoneBy);
        if (!undoneBy)
            sums.add(part);
    }
    return true;
}

/// The member wants to spend the same points; of what came back since, the same share is gone.
void PreviewHistory::playPointsAsCash(const Scene& scene, const SaleStandings& standings)
{
    const PaidWithPoints& wanted = standings.withPoints;
    const PaidWithPoints& kept = standings.withPointsKept;
    if (wanted.points.count <= 0 || wanted.cash.minor <= 0)
        return;
    const Redemption& redemption = scene.rules.redemption;
    const Money stepValue = redemption.valueAt(scene.situation);
    const qint64 steps = redemption.mostSteps(wanted.points, standings.beforePoints, stepValue);
    const Points taken { multiplyDivide({ steps * redemption.step.count }, kept.points.count, wanted.points.count).minor };
    addPointsAsCash(m_side, { taken, multiplyDivide({ steps * stepValue.minor }, kept.cash.minor, wanted.cash.minor) });
    amounts(PreviewKind::PointsAsCash).notOffered += (kept.points - taken).count;
}

/// Whoever invites more than the rules reward still brings a member; that is nothing refused.
void PreviewHistory::playInvitation(MemberKey invited, MemberKey inviter, const Scene& scene, std::optional<FactKey> undoneBy)
{
    const auto& [rules, then, situation] = scene;
    if (rules.activities.invited.isEmpty() && rules.activities.inviter.isEmpty())
        return;
    const LedgerPart reward = inviterPart(rules, situation.date);
    if (take(PreviewKind::Referral, invited, DeedParts({ invitedPart(rules, situation.date) }), undoneBy)
        && count(inviter, reward.countKey) < reward.countLimit)
        take(PreviewKind::Referral, inviter, DeedParts({ reward }), undoneBy);
}

void PreviewHistory::playMall(const ReplayedDeed& deed, const Scene& scene)
{
    const QString id = deed.body[QLatin1String("item")].toString();
    DeedParts parts = mallParts(scene.rules, id, scene.situation);
    const MallItem* item = scene.rules.mallItem(id);
    const QString stock = stockKey(id);
    if (parts && item->stock && count(theShelf, stock) >= *item->stock)
        amounts(PreviewKind::Mall).overLimit += deed.undoneBy ? 0 : 1;
    else if (take(PreviewKind::Mall, deed.member, parts, deed.undoneBy) && item->stock)
        note(theShelf, stock, deed.undoneBy);
}

void PreviewHistory::playDraw(const ReplayedDeed& deed, const Scene& scene)
{
    const QString id = deed.body[QLatin1String("lottery")].toString();
    if (take(PreviewKind::Draw, deed.member, drawParts(scene.rules, id, scene.situation), deed.undoneBy) && !deed.undoneBy)
        ++m_draws[scene.rules.lottery(id)];
}

/// The money comes in whatever the rules; which offer would it have had? The same, if it is there; else the best for
/// this amount, unless the member passed by one that was there.
void PreviewHistory::playRecharge(const ReplayedDeed& deed, const Scene& scene)
{
    const LoyaltyRules& rules = scene.rules;
    const Situation& situation = scene.situation;
    const Money amount { deed.body[QLatin1String("amountMinor")].toInteger() };
    const QString wanted = deed.body[QLatin1String("offer")].toString();
    const auto best = [&]() -> QString {
        const StoredValueRules::Offer* offer = bestOffer(rules, amount, situation);
        return offer ? offer->id : QString();
    };
    QString chosen;
    if (wanted.isEmpty())
        chosen = bestOffer(scene.then, amount, situation) ? QString() : best();
    else
        chosen = rechargeParts(rules, amount, wanted, situation) ? wanted : best();
    if (chosen.isEmpty() && !wanted.isEmpty() && !deed.undoneBy)
        ++amounts(PreviewKind::Recharge).notOffered;
    if (chosen.isEmpty() || !take(PreviewKind::Recharge, deed.member, rechargeParts(rules, amount, chosen, situation), deed.undoneBy))
        take(PreviewKind::Recharge, deed.member, rechargeParts(rules, amount, {}, situation), deed.undoneBy);
}

void PreviewHistory::playGift(PreviewKind kind, const ReplayedDeed& deed, const Scene& scene)
{
    const auto& [rules, then, situation] = scene;
    DeedParts parts = welcomeParts(rules, situation.date);
    if (kind == PreviewKind::Birthday) {
        parts = birthdayParts(rules, situation.tier, situation.birthday, situation.date);
        if (isWindowOpen(then, situation) && !isWindowOpen(rules, situation))
            parts = fail(ErrorCode::NotNow);
    } else if (kind == PreviewKind::TierReached) {
        const auto tier = tierFromName(QStringView(deed.parts.front().reason).mid(QLatin1String("tier:").size()));
        parts = tier ? tierParts(rules, *tier, situation.date) : DeedParts(fail(ErrorCode::NotEligible));
    }
    if (!had(deed.member, parts))
        take(kind, deed.member, parts, deed.undoneBy);
}

}
