// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/HelpOverlay.h"

#include "ui/widgets/Actions.h"
#include "ui/widgets/Theme.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>

namespace tangyuan {
namespace {

void addRow(QGridLayout* grid, const QString& key, const QString& text)
{
    const int row = grid->rowCount();
    auto* label = theme::label(text, "sentence");
    label->setWordWrap(true);
    grid->addWidget(theme::label(key, "key"), row, 0, Qt::AlignRight | Qt::AlignVCenter);
    grid->addWidget(label, row, 1);
}

QGridLayout* makeColumn(const QString& title)
{
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(theme::px(14));
    grid->setVerticalSpacing(theme::px(9));
    grid->setColumnStretch(1, 1);
    grid->addWidget(theme::label(title, "heading"), 0, 0, 1, 2);
    return grid;
}

}

HelpOverlay::HelpOverlay(QWidget* window)
    : QFrame(window)
{
    setObjectName(QStringLiteral("HelpOverlay"));
    setAttribute(Qt::WA_DeleteOnClose);
    setFocusPolicy(Qt::StrongFocus);
    setGeometry(window->rect());
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(theme::px(70), theme::px(48), theme::px(70), theme::px(40));
    page->setSpacing(theme::px(28));
    page->addWidget(theme::label(tr("All keys"), "title"));
    auto* columns = new QHBoxLayout;
    columns->setSpacing(theme::px(44));
    QGridLayout* box = makeColumn(tr("The box"));
    for (const PlainKey& key : plainKeys())
        addRow(box, key.key, key.help);
    QGridLayout* sale = makeColumn(tr("The sale"));
    QGridLayout* till = makeColumn(tr("Cart and till"));
    for (const Action& action : tangyuan::actions())
        addRow(action.group == Action::Group::Sale ? sale : till, keyText(action.key), action.help);
    for (QGridLayout* column : { box, sale, till }) {
        column->setRowStretch(column->rowCount(), 1);
        columns->addLayout(column, 1);
    }
    page->addLayout(columns, 1);
    page->addWidget(theme::label(tr("Any key closes this page."), "heading"), 0, Qt::AlignCenter);
    show();
    raise();
    setFocus();
}

void HelpOverlay::keyPressEvent(QKeyEvent*)
{
    close();
}

void HelpOverlay::mousePressEvent(QMouseEvent*)
{
    close();
}

}
