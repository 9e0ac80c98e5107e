// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sale/DiscountDraft.h"
#include "ui/widgets/Dialog.h"

class QButtonGroup;
class QLineEdit;

namespace tangyuan {

class ElidedLabel;

/// Takes something off by hand: of the line or the order, so much, for a reason; and at every moment what that does.
class DiscountDialog final : public Dialog {
    Q_OBJECT

public:
    DiscountDialog(DiscountDraft& draft, QWidget* parent);
    DiscountDraft::Decision decision() const { return m_decision; }

private:
    QWidget* makeTargets();
    QWidget* makeAmount();
    QWidget* makeReasons();
    void fill();
    void render();
    void say(const QString& problem);
    void finish();

    DiscountDraft& m_draft;
    QButtonGroup* m_targets;
    QButtonGroup* m_units;
    QButtonGroup* m_reasons;
    QLineEdit* m_amount;
    QLineEdit* m_reason;
    ElidedLabel* m_what;
    QLabel* m_outcome;
    QPushButton* m_takeOff;
    DiscountDraft::Decision m_decision = DiscountDraft::Decision::Lay;
};

}
