// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/protocol/Wire.h"

#include "core/base/Enumerators.h"

#include <sodium.h>
#include <zlib.h>

#include <array>

namespace tangyuan::sync {

namespace {

struct RefusalWord {
    Refusal refusal;
    const char* name;
    int status;
};
constexpr std::array refusalWords { RefusalWord { Refusal::Malformed, "malformed", 400 }, RefusalWord { Refusal::Unauthorized, "unauthorized", 401 },
    RefusalWord { Refusal::ClockSkew, "clockSkew", 401 }, RefusalWord { Refusal::Revoked, "revoked", 403 },
    RefusalWord { Refusal::CodeUnknown, "codeUnknown", 403 }, RefusalWord { Refusal::TillCodeTaken, "tillCodeTaken", 409 },
    RefusalWord { Refusal::NotFound, "notFound", 404 }, RefusalWord { Refusal::Gap, "gap", 409 }, RefusalWord { Refusal::TooLarge, "tooLarge", 413 },
    RefusalWord { Refusal::TooMany, "tooMany", 429 }, RefusalWord { Refusal::Version, "version", 426 }, RefusalWord { Refusal::Failed, "failed", 500 },
    RefusalWord { Refusal::Unready, "unready", 503 } };
static_assert(namesEach(refusalWords, &RefusalWord::refusal));

constexpr auto scheme = "Tangyuan ";
constexpr qsizetype authorizationBytes = 400;

/// What is signed: each part on a line of its own, the body as its digest.
QByteArray signedText(const HubRequest& request, UtcTime at)
{
    std::array<unsigned char, 32> digest {};
    crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(request.body.constData()),
        static_cast<unsigned long long>(request.body.size()), nullptr, 0);
    QByteArray text
        = request.method + '\n' + request.path.toUtf8() + '\n' + request.query.toString(QUrl::FullyEncoded).toUtf8() + '\n' + QByteArray::number(at.ms) + '\n';
    return text + QByteArray(reinterpret_cast<const char*>(digest.data()), static_cast<qsizetype>(digest.size())).toHex();
}

}

QString refusalName(Refusal refusal)
{
    for (const RefusalWord& word : refusalWords)
        if (word.refusal == refusal)
            return QString::fromLatin1(word.name);
    VERIFY(false);
}

std::optional<Refusal> refusalFromName(QStringView name)
{
    for (const RefusalWord& word : refusalWords)
        if (name == QLatin1String(word.name))
            return word.refusal;
    return {};
}

int statusOf(Refusal refusal)
{
    for (const RefusalWord& word : refusalWords)
        if (word.refusal == refusal)
            return word.status;
    VERIFY(false);
}

HubReply refuse(Refusal refusal, QJsonObject more)
{
    more[QLatin1String("error")] = refusalName(refusal);
    return { statusOf(refusal), more };
}

QByteArray signRequest(const HubRequest& request, const Id& device, UtcTime hubTime, const Vault& vault)
{
    return QByteArray(scheme) + "device=" + device.toString().toLatin1() + ",at=" + QByteArray::number(hubTime.ms)
        + ",signature=" + vault.sign(Vault::Signer::Device, signedText(request, hubTime)).toBase64();
}

Result<RequestSignature> readAuthorization(const QByteArray& authorization)
{
    if (authorization.size() > authorizationBytes || !authorization.startsWith(scheme))
        return fail(ErrorCode::InputMalformed, QStringLiteral("authorization"));
    RequestSignature signature;
    for (const QByteArray& part : authorization.mid(static_cast<qsizetype>(qstrlen(scheme))).split(',')) {
        const qsizetype equals = part.indexOf('=');
        const QByteArray value = part.mid(equals + 1);
        if (part.startsWith("device="))
            signature.device = TRY(Id::fromString(QString::fromLatin1(value)));
        else if (part.startsWith("at="))
            signature.at = { value.toLongLong() };
        else if (part.startsWith("signature="))
            signature.signature = QByteArray::fromBase64(value);
    }
    if (signature.device.isNull() || signature.signature.size() != crypto_sign_BYTES)
        return fail(ErrorCode::InputMalformed, QStringLiteral("authorization"));
    return signature;
}

bool verifyRequest(const HubRequest& request, const RequestSignature& signature, const QByteArray& devicePublicKey)
{
    const QByteArray text = signedText(request, signature.at);
    return devicePublicKey.size() == crypto_sign_PUBLICKEYBYTES && signature.signature.size() == crypto_sign_BYTES
        && crypto_sign_verify_detached(reinterpret_cast<const unsigned char*>(signature.signature.constData()),
               reinterpret_cast<const unsigned char*>(text.constData()), static_cast<unsigned long long>(text.size()),
               reinterpret_cast<const unsigned char*>(devicePublicKey.constData()))
        == 0;
}

QByteArray compressed(const QByteArray& body)
{
    constexpr qsizetype lengthBytes = 4; // Qt puts the length before the zlib stream
    return qCompress(body, 1).mid(lengthBytes);
}

Result<QByteArray> decompressed(const QByteArray& body, qint64 most)
{
    // By hand, since qUncompress trusts the length that stands before the stream.
    z_stream stream {};
    if (inflateInit(&stream) != Z_OK)
        return fail(ErrorCode::InputMalformed, QStringLiteral("deflate"));
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.constData()));
    stream.avail_in = static_cast<uInt>(body.size());
    QByteArray plain;
    std::array<char, 65'536> piece {};
    int status = Z_OK;
    while (status == Z_OK && plain.size() <= most) {
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = static_cast<uInt>(piece.size());
        status = inflate(&stream, Z_NO_FLUSH);
        plain.append(piece.data(), static_cast<qsizetype>(piece.size() - stream.avail_out));
    }
    inflateEnd(&stream);
    if (plain.size() > most)
        return fail(ErrorCode::InputTooLong, QStringLiteral("deflate"));
    if (status != Z_STREAM_END)
        return fail(ErrorCode::InputMalformed, QStringLiteral("deflate"));
    return plain;
}

}
