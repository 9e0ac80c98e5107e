// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/receipt/ReceiptDocument.h"
#include "core/domain/sale/Sale.h"

/// What several kinds of paper share: words in the application's language, and the head.
namespace tangyuan::receipt {

/// Translated in the context "Receipt".
QString words(const char* source);
QString indented(const QString& text);
QString tierWords(Tier tier);
QString tenderWords(TenderMethod method);
/// "+7", "-500", "0".
QString signedPoints(Points points);
/// "+¥20.00", "-¥5.00".
QString signedMoney(Money amount);
/// "2 × ¥18.00", "0.455 kg × ¥128.00/kg"; nothing where it would only repeat the amount.
QString quantityWords(const SaleLine& line);
/// The rule's name, or what kind of rule it is where it has none of its own.
QString earnedWords(const Earned& reason);
/// "88 points", "1 × 生日蛋糕": one for each thing.
QStringList packWords(const Pack& pack);
/// What the owner wrote in several lines stands in several lines.
void addCentredLines(ReceiptDocument& document, const QString& text);
void addShop(ReceiptDocument& document, const ShopSettings& settings);
/// So that nobody takes a copy for another sale or refund.
void addReprint(ReceiptDocument& document);
/// Number and time, then the cashier.
void addNumber(ReceiptDocument& document, const QString& number, UtcTime at, const QString& cashier, const ShopSettings& settings);
/// What the rules will be, and from when on.
void addUpcoming(ReceiptDocument& document, const LoyaltyRules& upcoming);

}
