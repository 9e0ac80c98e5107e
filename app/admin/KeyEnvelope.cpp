// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/KeyEnvelope.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"
#include "core/domain/members/Vault.h"

#include <sodium.h>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 mostOperations = 16;
constexpr qint64 mostMemoryBytes = qint64 { 1 } << 30; ///< a file must not make us take more
constexpr int envelopeVersion = 1;

unsigned char* rawBytes(QByteArray& bytes)
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}
const unsigned char* rawBytes(const QByteArray& bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.constData());
}

/// How the passphrase becomes a key.
struct Stretching {
    QByteArray salt;
    qint64 operations = crypto_pwhash_OPSLIMIT_MODERATE;
    qint64 memoryBytes = crypto_pwhash_MEMLIMIT_MODERATE;
};

Result<QByteArray> stretch(const QByteArray& passphrase, const Stretching& how)
{
    QByteArray key(crypto_aead_xchacha20poly1305_ietf_KEYBYTES, '\0');
    if (sodium_init() < 0
        || crypto_pwhash(rawBytes(key), static_cast<unsigned long long>(key.size()), passphrase.constData(), static_cast<unsigned long long>(passphrase.size()),
               rawBytes(how.salt), static_cast<unsigned long long>(how.operations), static_cast<size_t>(how.memoryBytes), crypto_pwhash_ALG_ARGON2ID13)
            != 0)
        return fail(ErrorCode::KeyStoreUnavailable, u"not enough memory for Argon2id"_s);
    return key;
}

QByteArray boundTo(const Id& till)
{
    return "tangyuan-key 1 " + till.toBytes();
}

QByteArray readBase64(JsonReader& reader, QLatin1String key, qsizetype bytes)
{
    const auto decoded = QByteArray::fromBase64Encoding(reader.text(key, limits::nameChars).toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() != bytes) {
        reader.reject(key);
        return QByteArray(bytes, '\0');
    }
    return decoded.decoded;
}

}

Result<QJsonObject> sealEnvelope(const KeyEnvelope& envelope, const QByteArray& passphrase, Random& random)
{
    VERIFY(envelope.key.size() == Vault::keyBytes);
    Stretching how;
    how.salt = random.bytes(crypto_pwhash_SALTBYTES);
    QByteArray key = TRY(stretch(passphrase, how));
    const QByteArray nonce = random.bytes(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
    const QByteArray context = boundTo(envelope.till);
    QByteArray sealed(envelope.key.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
    crypto_aead_xchacha20poly1305_ietf_encrypt(rawBytes(sealed), nullptr, rawBytes(envelope.key), static_cast<unsigned long long>(envelope.key.size()),
        rawBytes(context), static_cast<unsigned long long>(context.size()), nullptr, rawBytes(nonce), rawBytes(std::as_const(key)));
    sodium_memzero(key.data(), static_cast<size_t>(key.size()));
    return QJsonObject { { u"format"_s, u"tangyuan-key"_s }, { u"version"_s, envelopeVersion }, { u"till"_s, envelope.till.toString() },
        { u"operations"_s, how.operations }, { u"memoryBytes"_s, how.memoryBytes }, { u"salt"_s, QString::fromLatin1(how.salt.toBase64()) },
        { u"nonce"_s, QString::fromLatin1(nonce.toBase64()) }, { u"sealedKey"_s, QString::fromLatin1(sealed.toBase64()) } };
}

Result<KeyEnvelope> openEnvelope(const QJsonObject& json, const QByteArray& passphrase)
{
    JsonReader reader(json);
    if (reader.text("format"_L1, limits::codeChars) != u"tangyuan-key")
        reader.reject("format"_L1);
    reader.integer("version"_L1, envelopeVersion, envelopeVersion);
    KeyEnvelope envelope { reader.id("till"_L1), QByteArray(Vault::keyBytes, '\0') };
    Stretching how;
    how.operations = reader.integer("operations"_L1, crypto_pwhash_OPSLIMIT_MIN, mostOperations);
    how.memoryBytes = reader.integer("memoryBytes"_L1, crypto_pwhash_MEMLIMIT_MIN, mostMemoryBytes);
    how.salt = readBase64(reader, "salt"_L1, crypto_pwhash_SALTBYTES);
    const QByteArray nonce = readBase64(reader, "nonce"_L1, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
    const QByteArray sealed = readBase64(reader, "sealedKey"_L1, Vault::keyBytes + crypto_aead_xchacha20poly1305_ietf_ABYTES);
    TRY(reader.finish());

    QByteArray key = TRY(stretch(passphrase, how));
    const QByteArray context = boundTo(envelope.till);
    const int opened
        = crypto_aead_xchacha20poly1305_ietf_decrypt(rawBytes(envelope.key), nullptr, nullptr, rawBytes(sealed), static_cast<unsigned long long>(sealed.size()),
            rawBytes(context), static_cast<unsigned long long>(context.size()), rawBytes(nonce), rawBytes(std::as_const(key)));
    sodium_memzero(key.data(), static_cast<size_t>(key.size()));
    if (opened != 0)
        return fail(ErrorCode::KeyWrong, u"the passphrase"_s);
    return envelope;
}

}
