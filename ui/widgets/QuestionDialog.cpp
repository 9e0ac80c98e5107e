// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/QuestionDialog.h"

#include "ui/widgets/Theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tangyuan {

QuestionDialog::QuestionDialog(const Question& question, QWidget* parent)
    : Dialog(question.name, question.title, parent)
{
    if (!question.text.isEmpty()) {
        auto* text = theme::label(question.text, "sentence");
        text->setWordWrap(true);
        text->setMinimumWidth(theme::px(400));
        setMinimumWidth(theme::px(450)); // with the margins: a small screen must not cut the text
        body()->addWidget(text);
    }
    QPushButton* reject = question.reject.isEmpty() ? nullptr : addReject(question.reject);
    QPushButton* accept = question.risk == Question::Risk::None ? addAccept(question.accept) : addButton(question.accept, "danger");
    accept->setObjectName(QStringLiteral("accept"));
    connect(accept, &QPushButton::clicked, this, &QDialog::accept);
    if (question.risk == Question::Risk::Destroys && reject) {
        reject->setDefault(true);
        reject->setFocus();
    } else {
        accept->setFocus();
    }
}

}
