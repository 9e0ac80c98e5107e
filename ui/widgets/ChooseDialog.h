// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/Dialog.h"

#include <vector>

class QListWidget;

namespace tangyuan {

/// One of a list, by arrow keys and Enter. There may be a second button for another use of the choice.
class ChooseDialog final : public Dialog {
    Q_OBJECT

public:
    struct Row {
        QString left;
        QString middle;
        QString right;
    };
    struct Question {
        QString name;
        QString title;
        QString accept;
        QString other;    ///< may be empty
        Qt::Key otherKey = Qt::Key_F9;
    };
    enum class Use { Accept, Other };

    ChooseDialog(const Question& question, const std::vector<Row>& rows, QWidget* parent);
    size_t chosen() const;
    Use use() const { return m_use; }

private:
    QListWidget* m_list;
    Use m_use = Use::Accept;
};

}
