// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Money.h"
#include "core/domain/members/Tier.h"

#include <QDate>

namespace tangyuan {

enum class Sex { Unknown, Female, Male };
enum class Consent { NotAsked, Given, Refused };

/// What a member told us about themselves. Personal: sealed wherever it rests (see ARCHITECTURE.md, Secrets), and never
/// in a log or an error's context.
struct Profile {
    QString phone; ///< E.164, "+8613800138000"
    QString name;  ///< may be empty
    Sex sex = Sex::Unknown;
    QDate birthday; ///< null if not told; year 1904 when only month and day are known (29 February fits)
    QString address;
    QString email;
    Consent marketing = Consent::NotAsked;
    QString note;

    bool operator==(const Profile&) const = default;
};

/// The till's own short handle of a member (the row number); the Id is the one that travels.
struct MemberKey {
    qint64 row = 0;
    bool operator==(const MemberKey&) const = default;
};

/// A regular.
struct Member {
    MemberKey key;
    Id id;
    QString number; ///< what a person reads: 8 digits, the last is a Luhn check digit
    Tier tier = Tier::Regular;
    UtcTime registeredAt;
    Profile profile; ///< empty once the member is erased
    bool isErased = false;
};

/// One line of a member search: enough to pick the right person, the phone masked by the screen.
struct MemberSummary {
    MemberKey key;
    QString number;
    QString name;
    QString phone;
    Tier tier = Tier::Regular;
};

}
