// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/manager/ManagerTable.h"

#include "ui/widgets/Theme.h"

#include <QHeaderView>
#include <QResizeEvent>

#include <algorithm>
#include <vector>

namespace tangyuan {

ManagerTable::ManagerTable(QAbstractItemModel& model)
{
    setModel(&model);
    theme::makeList(*this, 36);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    horizontalHeader()->setResizeContentsPrecision(200);
}

void ManagerTable::fitColumns()
{
    QHeaderView* header = horizontalHeader();
    if (header->count() == 0)
        return;
    resizeColumnsToContents();
    const int most = theme::px(260);
    const int padding = theme::px(24);
    int used = 0;
    int slack = 0;
    std::vector<int> least(static_cast<size_t>(header->count()));
    for (int column = 0; column < header->count(); ++column) {
        const int width = std::min(most, header->sectionSize(column));
        header->resizeSection(column, width);
        const QString title = model()->headerData(column, Qt::Horizontal).toString();
        const bool isSorted = header->isSortIndicatorShown() && header->sortIndicatorSection() == column;
        int& narrow = least[static_cast<size_t>(column)];
        narrow = isSorted ? width : std::min(width, std::max(sizeHintForColumn(column), header->fontMetrics().horizontalAdvance(title) + padding));
        used += width;
        slack += width - narrow;
    }
    // What room there is, all share. Where there is none, columns give up what they keep free for an arrow that only the
    // sorted one shows, before the table scrolls.
    const int room = viewport()->width() - used;
    const int cut = std::min(-room, slack);
    for (int column = 0; column < header->count(); ++column) {
        const int width = header->sectionSize(column);
        if (room > 0)
            header->resizeSection(column, width + room / header->count());
        else if (cut > 0)
            header->resizeSection(column, width - ((width - least[static_cast<size_t>(column)]) * cut + slack - 1) / slack);
    }
}

void ManagerTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fitColumns();
}

}
