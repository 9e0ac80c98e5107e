// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/SalePresenter.h"

#include "core/domain/pricing/AdjustmentPlace.h"
#include "ui/widgets/ErrorText.h"

#include <algorithm>

namespace tangyuan {
namespace {

constexpr int adviceDelayMs = 30; // a scanner's burst waits for no hint

}

SalePresenter::SalePresenter(Parts parts, QObject* parent)
    : QObject(parent)
    , m_till(parts.till)
    , m_desk(parts.desk)
    , m_prompts(parts.prompts)
    , m_saveDocument(std::move(parts.saveDocument))
    , m_search(parts.till, parts.names)
    , m_open(parts.till)
    , m_inquiry(parts.hub)
    , m_registrar({ parts.till, parts.prompts, parts.hub, [this](const Members::Registration& registration) { registered(registration); }, [this] { show(); } })
{
    connect(&m_desk, &PrintDesk::changed, this, &SalePresenter::show);
    m_advice.setSingleShot(true);
    m_advice.setInterval(adviceDelayMs);
    connect(&m_advice, &QTimer::timeout, this, &SalePresenter::showAdvice);
    connect(&m_desk, &PrintDesk::drawerFailed, this, [this](const Error& error) { say(error); });
}

void SalePresenter::start()
{
    const Result<bool> restored = m_open.restore();
    if (!restored)
        say(restored.error());
    else if (*restored)
        say(Notice::Tone::Quiet, tr("This cart was still open. Go on where you stopped."));
    else if (const auto fresh = m_open.startNew(); !fresh)
        say(fresh.error());
    m_view.selectedLine = static_cast<int>(m_open.cart().lines.size()) - 1;
    countSuspended();
    show();
}

void SalePresenter::refresh()
{
    if (const auto priced = m_open.reprice(); !priced)
        say(priced.error());
    m_shownMember.reset();
    show();
}

// The box

void SalePresenter::type(const QString& text)
{
    stopAsking();
    m_view.results = m_search.find(text);
    m_view.selectedResult = m_view.results.empty() ? -1 : 0;
    show();
}

void SalePresenter::enter(const QString& text)
{
    const QString wanted = text.trimmed();
    if (wanted.startsWith(u'*'))
        return setSelectedQuantity(wanted.sliced(1));
    // Someone who went down the list means that row, even if the words are a code as well. Results that
    // came without typing (members by the last digits of a phone) are chosen with an empty box.
    if (m_view.selectedResult > 0 || (wanted.isEmpty() && !m_view.results.empty()))
        return pickResult(m_view.selectedResult);
    if (!wanted.isEmpty())
        takeEntry(wanted, ScanOrigin::Typed);
}

void SalePresenter::scan(const QString& text)
{
    takeEntry(text, ScanOrigin::Scanned);
}

void SalePresenter::takeEntry(const QString& text, ScanOrigin origin)
{
    stopAsking();
    const Result<Scan> scan = readCode(text, origin);
    if (!scan)
        return say(scan.error());
    if (const auto* words = std::get_if<scan::Words>(&*scan)) {
        if (meetReceiptNumber(words->text))
            return;
        m_view.results = m_search.find(words->text);
        if (m_view.results.empty())
            return say(Notice::Tone::Trouble, tr("Nothing is called “%1”. Check the spelling, or scan the barcode.").arg(words->text.left(40)));
        return pickResult(0);
    }
    forgetResults();
    Q_EMIT boxTextWanted({});
    act(*scan);
}

Result<Scan> SalePresenter::readCode(const QString& text, ScanOrigin origin) const
{
    const ScanContext context { m_till.catalog(), m_till.settings(), m_till.issuerKeys(), m_till.vault().publicKey(Vault::Signer::Receipt), m_till.tillId(),
        m_till.clock().now() };
    return parseScan(text, origin, context);
}

void SalePresenter::act(const Scan& scan)
{
    struct Act {
        SalePresenter& self;
        void operator()(const scan::ProductCode& code) const { self.addByCode(code.product, code.quantity); }
        void operator()(const scan::WeighedProduct& weighed) const { self.addWeighed(weighed.product); }
        void operator()(const scan::WeightLabel& label) const { self.addByCode(label.product, label.weight); }
        void operator()(const scan::PriceLabel& label) const { self.addPriced(label.product, label.price); }
        void operator()(const scan::MemberNumber& number) const { self.meetMemberNumber(number.number); }
        void operator()(const scan::Phone& phone) const { self.meetPhone(phone.e164); }
        void operator()(const scan::PhoneTail& tail) const { self.meetPhoneTail(tail.digits); }
        void operator()(const scan::ReceiptCode& code) const
        {
            // The keys of two tills are alike: another till's receipt must not open a sale of this one.
            code.till == self.m_till.tillId() ? self.meetReceipt(code.fact) : self.say({ ErrorCode::SaleNotFound });
        }
        void operator()(const scan::MemberCode& code) const { self.meetMemberCode(code); }
        void operator()(const scan::CouponCode& code) const { self.meetCoupon({ code.batch, code.serial }); }
        void operator()(const scan::PaymentCode&) const
        {
            self.say(Notice::Tone::Quiet, tr("That is the customer's payment code. Press F2, choose WeChat Pay or Alipay, and take it on the pay terminal."));
        }
        void operator()(const scan::Words&) const { } // never reaches here: see takeEntry
    };
    std::visit(Act { *this }, scan);
}

void SalePresenter::pickResult(int index)
{
    stopAsking();
    if (index < 0 || index >= static_cast<int>(m_view.results.size()))
        return;
    const BoxResult result = m_view.results[static_cast<size_t>(index)];
    forgetResults();
    Q_EMIT boxTextWanted({});
    switch (result.kind) {
    case BoxResult::Kind::Product: return addProduct(result.product);
    case BoxResult::Kind::Member: return attachMember(result.member);
    }
}

void SalePresenter::moveSelection(int steps)
{
    auto moved = [steps](int from, size_t count) { return std::clamp(from + steps, 0, static_cast<int>(count) - 1); };
    if (!m_view.results.empty())
        m_view.selectedResult = moved(m_view.selectedResult, m_view.results.size());
    else if (!m_view.cart.isEmpty())
        m_view.selectedLine = moved(m_view.selectedLine, m_view.cart.lines.size());
    Q_EMIT changed();
}

void SalePresenter::dismiss()
{
    stopAsking();
    if (m_view.results.empty())
        m_view.notice.reset();
    forgetResults();
    Q_EMIT boxTextWanted({});
    show();
}

void SalePresenter::dismissNotice()
{
    m_view.notice.reset();
    show();
}

void SalePresenter::dismissPrintTrouble()
{
    m_desk.dismiss();
}

// The cart

void SalePresenter::addProduct(const Id& product)
{
    const Product* found = m_till.catalog().byId(product);
    if (!found)
        return say({ ErrorCode::ProductNotFound });
    found->unit == Quantity::Unit::Gram ? addWeighed(product) : addByCode(product, Quantity::pieces(1));
}

void SalePresenter::addByCode(const Id& product, Quantity quantity)
{
    const Product* found = m_till.catalog().byId(product);
    if (!found)
        return say({ ErrorCode::ProductNotFound });
    addLine({ .product = *found, .quantity = quantity, .note = {} });
}

void SalePresenter::addWeighed(const Id& product)
{
    stopAsking();
    const Product* found = m_till.catalog().byId(product);
    if (!found)
        return say({ ErrorCode::ProductNotFound });
    if (found->state == SaleState::OffSale)
        return say({ ErrorCode::ProductOffSale });
    const Product weighed = *found; // the catalogue may change while the dialog is open
    if (const auto weight = m_prompts.askWeight(weighed))
        addLine({ .product = weighed, .quantity = *weight, .note = {} });
}

void SalePresenter::addPriced(const Id& product, Money price)
{
    const Product* found = m_till.catalog().byId(product);
    if (!found)
        return say({ ErrorCode::ProductNotFound });
    Quantity quantity = Quantity::pieces(1);
    if (found->unit == Quantity::Unit::Gram) {
        if (found->price.minor <= 0)
            return say({ ErrorCode::QuantityInvalid });
        quantity = Quantity::grams(multiplyDivide(price, 1'000, found->price.minor).minor);
    }
    addLine({ .product = *found, .quantity = quantity, .note = {}, .labelPrice = price });
}

void SalePresenter::addLine(const CartLine& line)
{
    stopAsking();
    size_t index = 0;
    const bool isAdded = changeCart([&](Cart& cart) -> Result<void> {
        index = TRY(addToCart(cart, line));
        return {};
    });
    if (!isAdded)
        return;
    m_view.lastSale.reset();
    if (!m_open.saveTrouble() && m_droppedText.isEmpty())
        m_view.notice.reset();
    m_view.selectedLine = static_cast<int>(index);
    show();
}

void SalePresenter::selectLine(int index)
{
    if (index >= 0 && index < static_cast<int>(m_view.cart.lines.size()))
        m_view.selectedLine = index;
    Q_EMIT changed();
}

const CartLine* SalePresenter::selectedLine() const
{
    const auto& lines = m_open.cart().lines;
    const bool isLine = m_view.selectedLine >= 0 && m_view.selectedLine < static_cast<int>(lines.size());
    return isLine ? &lines[static_cast<size_t>(m_view.selectedLine)] : nullptr;
}

void SalePresenter::stepQuantity(Step step)
{
    const CartLine* line = selectedLine();
    if (!line)
        return;
    if (line->quantity.unit == Quantity::Unit::Gram)
        return askQuantity();
    const qint64 next = line->quantity.amount + (step == Step::More ? 1 : -1);
    next == 0 ? removeSelectedLine() : changeQuantity(Quantity::pieces(next));
}

void SalePresenter::askQuantity()
{
    const CartLine* line = selectedLine();
    if (!line)
        return;
    if (const auto quantity = m_prompts.askQuantity(CartLine(*line)))
        changeQuantity(*quantity);
}

void SalePresenter::setSelectedQuantity(const QString& text)
{
    const CartLine* line = selectedLine();
    if (!line)
        return say({ ErrorCode::CartEmpty });
    const auto quantity = line->quantity.unit == Quantity::Unit::Gram ? parseKilograms(text) : parsePieces(text);
    if (!quantity)
        return say({ ErrorCode::QuantityInvalid });
    Q_EMIT boxTextWanted({});
    changeQuantity(*quantity);
}

void SalePresenter::changeQuantity(Quantity quantity)
{
    const auto line = static_cast<size_t>(m_view.selectedLine);
    changeCart([&](Cart& cart) { return setQuantity(cart, line, quantity); });
}

void SalePresenter::removeSelectedLine()
{
    if (!selectedLine())
        return;
    const auto line = static_cast<size_t>(m_view.selectedLine);
    changeCart([&](Cart& cart) -> Result<void> {
        removeLine(cart, line);
        return {};
    });
}

void SalePresenter::editNote()
{
    const CartLine* line = selectedLine();
    if (!line)
        return;
    const auto index = static_cast<size_t>(m_view.selectedLine);
    if (const auto note = m_prompts.askNote(QString(line->note)))
        changeCart([&](Cart& cart) { return setNote(cart, index, *note); });
}

void SalePresenter::clearCart()
{
    stopAsking();
    if (m_open.cart().isEmpty() && !m_open.member())
        return;
    if (m_prompts.ask(Prompts::Question::ClearCart) != Prompts::Answer::Yes)
        return;
    m_codeOfThisMinute.reset();
    changeCart([](Cart& cart) -> Result<void> {
        cart.lines.clear();
        cart.member.reset();
        cart.pointsWanted = {};
        cart.note.clear();
        cart.coupons.clear();
        cart.discount.reset();
        return {};
    });
}

void SalePresenter::undo()
{
    if (const auto undone = m_open.undo(); !undone)
        say(undone.error());
    show();
}

bool SalePresenter::changeCart(const std::function<Result<void>(Cart&)>& change)
{
    m_droppedText.clear();
    if (const auto changed = m_open.change(change); !changed) {
        say(changed.error());
        return false;
    }
    if (m_open.saveTrouble())
        say(*m_open.saveTrouble());
    show();
    return true;
}

// What is shown

void SalePresenter::say(Notice::Tone tone, const QString& text)
{
    noticeDropped();
    m_view.notice = Notice { tone, m_droppedText.isEmpty() ? text : text + u' ' + m_droppedText };
    show();
}

void SalePresenter::say(const Error& error)
{
    say(Notice::Tone::Trouble, errorText(error));
}

void SalePresenter::forgetResults()
{
    m_view.results.clear();
    m_view.selectedResult = -1;
}

void SalePresenter::countSuspended()
{
    const auto carts = m_till.carts().suspended();
    m_view.suspendedCarts = carts ? static_cast<qsizetype>(carts->size()) : 0;
}

void SalePresenter::showPrintTrouble()
{
    m_view.printAgain = m_desk.unprinted() > 0 ? SaleView::PrintAgain::Possible : SaleView::PrintAgain::Impossible;
    if (!m_desk.trouble())
        m_view.printTrouble.clear();
    else if (m_desk.unprinted() > 0)
        m_view.printTrouble = tr("The sale is saved.") + u' ' + errorText(*m_desk.trouble());
    else
        m_view.printTrouble = errorText(*m_desk.trouble());
}

void SalePresenter::show()
{
    noticeDropped();
    m_view.asking = m_inquiry.isAsking() || m_registrar.isAsking() ? tr("asking the hub…") : QString();
    m_view.cart = m_open.cart();
    m_view.quote = m_open.quote();
    m_view.selectedLine = std::clamp(m_view.selectedLine, m_view.cart.isEmpty() ? -1 : 0, static_cast<int>(m_view.cart.lines.size()) - 1);
    m_view.undo = m_open.canUndo() ? SaleView::Undo::Possible : SaleView::Undo::Impossible;
    m_view.orderWide = orderWide(m_view.cart, m_view.quote);
    showLaidCoupons();
    showPrintTrouble();
    showMember();
    if (m_view.cart.isEmpty()) {
        m_view.hints.clear();
        m_view.pointsHint.clear();
    }
    if (m_advised != m_open.revision())
        m_advice.start();
    Q_EMIT changed();
}

}
