// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Dialog.h"

#include "ui/widgets/Theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tangyuan {

Dialog::Dialog(const QString& name, const QString& title, QWidget* parent)
    : QDialog(parent)
    , m_body(new QVBoxLayout)
    , m_problem(theme::label({}, "trouble"))
    , m_buttons(new QHBoxLayout)
{
    setObjectName(name);
    setWindowTitle(title);
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_body->setSpacing(theme::px(10));
    m_buttons->setSpacing(theme::px(10));
    m_buttons->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::px(24), theme::px(20), theme::px(24), theme::px(20));
    column->setSpacing(theme::px(14));
    column->addWidget(theme::label(title, "title"));
    column->addLayout(m_body, 1);
    column->addWidget(m_problem);
    column->addLayout(m_buttons);
    setMinimumWidth(theme::px(420));
    // Without a window manager nobody else gives the keyboard back to the window behind.
    connect(this, &QDialog::finished, this, [this] {
        if (parentWidget())
            parentWidget()->window()->activateWindow();
    });
}

void Dialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    if (!parentWidget() || m_shade)
        return;
    QWidget* behind = parentWidget()->window();
    m_shade = new QWidget(behind);
    m_shade->setObjectName(QStringLiteral("shade"));
    m_shade->setAttribute(Qt::WA_StyledBackground);
    m_shade->setGeometry(behind->rect());
    m_shade->show();
}

void Dialog::hideEvent(QHideEvent* event)
{
    delete m_shade;
    QDialog::hideEvent(event);
}

QPushButton* Dialog::addAccept(const QString& text)
{
    QPushButton* button = addButton(text + QStringLiteral("   ↵"), "primary");
    button->setObjectName(QStringLiteral("accept"));
    button->setDefault(true);
    return button;
}

QPushButton* Dialog::addReject(const QString& text)
{
    QPushButton* button = addButton(text + QStringLiteral("   ") + tr("Esc"), "plain");
    button->setObjectName(QStringLiteral("reject"));
    connect(button, &QPushButton::clicked, this, &QDialog::reject);
    return button;
}

QPushButton* Dialog::addButton(const QString& text, const char* role)
{
    auto* button = theme::button(text, role);
    button->setMinimumHeight(theme::px(46));
    button->setAutoDefault(false);
    m_buttons->addWidget(button);
    return button;
}

void Dialog::showProblem(const QString& text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    if (!isVisible() || text.isEmpty())
        return;
    layout()->activate();
    resize(width(), std::max(height(), layout()->totalHeightForWidth(width()))); // a sentence in two lines takes no room from the fields
}

}
