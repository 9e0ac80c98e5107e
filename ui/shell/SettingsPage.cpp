// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/SettingsPage.h"

#include "core/base/Verify.h"
#include "core/domain/receipt/ReceiptLayout.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace tangyuan {
namespace {

QWidget* makeCard(const QString& title, QLayout* inside)
{
    auto* card = new QFrame;
    card->setProperty("surface", QStringLiteral("card"));
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(theme::px(20), theme::px(14), theme::px(20), theme::px(18));
    column->setSpacing(theme::px(10));
    column->addWidget(theme::label(title, "heading"));
    column->addLayout(inside);
    return card;
}

template <class Enum>
void add(QComboBox* box, const QString& text, Enum value)
{
    box->addItem(text, static_cast<int>(value));
}

template <class Enum>
Enum chosen(const QComboBox* box)
{
    return static_cast<Enum>(box->currentData().toInt());
}

template <class Enum>
void choose(QComboBox* box, Enum value)
{
    box->setCurrentIndex(box->findData(static_cast<int>(value)));
}

}

SettingsPage::SettingsPage(Till& till, PrintDesk& desk, const HubDesk* hub, QWidget* parent)
    : QWidget(parent)
    , m_till(till)
    , m_desk(desk)
    , m_hub(hub)
    , m_notice(new Banner(QStringLiteral("settingsNotice")))
    , m_cashier(new QComboBox)
    , m_language(new QComboBox)
    , m_transport(new QComboBox)
    , m_paper(new QComboBox)
    , m_text(new QComboBox)
    , m_drawer(new QCheckBox(tr("Open the drawer when cash was taken")))
{
    setObjectName(QStringLiteral("settingsPage"));
    setProperty("surface", QStringLiteral("page"));
    auto* inside = new QWidget;
    auto* columns = new QHBoxLayout(inside);
    columns->setContentsMargins(0, 0, theme::px(8), 0);
    columns->setSpacing(theme::px(12));
    auto* left = new QVBoxLayout;
    auto* right = new QVBoxLayout;
    for (QVBoxLayout* column : { left, right }) {
        column->setSpacing(theme::px(12));
        columns->addLayout(column, 1);
    }
    left->addWidget(makeShop());
    left->addWidget(makeScanners());
    left->addStretch();
    right->addWidget(makePrinter());
    right->addWidget(makeRules());
    right->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto* keep = theme::button(tr("Save settings"), "primary");
    keep->setObjectName(QStringLiteral("saveSettings"));
    keep->setMinimumHeight(theme::px(46));
    auto* bar = new QHBoxLayout;
    bar->setSpacing(theme::px(14));
    if (m_hub)
        bar->addWidget(makeChain(), 1);
    else
        bar->addStretch();
    bar->addWidget(keep);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(theme::px(14), 0, theme::px(14), theme::px(14));
    page->setSpacing(theme::px(10));
    page->addWidget(m_notice);
    page->addWidget(scroll, 1);
    page->addLayout(bar);
    connect(keep, &QPushButton::clicked, this, &SettingsPage::save);
    connect(m_notice, &Banner::dismissed, m_notice, &QWidget::hide);
    refresh();
}

void SettingsPage::addField(QFormLayout* form, Field field, const QString& label, const char* name, const QString& hint)
{
    auto* edit = new QLineEdit;
    edit->setObjectName(QString::fromLatin1(name));
    edit->setPlaceholderText(hint);
    addInput(form, field, label, edit, edit);
}

void SettingsPage::addInput(QFormLayout* form, Field field, const QString& label, QLineEdit* edit, QWidget* shown)
{
    Input input { edit, theme::label({}, "trouble") };
    input.edit->setMaxLength(400);
    input.problem->setWordWrap(true);
    input.problem->hide();
    auto* column = new QVBoxLayout;
    column->setSpacing(theme::px(2));
    column->addWidget(shown);
    column->addWidget(input.problem);
    theme::addRow(form, label, column);
    m_inputs.emplace(field, input);
}

QWidget* SettingsPage::makeShop()
{
    m_cashier->setObjectName(QStringLiteral("cashiers"));
    m_cashier->setEditable(true);
    m_cashier->setInsertPolicy(QComboBox::NoInsert);
    m_cashier->setCompleter(nullptr); // a short name is no beginning of a longer one
    m_cashier->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_cashier->lineEdit()->setObjectName(QStringLiteral("cashier"));
    m_language->setObjectName(QStringLiteral("language"));
    m_language->addItem(tr("As the computer"), QString());
    m_language->addItem(QStringLiteral("简体中文"), QStringLiteral("zh_CN"));
    m_language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    QFormLayout* form = theme::form();
    addField(form, Field::ShopName, tr("Shop name"), "shopName");
    addField(form, Field::ShopAddress, tr("Address"), "shopAddress");
    addField(form, Field::ShopPhone, tr("Phone"), "shopPhone");
    addField(form, Field::ReceiptFooter, tr("At the foot of receipts"), "receiptFooter", tr("Thank you, come again!"));
    addField(form, Field::TillCode, tr("Till code"), "tillCode", QStringLiteral("A01"));
    addField(form, Field::Store, tr("Store code"), "store", tr("empty, or S001 in a chain"));
    addInput(form, Field::Cashier, tr("Cashier"), m_cashier->lineEdit(), m_cashier);
    addField(form, Field::CutOffHour, tr("The day begins at hour"), "cutOffHour", QStringLiteral("0"));
    theme::addRow(form, tr("Language"), m_language);
    return makeCard(tr("Shop"), form);
}

QWidget* SettingsPage::makeScanners()
{
    QFormLayout* form = theme::form();
    addField(form, Field::SerialScanner, tr("Serial scanner"), "serialScanner", tr("empty, or /dev/ttyACM0:9600"));
    addField(form, Field::ScaleLabels, tr("Scale labels"), "scaleLabels", QStringLiteral("20IIIIIWWWWWC 21IIIIIPPPPPC"));
    auto* hint = theme::label(
        tr("A scanner that plays keyboard needs no setting. In label layouts I is the product number, W grams, P the price, C the check digit."), "quiet");
    hint->setWordWrap(true);
    form->addRow(hint);
    return makeCard(tr("Scanner and scale"), form);
}

QWidget* SettingsPage::makeChain()
{
    m_chain = theme::label({}, "quiet");
    m_chain->setObjectName(QStringLiteral("chainStanding"));
    m_chain->setWordWrap(true);
    m_chainButton = theme::button({}, "plain");
    m_chainButton->setObjectName(QStringLiteral("chainButton"));
    m_chainButton->setMinimumHeight(theme::px(46));
    auto* chain = new QWidget;
    auto* row = new QHBoxLayout(chain);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::px(14));
    row->addWidget(m_chainButton);
    row->addWidget(m_chain, 1);
    connect(m_chainButton, &QPushButton::clicked, this, &SettingsPage::chainAsked);
    connect(m_hub, &HubDesk::changed, this, &SettingsPage::showChain);
    showChain();
    return chain;
}

void SettingsPage::showChain()
{
    const SyncView& view = m_hub->view();
    const bool isAlone = view.standing == SyncView::Standing::Alone;
    m_chain->setText(isAlone ? tr("This till stands alone. The tills of a chain share members, points, coupons, prices and reports.")
                             : tr("This till belongs to %1, store %2.").arg(view.chain, view.store));
    // In a chain it is the hub that says which store this is; a save must not put back what stood here before.
    QLineEdit* store = m_inputs.at(Field::Store).edit;
    store->setEnabled(isAlone);
    if (!isAlone)
        store->setText(m_till.settings().store);
    m_chainButton->setText(isAlone ? tr("Join a chain…") : tr("Details…"));
}

QWidget* SettingsPage::makePrinter()
{
    add(m_transport, tr("None"), PrinterTransport::None);
    add(m_transport, tr("Network (port 9100)"), PrinterTransport::Tcp);
    add(m_transport, tr("USB device file"), PrinterTransport::DeviceFile);
    add(m_transport, tr("Serial line"), PrinterTransport::Serial);
    add(m_transport, tr("The computer's printer"), PrinterTransport::System);
    add(m_paper, tr("80 mm"), PaperWidth::Mm80);
    add(m_paper, tr("58 mm"), PaperWidth::Mm58);
    add(m_text, tr("The printer's own characters (GB18030)"), PrinterText::Gb18030);
    add(m_text, tr("As a picture (any printer)"), PrinterText::Raster);
    m_transport->setObjectName(QStringLiteral("transport"));
    m_paper->setObjectName(QStringLiteral("paper"));
    m_text->setObjectName(QStringLiteral("printerText"));
    m_drawer->setObjectName(QStringLiteral("opensDrawer"));
    QFormLayout* form = theme::form();
    theme::addRow(form, tr("Connection"), m_transport);
    addField(form, Field::PrinterAddress, tr("Address"), "printerAddress");
    theme::addRow(form, tr("Paper"), m_paper);
    theme::addRow(form, tr("Text"), m_text);
    form->addRow(new QLabel, m_drawer);
    auto* test = theme::button(tr("Save and print a test page"), "plain");
    test->setObjectName(QStringLiteral("testPage"));
    test->setIcon(theme::icon(QStringLiteral("printer")));
    form->addRow(new QLabel, test);
    connect(test, &QPushButton::clicked, this, &SettingsPage::printTestPage);
    connect(m_transport, &QComboBox::currentIndexChanged, this, &SettingsPage::showAddressHint);
    return makeCard(tr("Receipt printer"), form);
}

QWidget* SettingsPage::makeRules()
{
    QFormLayout* form = theme::form();
    addField(form, Field::SilverRate, tr("Silver pays, %"), "silverRate");
    addField(form, Field::GoldRate, tr("Gold pays, %"), "goldRate");
    addField(form, Field::DiamondRate, tr("Diamond pays, %"), "diamondRate");
    addField(form, Field::EarnStep, tr("For every ¥"), "earnStep");
    addField(form, Field::EarnPoints, tr("members earn points"), "earnPoints");
    addField(form, Field::RedeemStep, tr("Points that pay"), "redeemStep");
    addField(form, Field::RedeemValue, tr("are worth ¥"), "redeemValue");
    return makeCard(tr("Members' prices and points"), form);
}

void SettingsPage::showAddressHint()
{
    QLineEdit* address = m_inputs.at(Field::PrinterAddress).edit;
    const auto transport = chosen<PrinterTransport>(m_transport);
    address->setEnabled(transport != PrinterTransport::None);
    switch (transport) {
    case PrinterTransport::None: return address->setPlaceholderText({});
    case PrinterTransport::Tcp: return address->setPlaceholderText(QStringLiteral("192.168.1.50:9100"));
    case PrinterTransport::DeviceFile: return address->setPlaceholderText(QStringLiteral("/dev/usb/lp0"));
    case PrinterTransport::Serial: return address->setPlaceholderText(QStringLiteral("/dev/ttyUSB0:9600"));
    case PrinterTransport::System: return address->setPlaceholderText(tr("the printer's name; empty: the usual one"));
    }
    VERIFY(false);
}

void SettingsPage::showCashiers()
{
    m_cashier->clear();
    // Should the list not be read, the name is typed as before.
    for (const Cashier& cashier : m_till.cashiers().active().value_or(std::vector<Cashier>()))
        m_cashier->addItem(cashier.name);
    m_cashier->setCurrentText(m_till.settings().cashier);
}

void SettingsPage::refresh()
{
    showCashiers();
    const SettingsText text = SettingsText::of(m_till.settings(), m_till.rulesBook().newest());
    for (auto& [field, input] : m_inputs) {
        input.edit->setText(text[field]);
        input.problem->hide();
        theme::setLook(input.edit, "state", QString());
    }
    choose(m_transport, text.transport);
    choose(m_paper, text.paper);
    choose(m_text, text.printerText);
    m_drawer->setChecked(text.drawer == SettingsText::Drawer::Opens);
    m_language->setCurrentIndex(std::max(0, m_language->findData(text.language)));
    showAddressHint();
}

SettingsText SettingsPage::typed() const
{
    SettingsText text;
    for (const auto& [field, input] : m_inputs)
        text[field] = input.edit->text();
    text.transport = chosen<PrinterTransport>(m_transport);
    text.paper = chosen<PaperWidth>(m_paper);
    text.printerText = chosen<PrinterText>(m_text);
    text.drawer = m_drawer->isChecked() ? SettingsText::Drawer::Opens : SettingsText::Drawer::Closed;
    text.language = m_language->currentData().toString();
    return text;
}

void SettingsPage::save()
{
    const ShopSettings before = m_till.settings();
    const LoyaltyRules& rulesBefore = m_till.rulesBook().newest();
    const SettingsText::Reading reading = typed().read(before, rulesBefore);
    for (auto& [field, input] : m_inputs) {
        input.problem->hide();
        theme::setLook(input.edit, "state", QString());
    }
    for (const SettingsText::Problem& problem : reading.problems) {
        const Input& input = m_inputs.at(problem.field);
        theme::setLook(input.edit, "state", QStringLiteral("wrong"));
        input.problem->setText(problem.sentence);
        input.problem->show();
    }
    if (!reading.problems.empty()) {
        m_inputs.at(reading.problems.front().field).edit->setFocus();
        return m_notice->show(Banner::Tone::Trouble, tr("Nothing is saved yet: see the marked fields."));
    }
    if (const auto saving = m_till.saveSettings(reading.settings); !saving)
        return m_notice->show(Banner::Tone::Trouble, errorText(saving.error()));
    QString done = tr("The settings are saved.");
    if (reading.rules != rulesBefore) {
        // Members are told ahead of what makes them worse off; what is better for them may act at once.
        const auto published = m_till.publishRules(reading.rules, isWorseForMembers(rulesBefore, reading.rules) ? Till::Notice::Kept : Till::Notice::Waived);
        if (!published)
            return m_notice->show(Banner::Tone::Trouble, errorText(published.error()));
        if (published->effectiveFrom > m_till.today())
            done = tr("The settings are saved. The new rules act from %1, since members must be told ahead.").arg(published->effectiveFrom.toString());
    }
    showCashiers();
    m_notice->show(Banner::Tone::Good, done);
    Q_EMIT saved(before);
}

void SettingsPage::printTestPage()
{
    save();
    if (typed().read(m_till.settings(), m_till.rulesBook().newest()).problems.empty())
        m_desk.print(layoutTestPage(m_till.settings()));
}

}
