// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/shop/ShopSettings.h"

#include <QString>

#include <variant>
#include <vector>

namespace tangyuan {

/// What is to stand on the paper, before anybody knows which paper: one layout for ESC/POS text and
/// raster, PNG, PDF, plain text and system printers.
struct ReceiptDocument {
    enum class Align { Left, Centre, Right };
    enum class Size { Normal, Large };
    enum class Weight { Normal, Bold };

    struct Text {
        QString text;
        Align align = Align::Left;
        Size size = Size::Normal;
        Weight weight = Weight::Normal;
    };
    /// Left and right on one line; the left wraps when both do not fit.
    struct Pair {
        QString left;
        QString right;
        Size size = Size::Normal;
        Weight weight = Weight::Normal;
    };
    /// A row of right-aligned cells under a left-aligned first one (quantity, price, amount).
    struct Columns {
        std::vector<QString> cells;
        Weight weight = Weight::Normal;
    };
    struct Rule { }; ///< a line across
    struct Gap { };  ///< half a line of nothing
    /// Centred.
    struct Qr {
        QString payload;
    };
    using Block = std::variant<Text, Pair, Columns, Rule, Gap, Qr>;

    enum class Drawer { Closed, Open };

    QString title; ///< of the print job or PDF ("Receipt A01-000123")
    std::vector<Block> blocks;
    Drawer drawer = Drawer::Closed; ///< pulse the drawer before printing
};

}
