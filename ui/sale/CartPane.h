// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sale/SaleView.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace tangyuan {

class CartList;
class CartOffers;
class CartSums;

/// The left of the counter: the cart, what it costs, and the large button. After a sale: the change.
class CartPane final : public QFrame {
    Q_OBJECT

public:
    explicit CartPane(QWidget* parent = nullptr);
    void render(const SaleView& view);

Q_SIGNALS:
    void linePicked(int line);
    void quantityAsked(int line);
    void payAsked();
    void couponTakenOff(const QString& kind);
    void couponsAsked();
    void discountAsked();

private:
    QWidget* makeEmpty();
    QWidget* makeDone();
    QWidget* makeTotals();
    QLayout* makeOfferButtons();
    void renderDone(const Sale& sale);

    CartList* m_list;
    CartOffers* m_offers;
    CartSums* m_sums;
    QStackedWidget* m_middle;
    QWidget* m_empty = nullptr;
    QWidget* m_done = nullptr;
    QLabel* m_doneNumber;
    QLabel* m_doneChangeTitle;
    QLabel* m_doneChange;
    QLabel* m_doneDetail;
    QLabel* m_items;
    QLabel* m_saved;
    QLabel* m_points;
    QLabel* m_total;
    QPushButton* m_pay;
};

}
