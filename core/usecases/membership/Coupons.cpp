// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/membership/Coupons.h"

#include "core/base/Limits.h"

#include <algorithm>

namespace tangyuan {

namespace {

Result<QString> checked(const QString& reason)
{
    if (reason.trimmed().isEmpty())
        return fail(ErrorCode::InputMalformed, QStringLiteral("reason"));
    if (reason.size() > limits::noteChars)
        return fail(ErrorCode::InputTooLong, QStringLiteral("reason"));
    return reason.trimmed();
}

QJsonObject toJson(const LotId& lot)
{
    return { { QStringLiteral("source"), lot.source.toString() }, { QStringLiteral("part"), lot.part } };
}

Result<const CouponTemplate*> kindOf(const Moment& moment, const QString& kind)
{
    const CouponTemplate* known = moment.prices.coupon(kind);
    if (!known)
        return fail(ErrorCode::CouponUnknown, kind);
    return known;
}

Result<effect::Grant> grantOf(const Moment& moment, const CouponTemplate& kind, qint64 count)
{
    std::optional<BusinessDate> last = kind.offer.when.to;
    if (kind.validDays > 0) {
        const BusinessDate ofTerm = moment.date.addDays(kind.validDays - 1);
        last = last ? std::min(*last, ofTerm) : ofTerm;
    }
    if (last && *last < moment.date)
        return fail(ErrorCode::CouponExpired, kind.offer.name);
    return effect::Grant { Currency::Gift, count * kind.uses, kind.offer.when.from, last, kind.offer.id };
}

}

Result<std::vector<HeldCoupon>> Coupons::of(MemberKey member)
{
    const Moment moment = m.moments.take();
    const MemberState state = TRY(LedgerRows(m.database).state(member));
    std::vector<HeldCoupon> held;
    for (const Lot& lot : state.lots) {
        const CouponTemplate* kind
            = lot.currency == Currency::Gift && lot.remaining > 0 && !lot.isExpiredOn(moment.date) ? moment.prices.coupon(lot.item) : nullptr;
        if (kind)
            held.push_back({ lot.item, kind->offer.name, lot.remaining, lot.id, lot.usableFrom, lot.expires });
    }
    std::ranges::stable_sort(held, {}, [](const HeldCoupon& coupon) { return coupon.expires.value_or(BusinessDate { 99'991'231 }); });
    return held;
}

Result<Deed> Coupons::issue(const Member& member, const QString& kind, qint32 count, const QString& reason)
{
    const Moment moment = m.moments.take();
    const QString why = TRY(checked(reason));
    if (count < 1 || count > 100)
        return fail(ErrorCode::InputOutOfRange, QStringLiteral("count"));
    const effect::Grant grant = TRY(grantOf(moment, *TRY(kindOf(moment, kind)), count));
    return m.loyalty.bookAlone(moment, "coupon.issued", { { QStringLiteral("kind"), kind }, { QStringLiteral("why"), why } },
        { { member, { { QStringLiteral("coupon:") + kind, {}, 1, { grant } } } } });
}

Result<Coupons::Campaign> Coupons::issueToAll(const std::vector<Member>& members, const QString& kind, const QString& campaign)
{
    const Moment moment = m.moments.take();
    if (TRY(checked(campaign)).size() > limits::codeChars)
        return fail(ErrorCode::InputTooLong, QStringLiteral("campaign"));
    const effect::Grant grant = TRY(grantOf(moment, *TRY(kindOf(moment, kind)), 1));
    Campaign run;
    for (const Member& member : members) {
        const auto issued = m.loyalty.bookAlone(moment, "coupon.issued", { { QStringLiteral("kind"), kind }, { QStringLiteral("why"), campaign } },
            { { member, { { QStringLiteral("coupon:") + kind, QStringLiteral("campaign:") + campaign, 1, { grant } } } } });
        if (!issued && issued.error().code != ErrorCode::LimitReached)
            return Failure(issued.error());
        ++(issued ? run.issued : run.already);
    }
    return run;
}

Result<Lot> Coupons::lotOf(const Moment& moment, MemberKey member, const LotId& id, qint64 count)
{
    const MemberState state = TRY(LedgerRows(m.database).state(member));
    const Lot* lot = state.find(id);
    if (!lot || lot->currency != Currency::Gift || !moment.prices.coupon(lot->item) || lot->isExpiredOn(moment.date) || count < 1 || lot->remaining < count)
        return fail(ErrorCode::CouponNotHeld);
    return *lot;
}

Result<Deed> Coupons::revoke(const Member& member, const LotId& id, qint64 count, const QString& reason)
{
    const Moment moment = m.moments.take();
    const QString why = TRY(checked(reason));
    const Lot lot = TRY(lotOf(moment, member.key, id, count));
    return m.loyalty.bookAlone(moment, "coupon.revoked",
        { { QStringLiteral("kind"), lot.item }, { QStringLiteral("lot"), toJson(id) }, { QStringLiteral("why"), why } },
        { { member, { { QStringLiteral("coupon-revoked:") + lot.item, {}, 1, { effect::TakeBack { id.source, Currency::Gift, count, lot.item } } } } } });
}

Result<Deed> Coupons::extend(const Member& member, const LotId& id, BusinessDate last, const QString& reason)
{
    const Moment moment = m.moments.take();
    const QString why = TRY(checked(reason));
    const Lot lot = TRY(lotOf(moment, member.key, id, 1));
    if (!last.toDate().isValid() || !lot.expires || last <= *lot.expires)
        return fail(ErrorCode::InputOutOfRange, QStringLiteral("last"));
    return m.loyalty.bookAlone(moment, "coupon.extended",
        { { QStringLiteral("kind"), lot.item }, { QStringLiteral("lot"), toJson(id) }, { QStringLiteral("why"), why } },
        { { member,
            { { QStringLiteral("coupon-extended:") + lot.item, {}, 1,
                { effect::TakeBack { id.source, Currency::Gift, lot.remaining, lot.item },
                    effect::Grant { Currency::Gift, lot.remaining, lot.usableFrom, last, lot.item } } } } } });
}

Result<Deed> Coupons::transfer(const Member& from, const Member& to, const LotId& id, qint64 count)
{
    const Moment moment = m.moments.take();
    const Lot lot = TRY(lotOf(moment, from.key, id, count));
    if (from.id == to.id)
        return fail(ErrorCode::NotEligible);
    if (!TRY(kindOf(moment, lot.item))->isTransferable)
        return fail(ErrorCode::CouponNotTransferable);
    const QString reason = QStringLiteral("coupon-transferred:") + lot.item;
    return m.loyalty.bookAlone(moment, "coupon.transferred",
        { { QStringLiteral("kind"), lot.item }, { QStringLiteral("lot"), toJson(id) }, { QStringLiteral("to"), to.id.toString() } },
        { { from, { { reason, {}, 1, { effect::TakeBack { id.source, Currency::Gift, count, lot.item } } } } },
            { to, { { reason, {}, 1, { effect::Grant { Currency::Gift, count, lot.usableFrom, lot.expires, lot.item } } } } } });
}

Result<CouponRows::Batch> Coupons::print(const QString& kind, qint32 count, BusinessDate first, std::optional<BusinessDate> last)
{
    const Moment moment = m.moments.take();
    const CouponTemplate& known = *TRY(kindOf(moment, kind));
    if (count < 1 || count > couponsPerBatch || (last && *last < first))
        return fail(ErrorCode::InputOutOfRange, QStringLiteral("count, or the last day"));
    const CouponRows::Batch batch { Id::make(moment.now, m.random), known.offer.id, first, last, count, false };
    QJsonObject body { { QStringLiteral("batch"), batch.id.toString() }, { QStringLiteral("kind"), kind }, { QStringLiteral("count"), count },
        { QStringLiteral("first"), first.yyyymmdd } };
    if (last)
        body[QLatin1String("last")] = last->yyyymmdd;
    TRY(changePrinted(
        moment, "coupons.printed", batch.id, 0, std::move(body), {}, [&](Transaction& transaction) { return CouponRows::insert(transaction, batch); }));
    return batch;
}

Result<CartCoupon> Coupons::laid(const CouponReference& scanned)
{
    const auto batch = TRY(CouponRows(m.database).batch(scanned.batch));
    if (!batch)
        return fail(ErrorCode::CouponUnknown);
    return CartCoupon { batch->kind, scanned.batch, scanned.serial };
}

Result<void> Coupons::revokePrinted(const Id& batch, qint32 serial, const QString& reason)
{
    return changePrinted(m.moments.take(), "coupons.revoked", batch, serial, {}, TRY(checked(reason)),
        [&](Transaction& transaction) { return serial == 0 ? CouponRows::revoke(transaction, batch) : CouponRows::revoke(transaction, batch, serial); });
}

Result<void> Coupons::extendPrinted(const Id& batch, qint32 serial, BusinessDate last, const QString& reason)
{
    if (!last.toDate().isValid())
        return fail(ErrorCode::InputOutOfRange, QStringLiteral("last"));
    return changePrinted(m.moments.take(), "coupons.extended", batch, serial, { { QStringLiteral("last"), last.yyyymmdd } }, TRY(checked(reason)),
        [&](Transaction& transaction) {
            return serial == 0 ? CouponRows::extend(transaction, batch, last) : CouponRows::extend(transaction, batch, serial, last);
        });
}

Result<void> Coupons::changePrinted(const Moment& moment, const char* type, const Id& batch, qint32 serial, QJsonObject body, const QString& reason,
    const std::function<Result<void>(Transaction&)>& change)
{
    Transaction transaction = TRY(Transaction::begin(m.database));
    if (!reason.isEmpty()) {
        const auto known = TRY(CouponRows(m.database).batch(batch));
        if (!known || serial < 0 || serial > known->count)
            return fail(ErrorCode::CouponUnknown);
        body[QLatin1String("batch")] = batch.toString();
        body[QLatin1String("serial")] = serial;
        body[QLatin1String("why")] = reason;
    }
    TRY(m.facts.append(transaction, { Id::make(moment.now, m.random), QLatin1String(type), 1, moment.date, moment.now, std::move(body) }));
    TRY(change(transaction));
    return transaction.commit();
}

}
