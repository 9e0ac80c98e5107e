// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/codes/SignedCode.h"
#include "core/domain/moment/Moment.h"
#include "core/storage/CouponRows.h"
#include "core/usecases/membership/Loyalty.h"

namespace tangyuan {

/// A member's coupons of one kind that end together.
struct HeldCoupon {
    QString kind;
    QString name;
    qint64 count = 0;
    LotId lot;
    std::optional<BusinessDate> usableFrom {};
    std::optional<BusinessDate> expires {};
};

/// Coupons (券): issuing, printing, revoking, extending, handing on. A member's coupon is a gift in their ledger whose item
/// is the template's id, so whatever gives gifts (welcome pack, birthday, mall, recharge) gives coupons too. A printed one
/// is a signed code; what became of it stands in CouponRows. Using either is the checkout's.
///
/// Each act is one transaction with its fact: "coupon.issued", "coupon.revoked", "coupon.extended", "coupon.transferred" of
/// members; "coupons.printed", "coupons.revoked", "coupons.extended" of paper. Errors of all: CouponUnknown (no such kind in
/// the rules of today), storage errors.
class Coupons {
public:
    static constexpr qint32 couponsPerBatch = 100'000;

    struct Parts {
        Database& database;
        FactLog& facts;
        const Vault& vault;
        const Moments& moments;
        Random& random;
        Loyalty& loyalty;
    };
    explicit Coupons(Parts parts)
        : m(parts)
    {
    }

    // Members
    /// Usable or still to come, the one that ends first before the others.
    Result<std::vector<HeldCoupon>> of(MemberKey member);
    /// Errors: InputMalformed (no reason), InputOutOfRange (`count` is not 1 … 100), CouponExpired (its days are over).
    Result<Deed> issue(const Member& member, const QString& kind, qint32 count, const QString& reason);
    /// To everyone, each once for a campaign however often it is asked.
    struct Campaign {
        qint64 issued = 0;
        qint64 already = 0;
    };
    Result<Campaign> issueToAll(const std::vector<Member>& members, const QString& kind, const QString& campaign);
    /// Errors: CouponNotHeld (not so many are left in that lot), InputMalformed (no reason).
    Result<Deed> revoke(const Member& member, const LotId& lot, qint64 count, const QString& reason);
    /// All of the lot, to a later last day. Errors: CouponNotHeld, InputOutOfRange (not later).
    Result<Deed> extend(const Member& member, const LotId& lot, BusinessDate last, const QString& reason);
    /// Errors: CouponNotHeld, CouponNotTransferable, NotEligible (to oneself).
    Result<Deed> transfer(const Member& from, const Member& to, const LotId& lot, qint64 count);

    // Paper
    /// Errors: InputOutOfRange (no coupons, too many, or a last day before the first).
    Result<CouponRows::Batch> print(const QString& kind, qint32 count, BusinessDate first, std::optional<BusinessDate> last);
    QString code(const Id& batch, qint32 serial) const { return makeCouponCode(batch, serial, m.vault); }
    /// What was scanned, to be laid on a cart. Errors: CouponUnknown (no such batch here).
    Result<CartCoupon> laid(const CouponReference& scanned);
    /// `serial` 0: the whole batch.
    Result<void> revokePrinted(const Id& batch, qint32 serial, const QString& reason);
    Result<void> extendPrinted(const Id& batch, qint32 serial, BusinessDate last, const QString& reason);

private:
    Result<Lot> lotOf(const Moment& moment, MemberKey member, const LotId& lot, qint64 count);
    Result<void> changePrinted(const Moment& moment, const char* type, const Id& batch, qint32 serial, QJsonObject body, const QString& reason,
        const std::function<Result<void>(Transaction&)>& change);

    Parts m;
};

}
