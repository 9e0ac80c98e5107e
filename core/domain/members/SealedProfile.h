// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/members/Member.h"
#include "core/domain/members/Vault.h"

namespace tangyuan {

/// A profile taken out of its seal, with the pinyin initials of the name that were sealed beside it, so that
/// the name index fills without transliterating a million names.
struct OpenedProfile {
    Profile profile;
    QString initials;
};

/// The profile as compact JSON, sealed with the member's key and bound to their id.
/// Errors: SealBroken (a wrapped key of another till).
Result<QByteArray> sealProfile(const Vault& vault, const QByteArray& wrappedKey, const Profile& profile, const Id& member, Random& random);

/// Errors: SealBroken, also for a seal that holds no profile.
Result<OpenedProfile> openProfile(const Vault& vault, const QByteArray& wrappedKey, const QByteArray& sealed, const Id& member);

}
