// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/till/Till.h"

#include <QString>

#include <vector>

namespace tangyuan {

/// A member with all that the counter shows of them.
struct MemberView {
    Member member;
    Points points; ///< below zero when more was taken back than there was
    Points pointsUsable;
    Points pointsEnding; ///< on `pointsEnd`, the first day within the rules' reminder on which some do
    BusinessDate pointsEnd;
    ValueSplit storedValue;
    qint64 gifts = 0; ///< that wait to be taken
    QString benefits; ///< of the tier, in the shop's words
    QStringList tags;
    QStringList usual;                                                                  ///< names of products that they often buy
    QStringList untried;                                                                ///< and may like
    Money pointsValue;                                                                  ///< what they are worth as cash, in whole steps
    QString birthday;                                                                   ///< empty if not told
    enum class BirthdayNearness { Far, Near } birthdayNearness = BirthdayNearness::Far; ///< Near: within 7 days
    struct Purchase {
        QString when;
        QString what;
        Money total;
    };
    std::vector<Purchase> purchases; ///< at this till, newest first
    bool isKnownElsewhere = false;   ///< bought, but at other tills only
};

Result<MemberView> makeMemberView(Till& till, const Member& member);

}
