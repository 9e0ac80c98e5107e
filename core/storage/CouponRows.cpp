// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/CouponRows.h"

#include "core/base/Limits.h"

#include <algorithm>

namespace tangyuan {

namespace {

CouponRows::Batch toBatch(const Row& row)
{
    return { row.id(0), row.text(1), row.date(2), row.isNull(3) ? std::nullopt : std::optional(row.date(3)), static_cast<qint32>(row.integer(4)),
        row.integer(5) == 1 };
}

}

Result<std::optional<CouponRows::Batch>> CouponRows::batch(const Id& id)
{
    return m_database.first("SELECT id, kind, first_day, last_day, count, revoked FROM coupon_batches WHERE id = ?", { id }, toBatch);
}

Result<std::vector<CouponRows::Batch>> CouponRows::batches()
{
    return m_database.all("SELECT id, kind, first_day, last_day, count, revoked FROM coupon_batches ORDER BY id DESC", {}, toBatch);
}

Result<CouponRows::Printed> CouponRows::printed(const Id& batch, qint32 serial)
{
    const auto found
        = TRY(m_database.first("SELECT uses, revoked, last_day FROM printed_coupons WHERE batch = ? AND serial = ?", { batch, serial }, [](const Row& row) {
              return Printed { row.integer(0), row.integer(1) == 1, row.isNull(2) ? std::nullopt : std::optional(row.date(2)) };
          }));
    return found.value_or(Printed {});
}

Result<qint64> CouponRows::usesOf(const Id& batch)
{
    return m_database.integer("SELECT coalesce(sum(uses), 0) FROM printed_coupons WHERE batch = ?", { batch });
}

Result<void> CouponRows::insert(Transaction& transaction, const Batch& batch)
{
    TRY(transaction.execute("INSERT INTO coupon_batches (id, kind, first_day, last_day, count) VALUES (?, ?, ?, ?, ?)",
        { batch.id, batch.kind, batch.first, batch.last, batch.count }));
    return {};
}

Result<void> CouponRows::revoke(Transaction& transaction, const Id& batch)
{
    TRY(transaction.execute("UPDATE coupon_batches SET revoked = 1 WHERE id = ?", { batch }));
    return {};
}

Result<void> CouponRows::revoke(Transaction& transaction, const Id& batch, qint32 serial)
{
    TRY(transaction.execute("INSERT INTO printed_coupons (batch, serial, revoked) VALUES (?, ?, 1)"
                            " ON CONFLICT (batch, serial) DO UPDATE SET revoked = 1",
        { batch, serial }));
    return {};
}

Result<void> CouponRows::extend(Transaction& transaction, const Id& batch, BusinessDate last)
{
    TRY(transaction.execute("UPDATE coupon_batches SET last_day = ? WHERE id = ?", { last, batch }));
    return {};
}

Result<void> CouponRows::extend(Transaction& transaction, const Id& batch, qint32 serial, BusinessDate last)
{
    TRY(transaction.execute("INSERT INTO printed_coupons (batch, serial, last_day) VALUES (?, ?, ?)"
                            " ON CONFLICT (batch, serial) DO UPDATE SET last_day = excluded.last_day",
        { batch, serial, last }));
    return {};
}

Result<void> CouponRows::use(Transaction& transaction, const CartCoupon& coupon, int uses)
{
    TRY(transaction.execute("INSERT INTO printed_coupons (batch, serial, uses) VALUES (?, ?, max(0, ?))"
                            " ON CONFLICT (batch, serial) DO UPDATE SET uses = max(0, uses + ?)",
        { *coupon.batch, coupon.serial, uses, uses }));
    return {};
}

Result<void> CouponRows::check(const std::vector<CartCoupon>& coupons, const MemberState* ledger, const PriceRules& rules, const Situation& situation)
{
    if (static_cast<qsizetype>(coupons.size()) > limits::cartCoupons)
        return fail(ErrorCode::CouponTooMany);
    for (size_t i = 0; i < coupons.size(); ++i) {
        const CartCoupon& coupon = coupons[i];
        const CouponTemplate* kind = rules.coupon(coupon.kind);
        if (!kind)
            return fail(ErrorCode::CouponUnknown, coupon.kind);
        const Offer& offer = kind->offer;
        if (!offer.when.stores.empty() && std::ranges::find(offer.when.stores, situation.store) == offer.when.stores.end())
            return fail(ErrorCode::CouponOtherStore, offer.name);
        if (offer.when.from && situation.date < *offer.when.from)
            return fail(ErrorCode::CouponNotYetValid, offer.name);
        if (offer.when.to && situation.date > *offer.when.to)
            return fail(ErrorCode::CouponExpired, offer.name);
        if (coupon.batch) {
            if (std::ranges::find(coupons.begin(), coupons.begin() + static_cast<qptrdiff>(i), coupon) != coupons.begin() + static_cast<qptrdiff>(i))
                return fail(ErrorCode::CouponUsed, offer.name); // the same paper twice
            TRY(checkPrinted(coupon, *kind, situation.date));
        }
        if (!offer.holdsAt(situation))
            return fail(ErrorCode::CouponNotNow, offer.name);
        if (std::ranges::count(coupons, coupon.kind, &CartCoupon::kind) > kind->perOrder)
            return fail(ErrorCode::CouponTooMany, offer.name);
    }
    for (const auto& [kind, count] : membersCoupons(coupons))
        if (!ledger || ledger->usable(Currency::Gift, situation.date, kind) < count)
            return fail(ErrorCode::CouponNotHeld, rules.coupon(kind)->offer.name);
    return {};
}

Result<void> CouponRows::checkPrinted(const CartCoupon& coupon, const CouponTemplate& kind, BusinessDate today)
{
    const auto known = TRY(batch(*coupon.batch));
    if (!known || known->kind != coupon.kind || coupon.serial < 1 || coupon.serial > known->count)
        return fail(ErrorCode::CouponUnknown, kind.offer.name);
    const Printed printed = TRY(this->printed(*coupon.batch, coupon.serial));
    if (known->isRevoked || printed.isRevoked)
        return fail(ErrorCode::CouponRevoked, kind.offer.name);
    if (printed.uses >= kind.uses)
        return fail(ErrorCode::CouponUsed, kind.offer.name);
    if (today < known->first)
        return fail(ErrorCode::CouponNotYetValid, kind.offer.name);
    const auto last = printed.last ? printed.last : known->last;
    if (last && today > *last)
        return fail(ErrorCode::CouponExpired, kind.offer.name);
    return {};
}

std::map<QString, qint64> membersCoupons(const std::vector<CartCoupon>& coupons)
{
    std::map<QString, qint64> counts;
    for (const CartCoupon& coupon : coupons)
        if (!coupon.batch)
            ++counts[coupon.kind];
    return counts;
}

}
