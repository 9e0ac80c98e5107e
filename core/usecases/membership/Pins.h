// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/members/Vault.h"
#include "core/domain/moment/Moment.h"
#include "core/storage/FactLog.h"
#include "core/storage/MemberRows.h"
#include "core/storage/PinRows.h"

namespace tangyuan {

/// Spending PINs: the secret that stored value above an amount asks a member for. Who may set or remove one (the
/// member with the old PIN, a manager) is the caller's to ask.
///
/// A PIN has at most a million values, so its hash alone would fall in a day. What is hashed (Argon2id) is therefore
/// not the PIN but a digest of it under the member's own key, with their id in it: the database without the till's master
/// key gives nothing to try PINs on, a row moved to another member opens nothing, and every till that may open the member's
/// profile can check the PIN. Erasing the member leaves a hash of which nobody can tell whose PIN it was.
///
/// Guessing at the counter is slowed down: `freeFailures` wrong ones in a row lock the PIN for a minute, and each further
/// one for twice as long as the one before, up to an hour. Only the right PIN (or a new one) starts the count anew; an
/// hour of waiting buys one guess. Each till of a chain counts for itself.
///
/// Facts: "member.pin_set" with the member's id and, under "pin", the hash; "member.pin_removed".
class Pins {
public:
    static constexpr int leastDigits = 4;
    static constexpr int mostDigits = 6;
    static constexpr qint64 freeFailures = 5;
    static constexpr qint64 firstLockMs = 60'000;
    static constexpr qint64 longestLockMs = 3'600'000;

    Pins(Database& database, FactLog& facts, const Vault& vault, const Moments& moments, Random& random);

    /// Sets or replaces the PIN, and unlocks it. Takes about a tenth of a second. Errors: PinWeak (not 4 to 6 digits, one
    /// digit repeated, or a straight row such as 123456, 6543 or 7890), MemberNotFound (also if erased), storage errors.
    Result<void> set(MemberKey member, const QString& pin);

    /// Holds if this is the member's PIN. Takes about a tenth of a second. A guess is written down before it is judged,
    /// so neither a power cut nor a full disk gives one for nothing; what can be no PIN is wrong and not counted.
    ///
    /// A lock outlives a restart. If the clock is set back, the lock goes on for its full length from when that is
    /// noticed: it neither opens early nor holds for years. A clock set forward may open it early, since core knows no
    /// other clock; that buys one guess, for the count stays.
    ///
    /// Errors: PinWrong, PinLocked (the context is the whole seconds left, also when this guess locked it), PinUnset,
    /// MemberNotFound (also if erased), storage errors.
    Result<void> check(MemberKey member, const QString& pin);

    /// A member without a PIN stays as they are. Errors: MemberNotFound (also if erased), storage errors.
    Result<void> remove(MemberKey member);

    Result<bool> isSet(MemberKey member);

private:
    Result<void> refuseWhileLocked(const Moment& moment, MemberKey member, const PinRow& pin);
    Result<void> save(MemberKey member, const PinRow& pin);
    Result<void> append(Transaction& transaction, const Moment& moment, const char* type, const QJsonObject& body);
    Result<QByteArray> keyedDigest(const MemberRow& member, const QString& digits) const;

    Database& m_database;
    PinRows m_store;
    MemberRows m_members;
    FactLog& m_facts;
    const Vault& m_vault;
    const Moments& m_moments;
    Random& m_random;
};

}
