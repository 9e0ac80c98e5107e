// SPDX-License-Identifier: GPL-3.0-or-later
// From the cart to the sale and its receipt.
#include "ui/sale/SalePresenter.h"

#include "core/codes/SignedCode.h"
#include "ui/sale/PinProof.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Words.h"

namespace tangyuan {
namespace {

constexpr int recentSales = 100;

}

void SalePresenter::choosePoints()
{
    if (!m_open.member())
        return say(Notice::Tone::Quiet, tr("Points belong to a member. Scan the card or type the phone first."));
    const Quote& quote = m_open.quote();
    if (quote.pointsSpendable.count == 0)
        return say(Notice::Tone::Quiet, tr("There are not enough points for this cart: %1 of at least %2.")
            .arg(words::points(m_open.memberPoints()), words::points(std::max(m_till.rules().redemption.step, m_till.rules().redemption.minimum))));
    const Prompts::PointsOffer offer { m_open.memberPoints(), quote.pointsSpendable, m_till.rules().redemption.step,
        quote.pointsStepValue, quote.pointsSpent };
    if (const auto wanted = m_prompts.askPoints(offer)) {
        changeCart([&](Cart& cart) -> Result<void> {
            cart.pointsWanted = *wanted;
            return {};
        });
    }
}

void SalePresenter::pay()
{
    if (m_open.cart().isEmpty())
        return say({ ErrorCode::CartEmpty });
    Money storedValue;
    if (m_open.member())
        if (const auto balances = m_till.checkout().balances(m_open.member()->key))
            storedValue = balances->value.sum();
    Payment payment(m_open.quote(), [this](Points wanted) { return m_open.quoteWithPoints(wanted); }, storedValue);
    Proof proof = Proof::Missing;
    while (proof == Proof::Missing) {
        payment.takeBackAll(TenderMethod::StoredValue); // without proof the customer pays in another way, or thinks better of it
        if (m_prompts.takePayment(payment) != Prompts::Outcome::Paid)
            return;
        proof = proveStoredValue(payment);
    }
    const Result<Sale> sale = commit(payment, proof);
    if (!sale) {
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
    return layoutReceipt(sale, m_till.settings(), makeReceiptCode(sale.fact, sale.id, m_till.tillId(), m_till.vault()), copy,
        m_till.rulesBook().upcoming(m_till.today()));
}

void SalePresenter::suspend()
{
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

void SalePresenter::useSale(const Prompts::ChosenSale& chosen)
{
    const Result<Sale> sale = m_till.sales().byFact(chosen.fact);
    if (!sale)
        return say(sale.error());
    const ReceiptDocument document = receiptOf(*sale, ReceiptCopy::Reprint);
    switch (chosen.use) {
    case Prompts::SaleUse::Print:
        say(Notice::Tone::Quiet, tr("Receipt %1 goes to the printer.").arg(sale->number));
        return m_desk.print(document);
    case Prompts::SaleUse::SaveFile:
        if (const auto path = m_prompts.askFileName(sale->number + QStringLiteral(".pdf"))) {
            const Result<void> saved = m_saveDocument(document, *path);
            saved ? say(Notice::Tone::Good, tr("Receipt %1 is saved.").arg(sale->number)) : say(saved.error());
        }
        return;
    case Prompts::SaleUse::Refund: return refund(*sale);
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
    m_desk.print(layoutRefund(*refund, m_till.settings(), ReceiptCopy::Original));
    say(Notice::Tone::Good, tr("Refunded %1: %2. The slip %3 goes to the printer.").arg(toDisplayString(refund->total), tenders.join(QStringLiteral(", ")), refund->number));
}

void SalePresenter::meetReceipt(FactKey fact)
{
    const Result<Sale> sale = m_till.sales().byFact(fact);
    if (!sale)
        return say(sale.error());
    const SaleStore::Summary summary { sale->fact, sale->number, sale->businessDate, sale->at, sale->total, static_cast<qint64>(sale->lines.size()) };
    if (const auto chosen = m_prompts.chooseSale({ summary }))
        useSale(*chosen);
}

void SalePresenter::openDrawer()
{
    m_desk.openDrawer();
}

}
