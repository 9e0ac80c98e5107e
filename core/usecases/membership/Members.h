// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Listeners.h"
#include "core/domain/members/Member.h"
#include "core/domain/members/Vault.h"
#include "core/domain/moment/Moment.h"
#include "core/storage/FactLog.h"
#include "core/storage/MemberRows.h"
#include "core/storage/StandingRows.h"

#include <QJsonObject>

namespace tangyuan {

/// The use cases around members: register, find, change. Each is one transaction with its fact
/// ("member.registered", "member.updated", "member.tier_set", "member.erased"); facts carry the profile
/// only as sealed bytes (base64) without the key, so an erased member's are unreadable, and never a phone index.
class Members {
public:
    Members(Database& database, FactLog& facts, const Vault& vault, const Moments& moments, Random& random, const ShopSettings& settings);

    struct Registration {
        Member member;
        enum class Outcome { Created, AlreadyRegistered } outcome = Outcome::Created;
    };
    /// Registers by phone (`profile.phone` as typed; normalised to E.164). A phone that is known brings
    /// the existing member back instead of an error. Errors: PhoneInvalid, InputTooLong, InputOutOfRange
    /// (birthday before 1900 or in the future), InputMalformed (e-mail), storage errors.
    Result<Registration> registerMember(Profile profile);
    /// The same within a caller's transaction (imports, generators). Nothing is committed yet, so the caller
    /// tells the name index.
    Result<Registration> registerMember(Transaction& transaction, Profile profile);

    /// Replaces the profile, phone included. A profile that is the same records nothing.
    /// Errors: PhoneTaken, MemberNotFound (also if erased), and those of registering.
    Result<Member> update(MemberKey key, Profile profile);
    /// Errors: MemberNotFound (also if erased).
    Result<Member> setTier(MemberKey key, Tier tier);
    /// The same within a caller's transaction; the caller tells the name index.
    Result<Member> setTier(Transaction& transaction, MemberKey key, Tier tier);
    /// The same as a part of a deed, by hand or by the rules.
    Result<Member> setTier(Transaction& transaction, const Moment& moment, MemberKey key, Tier tier, const StandingRows::TierStanding& standing);
    /// Destroys the member's seal key and PIN, in the write-ahead log too; sales stay, anonymous. Erasing again changes nothing.
    /// Errors: MemberNotFound.
    Result<void> erase(MemberKey key);

    /// Errors: MemberNotFound.
    Result<Member> byKey(MemberKey key);
    Result<Member> byId(const Id& id);
    Result<std::optional<Member>> byNumber(const QString& number);
    /// `phone` as typed or scanned. Nothing when it is no valid phone.
    Result<std::optional<Member>> byPhone(const QString& phone);
    /// Members whose phone ends in these four digits, the newest first; none if they are not four digits.
    Result<std::vector<MemberSummary>> byPhoneTail(const QString& fourDigits, int limit);
    /// By rows that a name search brought (see MemberNames), in their order; those who were erased are left out.
    Result<std::vector<MemberSummary>> summaries(const std::vector<MemberKey>& keys);
    Result<qint64> count();

    /// Told after each committed change, for who keeps a name index.
    Listeners<Member> onChanged;

private:
    Result<Member> opened(const MemberRow& row) const;
    Result<void> seal(MemberRow& row, const Profile& profile);
    Result<std::optional<MemberRow>> rowByPhone(const QString& e164);
    Result<void> append(Transaction& transaction, const Moment& moment, const char* type, const MemberRow& row, QJsonObject body = {});
    Result<QString> newNumber(MemberKey key);
    static Result<Profile> checked(const Moment& moment, Profile profile);
    QByteArray phoneIndex(const QString& e164) const;
    QByteArray tailIndex(const QString& e164) const;
    void tell(const Member& member) const;

    Database& m_database;
    MemberRows m_store;
    FactLog& m_facts;
    const Vault& m_vault;
    const Moments& m_moments;
    Random& m_random;
    const ShopSettings& m_settings;
};

}
