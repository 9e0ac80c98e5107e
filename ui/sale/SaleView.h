// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/pricing/Hints.h"
#include "core/domain/sale/Sale.h"
#include "ui/desk/Notice.h"
#include "ui/members/MemberView.h"

#include <QString>

#include <optional>
#include <vector>

namespace tangyuan {

/// One thing that typed words may mean.
struct BoxResult {
    enum class Kind { Product, Member };
    Kind kind = Kind::Product;
    Id product;
    MemberKey member;
    QString title;
    QString detail;
    QString trailing; ///< price, or tier
};

/// Coupons of one kind that lie on the cart.
struct LaidCoupon {
    QString kind;
    QString name;
    qint64 count = 1;
    Money saved;
    enum class Effect { None, Acts } effect = Effect::None; ///< None: it lies there and waits until it would help

    bool operator==(const LaidCoupon&) const = default;
};

/// What the member at the counter could use.
struct HeldCoupons {
    qint64 count = 0;
    Money best; ///< what the best of them would take off this order, beside what lies on the cart

    bool operator==(const HeldCoupons&) const = default;
};

/// All that the sale screen shows.
struct SaleView {
    Cart cart;
    Quote quote;
    std::vector<Adjustment> orderWide; ///< what lowers the order as a whole, each by name
    std::vector<LaidCoupon> laidCoupons;
    std::vector<Hint> hints; ///< a moment after the price, the nearest first, at most two
    QString pointsHint;      ///< likewise: a line that may be had for points; may be empty
    HeldCoupons heldCoupons; ///< likewise
    int selectedLine = -1;
    std::optional<MemberView> member;
    std::vector<BoxResult> results;
    int selectedResult = -1;
    QString asking; ///< in the box, while somebody else is asked; may be empty
    std::optional<Notice> notice;
    std::optional<Sale> lastSale; ///< until the next item is added
    QString printTrouble;         ///< empty: all is well with the printer
    enum class PrintAgain { Impossible, Possible } printAgain = PrintAgain::Impossible;
    qsizetype suspendedCarts = 0;
    enum class Undo { Impossible, Possible } undo = Undo::Impossible;
};

}
