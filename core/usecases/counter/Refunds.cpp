// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/counter/Refunds.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"
#include "core/domain/loyalty/EarningLoss.h"
#include "core/domain/loyalty/Undo.h"
#include "core/domain/sale/PointsAsCash.h"
#include "core/storage/CouponRows.h"
#include "core/storage/LedgerBooking.h"
#include "core/storage/MemberRows.h"
#include "core/storage/PriceRulesRows.h"
#include "core/storage/SaleRows.h"
#include "core/usecases/counter/Checkout.h"

#include <algorithm>

namespace tangyuan {

namespace {

constexpr auto refundFactType = "sale.refunded";
using Lines = LineSet;

Money totalOf(const Sale& sale, const Lines& lines)
{
    Money sum;
    for (qint32 line : lines)
        sum += sale.lines[static_cast<size_t>(line)].total;
    return sum;
}

/// The points that paid for these lines, as cash or by a price in points.
Points pointsSpentOn(const Sale& sale, const Lines& lines)
{
    const std::vector<PaidWithPoints> asCash = pointsAsCash(sale);
    Points spent;
    for (qint32 line : lines) {
        spent += asCash[static_cast<size_t>(line)].points;
        for (const Adjustment& adjustment : sale.lines[static_cast<size_t>(line)].adjustments)
            if (adjustment.rule != Adjustment::Rule::PointsAsCash)
                spent += adjustment.points;
    }
    return spent;
}

/// What the sale loses when only `after` of `before` stays.
struct Loss {
    Points points;
    std::vector<Effect> effects; ///< what is not points, and counts that count no more
    std::vector<QString> gifts;
};

Loss lossOf(const Sale& sale, const Lines& before, const Lines& after)
{
    Loss loss;
    std::vector<Money> totals;
    for (const SaleLine& line : sale.lines)
        totals.push_back(line.total);
    for (const Earned& entry : sale.earnedByRule()) {
        const Points lost = lostPoints(entry, totals, before, after);
        loss.points += lost;
        if (lost.count > 0 && !entry.countKey.isEmpty())
            loss.effects.push_back(effect::Uncount { entry.countKey });
    }
    for (const Reward& reward : sale.gifts) {
        if (!isLost(reward, totals, before, after))
            continue;
        loss.gifts.push_back(reward.name);
        loss.points += reward.pack.points;
        if (!reward.pack.bonus.isZero())
            loss.effects.push_back(effect::TakeBack { sale.id, Currency::Bonus, reward.pack.bonus.minor });
        for (const GiftSpec& gift : reward.pack.gifts)
            loss.effects.push_back(effect::TakeBack { sale.id, Currency::Gift, gift.count, gift.item });
        if (!reward.countKey.isEmpty())
            loss.effects.push_back(effect::Uncount { reward.countKey });
    }
    return loss;
}

/// The coupons that come back when only `after` of `before` stays, by each kind's policy.
std::vector<CartCoupon> couponsBack(const Sale& sale, const Lines& before, const Lines& after, const PriceRules& rules)
{
    const auto lowers = [&](const QString& kind, qint32 line) {
        return std::ranges::any_of(sale.lines[static_cast<size_t>(line)].adjustments, [&](const Adjustment& adjustment) { return adjustment.offer == kind; });
    };
    std::vector<CartCoupon> back;
    for (const CartCoupon& coupon : sale.couponsUsed) {
        const CouponTemplate* kind = rules.coupon(coupon.kind);
        if (!kind || kind->onRefund == CouponTemplate::OnRefund::Never)
            continue;
        bool isWhole = true; // every line that it lowered was there before
        bool isTouched = false;
        for (qint32 line = 0; line < static_cast<qint32>(sale.lines.size()); ++line) {
            if (!lowers(coupon.kind, line))
                continue;
            isWhole &= before.contains(line);
            isTouched |= before.contains(line) && !after.contains(line);
        }
        if (kind->onRefund == CouponTemplate::OnRefund::Always && kind->offer.kind != Offer::Kind::Service ? isWhole && isTouched : after.empty())
            back.push_back(coupon);
    }
    return back;
}

/// What a sale took from one currency and did not get back yet.
qint64 openSpending(const MemberState& state, const Id& sale, Currency currency)
{
    qint64 open = 0;
    for (const Movement& movement : state.past) {
        if (movement.currency != currency)
            continue;
        if (movement.fact == sale && movement.from == Account::Available && movement.to == Account::Redeemed)
            open += movement.amount;
        else if (movement.origin == sale && movement.from == Account::Redeemed)
            open -= movement.amount;
    }
    return open;
}

}

/// A refund, decided and not yet written.
struct Refunds::Plan {
    Refund refund;
    std::optional<MemberKey> member;
    std::vector<Booked> booked;
    std::vector<PriceRulesRows::Use> uses; ///< of counted offers, taken back
    FactLog::Head head;
};

Refunds::Refunds(Database& database, FactLog& facts, const Moments& moments, Random& random, const PriceBook& prices)
    : m_database(database)
    , m_facts(facts)
    , m_moments(moments)
    , m_random(random)
    , m_prices(prices)
{
}

Result<Refunds::Plan> Refunds::plan(const Moment& moment, const Request& request)
{
    const Sale& sale = request.sale;
    if (request.method == TenderMethod::StoredValue)
        return fail(ErrorCode::TenderInvalid);
    if (request.reason.size() > limits::noteChars)
        return fail(ErrorCode::InputTooLong, QStringLiteral("reason"));
    const std::vector<qint32> already = TRY(refundedLines(sale.id));
    Lines before;
    for (qint32 line = 0; line < static_cast<qint32>(sale.lines.size()); ++line)
        if (!std::ranges::binary_search(already, line))
            before.insert(line);
    Lines wanted(request.lines.begin(), request.lines.end());
    if (request.lines.empty())
        wanted = before;
    if (before.empty())
        return fail(ErrorCode::AlreadyRefunded, sale.number);
    Lines after = before;
    for (qint32 line : wanted) {
        if (line < 0 || line >= static_cast<qint32>(sale.lines.size()))
            return fail(ErrorCode::InputMalformed, QStringLiteral("line"));
        if (after.erase(line) == 0)
            return fail(ErrorCode::AlreadyRefunded, QStringLiteral("%1/%2").arg(sale.number).arg(line + 1));
    }

    Plan plan;
    plan.head = TRY(m_facts.head());
    Refund& refund = plan.refund;
    refund.fact = plan.head.next;
    refund.id = Id::make(moment.now, m_random);
    refund.number = receiptNumber(moment.settings.tillCode, plan.head.next);
    refund.businessDate = moment.date;
    refund.at = moment.now;
    refund.cashier = moment.actor;
    refund.reason = request.reason.trimmed();
    refund.sale = sale.id;
    refund.saleNumber = sale.number;
    refund.lines.assign(wanted.begin(), wanted.end());
    for (qint32 line : wanted)
        refund.refunded.push_back(sale.lines[static_cast<size_t>(line)]);
    refund.total = totalOf(sale, wanted);
    const PriceList* const prices = m_prices.version(sale.basis.prices);
    if (prices) {
        refund.couponsBack = couponsBack(sale, before, after, *prices);
        for (const QuoteOffer& acted : sale.offers)
            if (const Offer* offer = prices->offer(acted.id); offer && offer->isCounted() && after.empty())
                plan.uses.push_back({ acted.id, -1, -acted.saved });
    }

    Money ofValue;
    if (sale.member) {
        const auto row = TRY(MemberRows(m_database).byId(*sale.member));
        if (!row)
            return fail(ErrorCode::MemberNotFound);
        plan.member = row->key;
        refund.member = sale.member;
        refund.memberNumber = sale.memberNumber;
        const MemberState state = TRY(LedgerRows(m_database).state(row->key, LedgerRows::Depth::Whole));
        // Stored value comes back first, and first what was paid in: bonus must not turn into cash.
        const Money principal { openSpending(state, sale.id, Currency::Principal) };
        const Money bonus { openSpending(state, sale.id, Currency::Bonus) };
        ofValue = std::min(refund.total, principal + bonus);
        const Money principalBack = std::min(ofValue, principal);
        const Loss loss = lossOf(sale, before, after);
        refund.pointsBack = pointsSpentOn(sale, wanted);
        refund.pointsTaken = loss.points;
        refund.giftsTaken = loss.gifts;
        const BusinessDate grace = moment.date.addDays(moment.rules.refundGraceDays);
        LedgerPart part { QStringLiteral("refund") };
        const auto giveBack = [&](Currency currency, qint64 amount) {
            if (amount > 0)
                part.effects.push_back(effect::GiveBack { sale.id, currency, amount, grace });
        };
        giveBack(Currency::Points, refund.pointsBack.count);
        giveBack(Currency::Principal, principalBack.minor);
        giveBack(Currency::Bonus, (ofValue - principalBack).minor);
        for (const auto& [kind, count] : membersCoupons(refund.couponsBack))
            part.effects.push_back(effect::GiveBack { sale.id, Currency::Gift, count, grace, kind });
        if (loss.points.count > 0)
            part.effects.push_back(effect::TakeBack { sale.id, Currency::Points, loss.points.count });
        part.effects.insert(part.effects.end(), loss.effects.begin(), loss.effects.end());
        if (prices && after.empty())
            for (const QString& key : offerKeys(sale.offers, *prices, sale.businessDate))
                part.effects.push_back(effect::Uncount { key });
        LedgerFact fact { refund.id, refund.businessDate, {} };
        if (!part.effects.empty())
            fact.parts.push_back(std::move(part));

        if (sale.referredBy && after.empty()) {
            const auto body = TRY(m_facts.find(sale.id));
            const QJsonObject json = body ? TRY(parseJsonObject(body->body)) : QJsonObject();
            for (const MemberParts& entry : TRY(ledgerFromJson(json[QLatin1String("ledger")].toArray()))) {
                std::vector<LedgerPart> invitation;
                std::ranges::copy_if(
                    entry.parts, std::back_inserter(invitation), [](const LedgerPart& p) { return p.reason == u"referral" || p.reason == u"invite"; });
                if (invitation.empty())
                    continue;
                LedgerPart undo = undoing(QStringLiteral("refund"), sale.id, invitation, grace);
                if (entry.member == *sale.member) {
                    fact.parts.push_back(std::move(undo));
                    continue;
                }
                const auto inviter = TRY(MemberRows(m_database).byId(entry.member));
                if (!inviter)
                    return fail(ErrorCode::MemberNotFound);
                LedgerFact ofInviter { refund.id, refund.businessDate, { std::move(undo) } };
                Applied applied = TRY(LedgerRows(m_database).applied(inviter->key, ofInviter));
                plan.booked.push_back({ inviter->key, entry.member, std::move(ofInviter), std::move(applied) });
            }
        }
        Applied applied = TRY(LedgerRows(m_database).applied(row->key, fact));
        refund.pointsBalance = { applied.state.balance(Currency::Points, refund.businessDate) };
        refund.valueBalance = usableValue(applied.state, refund.businessDate).sum();
        plan.booked.push_back({ row->key, *sale.member, std::move(fact), std::move(applied) });
    }
    if (!ofValue.isZero())
        refund.tenders.push_back({ TenderMethod::StoredValue, ofValue });
    if (refund.total > ofValue)
        refund.tenders.push_back({ request.method, refund.total - ofValue });
    return plan;
}

Result<Refund> Refunds::preview(const Request& request)
{
    return TRY(plan(m_moments.take(request.cashier), request)).refund;
}

Result<Refund> Refunds::refund(const Request& request)
{
    const Moment moment = m_moments.take(request.cashier);
    Transaction transaction = TRY(Transaction::begin(m_database));
    const Plan plan = TRY(this->plan(moment, request));
    const Refund& refund = plan.refund;
    TRY(m_facts.append(
        transaction, { refund.id, QString::fromLatin1(refundFactType), 1, refund.businessDate, refund.at, {} }, plan.head, bodyWith(refund, plan.booked)));
    TRY(SaleRows::insertRefund(transaction, refund, plan.member, moment.hour));
    TRY(record(transaction, plan.booked));
    TRY(recordOffers(transaction, plan));
    TRY(transaction.commit());
    return refund;
}

Result<void> Refunds::recordOffers(Transaction& transaction, const Plan& plan) const
{
    for (const CartCoupon& coupon : plan.refund.couponsBack)
        if (coupon.batch)
            TRY(CouponRows::use(transaction, coupon, -1));
    return PriceRulesRows::insertUses(transaction, plan.refund.sale, plan.refund.businessDate, plan.uses);
}

Result<std::vector<qint32>> Refunds::refundedLines(const Id& sale)
{
    return SaleRows(m_database).refundedLines(sale);
}

Result<std::vector<Refund>> Refunds::ofSale(const Id& sale)
{
    std::vector<Refund> refunds;
    for (FactKey key : TRY(SaleRows(m_database).refundsOf(sale)))
        refunds.push_back(TRY(byFact(key)));
    return refunds;
}

Result<Refund> Refunds::byFact(FactKey key)
{
    const auto fact = TRY(m_facts.at(key));
    if (!fact || fact->type != QLatin1String(refundFactType))
        return fail(ErrorCode::SaleNotFound);
    return Refund::fromJson(TRY(parseJsonObject(fact->body)));
}

}
