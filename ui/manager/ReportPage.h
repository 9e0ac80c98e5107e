// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/manager/ManagerView.h"

#include <QWidget>

class QBoxLayout;
class QLabel;

namespace tangyuan {

class BarChart;
class ManagerTable;
class TableModel;

/// Shows a ReportView: a row of figures, the chart beside or above the table, or the sentence for an empty one.
class ReportPage final : public QWidget {
    Q_OBJECT

public:
    explicit ReportPage(QWidget* parent = nullptr);
    void show(const ReportView& view);

private:
    void showFigures(const std::vector<Figure>& figures);
    void showTable(const TableState& table);

    QWidget* m_content;
    QBoxLayout* m_body;
    QBoxLayout* m_figures;
    BarChart* m_chart;
    TableModel* m_model;
    ManagerTable* m_table;
    QLabel* m_empty;
};

}
