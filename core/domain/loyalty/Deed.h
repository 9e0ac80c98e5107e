// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/domain/facts/Fact.h"
#include "core/domain/loyalty/Ledger.h"
#include "core/domain/loyalty/LoyaltyRules.h"
#include "core/domain/loyalty/StoredValue.h"
#include "core/domain/payment/Tender.h"

namespace tangyuan {

/// What a use case did, for the screen and the slip.
struct Deed {
    Id fact;
    FactKey key;
    QString number; ///< "A01-000123"
    QString type;   ///< of the fact
    BusinessDate date;
    UtcTime at;
    std::vector<Movement> movements; ///< of the member who stood there
    Points pointsBalance;
    ValueSplit value; ///< usable after it

    /// What came in or went out of Available.
    qint64 net(Currency currency) const;
};

/// A deed that was undone.
struct UndoneDeed {
    Deed deed;                      ///< of the undoing
    QString undone;                 ///< number of what was undone
    std::optional<Tender> money {}; ///< below zero: back to the customer
};

/// A deed of the past, and what undoing it would do.
struct PastDeed {
    struct Change {
        Currency currency = Currency::Points;
        QString item; ///< which gift
        qint64 amount = 0;
    };
    Deed deed;                            ///< as it was done; without the balances after it
    std::vector<Change> changes {};       ///< what it did to what the member has
    std::vector<Change> undoing {};       ///< what undoing it would
    Points pointsOwed {};                 ///< after that
    std::optional<Tender> money {};       ///< that would move; below zero: back to the customer
    std::optional<ErrorCode> obstacle {}; ///< why it cannot be undone
};

/// How often a member may still have what the rules limit, on this day. Whether its time has come, and whether points
/// are enough, is another question.
struct StillOpen {
    /// By id; what has no limit is not in it.
    struct Limits {
        std::map<QString, qint64> left {};
        bool allow(const QString& id) const { return !left.contains(id) || left.at(id) > 0; }
    };
    qint64 checkIn = 0;
    qint64 welcome = 0;
    qint64 birthday = 0;
    std::optional<qint64> reviews {}; ///< nothing: no limit
    Limits events {};
    Limits offers {};
    Limits mall {};
    Limits lotteries {};
};

struct CheckInDeed {
    Deed deed;
    int streak = 0; ///< days in a row, this one included
    Points points;
};

struct RechargeDeed {
    Deed deed;
    Money principal;
    Money bonus; ///< of all instalments
    TenderMethod method = TenderMethod::Cash;
};

struct DrawDeed {
    Deed deed;
    QString prize; ///< its id
    QString prizeName;
    bool isConsolation = false;
};

struct Given {
    QString what; ///< "welcome", "birthday", "tier:gold"
    Pack pack;
};

struct TierChange {
    Tier from = Tier::Regular;
    Tier to = Tier::Regular;
};

struct ExpiryRun {
    BusinessDate through;
    qint64 members = 0;
    qint64 lots = 0;
    Points points;
    Money bonus;
    qint64 gifts = 0;
};

}
