// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pricing/Quote.h"
#include "core/sale/Sale.h"
#include "ui/sale/MemberView.h"

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

/// A sentence above the counter that goes away by itself.
struct Notice {
    enum class Tone { Quiet, Good, Trouble };
    Tone tone = Tone::Quiet;
    QString text;

    bool operator==(const Notice&) const = default;
};

/// All that the sale screen shows.
struct SaleView {
    Cart cart;
    Quote quote;
    int selectedLine = -1;
    std::optional<MemberView> member;
    std::vector<BoxResult> results;
    int selectedResult = -1;
    std::optional<Notice> notice;
    std::optional<Sale> lastSale; ///< until the next item is added
    QString printTrouble;         ///< empty: all is well with the printer
    enum class PrintAgain { Impossible, Possible } printAgain = PrintAgain::Impossible;
    qsizetype suspendedCarts = 0;
    enum class Undo { Impossible, Possible } undo = Undo::Impossible;
};

}
