// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sale/Checkout.h"

#include "core/base/Limits.h"
#include "core/loyalty/Referral.h"
#include "core/storage/CartStore.h"
#include "core/storage/LedgerStore.h"
#include "core/storage/SaleStore.h"

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

QuoteMember quoteMember(const Standing& standing)
{
    return { standing.moment, { standing.ledger.usable(Currency::Points, standing.moment.date) }, standing.history };
}

/// What the sale does to the buyer's ledger: spending first, then what it earns; what may be had only so often stands
/// in a part of its own.
std::vector<LedgerPart> buyersParts(const Quote& priced, const ValueSplit& value, const LoyaltyRules& rules, BusinessDate date)
{
    LedgerPart main { QStringLiteral("sale") };
    if (priced.pointsSpent.count > 0)
        main.effects.push_back(effect::Spend { Currency::Points, priced.pointsSpent.count });
    if (!value.bonus.isZero())
        main.effects.push_back(effect::Spend { Currency::Bonus, value.bonus.minor });
    if (!value.principal.isZero())
        main.effects.push_back(effect::Spend { Currency::Principal, value.principal.minor });
    Points unlimited;
    for (const Earned& entry : priced.rewards.earned)
        if (entry.countKey.isEmpty())
            unlimited += entry.points;
    if (unlimited.count > 0)
        main.effects.push_back(pointsGrant(unlimited, rules, date));
    std::vector<LedgerPart> parts;
    if (!main.effects.empty())
        parts.push_back(std::move(main));
    for (const Earned& entry : priced.rewards.earned)
        if (!entry.countKey.isEmpty())
            parts.push_back({ QStringLiteral("bonus:") + entry.rule, entry.countKey, entry.countLimit, { pointsGrant(entry.points, rules, date) } });
    for (const Reward& reward : priced.rewards.rewards)
        parts.push_back({ QStringLiteral("gift:") + reward.rule, reward.countKey, reward.countLimit, grantsOf(reward.pack, rules, date) });
    return parts;
}

}

Checkout::Checkout(Database& database, FactLog& facts, const Clock& clock, const ShopSettings& settings, const RulesBook& rules)
    : m_database(database)
    , m_facts(facts)
    , m_clock(clock)
    , m_settings(settings)
    , m_rules(rules)
{
}

const LoyaltyRules& Checkout::rules() const
{
    return m_rules.at(m_settings.calendar.businessDate(m_clock.now()));
}

Result<Checkout::Balances> Checkout::balances(MemberKey key)
{
    const BusinessDate today = m_settings.calendar.businessDate(m_clock.now());
    const MemberState state = TRY(LedgerStore(m_database).state(key));
    return Balances { { state.balance(Currency::Points, today) }, { state.usable(Currency::Points, today) }, usableValue(state, today),
        { state.held(Currency::Points) } };
}

Result<Quote> Checkout::quoteCart(const Cart& cart, const std::optional<Member>& member, Channel channel)
{
    if (!member)
        return quote(cart, rules(), {});
    const Standing standing = TRY(StandingStore(m_database).of(*member, rules(), m_settings, m_clock.now(), channel));
    return quote(cart, rules(), quoteMember(standing));
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
    // The cart's id is the sale's: if it is there already, this is a retry of a commit that worked.
    if (auto already = TRY(SaleStore(m_database).byId(request.cart.id))) {
        TRY(CartStore::remove(transaction, request.cart.id));
        return std::move(*already);
    }
    TRY(checkCart(request));

    const UtcTime now = m_clock.now();
    const LoyaltyRules& rules = this->rules();
    std::optional<Standing> standing;
    if (request.member)
        standing = TRY(StandingStore(m_database).of(*request.member, rules, m_settings, now, request.channel));
    const Quote priced = quote(request.cart, rules, standing ? std::optional(quoteMember(*standing)) : std::nullopt);
    if (!priced.total.isInRange() || !priced.gross.isInRange())
        return fail(ErrorCode::InputOutOfRange, QStringLiteral("total"));
    const Money change = TRY(changeFor(priced.total, request.tenders));

    const FactLog::Head head = TRY(m_facts.head());
    Sale sale;
    sale.fact = head.next;
    sale.id = request.cart.id;
    sale.number = receiptNumber(m_settings.tillCode, head.next);
    sale.businessDate = m_settings.calendar.businessDate(now);
    sale.at = now;
    sale.cashier = request.cashier;
    sale.tenders = request.tenders;
    sale.gross = priced.gross;
    sale.total = priced.total;
    sale.change = change;
    sale.note = request.cart.note;
    sale.channel = request.channel;
    for (size_t i = 0; i < request.cart.lines.size(); ++i)
        sale.lines.push_back(toSaleLine(request.cart.lines[i], priced.lines[i]));

    std::vector<Booked> booked;
    if (request.member) {
        const ValueSplit value = TRY(payWithValue(request, *standing, rules));
        sale.member = request.member->id;
        sale.memberNumber = request.member->number;
        sale.pointsSpent = priced.pointsSpent;
        sale.pointsEarned = priced.pointsEarned();
        sale.rulesVersion = rules.version;
        sale.earned = priced.rewards.earned;
        sale.gifts = priced.rewards.rewards;
        LedgerFact fact { sale.id, sale.businessDate, buyersParts(priced, value, rules, sale.businessDate) };
        TRY(addReferral(sale, *request.member, rules, fact, booked));
        MemberState before = standing->ledger;
        before.counts = standing->history.counts;
        if (sale.referredBy)
            before.counts.merge(TRY(LedgerStore(m_database).counts(request.member->key, { QStringLiteral("referral") })));
        Applied applied = TRY(apply(before, fact));
        sale.pointsBalance = { applied.state.balance(Currency::Points, sale.businessDate) };
        sale.valueBalance = usableValue(applied.state, sale.businessDate).sum();
        booked.push_back({ request.member->key, request.member->id, std::move(fact), std::move(applied) });
    } else if (!sale.paidBy(TenderMethod::StoredValue).isZero()) {
        return fail(ErrorCode::TenderInvalid, QStringLiteral("stored value without a member"));
    }

    TRY(m_facts.append(transaction, { sale.id, QString::fromLatin1(saleFactType), 2, sale.businessDate, now, {} }, head, bodyWith(sale, booked)));
    const std::optional<MemberKey> memberKey = request.member ? std::optional(request.member->key) : std::nullopt;
    TRY(SaleStore::insert(transaction, sale, memberKey, m_settings.calendar.localHour(now)));
    TRY(record(transaction, booked));
    TRY(CartStore::remove(transaction, sale.id));
    return sale;
}

Result<ValueSplit> Checkout::payWithValue(const Request& request, const Standing& standing, const LoyaltyRules& rules) const
{
    Money amount;
    for (const Tender& tender : request.tenders)
        if (tender.method == TenderMethod::StoredValue)
            amount += tender.amount;
    if (amount > rules.storedValue.pinAbove && request.proof == Request::Proof::None)
        return fail(ErrorCode::ProofNeeded);
    return splitPayment(amount, usableValue(standing.ledger, standing.moment.date), rules.storedValue.spendOrder);
}

Result<void> Checkout::addReferral(Sale& sale, const Member& buyer, const LoyaltyRules& rules, LedgerFact& fact, std::vector<Booked>& booked)
{
    if (rules.activities.referralAt != Activities::ReferralMoment::FirstPurchase || sale.total.minor <= 0
        || (rules.activities.inviter.isEmpty() && rules.activities.invited.isEmpty()))
        return {};
    StandingStore standings(m_database);
    const auto referral = TRY(standings.referralOf(buyer.key));
    if (!referral || !TRY(standings.isFirstOrder(buyer.key)))
        return {};
    if (!TRY(LedgerStore(m_database).counts(buyer.key, { QStringLiteral("referral") })).empty())
        return {};
    sale.referredBy = referral->inviterId;
    fact.parts.push_back(invitedPart(rules, sale.businessDate));
    LedgerFact ofInviter { sale.id, sale.businessDate, { inviterPart(rules, sale.businessDate) } };
    Applied applied = TRY(LedgerStore(m_database).applied(referral->inviter, ofInviter));
    booked.push_back({ referral->inviter, referral->inviterId, std::move(ofInviter), std::move(applied) });
    return {};
}

}
