// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/Dialog.h"

#include <optional>
#include <vector>

class QListWidget;

namespace tangyuan {

/// One of a list, by arrow keys and Enter. There may be more buttons for other uses of the choice.
class ChooseDialog final : public Dialog {
    Q_OBJECT

public:
    struct Row {
        QString left;
        QString middle;
        QString right;
        enum class Tone { Plain, Trouble } tone = Tone::Plain; ///< of the right side
        QStringList without {};                                ///< names of the other uses that this one has not
    };
    struct Question {
        QString name;
        QString title;
        QString accept;
        struct Other {
            QString name;
            QString text;
            Qt::Key key;
            enum class Needs { Row, Nothing } needs = Needs::Row;
        };
        std::vector<Other> others;
        size_t selected = 0;
        QString nothing {}; ///< said where the list is empty
    };

    ChooseDialog(const Question& question, const std::vector<Row>& rows, QWidget* parent);
    size_t chosen() const;
    /// Which of the other uses; nothing: the first one.
    std::optional<size_t> other() const { return m_other; }

private:
    QListWidget* m_list;
    std::optional<size_t> m_other;
};

}
