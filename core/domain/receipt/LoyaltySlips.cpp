// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/receipt/LoyaltySlips.h"

#include "core/base/Verify.h"
#include "core/domain/pricing/AdjustmentPlace.h"
#include "core/domain/receipt/ReceiptWords.h"

#include <QCoreApplication>

#include <algorithm>

namespace tangyuan {

using namespace receipt;

namespace {

using SlipAlign = ReceiptDocument::Align;
using SlipSize = ReceiptDocument::Size;
using SlipWeight = ReceiptDocument::Weight;

void addTitle(ReceiptDocument& document, const QString& title)
{
    document.blocks.push_back(ReceiptDocument::Text { title, SlipAlign::Centre, SlipSize::Large, SlipWeight::Bold });
    document.blocks.push_back(ReceiptDocument::Gap {});
}

void addPair(ReceiptDocument& document, const char* left, const QString& right)
{
    document.blocks.push_back(ReceiptDocument::Pair { words(left), right });
}

void addRule(ReceiptDocument& document)
{
    document.blocks.push_back(ReceiptDocument::Rule {});
}

void addFooter(ReceiptDocument& document, const ShopSettings& settings)
{
    document.blocks.push_back(ReceiptDocument::Gap {});
    addCentredLines(document, settings.receiptFooter);
}

QString kindWords(DeedSlip::Kind kind)
{
    switch (kind) {
    case DeedSlip::Kind::Recharge: return words(QT_TRANSLATE_NOOP("Receipt", "Recharge"));
    case DeedSlip::Kind::PayOut: return words(QT_TRANSLATE_NOOP("Receipt", "Pay-out of stored value"));
    case DeedSlip::Kind::Mall: return words(QT_TRANSLATE_NOOP("Receipt", "Points mall"));
    case DeedSlip::Kind::Gift: return words(QT_TRANSLATE_NOOP("Receipt", "Gift"));
    case DeedSlip::Kind::Draw: return words(QT_TRANSLATE_NOOP("Receipt", "Draw"));
    case DeedSlip::Kind::Undo: return words(QT_TRANSLATE_NOOP("Receipt", "Undone"));
    }
    VERIFY(false);
}

void addMovements(ReceiptDocument& document, const Deed& deed)
{
    if (const qint64 points = deed.net(Currency::Points); points != 0)
        addPair(document, QT_TRANSLATE_NOOP("Receipt", "Points"), signedPoints({ points }));
    if (const Money principal { deed.net(Currency::Principal) }; !principal.isZero())
        addPair(document, QT_TRANSLATE_NOOP("Receipt", "Stored value, paid in"), signedMoney(principal));
    if (const Money bonus { deed.net(Currency::Bonus) }; !bonus.isZero())
        addPair(document, QT_TRANSLATE_NOOP("Receipt", "Stored value, given on top"), signedMoney(bonus));
}

}

ReceiptDocument layoutRefund(
    const Refund& refund, const ShopSettings& settings, const QString& receiptCode, ReceiptCopy copy, const std::vector<QuoteOffer>& soldUnder)
{
    ReceiptDocument document;
    document.title = words(QT_TRANSLATE_NOOP("Receipt", "Refund %1")).arg(refund.number);
    const bool givesCash = std::ranges::any_of(refund.tenders, [](const Tender& tender) { return tender.method == TenderMethod::Cash; });
    if (copy == ReceiptCopy::Original && settings.printer.opensDrawer && givesCash)
        document.drawer = ReceiptDocument::Drawer::Open;
    addShop(document, settings);
    if (copy == ReceiptCopy::Reprint)
        addReprint(document);
    addTitle(document, words(QT_TRANSLATE_NOOP("Receipt", "Refund")));
    addNumber(document, refund.number, refund.at, refund.cashier, settings);
    addPair(document, QT_TRANSLATE_NOOP("Receipt", "Of sale"), refund.saleNumber);
    addRule(document);
    for (const SaleLine& line : refund.refunded) {
        document.blocks.push_back(ReceiptDocument::Pair { line.name.trimmed(), toDisplayString(-line.total) });
        if (const QString quantity = quantityWords(line); !quantity.isEmpty())
            document.blocks.push_back(ReceiptDocument::Text { indented(quantity) });
    }
    addRule(document);
    document.blocks.push_back(
        ReceiptDocument::Pair { words(QT_TRANSLATE_NOOP("Receipt", "Refunded")), toDisplayString(refund.total), SlipSize::Large, SlipWeight::Bold });
    for (const Tender& tender : refund.tenders)
        document.blocks.push_back(ReceiptDocument::Pair { tenderWords(tender.method), toDisplayString(tender.amount) });
    for (const QString& coupon : couponNames(refund.couponsBack, soldUnder))
        addPair(document, QT_TRANSLATE_NOOP("Receipt", "Coupon given back"), coupon);
    if (!refund.reason.isEmpty())
        document.blocks.push_back(ReceiptDocument::Text { QStringLiteral("* ") + refund.reason });
    if (!refund.memberNumber.isEmpty()) {
        addRule(document);
        addPair(document, QT_TRANSLATE_NOOP("Receipt", "Member number"), refund.memberNumber);
        if (refund.pointsBack.count != 0)
            addPair(document, QT_TRANSLATE_NOOP("Receipt", "Points returned"), signedPoints(refund.pointsBack));
        if (refund.pointsTaken.count != 0)
            addPair(document, QT_TRANSLATE_NOOP("Receipt", "Points taken back"), signedPoints(-refund.pointsTaken));
        for (const QString& gift : refund.giftsTaken)
            addPair(document, QT_TRANSLATE_NOOP("Receipt", "Gift taken back"), gift);
        addPair(document, QT_TRANSLATE_NOOP("Receipt", "Points balance"), QString::number(refund.pointsBalance.count));
        if (!refund.valueBalance.isZero())
            addPair(document, QT_TRANSLATE_NOOP("Receipt", "Stored value left"), toDisplayString(refund.valueBalance));
    }
    document.blocks.push_back(ReceiptDocument::Gap {});
    document.blocks.push_back(ReceiptDocument::Text { words(QT_TRANSLATE_NOOP("Receipt", "Signature: ________________")) });
    if (!receiptCode.isEmpty()) {
        document.blocks.push_back(ReceiptDocument::Gap {});
        document.blocks.push_back(ReceiptDocument::Qr { receiptCode });
    }
    addFooter(document, settings);
    return document;
}

ReceiptDocument layoutDeed(const Deed& deed, const DeedSlip& slip, const ShopSettings& settings)
{
    ReceiptDocument document;
    document.title = kindWords(slip.kind) + u' ' + deed.number;
    if (settings.printer.opensDrawer && slip.tender && slip.tender->method == TenderMethod::Cash)
        document.drawer = ReceiptDocument::Drawer::Open;
    addShop(document, settings);
    addTitle(document, kindWords(slip.kind));
    addNumber(document, deed.number, deed.at, slip.cashier, settings);
    addPair(document, QT_TRANSLATE_NOOP("Receipt", "Member number"), slip.memberNumber);
    addRule(document);
    if (!slip.what.isEmpty())
        document.blocks.push_back(ReceiptDocument::Text { slip.what, SlipAlign::Left, SlipSize::Normal, SlipWeight::Bold });
    if (slip.tender)
        document.blocks.push_back(
            ReceiptDocument::Pair { tenderWords(slip.tender->method), toDisplayString(slip.tender->amount), SlipSize::Large, SlipWeight::Bold });
    addMovements(document, deed);
    addRule(document);
    addPair(document, QT_TRANSLATE_NOOP("Receipt", "Points balance"), QString::number(deed.pointsBalance.count));
    const bool movesValue = deed.net(Currency::Principal) != 0 || deed.net(Currency::Bonus) != 0;
    if (movesValue || !deed.value.sum().isZero())
        addPair(document, QT_TRANSLATE_NOOP("Receipt", "Stored value left"), toDisplayString(deed.value.sum()));
    const bool givesMoney = slip.kind == DeedSlip::Kind::PayOut || (slip.tender && slip.tender->amount.minor < 0);
    if (givesMoney) {
        document.blocks.push_back(ReceiptDocument::Gap {});
        document.blocks.push_back(ReceiptDocument::Text { words(QT_TRANSLATE_NOOP("Receipt", "Signature: ________________")) });
    }
    addFooter(document, settings);
    return document;
}

QString movementWords(const StatementLine& line)
{
    const auto named = [&](const QString& kind) { return line.name.isEmpty() ? kind : words(QT_TRANSLATE_NOOP("Receipt", "%1: %2")).arg(kind, line.name); };
    switch (line.kind) {
    case MovementKind::Purchase: return words(QT_TRANSLATE_NOOP("Receipt", "Purchase"));
    case MovementKind::PurchaseBonus: return named(words(QT_TRANSLATE_NOOP("Receipt", "Extra for a purchase")));
    case MovementKind::PurchaseGift: return named(words(QT_TRANSLATE_NOOP("Receipt", "Gift with a purchase")));
    case MovementKind::Refund: return words(QT_TRANSLATE_NOOP("Receipt", "Refund"));
    case MovementKind::CheckIn: return words(QT_TRANSLATE_NOOP("Receipt", "Check-in"));
    case MovementKind::Event: return named(words(QT_TRANSLATE_NOOP("Receipt", "Event")));
    case MovementKind::Review: return words(QT_TRANSLATE_NOOP("Receipt", "Review"));
    case MovementKind::Referral: return words(QT_TRANSLATE_NOOP("Receipt", "Invitation"));
    case MovementKind::Adjustment: return words(QT_TRANSLATE_NOOP("Receipt", "Adjusted by hand"));
    case MovementKind::Hold: return words(QT_TRANSLATE_NOOP("Receipt", "Put aside"));
    case MovementKind::Release: return words(QT_TRANSLATE_NOOP("Receipt", "No longer put aside"));
    case MovementKind::Undo: return words(QT_TRANSLATE_NOOP("Receipt", "Undone"));
    case MovementKind::Mall: return named(words(QT_TRANSLATE_NOOP("Receipt", "Points mall")));
    case MovementKind::Donation: return named(words(QT_TRANSLATE_NOOP("Receipt", "Donation")));
    case MovementKind::Draw: return named(words(QT_TRANSLATE_NOOP("Receipt", "Draw")));
    case MovementKind::GiftTaken: return words(QT_TRANSLATE_NOOP("Receipt", "Gift taken"));
    case MovementKind::Given: return words(QT_TRANSLATE_NOOP("Receipt", "Given by hand"));
    case MovementKind::Welcome: return words(QT_TRANSLATE_NOOP("Receipt", "Welcome gift"));
    case MovementKind::Birthday: return words(QT_TRANSLATE_NOOP("Receipt", "Birthday gift"));
    case MovementKind::TierReached: return words(QT_TRANSLATE_NOOP("Receipt", "Tier reached"));
    case MovementKind::Recharge: return words(QT_TRANSLATE_NOOP("Receipt", "Recharge"));
    case MovementKind::PayOut: return words(QT_TRANSLATE_NOOP("Receipt", "Pay-out of stored value"));
    case MovementKind::Expiry: return words(QT_TRANSLATE_NOOP("Receipt", "Expired"));
    case MovementKind::Opening: return words(QT_TRANSLATE_NOOP("Receipt", "Balance before"));
    case MovementKind::Other: return line.reason;
    }
    VERIFY(false);
}

ReceiptDocument layoutStatement(const Statement& statement, const Member& member, const ShopSettings& settings, UtcTime now, const LoyaltyRules* upcoming)
{
    ReceiptDocument document;
    document.title = words(QT_TRANSLATE_NOOP("Receipt", "Statement %1")).arg(member.number);
    addShop(document, settings);
    addTitle(document, words(QT_TRANSLATE_NOOP("Receipt", "Statement")));
    addNumber(document, member.number, now, {}, settings);
    addRule(document);
    addPair(document, QT_TRANSLATE_NOOP("Receipt", "Points balance"), QString::number(statement.points.count));
    addPair(document, QT_TRANSLATE_NOOP("Receipt", "Stored value, paid in"), toDisplayString(statement.value.principal));
    addPair(document, QT_TRANSLATE_NOOP("Receipt", "Stored value, given on top"), toDisplayString(statement.value.bonus));
    addRule(document);
    for (const StatementLine& line : statement.lines) {
        document.blocks.push_back(ReceiptDocument::Pair { line.date.toString() + QStringLiteral("  ") + movementWords(line), {} });
        document.blocks.push_back(ReceiptDocument::Pair { indented(line.item.isEmpty() ? line.number : line.item), line.changeText() });
    }
    if (upcoming)
        addUpcoming(document, *upcoming);
    addFooter(document, settings);
    return document;
}

}
