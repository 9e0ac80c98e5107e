// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/shop/ShopSettings.h"

#include "core/base/Enumerators.h"
#include "core/base/Json.h"
#include "core/base/Limits.h"
#include "core/domain/segments/SegmentReader.h"

#include <array>

namespace tangyuan {

namespace {

template <class Enum>
struct Word {
    Enum value;
    const char* word;
};
template <class Enum>
Word(Enum, const char*) -> Word<Enum>; // Clang deduces no aggregate before 17

constexpr std::array transports { Word { PrinterTransport::None, "none" }, Word { PrinterTransport::Tcp, "tcp" }, Word { PrinterTransport::DeviceFile, "file" },
    Word { PrinterTransport::Serial, "serial" }, Word { PrinterTransport::System, "system" } };
constexpr std::array papers { Word { PaperWidth::Mm58, "58mm" }, Word { PaperWidth::Mm80, "80mm" } };
constexpr std::array texts { Word { PrinterText::Gb18030, "gb18030" }, Word { PrinterText::Raster, "raster" } };
static_assert(namesEach(transports, &Word<PrinterTransport>::value) && namesEach(papers, &Word<PaperWidth>::value));
static_assert(namesEach(texts, &Word<PrinterText>::value));

QString wordOf(const auto& words, auto value)
{
    for (const auto& word : words)
        if (word.value == value)
            return QString::fromLatin1(word.word);
    VERIFY(false);
}

void readWord(JsonReader& reader, QLatin1String key, const auto& words, auto& value)
{
    const QString text = reader.text(key, 20);
    for (const auto& word : words) {
        if (text == QLatin1String(word.word)) {
            value = word.value;
            return;
        }
    }
    reader.reject(key);
}

QJsonObject printerToJson(const PrinterSettings& printer)
{
    return { { QStringLiteral("transport"), wordOf(transports, printer.transport) }, { QStringLiteral("address"), printer.address },
        { QStringLiteral("paper"), wordOf(papers, printer.paper) }, { QStringLiteral("text"), wordOf(texts, printer.text) },
        { QStringLiteral("opensDrawer"), printer.opensDrawer } };
}

Result<PrinterSettings> printerFromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    PrinterSettings printer;
    readWord(reader, QLatin1String("transport"), transports, printer.transport);
    printer.address = reader.text(QLatin1String("address"), 512);
    readWord(reader, QLatin1String("paper"), papers, printer.paper);
    readWord(reader, QLatin1String("text"), texts, printer.text);
    printer.opensDrawer = json[QLatin1String("opensDrawer")].toBool(true);
    TRY(reader.finish());
    return printer;
}

/// 13 digits long, starts with the in-store "2", has a PLU, a value and the check digit at its end.
bool isLabelLayout(const QString& pattern)
{
    return pattern.size() == 13 && pattern.startsWith(u'2') && pattern.endsWith(u'C') && pattern.count(u'C') == 1 && pattern.contains(u'I')
        && pattern.contains(u'W') != pattern.contains(u'P')
        && std::all_of(pattern.begin(), pattern.end(), [](QChar c) { return c.isDigit() || QStringLiteral("IWPC").contains(c); });
}

}

QJsonObject ShopSettings::toJson() const
{
    QJsonArray labels;
    for (const ScaleLabelLayout& label : scaleLabels)
        labels.append(label.pattern);
    return { { QStringLiteral("rfm"), rfm.toJson() }, { QStringLiteral("shopName"), shopName }, { QStringLiteral("shopAddress"), shopAddress },
        { QStringLiteral("shopPhone"), shopPhone }, { QStringLiteral("receiptFooter"), receiptFooter }, { QStringLiteral("tillCode"), tillCode },
        { QStringLiteral("store"), store }, { QStringLiteral("language"), language }, { QStringLiteral("timeZone"), QString::fromLatin1(calendar.zone.id()) },
        { QStringLiteral("cutOffHour"), calendar.cutOffHour }, { QStringLiteral("phoneRegion"), phoneRegion }, { QStringLiteral("scaleLabels"), labels },
        { QStringLiteral("printer"), printerToJson(printer) }, { QStringLiteral("serialScanner"), serialScanner } };
}

Result<ShopSettings> ShopSettings::fromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    ShopSettings settings;
    settings.shopName = reader.text(QLatin1String("shopName"), limits::nameChars);
    if (reader.has(QLatin1String("rfm")))
        settings.rfm = TRY(within(QLatin1String("rfm"), RfmCuts::fromJson(TRY(readObject(json, QLatin1String("rfm"))))));
    settings.shopAddress = reader.optionalText(QLatin1String("shopAddress"), limits::addressChars);
    settings.shopPhone = reader.optionalText(QLatin1String("shopPhone"), 40);
    settings.receiptFooter = reader.optionalText(QLatin1String("receiptFooter"), limits::addressChars);
    settings.store = reader.optionalText(QLatin1String("store"), limits::codeChars);
    settings.language = reader.optionalText(QLatin1String("language"), 10);
    settings.serialScanner = reader.optionalText(QLatin1String("serialScanner"), 200);
    settings.calendar.cutOffHour = static_cast<int>(reader.optionalInteger(QLatin1String("cutOffHour"), 0, 0, 12));
    if (reader.has(QLatin1String("tillCode"))) {
        settings.tillCode = reader.text(QLatin1String("tillCode"), 8);
        const auto isCodeChar = [](QChar c) { return (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9'); };
        if (settings.tillCode.isEmpty() || !std::all_of(settings.tillCode.begin(), settings.tillCode.end(), isCodeChar))
            reader.reject(QLatin1String("tillCode"));
    }
    if (reader.has(QLatin1String("timeZone"))) {
        settings.calendar.zone = QTimeZone(reader.text(QLatin1String("timeZone"), 64).toLatin1());
        if (!settings.calendar.zone.isValid())
            reader.reject(QLatin1String("timeZone"));
    }
    if (reader.has(QLatin1String("phoneRegion"))) {
        settings.phoneRegion = reader.text(QLatin1String("phoneRegion"), 2);
        if (settings.phoneRegion.size() != 2)
            reader.reject(QLatin1String("phoneRegion"));
    }
    if (reader.has(QLatin1String("scaleLabels"))) {
        settings.scaleLabels.clear();
        for (const QJsonValue& label : reader.array(QLatin1String("scaleLabels"), 10)) {
            if (!isLabelLayout(label.toString()))
                reader.reject(QLatin1String("scaleLabels"));
            settings.scaleLabels.push_back({ label.toString() });
        }
    }
    TRY(reader.finish());
    if (reader.has(QLatin1String("printer")))
        settings.printer = TRY(printerFromJson(json[QLatin1String("printer")].toObject()));
    return settings;
}

}
