// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/PayDialog.h"

#include "ui/widgets/Actions.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/Words.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace tangyuan {
namespace {

// In the order in which counters here meet them.
constexpr std::array counterMethods { TenderMethod::Cash, TenderMethod::WeChatPay, TenderMethod::Alipay, TenderMethod::Card, TenderMethod::Other };
static_assert(namesEach(counterMethods, {}, { TenderMethod::StoredValue })); // which is shown where the member has some

}

PayDialog::PayDialog(Payment& payment, QWidget* parent)
    : Dialog(QStringLiteral("payDialog"), tr("Payment"), parent)
    , m_payment(payment)
    , m_methods(new QButtonGroup(this))
    , m_amount(new QLineEdit)
    , m_total(theme::label({}, "heading"))
    , m_due(theme::label({}, "huge"))
    , m_dueTitle(theme::label({}, "heading"))
    , m_tenders(theme::label({}, "quiet"))
    , m_quick(new QWidget)
    , m_points(theme::button({}, "choice"))
    , m_back(nullptr)
{
    m_shown.assign(counterMethods.begin(), counterMethods.end());
    if (!m_payment.storedValueLeft().isZero())
        m_shown.insert(m_shown.begin() + 1, TenderMethod::StoredValue);
    setMinimumWidth(theme::px(m_shown.size() == counterMethods.size() ? 640 : 800));
    body()->addWidget(makeFigures());
    body()->addWidget(makeMethods());
    m_amount->setObjectName(QStringLiteral("amount"));
    m_amount->setProperty("role", QStringLiteral("big"));
    m_amount->setAlignment(Qt::AlignRight);
    m_amount->setMaxLength(16);
    body()->addWidget(m_amount);
    auto* quickRow = new QHBoxLayout(m_quick);
    quickRow->setContentsMargins(0, 0, 0, 0);
    quickRow->setSpacing(theme::px(8));
    body()->addWidget(m_quick);
    m_points->setObjectName(QStringLiteral("pointsToggle"));
    m_points->setCheckable(true);
    m_points->setAutoDefault(false);
    m_points->setFocusPolicy(Qt::NoFocus);
    body()->addWidget(m_points);

    m_back = addButton(tr("Take back last") + QStringLiteral("   F3"), "plain");
    m_back->setObjectName(QStringLiteral("takeBack"));
    addReject(tr("Back to the cart"));
    QPushButton* accept = addAccept(tr("Take"));
    for (QPushButton* button : findChildren<QPushButton*>())
        button->setFocusPolicy(Qt::NoFocus);

    connect(accept, &QPushButton::clicked, this, &PayDialog::take);
    connect(m_back, &QPushButton::clicked, this, [this] {
        m_payment.takeBackLast();
        render();
    });
    connect(m_points, &QPushButton::clicked, this, &PayDialog::togglePoints);
    connect(m_amount, &QLineEdit::textEdited, this, &PayDialog::preview);
    connect(m_methods, &QButtonGroup::idClicked, this, &PayDialog::render);
    m_amount->installEventFilter(this);
    render();
    m_amount->setFocus();
}

QWidget* PayDialog::makeFigures()
{
    m_due->setObjectName(QStringLiteral("due"));
    m_dueTitle->setObjectName(QStringLiteral("dueTitle"));
    m_tenders->setObjectName(QStringLiteral("tenders"));
    m_tenders->setWordWrap(true);
    auto* card = new QFrame;
    card->setProperty("surface", QStringLiteral("card"));
    auto* grid = new QGridLayout(card);
    grid->setContentsMargins(theme::px(20), theme::px(10), theme::px(20), theme::px(12));
    grid->setVerticalSpacing(0);
    grid->addWidget(m_dueTitle, 0, 0, Qt::AlignLeft | Qt::AlignVCenter);
    grid->addWidget(m_due, 0, 1, Qt::AlignRight);
    grid->addWidget(m_tenders, 1, 0);
    grid->addWidget(m_total, 1, 1, Qt::AlignRight);
    grid->setColumnStretch(0, 1);
    return card;
}

QWidget* PayDialog::makeMethods()
{
    auto* methods = new QWidget;
    auto* row = new QHBoxLayout(methods);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::px(8));
    row->addWidget(theme::label(QStringLiteral("←"), "key"), 0, Qt::AlignVCenter);
    for (size_t i = 0; i < m_shown.size(); ++i) {
        auto* button = theme::button(words::tender(m_shown[i]), "choice");
        button->setObjectName(QStringLiteral("method_") + tenderMethodName(m_shown[i]));
        button->setCheckable(true);
        button->setAutoDefault(false);
        if (m_shown.size() == counterMethods.size()) {
            button->setMinimumHeight(theme::px(48));
        } else { // two lines for what is left
            button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
            button->setMaximumHeight(theme::px(66));
        }
        m_methods->addButton(button, static_cast<int>(i));
        row->addWidget(button, m_shown[i] == TenderMethod::StoredValue ? 3 : 2);
    }
    row->addWidget(theme::label(QStringLiteral("→"), "key"), 0, Qt::AlignVCenter);
    m_methods->button(0)->setChecked(true);
    return methods;
}

TenderMethod PayDialog::method() const
{
    return m_shown[static_cast<size_t>(m_methods->checkedId())];
}

void PayDialog::render()
{
    const Quote& quote = m_payment.quote();
    m_total->setText(tr("Total %1").arg(toDisplayString(quote.total)));
    renderTenders();
    renderQuickCash();
    m_amount->setText(toPlainString(m_payment.offered(method())));
    m_amount->selectAll();
    const bool hasPoints = quote.pointsSpendable.count > 0;
    m_points->setVisible(hasPoints);
    m_points->setChecked(m_payment.pointsUse() == Payment::PointsUse::All);
    m_points->setText(
        (m_points->isChecked() ? tr("Pays with %1 points").arg(words::points(quote.pointsSpent))
                               : tr("Pay %1 with %2 points").arg(toDisplayString(quote.pointsSpendableValue), words::points(quote.pointsSpendable)))
        + QStringLiteral("   ") + keyText(action(ActionId::Points).key));
    m_back->setVisible(!m_payment.tenders().empty());
    renderStoredValue();
    preview();
}

void PayDialog::renderStoredValue()
{
    const auto place = std::ranges::find(m_shown, TenderMethod::StoredValue);
    if (place == m_shown.end())
        return;
    QAbstractButton* button = m_methods->button(static_cast<int>(place - m_shown.begin()));
    button->setText(words::tender(TenderMethod::StoredValue) + u'\n' + toDisplayString(m_payment.storedValueLeft()));
    button->setToolTip(tr("What the member can pay with today"));
}

void PayDialog::renderTenders()
{
    QStringList taken;
    for (const Tender& tender : m_payment.tenders())
        taken.append(words::tender(tender.method) + u' ' + toDisplayString(tender.amount));
    m_tenders->setText(taken.isEmpty() ? QString() : tr("Taken: %1").arg(words::listed(taken)));
}

void PayDialog::renderQuickCash()
{
    qDeleteAll(m_quick->findChildren<QPushButton*>());
    m_quick->setVisible(method() == TenderMethod::Cash && !m_payment.isComplete());
    for (const Money amount : m_payment.quickCash()) {
        auto* button = theme::button(toDisplayString(amount), "cash");
        button->setObjectName(QStringLiteral("cash_") + toPlainString(amount));
        button->setFocusPolicy(Qt::NoFocus);
        button->setAutoDefault(false);
        connect(
            button, &QPushButton::clicked, this, [this, amount] { takeAmount(amount); }, Qt::QueuedConnection);
        m_quick->layout()->addWidget(button);
    }
}

// What is due, or what comes back for the amount that stands in the field.
void PayDialog::preview()
{
    const auto amount = parseMoney(m_amount->text());
    const bool givesChange = method() == TenderMethod::Cash && amount && *amount > m_payment.due();
    m_dueTitle->setText(givesChange ? tr("Change") : tr("Due"));
    m_due->setText(toDisplayString(givesChange ? *amount - m_payment.due() : m_payment.due()));
    showProblem({});
}

void PayDialog::take()
{
    if (m_payment.isComplete())
        return accept(); // nothing to pay: points took it all
    const auto amount = parseMoney(m_amount->text());
    amount ? takeAmount(*amount) : showProblem(errorText(amount.error()));
}

void PayDialog::takeAmount(Money amount)
{
    if (const auto taken = m_payment.take(method(), amount); !taken) {
        showProblem(errorText(taken.error()));
        return m_amount->selectAll();
    }
    m_payment.isComplete() ? accept() : render();
}

void PayDialog::stepMethod(int steps)
{
    const int count = static_cast<int>(m_shown.size());
    m_methods->button((m_methods->checkedId() + steps + count) % count)->setChecked(true);
    render();
}

void PayDialog::togglePoints()
{
    const auto use = m_payment.pointsUse() == Payment::PointsUse::All ? Payment::PointsUse::None : Payment::PointsUse::All;
    const auto changed = m_payment.usePoints(use);
    render();
    if (!changed)
        showProblem(errorText(changed.error()));
}

bool PayDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Left: stepMethod(-1); return true;
        case Qt::Key_Right: stepMethod(1); return true;
        case Qt::Key_F2: take(); return true;
        case Qt::Key_F3:
            m_payment.takeBackLast();
            render();
            return true;
        case Qt::Key_F7:
            if (m_points->isVisible())
                togglePoints();
            return true;
        default: break;
        }
    }
    return Dialog::eventFilter(watched, event);
}

}
