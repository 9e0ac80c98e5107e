// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/rules/RulesReplay.h"

#include "core/domain/shop/ShopSettings.h"
#include "core/storage/SettingsRows.h"
#include "core/storage/TagRows.h"
#include "core/usecases/rules/PreviewHistory.h"

#include <unordered_set>

namespace tangyuan {

namespace {

/// Members as the rules see them: today, of one page of facts, but each with the tier of then.
class People {
public:
    People(Database& database, Members& members)
        : m_tags(database)
        , m_members(members)
    {
    }

    void forget() { m_known.clear(); }
    /// From here on; whoever is not spoken of is a regular.
    void setTier(MemberKey key, Tier tier)
    {
        m_tiers[key.row] = tier;
        m_known.erase(key.row);
    }

    Result<Situation> of(MemberKey key)
    {
        const auto found = m_known.find(key.row);
        if (found != m_known.end())
            return found->second;
        const Member member = TRY(m_members.byKey(key));
        Situation situation;
        if (const auto tier = m_tiers.find(key.row); tier != m_tiers.end())
            situation.tier = tier->second;
        situation.birthday = member.profile.birthday;
        for (const MemberTag& tag : TRY(m_tags.ofMember(key)))
            situation.tags.insert(tag.tag);
        return m_known.emplace(key.row, std::move(situation)).first->second;
    }

private:
    TagRows m_tags;
    Members& m_members;
    std::unordered_map<qint64, Situation> m_known;
    std::unordered_map<qint64, Tier> m_tiers;
};

FactKey factOf(const ReplayedSale& replayed)
{
    return replayed.sale.fact;
}

FactKey factOf(const ReplayedDeed& deed)
{
    return deed.fact;
}

bool rewardsFirstPurchase(const LoyaltyRules& rules)
{
    return rules.activities.referralAt == Activities::ReferralTime::FirstPurchase
        && !(rules.activities.inviter.isEmpty() && rules.activities.invited.isEmpty());
}

/// Plays fact after fact under the rules of then and under the new ones.
class Replay {
public:
    Replay(Database& database, Members& members, const RulesBook& book, const ShopSettings& settings, const LoyaltyRules& planned, RulesPreview& preview)
        : m_store(database)
        , m_people(database, members)
        , m_book(book)
        , m_settings(settings)
        , m_planned(planned)
        , m_preview(preview)
        , m_ofThen(preview.then)
        , m_ofPlan(preview.planned)
    {
    }

    void turnPage() { m_people.forget(); }

    /// Heeds what happened before that fact and is not played.
    Result<void> catchUp(FactKey before)
    {
        constexpr int asidesPerPage = 500;
        for (bool isMore = true; isMore;) {
            const std::vector<Aside> asides = TRY(m_store.asides(m_heeded, before, m_preview.range, asidesPerPage));
            for (const Aside& aside : asides) {
                if (aside.tier)
                    m_people.setTier(aside.tier->first, aside.tier->second);
                m_ofThen.heed(aside, m_preview.range.from);
                m_ofPlan.heed(aside, m_preview.range.from);
            }
            isMore = asides.size() == asidesPerPage;
            m_heeded = isMore ? asides.back().fact : before;
        }
        return {};
    }

    Result<void> play(const ReplayedSale& replayed)
    {
        const Sale& sale = replayed.sale;
        const LoyaltyRules& then = rulesOf(sale.rulesVersion, sale.businessDate);
        Situation situation = TRY(situationOf(replayed.member, sale.fact, sale.businessDate, replayed.localHour, then));
        situation.channel = sale.channel;
        const PreviewHistory::Scene asThen { then, then, situation };
        const PreviewHistory::Scene asPlanned { m_planned, then, situation };
        const SaleStandings standings(replayed);
        addStanding(m_preview.given, sale.earnedByRule(), sale.gifts, standings);
        addPointsAsCash(m_preview.given, standings.withPointsKept);
        m_ofThen.play(replayed, asThen, standings);
        m_ofPlan.play(replayed, asPlanned, standings);
        if (!standings.kept.empty())
            for (const LedgerPart& part : replayed.invitation)
                m_preview.given.ofKind(PreviewKind::Referral).add(part);
        if (rewardsFirstPurchase(then) || rewardsFirstPurchase(m_planned))
            if (const auto invited = TRY(m_store.invitationOf(replayed.member));
                invited && invited->date <= sale.businessDate && TRY(m_store.isFirstOrder(replayed.member, sale.fact))) {
                m_ofThen.completeInvitation(replayed, invited->inviter, asThen, standings);
                m_ofPlan.completeInvitation(replayed, invited->inviter, asPlanned, standings);
            }
        m_ofPlan.visit(replayed, asPlanned, m_ofThen);
        if (!standings.kept.empty()) {
            ++m_preview.sales;
            m_buyers.insert(replayed.member.row);
        }
        for (qint32 line : standings.kept)
            m_preview.spend += standings.totals[static_cast<size_t>(line)];
        ++m_salesPlayed;
        return {};
    }

    Result<void> play(const ReplayedDeed& deed)
    {
        const LoyaltyRules& then = rulesOf(deed.body[QLatin1String("rulesVersion")].toInteger(), deed.date);
        const Situation situation = TRY(situationOf(deed.member, deed.fact, deed.date, m_settings.calendar.localHour(deed.at), then));
        if (const auto kind = previewKind(deed); kind && !deed.undoneBy)
            for (const LedgerPart& part : deed.parts)
                m_preview.given.ofKind(*kind).add(part);
        m_ofThen.play(deed, { then, then, situation });
        m_ofPlan.play(deed, { m_planned, then, situation });
        return {};
    }

    void finish()
    {
        m_ofThen.expectPrizes();
        m_ofPlan.expectPrizes();
        m_preview.members = static_cast<qint64>(m_buyers.size());
        const auto worth = [&](Points points) { return multiplyDivide({ points.count }, m_planned.redemption.value.minor, m_planned.redemption.step.count); };
        for (RulesPreview::Side* side : { &m_preview.given, &m_preview.then, &m_preview.planned }) {
            side->value = worth(side->points);
            for (PreviewAmounts& amounts : side->kinds)
                amounts.worth = worth(amounts.given - amounts.taken) + amounts.bonus + amounts.cash;
        }
    }

    qint64 salesPlayed() const { return m_salesPlayed; }

private:
    /// Facts that do not say which version they were made under are judged by their day.
    const LoyaltyRules& rulesOf(qint64 version, BusinessDate date) const
    {
        const LoyaltyRules* known = m_book.version(version);
        return known ? *known : m_book.at(date);
    }

    Result<Situation> situationOf(MemberKey member, FactKey fact, BusinessDate date, int hour, const LoyaltyRules& then)
    {
        Situation situation = TRY(m_people.of(member));
        situation.date = date;
        situation.hour = hour;
        situation.store = m_settings.store;
        if (then.questions().firstOrder || m_planned.questions().firstOrder)
            situation.isFirstOrder = TRY(m_store.isFirstOrder(member, fact));
        return situation;
    }

    ReplayRows m_store;
    People m_people;
    const RulesBook& m_book;
    const ShopSettings& m_settings;
    const LoyaltyRules& m_planned;
    RulesPreview& m_preview;
    PreviewHistory m_ofThen;
    PreviewHistory m_ofPlan;
    FactKey m_heeded;
    std::unordered_set<qint64> m_buyers;
    qint64 m_salesPlayed = 0;
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
    constexpr int factsPerPage = 500;
    ReplayRows store(m_database);
    const std::vector<ReplayRows::Stretch> stretches = TRY(store.stretches(range));
    qint64 total = 0;
    for (const ReplayRows::Stretch& stretch : stretches)
        total += TRY(store.sales(stretch, range));

    RulesPreview preview;
    preview.range = range;
    const ShopSettings settings = TRY(loadSettings(m_database));
    Replay replay(m_database, m_members, m_book, settings, rules, preview);
    for (const ReplayRows::Stretch& stretch : stretches) {
        qint64 after = -1;
        for (;;) {
            const ReplayRows::Page page = TRY(store.page(stretch, range, after, factsPerPage));
            if (page.facts.empty())
                break;
            replay.turnPage();
            for (const ReplayedFact& fact : page.facts) {
                TRY(replay.catchUp(std::visit([](const auto& replayed) { return factOf(replayed); }, fact)));
                TRY(std::visit([&](const auto& replayed) { return replay.play(replayed); }, fact));
            }
            after = page.last;
            if (progress)
                progress(replay.salesPlayed(), total);
        }
    }
    replay.finish();
    return preview;
}

}
