// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace tangyuan {

/// One line that ends in "…" where there is no room; the whole text is its tooltip.
class ElidedLabel final : public QLabel {
    Q_OBJECT

public:
    /// `role` of the theme.
    explicit ElidedLabel(const char* role, QWidget* parent = nullptr);
    void setText(const QString& text);
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

}
