// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/members/Vault.h"

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
    std::array<quint8, 32> pinIndex;

    const std::array<quint8, 32>& keyOf(Index purpose) const
    {
        switch (purpose) {
        case Index::Phone: return phoneIndex;
        case Index::PhoneTail: return phoneTailIndex;
        case Index::Lottery: return lotteryIndex;
        case Index::Pin: return pinIndex;
        }
        VERIFY(false);
    }
    std::array<quint8, 32> fingerprint;
    std::array<quint8, crypto_sign_SECRETKEYBYTES> issuerSecret;
    std::array<quint8, crypto_sign_SECRETKEYBYTES> receiptSecret;
    std::array<quint8, crypto_sign_PUBLICKEYBYTES> issuerPublic;
    std::array<quint8, crypto_sign_PUBLICKEYBYTES> receiptPublic;
};

namespace {

constexpr qsizetype nonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype tagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr qsizetype blindIndexBytes = 16;
constexpr QByteArrayView wrapContext = "tangyuan member key";

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

/// libsodium's contexts are eight characters; one for each purpose, never used twice.
void derive(std::array<quint8, 32>& subkey, const char (&context)[crypto_kdf_CONTEXTBYTES + 1], const QByteArray& masterKey)
{
    VERIFY(crypto_kdf_derive_from_key(subkey.data(), subkey.size(), 1, context, unsignedBytes(QByteArrayView(masterKey))) == 0);
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

Result<Vault> Vault::open(const QByteArray& masterKey)
{
    VERIFY(sodium_init() >= 0);
    if (masterKey.size() != keyBytes)
        return fail(ErrorCode::KeyWrong);
    void* const pages = sodium_malloc(sizeof(Secrets));
    VERIFY(pages != nullptr);
    Secrets* const secrets = new (pages) Secrets;
    derive(secrets->wrap, "ty-wrap1", masterKey);
    derive(secrets->phoneIndex, "ty-phon1", masterKey);
    derive(secrets->phoneTailIndex, "ty-tail1", masterKey);
    derive(secrets->lotteryIndex, "ty-draw1", masterKey);
    derive(secrets->pinIndex, "ty-spin1", masterKey);
    derive(secrets->fingerprint, "ty-prnt1", masterKey);
    TransientKey seed;
    derive(seed.bytes, "ty-issu1", masterKey);
    VERIFY(crypto_sign_seed_keypair(secrets->issuerPublic.data(), secrets->issuerSecret.data(), seed.bytes.data()) == 0);
    derive(seed.bytes, "ty-rcpt1", masterKey);
    VERIFY(crypto_sign_seed_keypair(secrets->receiptPublic.data(), secrets->receiptSecret.data(), seed.bytes.data()) == 0);
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
    const auto& key = m_secrets->keyOf(purpose);
    const QByteArray utf8 = text.toUtf8();
    QByteArray digest(blindIndexBytes, Qt::Uninitialized);
    VERIFY(crypto_generichash(unsignedBytes(digest), static_cast<size_t>(digest.size()), unsignedBytes(QByteArrayView(utf8)),
               static_cast<quint64>(utf8.size()), key.data(), key.size())
        == 0);
    return digest;
}

QByteArray Vault::fingerprint() const
{
    return QByteArray(reinterpret_cast<const char*>(m_secrets->fingerprint.data()), static_cast<qsizetype>(m_secrets->fingerprint.size()));
}

QByteArray Vault::sign(Signer signer, const QByteArray& message) const
{
    const auto& key = signer == Signer::Issuer ? m_secrets->issuerSecret : m_secrets->receiptSecret;
    QByteArray signature(crypto_sign_BYTES, Qt::Uninitialized);
    VERIFY(crypto_sign_detached(unsignedBytes(signature), nullptr, unsignedBytes(QByteArrayView(message)), static_cast<quint64>(message.size()),
               key.data())
        == 0);
    return signature;
}

QByteArray Vault::publicKey(Signer signer) const
{
    const auto& key = signer == Signer::Issuer ? m_secrets->issuerPublic : m_secrets->receiptPublic;
    return QByteArray(reinterpret_cast<const char*>(key.data()), static_cast<qsizetype>(key.size()));
}

}
