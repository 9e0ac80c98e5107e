// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/manager/CataloguePage.h"

#include "core/base/Limits.h"
#include "ui/manager/ImportDialog.h"
#include "ui/manager/ManagerTable.h"
#include "ui/manager/ProductDialog.h"
#include "ui/manager/TableModel.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tangyuan {

CataloguePage::CataloguePage(CataloguePresenter& presenter, const ManagerFiles& files, CsvLanguage language, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_files(files)
    , m_language(language)
    , m_notice(new Banner(QStringLiteral("catalogueNotice")))
    , m_search(new QLineEdit)
    , m_category(new QComboBox)
    , m_model(new TableModel(this))
    , m_table(new ManagerTable(*m_model))
    , m_empty(theme::label({}, "heading"))
{
    m_table->setObjectName(QStringLiteral("catalogueTable"));
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_empty->setObjectName(QStringLiteral("catalogueEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::px(10));
    column->addWidget(makeTools());
    column->addWidget(m_notice);
    column->addWidget(m_table, 1);
    column->addWidget(m_empty, 1);
    m_notice->hide();
    connect(m_notice, &Banner::dismissed, m_notice, &QWidget::hide);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) { edit(m_ids[m_model->sourceRow(index.row())]); });
    connect(&m_presenter, &CataloguePresenter::changed, this, &CataloguePage::render);
}

QWidget* CataloguePage::makeTools()
{
    auto* tools = new QWidget;
    auto* row = new QHBoxLayout(tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::px(8));
    m_search->setObjectName(QStringLiteral("catalogueSearch"));
    m_search->setPlaceholderText(tr("Name, initials, PLU or barcode"));
    m_search->setMaxLength(static_cast<int>(limits::scanChars));
    m_search->setClearButtonEnabled(true);
    m_category->setObjectName(QStringLiteral("catalogueCategory"));
    m_category->setMinimumWidth(theme::px(150));
    auto* all = new QCheckBox(tr("Off sale too"));
    all->setObjectName(QStringLiteral("catalogueAll"));
    auto* add = theme::button(tr("Add product"), "primary");
    add->setObjectName(QStringLiteral("addProduct"));
    add->setShortcut(QKeySequence::New);
    add->setToolTip(add->shortcut().toString(QKeySequence::NativeText));
    auto* change = theme::button(tr("Change"), "plain");
    change->setObjectName(QStringLiteral("changeProduct"));
    auto* importButton = theme::button(tr("Import…"), "plain");
    importButton->setObjectName(QStringLiteral("importProducts"));
    auto* exportButton = theme::button(tr("Export"), "plain");
    exportButton->setObjectName(QStringLiteral("exportProducts"));
    addEncodingMenu(*exportButton, [this](CsvEncoding encoding) { exportFile(encoding); });
    row->addWidget(m_search, 1);
    for (QWidget* widget : { static_cast<QWidget*>(m_category), static_cast<QWidget*>(all), static_cast<QWidget*>(add), static_cast<QWidget*>(change),
             static_cast<QWidget*>(importButton), static_cast<QWidget*>(exportButton) })
        row->addWidget(widget);

    connect(m_search, &QLineEdit::textChanged, &m_presenter, &CataloguePresenter::setSearch);
    connect(m_category, &QComboBox::activated, this, [this](int index) {
        const auto category = Id::fromBytes(m_category->itemData(index).toByteArray());
        m_presenter.setCategory(category ? std::optional(*category) : std::nullopt);
    });
    connect(
        all, &QCheckBox::toggled, this, [this](bool isOn) { m_presenter.setShown(isOn ? CataloguePresenter::Shown::All : CataloguePresenter::Shown::OnSale); });
    connect(add, &QPushButton::clicked, this, [this] { edit(std::nullopt); });
    connect(change, &QPushButton::clicked, this, [this] {
        if (m_table->currentIndex().isValid())
            edit(m_ids[m_model->sourceRow(m_table->currentIndex().row())]);
        else
            m_notice->show(Banner::Tone::Quiet, tr("Choose a product in the list first."));
    });
    connect(importButton, &QPushButton::clicked, this, &CataloguePage::importFile);
    return tools;
}

void CataloguePage::render()
{
    renderCategories();
    const int sortedBy = m_table->horizontalHeader()->sortIndicatorSection();
    const Qt::SortOrder order = m_table->horizontalHeader()->sortIndicatorOrder();
    const std::optional<Id> chosen = m_table->currentIndex().isValid() ? std::optional(m_ids[m_model->sourceRow(m_table->currentIndex().row())]) : std::nullopt;
    m_ids = m_presenter.ids();
    m_model->show(m_presenter.table());
    if (sortedBy >= 0)
        m_model->sort(sortedBy, order);
    m_table->fitColumns();
    for (int row = 0; chosen && row < m_model->rowCount(); ++row) {
        if (m_ids[m_model->sourceRow(row)] == *chosen)
            m_table->selectRow(row);
    }
    const QString empty = m_presenter.emptyText();
    m_table->setVisible(empty.isEmpty());
    m_empty->setVisible(!empty.isEmpty());
    m_empty->setText(empty);
}

void CataloguePage::renderCategories()
{
    const QByteArray chosen = m_category->currentData().toByteArray();
    const QSignalBlocker blocker(m_category);
    m_category->clear();
    m_category->addItem(tr("All categories"), QByteArray());
    for (const Category& category : m_presenter.categories())
        m_category->addItem(category.name, category.id.toBytes());
    m_category->setCurrentIndex(std::max(0, m_category->findData(chosen)));
}

void CataloguePage::edit(const std::optional<Id>& product)
{
    ProductDialog dialog(m_presenter, product, window());
    if (dialog.exec() == QDialog::Accepted)
        m_notice->show(Banner::Tone::Good, tr("Saved. The counter sells it so from now on."));
}

void CataloguePage::importFile()
{
    const QString path = m_files.askOpen();
    if (path.isEmpty())
        return;
    const auto import = readFile(path).and_then([this](const QByteArray& file) { return m_presenter.readImport(file); });
    if (!import)
        return m_notice->show(Banner::Tone::Trouble, importProblemText({ 0, {}, import.error() }));
    ImportDialog dialog(*import, QFileInfo(path).fileName(), window());
    if (dialog.exec() != QDialog::Accepted)
        return m_notice->show(Banner::Tone::Quiet, tr("Nothing was imported."));
    if (const auto applied = m_presenter.apply(*import); !applied)
        return m_notice->show(Banner::Tone::Trouble, errorText(applied.error()));
    m_notice->show(Banner::Tone::Good, tr("%1 products were added and %2 changed.").arg(import->added).arg(import->changed));
}

void CataloguePage::exportFile(CsvEncoding encoding)
{
    const QString path = m_files.askSave(QStringLiteral("products.csv"));
    if (path.isEmpty())
        return;
    const auto written = writeFile(path, m_presenter.csv(m_language, encoding));
    m_notice->show(
        written ? Banner::Tone::Good : Banner::Tone::Trouble, written ? tr("Exported to %1.").arg(QFileInfo(path).fileName()) : errorText(written.error()));
}

}
