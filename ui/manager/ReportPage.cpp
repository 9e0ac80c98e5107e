// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/manager/ReportPage.h"

#include "ui/manager/BarChart.h"
#include "ui/manager/ManagerTable.h"
#include "ui/manager/TableModel.h"
#include "ui/widgets/Theme.h"

#include <QFrame>
#include <QHeaderView>
#include <QLabel>
#include <QVBoxLayout>

namespace tangyuan {

namespace {

QWidget* makeCard(const Figure& figure)
{
    auto* card = new QFrame;
    card->setProperty("surface", QStringLiteral("card"));
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(theme::px(14), theme::px(8), theme::px(14), theme::px(8));
    column->setSpacing(0);
    auto* value = theme::label(figure.value, "title");
    value->setObjectName(QStringLiteral("figure.") + figure.name);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(theme::label(figure.title, "field"));
    column->addWidget(value);
    column->addWidget(theme::label(figure.note, "quiet"));
    return card;
}

}

ReportPage::ReportPage(QWidget* parent)
    : QWidget(parent)
    , m_content(new QWidget)
    , m_figures(new QHBoxLayout)
    , m_chart(new BarChart)
    , m_model(new TableModel(this))
    , m_table(new ManagerTable(*m_model))
    , m_empty(theme::label({}, "heading"))
{
    m_table->setObjectName(QStringLiteral("reportTable"));
    m_table->setSortingEnabled(true);
    m_empty->setObjectName(QStringLiteral("reportEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_figures->setSpacing(theme::px(10));

    m_body = new QVBoxLayout(m_content);
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(theme::px(10));
    m_body->addWidget(m_chart, 5);
    m_body->addWidget(m_table, 6);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::px(10));
    column->addLayout(m_figures);
    column->addWidget(m_content, 1);
    column->addWidget(m_empty, 1);
    m_empty->hide();
}

void ReportPage::show(const ReportView& view)
{
    showFigures(view.figures);
    m_content->setVisible(view.empty.isEmpty());
    m_empty->setVisible(!view.empty.isEmpty());
    m_empty->setText(view.empty);
    const bool isLying = view.chart.direction == ChartState::Direction::Lying;
    m_body->setDirection(isLying ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_body->setStretch(0, isLying ? 4 : 5);
    m_body->setStretch(1, 6);
    m_chart->show(view.chart);
    showTable(view.table);
}

void ReportPage::showFigures(const std::vector<Figure>& figures)
{
    while (QLayoutItem* item = m_figures->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const Figure& figure : figures)
        m_figures->addWidget(makeCard(figure), 1);
}

void ReportPage::showTable(const TableState& table)
{
    const int sortedBy = m_table->horizontalHeader()->sortIndicatorSection();
    const Qt::SortOrder order = m_table->horizontalHeader()->sortIndicatorOrder();
    const bool isSameTable = m_model->columnCount() == static_cast<int>(table.columns.size())
        && (table.columns.empty() || m_model->headerData(0, Qt::Horizontal).toString() == table.columns[0].title);
    m_model->show(table);
    if (isSameTable && sortedBy >= 0)
        m_table->sortByColumn(sortedBy, order);
    else
        m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->fitColumns();
}

}
