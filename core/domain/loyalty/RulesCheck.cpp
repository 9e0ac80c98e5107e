// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/loyalty/RulesCheck.h"

#include <algorithm>
#include <map>

namespace tangyuan {

namespace {

using Weight = RuleFinding::Weight;
__extension__ using Exact = __int128;

/// A number that is a fraction, so that nothing is rounded while we compare.
struct Ratio {
    Exact over = 0;
    Exact under = 1;
    bool isLess(const Ratio& other) const { return over * other.under < other.over * under; }
};

class Check {
public:
    explicit Check(const LoyaltyRules& rules)
        : m_rules(rules)
    {
    }

    std::vector<RuleFinding> run()
    {
        checkIds();
        checkGiftNames();
        checkOccasions();
        checkEarning();
        checkRedemption();
        checkTiers();
        checkMall();
        checkLotteries();
        checkStoredValue();
        checkLoops();
        if (m_rules.version > 1 && m_rules.noticeDays > 0 && m_rules.notice.trimmed().isEmpty())
            find(RuleProblem::NoticeMissing, QStringLiteral("notice"), {}, Weight::Doubtful);
        return std::move(m_findings);
    }

private:
    void find(RuleProblem problem, const QString& rule, const QString& other = {}, Weight weight = Weight::Refused)
    {
        m_findings.push_back({ problem, rule, other, weight });
    }

    template <class Named>
    void checkIdsOf(const char* where, const std::vector<Named>& all)
    {
        for (size_t i = 0; i < all.size(); ++i) {
            if (all[i].id.trimmed().isEmpty())
                find(RuleProblem::IdMissing, QStringLiteral("%1[%2]").arg(QLatin1String(where)).arg(i));
            for (size_t j = i + 1; j < all.size(); ++j)
                if (!all[i].id.isEmpty() && all[i].id == all[j].id)
                    find(RuleProblem::IdTwice, all[i].id);
        }
    }

    void checkIds()
    {
        checkIdsOf("earning.rules", m_rules.earning.rules);
        checkIdsOf("activities.events", m_rules.activities.events);
        checkIdsOf("redemption.offers", m_rules.redemption.offers);
        checkIdsOf("spendGifts", m_rules.spendGifts);
        checkIdsOf("mall", m_rules.mall);
        checkIdsOf("lotteries", m_rules.lotteries);
        checkIdsOf("causes", m_rules.causes);
        checkIdsOf("storedValue.offers", m_rules.storedValue.offers);
        for (const Lottery& lottery : m_rules.lotteries)
            checkIdsOf("prizes", lottery.prizes);
    }

    void checkGiftNames()
    {
        std::map<QString, QString> names;
        for (const auto& [where, pack] : m_rules.packs()) {
            for (const GiftSpec& gift : pack->gifts) {
                if (gift.item.trimmed().isEmpty())
                    find(RuleProblem::IdMissing, where);
                const auto [known, isNew] = names.emplace(gift.item, gift.name);
                if (!isNew && known->second != gift.name)
                    find(RuleProblem::ItemConflict, gift.item);
            }
        }
    }

    void checkOccasion(const QString& rule, const Occasion& when)
    {
        const auto isDay = [](const QString& day) { return QDate::fromString(QStringLiteral("2024-") + day, Qt::ISODate).isValid(); };
        const auto isLunarDay = [](const QString& day) {
            const int month = day.left(2).toInt();
            const int number = day.mid(3).toInt();
            return day.size() == 5 && day[2] == u'-' && month >= 1 && month <= 12 && number >= 1 && number <= 30;
        };
        if ((when.from && when.to && *when.to < *when.from) || (when.hourFrom && when.hourTo && *when.hourTo <= *when.hourFrom)
            || !std::ranges::all_of(when.daysOfYear, isDay) || !std::ranges::all_of(when.lunarDays, isLunarDay)
            || !when.members.value_or(true)) // all that these rules give goes to members
            find(RuleProblem::OccasionNever, rule);
        else if (when.to && *when.to < m_rules.effectiveFrom)
            find(RuleProblem::OccasionPast, rule, {}, Weight::Doubtful);
    }

    void checkOccasions()
    {
        const auto all = [&](const auto& named) {
            for (const auto& one : named)
                checkOccasion(one.id, one.when);
        };
        all(m_rules.earning.rules);
        all(m_rules.activities.events);
        all(m_rules.redemption.offers);
        all(m_rules.spendGifts);
        all(m_rules.mall);
        all(m_rules.lotteries);
        all(m_rules.storedValue.offers);
        for (const MallItem& item : m_rules.mall)
            for (const MallItem::Price& price : item.prices)
                checkOccasion(item.id, price.when);
    }

    void checkEarning()
    {
        const Earning& earning = m_rules.earning;
        if (earning.base == Combine::Multiply || earning.bonuses == Combine::Multiply)
            find(RuleProblem::CombineUnknown, QStringLiteral("earning"));
        for (const EarnRule& rule : earning.rules) {
            switch (rule.kind) {
            case EarnRule::Kind::Amount:
                if (rule.per.minor <= 0)
                    find(RuleProblem::StepZero, rule.id);
                continue;
            case EarnRule::Kind::Multiplier:
                if (rule.factor.value < BasisPoints::whole)
                    find(RuleProblem::FactorTooSmall, rule.id);
                continue;
            case EarnRule::Kind::Bonus:
                if (rule.perMember > 0 && rule.perMemberDay > 0)
                    find(RuleProblem::TwoLimits, rule.id);
                if (rule.needsWholeSet && rule.scope.plus.size() < 2)
                    find(RuleProblem::SetWithoutProducts, rule.id);
                if (rule.points.count > 0 && rule.minimum.isZero() && !rule.needsWholeSet && rule.perMember == 0 && rule.perMemberDay == 0
                    && !rule.when.firstOrder.value_or(false) && !earning.capPerMemberDay)
                    find(RuleProblem::BonusWithoutLimit, rule.id);
                continue;
            }
        }
        for (const SpendGift& gift : m_rules.spendGifts) {
            if (gift.perMember > 0 && gift.perMemberDay > 0 && gift.perMemberDay != 1)
                find(RuleProblem::TwoLimits, gift.id);
            if (gift.minimum.isZero() && gift.perMember == 0 && gift.perMemberDay == 0)
                find(RuleProblem::BonusWithoutLimit, gift.id);
        }
        for (size_t i = 0; i < tierCount; ++i)
            if (m_rules.tiers.tiers[i].earnFactor.value < BasisPoints::whole)
                find(RuleProblem::FactorTooSmall, QStringLiteral("tier:") + tierName(static_cast<Tier>(i)));
        // Where only the best of two counts, meeting is harmless; where they add or multiply, somebody should have meant it.
        if (earning.multipliers == Combine::Best)
            return;
        for (size_t i = 0; i < earning.rules.size(); ++i)
            for (size_t j = i + 1; j < earning.rules.size(); ++j) {
                const EarnRule& a = earning.rules[i];
                const EarnRule& b = earning.rules[j];
                if (a.kind == EarnRule::Kind::Multiplier && b.kind == EarnRule::Kind::Multiplier && a.scope == b.scope && a.when.mayMeet(b.when))
                    find(RuleProblem::OverlappingOffers, a.id, b.id, hasDates(a.when) && hasDates(b.when) ? Weight::Refused : Weight::Doubtful);
            }
    }

    static bool hasDates(const Occasion& when) { return when.from || when.to; }

    void checkRedemption()
    {
        const Redemption& redemption = m_rules.redemption;
        if (redemption.step.count <= 0 || redemption.value.minor <= 0)
            find(RuleProblem::StepZero, QStringLiteral("redemption"));
        else if (redemption.minimum.count % redemption.step.count != 0)
            find(RuleProblem::MinimumNotStep, QStringLiteral("redemption.minimum"));
        for (size_t i = 0; i < redemption.offers.size(); ++i) {
            if (redemption.offers[i].factor.value < BasisPoints::whole)
                find(RuleProblem::FactorTooSmall, redemption.offers[i].id);
            for (size_t j = i + 1; j < redemption.offers.size(); ++j)
                if (redemption.offers[i].when.mayMeet(redemption.offers[j].when))
                    find(RuleProblem::OverlappingOffers, redemption.offers[i].id, redemption.offers[j].id, Weight::Doubtful);
        }
    }

    /// What a need asks for, to compare tiers: a need that asks for nothing more than another is the easier one.
    static bool isEasier(const TierRules::Need& a, const TierRules::Need& b)
    {
        const auto atMost = [](const auto& x, const auto& y) { return !x || (y && *x <= *y); };
        return atMost(a.spend, b.spend) && atMost(a.visits, b.visits) && atMost(a.points, b.points);
    }

    void checkTiers()
    {
        const auto& tiers = m_rules.tiers.tiers;
        for (size_t i = 1; i < tierCount; ++i) {
            const QString name = tierName(static_cast<Tier>(i));
            const QString below = tierName(static_cast<Tier>(i - 1));
            if (tiers[i].rate > tiers[i - 1].rate || tiers[i].earnFactor < tiers[i - 1].earnFactor)
                find(RuleProblem::TierOrder, name, below, Weight::Doubtful);
            for (const TierRules::Need& need : tiers[i].needs) {
                if (!need.spend && !need.visits && !need.points)
                    find(RuleProblem::TierOrder, name);
                for (const TierRules::Need& lower : tiers[i - 1].needs)
                    if (isEasier(need, lower))
                        find(RuleProblem::TierOrder, name, below);
            }
        }
        if (!tiers[0].needs.empty())
            find(RuleProblem::TierOrder, tierName(Tier::Regular));
    }

    void checkMall()
    {
        for (const MallItem& item : m_rules.mall) {
            if (item.points.count <= 0 || std::ranges::any_of(item.prices, [](const MallItem::Price& price) { return price.points.count <= 0; }))
                find(RuleProblem::StepZero, item.id);
            for (const MallItem::Price& price : item.prices)
                if (price.points >= item.points)
                    find(RuleProblem::UnreachableOffer, item.id, {}, Weight::Doubtful);
        }
    }

    void checkLotteries()
    {
        for (const Lottery& lottery : m_rules.lotteries) {
            if (lottery.prizes.empty() || lottery.prizes.back().stock)
                find(RuleProblem::LotteryConsolation, lottery.id);
            Exact given = 0;
            Exact weights = 0;
            for (const Lottery::Prize& prize : lottery.prizes) {
                given += static_cast<Exact>(prize.weight) * prize.pack.points.count;
                weights += prize.weight;
            }
            if (given > 0 && given >= weights * lottery.cost.count)
                find(RuleProblem::LotteryLoop, lottery.id);
            if (lottery.cost.count == 0 && lottery.perMemberDay == 0)
                find(RuleProblem::BonusWithoutLimit, lottery.id);
        }
    }

    void checkStoredValue()
    {
        const auto& offers = m_rules.storedValue.offers;
        for (size_t i = 0; i < offers.size(); ++i) {
            if (offers[i].pay.minor <= 0)
                find(RuleProblem::RechargeWithoutPay, offers[i].id);
            if (offers[i].bonus.minor > 0 && offers[i].bonus.minor < offers[i].instalments)
                find(RuleProblem::InstalmentTooSmall, offers[i].id);
            for (size_t j = i + 1; j < offers.size(); ++j)
                if (offers[i].pay == offers[j].pay && offers[i].when.mayMeet(offers[j].when))
                    find(RuleProblem::RechargeAmbiguous, offers[i].id, offers[j].id, Weight::Doubtful);
        }
    }

    /// The most points that a fen can bring: the richest amount rule under all multipliers that may meet.
    Ratio richestEarning() const
    {
        Ratio base;
        Exact sumFactor = BasisPoints::whole;
        Ratio product { 1, 1 };
        qint64 best = BasisPoints::whole;
        const auto addFactor = [&](qint64 factor) {
            sumFactor += factor - BasisPoints::whole;
            best = std::max(best, factor);
            if (product.under < Exact { 1 } << 60) // beyond that it is endless anyway
                product = { product.over * factor, product.under * BasisPoints::whole };
        };
        for (const EarnRule& rule : m_rules.earning.rules) {
            const Ratio rate { rule.points.count, std::max<qint64>(rule.per.minor, 1) };
            if (rule.kind == EarnRule::Kind::Multiplier)
                addFactor(rule.factor.value);
            else if (rule.kind == EarnRule::Kind::Amount && m_rules.earning.base == Combine::Add)
                base = { base.over * rate.under + rate.over * base.under, base.under * rate.under };
            else if (rule.kind == EarnRule::Kind::Amount && base.isLess(rate))
                base = rate;
        }
        qint64 tier = BasisPoints::whole;
        for (const TierRules& rules : m_rules.tiers.tiers)
            tier = std::max<qint64>(tier, rules.earnFactor.value);
        addFactor(tier);
        switch (m_rules.earning.multipliers) {
        case Combine::Best: return { base.over * best, base.under * BasisPoints::whole };
        case Combine::Add: return { base.over * sumFactor, base.under * BasisPoints::whole };
        case Combine::Multiply: return { base.over * product.over, base.under * product.under };
        }
        VERIFY(false);
    }

    void checkLoops()
    {
        const Redemption& redemption = m_rules.redemption;
        if (redemption.step.count <= 0 || redemption.value.minor <= 0)
            return;
        Money dearest = redemption.value;
        for (const Redemption::Offer& offer : redemption.offers)
            dearest = std::max(dearest, multiplyDivide(redemption.value, offer.factor.value, BasisPoints::whole));
        // Points for one fen, in fen: as much as the fen itself, and points pay for themselves.
        const Ratio earned = richestEarning();
        if (earned.over * dearest.minor >= earned.under * redemption.step.count)
            find(RuleProblem::EarnsMoreThanItCosts, QStringLiteral("earning"));
        for (const Lottery& lottery : m_rules.lotteries) {
            Exact bonus = 0;
            Exact weights = 0;
            for (const Lottery::Prize& prize : lottery.prizes) {
                bonus += static_cast<Exact>(prize.weight) * prize.pack.bonus.minor;
                weights += prize.weight;
            }
            // The bonus earns points when it is spent: more of them than the draw cost is a loop.
            if (bonus > 0 && lottery.cost.count > 0 && bonus * earned.over >= weights * lottery.cost.count * earned.under)
                find(RuleProblem::ValueLoop, lottery.id);
        }
        for (const StoredValueRules::Offer& offer : m_rules.storedValue.offers)
            if (offer.pay.minor > 0
                && static_cast<Exact>(offer.pack.points.count) * dearest.minor >= static_cast<Exact>(offer.pay.minor) * redemption.step.count
                && offer.pack.points.count > 0)
                find(RuleProblem::EarnsMoreThanItCosts, offer.id);
    }

    const LoyaltyRules& m_rules;
    std::vector<RuleFinding> m_findings;
};

}

QString ruleProblemName(RuleProblem problem)
{
    switch (problem) {
    case RuleProblem::IdMissing: return QStringLiteral("idMissing");
    case RuleProblem::IdTwice: return QStringLiteral("idTwice");
    case RuleProblem::ItemConflict: return QStringLiteral("itemConflict");
    case RuleProblem::OccasionNever: return QStringLiteral("occasionNever");
    case RuleProblem::OccasionPast: return QStringLiteral("occasionPast");
    case RuleProblem::StepZero: return QStringLiteral("stepZero");
    case RuleProblem::FactorTooSmall: return QStringLiteral("factorTooSmall");
    case RuleProblem::BonusWithoutLimit: return QStringLiteral("bonusWithoutLimit");
    case RuleProblem::TwoLimits: return QStringLiteral("twoLimits");
    case RuleProblem::SetWithoutProducts: return QStringLiteral("setWithoutProducts");
    case RuleProblem::EarnsMoreThanItCosts: return QStringLiteral("earnsMoreThanItCosts");
    case RuleProblem::LotteryLoop: return QStringLiteral("lotteryLoop");
    case RuleProblem::ValueLoop: return QStringLiteral("valueLoop");
    case RuleProblem::CombineUnknown: return QStringLiteral("combineUnknown");
    case RuleProblem::OverlappingOffers: return QStringLiteral("overlappingOffers");
    case RuleProblem::UnreachableOffer: return QStringLiteral("unreachableOffer");
    case RuleProblem::TierOrder: return QStringLiteral("tierOrder");
    case RuleProblem::LotteryConsolation: return QStringLiteral("lotteryConsolation");
    case RuleProblem::MinimumNotStep: return QStringLiteral("minimumNotStep");
    case RuleProblem::RechargeWithoutPay: return QStringLiteral("rechargeWithoutPay");
    case RuleProblem::RechargeAmbiguous: return QStringLiteral("rechargeAmbiguous");
    case RuleProblem::InstalmentTooSmall: return QStringLiteral("instalmentTooSmall");
    case RuleProblem::NoticeMissing: return QStringLiteral("noticeMissing");
    case RuleProblem::ProductUnknown: return QStringLiteral("productUnknown");
    case RuleProblem::CategoryUnknown: return QStringLiteral("categoryUnknown");
    }
    VERIFY(false);
}

std::vector<RuleFinding> checkRules(const LoyaltyRules& rules)
{
    return Check(rules).run();
}

namespace {

Ratio baseRate(const LoyaltyRules& rules)
{
    Ratio best;
    for (const EarnRule& rule : rules.earning.rules)
        if (rule.kind == EarnRule::Kind::Amount && rule.scope.isEverything() && best.isLess({ rule.points.count, rule.per.minor }))
            best = { rule.points.count, rule.per.minor };
    return best;
}

}

bool isWorseForMembers(const LoyaltyRules& before, const LoyaltyRules& after)
{
    for (size_t i = 0; i < tierCount; ++i)
        if (after.tiers.tiers[i].rate > before.tiers.tiers[i].rate || after.tiers.tiers[i].earnFactor < before.tiers.tiers[i].earnFactor)
            return true;
    const Ratio worthBefore { before.redemption.value.minor, before.redemption.step.count };
    const Ratio worthAfter { after.redemption.value.minor, after.redemption.step.count };
    return baseRate(after).isLess(baseRate(before)) || worthAfter.isLess(worthBefore) || after.redemption.minimum > before.redemption.minimum
        || after.redemption.capOfOrder < before.redemption.capOfOrder || after.term != before.term;
}

}
