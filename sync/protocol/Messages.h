// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/facts/Fact.h"
#include "core/domain/replica/HubLink.h"
#include "core/domain/replica/MemberRowBody.h"
#include "core/domain/replica/SharedRow.h"
#include "core/domain/reports/ChainReport.h"
#include "sync/protocol/Wire.h"

// What tills and hub say to each other; api/openapi.yaml describes the same for others. Reading checks every field.
namespace tangyuan::sync {

QJsonObject keyToJson(FactKey key);
Result<FactKey> keyFromJson(const QJsonObject& json);
/// A fact with its body as it is: the hash is over its very bytes.
QJsonObject factToJson(const Fact& fact);
/// Errors also for a body over limits::factBodyBytes. The hash is not looked at.
Result<Fact> factFromJson(const QJsonObject& json);

/// What the hub shows as a QR code: "TYE" and base32 of version, the certificate's SHA-256, the one-time code (16 bytes) and the
/// hub's address in UTF-8.
struct EnrolmentCode {
    QString url;
    QByteArray certificate; ///< SHA-256 of the certificate of the hub's authority, 32 bytes
    QByteArray secret;      ///< 16 bytes, good once

    QString toText() const;
    /// Errors: CodeUnknown.
    static Result<EnrolmentCode> fromText(const QString& text);
};

/// POST /v1/devices, without a signature: the code is the right.
struct EnrolRequest {
    QByteArray secret;
    Id till;
    QString tillCode;      ///< wanted on receipts; must be its own in the organisation
    QString name;          ///< of the shop as the till knows it
    QByteArray publicKey;  ///< Vault::Signer::Device, 32 bytes
    QByteArray receiptKey; ///< Vault::Signer::Receipt
    QByteArray issuerKey;  ///< Vault::Signer::Issuer from before: the cards of its members go on being good

    QJsonObject toJson() const;
    static Result<EnrolRequest> fromJson(const QJsonObject& json);
};
struct EnrolReply {
    Id organisation;
    QString organisationName;
    QString store;
    QString storeName;
    Id generation;
    QByteArray sealedKey; ///< the organisation's 32-byte key, sealed to the device (Vault::sealTo)

    QJsonObject toJson() const;
    static Result<EnrolReply> fromJson(const QJsonObject& json);
};

/// POST /v1/facts: what happened at the till since the last one the hub has, in order and without gaps.
struct PushRequest {
    qint32 branch = 0;
    std::optional<Id> sent {};       ///< the last fact that the hub said it has: without it, it was restored from a backup
    std::optional<Id> generation {}; ///< in which it said so
    std::vector<Fact> facts {};
    std::map<Id, MemberKeys> keys {}; ///< of the members that the facts register or change; not of erased ones

    QJsonObject toJson() const;
    static Result<PushRequest> fromJson(const QJsonObject& json);
};
struct PushReply {
    Id generation;
    qint32 branch = 0;     ///< another one: the hub has other facts under these keys, and keeps both histories apart
    FactKey head;          ///< the last of the facts that were sent now; the hub has it and all before it
    qint32 leastEpoch = 0; ///< the till begins a new epoch where its own is lower

    QJsonObject toJson() const;
    static Result<PushReply> fromJson(const QJsonObject& json);
};

/// GET /v1/rows?branch=…&sent=<fact>&generation=<id>&limit=…&organisation=<cursor>&store=<cursor>
struct PullRequest {
    qint32 branch = 0;
    std::optional<Id> sent {}; ///< as in a push
    std::optional<Id> generation {};
    std::map<QString, qint64> cursors; ///< by stream; those that are missing begin at 0
    int limit = rowsPerPull;

    HubRequest toRequest() const;
    static Result<PullRequest> fromRequest(const HubRequest& request, const QString& store);
};
struct PullReply {
    Id generation;
    bool isLoss = false;        ///< the hub does not have the fact that was `sent`
    FactKey contains {};        ///< the last of the till's own facts that the hub had when it read the rows,
    QByteArray containsHash {}; ///< and its hash: under the same key a copy of the till may have told another
    std::vector<SharedRow> rows {};
    std::map<QString, qint64> cursors {}; ///< where each stream stands after these
    bool hasMore = false;
    qint64 rowsLeft = 0;   ///< for a first fill's progress, about
    qint64 exceptions = 0; ///< open ones of the till's store

    QJsonObject toJson() const;
    static Result<PullReply> fromJson(const QJsonObject& json);
};

/// POST /v1/members/find: a member that this till does not hold. From then on their changes come down to its store.
struct FindRequest {
    QByteArray phoneIndex {}; ///< or
    QString number {};        ///< or
    std::optional<Id> id {};  ///< one of them
    qint32 branch = 0;

    QJsonObject toJson() const;
    static Result<FindRequest> fromJson(const QJsonObject& json);
};
struct FindReply {
    FactKey contains {}; ///< as in a pull
    QByteArray containsHash {};
    std::vector<SharedRow> rows {}; ///< none, or the member

    QJsonObject toJson() const;
    static Result<FindReply> fromJson(const QJsonObject& json);
};

/// GET /v1/exceptions: what a manager should look at, the newest first.
struct HubException {
    Id id;
    QString kind;    ///< "overspent", "fork", …
    QString subject; ///< a member's number, a product's PLU, a till's code
    UtcTime at;
    Id fact;
    QString till; ///< the code of whose fact it is
    QJsonObject details;
    bool isResolved = false;

    QJsonObject toJson() const;
    static Result<HubException> fromJson(const QJsonObject& json);
};
struct ExceptionsReply {
    std::vector<HubException> exceptions;

    QJsonObject toJson() const;
    static Result<ExceptionsReply> fromJson(const QJsonObject& json);
};
// POST /v1/exceptions/{id}/resolve {} → {}

/// GET /v1/reports/days?from=20261101&to=20261130: what every store of the chain sold.
struct DaysRequest {
    DateRange range; ///< at most ChainReport::limitDays

    HubRequest toRequest() const;
    static Result<DaysRequest> fromRequest(const HubRequest& request);
};
struct DaysReply {
    std::map<QString, QString> storeNames; ///< by code, of all stores
    std::vector<StoreDay> days;            ///< the newest first

    QJsonObject toJson() const;
    static Result<DaysReply> fromJson(const QJsonObject& json);
};
// GET /v1/poke?organisation=<cursor>&store=<cursor> waits up to 25 s for anything beyond these cursors → {"moved": bool}

}
