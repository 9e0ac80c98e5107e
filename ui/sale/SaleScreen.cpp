// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/SaleScreen.h"

#include "core/base/Limits.h"
#include "core/base/Verify.h"
#include "ui/sale/CartPane.h"
#include "ui/sale/MemberPanel.h"
#include "ui/sale/ProductTiles.h"
#include "ui/sale/ResultList.h"
#include "ui/widgets/ActionButton.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>

namespace tangyuan {
namespace {

constexpr int typingPauseMs = 60; // a search a keystroke is too many with a million members
constexpr int noticeShownMs = 8'000;

Banner::Tone bannerTone(Notice::Tone tone)
{
    switch (tone) {
    case Notice::Tone::Quiet: return Banner::Tone::Quiet;
    case Notice::Tone::Good: return Banner::Tone::Good;
    case Notice::Tone::Trouble: return Banner::Tone::Trouble;
    }
    VERIFY(false);
}

}

SaleScreen::SaleScreen(Till& till, SalePresenter& presenter, QWidget* parent)
    : QWidget(parent)
    , m_till(till)
    , m_presenter(presenter)
    , m_cart(new CartPane)
    , m_box(new QLineEdit)
    , m_typing(new QTimer(this))
    , m_below(new QStackedWidget)
    , m_tabs(new QWidget)
    , m_tabRow(new FlowLayout(theme::px(4)))
    , m_tabGroup(new QButtonGroup(this))
    , m_tiles(new ProductTiles)
    , m_results(new ResultList)
    , m_member(new MemberPanel)
    , m_notice(new Banner(QStringLiteral("noticeBanner")))
    , m_noticeTimer(new QTimer(this))
    , m_printTrouble(new Banner(QStringLiteral("printBanner")))
{
    setObjectName(QStringLiteral("saleScreen"));
    setProperty("surface", QStringLiteral("page"));
    setFocusPolicy(Qt::StrongFocus);
    m_typing->setSingleShot(true);
    m_typing->setInterval(typingPauseMs);
    m_noticeTimer->setSingleShot(true);
    m_noticeTimer->setInterval(noticeShownMs);

    m_cart->setFixedWidth(theme::px(420));
    m_member->setFixedWidth(theme::px(248));
    auto* centre = new QHBoxLayout;
    centre->setSpacing(theme::px(12));
    centre->addWidget(makeMiddle(), 1);
    centre->addWidget(m_member);
    auto* right = new QVBoxLayout;
    right->setSpacing(theme::px(10));
    right->addWidget(m_printTrouble);
    right->addWidget(m_notice);
    right->addLayout(centre, 1);
    right->addWidget(makeActionBar());
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme::px(14), 0, theme::px(14), theme::px(14));
    row->setSpacing(theme::px(12));
    row->addWidget(m_cart);
    row->addLayout(right, 1);

    connect(&m_presenter, &SalePresenter::changed, this, &SaleScreen::render);
    connect(&m_presenter, &SalePresenter::boxTextWanted, this, [this](const QString& text) {
        m_typing->stop();
        m_box->setText(text);
    });
    connect(m_box, &QLineEdit::textEdited, m_typing, qOverload<>(&QTimer::start));
    connect(m_typing, &QTimer::timeout, this, [this] { m_presenter.type(m_box->text()); });
    connect(m_cart, &CartPane::linePicked, &m_presenter, &SalePresenter::selectLine);
    connect(m_cart, &CartPane::quantityAsked, this, [this] { m_presenter.askQuantity(); });
    connect(m_cart, &CartPane::payAsked, this, [this] { Q_EMIT actionAsked(ActionId::Pay); });
    connect(m_cart, &CartPane::couponTakenOff, &m_presenter, &SalePresenter::takeCouponOff);
    connect(m_cart, &CartPane::couponsAsked, this, [this] { Q_EMIT actionAsked(ActionId::Coupons); });
    connect(m_cart, &CartPane::discountAsked, this, [this] { Q_EMIT actionAsked(ActionId::Discount); });
    connect(m_member, &MemberPanel::couponsAsked, this, [this] { Q_EMIT actionAsked(ActionId::Coupons); });
    connect(m_tiles, &ProductTiles::picked, &m_presenter, &SalePresenter::addProduct);
    connect(m_results, &ResultList::picked, &m_presenter, &SalePresenter::pickResult);
    connect(m_member, &MemberPanel::memberAsked, this, [this] { Q_EMIT actionAsked(ActionId::Member); });
    connect(m_member, &MemberPanel::removed, &m_presenter, &SalePresenter::detachMember);
    connect(m_member, &MemberPanel::pointsAsked, this, [this] { Q_EMIT actionAsked(ActionId::Points); });
    connect(m_member, &MemberPanel::servicesAsked, this, [this] { Q_EMIT actionAsked(ActionId::Services); });
    connect(m_notice, &Banner::dismissed, &m_presenter, &SalePresenter::dismissNotice);
    connect(m_noticeTimer, &QTimer::timeout, m_notice, &QWidget::hide);
    connect(m_printTrouble, &Banner::acted, &m_presenter, &SalePresenter::reprintOrPrintAgain);
    connect(m_printTrouble, &Banner::dismissed, &m_presenter, &SalePresenter::dismissPrintTrouble);
    m_box->installEventFilter(this);
    setFocusProxy(m_box);
    refreshCatalogue();
    render();
}

QWidget* SaleScreen::makeMiddle()
{
    m_box->setObjectName(QStringLiteral("box"));
    m_box->setProperty("role", QStringLiteral("box"));
    m_box->setMaxLength(static_cast<int>(limits::scanChars));
    m_box->setClearButtonEnabled(true);
    auto* icon = new QLabel(m_box);
    icon->setPixmap(theme::pixmap(QStringLiteral("scan"), 24, theme::accent));
    icon->move(theme::px(12), theme::px(13));
    icon->setAttribute(Qt::WA_TransparentForMouseEvents);

    m_tabs->setLayout(m_tabRow);
    m_tabGroup->setExclusive(true);
    connect(m_tabGroup, &QButtonGroup::idClicked, this, &SaleScreen::showCategory);
    m_browse = new QWidget;
    auto* browse = new QVBoxLayout(m_browse);
    browse->setContentsMargins(0, 0, 0, 0);
    browse->setSpacing(theme::px(8));
    browse->addWidget(m_tabs);
    browse->addWidget(m_tiles, 1);
    m_below->setProperty("surface", QStringLiteral("plain"));
    m_below->addWidget(m_browse);
    m_below->addWidget(m_results);

    auto* middle = new QWidget;
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::px(10));
    auto* boxRow = new QHBoxLayout;
    boxRow->setSpacing(theme::px(6));
    boxRow->addWidget(m_box, 1);
    for (const ActionId id : { ActionId::ScanCamera, ActionId::ScanImage })
        boxRow->addWidget(makeIconButton(action(id)));
    column->addLayout(boxRow);
    column->addWidget(m_below, 1);
    return middle;
}

QWidget* SaleScreen::makeIconButton(const Action& action)
{
    auto* button = theme::button({}, "icon");
    button->setObjectName(QStringLiteral("action%1").arg(static_cast<int>(action.id)));
    button->setIcon(theme::icon(action.icon, theme::quiet));
    button->setIconSize(QSize(theme::px(24), theme::px(24)));
    button->setToolTip(action.help + QStringLiteral("  ") + keyText(action.key));
    button->setAccessibleName(action.help);
    button->setFocusPolicy(Qt::NoFocus);
    button->setFixedWidth(theme::px(52));
    button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    connect(button, &QPushButton::clicked, this, [this, id = action.id] { Q_EMIT actionAsked(id); });
    return button;
}

QWidget* SaleScreen::makeActionBar()
{
    auto* bar = new QWidget;
    bar->setObjectName(QStringLiteral("actionBar"));
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::px(7));
    using enum ActionId;
    for (const ActionId id : { Suspend, Recall, Member, Note, Points, Print, Quantity, Undo, Drawer, Help }) {
        auto* button = new ActionButton(action(id));
        button->setObjectName(QStringLiteral("action%1").arg(static_cast<int>(id)));
        connect(button, &QPushButton::clicked, this, [this, id] { Q_EMIT actionAsked(id); });
        row->addWidget(button, 1);
        if (id == Recall)
            m_recall = button;
        if (id == Undo)
            m_undo = button;
    }
    return bar;
}

void SaleScreen::refreshCatalogue()
{
    const int before = m_tabGroup->checkedId();
    for (QAbstractButton* button : m_tabGroup->buttons())
        delete button;
    const auto& categories = m_till.catalog().categories();
    for (int i = -1; i < static_cast<int>(categories.size()); ++i) {
        auto* tab = theme::button(i < 0 ? tr("All") : categories[static_cast<size_t>(i)].name, "tab");
        tab->setCheckable(true);
        tab->setFocusPolicy(Qt::NoFocus);
        m_tabGroup->addButton(tab, i + 1);
        m_tabRow->addWidget(tab);
    }
    showCategory(m_tabGroup->button(before) ? before : 0);
}

void SaleScreen::showCategory(int index)
{
    m_tabGroup->button(index)->setChecked(true);
    if (index > 0)
        return m_tiles->render(m_till.catalog().inCategory(m_till.catalog().categories()[static_cast<size_t>(index) - 1].id));
    std::vector<const Product*> onSale;
    for (const Category& category : m_till.catalog().categories()) {
        const std::vector<const Product*> products = m_till.catalog().inCategory(category.id);
        onSale.insert(onSale.end(), products.begin(), products.end());
    }
    m_tiles->render(onSale);
}

void SaleScreen::stepCategory(int steps)
{
    const int count = static_cast<int>(m_tabGroup->buttons().size());
    showCategory((m_tabGroup->checkedId() + steps + count) % count);
}

void SaleScreen::focusBox()
{
    m_box->setFocus();
}

void SaleScreen::render()
{
    const SaleView& view = m_presenter.view();
    m_cart->render(view);
    m_member->render(view.member, view.heldCoupons);
    m_results->render(view.results, view.selectedResult);
    m_below->setCurrentWidget(view.results.empty() ? m_browse : static_cast<QWidget*>(m_results));
    // The box is empty while somebody else is asked; whoever types goes on working.
    m_box->setPlaceholderText(view.asking.isEmpty() ? tr("Scan or type: product, phone") : view.asking);
    m_recall->setCount(view.suspendedCarts);
    m_undo->setEnabled(view.undo == SaleView::Undo::Possible);
    renderNotice(view);
    if (view.printTrouble.isEmpty())
        m_printTrouble->hide();
    else
        m_printTrouble->show(Banner::Tone::Trouble, view.printTrouble,
            view.printAgain == SaleView::PrintAgain::Possible ? tr("Print again") + QStringLiteral("  ") + keyText(action(ActionId::Print).key) : QString());
}

void SaleScreen::renderNotice(const SaleView& view)
{
    if (view.notice == m_shownNotice)
        return;
    m_shownNotice = view.notice;
    if (!view.notice) {
        m_notice->hide();
        return m_noticeTimer->stop();
    }
    m_notice->show(bannerTone(view.notice->tone), view.notice->text);
    m_noticeTimer->start();
}

// Keys

bool SaleScreen::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_box && event->type() == QEvent::ShortcutOverride) {
        // An empty box has nothing to undo or delete: these keys are the cart's.
        const auto* key = static_cast<QKeyEvent*>(event);
        if (m_box->text().isEmpty() && (key->matches(QKeySequence::Undo) || key->key() == Qt::Key_Delete)) {
            event->ignore();
            return true;
        }
    }
    if (watched == m_box && event->type() == QEvent::KeyPress && takeKey(*static_cast<QKeyEvent*>(event)))
        return true;
    return QWidget::eventFilter(watched, event);
}

bool SaleScreen::takeKey(const QKeyEvent& key)
{
    switch (key.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_typing->isActive()) {
            m_typing->stop();
            m_presenter.forgetResults(); // they belong to words that were changed since
        }
        m_presenter.enter(m_box->text());
        m_box->selectAll();
        return true;
    case Qt::Key_Up: m_presenter.moveSelection(-1); return true;
    case Qt::Key_Down: m_presenter.moveSelection(1); return true;
    case Qt::Key_PageUp: m_presenter.moveSelection(-5); return true;
    case Qt::Key_PageDown: m_presenter.moveSelection(5); return true;
    case Qt::Key_Escape: m_presenter.dismiss(); return true;
    default: return m_box->text().isEmpty() && takeEmptyBoxKey(key);
    }
}

bool SaleScreen::takeEmptyBoxKey(const QKeyEvent& key)
{
    if (key.modifiers() & (Qt::ControlModifier | Qt::AltModifier))
        return false;
    switch (key.key()) {
    case Qt::Key_Plus: m_presenter.stepQuantity(SalePresenter::Step::More); return true;
    case Qt::Key_Minus: m_presenter.stepQuantity(SalePresenter::Step::Less); return true;
    case Qt::Key_Delete: m_presenter.removeSelectedLine(); return true;
    default: return false;
    }
}

void SaleScreen::keyPressEvent(QKeyEvent* event)
{
    // Typing anywhere goes to the box.
    if (event->text().isEmpty() || !event->text().front().isPrint())
        return QWidget::keyPressEvent(event);
    m_box->setFocus();
    m_box->insert(event->text());
    m_typing->start();
}

void SaleScreen::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    focusBox();
}

}
