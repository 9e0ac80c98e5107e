// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/manager/TableModel.h"

#include <QCollator>
#include <QFont>

#include <algorithm>
#include <numeric>

namespace tangyuan {

namespace {

QVariant alignment(TableState::Kind kind)
{
    return (Qt::AlignVCenter | (kind == TableState::Kind::Number ? Qt::AlignRight : Qt::AlignLeft)).toInt();
}

}

void TableModel::show(TableState state)
{
    beginResetModel();
    m_state = std::move(state);
    m_order.resize(m_state.rows.size());
    std::iota(m_order.begin(), m_order.end(), size_t { 0 });
    endResetModel();
}

int TableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_state.rows.size());
}

int TableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_state.columns.size());
}

QVariant TableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto column = static_cast<size_t>(index.column());
    if (role == Qt::DisplayRole || (role == Qt::ToolTipRole && m_state.columns[column].kind == TableState::Kind::Text))
        return m_state.rows[sourceRow(index.row())][column].text;
    if (role == Qt::TextAlignmentRole)
        return alignment(m_state.columns[column].kind);
    if (role == Qt::FontRole && sourceRow(index.row()) < m_state.sumRows) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    return {};
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const TableState::Column& column = m_state.columns[static_cast<size_t>(section)];
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == Qt::TextAlignmentRole)
        return alignment(column.kind);
    return {};
}

void TableModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columnCount())
        return;
    const auto key = static_cast<size_t>(column);
    const QCollator collator;
    const bool isNumber = m_state.columns[key].kind == TableState::Kind::Number;
    Q_EMIT layoutAboutToBeChanged();
    const auto sorted = std::ranges::subrange(m_order.begin() + static_cast<std::ptrdiff_t>(m_state.sumRows), m_order.end());
    std::ranges::stable_sort(sorted, [&](size_t left, size_t right) {
        const TableCell& a = m_state.rows[order == Qt::AscendingOrder ? left : right][key];
        const TableCell& b = m_state.rows[order == Qt::AscendingOrder ? right : left][key];
        return isNumber ? a.number < b.number : collator.compare(a.text, b.text) < 0;
    });
    Q_EMIT layoutChanged();
}

}
