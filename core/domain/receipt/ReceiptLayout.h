// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/members/Member.h"
#include "core/domain/receipt/ReceiptDocument.h"
#include "core/domain/sale/Sale.h"

namespace tangyuan {

enum class ReceiptCopy { Original, Reprint };

/// The receipt of a committed sale: shop, number, time, lines with adjustments, totals, tenders, change,
/// points and why, gifts, stored value left, what the rules will be (`upcoming`, where new ones are announced), signed
/// receipt code (empty: none), footer. The words are in the application's language.
ReceiptDocument layoutReceipt(
    const Sale& sale, const ShopSettings& settings, const QString& receiptCode, ReceiptCopy copy, const LoyaltyRules* upcoming = nullptr);
/// The card that a new member takes home: name, number, tier, QR.
ReceiptDocument layoutMemberCard(const Member& member, const ShopSettings& settings, const QString& memberCode);
/// A page that proves that the printer works: width, Chinese, QR, cut.
ReceiptDocument layoutTestPage(const ShopSettings& settings);

}
