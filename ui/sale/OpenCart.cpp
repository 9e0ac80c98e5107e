// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/OpenCart.h"

#include <algorithm>
#include <array>

namespace tangyuan {
namespace {

bool isAboutTheCoupon(ErrorCode code)
{
    using enum ErrorCode;
    constexpr std::array codes { CouponUnknown, CouponForged, CouponForeign, CouponNotHeld, CouponUsed, CouponRevoked, CouponNotYetValid, CouponExpired,
        CouponOtherStore, CouponNotNow, CouponTooMany };
    return std::ranges::find(codes, code) != codes.end();
}

}

OpenCart::OpenCart(Till& till)
    : m_till(till)
    , m_cart(till.newCart())
{
}

Result<void> OpenCart::change(const std::function<Result<void>(Cart&)>& change)
{
    Cart next = m_cart;
    TRY(change(next));
    Cart before = m_cart;
    TRY(accept(std::move(next)));
    if (m_history.size() == historySteps)
        m_history.erase(m_history.begin());
    m_history.push_back(std::move(before));
    save();
    return {};
}

Result<void> OpenCart::undo()
{
    if (m_history.empty())
        return {};
    TRY(accept(m_history.back()));
    m_history.pop_back();
    save();
    return {};
}

Result<bool> OpenCart::restore()
{
    std::optional<Cart> kept = TRY(m_till.carts().open());
    if (!kept)
        return false;
    m_till.refresh(*kept);
    TRY(accept(std::move(*kept)));
    m_history.clear();
    return true;
}

Result<void> OpenCart::replace(Cart cart)
{
    m_till.refresh(cart);
    TRY(accept(std::move(cart)));
    m_history.clear();
    save();
    return {};
}

Result<void> OpenCart::reprice()
{
    Cart cart = m_cart;
    m_till.refresh(cart);
    m_member.reset();
    return accept(std::move(cart));
}

Result<Quote> OpenCart::quoteWithPoints(Points wanted) const
{
    Cart cart = m_cart;
    cart.pointsWanted = wanted;
    return m_till.checkout().quoteCart(cart, m_member);
}

Result<void> OpenCart::accept(Cart cart)
{
    std::optional<Member> member = m_member;
    if (cart.member && (!member || member->id != *cart.member)) {
        Result<Member> found = m_till.members().byId(*cart.member);
        if (!found && found.error().code != ErrorCode::MemberNotFound)
            return Failure(found.error());
        member = found && !found->isErased ? std::optional(*found) : std::nullopt;
    }
    if (!cart.member || !member) {
        member.reset();
        cart.member.reset();
        cart.pointsWanted = {};
    }
    std::vector<DroppedCoupon> dropped = TRY(dropUnusable(cart, member));
    Quote priced = TRY(m_till.checkout().quoteCart(cart, member));
    m_memberPoints = member ? TRY(m_till.checkout().pointsBalance(member->key)) : Points {};
    m_cart = std::move(cart);
    m_quote = std::move(priced);
    m_member = std::move(member);
    m_dropped.insert(m_dropped.end(), dropped.begin(), dropped.end());
    ++m_revision;
    return {};
}

Result<std::vector<DroppedCoupon>> OpenCart::dropUnusable(Cart& cart, const std::optional<Member>& member) const
{
    Checkout& checkout = m_till.checkout();
    std::vector<DroppedCoupon> dropped;
    if (checkout.checkCoupons(cart, member))
        return dropped;
    for (const CartCoupon& coupon : std::exchange(cart.coupons, {})) {
        cart.coupons.push_back(coupon);
        const auto usable = checkout.checkCoupons(cart, member);
        if (usable)
            continue;
        if (!isAboutTheCoupon(usable.error().code))
            return Failure(usable.error());
        cart.coupons.pop_back();
        dropped.push_back({ usable.error().context, usable.error() });
    }
    return dropped;
}

void OpenCart::save()
{
    const Result<void> saved = m_till.carts().save(m_cart);
    m_saveTrouble = saved ? std::nullopt : std::optional(saved.error());
}

}
