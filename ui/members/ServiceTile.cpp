// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/members/ServiceTile.h"

#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Theme.h"

#include <QHBoxLayout>
#include <QLabel>

namespace tangyuan {

ServiceTile::ServiceTile(const ServicesPresenter::Tile& tile, QWidget* parent)
    : QPushButton(parent)
{
    setProperty("role", QStringLiteral("tile"));
    setObjectName(QStringLiteral("tile") + tile.key);
    setAccessibleName(tile.title);
    setAutoDefault(true); // Enter takes the one that has the focus
    setEnabled(tile.obstacle.isEmpty());
    setProperty("had", tile.obstacle.isEmpty() ? QStringLiteral("yes") : QStringLiteral("no"));
    const QString below = tile.obstacle.isEmpty() ? tile.detail : tile.obstacle;
    setToolTip(tile.title + (below.isEmpty() ? QString() : u'\n' + below));

    auto* title = new ElidedLabel("heading");
    title->QLabel::setText(tile.title);
    auto* detail = new ElidedLabel("quiet");
    detail->QLabel::setText(below);
    auto* first = new QHBoxLayout;
    first->setSpacing(theme::px(8));
    if (!tile.key.isNull())
        first->addWidget(theme::label(QString(tile.key), "key"), 0, Qt::AlignVCenter);
    first->addWidget(title, 1);
    auto* last = new QHBoxLayout;
    last->setSpacing(theme::px(8));
    last->addStretch();
    if (!tile.struck.isEmpty()) {
        auto* struck = theme::label(tile.struck, "struck");
        last->addWidget(struck);
    }
    last->addWidget(theme::label(tile.trailing, "price"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::px(12), theme::px(7), theme::px(12), theme::px(7));
    column->setSpacing(theme::px(2));
    column->addLayout(first);
    column->addWidget(detail);
    column->addStretch();
    column->addLayout(last);
    for (QLabel* label : findChildren<QLabel*>())
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
}

}
