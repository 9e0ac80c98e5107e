// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/members/MemberView.h"

#include "core/storage/StandingRows.h"
#include "ui/widgets/Words.h"

namespace tangyuan {
namespace {

constexpr int purchasesShown = 4;
constexpr int nearDays = 7;
constexpr int defaultRemindDays = 30;

QString productNames(const Sale& sale)
{
    QStringList names;
    for (const SaleLine& line : sale.lines) {
        if (!names.contains(line.name))
            names.append(line.name);
    }
    return words::listed(names);
}

Money worth(Points points, const Redemption& redemption)
{
    return { std::max<qint64>(points.count, 0) / redemption.step.count * redemption.value.minor };
}

void addLedger(MemberView& view, const MemberState& state, const LoyaltyRules& rules, const PriceList& prices, BusinessDate today)
{
    const BusinessDate last = today.addDays(rules.term.remindDaysBefore.empty() ? defaultRemindDays : rules.term.remindDaysBefore.front());
    for (const Lot& lot : state.lots) {
        if (!lot.isUsableOn(today) || lot.remaining == 0)
            continue;
        if (lot.currency == Currency::Gift && !prices.coupon(lot.item)) // coupons stand by themselves
            view.gifts += lot.remaining;
        if (lot.currency != Currency::Points || !lot.expires || *lot.expires > last)
            continue;
        if (view.pointsEnding.count == 0 || *lot.expires < view.pointsEnd) {
            view.pointsEnding = {};
            view.pointsEnd = *lot.expires;
        }
        if (*lot.expires == view.pointsEnd)
            view.pointsEnding += Points { lot.remaining };
    }
}

/// What is pleasant to know. Where it cannot be had, the sale goes on without.
void addTastes(MemberView& view, Till& till)
{
    if (const auto tags = till.segments().tags(view.member.key))
        for (const MemberTag& tag : *tags)
            view.tags.append(tag.tag);
    const auto recommended = till.segments().recommend(view.member.key, till.catalog());
    if (!recommended)
        return;
    const auto addName = [&](QStringList& names, const Id& id) {
        if (const Product* product = till.catalog().byId(id))
            names.append(product->name);
    };
    for (const UsualProduct& usual : recommended->usual)
        addName(view.usual, usual.product);
    for (const UntriedProduct& untried : recommended->untried)
        addName(view.untried, untried.product);
}

}

Result<MemberView> makeMemberView(Till& till, const Member& member)
{
    MemberView view;
    view.member = member;
    const BusinessDate day = till.today();
    const MemberState state = TRY(till.ledger().state(member.key));
    view.points = { state.balance(Currency::Points, day) };
    view.pointsUsable = { state.usable(Currency::Points, day) };
    view.storedValue = usableValue(state, day);
    view.benefits = till.rules().tiers.tiers[static_cast<size_t>(member.tier)].benefits;
    view.pointsValue = worth(view.pointsUsable, till.rules().redemption);
    addLedger(view, state, till.rules(), till.prices(), day);
    addTastes(view, till);
    const BusinessCalendar& calendar = till.settings().calendar;
    const UtcTime now = till.clock().now();
    if (const QDate birthday = member.profile.birthday; birthday.isValid()) {
        const QDate today = calendar.localTime(now).date();
        view.birthday = words::birthday(birthday, today);
        if (words::daysToBirthday(birthday, today) <= nearDays)
            view.birthdayNearness = MemberView::BirthdayNearness::Near;
    }
    for (const SaleRows::Summary& summary : TRY(till.sales().ofMember(member.key, purchasesShown))) {
        const Sale sale = TRY(till.sales().byFact(summary.fact));
        view.purchases.push_back({ words::moment(sale.at, now, calendar), productNames(sale), sale.total });
    }
    if (view.purchases.empty())
        view.isKnownElsewhere = TRY(StandingRows(till.database()).qualification(member.key, {})).visits > 0;
    return view;
}

}
