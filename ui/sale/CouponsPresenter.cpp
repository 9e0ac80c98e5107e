// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/CouponsPresenter.h"

#include "ui/widgets/ErrorText.h"

#include <algorithm>

namespace tangyuan {
namespace {

constexpr size_t rowsWithKeys = 9;

}

void takeCouponOff(Cart& cart, const CartCoupon& coupon)
{
    if (const auto found = std::ranges::find(cart.coupons, coupon); found != cart.coupons.end())
        cart.coupons.erase(found);
}

CouponsPresenter::CouponsPresenter(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
{
    refresh();
}

void CouponsPresenter::refresh()
{
    const auto choices = m_parts.till.checkout().couponsFor(m_parts.open.cart(), m_parts.open.member());
    m_view.rows.clear();
    if (!choices)
        m_view.notice = Notice { Notice::Tone::Trouble, errorText(choices.error()) };
    else
        for (const CouponChoice& choice : *choices)
            m_view.rows.push_back(describe(choice));
    for (size_t i = 0; i < std::min(m_view.rows.size(), rowsWithKeys); ++i)
        m_view.rows[i].key = QString::number(i + 1);
    m_view.selected = std::clamp(m_view.selected, m_view.rows.empty() ? -1 : 0, static_cast<int>(m_view.rows.size()) - 1);
    m_view.total = m_parts.open.quote().total;
    m_view.saved = m_parts.open.quote().saved;
    if (!m_view.rows.empty())
        m_view.sentence = tr("A number or Enter lays a coupon on the cart, or takes it off. A scan lays a printed one.");
    else if (m_parts.open.member())
        m_view.sentence = tr("This member has no coupon. Scan a printed one: that lays it on the cart.");
    else
        m_view.sentence = tr("Scan a printed coupon: that lays it on the cart. A member's own coupons come with the member.");
    Q_EMIT changed();
}

CouponsPresenter::Row CouponsPresenter::describe(const CouponChoice& choice) const
{
    Row row { choice.coupon, choice.name, {}, {}, {}, Row::State::Free };
    if (choice.count > 1)
        row.name += QStringLiteral("  × %1").arg(choice.count);
    QStringList details;
    if (choice.isLaid)
        details.append(tr("On the cart"));
    if (choice.coupon.batch)
        details.append(tr("printed, number %1").arg(choice.coupon.serial));
    if (choice.expires)
        details.append(*choice.expires == m_parts.till.today() ? tr("ends today") : tr("until %1").arg(choice.expires->toString()));
    if (choice.obstacle) {
        details.append(errorText(*choice.obstacle));
        row.state = Row::State::Refused;
    } else {
        const CouponTemplate* kind = m_parts.till.prices().coupon(choice.coupon.kind);
        if (kind && kind->offer.kind == Offer::Kind::Service)
            row.amount = tr("Service");
        else
            row.amount = choice.gain.minor > 0 ? toDisplayString(-choice.gain) : QString();
        if (row.amount.isEmpty())
            details.append(tr("takes nothing off this order yet"));
    }
    if (choice.isLaid)
        row.state = Row::State::Laid;
    row.detail = details.join(QStringLiteral("  ·  "));
    return row;
}

void CouponsPresenter::select(int row)
{
    if (row >= 0 && row < static_cast<int>(m_view.rows.size()))
        m_view.selected = row;
}

void CouponsPresenter::toggle(int row)
{
    if (row < 0 || row >= static_cast<int>(m_view.rows.size()))
        return;
    m_view.selected = row;
    const Row chosen = m_view.rows[static_cast<size_t>(row)];
    if (chosen.state == Row::State::Laid)
        return takeOff(chosen.coupon);
    lay(chosen.coupon);
    // The cursor stays on the coupon, wherever it stands now.
    const auto isChosen = [&](const Row& other) { return other.coupon == chosen.coupon && other.state == Row::State::Laid; };
    if (const auto found = std::ranges::find_if(m_view.rows, isChosen); found != m_view.rows.end())
        m_view.selected = static_cast<int>(found - m_view.rows.begin());
    Q_EMIT changed();
}

void CouponsPresenter::scan(const QString& text)
{
    const Result<Scan> scan = m_parts.read(text);
    if (!scan)
        return say(scan.error());
    if (const auto* coupon = std::get_if<scan::CouponCode>(&*scan))
        return layScanned({ coupon->batch, coupon->serial });
    say(Notice::Tone::Trouble, tr("That is no coupon. Close this list first to scan anything else."));
}

void CouponsPresenter::layScanned(const CouponReference& scanned)
{
    const auto coupon = m_parts.till.coupons().laid(scanned);
    if (!coupon)
        return say(coupon.error());
    if (std::ranges::find(m_parts.open.cart().coupons, *coupon) != m_parts.open.cart().coupons.end())
        return say(Notice::Tone::Quiet, tr("This coupon lies on the cart already."));
    lay(*coupon);
}

void CouponsPresenter::lay(const CartCoupon& coupon)
{
    Cart with = m_parts.open.cart();
    with.coupons.push_back(coupon);
    if (const auto usable = m_parts.till.checkout().checkCoupons(with, m_parts.open.member()); !usable)
        return say(usable.error());
    const Money before = m_parts.open.quote().total;
    const auto laid = m_parts.change([&](Cart& cart) -> Result<void> {
        cart.coupons.push_back(coupon);
        return {};
    });
    if (!laid)
        return say(laid.error());
    const Quote& priced = m_parts.open.quote();
    const CouponTemplate* kind = m_parts.till.prices().coupon(coupon.kind);
    const QString name = kind ? kind->offer.name : coupon.kind;
    const Money gain = before - priced.total;
    if (gain.minor > 0)
        say(Notice::Tone::Good, tr("%1 takes %2 off.").arg(name, toDisplayString(gain)));
    else if (kind && kind->offer.kind == Offer::Kind::Service)
        say(Notice::Tone::Good, tr("%1 will be used.").arg(name));
    else
        say(Notice::Tone::Quiet, tr("%1 lies on the cart. It does not lower this order yet.").arg(name));
}

void CouponsPresenter::takeOff(const CartCoupon& coupon)
{
    const auto taken = m_parts.change([&](Cart& cart) -> Result<void> {
        takeCouponOff(cart, coupon);
        return {};
    });
    if (!taken)
        return say(taken.error());
    m_view.notice.reset();
    refresh();
}

void CouponsPresenter::say(Notice::Tone tone, const QString& text)
{
    m_view.notice = Notice { tone, text };
    refresh();
}

void CouponsPresenter::say(const Error& error)
{
    say(Notice::Tone::Trouble, errorText(error));
}

}
