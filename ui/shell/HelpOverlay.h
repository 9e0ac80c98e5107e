// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace tangyuan {

/// Every key on one page, over whatever is there. Any key or touch closes it.
class HelpOverlay final : public QFrame {
    Q_OBJECT

public:
    explicit HelpOverlay(QWidget* window);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
};

}
