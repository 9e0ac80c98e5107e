// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sale/SaleView.h"

#include <QListView>

namespace tangyuan {

/// What the typed words may mean, under the box: products and members. The box keeps the keyboard.
class ResultList final : public QListView {
    Q_OBJECT

public:
    explicit ResultList(QWidget* parent = nullptr);
    void render(const std::vector<BoxResult>& results, int selected);

Q_SIGNALS:
    void picked(int index);

private:
    class Results;
    Results* m_results;
};

}
