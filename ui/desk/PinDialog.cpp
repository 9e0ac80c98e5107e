// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk/PinDialog.h"

#include "core/base/Verify.h"
#include "core/usecases/membership/Pins.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/Words.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>

namespace tangyuan {
namespace {

QString pinTitle(Prompts::PinQuestion::Use use)
{
    switch (use) {
    case Prompts::PinQuestion::Use::Prove: return PinDialog::tr("The member's PIN");
    case Prompts::PinQuestion::Use::Choose: return PinDialog::tr("A new PIN");
    case Prompts::PinQuestion::Use::Repeat: return PinDialog::tr("The new PIN once more");
    }
    VERIFY(false);
}

}

PinDialog::PinDialog(const Prompts::PinQuestion& question, QWidget* parent)
    : Dialog(QStringLiteral("pinDialog"), pinTitle(question.use), parent)
    , m_pin(new QLineEdit)
{
    auto* name = theme::label(
        tr("%1 types it, %2 to %3 digits; please look away.").arg(words::shortened(question.memberName, 24)).arg(Pins::leastDigits).arg(Pins::mostDigits),
        "quiet");
    name->setWordWrap(true);
    body()->addWidget(name);
    m_pin->setObjectName(QStringLiteral("pin"));
    m_pin->setProperty("role", QStringLiteral("big"));
    m_pin->setAlignment(Qt::AlignCenter);
    m_pin->setEchoMode(QLineEdit::Password);
    m_pin->setMaxLength(Pins::mostDigits);
    m_pin->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]*")), m_pin));
    body()->addWidget(m_pin);
    body()->addWidget(makeKeys());
    addReject(tr("Cancel"));
    connect(addAccept(tr("OK")), &QPushButton::clicked, this, &PinDialog::finish);
    connect(m_pin, &QLineEdit::textEdited, this, [this] { showProblem({}); });
    showProblem(question.problem);
    m_pin->setFocus();
}

QWidget* PinDialog::makeKeys()
{
    auto* keys = new QWidget;
    auto* grid = new QGridLayout(keys);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(theme::px(8));
    const QString order = QStringLiteral("1234567890");
    for (int i = 0; i < order.size(); ++i) {
        const QString digit = order.mid(i, 1);
        auto* key = theme::button(digit, "cash");
        key->setObjectName(QStringLiteral("pin") + digit);
        key->setAutoDefault(false);
        key->setFocusPolicy(Qt::NoFocus);
        connect(key, &QPushButton::clicked, m_pin, [this, digit] { m_pin->insert(digit); });
        grid->addWidget(key, i / 3, i == 9 ? 1 : i % 3);
    }
    auto* back = theme::button(QStringLiteral("⌫"), "cash");
    back->setObjectName(QStringLiteral("pinBack"));
    back->setAutoDefault(false);
    back->setFocusPolicy(Qt::NoFocus);
    connect(back, &QPushButton::clicked, m_pin, &QLineEdit::backspace);
    grid->addWidget(back, 3, 2);
    return keys;
}

QString PinDialog::pin() const
{
    return m_pin->text();
}

void PinDialog::finish()
{
    if (m_pin->text().size() < Pins::leastDigits)
        return showProblem(tr("A PIN has %1 to %2 digits.").arg(Pins::leastDigits).arg(Pins::mostDigits));
    accept();
}

}
