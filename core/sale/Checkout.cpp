// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sale/Checkout.h"

#include "core/base/Limits.h"
#include "core/storage/CartStore.h"
#include "core/storage/LedgerStore.h"
#include "core/storage/SaleStore.h"

namespace tangyuan {

namespace {

constexpr auto saleFactType = "sale.committed";

QString saleNumber(const QString& tillCode, FactKey key)
{
    const QString epoch = key.epoch == 0 ? QString() : QStringLiteral(".%1").arg(key.epoch);
    return QStringLiteral("%1%2-%3").arg(tillCode, epoch).arg(key.seq, 6, 10, QLatin1Char('0'));
}

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

}

Checkout::Checkout(Database& database, FactLog& facts, const Clock& clock, const ShopSettings& settings)
    : m_database(database)
    , m_facts(facts)
    , m_clock(clock)
    , m_settings(settings)
{
}

Result<Points> Checkout::pointsBalance(MemberKey key)
{
    return TRY(LedgerStore(m_database).state(key)).available();
}

Result<Quote> Checkout::quoteCart(const Cart& cart, const std::optional<Member>& member)
{
    std::optional<QuoteMember> quoteMember;
    if (member)
        quoteMember = QuoteMember { member->tier, TRY(pointsBalance(member->key)) };
    return quote(cart, m_settings.rules, quoteMember);
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

    MemberState before;
    std::optional<QuoteMember> quoteMember;
    if (request.member) {
        before = TRY(LedgerStore(m_database).state(request.member->key));
        quoteMember = QuoteMember { request.member->tier, before.available() };
    }
    const Quote priced = quote(request.cart, m_settings.rules, quoteMember);
    if (!priced.total.isInRange() || !priced.gross.isInRange())
        return fail(ErrorCode::InputOutOfRange, QStringLiteral("total"));
    const Money change = TRY(changeFor(priced.total, request.tenders));

    const FactLog::Head head = TRY(m_facts.head());
    const UtcTime now = m_clock.now();
    const Applied applied = TRY(apply(before, { request.cart.id, priced.pointsSpent, priced.pointsEarned }));

    Sale sale;
    sale.fact = head.next;
    sale.id = request.cart.id;
    sale.number = saleNumber(m_settings.tillCode, head.next);
    sale.businessDate = m_settings.calendar.businessDate(now);
    sale.at = now;
    sale.cashier = request.cashier;
    sale.tenders = request.tenders;
    sale.gross = priced.gross;
    sale.total = priced.total;
    sale.change = change;
    sale.note = request.cart.note;
    for (size_t i = 0; i < request.cart.lines.size(); ++i)
        sale.lines.push_back(toSaleLine(request.cart.lines[i], priced.lines[i]));
    if (request.member) {
        sale.member = request.member->id;
        sale.memberNumber = request.member->number;
        sale.pointsSpent = priced.pointsSpent;
        sale.pointsEarned = priced.pointsEarned;
        sale.pointsBalance = applied.state.available();
    }

    TRY(m_facts.append(transaction, { sale.id, QString::fromLatin1(saleFactType), 1, sale.businessDate, now, sale.toJson() }, head));
    const std::optional<MemberKey> memberKey = request.member ? std::optional(request.member->key) : std::nullopt;
    TRY(SaleStore::insert(transaction, sale, memberKey, m_settings.calendar.localHour(now)));
    if (memberKey)
        TRY(LedgerStore::record(transaction, *memberKey, sale.id, before, applied));
    TRY(CartStore::remove(transaction, sale.id));
    return sale;
}

}
