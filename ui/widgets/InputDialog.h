// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "ui/widgets/Dialog.h"

#include <functional>

class QLineEdit;

namespace tangyuan {

/// Asks for one line of text, and keeps asking until it can be read.
class InputDialog final : public Dialog {
    Q_OBJECT

public:
    /// Says whether the text will do, and shows what it comes to ("= ¥58.24"). A failure is shown.
    using Check = std::function<Result<QString>(const QString& text)>;
    struct Question {
        QString name; ///< object name
        QString title;
        QString detail; ///< under the title; may be empty
        QString text;
        QString unit;    ///< behind the field; may be empty
        QString sign {}; ///< before the field, as a currency stands
        int maxChars = 32;
    };
    InputDialog(const Question& question, Check check, QWidget* parent);
    QString text() const;

private:
    void preview();
    void finish();

    Check m_check;
    QLineEdit* m_input;
    QLabel* m_outcome;
};

}
