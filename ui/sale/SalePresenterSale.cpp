// SPDX-License-Identifier: GPL-3.0-or-later
// From the cart to the sale and its receipt.
#include "ui/sale/SalePresenter.h"

#include "core/codes/SignedCode.h"
#include "core/receipt/ReceiptLayout.h"
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
    Payment payment(m_open.quote(), [this](Points wanted) { return m_open.quoteWithPoints(wanted); });
    if (m_prompts.takePayment(payment) != Prompts::Outcome::Paid)
        return;
    Cart cart = m_open.cart();
    cart.pointsWanted = payment.quote().pointsSpent;
    const Result<Sale> sale = m_till.checkout().commit({ cart, payment.tenders(), m_open.member(), m_till.settings().cashier });
    if (!sale) {
        say(sale.error());
        return m_prompts.tell(tr("The sale is not finished and nothing was booked; the cart is still here.") + u'\n' + errorText(sale.error()));
    }
    finishSale(*sale);
}

void SalePresenter::finishSale(const Sale& sale)
{
    if (const auto fresh = m_open.startNew(); !fresh)
        say(fresh.error());
    m_view.lastSale = sale;
    m_view.notice.reset();
    forgetResults();
    show();
    m_desk.print(receiptOf(sale, ReceiptCopy::Original));
}

ReceiptDocument SalePresenter::receiptOf(const Sale& sale, ReceiptCopy copy) const
{
    return layoutReceipt(sale, m_till.settings(), makeReceiptCode(sale.fact, sale.id, m_till.tillId(), m_till.vault()), copy);
}

void SalePresenter::suspend()
{
    if (m_open.cart().isEmpty())
        return say({ ErrorCode::CartEmpty });
    if (const auto suspended = m_till.carts().suspend(m_open.cart(), m_till.clock().now()); !suspended)
        return say(suspended.error());
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
    }
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
