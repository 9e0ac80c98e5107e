// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Id.h"
#include "core/base/Money.h"
#include "core/domain/members/Tier.h"

#include <QStringList>

#include <array>
#include <optional>

namespace tangyuan {

/// A drawer of the catalogue ("Cakes"). `position` orders the tabs on the sale screen.
struct Category {
    Id id;
    QString name;
    int position = 0;

    bool operator==(const Category&) const = default;
};

enum class SaleState { OnSale, OffSale };

/// What is sold, by the piece or by weight.
struct Product {
    Id id;
    QString plu; ///< the shop's own short number (货号); unique, 1 … codeChars
    QString name;
    Id category;
    Quantity::Unit unit = Quantity::Unit::Piece;
    Money price; ///< per piece, or per kilogram
    Money cost;  ///< likewise
    /// A price for one tier that goes before the tier's rate; empty: the rate applies.
    std::array<std::optional<Money>, tierCount> tierPrices {};
    QStringList barcodes; ///< EAN-13/8, UPC-A, Code 128; each belongs to one product
    SaleState state = SaleState::OnSale;
    QString initials;                          ///< pinyin initials of the name, lower case ("msdg"); made by `pinyinInitials`
    QStringList tags {};                       ///< what rules may ask for ("imported", "seasonal"); none twice, without commas and semicolons
    std::optional<BusinessDate> bestBefore {}; ///< the last good day of what lies on the shelf now

    bool operator==(const Product&) const = default;
};

}
