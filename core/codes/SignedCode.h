// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/members/Vault.h"
#include "core/storage/Fact.h"

namespace tangyuan {

/// The static member code on a card: "TYM" + base32 (RFC 4648, upper case, no padding: QR's dense
/// alphanumeric mode) of version, member id, Ed25519 signature by the issuer.
QString makeMemberCode(const Id& member, const Vault& issuer);
/// Errors: CodeUnknown (not of this form), SignatureInvalid.
Result<Id> readMemberCode(const QString& code, const QByteArray& issuerKey);

/// The receipt code: "TYR" + base32 of version, till id, fact key, sale id, signature by the till.
QString makeReceiptCode(FactKey fact, const Id& sale, const Id& till, const Vault& signer);
struct ReceiptReference { FactKey fact; Id sale; Id till; };
/// Checks the signature when the code names `ownTill`. Errors: CodeUnknown, SignatureInvalid.
Result<ReceiptReference> readReceiptCode(const QString& code, const Id& ownTill, const QByteArray& receiptKey);

}
