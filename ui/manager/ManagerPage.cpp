// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/manager/ManagerPage.h"

#include "core/base/Enumerators.h"
#include "ui/manager/CataloguePage.h"
#include "ui/manager/DateRangeChooser.h"
#include "ui/manager/ReportPage.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Theme.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace tangyuan {

namespace {

constexpr std::array reportTabs { std::pair { ManagerPage::Tab::Sales, ReportKind::Sales }, std::pair { ManagerPage::Tab::Products, ReportKind::Products },
    std::pair { ManagerPage::Tab::Members, ReportKind::Members }, std::pair { ManagerPage::Tab::Stores, ReportKind::Chain } };
static_assert(namesEach(reportTabs, &std::pair<ManagerPage::Tab, ReportKind>::second));

QHBoxLayout* rowOf(QWidget* widget)
{
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::px(6));
    return row;
}

}

ManagerPage::ManagerPage(Till& till, ChainFigures chain, QWidget* parent)
    : QWidget(parent)
    , m_till(till)
    , m_presenter(till, std::move(chain))
    , m_cataloguePresenter(till)
    , m_files(ManagerFiles::dialogs(this))
    , m_tabs(new QButtonGroup(this))
    , m_stack(new QStackedWidget)
    , m_reportTools(nullptr)
    , m_range(new DateRangeChooser([this] { return m_presenter.today(); }, m_presenter.range()))
    , m_grouping(nullptr)
    , m_category(new QComboBox)
    , m_memberFile(new QComboBox)
    , m_busy(theme::label({}, "badge"))
    , m_export(theme::button(tr("Export"), "plain"))
    , m_notice(new Banner(QStringLiteral("managerNotice")))
    , m_report(new ReportPage)
    , m_catalogue(new CataloguePage(m_cataloguePresenter, m_files, csvLanguage()))
{
    setObjectName(QStringLiteral("managerPage"));
    setProperty("surface", QStringLiteral("page"));
    setAttribute(Qt::WA_StyledBackground);
    m_grouping = makeGrouping();
    m_reportTools = makeReportTools();
    m_stack->setProperty("surface", QStringLiteral("page"));
    m_stack->addWidget(m_report);
    m_stack->addWidget(m_catalogue);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::px(16), theme::px(8), theme::px(16), theme::px(12));
    column->setSpacing(theme::px(10));
    column->addWidget(makeTabs());
    column->addWidget(m_reportTools);
    column->addWidget(m_notice);
    column->addWidget(m_stack, 1);
    m_notice->hide();
    connect(m_notice, &Banner::dismissed, m_notice, &QWidget::hide);
    connect(&m_presenter, &ManagerPresenter::changed, this, &ManagerPage::render);
    connect(m_range, &DateRangeChooser::chosen, &m_presenter, &ManagerPresenter::setRange);
    render();
}

QWidget* ManagerPage::makeTabs()
{
    auto* bar = new QWidget;
    QHBoxLayout* row = rowOf(bar);
    const std::array names { tr("Sales"), tr("Products"), tr("Members"), tr("All stores"), tr("Catalogue") };
    const std::array objects { "tabSales", "tabProducts", "tabMembers", "tabStores", "tabCatalogue" };
    for (size_t i = 0; i < names.size(); ++i) {
        auto* button = theme::button(names[i], "tab");
        button->setObjectName(QString::fromLatin1(objects[i]));
        button->setCheckable(true);
        m_tabs->addButton(button, static_cast<int>(i));
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, i] { goTo(static_cast<Tab>(i)); });
    }
    m_tabs->button(0)->setChecked(true);
    row->addStretch();
    m_busy->setObjectName(QStringLiteral("managerBusy"));
    row->addWidget(m_busy);
    for (const auto& [key, by] : { std::pair { QKeySequence::NextChild, 1 }, std::pair { QKeySequence::PreviousChild, -1 } }) {
        auto* shortcut = new QShortcut(QKeySequence(key), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, by = by] { step(by); });
    }
    return bar;
}

void ManagerPage::step(int by)
{
    const int count = static_cast<int>(m_tabs->buttons().size());
    int next = static_cast<int>(m_tab);
    do
        next = (next + by + count) % count;
    while (m_tabs->button(next)->isHidden());
    goTo(static_cast<Tab>(next));
}

QWidget* ManagerPage::makeGrouping()
{
    auto* choice = new QWidget;
    QHBoxLayout* row = rowOf(choice);
    row->setSpacing(0);
    auto* buttons = new QButtonGroup(choice);
    const auto add = [&](const QString& text, const char* name, ManagerPresenter::Grouping grouping) {
        auto* button = theme::button(text, "tab");
        button->setObjectName(QString::fromLatin1(name));
        button->setCheckable(true);
        button->setChecked(m_presenter.grouping() == grouping);
        buttons->addButton(button);
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, grouping] { m_presenter.setGrouping(grouping); });
    };
    add(tr("By day"), "byDay", ManagerPresenter::Grouping::ByDay);
    add(tr("By hour"), "byHour", ManagerPresenter::Grouping::ByHour);
    return choice;
}

QWidget* ManagerPage::makeReportTools()
{
    auto* tools = new QWidget;
    QHBoxLayout* row = rowOf(tools);
    m_category->setObjectName(QStringLiteral("reportCategory"));
    m_category->setMinimumWidth(theme::px(140));
    m_memberFile->setObjectName(QStringLiteral("memberFile"));
    m_memberFile->addItem(tr("Top members"), static_cast<int>(ManagerPresenter::MemberFile::Top));
    m_memberFile->addItem(tr("New by day"), static_cast<int>(ManagerPresenter::MemberFile::NewByDay));
    m_memberFile->setToolTip(tr("What is exported"));
    m_export->setObjectName(QStringLiteral("exportReport"));
    addEncodingMenu(*m_export, [this](CsvEncoding encoding) { exportReport(encoding); });
    row->addWidget(m_range, 1);
    row->addWidget(m_grouping);
    row->addWidget(m_category);
    row->addWidget(m_memberFile);
    row->addWidget(m_export);
    connect(m_category, &QComboBox::activated, this, [this](int index) {
        const auto category = Id::fromBytes(m_category->itemData(index).toByteArray());
        m_presenter.setCategory(category ? std::optional(*category) : std::nullopt);
    });
    return tools;
}

void ManagerPage::refresh()
{
    renderCategories();
    m_catalogue->render();
    if (m_tab == Tab::Stores && !m_presenter.isInChain())
        return goTo(Tab::Sales);
    m_presenter.refresh();
}

void ManagerPage::goTo(Tab tab)
{
    m_tab = tab;
    m_tabs->button(static_cast<int>(tab))->setChecked(true);
    m_notice->hide();
    for (const auto& [reportTab, kind] : reportTabs) {
        if (reportTab == tab)
            return m_presenter.setKind(kind);
    }
    m_catalogue->render();
    render();
}

void ManagerPage::render()
{
    const bool isReport = m_tab != Tab::Catalogue;
    const QString busy = m_tab == Tab::Stores ? tr("Asking the hub…") : tr("Adding up…");
    m_tabs->button(static_cast<int>(Tab::Stores))->setVisible(m_presenter.isInChain());
    m_stack->setCurrentWidget(isReport ? static_cast<QWidget*>(m_report) : m_catalogue);
    m_reportTools->setVisible(isReport);
    m_grouping->setVisible(m_tab == Tab::Sales);
    m_category->setVisible(m_tab == Tab::Products);
    m_memberFile->setVisible(m_tab == Tab::Members);
    m_busy->setText(busy);
    m_busy->setVisible(isReport && m_presenter.isBusy());
    m_export->setEnabled(m_presenter.view().has_value() && !m_presenter.isBusy());
    if (!isReport)
        return;
    if (m_presenter.view() && !m_presenter.problem().isEmpty())
        m_notice->show(Banner::Tone::Trouble, m_presenter.problem());
    // While the figures are made, those before stay: the screen does not flicker.
    if (m_presenter.view())
        m_report->show(*m_presenter.view());
    else
        m_report->show({ {}, {}, {}, m_presenter.isBusy() ? busy : m_presenter.problem().isEmpty() ? tr("Choose the days above.") : m_presenter.problem() });
}

void ManagerPage::renderCategories()
{
    const QSignalBlocker blocker(m_category);
    m_category->clear();
    m_category->addItem(tr("All categories"), QByteArray());
    for (const Category& category : m_till.catalog().categories())
        m_category->addItem(category.name, category.id.toBytes());
    const QByteArray chosen = m_presenter.category() ? m_presenter.category()->toBytes() : QByteArray();
    m_category->setCurrentIndex(std::max(0, m_category->findData(chosen)));
}

void ManagerPage::exportReport(CsvEncoding encoding)
{
    const auto file = static_cast<ManagerPresenter::MemberFile>(m_memberFile->currentData().toInt());
    const auto csv = m_presenter.csv({ csvLanguage(), encoding }, file);
    const QString path = csv ? m_files.askSave(m_presenter.csvName()) : QString();
    if (path.isEmpty())
        return;
    const auto written = writeFile(path, *csv);
    m_notice->show(
        written ? Banner::Tone::Good : Banner::Tone::Trouble, written ? tr("Exported to %1.").arg(QFileInfo(path).fileName()) : errorText(written.error()));
}

CsvLanguage ManagerPage::csvLanguage() const
{
    const QString& chosen = m_till.settings().language;
    const bool isChinese = chosen.isEmpty() ? QLocale().language() == QLocale::Chinese : chosen.startsWith(QStringLiteral("zh"));
    return isChinese ? CsvLanguage::Chinese : CsvLanguage::English;
}

}
