// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ActionButton.h"

#include "ui/widgets/Theme.h"

#include <QHBoxLayout>
#include <QLabel>

namespace tangyuan {

ActionButton::ActionButton(const Action& action, QWidget* parent)
    : QPushButton(parent)
    , m_text(action.text)
    , m_word(theme::label(action.text, "word"))
{
    setProperty("role", QStringLiteral("action"));
    setFocusPolicy(Qt::NoFocus);
    setToolTip(action.help);
    setAccessibleName(action.text);
    auto* icon = new QLabel;
    icon->setPixmap(theme::pixmap(action.icon, 20, theme::ink));
    if (action.key.keyboardModifiers() != Qt::NoModifier)
        icon->hide(); // a long key leaves no room for it
    auto* key = theme::label(keyText(action.key), "key");
    auto* top = new QHBoxLayout;
    top->setSpacing(theme::px(6));
    top->addStretch();
    top->addWidget(icon);
    top->addWidget(key);
    top->addStretch();
    m_word->setAlignment(Qt::AlignCenter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::px(4), theme::px(7), theme::px(4), theme::px(6));
    column->setSpacing(theme::px(2));
    column->addLayout(top);
    column->addWidget(m_word);
    for (QLabel* label : { icon, key, m_word })
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
    setMinimumHeight(theme::px(62));
    setMinimumWidth(theme::px(64));
}

void ActionButton::setCount(qsizetype count)
{
    m_word->setText(count == 0 ? m_text : m_text + QStringLiteral(" (%1)").arg(count));
}

}
