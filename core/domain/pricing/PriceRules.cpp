// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/pricing/PriceRules.h"

#include <algorithm>

namespace tangyuan {

Money Rounding::operator()(Money total) const
{
    const auto step = static_cast<qint64>(unit);
    const qint64 rest = total.minor % step;
    const Money down { total.minor - rest };
    const Money up { down.minor + step };
    switch (mode) {
    case Mode::Down: return down;
    case Mode::HalfUp: return rest * 2 >= step && rest > 0 ? up : down;
    case Mode::HalfEven:
        if (rest * 2 == step)
            return down.minor / step % 2 == 0 ? down : up;
        return rest * 2 > step ? up : down;
    }
    VERIFY(false);
}

bool ManualDiscountRules::allows(const QString& cashier) const
{
    return most.value > 0 && (cashiers.empty() || std::ranges::find(cashiers, cashier) != cashiers.end());
}

const CouponTemplate* PriceRules::coupon(QStringView id) const
{
    const auto found = std::ranges::find_if(coupons, [&](const CouponTemplate& one) { return one.offer.id == id; });
    return found == coupons.end() ? nullptr : &*found;
}

const Offer* PriceRules::offer(QStringView id) const
{
    const auto found = std::ranges::find_if(promotions, [&](const Offer& one) { return one.id == id; });
    if (found != promotions.end())
        return &*found;
    const CouponTemplate* known = coupon(id);
    return known ? &known->offer : nullptr;
}

SituationQuestions PriceRules::questions() const
{
    SituationQuestions questions;
    const auto ask = [&](const Offer& offer) {
        questions.tags |= !offer.when.tags.empty();
        questions.firstOrder |= offer.when.firstOrder.has_value();
    };
    std::ranges::for_each(promotions, ask);
    std::ranges::for_each(coupons, ask, &CouponTemplate::offer);
    return questions;
}

QString groupOf(const Offer& offer, OfferForm form)
{
    if (!offer.group.isEmpty())
        return offer.group;
    if (form == OfferForm::Coupon)
        return QStringLiteral("coupon");
    return offer.isOfOrder() ? QStringLiteral("order") : QString();
}

}
