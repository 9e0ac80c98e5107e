// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/Actions.h"

#include <QPushButton>

class QLabel;

namespace tangyuan {

/// A button of the action bar: icon, word, and the key that does the same.
class ActionButton final : public QPushButton {
    Q_OBJECT

public:
    explicit ActionButton(const Action& action, QWidget* parent = nullptr);
    /// A number in the corner ("2 carts wait"); 0 for none.
    void setCount(qsizetype count);

private:
    QString m_text;
    QLabel* m_word;
};

}
