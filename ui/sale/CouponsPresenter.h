// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/codes/Scan.h"
#include "ui/sale/OpenCart.h"
#include "ui/sale/SaleView.h"

#include <QObject>

#include <functional>

namespace tangyuan {

/// The coupons of this sale without a screen: the member's, and those on the cart. Each is laid or taken off by one key,
/// and says what it does to this order now; a scan lays a printed one.
class CouponsPresenter final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        Till& till;
        const OpenCart& open;
        std::function<Result<void>(const std::function<Result<void>(Cart&)>&)> change;
        std::function<Result<Scan>(const QString&)> read;
    };
    struct Row {
        CartCoupon coupon;
        QString name;
        QString detail; ///< until when, or why it cannot be used
        QString amount; ///< what it takes off now
        QString key;    ///< "1" … "9"; empty beyond
        enum class State { Free, Laid, Refused } state = State::Free;
    };
    struct View {
        std::vector<Row> rows;
        int selected = -1;
        QString sentence; ///< what can be done here
        Money total;      ///< of the order, with what lies on the cart
        Money saved;
        std::optional<Notice> notice;
    };
    explicit CouponsPresenter(const Parts& parts, QObject* parent = nullptr);

    const View& view() const { return m_view; }
    void select(int row);
    /// Lays it, or takes it off; what cannot be used says why.
    void toggle(int row);
    void scan(const QString& text);
    void lay(const CartCoupon& coupon);
    void layScanned(const CouponReference& scanned);

Q_SIGNALS:
    void changed();

private:
    void takeOff(const CartCoupon& coupon);
    void refresh();
    Row describe(const CouponChoice& choice) const;
    void say(Notice::Tone tone, const QString& text);
    void say(const Error& error);

    Parts m_parts;
    View m_view;
};

/// Takes one coupon of its kind off; one of paper is that very paper.
void takeCouponOff(Cart& cart, const CartCoupon& coupon);

}
