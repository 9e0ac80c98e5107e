// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/members/Member.h"
#include "core/storage/Database.h"

#include <functional>

namespace tangyuan {

/// Members as they rest in the database: the profile sealed, the phone only as blind indexes.
struct MemberRow {
    MemberKey key;
    Id id;
    QString number;
    Tier tier = Tier::Regular;
    UtcTime registeredAt;
    QByteArray wrappedKey; ///< empty once erased
    QByteArray sealedProfile;
};

/// The members table.
class MemberRows {
public:
    explicit MemberRows(Database& database)
        : m_database(database)
    {
    }

    Result<std::optional<MemberRow>> byKey(MemberKey key);
    /// Errors: MemberNotFound, also if erased.
    Result<MemberRow> living(MemberKey key);
    Result<std::optional<MemberRow>> byId(const Id& id);
    Result<std::optional<Id>> idOf(MemberKey key);
    Result<std::optional<MemberRow>> byNumber(const QString& number);
    Result<std::optional<MemberRow>> byPhoneIndex(const QByteArray& index);
    Result<std::vector<MemberRow>> byPhoneTailIndex(const QByteArray& index, int limit);
    /// Members who are not erased.
    Result<qint64> count();
    /// Every member in the order of their rows, erased ones too; `onRow` returns false to stop.
    Result<void> forEach(const std::function<bool(const MemberRow&)>& onRow);
    /// The same in pages, for a reader that must not hold on to one snapshot for long: at most `limit`
    /// members who are not erased, after `after`.
    Result<std::vector<MemberRow>> page(MemberKey after, int limit);
    /// The highest member row, from which the next number is made.
    Result<qint64> lastRow();

    /// The fact whose profile it is; nothing for members from before that was kept.
    Result<std::optional<Id>> profileFact(MemberKey key);
    static Result<void> setProfileFact(Transaction& transaction, MemberKey key, const Id& fact);

    /// Inserts under `row.key`.
    static Result<MemberKey> insert(Transaction& transaction, const MemberRow& row, const QByteArray& phoneIndex, const QByteArray& tailIndex);
    static Result<void> update(Transaction& transaction, const MemberRow& row, const QByteArray& phoneIndex, const QByteArray& tailIndex);
    /// The same member under another vault. Who stands without a phone's index, since an older member has it, stays so.
    static Result<void> rewrap(
        Transaction& transaction, MemberKey key, const QByteArray& wrappedKey, const QByteArray& phoneIndex, const QByteArray& tailIndex);
    /// Destroys the wrapped key, the sealed profile and the indexes; the row stays for its sales.
    static Result<void> erase(Transaction& transaction, MemberKey key);

private:
    Database& m_database;
};

}
