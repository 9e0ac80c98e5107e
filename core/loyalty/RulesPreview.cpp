// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/loyalty/RulesPreview.h"

#include "core/loyalty/EarningLoss.h"
#include "core/storage/ReplayStore.h"
#include "core/storage/ShopSettings.h"
#include "core/storage/TagStore.h"

#include <unordered_map>
#include <unordered_set>

namespace tangyuan {

namespace {

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

/// A sale with what of it stands by now.
struct Standings {
    std::vector<Money> totals; ///< of each line
    LineSet sold;
    LineSet kept;

    explicit Standings(const ReplayedSale& replayed)
        : sold(linesOf(replayed.sale))
        , kept(sold)
    {
        for (const SaleLine& line : replayed.sale.lines)
            totals.push_back(line.total);
        for (const ReplayedRefund& refund : replayed.refunds)
            kept = without(std::move(kept), refund);
    }
};

void addUp(RulesPreview::Side& side, const std::vector<Earned>& earned, const std::vector<Reward>& rewards, const Standings& standings)
{
    const auto add = [&](const QString& rule, Points points) {
        if (points.count == 0)
            return;
        side.points += points;
        side.byRule[rule] += points;
    };
    for (const Earned& entry : earned)
        add(entry.rule, entry.points - lostPoints(entry, standings.totals, standings.sold, standings.kept));
    for (const Reward& reward : rewards) {
        if (isLost(reward, standings.totals, standings.sold, standings.kept))
            continue;
        ++side.gifts[reward.rule];
        side.bonus += reward.pack.bonus;
        add(QStringLiteral("gift:") + reward.rule, reward.pack.points);
    }
}

/// One history under one set of rules, with its own counts.
class History {
public:
    void play(const ReplayedSale& replayed, const LoyaltyRules& rules, const Moment& moment, const Standings& standings, RulesPreview::Side& side)
    {
        turnTo(moment.date);
        uncountBefore(replayed.sale.fact);
        std::vector<EarnLine> lines;
        for (const SaleLine& line : replayed.sale.lines)
            lines.push_back({ line.plu, line.category, line.total });
        const qint64 member = replayed.member.row;
        EarnHistory history { m_earnedToday[member], {} };
        for (const QString& key : earnCountKeys(rules, moment.date))
            if (const auto found = counts(key).find({ member, key }); found != counts(key).end())
                history.counts[key] = found->second;
        const PurchaseRewards rewards = earn(lines, rules, moment, history);
        m_earnedToday[member] += rewards.points;
        for (const Earned& entry : rewards.earned)
            note(member, entry.countKey);
        for (const Reward& reward : rewards.rewards)
            note(member, reward.countKey);
        noteRefunds(replayed, rewards, standings);
        addUp(side, rewards.earned, rewards.rewards, standings);
    }

private:
    using Key = std::pair<qint64, QString>;
    using Counts = std::map<Key, qint64>;

    Counts& counts(const QString& key) { return key.endsWith(m_dayEnd) ? m_countsToday : m_counts; }

    /// What counts by the day is forgotten with the day.
    void turnTo(BusinessDate date)
    {
        if (date == m_date)
            return;
        m_date = date;
        m_dayEnd = QStringLiteral(":%1").arg(date.yyyymmdd);
        m_earnedToday.clear();
        m_countsToday.clear();
    }

    void note(qint64 member, const QString& key)
    {
        if (!key.isEmpty())
            ++counts(key)[{ member, key }];
    }

    /// From its refund on the member may have it again.
    void noteRefunds(const ReplayedSale& replayed, const PurchaseRewards& rewards, const Standings& standings)
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

    void uncountBefore(FactKey fact)
    {
        const auto end = m_uncounts.lower_bound(fact);
        for (auto uncount = m_uncounts.begin(); uncount != end; ++uncount) {
            Counts& all = counts(uncount->second.second);
            if (const auto found = all.find(uncount->second); found != all.end() && --found->second == 0)
                all.erase(found);
        }
        m_uncounts.erase(m_uncounts.begin(), end);
    }

    BusinessDate m_date;
    QString m_dayEnd;
    std::unordered_map<qint64, Points> m_earnedToday;
    Counts m_countsToday;
    Counts m_counts;
    std::multimap<FactKey, Key> m_uncounts; ///< of refunds to come
};

/// Members as the rules see them today; of one page of sales.
class Today {
public:
    Today(Database& database, Members& members)
        : m_tags(database)
        , m_members(members)
    {
    }

    void forget() { m_known.clear(); }

    Result<Moment> of(MemberKey key)
    {
        const auto found = m_known.find(key.row);
        if (found != m_known.end())
            return found->second;
        const Member member = TRY(m_members.byKey(key));
        Moment moment;
        moment.tier = member.tier;
        moment.birthday = member.profile.birthday;
        for (const MemberTag& tag : TRY(m_tags.ofMember(key)))
            moment.tags.insert(tag.tag);
        return m_known.emplace(key.row, std::move(moment)).first->second;
    }

private:
    TagStore m_tags;
    Members& m_members;
    std::unordered_map<qint64, Moment> m_known;
};

}

RulesReplay::RulesReplay(Database& database, Members& members, const RulesBook& book)
    : m_database(database)
    , m_members(members)
    , m_book(book)
{
}

Result<RulesPreview> RulesReplay::preview(const LoyaltyRules& rules, DateRange range, const std::function<void(qint64, qint64)>& progress)
{
    constexpr int salesPerPage = 500;
    ReplayStore store(m_database);
    const std::vector<ReplayStore::Stretch> stretches = TRY(store.stretches(range));
    qint64 total = 0;
    for (const ReplayStore::Stretch& stretch : stretches)
        total += TRY(store.count(stretch));

    RulesPreview preview;
    preview.range = range;
    std::unordered_set<qint64> buyers;
    History ofThen;
    History ofPlan;
    Today today(m_database, m_members);
    const QString thisStore = TRY(loadSettings(m_database)).store;
    qint64 done = 0;
    const auto play = [&](const ReplayedSale& replayed) -> Result<void> {
        const Sale& sale = replayed.sale;
        const LoyaltyRules* version = m_book.version(sale.rulesVersion);
        const LoyaltyRules& then = version ? *version : m_book.at(sale.businessDate);
        Moment moment = TRY(today.of(replayed.member));
        moment.date = sale.businessDate;
        moment.hour = replayed.localHour;
        moment.channel = sale.channel;
        moment.store = thisStore;
        if (then.questions().firstOrder || rules.questions().firstOrder)
            moment.isFirstOrder = TRY(store.isFirstOrder(replayed.member, sale.fact));
        const Standings standings(replayed);
        addUp(preview.given, sale.earnedByRule(), sale.gifts, standings);
        ofThen.play(replayed, then, moment, standings, preview.then);
        ofPlan.play(replayed, rules, moment, standings, preview.planned);
        if (!standings.kept.empty()) {
            ++preview.sales;
            buyers.insert(replayed.member.row);
        }
        for (qint32 line : standings.kept)
            preview.spend += standings.totals[static_cast<size_t>(line)];
        return {};
    };
    for (const ReplayStore::Stretch& stretch : stretches) {
        qint64 after = 0;
        for (;;) {
            const std::vector<ReplayedSale> page = TRY(store.page(stretch, after, salesPerPage));
            if (page.empty())
                break;
            today.forget();
            for (const ReplayedSale& replayed : page)
                TRY(play(replayed));
            after = page.back().sale.fact.packed();
            done += static_cast<qint64>(page.size());
            if (progress)
                progress(done, total);
        }
    }
    preview.members = static_cast<qint64>(buyers.size());
    for (RulesPreview::Side* side : { &preview.given, &preview.then, &preview.planned })
        side->value = multiplyDivide({ side->points.count }, rules.redemption.value.minor, rules.redemption.step.count);
    return preview;
}

}
