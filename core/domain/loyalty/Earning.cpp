// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/loyalty/Earning.h"

#include "core/base/Spread.h"

#include <algorithm>
#include <tuple>

namespace tangyuan {

namespace {

__extension__ using Wide = __int128;

Money paidIn(const std::vector<EarnLine>& lines, const ProductScope& scope)
{
    Money sum;
    for (const EarnLine& line : lines)
        if (scope.includes(line.plu, line.category))
            sum += line.paid;
    return sum;
}

/// What a line weighs where only those in scope count.
std::vector<Money> weightsIn(const std::vector<EarnLine>& lines, const ProductScope& scope)
{
    std::vector<Money> weights;
    for (const EarnLine& line : lines)
        weights.push_back(scope.includes(line.plu, line.category) ? line.paid : Money {});
    return weights;
}

std::vector<qint32> linesIn(const std::vector<EarnLine>& lines, const ProductScope& scope)
{
    std::vector<qint32> found;
    for (size_t i = 0; i < lines.size(); ++i)
        if (scope.includes(lines[i].plu, lines[i].category))
            found.push_back(static_cast<qint32>(i));
    return found;
}

bool givesMore(const EarnRule& a, const EarnRule& b)
{
    return static_cast<Wide>(a.points.count) * b.per.minor > static_cast<Wide>(b.points.count) * a.per.minor;
}

struct LimitedBy {
    QString key {};
    qint32 limit = 1;
};

LimitedBy limitOf(const QString& what, qint32 perMember, qint32 perMemberDay, BusinessDate date)
{
    if (perMember > 0)
        return { what, perMember };
    if (perMemberDay > 0)
        return { QStringLiteral("%1:%2").arg(what).arg(date.yyyymmdd), perMemberDay };
    return {};
}

LimitedBy limitOf(const EarnRule& rule, BusinessDate date)
{
    return limitOf(QStringLiteral("bonus:") + rule.id, rule.perMember, rule.perMemberDay, date);
}

LimitedBy limitOf(const SpendGift& gift, BusinessDate date)
{
    return limitOf(QStringLiteral("gift:") + gift.id, gift.perMember, gift.perMemberDay, date);
}

class Purchase {
public:
    Purchase(const std::vector<EarnLine>& lines, const LoyaltyRules& rules, const Situation& situation, const EarnHistory& history)
        : m_lines(lines)
        , m_rules(rules)
        , m_situation(situation)
        , m_history(history)
        , m_base(lines.size())
    {
        for (const EarnRule& rule : rules.earning.rules)
            m_holds.push_back(rule.when.includes(situation));
    }

    PurchaseRewards run()
    {
        addBase();
        addMultipliers();
        addBonuses();
        addLargeOrders();
        addSpendGifts();
        cap();
        for (const Earned& entry : m_result.earned)
            m_result.points += entry.points;
        return std::move(m_result);
    }

private:
    void add(Earned entry)
    {
        if (entry.points.count > 0)
            m_result.earned.push_back(std::move(entry));
    }

    bool isOver(const LimitedBy& limit) const
    {
        const auto found = m_history.counts.find(limit.key);
        return !limit.key.isEmpty() && found != m_history.counts.end() && found->second >= limit.limit;
    }

    void addBase()
    {
        std::vector<std::vector<Money>> weights(m_rules.earning.rules.size(), std::vector<Money>(m_lines.size()));
        for (size_t line = 0; line < m_lines.size(); ++line) {
            std::optional<size_t> best;
            for (size_t i = 0; i < m_rules.earning.rules.size(); ++i) {
                const EarnRule& rule = m_rules.earning.rules[i];
                if (rule.kind != EarnRule::Kind::Amount || !rule.scope.includes(m_lines[line].plu, m_lines[line].category) || !m_holds[i])
                    continue;
                if (m_rules.earning.base == Combine::Add)
                    weights[i][line] = m_lines[line].paid;
                else if (!best || givesMore(rule, m_rules.earning.rules[*best]))
                    best = i;
            }
            if (best)
                weights[*best][line] = m_lines[line].paid;
        }
        for (size_t i = 0; i < weights.size(); ++i) {
            const EarnRule& rule = m_rules.earning.rules[i];
            Money paid;
            for (Money weight : weights[i])
                paid += weight;
            if (paid.minor <= 0)
                continue;
            const Points points { paid.minor / rule.per.minor * rule.points.count };
            Earned entry { rule.id, rule.name, points, spreadPoints(points, weights[i]) };
            for (size_t line = 0; line < m_lines.size(); ++line)
                m_base[line] += entry.lines[line];
            add(std::move(entry));
        }
    }

    /// The multipliers of one line as one: how much, and by which rules.
    struct Factor {
        qint64 value = BasisPoints::whole;
        QString rule {};
        QString name {};
        bool operator<(const Factor& other) const { return std::tie(value, rule) < std::tie(other.value, other.rule); }
    };

    Factor combined(std::vector<Factor> factors) const
    {
        Factor all;
        for (const Factor& factor : factors) {
            switch (m_rules.earning.multipliers) {
            case Combine::Best:
                if (factor.value > all.value)
                    all = factor;
                continue;
            case Combine::Add: all.value += factor.value - BasisPoints::whole; break;
            case Combine::Multiply: all.value = static_cast<qint64>(static_cast<Wide>(all.value) * factor.value / BasisPoints::whole); break;
            }
            all.rule += (all.rule.isEmpty() ? QString() : QStringLiteral("+")) + factor.rule;
            all.name += (all.name.isEmpty() ? QString() : QStringLiteral(" + ")) + factor.name;
        }
        return all;
    }

    void addMultipliers()
    {
        std::map<Factor, std::vector<size_t>> groups;
        for (size_t line = 0; line < m_lines.size(); ++line) {
            std::vector<Factor> factors;
            for (size_t i = 0; i < m_rules.earning.rules.size(); ++i) {
                const EarnRule& rule = m_rules.earning.rules[i];
                if (rule.kind == EarnRule::Kind::Multiplier && rule.scope.includes(m_lines[line].plu, m_lines[line].category) && m_holds[i])
                    factors.push_back({ rule.factor.value, rule.id, rule.name });
            }
            const qint64 ofTier = m_rules.tiers.tiers[static_cast<size_t>(m_situation.tier)].earnFactor.value;
            if (ofTier != BasisPoints::whole)
                factors.push_back({ ofTier, QStringLiteral("tier:") + tierName(m_situation.tier), tierName(m_situation.tier) });
            const Factor factor = combined(std::move(factors));
            if (factor.value > BasisPoints::whole)
                groups[factor].push_back(line);
        }
        for (const auto& [factor, lines] : groups) {
            Points base;
            std::vector<Money> weights(m_lines.size());
            for (size_t line : lines) {
                base += m_base[line];
                weights[line] = m_lines[line].paid;
            }
            const Points more { static_cast<qint64>(static_cast<Wide>(base.count) * (factor.value - BasisPoints::whole) / BasisPoints::whole) };
            add({ factor.rule, factor.name, more, spreadPoints(more, weights) });
        }
    }

    bool isMet(const EarnRule& rule) const
    {
        if (!rule.when.includes(m_situation))
            return false;
        const Money paid = paidIn(m_lines, rule.scope);
        if (paid.minor <= 0 || paid < rule.minimum)
            return false;
        const auto isInCart = [&](const QString& plu) { return std::ranges::any_of(m_lines, [&](const EarnLine& line) { return line.plu == plu; }); };
        return !rule.needsWholeSet || std::ranges::all_of(rule.scope.plus, isInCart);
    }

    void addBonuses()
    {
        std::vector<Earned> bonuses;
        for (const EarnRule& rule : m_rules.earning.rules) {
            if (rule.kind != EarnRule::Kind::Bonus || !isMet(rule))
                continue;
            const LimitedBy limit = limitOf(rule, m_situation.date);
            if (isOver(limit))
                continue;
            // A set is whole or no set: a refund of any of it takes all back.
            const Money minimum = rule.needsWholeSet ? paidIn(m_lines, rule.scope) : std::max(rule.minimum, Money { 1 });
            bonuses.push_back({ rule.id, rule.name, rule.points, spreadPoints(rule.points, weightsIn(m_lines, rule.scope)), minimum,
                linesIn(m_lines, rule.scope), limit.key, limit.limit });
        }
        if (m_rules.earning.bonuses == Combine::Best && bonuses.size() > 1) {
            const auto best = std::ranges::max_element(bonuses, {}, &Earned::points);
            bonuses = { *best };
        }
        for (Earned& bonus : bonuses)
            add(std::move(bonus));
    }

    void addLargeOrders()
    {
        const Money paid = paidIn(m_lines, {});
        for (const GroupRules& group : m_rules.groups)
            if (m_situation.tags.contains(group.tag) && group.largeOrderPoints.count > 0 && paid >= group.largeOrder && paid.minor > 0)
                add({ QStringLiteral("group:") + group.tag, group.name, group.largeOrderPoints, spreadPoints(group.largeOrderPoints, weightsIn(m_lines, {})),
                    std::max(group.largeOrder, Money { 1 }), linesIn(m_lines, {}) });
    }

    void addSpendGifts()
    {
        const Money paid = paidIn(m_lines, {});
        for (const SpendGift& gift : m_rules.spendGifts) {
            const LimitedBy limit = limitOf(gift, m_situation.date);
            if (paid.minor > 0 && paid >= gift.minimum && gift.when.includes(m_situation) && !isOver(limit))
                m_result.rewards.push_back({ gift.id, gift.name, gift.pack, std::max(gift.minimum, Money { 1 }), limit.key, limit.limit });
        }
    }

    /// Cuts from the end: what came on top goes first.
    void cap()
    {
        Points total;
        for (const Earned& entry : m_result.earned)
            total += entry.points;
        Points most = total;
        if (m_rules.earning.capPerSale)
            most = std::min(most, *m_rules.earning.capPerSale);
        if (m_rules.earning.capPerMemberDay)
            most = std::min(most, std::max(Points {}, *m_rules.earning.capPerMemberDay - m_history.earnedToday));
        qint64 cut = total.count - most.count;
        for (auto entry = m_result.earned.rbegin(); entry != m_result.earned.rend() && cut > 0; ++entry) {
            const qint64 here = std::min(cut, entry->points.count);
            cut -= here;
            entry->points.count -= here;
            std::vector<Money> weights;
            for (Points line : entry->lines)
                weights.push_back({ line.count });
            entry->lines = spreadPoints(entry->points, weights);
        }
        std::erase_if(m_result.earned, [](const Earned& entry) { return entry.points.count == 0; });
    }

    const std::vector<EarnLine>& m_lines;
    const LoyaltyRules& m_rules;
    const Situation& m_situation;
    const EarnHistory& m_history;
    std::vector<bool> m_holds;  ///< each rule, as things stand: asked once, not for every line
    std::vector<Points> m_base; ///< of each line
    PurchaseRewards m_result;
};

}

std::vector<QString> earnCountKeys(const LoyaltyRules& rules, BusinessDate date)
{
    std::vector<QString> keys;
    const auto note = [&](const LimitedBy& limit) {
        if (!limit.key.isEmpty())
            keys.push_back(limit.key);
    };
    for (const EarnRule& rule : rules.earning.rules)
        if (rule.kind == EarnRule::Kind::Bonus)
            note(limitOf(rule, date));
    for (const SpendGift& gift : rules.spendGifts)
        note(limitOf(gift, date));
    return keys;
}

PurchaseRewards earn(const std::vector<EarnLine>& lines, const LoyaltyRules& rules, const Situation& situation, const EarnHistory& history)
{
    return Purchase(lines, rules, situation, history).run();
}

effect::Grant pointsGrant(Points points, const LoyaltyRules& rules, BusinessDate date)
{
    return { Currency::Points, points.count, {}, rules.term.lastDay(date), {} };
}

std::vector<Effect> grantsOf(const Pack& pack, const LoyaltyRules& rules, BusinessDate date)
{
    // The day itself counts.
    const auto lastDay = [&](qint32 validDays) { return validDays > 0 ? std::optional(date.addDays(validDays - 1)) : std::nullopt; };
    std::vector<Effect> effects;
    if (pack.points.count > 0)
        effects.push_back(pointsGrant(pack.points, rules, date));
    if (!pack.bonus.isZero())
        effects.push_back(effect::Grant {
            Currency::Bonus, pack.bonus.minor, {}, lastDay(pack.bonusValidDays > 0 ? pack.bonusValidDays : rules.storedValue.bonusValidDays), {} });
    for (const GiftSpec& gift : pack.gifts)
        effects.push_back(effect::Grant { Currency::Gift, gift.count, {}, lastDay(gift.validDays), gift.item });
    return effects;
}

std::vector<Points> spreadPoints(Points points, const std::vector<Money>& weights)
{
    if (weights.empty())
        return {};
    std::vector<Points> parts;
    for (Money part : spread({ points.count }, weights))
        parts.push_back({ part.minor });
    return parts;
}

}
