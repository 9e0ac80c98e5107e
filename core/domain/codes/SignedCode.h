// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Id.h"
#include "core/domain/facts/Fact.h"
#include "core/domain/members/Vault.h"

#include <QByteArrayList>

namespace tangyuan {

/// The static member code on a card: "TYM" + base32 (RFC 4648, upper case, no padding: QR's dense
/// alphanumeric mode) of version, member id, Ed25519 signature by the issuer.
QString makeMemberCode(const Id& member, const Vault& issuer);

/// The dynamic member code on a member's phone, which shows a new one each minute: "TYD" + base32 of version, member id,
/// the minute of `now` (minutes since 1970 in 32 bits), Ed25519 signature by the issuer.
///
/// What it proves is that whoever shows it had the member's page open within the last two minutes. Within them it can
/// be used again, also at another till, and a photo of it is as good as the phone: no till remembers used codes, since
/// tills that are cut off could not tell each other. Where that is not enough, ask for the PIN (see Pins).
QString makeDynamicMemberCode(const Id& member, UtcTime now, const Vault& issuer);

inline constexpr qint64 dynamicCodeLifeMs = 120'000;     ///< from the beginning of the minute it was made in
inline constexpr qint64 dynamicCodeClockSkewMs = 60'000; ///< how far the issuer's clock may be ahead of the till's

/// Whose cards and coupons are believed: Ed25519 public keys of 32 bytes. In a chain the organisation's, and those that its
/// stores had before they joined.
using IssuerKeys = QByteArrayList;

enum class MemberCodeKind { Static, Dynamic };
struct MemberReference {
    Id member;
    MemberCodeKind kind = MemberCodeKind::Static;
};
/// Reads either kind. Errors: CodeUnknown (not of this form), SignatureInvalid, CodeExpired (a dynamic code that at
/// `now` is older than `dynamicCodeLifeMs`, or from more than `dynamicCodeClockSkewMs` in the future).
Result<MemberReference> readMemberCode(const QString& code, const IssuerKeys& issuers, UtcTime now);

/// The code of a printed coupon: "TYC" + base32 of version, the issuer's mark (the first bytes of its key, so that another
/// shop's coupon is told from a forged one), batch, number within it, Ed25519 signature by the issuer.
QString makeCouponCode(const Id& batch, qint32 serial, const Vault& issuer);
struct CouponReference {
    Id batch;
    qint32 serial = 0;
};
/// Errors: CodeUnknown (not of this form), CouponForeign (another issuer's mark), CouponForged (wrong signature).
Result<CouponReference> readCouponCode(const QString& code, const IssuerKeys& issuers);

/// The receipt code: "TYR" + base32 of version, till id, fact key, sale id, signature by the till.
QString makeReceiptCode(FactKey fact, const Id& sale, const Id& till, const Vault& signer);
struct ReceiptReference {
    FactKey fact;
    Id sale;
    Id till;
};
/// Checks the signature when the code names `ownTill`. Errors: CodeUnknown, SignatureInvalid.
Result<ReceiptReference> readReceiptCode(const QString& code, const Id& ownTill, const QByteArray& receiptKey);

}
