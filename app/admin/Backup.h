// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/Verification.h"
#include "core/till/Till.h"

namespace tangyuan {

/// A till's backup: a copy of its database and, with a passphrase, beside it "FILE.key": the master key sealed by
/// XChaCha20-Poly1305 under Argon2id of the passphrase (libsodium's "moderate" cost). Without that file the
/// backup is of use only where the key store still has the key.
struct Backup {
    QString file;
    std::optional<QByteArray> passphrase;

    QString keyFile() const { return file + QStringLiteral(".key"); }
};

/// Copies the till as of now, also beside one that is selling, and checks the whole copy before it gets its name.
/// Errors: FileUnwritable if a file is there already, key store and storage errors.
Result<Verification> makeBackup(Till& till, KeyStore& keys, const Backup& backup);

struct RestoredTill {
    Id till;
    FactKey fact; ///< "till.restored", the first of its epoch
    Verification verification;
};
/// Makes a till of a backup, in a folder that is missing or empty: all of it or nothing. The till goes on in
/// a new epoch, since the old one may have had more facts. Errors: TillExists, FileNotFound, KeyWrong (also a
/// wrong passphrase), KeyMissing, and what is wrong with the backup.
Result<RestoredTill> restoreBackup(const Backup& backup, const QString& folder, Till::Parts parts);

}
