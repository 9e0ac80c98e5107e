// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/CartPane.h"

#include "ui/sale/CartList.h"
#include "ui/sale/CartOffers.h"
#include "ui/sale/CartSums.h"
#include "ui/widgets/Actions.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/Words.h"

#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace tangyuan {
namespace {

// Weighed lines count as one thing each.
qint64 itemCount(const Cart& cart)
{
    qint64 count = 0;
    for (const CartLine& line : cart.lines)
        count += line.quantity.unit == Quantity::Unit::Piece ? line.quantity.amount : 1;
    return count;
}

QLabel* centred(QLabel* label)
{
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    return label;
}

}

CartPane::CartPane(QWidget* parent)
    : QFrame(parent)
    , m_list(new CartList)
    , m_offers(new CartOffers)
    , m_sums(new CartSums)
    , m_middle(new QStackedWidget)
    , m_doneNumber(theme::label({}, "quiet"))
    , m_doneChangeTitle(theme::label({}, "heading"))
    , m_doneChange(theme::label({}, "huge"))
    , m_doneDetail(theme::label({}, "quiet"))
    , m_items(theme::label({}, "quiet"))
    , m_saved(theme::label({}, "good"))
    , m_points(theme::label({}, "quiet"))
    , m_total(theme::label({}, "total"))
    , m_pay(theme::button({}, "primary"))
{
    setObjectName(QStringLiteral("cartPane"));
    setProperty("surface", QStringLiteral("card"));
    m_middle->setProperty("surface", QStringLiteral("plain"));
    m_empty = makeEmpty();
    m_done = makeDone();
    m_middle->addWidget(m_list);
    m_middle->addWidget(m_empty);
    m_middle->addWidget(m_done);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, theme::px(6), 1, 1);
    column->setSpacing(0);
    column->addWidget(m_middle, 1);
    column->addWidget(theme::rule());
    column->addWidget(m_offers);
    column->addWidget(makeTotals());
    connect(m_list, &CartList::picked, this, &CartPane::linePicked);
    connect(m_list, &CartList::quantityAsked, this, &CartPane::quantityAsked);
    connect(m_offers, &CartOffers::couponTakenOff, this, &CartPane::couponTakenOff);
    connect(m_offers, &CartOffers::couponsAsked, this, &CartPane::couponsAsked);
    connect(m_pay, &QPushButton::clicked, this, &CartPane::payAsked);
}

QWidget* CartPane::makeEmpty()
{
    auto* empty = new QWidget;
    auto* picture = new QLabel;
    picture->setPixmap(theme::pixmap(QStringLiteral("bowl"), 88, theme::edge));
    auto* column = new QVBoxLayout(empty);
    column->setContentsMargins(theme::px(40), 0, theme::px(40), 0);
    column->setSpacing(theme::px(10));
    column->addStretch(2);
    column->addWidget(centred(picture));
    column->addWidget(centred(theme::label(tr("Ready for the next customer"), "heading")));
    column->addWidget(centred(theme::label(tr("Scan a barcode, or type a number, a name or its first letters."), "quiet")));
    column->addStretch(3);
    return empty;
}

QWidget* CartPane::makeDone()
{
    m_doneChange->setObjectName(QStringLiteral("changeAmount"));
    m_doneNumber->setObjectName(QStringLiteral("lastSaleNumber"));
    auto* done = new QWidget;
    auto* picture = new QLabel;
    picture->setPixmap(theme::pixmap(QStringLiteral("check"), 56, theme::good));
    auto* column = new QVBoxLayout(done);
    column->setContentsMargins(theme::px(24), 0, theme::px(24), 0);
    column->setSpacing(theme::px(6));
    column->addStretch(2);
    column->addWidget(centred(picture));
    column->addWidget(centred(m_doneChangeTitle));
    column->addWidget(centred(m_doneChange));
    column->addWidget(centred(m_doneDetail));
    column->addSpacing(theme::px(10));
    column->addWidget(centred(m_doneNumber));
    column->addStretch(3);
    return done;
}

QWidget* CartPane::makeTotals()
{
    m_total->setObjectName(QStringLiteral("totalAmount"));
    m_items->setObjectName(QStringLiteral("itemCount"));
    m_saved->setObjectName(QStringLiteral("savedAmount"));
    m_pay->setObjectName(QStringLiteral("payButton"));
    m_pay->setFocusPolicy(Qt::NoFocus);
    m_pay->setMinimumHeight(theme::px(60));
    m_pay->setFont(theme::font(22, QFont::DemiBold));
    m_pay->setStyleSheet(QStringLiteral("font-size: %1px;").arg(theme::px(22)));
    auto* totals = new QWidget;
    totals->setProperty("surface", QStringLiteral("plain"));
    auto* grid = new QGridLayout(totals);
    grid->setContentsMargins(theme::px(16), theme::px(10), theme::px(14), theme::px(14));
    grid->setVerticalSpacing(theme::px(2));
    grid->addWidget(m_items, 0, 0);
    grid->addWidget(m_saved, 0, 1, Qt::AlignRight);
    grid->addWidget(m_sums, 1, 0, 1, 2);
    grid->addWidget(m_points, 2, 0, 1, 2);
    grid->addWidget(theme::label(tr("Total"), "heading"), 3, 0, Qt::AlignLeft | Qt::AlignVCenter);
    grid->addWidget(m_total, 3, 1, Qt::AlignRight);
    grid->addLayout(makeOfferButtons(), 4, 0, 1, 2);
    grid->addWidget(m_pay, 5, 0, 1, 2);
    grid->setColumnStretch(1, 1);
    return totals;
}

QLayout* CartPane::makeOfferButtons()
{
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, theme::px(6));
    row->setSpacing(theme::px(8));
    const auto add = [&](ActionId id, void (CartPane::*asked)()) {
        const Action action = tangyuan::action(id);
        auto* button = theme::button(u' ' + action.text + QStringLiteral("   ") + keyText(action.key), "slim");
        button->setObjectName(QStringLiteral("action%1").arg(static_cast<int>(id)));
        button->setIcon(theme::icon(action.icon, theme::quiet));
        button->setToolTip(action.help);
        button->setFocusPolicy(Qt::NoFocus);
        connect(button, &QPushButton::clicked, this, asked);
        row->addWidget(button, 1);
    };
    add(ActionId::Coupons, &CartPane::couponsAsked);
    add(ActionId::Discount, &CartPane::discountAsked);
    return row;
}

void CartPane::render(const SaleView& view)
{
    m_list->render(view);
    m_offers->render(view);
    m_sums->render(view);
    if (view.lastSale && view.cart.isEmpty())
        renderDone(*view.lastSale);
    m_middle->setCurrentWidget(!view.cart.isEmpty() ? static_cast<QWidget*>(m_list) : view.lastSale ? m_done : m_empty);
    const qint64 count = itemCount(view.cart);
    m_items->setText(count == 1 ? tr("1 item") : tr("%1 items").arg(count));
    m_saved->setText(tr("Saved %1").arg(toDisplayString(view.quote.saved)));
    m_saved->setVisible(view.quote.saved.minor > 0); // rounding alone may add a little
    QStringList points;
    if (view.quote.pointsSpent.count > 0)
        points.append(tr("pays with %1 points").arg(words::points(view.quote.pointsSpent)));
    if (view.quote.pointsEarned().count > 0 && view.member)
        points.append(tr("earns %1 points").arg(words::points(view.quote.pointsEarned())));
    m_points->setText(points.join(QStringLiteral("  ·  ")));
    m_points->setVisible(!points.isEmpty());
    m_total->setText(toDisplayString(view.quote.total));
    const Action pay = action(ActionId::Pay);
    m_pay->setText(pay.text + QStringLiteral("   ") + keyText(pay.key));
    m_pay->setEnabled(!view.cart.isEmpty());
}

void CartPane::renderDone(const Sale& sale)
{
    const bool hasChange = !sale.change.isZero();
    m_doneChangeTitle->setText(hasChange ? tr("Change") : tr("Paid"));
    m_doneChange->setText(toDisplayString(hasChange ? sale.change : sale.total));
    QStringList tenders;
    for (const Tender& tender : sale.tenders)
        tenders.append(words::tender(tender.method) + u' ' + toDisplayString(tender.amount));
    m_doneDetail->setText(tr("Total %1").arg(toDisplayString(sale.total)) + QStringLiteral("  ·  ") + tenders.join(QStringLiteral(" + ")));
    m_doneNumber->setText(sale.memberNumber.isEmpty() ? tr("Sale %1").arg(sale.number)
                                                      : tr("Sale %1  ·  member has %2 points").arg(sale.number, words::points(sale.pointsBalance)));
}

}
