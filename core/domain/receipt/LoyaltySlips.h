// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/Deed.h"
#include "core/domain/receipt/ReceiptLayout.h"
#include "core/domain/reports/Statement.h"
#include "core/domain/sale/Refund.h"

namespace tangyuan {

/// What the customer gets back: the sale, its lines, money by tender, coupons, points and gifts, the balances after it, and
/// the signed receipt code (empty: none). `soldUnder` are the sale's offers, which name the coupons. Opens the drawer for cash.
ReceiptDocument layoutRefund(
    const Refund& refund, const ShopSettings& settings, const QString& receiptCode, ReceiptCopy copy, const std::vector<QuoteOffer>& soldUnder = {});

/// What is to be told of something that was done for a member.
struct DeedSlip {
    enum class Kind { Recharge, PayOut, Mall, Gift, Draw, Undo };

    Kind kind = Kind::Recharge;
    QString what {};                 ///< the offer, the thing or the prize; may be empty
    std::optional<Tender> tender {}; ///< money in (recharge) or out; what undoing gives back is below zero
    QString memberNumber {};
    QString cashier {};
};
/// The slip of a deed: what it was, what moved, and the balances after it. Opens the drawer for cash.
ReceiptDocument layoutDeed(const Deed& deed, const DeedSlip& slip, const ShopSettings& settings);

/// A member's balances and latest movements, newest first; and what the rules will be, where new ones are announced.
ReceiptDocument layoutStatement(const Statement& statement, const Member& member, const ShopSettings& settings, UtcTime now, const LoyaltyRules* upcoming);
/// A movement's reason in words, with the name that the rules give it: "Points mall: 钥匙扣".
QString movementWords(const StatementLine& line);

}
