// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/till/Till.h"

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace tangyuan {

/// A coupon that left the cart by itself, because it can no longer be used.
struct DroppedCoupon {
    QString name;
    Error reason;
};

/// The cart on the counter: priced and kept on disk after every change, with the changes that can be undone.
class OpenCart {
public:
    explicit OpenCart(Till& till);

    const Cart& cart() const { return m_cart; }
    const Quote& quote() const { return m_quote; }
    const std::optional<Member>& member() const { return m_member; }
    Points memberPoints() const { return m_memberPoints; }
    /// Why the last change is only in memory, if so.
    const std::optional<Error>& saveTrouble() const { return m_saveTrouble; }

    /// Rises with every price: what is derived from the cart is stale when it has.
    qint64 revision() const { return m_revision; }
    /// What left the cart since this was asked last.
    std::vector<DroppedCoupon> takeDropped() { return std::exchange(m_dropped, {}); }

    /// Applies `change` to a copy, prices it and keeps it. On an error nothing changed. A change that
    /// could not be written to disk stands all the same: see `saveTrouble`.
    Result<void> change(const std::function<Result<void>(Cart&)>& change);
    bool canUndo() const { return !m_history.empty(); }
    Result<void> undo();

    /// Takes what the last run left on the counter; false if there was nothing.
    Result<bool> restore();
    /// Puts another cart on the counter (a new one, or one recalled); its history begins here.
    Result<void> replace(Cart cart);
    Result<void> startNew() { return replace(m_till.newCart()); }
    /// Prices again, after the catalogue, the rules or the member changed.
    Result<void> reprice();
    Result<Quote> quoteWithPoints(Points wanted) const;
    Result<Quote> quoteOf(const Cart& cart) const { return m_till.checkout().quoteCart(cart, m_member); }

private:
    static constexpr size_t historySteps = 100;

    Result<void> accept(Cart cart);
    /// So that a coupon that was used elsewhere, or has expired meanwhile, stops no sale.
    Result<std::vector<DroppedCoupon>> dropUnusable(Cart& cart, const std::optional<Member>& member) const;
    void save();

    Till& m_till;
    Cart m_cart;
    Quote m_quote;
    std::optional<Member> m_member;
    Points m_memberPoints;
    std::optional<Error> m_saveTrouble;
    std::vector<Cart> m_history;
    std::vector<DroppedCoupon> m_dropped;
    qint64 m_revision = 0;
};

}
