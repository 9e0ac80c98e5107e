// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sale/SaleView.h"

#include <QWidget>

#include <array>

class QLabel;

namespace tangyuan {

class ElidedLabel;

/// What lowers the order as a whole, each by name with its amount. Many take no more room than a few.
class CartSums final : public QWidget {
    Q_OBJECT

public:
    explicit CartSums(QWidget* parent = nullptr);
    void render(const SaleView& view);

private:
    struct Row {
        ElidedLabel* name;
        QLabel* amount;
    };
    static constexpr size_t rowsShown = 4;
    std::array<Row, rowsShown> m_rows;
};

}
