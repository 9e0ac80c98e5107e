// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sale/SaleView.h"

#include <QWidget>

#include <array>

class QFrame;

namespace tangyuan {

class ElidedLabel;
class FlowLayout;

/// Between the lines and the total: the coupons that lie on the cart, and quietly what could still be reached.
class CartOffers final : public QWidget {
    Q_OBJECT

public:
    explicit CartOffers(QWidget* parent = nullptr);
    void render(const SaleView& view);

Q_SIGNALS:
    void couponTakenOff(const QString& kind);
    void couponsAsked();

private:
    void renderCoupons(const std::vector<LaidCoupon>& coupons);
    void addChip(const LaidCoupon& coupon);

    QWidget* m_coupons;
    FlowLayout* m_chips;
    std::vector<LaidCoupon> m_shown;
    QFrame* m_hintBox;
    std::array<ElidedLabel*, 2> m_hints;
};

/// "¥6.00 more for ¥10.00 off (满50减10)", "1 more piece for ¥9.00 off (第二份半价)".
QString hintText(const Hint& hint);

}
