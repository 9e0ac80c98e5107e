// SPDX-License-Identifier: GPL-3.0-or-later
// How points come and go.
#include "ui/members/ServicesPresenter.h"

#include "core/base/Limits.h"
#include "core/base/Verify.h"
#include "ui/widgets/Words.h"

#include <algorithm>

namespace tangyuan {
namespace {

constexpr int reviewedSales = 8;
constexpr qint64 mostAdjusted = 1'000'000;

QString layerName(MallItem::Layer layer)
{
    switch (layer) {
    case MallItem::Layer::Goods: return ServicesPresenter::tr("Goods");
    case MallItem::Layer::Drink: return ServicesPresenter::tr("Drinks and food");
    case MallItem::Layer::Coupon: return ServicesPresenter::tr("Coupons");
    case MallItem::Layer::Service: return ServicesPresenter::tr("Services on site");
    case MallItem::Layer::Privilege: return ServicesPresenter::tr("Privileges");
    }
    VERIFY(false);
}

/// "2.5 %", "0.01 %": cut, never rounded up.
QString percentage(qint64 weight, qint64 sum)
{
    const qint64 hundredths = weight * 10'000 / sum;
    QString text = QStringLiteral("%1.%2").arg(hundredths / 100).arg(hundredths % 100, 2, 10, QLatin1Char('0'));
    while (text.endsWith(u'0'))
        text.chop(1);
    if (text.endsWith(u'.'))
        text.chop(1);
    return hundredths == 0 ? QStringLiteral("< 0.01 %") : text + QStringLiteral(" %");
}

}

void ServicesPresenter::checkIn()
{
    const auto done = loyalty().checkIn(m_member);
    if (!done)
        return say(done.error());
    finish(tr("Checked in, day %1 in a row: %2 points.").arg(done->streak).arg(words::points(done->points)), done->deed.fact);
}

QString ServicesPresenter::mallObstacle(const MallItem& item, Points price)
{
    if (!item.when.includes(m_standing.situation))
        return tr("Not today, or not for this member");
    if (loyalty().stockLeft(item).value_or(0) == 0)
        return tr("Sold out");
    if (!m_open.mall.allow(item.id))
        return tr("Had as often as the rules allow");
    const Points usable { m_standing.ledger.usable(Currency::Points, today()) };
    return usable < price ? tr("%1 points short").arg(words::points(price - usable)) : QString();
}

void ServicesPresenter::showMall()
{
    m_view.title = tr("Points mall");
    std::vector<const MallItem*> items;
    for (const MallItem& item : rules().mall)
        items.push_back(&item);
    std::ranges::stable_sort(items, {}, &MallItem::layer);
    for (const MallItem* item : items) {
        const Points price = item->pointsAt(m_standing.situation);
        QStringList details;
        if (item->stock)
            details.append(tr("%1 left").arg(loyalty().stockLeft(*item).value_or(0)));
        if (!item->isHandedOver() && item->validDays > 0)
            details.append(tr("valid %1 days").arg(item->validDays));
        add({ .title = item->name,
                .detail = words::listed(details),
                .trailing = tr("%1 points").arg(words::points(price)),
                .struck = price < item->points ? words::points(item->points) : QString(),
                .obstacle = mallObstacle(*item, price),
                .group = layerName(item->layer) },
            [this, chosen = *item] { redeem(chosen); });
    }
}

void ServicesPresenter::redeem(const MallItem& item)
{
    const auto done = loyalty().redeem(m_member, item.id);
    if (!done)
        return say(done.error());
    print(*done, { .kind = DeedSlip::Kind::Mall, .what = QStringLiteral("1 × ") + item.name });
    const QString points = words::points({ -done->net(Currency::Points) });
    finish(item.isHandedOver() ? tr("Hand over: %1, for %2 points.").arg(item.name, points)
                               : tr("%1 waits among the gifts, for %2 points.").arg(item.name, points),
        done->fact);
}

QString ServicesPresenter::prizeText(const Lottery& lottery, const Lottery::Prize& prize)
{
    const QString name = prize.pack.isEmpty() ? prize.name : tr("%1: %2").arg(prize.name, words::pack(prize.pack));
    return prize.stock ? tr("%1 (%2 left)").arg(name).arg(loyalty().stockLeft(lottery, prize).value_or(0)) : name;
}

void ServicesPresenter::showDraws()
{
    m_view.title = tr("Draw");
    m_view.sentence = tr("These odds are published, and every draw can be checked afterwards.");
    const Points usable { m_standing.ledger.usable(Currency::Points, today()) };
    for (const Lottery& lottery : rules().lotteries) {
        qint64 sum = 0;
        for (const Lottery::Prize& prize : lottery.prizes)
            sum += prize.weight;
        if (rules().lotteries.size() > 1)
            m_view.rows.push_back({ lottery.name, {} });
        for (const Lottery::Prize& prize : lottery.prizes)
            m_view.rows.push_back({ prizeText(lottery, prize), percentage(prize.weight, sum) });
        QString obstacle;
        if (!lottery.when.includes(m_standing.situation))
            obstacle = tr("Not today, or not for this member");
        else if (!m_open.lotteries.allow(lottery.id))
            obstacle = tr("Drawn today as often as the rules allow");
        else if (usable < lottery.cost)
            obstacle = tr("%1 points short").arg(words::points(lottery.cost - usable));
        add({ .title = lottery.name, .detail = tr("Draw once"), .trailing = tr("%1 points").arg(words::points(lottery.cost)), .obstacle = obstacle },
            [this, chosen = lottery] { draw(chosen); });
    }
}

void ServicesPresenter::draw(const Lottery& lottery)
{
    const auto done = loyalty().draw(m_member, lottery.id);
    if (!done)
        return say(done.error());
    print(done->deed, { .kind = DeedSlip::Kind::Draw, .what = tr("%1: %2").arg(lottery.name, done->prizeName) });
    finish(done->isConsolation ? tr("Drawn: %1. Better luck next time!").arg(done->prizeName) : tr("Drawn: %1. Congratulations!").arg(done->prizeName));
}

void ServicesPresenter::showCauses()
{
    m_view.title = tr("Donate");
    const qint64 usable = m_standing.ledger.usable(Currency::Points, today());
    m_view.sentence = tr("%1 points can be given.").arg(words::points({ usable }));
    for (const Cause& cause : rules().causes)
        add({ .title = cause.name, .detail = tr("How many is asked"), .obstacle = usable == 0 ? tr("No points to give") : QString() },
            [this, chosen = cause] { donate(chosen); });
}

void ServicesPresenter::donate(const Cause& cause)
{
    const qint64 usable = m_standing.ledger.usable(Currency::Points, today());
    const auto points = m_parts.prompts.askCount({ cause.name, tr("%1 points can be given.").arg(words::points({ usable })), tr("points"), 1, usable });
    if (!points)
        return;
    const auto done = loyalty().donate(m_member, { *points }, cause.id);
    done ? finish(tr("%1 points are given to “%2”. Thank you!").arg(words::points({ *points }), cause.name), done->fact) : say(done.error());
}

void ServicesPresenter::adjust()
{
    const qint64 usable = m_standing.ledger.usable(Currency::Points, today());
    const auto points = m_parts.prompts.askCount({ tr("Adjust points"),
        tr("A number adds points, one below zero takes some; at most %1 can be taken.").arg(words::points({ usable })), tr("points"), -usable, mostAdjusted });
    if (!points)
        return;
    const auto reason = m_parts.prompts.askText({ tr("Why?"), tr("It stands in the record for good."), {}, limits::noteChars });
    if (!reason)
        return;
    const auto done = loyalty().adjustPoints(m_member, *points, *reason);
    done ? finish(tr("Points adjusted by %1; now %2.").arg(words::points({ *points }), words::points(done->pointsBalance)), done->fact) : say(done.error());
}

void ServicesPresenter::showEvents()
{
    m_view.title = tr("Events");
    m_view.sentence = tr("Choose what the member takes part in today.");
    for (const Activities::Event& event : rules().activities.events) {
        QString obstacle;
        if (!event.when.includes(m_standing.situation))
            obstacle = tr("Not today, or not for this member");
        else if (!m_open.events.allow(event.id))
            obstacle = tr("Had as often as the rules allow");
        add({ .title = event.name, .trailing = u'+' + words::points(event.points), .obstacle = obstacle }, [this, chosen = event] {
            const auto done = loyalty().attend(m_member, chosen.id);
            done ? finish(tr("%1: %2 points.").arg(chosen.name, words::points(chosen.points)), done->fact) : say(done.error());
        });
    }
}

void ServicesPresenter::showReviews()
{
    m_view.title = tr("Reviews");
    const auto sales = m_parts.till.sales().ofMember(m_member.key, reviewedSales);
    if (!sales)
        return;
    for (const SaleRows::Summary& summary : *sales) {
        const auto sale = m_parts.till.sales().byFact(summary.fact);
        if (!sale)
            continue;
        const auto reviewed = loyalty().reviewedLines(m_member, *sale);
        if (!reviewed)
            return;
        for (size_t line = 0; line < sale->lines.size(); ++line) {
            QString obstacle;
            if (std::ranges::binary_search(*reviewed, line))
                obstacle = tr("Reviewed already");
            else if (m_open.reviews == 0)
                obstacle = tr("Had as often as the rules allow");
            add({ .title = sale->lines[line].name, .detail = sale->businessDate.toString() + QStringLiteral("  ") + sale->number, .obstacle = obstacle },
                [this, sale = *sale, line] {
                    const auto done = loyalty().review(m_member, sale, line);
                    done ? finish(tr("Thanks for the review: %1 points.").arg(words::points(rules().activities.review)), done->fact) : say(done.error());
                });
        }
    }
    m_view.sentence = m_view.tiles.empty() ? tr("Nothing was bought yet that could be reviewed.") : tr("Choose what the member reviewed.");
}

}
