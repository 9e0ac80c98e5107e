// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/loyalty/DeedParts.h"

#include "core/domain/loyalty/CountKeys.h"
#include "core/domain/loyalty/StoredValue.h"

namespace tangyuan {

namespace {

DeedParts packOnce(const QString& reason, const QString& countKey, const Pack& pack, const LoyaltyRules& rules, BusinessDate date)
{
    if (pack.isEmpty())
        return fail(ErrorCode::NotEligible, reason);
    return std::vector<LedgerPart> { { reason, countKey, 1, grantsOf(pack, rules, date) } };
}

}

DeedParts checkInParts(const LoyaltyRules& rules, BusinessDate date, int streak)
{
    const Activities& activities = rules.activities;
    if (activities.checkIn.count == 0 && activities.streakBonus.count == 0)
        return fail(ErrorCode::NotNow);
    Points points = activities.checkIn;
    if (streak % activities.streakDays == 0)
        points += activities.streakBonus;
    return std::vector<LedgerPart> { { QStringLiteral("check-in"), checkInKey(date), 1, { pointsGrant(points, rules, date) } } };
}

DeedParts eventParts(const LoyaltyRules& rules, const QString& id, const Situation& situation)
{
    const Activities::Event* event = rules.event(id);
    if (!event)
        return fail(ErrorCode::NotEligible, id);
    if (!event->when.includes(situation))
        return fail(ErrorCode::NotNow, id);
    const QString name = eventKey(id);
    return std::vector<LedgerPart> { { name, name, event->perMember, { pointsGrant(event->points, rules, situation.date) } } };
}

DeedParts reviewParts(const LoyaltyRules& rules, const Id& sale, qint64 line, BusinessDate date)
{
    const Activities& activities = rules.activities;
    if (activities.review.count == 0)
        return fail(ErrorCode::NotEligible);
    const QString reason = QStringLiteral("review");
    std::vector<LedgerPart> parts { { reason, reviewKey(sale, static_cast<size_t>(line)), 1, { pointsGrant(activities.review, rules, date) } } };
    if (activities.reviewsPerDay > 0)
        parts.push_back({ reason, reviewsKey(date), activities.reviewsPerDay, {} });
    return parts;
}

DeedParts mallParts(const LoyaltyRules& rules, const QString& id, const Situation& situation)
{
    const MallItem* item = rules.mallItem(id);
    if (!item)
        return fail(ErrorCode::NotEligible, id);
    if (!item->when.includes(situation))
        return fail(ErrorCode::NotNow, id);
    const QString name = mallKey(id);
    LedgerPart part { name, {}, 1, { effect::Spend { Currency::Points, item->pointsAt(situation).count } } };
    if (item->perMember > 0) {
        part.countKey = name;
        part.countLimit = item->perMember;
    }
    if (!item->isHandedOver()) {
        const auto lastDay = item->validDays > 0 ? std::optional(situation.date.addDays(item->validDays - 1)) : std::nullopt;
        part.effects.push_back(effect::Grant { Currency::Gift, 1, {}, lastDay, id });
    }
    std::vector<LedgerPart> parts { part };
    if (item->perMemberMonth > 0)
        parts.push_back({ name, mallMonthKey(id, situation.date), item->perMemberMonth, {} });
    return parts;
}

DeedParts drawParts(const LoyaltyRules& rules, const QString& id, const Situation& situation)
{
    const Lottery* lottery = rules.lottery(id);
    if (!lottery)
        return fail(ErrorCode::NotEligible, id);
    if (!lottery->when.includes(situation))
        return fail(ErrorCode::NotNow, id);
    const QString name = QStringLiteral("lottery:") + id;
    LedgerPart part { name, {}, 1, { effect::Spend { Currency::Points, lottery->cost.count } } };
    if (lottery->perMemberDay > 0) {
        part.countKey = lotteryKey(id, situation.date);
        part.countLimit = lottery->perMemberDay;
    }
    return std::vector<LedgerPart> { part };
}

DeedParts donationParts(const LoyaltyRules& rules, const QString& cause, Points points)
{
    if (!rules.cause(cause))
        return fail(ErrorCode::NotEligible, cause);
    if (points.count <= 0)
        return fail(ErrorCode::InputOutOfRange, QStringLiteral("points"));
    return std::vector<LedgerPart> { { QStringLiteral("donation:") + cause, {}, 1, { effect::Spend { Currency::Points, points.count, Account::Donated } } } };
}

DeedParts rechargeParts(const LoyaltyRules& rules, Money amount, const QString& id, const Situation& situation)
{
    const StoredValueRules::Offer* offer = nullptr;
    if (!id.isEmpty()) {
        offer = rules.rechargeOffer(id);
        if (!offer || offer->pay != amount)
            return fail(ErrorCode::NotEligible, id);
        if (!offer->when.includes(situation))
            return fail(ErrorCode::NotNow, id);
    }
    LedgerPart part { QStringLiteral("recharge"), {}, 1, rechargeGrants(amount, offer, rules, situation.date) };
    if (offer && offer->perMember > 0) {
        part.countKey = rechargeKey(id);
        part.countLimit = offer->perMember;
    }
    return std::vector<LedgerPart> { part };
}

const StoredValueRules::Offer* bestOffer(const LoyaltyRules& rules, Money amount, const Situation& situation)
{
    const StoredValueRules::Offer* best = nullptr;
    for (const StoredValueRules::Offer& offer : rules.storedValue.offers)
        if (offer.pay == amount && offer.when.includes(situation) && (!best || offer.bonus > best->bonus))
            best = &offer;
    return best;
}

DeedParts welcomeParts(const LoyaltyRules& rules, BusinessDate date)
{
    const QString welcome = welcomeKey();
    return packOnce(welcome, welcome, rules.welcome, rules, date);
}

DeedParts birthdayParts(const LoyaltyRules& rules, Tier tier, QDate birthday, BusinessDate date)
{
    const QString reason = QStringLiteral("birthday");
    if (!birthday.isValid())
        return fail(ErrorCode::NotEligible, reason);
    return packOnce(reason, birthdayKey(rules.tiers, birthday, date), rules.tiers.tiers[static_cast<size_t>(tier)].birthday, rules, date);
}

DeedParts tierParts(const LoyaltyRules& rules, Tier tier, BusinessDate date)
{
    const QString what = QStringLiteral("tier:") + tierName(tier);
    return packOnce(what, what, rules.tiers.tiers[static_cast<size_t>(tier)].onReaching, rules, date);
}

}
