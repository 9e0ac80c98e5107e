// SPDX-License-Identifier: GPL-3.0-or-later
// From the cart to the sale and its receipt.
#include "ui/sale/SalePresenter.h"

#include "core/domain/codes/SignedCode.h"
#include "ui/desk/PinProof.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Words.h"

namespace tangyuan {
namespace {

constexpr int recentSales = 100;

}

void SalePresenter::pay()
{
    stopAsking();
    if (m_open.cart().isEmpty())
        return say({ ErrorCode::CartEmpty });
    // An offer may have ended, or a coupon been used, while the customer talked.
    m_droppedText.clear();
    if (const auto priced = m_open.reprice(); !priced)
        return say(priced.error());
    show();
    if (!m_droppedText.isEmpty())
        return; // the price is another one: see it first
    Money storedValue;
    if (m_open.member())
        if (const auto balances = m_till.checkout().balances(m_open.member()->key))
            storedValue = balances->value.sum();
    Payment payment(
        m_open.quote(), [this](Points wanted) { return m_open.quoteWithPoints(wanted); }, storedValue);
    Proof proof = Proof::Missing;
    while (proof == Proof::Missing) {
        payment.takeBackAll(TenderMethod::StoredValue); // without proof the customer pays in another way, or thinks better of it
        if (m_prompts.takePayment(payment) != SalePrompts::Outcome::Paid)
            return;
        proof = proveStoredValue(payment);
    }
    const Result<Sale> sale = commit(payment, proof);
    if (!sale) {
        refresh();
        say(sale.error());
        return m_prompts.tell(tr("The sale is not finished and nothing was booked; the cart is still here.") + u'\n' + errorText(sale.error()));
    }
    finishSale(*sale);
}

SalePresenter::Proof SalePresenter::proveStoredValue(const Payment& payment)
{
    const std::optional<Member>& member = m_open.member();
    if (!member || payment.takenBy(TenderMethod::StoredValue) <= m_till.rules().storedValue.pinAbove)
        return Proof::NotNeeded;
    if (m_codeOfThisMinute == member->id)
        return Proof::Given;
    return provePin(m_till, m_prompts, *member) == PinProof::Given ? Proof::Given : Proof::Missing;
}

Result<Sale> SalePresenter::commit(const Payment& payment, Proof proof)
{
    Checkout::Request request { m_open.cart(), payment.tenders(), m_open.member(), m_till.settings().cashier };
    request.cart.pointsWanted = payment.quote().pointsSpent;
    if (proof == Proof::Given)
        request.proof = Checkout::Request::Proof::Given;
    return m_till.checkout().commit(request);
}

void SalePresenter::finishSale(const Sale& sale)
{
    m_codeOfThisMinute.reset();
    if (const auto fresh = m_open.startNew(); !fresh)
        say(fresh.error());
    m_view.lastSale = sale;
    m_view.notice.reset();
    forgetResults();
    show();
    m_desk.print(receiptOf(sale, ReceiptCopy::Original));
    tellWhatTheSaleReached(sale);
}

/// A tier is reached by the sale that reaches it, not at the next visit.
void SalePresenter::tellWhatTheSaleReached(const Sale& sale)
{
    if (!sale.member)
        return;
    const auto member = m_till.members().byId(*sale.member);
    if (!member)
        return; // the sale stands; the next visit gives what is due
    const QStringList reached = greet(*member);
    if (!reached.isEmpty())
        say(Notice::Tone::Good, reached.join(u' '));
}

ReceiptDocument SalePresenter::receiptOf(const Sale& sale, ReceiptCopy copy) const
{
    return layoutReceipt(
        sale, m_till.settings(), makeReceiptCode(sale.fact, sale.id, m_till.tillId(), m_till.vault()), copy, m_till.rulesBook().upcoming(m_till.today()));
}

ReceiptDocument SalePresenter::slipOf(const Refund& refund, ReceiptCopy copy) const
{
    const Result<std::optional<Sale>> sale = m_till.sales().byId(refund.sale);
    return layoutRefund(refund, m_till.settings(), makeReceiptCode(refund.fact, refund.id, m_till.tillId(), m_till.vault()), copy,
        sale && *sale ? (*sale)->offers : std::vector<QuoteOffer>());
}

void SalePresenter::suspend()
{
    stopAsking();
    if (m_open.cart().isEmpty())
        return say({ ErrorCode::CartEmpty });
    if (const auto suspended = m_till.carts().suspend(m_open.cart(), m_till.clock().now()); !suspended)
        return say(suspended.error());
    m_codeOfThisMinute.reset();
    if (const auto fresh = m_open.startNew(); !fresh)
        say(fresh.error());
    countSuspended();
    m_view.lastSale.reset();
    say(Notice::Tone::Good, tr("The cart is suspended. F4 brings it back."));
}

void SalePresenter::recall()
{
    stopAsking();
    const auto carts = m_till.carts().suspended();
    if (!carts)
        return say(carts.error());
    if (carts->empty())
        return say(Notice::Tone::Quiet, tr("No cart is suspended. F3 suspends the one on the counter."));
    const auto chosen = m_prompts.chooseSuspended(*carts);
    if (!chosen)
        return;
    if (!m_open.cart().isEmpty()) {
        if (const auto suspended = m_till.carts().suspend(m_open.cart(), m_till.clock().now()); !suspended)
            return say(suspended.error());
        say(Notice::Tone::Quiet, tr("The other cart was suspended meanwhile."));
    }
    m_codeOfThisMinute.reset();
    Result<Cart> cart = m_till.carts().recall(*chosen);
    if (!cart)
        return say(cart.error());
    if (const auto replaced = m_open.replace(std::move(*cart)); !replaced)
        return say(replaced.error());
    countSuspended();
    m_view.lastSale.reset();
    m_view.selectedLine = static_cast<int>(m_open.cart().lines.size()) - 1;
    show();
}

void SalePresenter::reprintOrPrintAgain()
{
    stopAsking();
    if (m_desk.unprinted() > 0)
        return m_desk.printAgain();
    const auto sales = m_till.sales().recent(recentSales);
    if (!sales)
        return say(sales.error());
    if (sales->empty())
        return say(Notice::Tone::Quiet, tr("Nothing was sold on this till yet."));
    if (const auto chosen = m_prompts.chooseSale(*sales))
        useSale(*chosen);
}

Result<SalePresenter::Paper> SalePresenter::reprintOf(FactKey fact) const
{
    if (const auto refund = m_till.refunds().byFact(fact))
        return Paper { refund->number, slipOf(*refund, ReceiptCopy::Reprint) };
    const Sale sale = TRY(m_till.sales().byFact(fact));
    return Paper { sale.number, receiptOf(sale, ReceiptCopy::Reprint) };
}

void SalePresenter::useSale(const SalePrompts::ChosenSale& chosen)
{
    if (chosen.use == SalePrompts::SaleUse::Refund) {
        const Result<Sale> sale = m_till.sales().byFact(chosen.fact);
        return sale ? refund(*sale) : say(sale.error());
    }
    const Result<Paper> paper = reprintOf(chosen.fact);
    if (!paper)
        return say(paper.error());
    const ReceiptDocument& document = paper->document;
    if (chosen.use == SalePrompts::SaleUse::Print) {
        say(Notice::Tone::Quiet, tr("%1 goes to the printer.").arg(document.title));
        return m_desk.print(document);
    }
    if (const auto path = m_prompts.askFileName(paper->number + QStringLiteral(".pdf"))) {
        const Result<void> saved = m_saveDocument(document, *path);
        saved ? say(Notice::Tone::Good, tr("%1 is saved.").arg(document.title)) : say(saved.error());
    }
}

void SalePresenter::refund(const Sale& sale)
{
    const auto already = m_till.refunds().refundedLines(sale.id);
    if (!already)
        return say(already.error());
    if (already->size() == sale.lines.size())
        return say(Notice::Tone::Quiet, tr("Everything of %1 was refunded already.").arg(sale.number));
    RefundDraft draft(sale, *already, [this](const Refunds::Request& request) { return m_till.refunds().preview(request); });
    if (m_prompts.takeRefund(draft) != Prompts::Answer::Yes || draft.isEmpty())
        return;
    Refunds::Request request = draft.request();
    request.cashier = m_till.settings().cashier;
    const Result<Refund> refund = m_till.refunds().refund(request);
    if (!refund)
        return say(refund.error());
    QStringList tenders;
    for (const Tender& tender : refund->tenders)
        tenders.append(words::tender(tender.method) + u' ' + toDisplayString(tender.amount));
    refresh(); // whoever stands at the counter may have other points now
    m_desk.print(slipOf(*refund, ReceiptCopy::Original));
    say(Notice::Tone::Good,
        tr("Refunded %1: %2. The slip %3 goes to the printer.").arg(toDisplayString(refund->total), words::listed(tenders), refund->number));
}

void SalePresenter::meetReceipt(FactKey fact)
{
    const auto paper = m_till.sales().summary(fact);
    if (!paper)
        return say(paper.error());
    if (const auto chosen = m_prompts.chooseSale({ *paper }))
        useSale(*chosen);
}

bool SalePresenter::meetReceiptNumber(const QString& typed)
{
    const auto fact = factKeyOfNumber(typed);
    const auto paper = fact ? m_till.sales().summary(*fact) : Result<SaleRows::Summary>(fail(ErrorCode::SaleNotFound));
    if (!paper || paper->number.compare(typed, Qt::CaseInsensitive) != 0)
        return false;
    forgetResults();
    Q_EMIT boxTextWanted({});
    meetReceipt(*fact);
    return true;
}

void SalePresenter::openDrawer()
{
    m_desk.openDrawer();
}

}
