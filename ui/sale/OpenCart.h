// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Till.h"

#include <functional>
#include <optional>
#include <vector>

namespace tangyuan {

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

private:
    static constexpr size_t historySteps = 100;

    Result<void> accept(Cart cart);
    void save();

    Till& m_till;
    Cart m_cart;
    Quote m_quote;
    std::optional<Member> m_member;
    Points m_memberPoints;
    std::optional<Error> m_saveTrouble;
    std::vector<Cart> m_history;
};

}
