// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Enumerators.h"
#include "core/domain/loyalty/LoyaltyRules.h"
#include "core/domain/shop/ShopSettings.h"

#include <QString>

#include <array>
#include <vector>

namespace tangyuan {

/// The settings as they stand in the fields of the page, and back again. No screen is needed to tell
/// whether they are right.
struct SettingsText {
    enum class Field {
        ShopName,
        ShopAddress,
        ShopPhone,
        ReceiptFooter,
        TillCode,
        Store,
        Cashier,
        CutOffHour,
        PrinterAddress,
        SerialScanner,
        ScaleLabels,
        SilverRate,
        GoldRate,
        DiamondRate,
        EarnStep,
        EarnPoints,
        RedeemStep,
        RedeemValue,
    };
    static constexpr size_t fieldCount = enumerators<Field>.size();

    std::array<QString, fieldCount> fields;
    PrinterTransport transport = PrinterTransport::None;
    PaperWidth paper = PaperWidth::Mm80;
    PrinterText printerText = PrinterText::Gb18030;
    enum class Drawer { Closed, Opens } drawer = Drawer::Opens;
    QString language;

    QString& operator[](Field field) { return fields[static_cast<size_t>(field)]; }
    const QString& operator[](Field field) const { return fields[static_cast<size_t>(field)]; }

    static SettingsText of(const ShopSettings& settings, const LoyaltyRules& rules);

    struct Problem {
        Field field;
        QString sentence;
    };
    struct Reading {
        ShopSettings settings; ///< complete only without problems
        LoyaltyRules rules;
        std::vector<Problem> problems;
    };
    /// What is not on the page stays as in `before`.
    Reading read(const ShopSettings& before, const LoyaltyRules& rulesBefore) const;
};

}
