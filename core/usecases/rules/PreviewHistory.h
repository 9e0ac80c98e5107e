// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/CountKeys.h"
#include "core/domain/loyalty/DeedParts.h"
#include "core/domain/loyalty/EarningLoss.h"
#include "core/domain/loyalty/RulesPreview.h"
#include "core/domain/sale/PointsAsCash.h"
#include "core/storage/ReplayRows.h"

#include <unordered_map>

namespace tangyuan {

/// A sale with what of it stands by now.
struct SaleStandings {
    std::vector<Money> totals; ///< of each line
    LineSet sold;
    LineSet kept;
    PaidWithPoints withPoints;     ///< for the whole order
    PaidWithPoints withPointsKept; ///< for what stands
    Money beforePoints;            ///< what points could pay, before they did and before rounding

    explicit SaleStandings(const ReplayedSale& replayed);
};

/// What purchases brought that still stands.
void addStanding(RulesPreview::Side& side, const std::vector<Earned>& earned, const std::vector<Reward>& rewards, const SaleStandings& standings);
/// What points paid, where anything of it stands.
void addPointsAsCash(RulesPreview::Side& side, const PaidWithPoints& paid);
/// Which kind of deed it is; none where no rule decides about it (a gift by hand).
std::optional<PreviewKind> previewKind(const ReplayedDeed& deed);

/// One history under one set of rules at a time, with its own counts of what may be had only so often; what was had on other
/// days counts as it was had. What was undone or refunded since counts until then, and brings nothing.
class PreviewHistory {
public:
    explicit PreviewHistory(RulesPreview::Side& side)
        : m_side(side)
    {
    }

    struct Scene {
        const LoyaltyRules& rules;
        const LoyaltyRules& then; ///< those that the fact was made under
        const Situation& situation;
    };
    void play(const ReplayedSale& replayed, const Scene& scene, const SaleStandings& standings);
    void play(const ReplayedDeed& deed, const Scene& scene);
    /// What was had on another day, or undone; `from` is the first day that is played.
    void heed(const Aside& aside, BusinessDate from);
    /// The invited member's first purchase, where the rules reward that.
    void completeInvitation(const ReplayedSale& replayed, MemberKey inviter, const Scene& scene, const SaleStandings& standings);
    /// A visit brings the birthday gift where the rules of then gave none on that day, or gave it (`ofThen`) on a day on
    /// which these do not: no fact speaks of it.
    void visit(const ReplayedSale& replayed, const Scene& scene, const PreviewHistory& ofThen);
    /// What the draws bring on average.
    void expectPrizes();

private:
    using Key = std::pair<qint64, QString>;
    using Counts = std::map<Key, qint64>;

    const Counts& counts(const QString& key) const { return isKeyOfDay(key, m_date) ? m_countsToday : m_counts; }
    Counts& counts(const QString& key) { return isKeyOfDay(key, m_date) ? m_countsToday : m_counts; }
    qint64 count(MemberKey member, const QString& key) const;
    bool had(MemberKey member, const DeedParts& parts) const { return parts && count(member, parts->front().countKey) > 0; }
    void note(MemberKey member, const QString& key, std::optional<FactKey> undoneBy = {});
    void forget(const Key& key);
    void turnTo(BusinessDate date, FactKey fact);
    void settleTo(FactKey fact);
    void noteRefunds(const ReplayedSale& replayed, const PurchaseRewards& rewards, const SaleStandings& standings);
    PreviewAmounts& amounts(PreviewKind kind) { return m_side.ofKind(kind); }

    /// True if the member has it: the rules know it, and the member had it less often than they allow.
    bool take(PreviewKind kind, MemberKey member, const DeedParts& parts, std::optional<FactKey> undoneBy);
    void playPointsAsCash(const Scene& scene, const SaleStandings& standings);
    void playInvitation(MemberKey invited, MemberKey inviter, const Scene& scene, std::optional<FactKey> undoneBy);
    void playMall(const ReplayedDeed& deed, const Scene& scene);
    void playDraw(const ReplayedDeed& deed, const Scene& scene);
    void playRecharge(const ReplayedDeed& deed, const Scene& scene);
    void playGift(PreviewKind kind, const ReplayedDeed& deed, const Scene& scene);

    RulesPreview::Side& m_side;
    BusinessDate m_date;
    std::unordered_map<qint64, Points> m_earnedToday;
    Counts m_countsToday;
    Counts m_counts;
    std::multimap<FactKey, Key> m_uncounts; ///< of refunds and undone deeds to come
    std::map<const Lottery*, qint64> m_draws;
};

}
