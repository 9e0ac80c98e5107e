// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/SettingsText.h"

#include "core/base/Limits.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace tangyuan {
namespace {

using Field = SettingsText::Field;

struct SettingsWords {
    Q_DECLARE_TR_FUNCTIONS(SettingsText)
};

constexpr qint64 largestPoints = 1'000'000;

/// Reads field after field and collects what is wrong with them.
class Reader {
public:
    Reader(const SettingsText& text, std::vector<SettingsText::Problem>& problems)
        : m_text(text)
        , m_problems(problems)
    {
    }

    QString words(Field field, qsizetype maxChars)
    {
        const QString words = m_text[field].trimmed();
        if (words.size() > maxChars)
            complain(field, SettingsWords::tr("This is too long: at most %1 characters.").arg(maxChars));
        return words;
    }
    QString neededWords(Field field, qsizetype maxChars)
    {
        const QString found = words(field, maxChars);
        if (found.isEmpty())
            complain(field, SettingsWords::tr("This is needed."));
        return found;
    }
    qint64 number(Field field, qint64 least, qint64 most)
    {
        bool isNumber = false;
        const qint64 number = m_text[field].trimmed().toLongLong(&isNumber);
        if (!isNumber || number < least || number > most)
            complain(field, SettingsWords::tr("Write a whole number from %1 to %2.").arg(least).arg(most));
        return number;
    }
    Money money(Field field)
    {
        const auto money = parseMoney(m_text[field].trimmed());
        if (!money || money->minor <= 0 || money->minor > limits::unitPriceMinor)
            complain(field, SettingsWords::tr("Write an amount above zero, as 10 or 10.00."));
        return money.value_or(Money {});
    }
    /// "95" or "97.5": percent with at most two decimals.
    BasisPoints percent(Field field)
    {
        const auto percent = parseMoney(m_text[field].trimmed());
        if (!percent || percent->minor < 0 || percent->minor > 10'000)
            complain(field, SettingsWords::tr("Write a percentage from 0 to 100."));
        return { static_cast<qint32>(percent.value_or(Money {}).minor) };
    }
    void complain(Field field, const QString& sentence) { m_problems.push_back({ field, sentence }); }

private:
    const SettingsText& m_text;
    std::vector<SettingsText::Problem>& m_problems;
};

QString percentText(BasisPoints rate)
{
    QString text = toPlainString(Money { rate.value });
    return text.endsWith(QStringLiteral(".00")) ? text.chopped(3) : text;
}

/// The plain rule that the page shows; a shop with rules of its own may have none.
template <class Rules>
auto baseRule(Rules& rules) -> decltype(rules.earning.rules.data())
{
    for (auto& rule : rules.earning.rules)
        if (rule.id == u"base" && rule.kind == EarnRule::Kind::Amount)
            return &rule;
    return nullptr;
}

// Thirteen digits, one item field, one of weight or price, the check digit last (see ScaleLabelLayout).
bool isLabelPattern(const QString& pattern)
{
    static const QRegularExpression form(QStringLiteral("^[0-9]{1,3}I{3,7}[0-9]*(W{3,7}|P{3,7})[0-9]*C$"));
    return pattern.size() == 13 && form.match(pattern).hasMatch();
}

std::vector<ScaleLabelLayout> readLabels(Reader& reader, const QString& text)
{
    std::vector<ScaleLabelLayout> layouts;
    static const QRegularExpression between(QStringLiteral("[\\s,;]+"));
    for (const QString& pattern : text.split(between, Qt::SkipEmptyParts)) {
        if (!isLabelPattern(pattern))
            reader.complain(Field::ScaleLabels,
                SettingsWords::tr("“%1” is no label layout. Use 13 characters as 20IIIIIWWWWWC: I number, W grams, P price, C check digit.")
                    .arg(pattern.left(20)));
        layouts.push_back({ pattern });
    }
    return layouts;
}

void readPrinter(Reader& reader, const SettingsText& text, PrinterSettings& printer)
{
    printer.transport = text.transport;
    printer.paper = text.paper;
    printer.text = text.printerText;
    printer.opensDrawer = text.drawer == SettingsText::Drawer::Opens;
    const bool needsAddress
        = text.transport == PrinterTransport::Tcp || text.transport == PrinterTransport::DeviceFile || text.transport == PrinterTransport::Serial;
    printer.address
        = needsAddress ? reader.neededWords(Field::PrinterAddress, limits::addressChars) : reader.words(Field::PrinterAddress, limits::addressChars);
}

}

SettingsText SettingsText::of(const ShopSettings& settings, const LoyaltyRules& rules)
{
    SettingsText text;
    text[Field::ShopName] = settings.shopName;
    text[Field::ShopAddress] = settings.shopAddress;
    text[Field::ShopPhone] = settings.shopPhone;
    text[Field::ReceiptFooter] = settings.receiptFooter;
    text[Field::TillCode] = settings.tillCode;
    text[Field::Store] = settings.store;
    text[Field::Cashier] = settings.cashier;
    text[Field::CutOffHour] = QString::number(settings.calendar.cutOffHour);
    text[Field::PrinterAddress] = settings.printer.address;
    text[Field::SerialScanner] = settings.serialScanner;
    QStringList labels;
    for (const ScaleLabelLayout& layout : settings.scaleLabels)
        labels.append(layout.pattern);
    text[Field::ScaleLabels] = labels.join(u' ');
    text[Field::SilverRate] = percentText(rules.tiers.tiers[1].rate);
    text[Field::GoldRate] = percentText(rules.tiers.tiers[2].rate);
    text[Field::DiamondRate] = percentText(rules.tiers.tiers[3].rate);
    if (const EarnRule* base = baseRule(rules)) {
        text[Field::EarnStep] = toPlainString(base->per);
        text[Field::EarnPoints] = QString::number(base->points.count);
    }
    text[Field::RedeemStep] = QString::number(rules.redemption.step.count);
    text[Field::RedeemValue] = toPlainString(rules.redemption.value);
    text.transport = settings.printer.transport;
    text.paper = settings.printer.paper;
    text.printerText = settings.printer.text;
    text.drawer = settings.printer.opensDrawer ? Drawer::Opens : Drawer::Closed;
    text.language = settings.language;
    return text;
}

SettingsText::Reading SettingsText::read(const ShopSettings& before, const LoyaltyRules& rulesBefore) const
{
    Reading reading { before, rulesBefore, {} };
    ShopSettings& settings = reading.settings;
    Reader reader(*this, reading.problems);
    settings.shopName = reader.neededWords(Field::ShopName, limits::nameChars);
    settings.shopAddress = reader.words(Field::ShopAddress, limits::addressChars);
    settings.shopPhone = reader.words(Field::ShopPhone, limits::codeChars);
    settings.receiptFooter = reader.words(Field::ReceiptFooter, limits::noteChars);
    settings.tillCode = reader.neededWords(Field::TillCode, 8);
    static const QRegularExpression code(QStringLiteral("^[A-Za-z0-9]*$"));
    if (!code.match(settings.tillCode).hasMatch())
        reader.complain(Field::TillCode, SettingsWords::tr("Use letters and digits only, as A01."));
    settings.store = reader.words(Field::Store, limits::codeChars);
    settings.cashier = reader.words(Field::Cashier, limits::nameChars);
    settings.calendar.cutOffHour = static_cast<int>(reader.number(Field::CutOffHour, 0, 12));
    settings.serialScanner = reader.words(Field::SerialScanner, limits::addressChars);
    settings.scaleLabels = readLabels(reader, (*this)[Field::ScaleLabels]);
    settings.language = language;
    readPrinter(reader, *this, settings.printer);
    LoyaltyRules& rules = reading.rules;
    rules.tiers.tiers[1].rate = reader.percent(Field::SilverRate);
    rules.tiers.tiers[2].rate = reader.percent(Field::GoldRate);
    rules.tiers.tiers[3].rate = reader.percent(Field::DiamondRate);
    if (EarnRule* base = baseRule(rules)) {
        base->per = reader.money(Field::EarnStep);
        base->points = { reader.number(Field::EarnPoints, 0, largestPoints) };
    }
    rules.redemption.step = { reader.number(Field::RedeemStep, 1, largestPoints) };
    rules.redemption.value = reader.money(Field::RedeemValue);
    return reading;
}

}
