// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/Dialog.h"

namespace tangyuan {

/// Yes or no; or only something to read.
class QuestionDialog final : public Dialog {
    Q_OBJECT

public:
    struct Question {
        QString name;
        QString title;
        QString text;
        QString accept;
        QString reject;                                       ///< empty: there is nothing to decide
        enum class Risk { None, Destroys } risk = Risk::None; ///< Destroys: Enter means the harmless answer
    };
    QuestionDialog(const Question& question, QWidget* parent);
};

}
