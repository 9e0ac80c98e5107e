// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/Ledger.h"
#include "core/domain/pricing/PriceList.h"
#include "core/storage/Database.h"

#include <map>

namespace tangyuan {

/// Printed coupons: what was printed, and what became of each. A member's coupons are gifts in their ledger.
class CouponRows {
public:
    explicit CouponRows(Database& database)
        : m_database(database)
    {
    }

    struct Batch {
        Id id;
        QString kind;
        BusinessDate first;
        std::optional<BusinessDate> last;
        qint32 count = 0;
        bool isRevoked = false;
    };
    struct Printed {
        qint64 uses = 0;
        bool isRevoked = false;
        std::optional<BusinessDate> last {}; ///< of its own, where it was extended
    };
    Result<std::optional<Batch>> batch(const Id& id);
    Result<std::vector<Batch>> batches(); ///< the newest first
    Result<Printed> printed(const Id& batch, qint32 serial);
    Result<qint64> usesOf(const Id& batch); ///< of all its coupons

    static Result<void> insert(Transaction& transaction, const Batch& batch);
    static Result<void> revoke(Transaction& transaction, const Id& batch);
    static Result<void> revoke(Transaction& transaction, const Id& batch, qint32 serial);
    static Result<void> extend(Transaction& transaction, const Id& batch, BusinessDate last);
    static Result<void> extend(Transaction& transaction, const Id& batch, qint32 serial, BusinessDate last);
    /// Counts a use, or −1 takes one back.
    static Result<void> use(Transaction& transaction, const CartCoupon& coupon, int uses);

    /// Whether each may be used in one order by who stands there, all together. `ledger` is null for a passer-by. Errors,
    /// with the coupon's name: CouponUnknown (no such kind in the rules of today), CouponNotHeld, CouponUsed, CouponRevoked,
    /// CouponNotYetValid, CouponExpired, CouponOtherStore, CouponNotNow, CouponTooMany.
    Result<void> check(const std::vector<CartCoupon>& coupons, const MemberState* ledger, const PriceRules& rules, const Situation& situation);

private:
    Result<void> checkPrinted(const CartCoupon& coupon, const CouponTemplate& kind, BusinessDate today);

    Database& m_database;
};

/// How many of each kind are a member's own, not printed.
std::map<QString, qint64> membersCoupons(const std::vector<CartCoupon>& coupons);

}
