// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/counter/Checkout.h"

#include "core/base/Limits.h"
#include "core/domain/loyalty/CountKeys.h"
#include "core/domain/loyalty/Referral.h"
#include "core/storage/CartRows.h"
#include "core/storage/CouponRows.h"
#include "core/storage/LedgerRows.h"
#include "core/storage/PriceRulesRows.h"
#include "core/storage/SaleRows.h"

namespace tangyuan {

namespace {

constexpr auto saleFactType = "sale.committed";

Result<void> checkCart(const Checkout::Request& request)
{
    const Cart& cart = request.cart;
    if (cart.isEmpty())
        return fail(ErrorCode::CartEmpty);
    if (static_cast<qsizetype>(cart.lines.size()) > limits::cartLines)
        return fail(ErrorCode::CartFull);
    for (const CartLine& line : cart.lines)
        if (!line.quantity.isSellable() || line.quantity.unit != line.product.unit)
            return fail(ErrorCode::QuantityInvalid, line.product.plu);
    const std::optional<Id> given = request.member ? std::optional(request.member->id) : std::nullopt;
    if (given != cart.member)
        return fail(ErrorCode::MemberNotFound);
    return {};
}

/// The change to give. Only cash can be more than what is due.
Result<Money> changeFor(Money total, const std::vector<Tender>& tenders)
{
    if (static_cast<qsizetype>(tenders.size()) > limits::tenders)
        return fail(ErrorCode::TenderInvalid, QStringLiteral("too many tenders"));
    Money cash;
    Money other;
    for (const Tender& tender : tenders) {
        if (tender.amount.minor <= 0 || tender.amount.minor > limits::unitPriceMinor * 10)
            return fail(ErrorCode::TenderInvalid, QStringLiteral("amount"));
        (tender.method == TenderMethod::Cash ? cash : other) += tender.amount;
    }
    if (other > total)
        return fail(ErrorCode::TenderInvalid, QStringLiteral("more than the total without cash"));
    if (cash + other < total)
        return fail(ErrorCode::TenderShort);
    return cash + other - total;
}

SaleLine toSaleLine(const CartLine& line, const QuoteLine& priced)
{
    return { line.product.id, line.product.plu, line.product.name, line.product.category, line.quantity, priced.unitPrice,
        priceOf(line.product.cost, line.quantity), priced.gross, priced.adjustments, priced.total, line.note };
}

/// What a line's price came from, beside what the line says anyway; nothing where only the catalogue decided.
SaleLine::Basis lineBasis(const CartLine& line, Tier tier)
{
    SaleLine::Basis basis;
    if (tier != Tier::Regular)
        basis.tierPrice = line.product.tierPrices[static_cast<size_t>(tier)];
    basis.isLabelPrice = line.labelPrice.has_value();
    basis.byPoints = line.byPoints;
    basis.discount = line.discount;
    basis.tags = line.product.tags;
    basis.bestBefore = line.product.bestBefore;
    return basis;
}

/// So that the sale can be reckoned again. A plain sale to a passer-by before any rules of prices has nothing to tell.
void addBasis(Sale& sale, const Cart& cart, const Quote& priced, const Moment& moment, const Situation& situation)
{
    const PriceList& prices = moment.prices;
    if (prices.version == 0 && !situation.isMember)
        return;
    SaleBasis& basis = sale.basis;
    basis.prices = prices.version;
    if (prices.version > 0)
        basis.hash = QString::fromLatin1(prices.hash.toHex());
    basis.live = priced.live;
    basis.laid = cart.coupons;
    basis.tier = situation.tier;
    for (const GroupRules& group : moment.rules.groups)
        if (situation.tags.contains(group.tag))
            basis.groups.push_back(group.tag);
    basis.discount = cart.discount;
    if (cart.pointsWanted.count > 0)
        basis.pointsStep = priced.pointsStepValue;
    basis.isProven = priced.isProven;
    for (size_t i = 0; i < sale.lines.size(); ++i)
        sale.lines[i].basis = lineBasis(cart.lines[i], situation.tier);
}

/// What the sale does to the buyer's ledger: spending first, then what it earns; what may be had only so often stands
/// in a part of its own.
std::vector<LedgerPart> buyersParts(const Quote& priced, const ValueSplit& value, const Moment& moment)
{
    const LoyaltyRules& rules = moment.rules;
    LedgerPart main { QStringLiteral("sale") };
    if (priced.pointsSpent.count > 0)
        main.effects.push_back(effect::Spend { Currency::Points, priced.pointsSpent.count });
    for (const auto& [kind, count] : membersCoupons(priced.couponsUsed))
        main.effects.push_back(effect::Spend { Currency::Gift, count, Account::Redeemed, kind });
    if (!value.bonus.isZero())
        main.effects.push_back(effect::Spend { Currency::Bonus, value.bonus.minor });
    if (!value.principal.isZero())
        main.effects.push_back(effect::Spend { Currency::Principal, value.principal.minor });
    Points unlimited;
    for (const Earned& entry : priced.rewards.earned)
        if (entry.countKey.isEmpty())
            unlimited += entry.points;
    if (unlimited.count > 0)
        main.effects.push_back(pointsGrant(unlimited, rules, moment.date));
    std::vector<LedgerPart> parts;
    if (!main.effects.empty())
        parts.push_back(std::move(main));
    for (const Earned& entry : priced.rewards.earned)
        if (!entry.countKey.isEmpty())
            parts.push_back({ QStringLiteral("bonus:") + entry.rule, entry.countKey, entry.countLimit, { pointsGrant(entry.points, rules, moment.date) } });
    for (const Reward& reward : priced.rewards.rewards)
        parts.push_back({ QStringLiteral("gift:") + reward.rule, reward.countKey, reward.countLimit, grantsOf(reward.pack, rules, moment.date) });
    for (const QString& key : offerKeys(priced.offers, moment.prices, moment.date))
        parts.push_back({ QStringLiteral("offer"), key, LedgerPart::noLimit, {} });
    return parts;
}

}

Checkout::Checkout(Database& database, FactLog& facts, const Moments& moments)
    : m_database(database)
    , m_facts(facts)
    , m_moments(moments)
{
}

Result<Checkout::Customer> Checkout::customer(const Moment& moment, const std::optional<Member>& member, Channel channel) const
{
    Customer customer { moment.situation(channel) };
    if (member) {
        customer.standing = TRY(StandingRows(m_database).of(*member, moment, channel, moment.prices.questions()));
        customer.situation = customer.standing->situation;
    }
    customer.used = TRY(PriceRulesRows(m_database).used(moment.prices, member ? std::optional(member->key) : std::nullopt, moment.date));
    return customer;
}

QuoteInput Checkout::inputOf(const Cart& cart, const Moment& moment, const Customer& customer)
{
    QuoteInput input { cart, moment.rules, moment.prices, customer.situation };
    if (customer.standing)
        input.member = QuoteMember { { customer.standing->ledger.usable(Currency::Points, moment.date) }, customer.standing->history };
    input.used = customer.used;
    return input;
}

Result<Checkout::Balances> Checkout::balances(MemberKey key)
{
    const BusinessDate today = m_moments.take().date;
    const MemberState state = TRY(LedgerRows(m_database).state(key));
    return Balances { { state.balance(Currency::Points, today) }, { state.usable(Currency::Points, today) }, usableValue(state, today),
        { state.held(Currency::Points) } };
}

Result<void> Checkout::checkCoupons(const Cart& cart, const std::optional<Member>& member)
{
    const Moment moment = m_moments.take();
    if (cart.coupons.empty())
        return {};
    const Customer customer = TRY(this->customer(moment, member, Channel::Counter));
    return CouponRows(m_database).check(cart.coupons, customer.standing ? &customer.standing->ledger : nullptr, moment.prices, customer.situation);
}

Result<Sale> Checkout::commit(const Request& request)
{
    Transaction transaction = TRY(Transaction::begin(m_database));
    Sale sale = TRY(commit(transaction, request));
    TRY(transaction.commit());
    return sale;
}

Result<Sale> Checkout::commit(Transaction& transaction, const Request& request)
{
    const Moment moment = m_moments.take(request.cashier);
    // The cart's id is the sale's: if it is there already, this is a retry of a commit that worked.
    if (auto already = TRY(SaleRows(m_database).byId(request.cart.id))) {
        TRY(CartRows::remove(transaction, request.cart.id));
        return std::move(*already);
    }
    TRY(checkCart(request));

    const Customer customer = TRY(this->customer(moment, request.member, request.channel));
    const std::optional<Standing>& standing = customer.standing;
    TRY(CouponRows(m_database).check(request.cart.coupons, standing ? &standing->ledger : nullptr, moment.prices, customer.situation));
    const Quote priced = quote(inputOf(request.cart, moment, customer));
    TRY(checkManualDiscounts(request.cart, priced, moment.prices.manualDiscount, moment.actor));
    if (!priced.total.isInRange() || !priced.gross.isInRange())
        return fail(ErrorCode::InputOutOfRange, QStringLiteral("total"));
    const Money change = TRY(changeFor(priced.total, request.tenders));

    const FactLog::Head head = TRY(m_facts.head());
    Sale sale;
    sale.fact = head.next;
    sale.id = request.cart.id;
    sale.number = receiptNumber(moment.settings.tillCode, head.next);
    sale.businessDate = moment.date;
    sale.at = moment.now;
    sale.cashier = moment.actor;
    sale.tenders = request.tenders;
    sale.gross = priced.gross;
    sale.total = priced.total;
    sale.change = change;
    sale.note = request.cart.note;
    sale.channel = request.channel;
    for (size_t i = 0; i < request.cart.lines.size(); ++i)
        sale.lines.push_back(toSaleLine(request.cart.lines[i], priced.lines[i]));
    sale.offers = priced.offers;
    sale.couponsUsed = priced.couponsUsed;
    addBasis(sale, request.cart, priced, moment, customer.situation);

    std::vector<Booked> booked;
    if (request.member) {
        const ValueSplit value = TRY(payWithValue(request, moment, *standing));
        sale.member = request.member->id;
        sale.memberNumber = request.member->number;
        sale.pointsSpent = priced.pointsSpent;
        sale.pointsEarned = priced.pointsEarned();
        sale.rulesVersion = moment.rules.version;
        sale.earned = priced.rewards.earned;
        sale.gifts = priced.rewards.rewards;
        LedgerFact fact { sale.id, moment.date, buyersParts(priced, value, moment) };
        TRY(addReferral(sale, *request.member, moment, fact, booked));
        MemberState before = standing->ledger;
        before.counts = TRY(LedgerRows(m_database).counts(request.member->key, countKeys(fact)));
        Applied applied = TRY(apply(before, fact));
        sale.pointsBalance = { applied.state.balance(Currency::Points, moment.date) };
        sale.valueBalance = usableValue(applied.state, moment.date).sum();
        booked.push_back({ request.member->key, request.member->id, std::move(fact), std::move(applied) });
    } else if (!sale.paidBy(TenderMethod::StoredValue).isZero()) {
        return fail(ErrorCode::TenderInvalid, QStringLiteral("stored value without a member"));
    }

    TRY(m_facts.append(transaction, { sale.id, QString::fromLatin1(saleFactType), 2, moment.date, moment.now, {} }, head, bodyWith(sale, booked)));
    const std::optional<MemberKey> memberKey = request.member ? std::optional(request.member->key) : std::nullopt;
    TRY(SaleRows::insert(transaction, sale, memberKey, moment.hour));
    TRY(record(transaction, booked));
    TRY(recordOffers(transaction, moment, sale));
    TRY(CartRows::remove(transaction, sale.id));
    return sale;
}

Result<void> Checkout::recordOffers(Transaction& transaction, const Moment& moment, const Sale& sale)
{
    std::vector<PriceRulesRows::Use> uses;
    for (const QuoteOffer& acting : sale.offers)
        if (const Offer* offer = moment.prices.offer(acting.id); offer && offer->isCounted())
            uses.push_back({ acting.id, 1, acting.saved });
    TRY(PriceRulesRows::insertUses(transaction, sale.id, moment.date, uses));
    for (const CartCoupon& coupon : sale.couponsUsed)
        if (coupon.batch)
            TRY(CouponRows::use(transaction, coupon, 1));
    return {};
}

Result<ValueSplit> Checkout::payWithValue(const Request& request, const Moment& moment, const Standing& standing)
{
    const StoredValueRules& rules = moment.rules.storedValue;
    Money amount;
    for (const Tender& tender : request.tenders)
        if (tender.method == TenderMethod::StoredValue)
            amount += tender.amount;
    if (amount > rules.pinAbove && request.proof == Request::Proof::None)
        return fail(ErrorCode::ProofNeeded);
    return splitPayment(amount, usableValue(standing.ledger, moment.date), rules.spendOrder);
}

Result<void> Checkout::addReferral(Sale& sale, const Member& buyer, const Moment& moment, LedgerFact& fact, std::vector<Booked>& booked)
{
    const LoyaltyRules& rules = moment.rules;
    if (rules.activities.referralAt != Activities::ReferralTime::FirstPurchase || sale.total.minor <= 0
        || (rules.activities.inviter.isEmpty() && rules.activities.invited.isEmpty()))
        return {};
    StandingRows standings(m_database);
    const auto referral = TRY(standings.referralOf(buyer.key));
    if (!referral || !TRY(standings.isFirstOrder(buyer.key)))
        return {};
    if (!TRY(LedgerRows(m_database).counts(buyer.key, { QStringLiteral("referral") })).empty())
        return {};
    sale.referredBy = referral->inviterId;
    fact.parts.push_back(invitedPart(rules, moment.date));
    LedgerFact ofInviter { sale.id, moment.date, { inviterPart(rules, moment.date) } };
    Applied applied = TRY(LedgerRows(m_database).applied(referral->inviter, ofInviter));
    booked.push_back({ referral->inviter, referral->inviterId, std::move(ofInviter), std::move(applied) });
    return {};
}

std::vector<QString> offerKeys(const std::vector<QuoteOffer>& acting, const PriceList& prices, BusinessDate date)
{
    std::vector<QString> keys;
    for (const QuoteOffer& acted : acting) {
        const Offer* offer = prices.offer(acted.id);
        if (!offer || !offer->isCountedByMember())
            continue;
        keys.push_back(offerKey(acted.id));
        if (offer->perMemberDay > 0)
            keys.push_back(offerDayKey(acted.id, date));
    }
    return keys;
}

Result<void> checkManualDiscounts(const Cart& cart, const Quote& priced, const ManualDiscountRules& rules, const QString& cashier)
{
    const auto isFilled = [](const std::optional<ManualDiscount>& discount) { return !discount || !discount->reason.trimmed().isEmpty(); };
    if (!isFilled(cart.discount) || !std::ranges::all_of(cart.lines, isFilled, &CartLine::discount))
        return fail(ErrorCode::DiscountReasonMissing);
    Money off;
    Money before;
    for (const QuoteLine& line : priced.lines) {
        Money ofLine;
        Money after;
        for (const Adjustment& adjustment : line.adjustments)
            (adjustment.rule == Adjustment::Rule::ByHand ? ofLine : after) -= adjustment.amount;
        if (ofLine.isZero())
            continue;
        if (!rules.allows(cashier))
            return fail(ErrorCode::DiscountNotAllowed);
        off += ofLine;
        before += line.total + ofLine;
        // Spread over the lines, an order's discount may be a fen more on one of them.
        if (ofLine.minor > multiplyDivide(line.total + ofLine, rules.most.value, BasisPoints::whole).minor + 1)
            return fail(ErrorCode::DiscountTooLarge);
    }
    if (off > multiplyDivide(before, rules.most.value, BasisPoints::whole) + Money { 1 })
        return fail(ErrorCode::DiscountTooLarge);
    return {};
}

}
