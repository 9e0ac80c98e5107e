// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/DiscountDraft.h"

#include "core/base/Limits.h"
#include "core/usecases/counter/Checkout.h"

namespace tangyuan {

DiscountDraft::DiscountDraft(Parts parts)
    : m(std::move(parts))
{
    setTarget(m.line ? Target::Line : Target::Order);
}

QString DiscountDraft::lineName() const
{
    return m.line ? m.cart.lines[*m.line].product.name : QString();
}

std::optional<ManualDiscount>& DiscountDraft::place(Cart& cart) const
{
    return m_target == Target::Line ? cart.lines[*m.line].discount : cart.discount;
}

const std::optional<ManualDiscount>& DiscountDraft::present() const
{
    return m_target == Target::Line ? m.cart.lines[*m.line].discount : m.cart.discount;
}

void DiscountDraft::setTarget(Target target)
{
    m_target = m.line ? target : Target::Order;
    const auto& there = present();
    if (!there)
        return;
    m_unit = there->rate.value > 0 ? Unit::Percent : Unit::Amount;
    m_text = there->rate.value > 0 ? QString::number(there->rate.value / 100.0) : toPlainString(there->amount);
    m_reason = there->reason;
}

Result<ManualDiscount> DiscountDraft::read() const
{
    QString text = m_text.trimmed();
    if (m_unit == Unit::Percent && text.endsWith(u'%'))
        text.chop(1);
    const Money number = TRY(parseMoney(text));
    if (number.minor <= 0 || (m_unit == Unit::Percent && number.minor > BasisPoints::whole))
        return fail(ErrorCode::InputOutOfRange);
    ManualDiscount discount;
    discount.reason = m_reason.trimmed();
    if (m_unit == Unit::Percent)
        discount.rate = { static_cast<qint32>(number.minor) };
    else
        discount.amount = number;
    return discount;
}

Result<DiscountDraft::Outcome> DiscountDraft::outcome() const
{
    ManualDiscount discount = TRY(read());
    if (discount.reason.isEmpty())
        discount.reason = QStringLiteral("…"); // asked for at the end
    Cart without = m.cart;
    place(without).reset();
    Cart with = m.cart;
    place(with) = discount;
    const Quote priced = TRY(m.price(with));
    TRY(checkManualDiscounts(with, priced, m.rules, m.cashier));
    return Outcome { TRY(m.price(without)).total - priced.total, priced.total };
}

Result<void> DiscountDraft::check() const
{
    TRY(outcome());
    const ManualDiscount discount = TRY(read());
    if (discount.reason.isEmpty())
        return fail(ErrorCode::DiscountReasonMissing);
    if (discount.reason.size() > limits::noteChars)
        return fail(ErrorCode::InputTooLong, QStringLiteral("reason"));
    return {};
}

void DiscountDraft::applyTo(Cart& cart, Decision decision) const
{
    if (decision == Decision::TakeOff)
        place(cart).reset();
    else if (const auto discount = read())
        place(cart) = *discount;
}

}
