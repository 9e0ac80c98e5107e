// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/MainWindow.h"

#include "core/base/Verify.h"
#include "ui/manager/ManagerPage.h"
#include "ui/members/MembersPage.h"
#include "ui/sale/CouponsDialog.h"
#include "ui/sale/SaleScreen.h"
#include "ui/shell/CashierPresenter.h"
#include "ui/shell/ChainDialog.h"
#include "ui/shell/HelpOverlay.h"
#include "ui/shell/JoinDialog.h"
#include "ui/shell/SettingsPage.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QApplication>
#include <QButtonGroup>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace tangyuan {
namespace {

constexpr int clockTickMs = 1'000;
constexpr int takenOverMs = 300;   // a first fill brings page after page
constexpr int mostCashierPx = 320; // of a long name the tooltip says the rest

struct RailEntry {
    MainWindow::Page page;
    ActionId action;
    const char* name;
};
constexpr std::array railEntries {
    RailEntry { MainWindow::Page::Sell, ActionId::GoSell, "railSell" },
    RailEntry { MainWindow::Page::Members, ActionId::GoMembers, "railMembers" },
    RailEntry { MainWindow::Page::Manager, ActionId::GoManager, "railManager" },
    RailEntry { MainWindow::Page::Settings, ActionId::GoSettings, "railSettings" },
};
static_assert(namesEach(railEntries, &RailEntry::page));

/// As the style sheet knows it.
QString toneName(words::SyncMark::Tone tone)
{
    switch (tone) {
    case words::SyncMark::Tone::Good: return QStringLiteral("good");
    case words::SyncMark::Tone::Quiet: return QStringLiteral("quiet");
    case words::SyncMark::Tone::Waits: return QStringLiteral("waits");
    case words::SyncMark::Tone::Trouble: return QStringLiteral("trouble");
    }
    VERIFY(false);
}

ChainFigures chainFigures(HubDesk& hub)
{
    return { [&hub] { return hub.view().standing != SyncView::Standing::Alone; },
        [&hub](DateRange range, ChainFigures::Answer answer) { hub.reportDays(range, std::move(answer)); } };
}

}

MainWindow::MainWindow(Parts parts, QWidget* parent)
    : QWidget(parent)
    , m_parts(std::move(parts))
    , m_clockTimer(new QTimer(this))
    , m_takenOverTimer(new QTimer(this))
{
    setObjectName(QStringLiteral("MainWindow"));
    setAttribute(Qt::WA_StyledBackground);
    m_parts.prompts.setWindow(this);
    auto save = [this](const ReceiptDocument& document, const QString& path) {
        return m_parts.devices.saveDocument(document, m_parts.till.settings().printer.paper, path);
    };
    m_sale = new SalePresenter({ m_parts.till, m_parts.names, m_parts.desk, m_parts.prompts, save, m_parts.hub }, this);
    m_membersPresenter = new MembersPresenter({ m_parts.till, m_parts.names, m_parts.desk, m_parts.prompts, save, m_parts.hub }, this);
    connect(m_membersPresenter, &MembersPresenter::memberChanged, m_sale, &SalePresenter::refresh);
    connect(m_clockTimer, &QTimer::timeout, this, &MainWindow::showClock);
    m_clockTimer->start(clockTickMs);
    m_takenOverTimer->setSingleShot(true);
    m_takenOverTimer->setInterval(takenOverMs);
    connect(m_takenOverTimer, &QTimer::timeout, this, &MainWindow::showTakenOver);
    if (m_parts.hub)
        connect(m_parts.hub, &HubDesk::changed, this, &MainWindow::showSync);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_sale->start();
    rebuild();
}

void MainWindow::rebuild()
{
    const Page before = m_stack ? page() : Page::Sell;
    delete m_root;
    for (QAction* action : m_actions)
        delete action;
    m_actions.clear();
    m_pages = {};
    m_root = new QWidget;
    m_stack = new QStackedWidget;
    m_stack->setProperty("surface", QStringLiteral("page"));
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(makeHeader());
    right->addWidget(m_stack, 1);
    auto* row = new QHBoxLayout(m_root);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(makeRail());
    row->addLayout(right, 1);
    layout()->addWidget(m_root);
    makeActions();
    showShop();
    showClock();
    showSync();
    goTo(Page::Sell);
    if (before != Page::Sell)
        goTo(before);
}

QWidget* MainWindow::makeRail()
{
    auto* rail = new QFrame;
    rail->setObjectName(QStringLiteral("Rail"));
    rail->setFixedWidth(theme::px(84));
    auto* column = new QVBoxLayout(rail);
    column->setContentsMargins(theme::px(7), theme::px(12), theme::px(7), theme::px(12));
    column->setSpacing(theme::px(6));
    auto* mark = new QLabel;
    mark->setPixmap(theme::pixmap(QStringLiteral("bowl"), 38, 0xFFF2B45C));
    column->addWidget(mark, 0, Qt::AlignHCenter);
    column->addSpacing(theme::px(10));
    m_rail = new QButtonGroup(rail);
    for (const RailEntry& entry : railEntries) {
        const Action action = tangyuan::action(entry.action);
        auto* button = new QToolButton;
        button->setObjectName(QString::fromLatin1(entry.name));
        button->setProperty("role", QStringLiteral("rail"));
        button->setText(action.text);
        button->setIcon(theme::icon(action.icon, 0xFFF6EEE3));
        button->setIconSize(QSize(theme::px(26), theme::px(26)));
        button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        button->setToolTip(action.help + QStringLiteral("  ") + keyText(action.key));
        button->setCheckable(true);
        button->setFocusPolicy(Qt::NoFocus);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        m_rail->addButton(button, static_cast<int>(entry.page));
        if (entry.page == Page::Settings)
            column->addStretch();
        column->addWidget(button);
    }
    connect(m_rail, &QButtonGroup::idClicked, this, [this](int id) { goTo(static_cast<Page>(id)); });
    return rail;
}

QWidget* MainWindow::makeHeader()
{
    auto* header = new QFrame;
    header->setObjectName(QStringLiteral("Header"));
    header->setFixedHeight(theme::px(50));
    m_shop = theme::label({}, "heading");
    m_shop->setObjectName(QStringLiteral("shopName"));
    const Action cashier = tangyuan::action(ActionId::Cashier);
    m_cashier = theme::button({}, "quiet");
    m_cashier->setObjectName(QStringLiteral("cashierName"));
    m_cashier->setAccessibleDescription(cashier.help);
    m_cashier->setFocusPolicy(Qt::NoFocus);
    connect(m_cashier, &QPushButton::clicked, this, [this] { perform(ActionId::Cashier); });
    m_clock = theme::label({}, "heading");
    m_clock->setObjectName(QStringLiteral("clock"));
    const Action chain = tangyuan::action(ActionId::Chain);
    m_sync = theme::button({}, "mark");
    m_sync->setObjectName(QStringLiteral("syncMark"));
    m_sync->setToolTip(chain.help + QStringLiteral("  ") + keyText(chain.key));
    m_sync->setAccessibleDescription(chain.help);
    m_sync->setFocusPolicy(Qt::NoFocus);
    connect(m_sync, &QPushButton::clicked, this, [this] { perform(ActionId::Chain); });
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(theme::px(18), 0, theme::px(18), 0);
    row->setSpacing(theme::px(18));
    row->addWidget(m_shop);
    row->addWidget(m_cashier);
    row->addStretch();
    row->addWidget(m_sync, 0, Qt::AlignVCenter);
    row->addWidget(m_clock);
    return header;
}

void MainWindow::makeActions()
{
    for (const Action& entry : tangyuan::actions()) {
        auto* action = new QAction(entry.text, this);
        action->setShortcut(QKeySequence(entry.key));
        action->setAutoRepeat(false);
        connect(action, &QAction::triggered, this, [this, id = entry.id] { perform(id); });
        addAction(action);
        m_actions.push_back(action);
    }
}

QWidget* MainWindow::makePage(Page page)
{
    switch (page) {
    case Page::Sell:
        m_saleScreen = new SaleScreen(m_parts.till, *m_sale);
        connect(m_saleScreen, &SaleScreen::actionAsked, this, &MainWindow::perform);
        return m_saleScreen;
    case Page::Members: return new MembersPage(*m_membersPresenter);
    case Page::Manager: {
        auto* manager = new ManagerPage(m_parts.till, m_parts.hub ? chainFigures(*m_parts.hub) : ChainFigures {});
        manager->refresh();
        return manager;
    }
    case Page::Settings: {
        auto* settings = new SettingsPage(m_parts.till, m_parts.desk, m_parts.hub);
        connect(settings, &SettingsPage::chainAsked, this, [this] { perform(ActionId::Chain); });
        // Later, since a change of language builds the page anew.
        connect(settings, &SettingsPage::saved, this, &MainWindow::leaveSettings, Qt::QueuedConnection);
        return settings;
    }
    }
    VERIFY(false);
}

MainWindow::Page MainWindow::page() const
{
    for (size_t i = 0; i < m_pages.size(); ++i) {
        if (m_pages[i] && m_pages[i] == m_stack->currentWidget())
            return static_cast<Page>(i);
    }
    return Page::Sell;
}

void MainWindow::goTo(Page page)
{
    QWidget*& widget = m_pages[static_cast<size_t>(page)];
    const bool isNew = !widget;
    if (isNew) {
        widget = makePage(page);
        m_stack->addWidget(widget);
    }
    if (auto* manager = qobject_cast<ManagerPage*>(widget); manager && !isNew)
        manager->refresh();
    m_stack->setCurrentWidget(widget);
    m_rail->button(static_cast<int>(page))->setChecked(true);
    if (page == Page::Sell)
        m_saleScreen->focusBox();
}

void MainWindow::leaveSettings(const ShopSettings& before)
{
    showShop();
    m_sale->refresh();
    Q_EMIT settingsSaved(before);
}

void MainWindow::showShop()
{
    m_shop->setText(m_parts.till.settings().shopName);
    const QString& cashier = m_parts.till.settings().cashier;
    const QString text = cashier.isEmpty() ? m_parts.till.settings().tillCode : tr("%1  ·  cashier %2").arg(m_parts.till.settings().tillCode, cashier);
    m_cashier->setText(m_cashier->fontMetrics().elidedText(text, Qt::ElideRight, theme::px(mostCashierPx)));
    const Action action = tangyuan::action(ActionId::Cashier);
    m_cashier->setToolTip(QStringList({ cashier, action.help + QStringLiteral("  ") + keyText(action.key) }).join(u'\n').trimmed());
    setWindowTitle(m_parts.till.settings().shopName + QStringLiteral(" · Tangyuan"));
}

void MainWindow::showSync()
{
    const UtcTime now = m_parts.till.clock().now();
    const words::SyncMark mark = m_parts.hub ? words::syncMark(m_parts.hub->view(), now, m_parts.till.settings().calendar) : words::SyncMark {};
    m_sync->setVisible(!mark.text.isEmpty());
    if (m_sync->text() == mark.text)
        return;
    m_sync->setText(mark.text);
    theme::setLook(m_sync, "tone", toneName(mark.tone));
}

void MainWindow::noteTakenOver(const ReplicaChanges& changes)
{
    m_takenOver.members.insert(m_takenOver.members.end(), changes.members.begin(), changes.members.end());
    m_takenOver.catalog |= changes.catalog;
    m_takenOver.rules |= changes.rules;
    m_takenOver.prices |= changes.prices;
    m_takenOver.settings |= changes.settings;
    if (!m_takenOverTimer->isActive())
        m_takenOverTimer->start();
}

void MainWindow::showTakenOver()
{
    if (QApplication::activeModalWidget())
        return m_takenOverTimer->start(); // nothing moves under an open question
    const ReplicaChanges changes = std::exchange(m_takenOver, {});
    if (changes.settings) {
        showShop();
        if (auto* settings = qobject_cast<SettingsPage*>(m_pages[static_cast<size_t>(Page::Settings)]); settings && page() != Page::Settings)
            settings->refresh();
    }
    if (changes.catalog)
        m_saleScreen->refreshCatalogue();
    const std::optional<Id>& atCounter = m_sale->view().cart.member;
    const bool concernsCounter = atCounter && std::ranges::find(changes.members, *atCounter) != changes.members.end();
    if (changes.catalog || changes.rules || changes.prices || changes.settings || concernsCounter)
        m_sale->refresh();
}

void MainWindow::openChain()
{
    if (!m_parts.hub)
        return;
    if (m_parts.hub->view().standing == SyncView::Standing::Alone) {
        JoinPresenter join(*m_parts.hub);
        JoinDialog(join, this).exec();
    } else {
        ChainPresenter chain({ m_parts.till, *m_parts.hub, m_parts.prompts });
        ChainDialog(chain, this).exec();
    }
}

void MainWindow::chooseCashier()
{
    const ShopSettings before = m_parts.till.settings();
    CashierPresenter({ m_parts.till, m_parts.prompts }).choose();
    if (auto* settings = qobject_cast<SettingsPage*>(m_pages[static_cast<size_t>(Page::Settings)]))
        settings->showCashiers();
    if (m_parts.till.settings().cashier != before.cashier)
        leaveSettings(before);
    if (page() == Page::Sell)
        m_saleScreen->focusBox();
}

void MainWindow::showClock()
{
    const QDateTime now = m_parts.till.settings().calendar.localTime(m_parts.till.clock().now());
    const QString text = QLocale().toString(now.date(), QStringLiteral("ddd MM-dd")) + QStringLiteral("  ") + now.toString(QStringLiteral("HH:mm"));
    if (m_clock->text() != text)
        m_clock->setText(text);
}

// What a person or a scanner asks for

void MainWindow::scan(const QString& text)
{
    if (auto* coupons = qobject_cast<CouponsDialog*>(QApplication::activeModalWidget()))
        return coupons->scan(text);
    if (auto* join = qobject_cast<JoinDialog*>(QApplication::activeModalWidget()))
        return join->scan(text);
    if (QApplication::activeModalWidget())
        return QApplication::beep(); // a question is open: it must not become a product behind it
    if (auto* members = qobject_cast<MembersPage*>(m_stack->currentWidget()))
        return members->scan(text);
    goTo(Page::Sell);
    m_sale->scan(text);
}

void MainWindow::perform(ActionId id)
{
    if (QApplication::activeModalWidget())
        return;
    switch (id) {
    case ActionId::GoSell: return goTo(Page::Sell);
    case ActionId::GoMembers: return goTo(Page::Members);
    case ActionId::GoManager: return goTo(Page::Manager);
    case ActionId::GoSettings: return goTo(Page::Settings);
    case ActionId::FullScreen: return setWindowState(windowState() ^ Qt::WindowFullScreen);
    case ActionId::Help: {
        auto* help = new HelpOverlay(this);
        connect(help, &QObject::destroyed, m_saleScreen, &SaleScreen::focusBox);
        return;
    }
    case ActionId::Drawer: return m_sale->openDrawer();
    case ActionId::Chain: return openChain();
    case ActionId::Cashier: return chooseCashier();
    case ActionId::ScanImage: return scanFromImage();
    case ActionId::ScanCamera: return scanFromCamera();
    case ActionId::Services:
    case ActionId::Member:
        if (page() == Page::Members)
            return id == ActionId::Services ? m_membersPresenter->openServices() : m_membersPresenter->registerMember();
        [[fallthrough]];
    case ActionId::Pay:
    case ActionId::Suspend:
    case ActionId::Recall:
    case ActionId::DetachMember:
    case ActionId::Coupons:
    case ActionId::Discount:
    case ActionId::Note:
    case ActionId::Points:
    case ActionId::Print:
    case ActionId::Quantity:
    case ActionId::Undo:
    case ActionId::ClearCart:
    case ActionId::PreviousCategory:
    case ActionId::NextCategory:
        // From another page the key shows the counter first: nobody pays for a cart they do not see.
        return page() == Page::Sell ? performSale(id) : goTo(Page::Sell);
    }
}

void MainWindow::performSale(ActionId id)
{
    if (id == ActionId::PreviousCategory || id == ActionId::NextCategory)
        return m_saleScreen->stepCategory(id == ActionId::NextCategory ? 1 : -1);
    if (id == ActionId::Pay)
        m_sale->pay();
    else if (id == ActionId::Suspend)
        m_sale->suspend();
    else if (id == ActionId::Recall)
        m_sale->recall();
    else if (id == ActionId::Member)
        m_sale->registerMember();
    else if (id == ActionId::DetachMember)
        m_sale->detachMember();
    else if (id == ActionId::Coupons)
        m_sale->chooseCoupons();
    else if (id == ActionId::Discount)
        m_sale->discountByHand();
    else if (id == ActionId::Note)
        m_sale->editNote();
    else if (id == ActionId::Points)
        m_sale->choosePoints();
    else if (id == ActionId::Services)
        m_sale->openServices();
    else if (id == ActionId::Print)
        m_sale->reprintOrPrintAgain();
    else if (id == ActionId::Quantity)
        m_sale->askQuantity();
    else if (id == ActionId::Undo)
        m_sale->undo();
    else if (id == ActionId::ClearCart)
        m_sale->clearCart();
    m_saleScreen->focusBox();
}

void MainWindow::scanFromImage()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Scan from a picture"), {}, tr("Pictures (*.png *.jpg *.jpeg *.bmp *.webp)"));
    if (path.isEmpty())
        return;
    const Result<QString> code = m_parts.devices.readCodeFile(path);
    code ? scan(*code) : m_sale->tell(code.error());
}

void MainWindow::scanFromCamera()
{
    const Result<std::optional<QString>> code = m_parts.devices.scanWithCamera(this);
    if (!code)
        m_sale->tell(code.error());
    else if (*code)
        scan(**code);
}

void MainWindow::paintEvent(QPaintEvent* event)
{
    QWidget::paintEvent(event);
    if (m_firstFrame == FirstFrame::Shown)
        return;
    m_firstFrame = FirstFrame::Shown;
    QMetaObject::invokeMethod(this, &MainWindow::firstFrameShown, Qt::QueuedConnection);
}

}
