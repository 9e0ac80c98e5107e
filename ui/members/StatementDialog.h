// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/members/StatementPresenter.h"
#include "ui/widgets/Dialog.h"

class QLabel;
class QTableWidget;

namespace tangyuan {

class Banner;

/// A member's movements as a table, balances and lots on top.
class StatementDialog final : public Dialog {
    Q_OBJECT

public:
    StatementDialog(StatementPresenter& presenter, QWidget* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeFigures();
    void makeTable();
    void render();
    void renderLots();

    StatementPresenter& m_presenter;
    Banner* m_notice;
    QLabel* m_points;
    QLabel* m_value;
    QLabel* m_lots;
    QLabel* m_empty;
    QTableWidget* m_table;
    QPushButton* m_more;
};

}
