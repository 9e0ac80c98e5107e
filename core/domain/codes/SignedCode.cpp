// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/codes/SignedCode.h"

#include "core/domain/codes/Base32.h"

#include <QtEndian>

#include <sodium.h>

#include <algorithm>
#include <limits>

namespace tangyuan {

namespace {

constexpr char version = 1;
constexpr qsizetype idBytes = 16;
constexpr qsizetype factKeyBytes = 8;
constexpr qsizetype signatureBytes = crypto_sign_BYTES;
static_assert(crypto_sign_BYTES == 64 && crypto_sign_PUBLICKEYBYTES == 32);

constexpr qsizetype minuteBytes = 4;
constexpr qsizetype issuerMarkBytes = 4;
constexpr qsizetype serialBytes = 4;
constexpr qint64 msPerMinute = 60'000;

enum class Kind { Member, DynamicMember, Coupon, Receipt };

QByteArray prefixOf(Kind kind)
{
    switch (kind) {
    case Kind::Member: return QByteArrayLiteral("TYM");
    case Kind::DynamicMember: return QByteArrayLiteral("TYD");
    case Kind::Coupon: return QByteArrayLiteral("TYC");
    case Kind::Receipt: return QByteArrayLiteral("TYR");
    }
    VERIFY(false);
}

/// What is signed: the prefix goes first, so that a signature for one kind of code never serves another.
QByteArray messageOf(Kind kind, QByteArrayView signedPart)
{
    return prefixOf(kind) + signedPart.toByteArray();
}

QString makeCode(Kind kind, const QByteArray& fields, Vault::Signer signer, const Vault& vault)
{
    const QByteArray signedPart = QByteArray(1, version) + fields;
    const QByteArray signature = vault.sign(signer, messageOf(kind, signedPart));
    VERIFY(signature.size() == signatureBytes);
    return QString::fromLatin1(prefixOf(kind)) + toBase32(signedPart + signature);
}

/// A code taken apart, not yet believed.
struct OpenedCode {
    QByteArray signedPart; ///< version and fields
    QByteArray signature;

    QByteArrayView fields() const { return QByteArrayView(signedPart).sliced(1); }
};

Result<OpenedCode> openCode(Kind kind, const QString& code, qsizetype fieldBytes)
{
    const qsizetype bytes = 1 + fieldBytes + signatureBytes;
    const QByteArray prefix = prefixOf(kind);
    const bool hasForm = code.size() == prefix.size() + (bytes * 8 + 4) / 5 && code.startsWith(QLatin1StringView(prefix));
    if (!hasForm)
        return fail(ErrorCode::CodeUnknown, QStringLiteral("form"));
    const auto decoded = fromBase32(QStringView(code).sliced(prefix.size()));
    if (!decoded || decoded->size() != bytes)
        return fail(ErrorCode::CodeUnknown, QStringLiteral("base32"));
    if (decoded->front() != version)
        return fail(ErrorCode::CodeUnknown, QStringLiteral("version"));
    return OpenedCode { decoded->first(1 + fieldBytes), decoded->last(signatureBytes) };
}

Result<void> checkSignature(Kind kind, const OpenedCode& code, const QByteArrayList& publicKeys)
{
    static const int sodiumState = sodium_init();
    VERIFY(sodiumState >= 0);
    const QByteArray message = messageOf(kind, code.signedPart);
    const auto unsignedBytes = [](const QByteArray& bytes) { return reinterpret_cast<const unsigned char*>(bytes.constData()); };
    for (const QByteArray& publicKey : publicKeys)
        if (publicKey.size() == crypto_sign_PUBLICKEYBYTES
            && crypto_sign_verify_detached(
                   unsignedBytes(code.signature), unsignedBytes(message), static_cast<unsigned long long>(message.size()), unsignedBytes(publicKey))
                == 0)
            return {};
    return fail(ErrorCode::SignatureInvalid);
}

Result<MemberReference> readDynamicMemberCode(const QString& code, const IssuerKeys& issuers, UtcTime now)
{
    const OpenedCode opened = TRY(openCode(Kind::DynamicMember, code, idBytes + minuteBytes));
    // The signature first: a forger learns nothing about the till's clock.
    TRY(checkSignature(Kind::DynamicMember, opened, issuers));
    const QByteArrayView fields = opened.fields();
    const qint64 madeAtMs = qint64 { qFromBigEndian<quint32>(fields.sliced(idBytes).data()) } * msPerMinute;
    const qint64 ageMs = now.ms - madeAtMs;
    if (ageMs > dynamicCodeLifeMs || ageMs < -dynamicCodeClockSkewMs)
        return fail(ErrorCode::CodeExpired);
    return MemberReference { TRY(Id::fromBytes(fields.first(idBytes))), MemberCodeKind::Dynamic };
}

}

QString makeMemberCode(const Id& member, const Vault& issuer)
{
    return makeCode(Kind::Member, member.toBytes(), Vault::Signer::Issuer, issuer);
}

QString makeDynamicMemberCode(const Id& member, UtcTime now, const Vault& issuer)
{
    // A clock before 1970 or after 10136 makes a code that is expired, not one that lies.
    const auto minute = static_cast<quint32>(std::clamp<qint64>(now.ms / msPerMinute, 0, std::numeric_limits<quint32>::max()));
    QByteArray packedMinute(minuteBytes, '\0');
    qToBigEndian(minute, packedMinute.data());
    return makeCode(Kind::DynamicMember, member.toBytes() + packedMinute, Vault::Signer::Issuer, issuer);
}

Result<MemberReference> readMemberCode(const QString& code, const IssuerKeys& issuers, UtcTime now)
{
    if (code.startsWith(QLatin1StringView(prefixOf(Kind::DynamicMember))))
        return readDynamicMemberCode(code, issuers, now);
    const OpenedCode opened = TRY(openCode(Kind::Member, code, idBytes));
    TRY(checkSignature(Kind::Member, opened, issuers));
    return MemberReference { TRY(Id::fromBytes(opened.fields())), MemberCodeKind::Static };
}

QString makeCouponCode(const Id& batch, qint32 serial, const Vault& issuer)
{
    QByteArray packedSerial(serialBytes, '\0');
    qToBigEndian(static_cast<quint32>(serial), packedSerial.data());
    return makeCode(
        Kind::Coupon, issuer.publicKey(Vault::Signer::Issuer).first(issuerMarkBytes) + batch.toBytes() + packedSerial, Vault::Signer::Issuer, issuer);
}

Result<CouponReference> readCouponCode(const QString& code, const IssuerKeys& issuers)
{
    const OpenedCode opened = TRY(openCode(Kind::Coupon, code, issuerMarkBytes + idBytes + serialBytes));
    const QByteArrayView fields = opened.fields();
    if (std::ranges::none_of(issuers, [&](const QByteArray& key) { return fields.first(issuerMarkBytes) == QByteArrayView(key).first(issuerMarkBytes); }))
        return fail(ErrorCode::CouponForeign);
    if (!checkSignature(Kind::Coupon, opened, issuers))
        return fail(ErrorCode::CouponForged);
    const auto serial = qFromBigEndian<quint32>(fields.last(serialBytes).data());
    if (serial < 1 || serial > static_cast<quint32>(std::numeric_limits<qint32>::max()))
        return fail(ErrorCode::CodeUnknown, QStringLiteral("serial"));
    return CouponReference { TRY(Id::fromBytes(fields.sliced(issuerMarkBytes, idBytes))), static_cast<qint32>(serial) };
}

QString makeReceiptCode(FactKey fact, const Id& sale, const Id& till, const Vault& signer)
{
    QByteArray packedKey(factKeyBytes, '\0');
    qToBigEndian(fact.packed(), packedKey.data());
    return makeCode(Kind::Receipt, till.toBytes() + packedKey + sale.toBytes(), Vault::Signer::Receipt, signer);
}

Result<ReceiptReference> readReceiptCode(const QString& code, const Id& ownTill, const QByteArray& receiptKey)
{
    const OpenedCode opened = TRY(openCode(Kind::Receipt, code, idBytes + factKeyBytes + idBytes));
    const QByteArrayView fields = opened.fields();
    ReceiptReference reference;
    reference.till = TRY(Id::fromBytes(fields.first(idBytes)));
    reference.fact = FactKey::unpack(qFromBigEndian<qint64>(fields.sliced(idBytes).data()));
    reference.sale = TRY(Id::fromBytes(fields.last(idBytes)));
    if (reference.till == ownTill)
        TRY(checkSignature(Kind::Receipt, opened, { receiptKey }));
    // A receipt of another till is a claim until that till's key is at hand; one that cannot be is no receipt.
    if (reference.fact.epoch < 0 || reference.fact.seq < 1)
        return fail(ErrorCode::CodeUnknown, QStringLiteral("fact"));
    return reference;
}

}
