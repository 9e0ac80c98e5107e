// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Enumerators.h"
#include "core/base/Id.h"
#include "core/base/Money.h"

#include <array>
#include <map>
#include <optional>
#include <variant>
#include <vector>

namespace tangyuan {

/// What moves. Points are whole points, Principal and Bonus (stored value, 储值本金 / 赠送金) are minor units, a Gift
/// is one thing or service that the member may take. Stored in the database by number.
enum class Currency { Points = 1, Principal = 2, Bonus = 3, Gift = 4 };
inline constexpr auto currencies = enumerators<Currency>;
inline constexpr size_t currencyPlaces = static_cast<size_t>(currencies.back()) + 1; ///< of what is counted by currency
/// "points", "principal", "bonus", "gift".
QString currencyName(Currency currency);
Result<Currency> currencyFromName(QStringView name);

/// Where it is. Every movement has a from and a to, so sums never change (see ARCHITECTURE.md, Membership). Available, Held
/// and Owed are the member's (Owed only ever stands below zero); the others are the shop's. Stored by number.
enum class Account { Available = 1, Held = 2, Issued = 3, Redeemed = 4, Expired = 5, Donated = 6, Loss = 7, Owed = 8 };
/// "available", "held", …
QString accountName(Account account);

/// Names a lot alike at every till and at the hub: the fact that made it, and which of the fact's grants it is.
struct LotId {
    Id source;
    qint32 part = 0;

    auto operator<=>(const LotId&) const = default;
};

/// What came in together; spent lot by lot.
struct Lot {
    LotId id;
    Currency currency = Currency::Points;
    qint64 granted = 0;
    qint64 remaining = 0;                      ///< in Available: 0 … granted
    qint64 held = 0;                           ///< in Held; remaining + held ≤ granted
    std::optional<BusinessDate> usableFrom {}; ///< the first day it can be spent (a month's instalment)
    std::optional<BusinessDate> expires {};    ///< the last day it can be spent
    QString item {};                           ///< which gift

    bool operator==(const Lot&) const = default;
    bool isEmpty() const { return remaining == 0 && held == 0; }
    bool isUsableOn(BusinessDate date) const { return (!usableFrom || *usableFrom <= date) && !isExpiredOn(date); }
    bool isExpiredOn(BusinessDate date) const { return expires && *expires < date; }
};

/// One movement: `amount` > 0 of `currency` goes `from` → `to`, in or out of one lot.
struct Movement {
    Id fact; ///< whose doing it is
    Currency currency = Currency::Points;
    Account from = Account::Issued;
    Account to = Account::Available;
    qint64 amount = 0;
    LotId lot;
    std::optional<Id> origin {}; ///< the fact that it undoes or settles
    QString reason {};           ///< see LedgerPart

    bool operator==(const Movement&) const = default;
    /// What it adds to an account; below zero, what it takes.
    qint64 changeOf(Account account) const { return (to == account ? amount : 0) - (from == account ? amount : 0); }
};

/// What the ledger knows of one member.
struct MemberState {
    std::vector<Lot> lots;                      ///< ascending by id; those that are empty may be left out where nothing is undone
    std::array<qint64, currencyPlaces> owed {}; ///< by currency: what was taken back after it was spent
    std::vector<Movement> past;                 ///< needed only by a fact that undoes or settles another
    std::map<QString, qint64> counts;           ///< how often the member had what may be had so often
    UtcTime knownAt {};                         ///< in a chain: of the last change by others that is in it

    /// What could be spent on this day.
    qint64 usable(Currency currency, BusinessDate date, const QString& item = {}) const;
    /// All that is in Available and not expired, less what is owed; below zero when more is owed.
    qint64 balance(Currency currency, BusinessDate date) const;
    qint64 held(Currency currency) const;
    qint64 owedOf(Currency currency) const { return owed[static_cast<size_t>(currency)]; }
    const Lot* find(const LotId& id) const;

    bool operator==(const MemberState&) const = default;
};

/// What a fact does to a member's ledger, step by step. Amounts are ≥ 0; zero does nothing.
namespace effect {

struct Grant {
    Currency currency = Currency::Points;
    qint64 amount = 0;
    std::optional<BusinessDate> usableFrom {};
    std::optional<BusinessDate> expires {};
    QString item {};
    bool operator==(const Grant&) const = default;
};
/// Takes the lot that expires first, then the oldest. `to`: Redeemed, Donated or Loss.
struct Spend {
    Currency currency = Currency::Points;
    qint64 amount = 0;
    Account to = Account::Redeemed;
    QString item {};
    bool operator==(const Spend&) const = default;
};
/// Takes back what `origin` granted, the last grant first. What expired meanwhile is gone already; what was spent
/// becomes Owed, and the next grant pays it.
struct TakeBack {
    Id origin;
    Currency currency = Currency::Points;
    qint64 amount = 0;
    QString item {};
    bool operator==(const TakeBack&) const = default;
};
/// Gives back what `origin` spent to the lots it came from, the last spent first. A lot that expired meanwhile comes
/// back as a new one, to be spent until `graceUntil`.
struct GiveBack {
    Id origin;
    Currency currency = Currency::Points;
    qint64 amount = 0;
    std::optional<BusinessDate> graceUntil {};
    QString item {}; ///< only this gift; null: any
    bool operator==(const GiveBack&) const = default;
};
/// Ends every lot whose last day is `through` or earlier. Again it finds nothing.
struct Expire {
    BusinessDate through;
    bool operator==(const Expire&) const = default;
};
/// Puts aside for later, in the order of spending.
struct Hold {
    Currency currency = Currency::Points;
    qint64 amount = 0;
    bool operator==(const Hold&) const = default;
};
/// Ends the hold of fact `origin`: back to Available, or Redeemed.
struct Release {
    Id origin;
    bool operator==(const Release&) const = default;
};
struct Capture {
    Id origin;
    bool operator==(const Capture&) const = default;
};
/// The member may have it once more: what counted was undone.
struct Uncount {
    QString key;
    bool operator==(const Uncount&) const = default;
};

}

using Effect = std::variant<effect::Grant, effect::Spend, effect::TakeBack, effect::GiveBack, effect::Expire, effect::Hold, effect::Release, effect::Capture,
    effect::Uncount>;

/// Effects that stand or fall together. With a `countKey` they happen only while the member had it fewer than
/// `countLimit` times: two tills that both give the birthday gift give it once.
struct LedgerPart {
    static constexpr qint32 noLimit = 1'000'000; ///< only counted

    QString reason; ///< a stable word for the statement: "sale", "check-in", "event:anniversary"
    QString countKey {};
    qint32 countLimit = 1;
    std::vector<Effect> effects {};

    bool operator==(const LedgerPart&) const = default;
};

/// What one fact does to one member.
struct LedgerFact {
    Id id;
    BusinessDate date;
    std::vector<LedgerPart> parts;
};

/// What was spent that was not there.
struct Shortage {
    Currency currency = Currency::Points;
    qint64 amount = 0;
    QString item {};

    bool operator==(const Shortage&) const = default;
};

struct Applied {
    MemberState state;
    std::vector<Movement> movements;
    std::map<QString, qint64> counted;  ///< counts that changed, and what they are now
    std::vector<QString> skipped;       ///< count keys of parts that the member had often enough
    std::vector<Shortage> shortages {}; ///< only where they are booked
    std::vector<Id> unknownOrigins {};  ///< likewise: facts of which more was undone than they did
};

/// Points that the shop issued, less those that it took back.
Points pointsEarned(const std::vector<Movement>& movements);

/// At the counter what is not there cannot be spent. What happened already, at another till, is booked: the shop bears the
/// shortage (out of Loss, and back to Loss when it is given back), what undoes an unknown fact does nothing.
enum class Shortfall { Refused, Booked };

/// The one rule of what a fact does to a member; pure, the same at till and hub (see ARCHITECTURE.md, A chain). Errors, none
/// where they are booked: PointsInsufficient, ValueInsufficient, GiftUnavailable (more is spent or held than is usable that
/// day), OriginUnknown (more is undone than `origin` did); then nothing happened.
Result<Applied> apply(const MemberState& state, const LedgerFact& fact, Shortfall shortfall = Shortfall::Refused);

/// Which `counts` applying needs.
std::vector<QString> countKeys(const LedgerFact& fact);
/// Whether applying needs `past` and the empty lots.
bool undoesAnother(const LedgerFact& fact);

}
