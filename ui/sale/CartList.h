// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sale/SaleView.h"

#include <QListView>

namespace tangyuan {

/// The lines of the cart as the customer may read them too. Never takes the keyboard: the box has it.
class CartList final : public QListView {
    Q_OBJECT

public:
    explicit CartList(QWidget* parent = nullptr);
    void render(const SaleView& view);

Q_SIGNALS:
    void picked(int line);
    void quantityAsked(int line);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    class Lines;
    Lines* m_lines;
};

}
