// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/pricing/Quote.h"
#include "core/domain/sale/Sale.h"

#include <functional>
#include <vector>

namespace tangyuan {

/// The tenders of one sale while they are being taken: what is due, what comes back. Knows no screen.
class Payment {
public:
    /// The quote of the same cart when this many points are wanted.
    using Requote = std::function<Result<Quote>(Points)>;
    /// `storedValue`: what the member may pay out of it today.
    Payment(Quote quote, Requote requote, Money storedValue = {});

    const Quote& quote() const { return m_quote; }
    Money total() const { return m_quote.total; }
    const std::vector<Tender>& tenders() const { return m_tenders; }
    Money taken() const;
    Money due() const;    ///< left to take; never negative
    Money change() const; ///< to give back, out of cash
    bool isComplete() const { return due().isZero(); }
    Money takenBy(TenderMethod method) const;
    Money storedValueLeft() const { return m_storedValue - takenBy(TenderMethod::StoredValue); }
    /// What this way of paying is asked for first: all that is due, or all that it has.
    Money offered(TenderMethod method) const;

    /// Errors: TenderInvalid (not above zero, too many, or more than due without cash), ValueInsufficient.
    Result<void> take(TenderMethod method, Money amount);
    void takeBackLast();
    void takeBackAll(TenderMethod method);
    /// Exact, then the next ¥10, ¥50 and ¥100 above it: what a customer hands over.
    std::vector<Money> quickCash() const;

    enum class PointsUse { None, All };
    PointsUse pointsUse() const { return m_quote.pointsSpent.count > 0 ? PointsUse::All : PointsUse::None; }
    /// Tenders taken so far are forgotten: the total is another one. Errors: storage errors.
    Result<void> usePoints(PointsUse use);

private:
    Quote m_quote;
    Requote m_requote;
    Money m_storedValue;
    std::vector<Tender> m_tenders;
};

}
