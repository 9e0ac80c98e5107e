// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/members/ServicesPresenter.h"

#include <QPushButton>

namespace tangyuan {

/// One service to touch: its key, its name, what it costs or counts; greyed with the reason while it cannot be had.
class ServiceTile final : public QPushButton {
    Q_OBJECT

public:
    explicit ServiceTile(const ServicesPresenter::Tile& tile, QWidget* parent = nullptr);
};

}
