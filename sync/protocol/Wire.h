// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/domain/members/Vault.h"

#include <QJsonObject>
#include <QUrlQuery>

namespace tangyuan::sync {

/// The version of the protocol, in every path ("/v1/…") and in every request of a till. A hub of another one refuses
/// with `Refusal::Version`; facts of any version are understood or kept for later.
inline constexpr int protocolVersion = 1;

/// One request as both ends know it, without HTTP around it.
struct HubRequest {
    QByteArray method; ///< "GET", "POST"
    QString path;      ///< "/v1/facts"
    QUrlQuery query {};
    QByteArray authorization {}; ///< see `signRequest`; empty where none is asked for
    QByteArray body {};          ///< JSON, decompressed
};

struct HubReply {
    int status = 200;
    QJsonObject body {};
};

/// Why a hub refuses: the "error" of a reply whose status is not 200.
enum class Refusal {
    Malformed,     ///< 400: not of the form that the protocol describes; "field" says what
    Unauthorized,  ///< 401: no signature, or a wrong one
    ClockSkew,     ///< 401: the signature is too old or from the future; "nowMs" is the hub's time, to sign again by
    Revoked,       ///< 403: the device was taken out of the chain
    CodeUnknown,   ///< 403: no such enrolment code, or it was used, or it is over
    TillCodeTaken, ///< 409: another till of the organisation prints this code on its receipts
    NotFound,      ///< 404
    Gap,           ///< 409: facts are missing before these; "expected" is the key of the next
    TooLarge,      ///< 413
    TooMany,       ///< 429: "retryAfterMs"
    Version,       ///< 426: "version" is the hub's
    Failed,        ///< 500: it is the hub's trouble; nothing of the request happened
    Unready,       ///< 503: its database is away
};
QString refusalName(Refusal refusal); ///< "malformed", …
std::optional<Refusal> refusalFromName(QStringView name);
int statusOf(Refusal refusal);
HubReply refuse(Refusal refusal, QJsonObject more = {});

inline constexpr qint64 requestBytes = 8 * 1024 * 1024; ///< the longest body, decompressed
inline constexpr int factsPerPush = 500;
inline constexpr qint64 pushBytes = 4 * 1024 * 1024; ///< of facts' bodies in one push
inline constexpr int rowsPerPull = 1'000;
inline constexpr qint64 signatureLifeMs = 300'000; ///< how far a request's time may be from the hub's

/// "Tangyuan device=<uuid>,at=<ms>,signature=<base64>": Ed25519 by the device's key over method, path with query, time and
/// BLAKE2b-256 of the body. A request that is sent twice does nothing twice, so none needs a number of its own.
QByteArray signRequest(const HubRequest& request, const Id& device, UtcTime hubTime, const Vault& vault);

struct RequestSignature {
    Id device;
    UtcTime at;
    QByteArray signature;
};
/// Errors: InputMalformed.
Result<RequestSignature> readAuthorization(const QByteArray& authorization);
/// Whether the signature is the device's.
bool verifyRequest(const HubRequest& request, const RequestSignature& signature, const QByteArray& devicePublicKey);

/// HTTP's "deflate" (RFC 9110, 8.4.1.2: the zlib format of RFC 1950).
QByteArray compressed(const QByteArray& body);
/// Errors: InputMalformed, InputTooLong for more than `most` bytes.
Result<QByteArray> decompressed(const QByteArray& body, qint64 most);

}
