// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sale/RefundDraft.h"
#include "ui/widgets/Dialog.h"

class QButtonGroup;
class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QVBoxLayout;

namespace tangyuan {

/// Which lines come back, how the money goes back, why; and at every moment what that does.
class RefundDialog final : public Dialog {
    Q_OBJECT

public:
    RefundDialog(RefundDraft& draft, QWidget* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeLines();
    QWidget* makeChoices();
    QWidget* makePreview();
    void take(const QListWidgetItem* item);
    void stepMethod(int steps);
    void render();
    void renderPreview(const Refund& refund);
    void addRow(const QString& left, const QString& right, const char* role);

    RefundDraft& m_draft;
    std::vector<TenderMethod> m_shown;
    QListWidget* m_lines;
    QButtonGroup* m_methods;
    QLineEdit* m_reason;
    QLabel* m_total;
    QVBoxLayout* m_effects;
    QPushButton* m_accept = nullptr;
    int m_taken = -1; ///< the row that changed since the last press
};

}
