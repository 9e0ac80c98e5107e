// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/ChainPresenter.h"
#include "ui/widgets/Dialog.h"

class QFormLayout;
class QLabel;
class QTableWidget;

namespace tangyuan {

class Banner;

/// How this till stands with its chain, and what a manager should look at.
class ChainDialog final : public Dialog {
    Q_OBJECT

public:
    ChainDialog(ChainPresenter& presenter, QWidget* parent);

private:
    void makeTable();
    void render();
    void renderExceptions();

    ChainPresenter& m_presenter;
    Banner* m_notice;
    QFormLayout* m_details;
    std::vector<QLabel*> m_texts; ///< one a detail
    QLabel* m_hint;
    QTableWidget* m_table;
    QPushButton* m_settle;
};

}
