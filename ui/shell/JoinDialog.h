// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/ChainPresenter.h"
#include "ui/widgets/Dialog.h"

class QLabel;
class QLineEdit;
class QProgressBar;

namespace tangyuan {

/// One field for the code that the hub shows, and what becomes of it.
class JoinDialog final : public Dialog {
    Q_OBJECT

public:
    JoinDialog(JoinPresenter& presenter, QWidget* parent);
    /// From a scanner.
    void scan(const QString& text);
    void reject() override; ///< not while the till is being let in

private:
    void render();
    void go();

    JoinPresenter& m_presenter;
    QLineEdit* m_code;
    QLabel* m_sentence;
    QProgressBar* m_progress;
    QPushButton* m_reject;
    QPushButton* m_accept;
};

}
