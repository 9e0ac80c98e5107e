// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Random.h"
#include "core/base/Result.h"

#include <QByteArray>

#include <array>

namespace tangyuan {

/// Holds the till's master key in guarded memory and does all that needs a secret. Subkeys come from
/// it by libsodium's key derivation (BLAKE2b), one context a purpose.
///
/// Each member has a seal key of their own, wrapped by the master; profiles are sealed with it
/// (XChaCha20-Poly1305, random nonce in front). Erasing a member destroys the wrapped key, so every
/// copy of the profile, in facts and backups to come, is unreadable.
class Vault {
public:
    static constexpr qsizetype keyBytes = 32;

    /// `masterKey` is copied into locked memory. Errors: KeyWrong unless 32 bytes.
    static Result<Vault> open(const QByteArray& masterKey);
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

    /// Keyed 16-byte digest of a phone, its last digits, a PIN or a lottery's name: equal phones meet, and nobody without
    /// the key can tell which phone it is (a blind index). `purpose` keeps different indexes apart.
    enum class Index { Phone, PhoneTail, Lottery, Pin };
    QByteArray blindIndex(Index purpose, const QString& text) const;
    /// Proves that this key belongs to this database (stored at init, compared at start).
    QByteArray fingerprint() const;

    /// Ed25519: what this till issues (member cards while it has no hub; receipts always).
    enum class Signer { Issuer, Receipt };
    QByteArray sign(Signer signer, const QByteArray& message) const; ///< 64 bytes
    QByteArray publicKey(Signer signer) const; ///< 32 bytes

private:
    struct Secrets;
    explicit Vault(Secrets* secrets) : m_secrets(secrets) { }
    Secrets* m_secrets; ///< sodium_malloc: locked, guarded, zeroed when freed
};

}
