// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/manager/ManagerTable.h"

#include "ui/widgets/Theme.h"

#include <QHeaderView>
#include <QResizeEvent>

#include <algorithm>

namespace tangyuan {

ManagerTable::ManagerTable(QAbstractItemModel& model)
{
    setModel(&model);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false); // Tab leaves the table: nobody is caught in it
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(theme::px(36));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setResizeContentsPrecision(200);
}

void ManagerTable::fitColumns()
{
    QHeaderView* header = horizontalHeader();
    if (header->count() == 0)
        return;
    resizeColumnsToContents();
    const int most = theme::px(260);
    int used = 0;
    for (int column = 0; column < header->count(); ++column) {
        header->resizeSection(column, std::min(most, header->sectionSize(column) + theme::px(12)));
        used += header->sectionSize(column);
    }
    const int share = (viewport()->width() - used) / header->count();
    for (int column = 0; share > 0 && column < header->count(); ++column)
        header->resizeSection(column, header->sectionSize(column) + share);
}

void ManagerTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fitColumns();
}

}
