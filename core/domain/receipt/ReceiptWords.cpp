// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/receipt/ReceiptWords.h"

#include <QCoreApplication>
#include <QDateTime>

namespace tangyuan::receipt {

QString words(const char* source)
{
    return QCoreApplication::translate("Receipt", source);
}

QString indented(const QString& text)
{
    return QStringLiteral("  ") + text;
}

QString tierWords(Tier tier)
{
    switch (tier) {
    case Tier::Regular: return words(QT_TRANSLATE_NOOP("Receipt", "Member"));
    case Tier::Silver: return words(QT_TRANSLATE_NOOP("Receipt", "Silver member"));
    case Tier::Gold: return words(QT_TRANSLATE_NOOP("Receipt", "Gold member"));
    case Tier::Diamond: return words(QT_TRANSLATE_NOOP("Receipt", "Diamond member"));
    }
    return {};
}

QString tenderWords(TenderMethod method)
{
    switch (method) {
    case TenderMethod::Cash: return words(QT_TRANSLATE_NOOP("Receipt", "Cash"));
    case TenderMethod::Card: return words(QT_TRANSLATE_NOOP("Receipt", "Card"));
    case TenderMethod::WeChatPay: return words(QT_TRANSLATE_NOOP("Receipt", "WeChat Pay"));
    case TenderMethod::Alipay: return words(QT_TRANSLATE_NOOP("Receipt", "Alipay"));
    case TenderMethod::Other: return words(QT_TRANSLATE_NOOP("Receipt", "Other payment"));
    case TenderMethod::StoredValue: return words(QT_TRANSLATE_NOOP("Receipt", "Stored value"));
    }
    return {};
}

QString signedPoints(Points points)
{
    return points.count > 0 ? u'+' + QString::number(points.count) : QString::number(points.count);
}

QString signedMoney(Money amount)
{
    return amount.minor > 0 ? u'+' + toDisplayString(amount) : toDisplayString(amount);
}

QString quantityWords(const SaleLine& line)
{
    const QString price = toDisplayString(line.unitPrice);
    if (line.quantity.unit == Quantity::Unit::Gram)
        return QStringLiteral("%1 × %2/kg").arg(toDisplayString(line.quantity), price);
    if (line.quantity == Quantity::pieces(1) && line.gross == line.unitPrice)
        return {};
    return QStringLiteral("%1 × %2").arg(toDisplayString(line.quantity), price);
}

QString earnedWords(const Earned& reason)
{
    // Several factors that act at once are named together; a tier among them by its stable word.
    QStringList names = reason.name.split(QStringLiteral(" + "));
    for (QString& name : names)
        if (const auto tier = tierFromName(name); tier && reason.rule.contains(u"tier:"))
            name = tierWords(*tier);
    const QString text = names.join(QStringLiteral(" + "));
    return text.isEmpty() ? words(QT_TRANSLATE_NOOP("Receipt", "Purchase")) : text;
}

QStringList packWords(const Pack& pack)
{
    QStringList parts;
    if (pack.points.count > 0)
        parts.append(words(QT_TRANSLATE_NOOP("Receipt", "%1 points")).arg(pack.points.count));
    if (!pack.bonus.isZero())
        parts.append(words(QT_TRANSLATE_NOOP("Receipt", "%1 stored value")).arg(toDisplayString(pack.bonus)));
    for (const GiftSpec& gift : pack.gifts)
        parts.append(QStringLiteral("%1 × %2").arg(gift.count).arg(gift.name));
    return parts;
}

void addCentredLines(ReceiptDocument& document, const QString& text)
{
    for (const QString& line : text.split(u'\n', Qt::SkipEmptyParts)) {
        if (!line.trimmed().isEmpty())
            document.blocks.push_back(ReceiptDocument::Text { line.trimmed(), ReceiptDocument::Align::Centre });
    }
}

void addShop(ReceiptDocument& document, const ShopSettings& settings)
{
    if (!settings.shopName.trimmed().isEmpty())
        document.blocks.push_back(
            ReceiptDocument::Text { settings.shopName.trimmed(), ReceiptDocument::Align::Centre, ReceiptDocument::Size::Large, ReceiptDocument::Weight::Bold });
    addCentredLines(document, settings.shopAddress);
    addCentredLines(document, settings.shopPhone);
    document.blocks.push_back(ReceiptDocument::Gap {});
}

void addReprint(ReceiptDocument& document)
{
    document.blocks.push_back(ReceiptDocument::Text {
        words(QT_TRANSLATE_NOOP("Receipt", "*** REPRINT ***")), ReceiptDocument::Align::Centre, ReceiptDocument::Size::Normal, ReceiptDocument::Weight::Bold });
    document.blocks.push_back(ReceiptDocument::Gap {});
}

void addNumber(ReceiptDocument& document, const QString& number, UtcTime at, const QString& cashier, const ShopSettings& settings)
{
    const QString time = settings.calendar.localTime(at).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    document.blocks.push_back(ReceiptDocument::Pair { number, time });
    if (!cashier.trimmed().isEmpty())
        document.blocks.push_back(ReceiptDocument::Pair { words(QT_TRANSLATE_NOOP("Receipt", "Cashier")), cashier.trimmed() });
}

void addUpcoming(ReceiptDocument& document, const LoyaltyRules& upcoming)
{
    if (upcoming.notice.trimmed().isEmpty())
        return;
    document.blocks.push_back(ReceiptDocument::Gap {});
    const QDate day = upcoming.effectiveFrom.toDate();
    document.blocks.push_back(ReceiptDocument::Text { words(QT_TRANSLATE_NOOP("Receipt", "From %1-%2 on:")).arg(day.month()).arg(day.day()),
        ReceiptDocument::Align::Left, ReceiptDocument::Size::Normal, ReceiptDocument::Weight::Bold });
    document.blocks.push_back(ReceiptDocument::Text { upcoming.notice.trimmed() });
}

}
