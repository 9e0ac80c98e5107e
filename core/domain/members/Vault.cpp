// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/members/Vault.h"

#include <QString>

#include <sodium.h>

#include <new>
#include <utility>

namespace tangyuan {

/// Every key that the master gives rise to; lives in sodium_malloc'd pages, read-only once made.
struct Vault::Secrets {
    std::array<quint8, 32> wrap;
    std::array<quint8, 32> phoneIndex;
    std::array<quint8, 32> phoneTailIndex;
    std::array<quint8, 32> lotteryIndex;

    const std::array<quint8, 32>& keyOf(Index purpose) const
    {
        switch (purpose) {
        case Index::Phone: return phoneIndex;
        case Index::PhoneTail: return phoneTailIndex;
        case Index::Lottery: return lotteryIndex;
        }
        VERIFY(false);
    }
    std::array<quint8, 32> fingerprint;
    std::array<quint8, crypto_sign_SECRETKEYBYTES> issuerSecret;
    std::array<quint8, crypto_sign_SECRETKEYBYTES> receiptSecret;
    std::array<quint8, crypto_sign_SECRETKEYBYTES> deviceSecret;
    std::array<quint8, crypto_sign_PUBLICKEYBYTES> issuerPublic;
    std::array<quint8, crypto_sign_PUBLICKEYBYTES> receiptPublic;
    std::array<quint8, crypto_sign_PUBLICKEYBYTES> devicePublic;

    const auto& secretOf(Signer signer) const
    {
        switch (signer) {
        case Signer::Issuer: return issuerSecret;
        case Signer::Receipt: return receiptSecret;
        case Signer::Device: return deviceSecret;
        }
        VERIFY(false);
    }
    const auto& publicOf(Signer signer) const
    {
        switch (signer) {
        case Signer::Issuer: return issuerPublic;
        case Signer::Receipt: return receiptPublic;
        case Signer::Device: return devicePublic;
        }
        VERIFY(false);
    }
};

namespace {

constexpr qsizetype nonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype tagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr qsizetype digestBytes = 16;
constexpr QByteArrayView wrapContext = "tangyuan member key";
constexpr QByteArrayView organisationContext = "tangyuan organisation key";

static_assert(Vault::keyBytes == crypto_kdf_KEYBYTES);
static_assert(Vault::keyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

const quint8* unsignedBytes(QByteArrayView bytes)
{
    return reinterpret_cast<const quint8*>(bytes.data());
}

quint8* unsignedBytes(QByteArray& bytes)
{
    return reinterpret_cast<quint8*>(bytes.data());
}

/// A key on the stack that is wiped when it goes.
struct TransientKey {
    std::array<quint8, Vault::keyBytes> bytes;
    TransientKey() { }
    ~TransientKey() { sodium_memzero(bytes.data(), bytes.size()); }
    TransientKey(const TransientKey&) = delete;
    TransientKey& operator=(const TransientKey&) = delete;
};

QByteArrayView viewOf(const TransientKey& key)
{
    return { reinterpret_cast<const char*>(key.bytes.data()), static_cast<qsizetype>(key.bytes.size()) };
}

/// libsodium's contexts are eight characters; one for each purpose, never used twice.
void derive(std::array<quint8, 32>& subkey, const char (&context)[crypto_kdf_CONTEXTBYTES + 1], QByteArrayView masterKey)
{
    VERIFY(crypto_kdf_derive_from_key(subkey.data(), subkey.size(), 1, context, unsignedBytes(masterKey)) == 0);
}

QByteArray keyedDigest(const std::array<quint8, 32>& key, const QString& text)
{
    const QByteArray utf8 = text.toUtf8();
    QByteArray digest(digestBytes, Qt::Uninitialized);
    VERIFY(crypto_generichash(unsignedBytes(digest), static_cast<size_t>(digest.size()), unsignedBytes(QByteArrayView(utf8)), static_cast<quint64>(utf8.size()),
               key.data(), key.size())
        == 0);
    return digest;
}

/// Nonce, then ciphertext with its tag.
QByteArray encrypt(const std::array<quint8, 32>& key, QByteArrayView plain, QByteArrayView context, Random& random)
{
    QByteArray sealed(nonceBytes + plain.size() + tagBytes, Qt::Uninitialized);
    quint8* const out = unsignedBytes(sealed);
    random.fill({ out, static_cast<size_t>(nonceBytes) });
    VERIFY(crypto_aead_xchacha20poly1305_ietf_encrypt(out + nonceBytes, nullptr, unsignedBytes(plain), static_cast<quint64>(plain.size()),
               unsignedBytes(context), static_cast<quint64>(context.size()), nullptr, out, key.data())
        == 0);
    return sealed;
}

/// Writes sealed.size() - nonce - tag bytes to `plain`.
Result<void> decrypt(quint8* plain, const std::array<quint8, 32>& key, QByteArrayView sealed, QByteArrayView context)
{
    VERIFY(sealed.size() >= nonceBytes + tagBytes);
    const quint8* const in = unsignedBytes(sealed);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain, nullptr, nullptr, in + nonceBytes, static_cast<quint64>(sealed.size() - nonceBytes),
            unsignedBytes(context), static_cast<quint64>(context.size()), in, key.data())
        != 0)
        return fail(ErrorCode::SealBroken);
    return {};
}

Result<void> unwrap(TransientKey& memberKey, const std::array<quint8, 32>& wrapKey, const QByteArray& wrappedKey)
{
    if (wrappedKey.size() != nonceBytes + Vault::keyBytes + tagBytes)
        return fail(ErrorCode::SealBroken);
    return decrypt(memberKey.bytes.data(), wrapKey, wrappedKey, wrapContext);
}

}

Result<Vault> Vault::open(const QByteArray& masterKey, const QByteArray& sharedKey)
{
    VERIFY(sodium_init() >= 0);
    if (masterKey.size() != keyBytes || sharedKey.size() != keyBytes)
        return fail(ErrorCode::KeyWrong);
    void* const pages = sodium_malloc(sizeof(Secrets));
    VERIFY(pages != nullptr);
    Secrets* const secrets = new (pages) Secrets;
    derive(secrets->wrap, "ty-wrap1", sharedKey);
    derive(secrets->phoneIndex, "ty-phon1", sharedKey);
    derive(secrets->phoneTailIndex, "ty-tail1", sharedKey);
    derive(secrets->lotteryIndex, "ty-draw1", masterKey);
    derive(secrets->fingerprint, "ty-prnt1", masterKey);
    TransientKey seed;
    derive(seed.bytes, "ty-issu1", sharedKey);
    VERIFY(crypto_sign_seed_keypair(secrets->issuerPublic.data(), secrets->issuerSecret.data(), seed.bytes.data()) == 0);
    derive(seed.bytes, "ty-rcpt1", masterKey);
    VERIFY(crypto_sign_seed_keypair(secrets->receiptPublic.data(), secrets->receiptSecret.data(), seed.bytes.data()) == 0);
    derive(seed.bytes, "ty-devi1", masterKey);
    VERIFY(crypto_sign_seed_keypair(secrets->devicePublic.data(), secrets->deviceSecret.data(), seed.bytes.data()) == 0);
    sodium_mprotect_readonly(pages);
    return Vault(secrets);
}

Vault::Vault(Vault&& other) noexcept
    : m_secrets(std::exchange(other.m_secrets, nullptr))
{
}

Vault& Vault::operator=(Vault&& other) noexcept
{
    std::swap(m_secrets, other.m_secrets);
    return *this;
}

Vault::~Vault()
{
    sodium_free(m_secrets);
}

Result<QByteArray> Vault::rewrap(const Vault& from, const QByteArray& wrappedKey, Random& random) const
{
    TransientKey memberKey;
    TRY(unwrap(memberKey, from.m_secrets->wrap, wrappedKey));
    return encrypt(m_secrets->wrap, viewOf(memberKey), wrapContext, random);
}

QByteArray Vault::wrapKey(const QByteArray& key, Random& random) const
{
    return encrypt(m_secrets->wrap, key, organisationContext, random);
}

Result<QByteArray> Vault::unwrapKey(const QByteArray& wrapped) const
{
    if (wrapped.size() != nonceBytes + keyBytes + tagBytes)
        return fail(ErrorCode::SealBroken);
    QByteArray key(keyBytes, Qt::Uninitialized);
    TRY(decrypt(unsignedBytes(key), m_secrets->wrap, wrapped, organisationContext));
    return key;
}

QByteArray Vault::makeWrappedKey(Random& random) const
{
    TransientKey memberKey;
    random.fill(memberKey.bytes);
    return encrypt(m_secrets->wrap, memberKey.bytes, wrapContext, random);
}

Result<QByteArray> Vault::seal(const QByteArray& wrappedKey, const QByteArray& plain, const QByteArray& context, Random& random) const
{
    TransientKey memberKey;
    TRY(unwrap(memberKey, m_secrets->wrap, wrappedKey));
    return encrypt(memberKey.bytes, plain, context, random);
}

Result<QByteArray> Vault::unseal(const QByteArray& wrappedKey, const QByteArray& sealed, const QByteArray& context) const
{
    if (sealed.size() < nonceBytes + tagBytes)
        return fail(ErrorCode::SealBroken);
    TransientKey memberKey;
    TRY(unwrap(memberKey, m_secrets->wrap, wrappedKey));
    QByteArray plain(sealed.size() - nonceBytes - tagBytes, Qt::Uninitialized);
    TRY(decrypt(unsignedBytes(plain), memberKey.bytes, sealed, context));
    return plain;
}

QByteArray Vault::blindIndex(Index purpose, const QString& text) const
{
    return keyedDigest(m_secrets->keyOf(purpose), text);
}

Result<QByteArray> Vault::pinDigest(const QByteArray& wrappedKey, const QString& text) const
{
    TransientKey memberKey;
    TransientKey pinKey;
    TRY(unwrap(memberKey, m_secrets->wrap, wrappedKey));
    derive(pinKey.bytes, "ty-spin1", viewOf(memberKey));
    return keyedDigest(pinKey.bytes, text);
}

QByteArray Vault::fingerprint() const
{
    return QByteArray(reinterpret_cast<const char*>(m_secrets->fingerprint.data()), static_cast<qsizetype>(m_secrets->fingerprint.size()));
}

QByteArray Vault::sign(Signer signer, const QByteArray& message) const
{
    const auto& key = m_secrets->secretOf(signer);
    QByteArray signature(crypto_sign_BYTES, Qt::Uninitialized);
    VERIFY(
        crypto_sign_detached(unsignedBytes(signature), nullptr, unsignedBytes(QByteArrayView(message)), static_cast<quint64>(message.size()), key.data()) == 0);
    return signature;
}

QByteArray Vault::publicKey(Signer signer) const
{
    const auto& key = m_secrets->publicOf(signer);
    return QByteArray(reinterpret_cast<const char*>(key.data()), static_cast<qsizetype>(key.size()));
}

Result<QByteArray> Vault::openSealed(const QByteArray& sealed) const
{
    TransientKey secret;
    std::array<quint8, crypto_box_PUBLICKEYBYTES> known {};
    static_assert(crypto_box_SECRETKEYBYTES == keyBytes);
    if (sealed.size() < static_cast<qsizetype>(crypto_box_SEALBYTES)
        || crypto_sign_ed25519_sk_to_curve25519(secret.bytes.data(), m_secrets->deviceSecret.data()) != 0
        || crypto_sign_ed25519_pk_to_curve25519(known.data(), m_secrets->devicePublic.data()) != 0)
        return fail(ErrorCode::SealBroken);
    QByteArray plain(sealed.size() - static_cast<qsizetype>(crypto_box_SEALBYTES), Qt::Uninitialized);
    if (crypto_box_seal_open(
            unsignedBytes(plain), unsignedBytes(QByteArrayView(sealed)), static_cast<quint64>(sealed.size()), known.data(), secret.bytes.data())
        != 0)
        return fail(ErrorCode::SealBroken);
    return plain;
}

Result<QByteArray> Vault::sealTo(const QByteArray& devicePublicKey, const QByteArray& plain)
{
    std::array<quint8, crypto_box_PUBLICKEYBYTES> known {};
    if (sodium_init() < 0 || devicePublicKey.size() != crypto_sign_PUBLICKEYBYTES
        || crypto_sign_ed25519_pk_to_curve25519(known.data(), unsignedBytes(QByteArrayView(devicePublicKey))) != 0)
        return fail(ErrorCode::KeyWrong);
    QByteArray sealed(plain.size() + static_cast<qsizetype>(crypto_box_SEALBYTES), Qt::Uninitialized);
    VERIFY(crypto_box_seal(unsignedBytes(sealed), unsignedBytes(QByteArrayView(plain)), static_cast<quint64>(plain.size()), known.data()) == 0);
    return sealed;
}

}
