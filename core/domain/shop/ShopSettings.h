// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/domain/segments/Rfm.h"

#include <QJsonObject>

namespace tangyuan {

/// A scale label's digits (an EAN-13 whose first two digits say "in-store", GS1 General
/// Specifications 2.1.12): e.g. "20IIIIIWWWWWC" is prefix 20, five digits of PLU, five of grams, the
/// check digit. I item (PLU), W grams, P price in fen, C check digit; other digits stand for themselves.
struct ScaleLabelLayout {
    QString pattern = QStringLiteral("20IIIIIWWWWWC");
    bool operator==(const ScaleLabelLayout&) const = default;
};

enum class PaperWidth { Mm58, Mm80 };
enum class PrinterTransport { None, Tcp, DeviceFile, Serial, System };
enum class PrinterText { Gb18030, Raster };

struct PrinterSettings {
    PrinterTransport transport = PrinterTransport::None;
    QString address; ///< "192.168.1.50:9100", "/dev/usb/lp0", "/dev/ttyUSB0:9600", a system printer's name
    PaperWidth paper = PaperWidth::Mm80;
    PrinterText text = PrinterText::Gb18030;
    bool opensDrawer = true; ///< a pulse when cash was taken
    bool operator==(const PrinterSettings&) const = default;
};

/// What the owner sets once. Stored as one JSON document in the till's database, all but who stands at the counter: that
/// changes with every shift, is the till's own, and no edit of the shop.
struct ShopSettings {
    QString shopName;
    QString shopAddress;
    QString shopPhone;
    QString receiptFooter;
    QString tillCode = QStringLiteral("A01"); ///< stands before every receipt number
    QString store;                            ///< the store's code in a chain ("S001"), which rules may ask for; may be empty
    QString cashier;                          ///< who stands at the counter; not in the document
    QString language;                         ///< "zh_CN", "en", empty: as the system
    BusinessCalendar calendar;
    QString phoneRegion = QStringLiteral("CN"); ///< ISO 3166: how to read a phone without a country code
    std::vector<ScaleLabelLayout> scaleLabels { { QStringLiteral("20IIIIIWWWWWC") }, { QStringLiteral("21IIIIIPPPPPC") } };
    PrinterSettings printer;
    RfmCuts rfm;           ///< where regulars of each kind begin
    QString serialScanner; ///< "/dev/ttyACM0:9600"; empty: none

    QJsonObject toJson() const;
    /// What it does not know it passes over; documents of before name the cashier, too.
    static Result<ShopSettings> fromJson(const QJsonObject& json);
};

}
