// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/LedgerEntry.h"
#include "core/domain/loyalty/LoyaltyRules.h"
#include "core/domain/loyalty/StoredValue.h"
#include "core/domain/reports/ReportCsv.h"

namespace tangyuan {

/// Why something moved, told from the stable word in the ledger.
enum class MovementKind {
    Purchase,
    PurchaseBonus,
    PurchaseGift,
    Refund,
    CheckIn,
    Event,
    Review,
    Referral,
    Adjustment,
    Hold,
    Release,
    Undo,
    Mall,
    Donation,
    Draw,
    GiftTaken,
    Given,
    Welcome,
    Birthday,
    TierReached,
    Recharge,
    PayOut,
    Expiry,
    Opening, ///< what was there before the movements that a member's record keeps
    Other
};
MovementKind movementKind(const Movement& movement);
/// What the rules call what moved it: the thing of the mall, the cause, the draw; may be empty.
QString movementName(const Movement& movement, const LoyaltyRules& rules);

/// One movement as a member reads it.
struct StatementLine {
    BusinessDate date;
    Currency currency = Currency::Points;
    MovementKind kind = MovementKind::Other;
    QString reason;     ///< the ledger's own word
    QString name;       ///< what the rules call it: the thing of the mall, the cause, the draw
    QString item;       ///< the gift's name; empty for all that is counted
    qint64 change = 0;  ///< of the balance
    qint64 balance = 0; ///< of its currency after it, debts taken off
    std::optional<BusinessDate> expires {};
    QString number; ///< of the sale or slip

    /// "+7", "-¥20.00", "+1".
    QString changeText() const;
    QString balanceText() const;
};

/// A member's ledger, or a page of it, newest first.
struct Statement {
    Points points;         ///< balance, below zero when more is owed
    ValueSplit value;      ///< usable today
    std::vector<Lot> lots; ///< what can be spent, the first to end first; those that end together joined
    std::vector<StatementLine> lines;
    std::array<qint64, currencyPlaces> openings {}; ///< by currency: the balances before the oldest line
    std::optional<qint64> next {};                  ///< from which position it goes on; nothing once it is whole
};

/// Balances and lots of a member's state, without a line yet.
Statement startStatement(const MemberState& state, BusinessDate today);
/// Adds movements, the last booked first; it goes on behind them if there were as many as asked for (`limit`). Gifts and rules are named
/// as `rules` name them.
void addEntries(Statement& statement, const std::vector<LedgerEntry>& entries, const LoyaltyRules& rules, int limit);

/// Every line with its reason in the file's language.
QByteArray statementCsv(const std::vector<StatementLine>& lines, ReportCsvFormat format);

}
