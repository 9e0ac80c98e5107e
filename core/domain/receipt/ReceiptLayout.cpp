// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/receipt/ReceiptLayout.h"

#include "core/domain/pricing/AdjustmentPlace.h"
#include "core/domain/receipt/Paper.h"
#include "core/domain/receipt/ReceiptWords.h"

#include <QCoreApplication>

#include <algorithm>

namespace tangyuan {

using namespace receipt;

namespace {

using Align = ReceiptDocument::Align;
using Columns = ReceiptDocument::Columns;
using Gap = ReceiptDocument::Gap;
using Pair = ReceiptDocument::Pair;
using Qr = ReceiptDocument::Qr;
using Rule = ReceiptDocument::Rule;
using Size = ReceiptDocument::Size;
using Text = ReceiptDocument::Text;
using Weight = ReceiptDocument::Weight;

QString adjustmentWords(const Adjustment& adjustment)
{
    switch (adjustment.rule) {
    case Adjustment::Rule::TierPrice:
        if (adjustment.label == u"silver")
            return words(QT_TRANSLATE_NOOP("Receipt", "Silver price"));
        if (adjustment.label == u"gold")
            return words(QT_TRANSLATE_NOOP("Receipt", "Gold price"));
        if (adjustment.label == u"diamond")
            return words(QT_TRANSLATE_NOOP("Receipt", "Diamond price"));
        return words(QT_TRANSLATE_NOOP("Receipt", "Member price"));
    case Adjustment::Rule::GroupPrice: return words(QT_TRANSLATE_NOOP("Receipt", "Contract price"));
    case Adjustment::Rule::PointsAsCash: return words(QT_TRANSLATE_NOOP("Receipt", "Points"));
    case Adjustment::Rule::Promotion:
    case Adjustment::Rule::Coupon: return adjustment.label;
    case Adjustment::Rule::PointsPrice:
        return words(QT_TRANSLATE_NOOP("Receipt", "%1 (%2 points)")).arg(adjustment.label, QString::number(adjustment.points.count));
    case Adjustment::Rule::ByHand: return words(QT_TRANSLATE_NOOP("Receipt", "Reduced"));
    case Adjustment::Rule::Rounding: return words(QT_TRANSLATE_NOOP("Receipt", "Rounding"));
    }
    return {};
}

/// Under the sum of all that was saved.
QString orderWords(const Adjustment& sum)
{
    return sum.rule == Adjustment::Rule::PointsAsCash ? words(QT_TRANSLATE_NOOP("Receipt", "with points")) : adjustmentWords(sum);
}

AdjustmentPlaces placesOf(const Sale& sale, const SaleLine& line)
{
    return tangyuan::placesOf(line.adjustments, sale.offers, { line.basis.discount, sale.basis.discount });
}

void addLine(ReceiptDocument& document, const Sale& sale, const SaleLine& line)
{
    const QString quantity = quantityWords(line);
    document.blocks.push_back(Pair { line.name.trimmed(), toDisplayString(line.gross) });
    if (!quantity.isEmpty())
        document.blocks.push_back(Text { indented(quantity) });
    for (const Adjustment& adjustment : placesOf(sale, line).own)
        document.blocks.push_back(Pair { indented(adjustmentWords(adjustment)), toDisplayString(adjustment.amount) });
    if (!line.note.trimmed().isEmpty())
        document.blocks.push_back(Text { indented(QStringLiteral("* ") + line.note.trimmed()) });
}

/// Pieces count one each; what was weighed counts one a line.
qint64 itemCount(const Sale& sale)
{
    qint64 count = 0;
    for (const SaleLine& line : sale.lines)
        count += line.quantity.unit == Quantity::Unit::Piece ? line.quantity.amount : 1;
    return count;
}

void addTotals(ReceiptDocument& document, const Sale& sale)
{
    const Money saved = sale.gross - sale.total;
    document.blocks.push_back(Pair { words(QT_TRANSLATE_NOOP("Receipt", "Items")), QString::number(itemCount(sale)) });
    if (!saved.isZero()) {
        document.blocks.push_back(Pair { words(QT_TRANSLATE_NOOP("Receipt", "Subtotal")), toDisplayString(sale.gross) });
        if (saved.minor > 0) // rounding alone may add a little
            document.blocks.push_back(Pair { words(QT_TRANSLATE_NOOP("Receipt", "You saved")), toDisplayString(saved) });
        OrderWide wide(sale.offers);
        for (const SaleLine& line : sale.lines)
            wide.add(placesOf(sale, line).ofOrder);
        for (const Adjustment& sum : wide.sums())
            document.blocks.push_back(Pair { indented(orderWords(sum)), toDisplayString(sum.amount) });
    }
    document.blocks.push_back(Pair { words(QT_TRANSLATE_NOOP("Receipt", "Total")), toDisplayString(sale.total), Size::Large, Weight::Bold });
    for (const Tender& tender : sale.tenders)
        document.blocks.push_back(Pair { tenderWords(tender.method), toDisplayString(tender.amount) });
    if (!sale.change.isZero())
        document.blocks.push_back(Pair { words(QT_TRANSLATE_NOOP("Receipt", "Change")), toDisplayString(sale.change) });
    for (const QString& coupon : couponNames(sale.couponsUsed, sale.offers))
        document.blocks.push_back(Pair { words(QT_TRANSLATE_NOOP("Receipt", "Coupon used")), coupon });
    if (!sale.note.trimmed().isEmpty())
        document.blocks.push_back(Text { QStringLiteral("* ") + sale.note.trimmed() });
}

void addMember(ReceiptDocument& document, const Sale& sale)
{
    document.blocks.push_back(Pair { words(QT_TRANSLATE_NOOP("Receipt", "Member number")), sale.memberNumber });
    if (sale.pointsSpent.count != 0)
        document.blocks.push_back(Pair { words(QT_TRANSLATE_NOOP("Receipt", "Points spent")), signedPoints(-sale.pointsSpent) });
    if (sale.pointsEarned.count != 0)
        document.blocks.push_back(Pair { words(QT_TRANSLATE_NOOP("Receipt", "Points earned")), signedPoints(sale.pointsEarned) });
    // One reason needs no list: it is the rule that everybody knows.
    if (sale.earned.size() > 1)
        for (const Earned& reason : sale.earned)
            document.blocks.push_back(Pair { indented(earnedWords(reason)), signedPoints(reason.points) });
    for (const Reward& gift : sale.gifts) {
        document.blocks.push_back(Pair { words(QT_TRANSLATE_NOOP("Receipt", "Gift")), gift.name });
        for (const QString& part : packWords(gift.pack))
            document.blocks.push_back(Text { indented(part) });
    }
    document.blocks.push_back(Pair { words(QT_TRANSLATE_NOOP("Receipt", "Points balance")), QString::number(sale.pointsBalance.count) });
    if (!sale.valueBalance.isZero() || !sale.paidBy(TenderMethod::StoredValue).isZero())
        document.blocks.push_back(Pair { words(QT_TRANSLATE_NOOP("Receipt", "Stored value left")), toDisplayString(sale.valueBalance) });
}

bool tookCash(const Sale& sale)
{
    return std::any_of(sale.tenders.begin(), sale.tenders.end(), [](const Tender& tender) { return tender.method == TenderMethod::Cash; });
}

}

ReceiptDocument layoutReceipt(const Sale& sale, const ShopSettings& settings, const QString& receiptCode, ReceiptCopy copy, const LoyaltyRules* upcoming)
{
    ReceiptDocument document;
    document.title = words(QT_TRANSLATE_NOOP("Receipt", "Receipt %1")).arg(sale.number);
    if (copy == ReceiptCopy::Original && settings.printer.opensDrawer && tookCash(sale))
        document.drawer = ReceiptDocument::Drawer::Open;
    addShop(document, settings);
    if (copy == ReceiptCopy::Reprint)
        addReprint(document);
    addNumber(document, sale.number, sale.at, sale.cashier, settings);
    document.blocks.push_back(Rule {});
    for (const SaleLine& line : sale.lines)
        addLine(document, sale, line);
    document.blocks.push_back(Rule {});
    addTotals(document, sale);
    if (!sale.memberNumber.isEmpty()) {
        document.blocks.push_back(Rule {});
        addMember(document, sale);
    }
    if (upcoming)
        addUpcoming(document, *upcoming);
    if (!receiptCode.isEmpty()) {
        document.blocks.push_back(Gap {});
        document.blocks.push_back(Qr { receiptCode });
    }
    document.blocks.push_back(Gap {});
    addCentredLines(document, settings.receiptFooter);
    return document;
}

ReceiptDocument layoutMemberCard(const Member& member, const ShopSettings& settings, const QString& memberCode)
{
    ReceiptDocument document;
    document.title = words(QT_TRANSLATE_NOOP("Receipt", "Member card %1")).arg(member.number);
    addShop(document, settings);
    document.blocks.push_back(Rule {});
    document.blocks.push_back(Gap {});
    if (!member.profile.name.trimmed().isEmpty())
        document.blocks.push_back(Text { member.profile.name.trimmed(), Align::Centre, Size::Large, Weight::Bold });
    document.blocks.push_back(Text { tierWords(member.tier), Align::Centre });
    document.blocks.push_back(Gap {});
    if (!memberCode.isEmpty())
        document.blocks.push_back(Qr { memberCode });
    document.blocks.push_back(Gap {});
    document.blocks.push_back(Text { member.number, Align::Centre, Size::Large });
    document.blocks.push_back(Text { words(QT_TRANSLATE_NOOP("Receipt", "Show this code when you pay")), Align::Centre });
    return document;
}

ReceiptDocument layoutTestPage(const ShopSettings& settings)
{
    ReceiptDocument document;
    document.title = words(QT_TRANSLATE_NOOP("Receipt", "Printer test"));
    addShop(document, settings);
    document.blocks.push_back(Text { document.title, Align::Centre, Size::Large });
    document.blocks.push_back(Rule {});
    // In the printer's own characters this line is exactly as wide as the paper.
    QString ruler;
    for (int column = 1; column <= paperColumns(settings.printer.paper); ++column)
        ruler += QChar(u'0' + column % 10);
    document.blocks.push_back(Text { ruler });
    document.blocks.push_back(Text { QStringLiteral("汤圆 双皮奶 杨枝甘露 简体 繁體 ABC abc 123") });
    document.blocks.push_back(Text { words(QT_TRANSLATE_NOOP("Receipt", "Bold")), Align::Left, Size::Normal, Weight::Bold });
    document.blocks.push_back(
        Columns { { words(QT_TRANSLATE_NOOP("Receipt", "Left")), QStringLiteral("1"), QStringLiteral("2.50"), toDisplayString(Money { 1'234 }) } });
    document.blocks.push_back(Pair { words(QT_TRANSLATE_NOOP("Receipt", "Left")), words(QT_TRANSLATE_NOOP("Receipt", "Right")) });
    document.blocks.push_back(Rule {});
    document.blocks.push_back(Gap {});
    document.blocks.push_back(Qr { QStringLiteral("TANGYUAN PRINTER TEST") });
    document.blocks.push_back(Gap {});
    document.blocks.push_back(Text { words(QT_TRANSLATE_NOOP("Receipt", "If you can read all this, the printer is ready.")), Align::Centre });
    return document;
}

}
