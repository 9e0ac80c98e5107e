// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/replica/HubLink.h"
#include "core/storage/Database.h"

#include <QJsonObject>

#include <map>

namespace tangyuan {

/// The till's outbox and its cursors.
class SyncRows {
public:
    explicit SyncRows(Database& database)
        : m_database(database)
    {
    }

    Result<std::optional<HubLink>> link();
    /// The organisation's key, wrapped by the till's own.
    Result<QByteArray> wrappedKey();
    static Result<void> insert(Transaction& transaction, const HubLink& link, const QByteArray& wrappedKey);
    static Result<void> update(Transaction& transaction, const HubLink& link);
    static Result<void> remove(Transaction& transaction);

    /// How many facts come after that one.
    Result<qint64> countAfter(FactKey key);
    /// When the first of them happened.
    Result<std::optional<UtcTime>> oldestAfter(FactKey key);
    Result<std::optional<FactKey>> lastBefore(FactKey key) { return before(key, 1); }
    /// So many facts before that one; nothing where there are fewer.
    Result<std::optional<FactKey>> before(FactKey key, int facts);

    Result<std::map<QString, qint64>> cursors();
    static Result<void> setCursor(Transaction& transaction, const QString& stream, qint64 number);
    static Result<void> forgetCursors(Transaction& transaction);
    /// How far the organisation's stream was taken over: what an edit knew of. Nothing where there is no hub.
    Result<std::optional<qint64>> seen();
    /// The body of an edit of something shared, which says so.
    Result<QJsonObject> withSeen(QJsonObject body);

    /// Whose cards and coupons are believed beside the organisation's.
    Result<std::vector<QByteArray>> issuers();
    static Result<void> addIssuer(Transaction& transaction, const QByteArray& key);

    /// The stream of what all stores share, and a store's, with its members.

private:
    Database& m_database;
};

}
