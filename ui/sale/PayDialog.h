// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sale/Payment.h"
#include "ui/widgets/Dialog.h"

class QButtonGroup;
class QGridLayout;
class QLabel;
class QLineEdit;

namespace tangyuan {

/// Takes the money. Enter at once means exact cash; an amount and Enter takes that much, and what is
/// left stays due. Arrow keys choose how it is paid.
class PayDialog final : public Dialog {
    Q_OBJECT

public:
    PayDialog(Payment& payment, QWidget* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeFigures();
    QWidget* makeMethods();
    void render();
    void renderTenders();
    void renderQuickCash();
    void renderStoredValue();
    void preview();
    void take();
    void takeAmount(Money amount);
    void stepMethod(int steps);
    void togglePoints();
    TenderMethod method() const;

    Payment& m_payment;
    std::vector<TenderMethod> m_shown; ///< in the order of the buttons
    QButtonGroup* m_methods;
    QLineEdit* m_amount;
    QLabel* m_total;
    QLabel* m_due;
    QLabel* m_dueTitle;
    QLabel* m_tenders;
    QWidget* m_quick;
    QPushButton* m_points;
    QPushButton* m_back;
};

}
