// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/Database.h"
#include "core/storage/Fact.h"

#include <QJsonObject>

#include <map>

namespace tangyuan {

/// What a till knows of the hub it belongs to.
struct HubLink {
    QString url;            ///< "https://192.168.1.10:8443"
    QByteArray certificate; ///< SHA-256 of the hub's own authority's certificate, 32 bytes: nothing else is trusted
    Id organisation;
    QString organisationName;
    QString store; ///< the store's code
    QString storeName;
    Id generation;     ///< of the hub's database; another one means that it was restored from a backup
    qint32 branch = 0; ///< which history of this till the hub is told (see sync/hub)
    FactKey sent {};   ///< the last fact that the hub has

    bool operator==(const HubLink&) const = default;
};

/// The till's outbox and its cursors.
class SyncStore {
public:
    explicit SyncStore(Database& database)
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
    static constexpr auto organisationStream = "organisation";
    static QString storeStream(const QString& store) { return QStringLiteral("store:") + store; }

private:
    Database& m_database;
};

}
