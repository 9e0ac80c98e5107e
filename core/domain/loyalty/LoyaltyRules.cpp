// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/loyalty/LoyaltyRules.h"

#include <algorithm>

namespace tangyuan {

bool ProductScope::includes(const QString& plu, const Id& category) const
{
    return isEverything() || std::ranges::find(plus, plu) != plus.end() || std::ranges::find(categories, category) != categories.end();
}

Money Redemption::valueAt(const Situation& situation) const
{
    Money best = value;
    for (const Offer& offer : offers)
        if (offer.when.includes(situation))
            best = std::max(best, multiplyDivide(value, offer.factor.value, 10'000));
    return best;
}

qint64 Redemption::mostSteps(Points points, Money total, Money stepValue) const
{
    const qint64 byPoints = std::max<qint64>(0, points.count / step.count);
    const qint64 byTotal = multiplyDivide(total, capOfOrder.value, 10'000).minor / stepValue.minor;
    qint64 most = std::min(byPoints, byTotal);
    if (capPerOrder)
        most = std::min(most, capPerOrder->count / step.count);
    return most * step.count < minimum.count ? 0 : most;
}

std::optional<BusinessDate> PointsTerm::lastDay(BusinessDate earned) const
{
    switch (kind) {
    case Kind::Never: return {};
    case Kind::Months: return BusinessDate::fromDate(earned.toDate().addMonths(count)); // the 31st goes to the last day of a shorter month
    case Kind::EndOfYear: return BusinessDate::fromDate(QDate(earned.toDate().year() + count, 12, 31));
    }
    VERIFY(false);
}

Points MallItem::pointsAt(const Situation& situation) const
{
    Points lowest = points;
    for (const Price& price : prices)
        if (price.when.includes(situation))
            lowest = std::min(lowest, price.points);
    return lowest;
}

BasisPoints LoyaltyRules::rateFor(const Situation& situation) const
{
    BasisPoints rate = tiers.tiers[static_cast<size_t>(situation.tier)].rate;
    for (const GroupRules& group : groups)
        if (situation.tags.contains(group.tag))
            rate = std::min(rate, group.rate);
    return rate;
}

namespace {

template <class T>
const T* byId(const std::vector<T>& all, QStringView id)
{
    const auto found = std::ranges::find_if(all, [&](const T& one) { return one.id == id; });
    return found == all.end() ? nullptr : &*found;
}

}

const MallItem* LoyaltyRules::mallItem(QStringView id) const
{
    return byId(mall, id);
}
const Lottery* LoyaltyRules::lottery(QStringView id) const
{
    return byId(lotteries, id);
}
const Activities::Event* LoyaltyRules::event(QStringView id) const
{
    return byId(activities.events, id);
}
const Cause* LoyaltyRules::cause(QStringView id) const
{
    return byId(causes, id);
}
const StoredValueRules::Offer* LoyaltyRules::rechargeOffer(QStringView id) const
{
    return byId(storedValue.offers, id);
}

SituationQuestions LoyaltyRules::questions() const
{
    SituationQuestions questions { !groups.empty(), false };
    const auto ask = [&](const auto& named) {
        for (const auto& one : named) {
            questions.tags |= !one.when.tags.empty();
            questions.firstOrder |= one.when.firstOrder.has_value();
        }
    };
    ask(earning.rules);
    ask(activities.events);
    ask(redemption.offers);
    ask(spendGifts);
    ask(lotteries);
    ask(storedValue.offers);
    ask(mall);
    for (const MallItem& item : mall)
        ask(item.prices);
    return questions;
}

std::vector<std::pair<QString, const Pack*>> LoyaltyRules::packs() const
{
    std::vector<std::pair<QString, const Pack*>> all { { QStringLiteral("welcome"), &welcome }, { QStringLiteral("activities.inviter"), &activities.inviter },
        { QStringLiteral("activities.invited"), &activities.invited } };
    for (size_t i = 0; i < tierCount; ++i) {
        const QString tier = tierName(static_cast<Tier>(i));
        all.emplace_back(tier + QStringLiteral(".birthday"), &tiers.tiers[i].birthday);
        all.emplace_back(tier + QStringLiteral(".onReaching"), &tiers.tiers[i].onReaching);
    }
    for (const SpendGift& gift : spendGifts)
        all.emplace_back(gift.id, &gift.pack);
    for (const StoredValueRules::Offer& offer : storedValue.offers)
        all.emplace_back(offer.id, &offer.pack);
    for (const Lottery& lottery : lotteries)
        for (const Lottery::Prize& prize : lottery.prizes)
            all.emplace_back(lottery.id + u'/' + prize.id, &prize.pack);
    return all;
}

QString LoyaltyRules::giftName(const QString& item) const
{
    if (const MallItem* sold = mallItem(item))
        return sold->name;
    for (const auto& [where, pack] : packs())
        for (const GiftSpec& gift : pack->gifts)
            if (gift.item == item)
                return gift.name;
    return item;
}

}
