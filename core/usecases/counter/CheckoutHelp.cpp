// SPDX-License-Identifier: GPL-3.0-or-later
// What the counter says while the cart fills: prices, what could still be reached, which coupons would help.
#include "core/usecases/counter/Checkout.h"

#include "core/storage/CouponRows.h"

#include <algorithm>

namespace tangyuan {

Result<Quote> Checkout::quoteCart(const Cart& cart, const std::optional<Member>& member, Channel channel)
{
    const Moment moment = m_moments.take();
    return quote(inputOf(cart, moment, TRY(customer(moment, member, channel))));
}

Result<std::vector<Hint>> Checkout::hints(const Cart& cart, const std::optional<Member>& member)
{
    const Moment moment = m_moments.take();
    const Customer customer = TRY(this->customer(moment, member, Channel::Counter));
    const QuoteInput input = inputOf(cart, moment, customer);
    return hintsOf(input, quote(input));
}

Result<std::vector<CouponChoice>> Checkout::couponsFor(const Cart& cart, const std::optional<Member>& member)
{
    const Moment moment = m_moments.take();
    const Customer customer = TRY(this->customer(moment, member, Channel::Counter));
    const PriceList& prices = moment.prices;
    CouponRows store(m_database);
    const MemberState* ledger = customer.standing ? &customer.standing->ledger : nullptr;
    std::vector<CouponChoice> choices;
    for (const CartCoupon& laid : cart.coupons) {
        const CouponTemplate* kind = prices.coupon(laid.kind);
        choices.push_back({ laid, kind ? kind->offer.name : laid.kind, 1, {}, true });
    }
    if (ledger) {
        std::map<QString, qint64> laid = membersCoupons(cart.coupons);
        for (const Lot& lot : ledger->lots) {
            const CouponTemplate* kind = lot.currency == Currency::Gift && !lot.isExpiredOn(moment.date) ? prices.coupon(lot.item) : nullptr;
            if (!kind || lot.remaining == 0)
                continue;
            const qint64 onCart = std::min(laid[lot.item], lot.remaining);
            laid[lot.item] -= onCart;
            if (lot.remaining > onCart)
                choices.push_back({ { lot.item }, kind->offer.name, lot.remaining - onCart, lot.expires });
        }
    }
    const Money now = quote(inputOf(cart, moment, customer)).total;
    for (CouponChoice& choice : choices) {
        Cart other = cart;
        if (choice.isLaid)
            other.coupons.erase(std::ranges::find(other.coupons, choice.coupon));
        else
            other.coupons.push_back(choice.coupon);
        const auto usable = store.check(choice.isLaid ? cart.coupons : other.coupons, ledger, prices, customer.situation);
        if (!usable)
            choice.obstacle = usable.error();
        const Money then = quote(inputOf(other, moment, customer)).total;
        choice.gain = choice.isLaid ? then - now : now - then;
    }
    std::ranges::stable_sort(choices, [](const CouponChoice& a, const CouponChoice& b) {
        const auto key = [](const CouponChoice& choice) {
            return std::tuple(choice.obstacle.has_value(), -choice.gain.minor, choice.expires.value_or(BusinessDate { 99'991'231 }));
        };
        return key(a) < key(b);
    });
    return choices;
}

}
