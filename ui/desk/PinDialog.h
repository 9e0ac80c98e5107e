// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/desk/Prompts.h"
#include "ui/widgets/Dialog.h"

class QLineEdit;

namespace tangyuan {

/// The member types the PIN, on the keyboard or on large keys; it shows as dots.
class PinDialog final : public Dialog {
    Q_OBJECT

public:
    PinDialog(const Prompts::PinQuestion& question, QWidget* parent);
    QString pin() const;

private:
    QWidget* makeKeys();
    void finish();

    QLineEdit* m_pin;
};

}
