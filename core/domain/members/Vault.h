// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Random.h"
#include "core/base/Result.h"

#include <QByteArray>

#include <array>

namespace tangyuan {

/// Holds the till's master key in guarded memory, in a chain also the organisation's, and does all that needs a secret. Subkeys come from
/// it by libsodium's key derivation (BLAKE2b), one context a purpose.
///
/// Each member has a seal key of their own, wrapped by the master; profiles are sealed with it
/// (XChaCha20-Poly1305, random nonce in front). Erasing a member destroys the wrapped key, so every
/// copy of the profile, in facts and backups to come, is unreadable.
class Vault {
public:
    static constexpr qsizetype keyBytes = 32;

    /// `masterKey` is copied into locked memory. In a chain `sharedKey` is the organisation's, by which every till opens
    /// members' seals, finds phones and reads cards; receipts and draws stay the till's own. Errors: KeyWrong unless 32 bytes.
    static Result<Vault> open(const QByteArray& masterKey, const QByteArray& sharedKey);
    static Result<Vault> open(const QByteArray& masterKey) { return open(masterKey, masterKey); }
    Vault(Vault&&) noexcept;
    Vault& operator=(Vault&&) noexcept;
    ~Vault();
    static QByteArray makeMasterKey(Random& random) { return random.bytes(keyBytes); }

    /// A new member key, wrapped for the database.
    QByteArray makeWrappedKey(Random& random) const;
    /// Seals `plain` with the member's key. `context` (the member's id) is authenticated with it, so that a
    /// row moved to another member does not open. Errors: SealBroken (a wrapped key of another till).
    Result<QByteArray> seal(const QByteArray& wrappedKey, const QByteArray& plain, const QByteArray& context, Random& random) const;
    /// Errors: SealBroken.
    Result<QByteArray> unseal(const QByteArray& wrappedKey, const QByteArray& sealed, const QByteArray& context) const;

    /// Keyed 16-byte digest of a phone, its last digits or a lottery's name: equal phones meet, and nobody without
    /// the key can tell which phone it is (a blind index). `purpose` keeps different indexes apart.
    enum class Index { Phone, PhoneTail, Lottery };
    QByteArray blindIndex(Index purpose, const QString& text) const;
    /// 16-byte digest of a PIN under the member's own key: the same wherever the key is wrapped anew, and worth nothing once
    /// it is destroyed. Errors: SealBroken.
    Result<QByteArray> pinDigest(const QByteArray& wrappedKey, const QString& text) const;
    /// A wrapped key of another vault, wrapped by this one. Errors: SealBroken.
    Result<QByteArray> rewrap(const Vault& from, const QByteArray& wrappedKey, Random& random) const;

    /// A key under this vault's own, for the database.
    QByteArray wrapKey(const QByteArray& key, Random& random) const;
    /// Errors: SealBroken.
    Result<QByteArray> unwrapKey(const QByteArray& wrapped) const;

    /// Proves that this key belongs to this database (stored at init, compared at start).
    QByteArray fingerprint() const;

    /// Ed25519: what the organisation issues (member cards, coupons), and what this till says for itself: its receipts, and
    /// what it asks the hub as a device.
    enum class Signer { Issuer, Receipt, Device };
    QByteArray sign(Signer signer, const QByteArray& message) const; ///< 64 bytes
    QByteArray publicKey(Signer signer) const;                       ///< 32 bytes

    /// Opens what was sealed to this device (libsodium's sealed boxes: X25519, XSalsa20-Poly1305). Errors: SealBroken.
    Result<QByteArray> openSealed(const QByteArray& sealed) const;
    /// Seals to a device by its public key of Signer::Device. Errors: KeyWrong for bytes that are no such key.
    static Result<QByteArray> sealTo(const QByteArray& devicePublicKey, const QByteArray& plain);

private:
    struct Secrets;
    explicit Vault(Secrets* secrets)
        : m_secrets(secrets)
    {
    }
    Secrets* m_secrets; ///< sodium_malloc: locked, guarded, zeroed when freed
};

}
