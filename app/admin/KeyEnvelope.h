// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"

#include <QJsonObject>

namespace tangyuan {

/// A till's master key as it may leave the computer: sealed under a passphrase, the till's id in the clear
/// and authenticated.
struct KeyEnvelope {
    Id till;
    QByteArray key;
};

/// Errors: KeyStoreUnavailable (not enough memory for Argon2id).
Result<QJsonObject> sealEnvelope(const KeyEnvelope& envelope, const QByteArray& passphrase, Random& random);
/// Errors: InputMalformed (no such file of ours), KeyWrong (the passphrase, or the file was changed).
Result<KeyEnvelope> openEnvelope(const QJsonObject& json, const QByteArray& passphrase);

}
