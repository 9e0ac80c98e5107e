// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/manager/ManagerView.h"

#include <QAbstractTableModel>

namespace tangyuan {

/// Shows a TableState; sorts numbers by value and words as the language does.
class TableModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void show(TableState state);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order) override;
    /// Where a shown row stands in the TableState.
    size_t sourceRow(int row) const { return m_order[static_cast<size_t>(row)]; }

private:
    TableState m_state;
    std::vector<size_t> m_order;
};

}
