// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/members/KeyStore.h"

namespace tangyuan {

/// Keys in the operating system's keychain (the Secret Service on Linux) through QtKeychain, never in its
/// plain-text fallback. Each call waits in a local event loop, at most `timeoutMs`, since a locked keychain asks the
/// person at the screen. Needs a QCoreApplication.
class KeychainKeyStore final : public KeyStore {
public:
    static constexpr int defaultTimeoutMs = 10'000;
    explicit KeychainKeyStore(int timeoutMs = defaultTimeoutMs)
        : m_timeoutMs(timeoutMs)
    {
    }

    /// Errors: KeyMissing, KeyStoreUnavailable with the library's words, KeyWrong (an entry that is no key).
    Result<QByteArray> read(const QString& name) override;
    Result<void> write(const QString& name, const QByteArray& key) override;

private:
    int m_timeoutMs;
};

}
