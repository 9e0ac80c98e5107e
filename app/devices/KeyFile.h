// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/members/KeyStore.h"

#include <map>

namespace tangyuan {

/// Keys in a file that was asked for by its path: for a machine without a keychain. One line a key, its name and
/// the key in base64. Only its owner may read it (mode 0600): a file that others can read is refused, since
/// its keys may be known already.
class KeyFile final : public KeyStore {
public:
    explicit KeyFile(const QString& path)
        : m_path(path)
    {
    }

    /// Errors: KeyMissing (no such file, or no such name in it), KeyStoreUnavailable (others can read it, or it is
    /// unreadable), InputMalformed with the line's number.
    Result<QByteArray> read(const QString& name) override;
    /// Makes the file if there is none. The whole file is replaced at once, so a crash leaves the old one.
    /// Errors: KeyStoreUnavailable, InputMalformed (a name with spaces).
    Result<void> write(const QString& name, const QByteArray& key) override;

private:
    Result<std::map<QString, QByteArray>> readAll() const;

    QString m_path;
};

}
