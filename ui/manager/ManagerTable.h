// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace tangyuan {

/// A table in the manager's look: whole rows, no grid, comfortable rows for a finger.
class ManagerTable final : public QTableView {
public:
    explicit ManagerTable(QAbstractItemModel& model);
    /// Columns as wide as what they hold (within reason), spare room shared out among them.
    void fitColumns();

protected:
    void resizeEvent(QResizeEvent* event) override;
};

}
