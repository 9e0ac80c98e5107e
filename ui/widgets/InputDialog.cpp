// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/InputDialog.h"

#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace tangyuan {

InputDialog::InputDialog(const Question& question, Check check, QWidget* parent)
    : Dialog(question.name, question.title, parent)
    , m_check(std::move(check))
    , m_input(new QLineEdit(question.text))
    , m_outcome(theme::label({}, "heading"))
{
    if (!question.detail.isEmpty()) {
        auto* detail = theme::label(question.detail, "quiet");
        detail->setWordWrap(true);
        body()->addWidget(detail);
    }
    m_input->setObjectName(QStringLiteral("input"));
    m_input->setMaxLength(question.maxChars);
    m_input->setProperty("role", question.unit.isEmpty() && question.sign.isEmpty() ? QStringLiteral("plain") : QStringLiteral("big"));
    m_input->selectAll();
    auto* row = new QHBoxLayout;
    row->setSpacing(theme::px(10));
    if (!question.sign.isEmpty())
        row->addWidget(theme::label(question.sign, "title"));
    row->addWidget(m_input, 1);
    if (!question.unit.isEmpty())
        row->addWidget(theme::label(question.unit, "title"));
    body()->addLayout(row);
    body()->addWidget(m_outcome, 0, Qt::AlignRight);
    addReject(tr("Cancel"));
    connect(addAccept(tr("OK")), &QPushButton::clicked, this, &InputDialog::finish);
    connect(m_input, &QLineEdit::textChanged, this, &InputDialog::preview);
    preview();
}

QString InputDialog::text() const
{
    return m_input->text();
}

void InputDialog::preview()
{
    const auto outcome = m_check(m_input->text());
    m_outcome->setText(outcome.value_or(QString()));
    m_outcome->setVisible(!m_outcome->text().isEmpty());
    showProblem({});
}

void InputDialog::finish()
{
    if (const auto outcome = m_check(m_input->text()); !outcome) {
        showProblem(errorText(outcome.error()));
        return m_input->selectAll();
    }
    accept();
}

}
