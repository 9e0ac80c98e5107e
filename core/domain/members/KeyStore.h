// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>

namespace tangyuan {

/// Where a till's master key rests: the OS keychain, or a key file asked for by name. `name` tells the
/// keys of several tills of one person apart (the till's id, as text).
class KeyStore {
public:
    virtual ~KeyStore() = default;
    /// The 32-byte key. Errors: KeyMissing (the store works but has no such key),
    /// KeyStoreUnavailable (no store is running, or it is locked).
    virtual Result<QByteArray> read(const QString& name) = 0;
    /// Errors: KeyStoreUnavailable.
    virtual Result<void> write(const QString& name, const QByteArray& key) = 0;
};

}
