// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sale/SaleView.h"

#include <QFrame>

#include <optional>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace tangyuan {

class ElidedLabel;
class FlowLayout;

/// Who is at the counter; or how to find out. What is empty is not shown, and what does not fit scrolls.
class MemberPanel final : public QFrame {
    Q_OBJECT

public:
    explicit MemberPanel(QWidget* parent = nullptr);
    void render(const std::optional<MemberView>& member, const HeldCoupons& coupons);

Q_SIGNALS:
    void memberAsked();
    void removed();
    void pointsAsked();
    void couponsAsked();
    void servicesAsked();

private:
    QWidget* makeEmpty();
    QWidget* makeFull();
    QWidget* makeHead();
    QWidget* makeMiddle();
    QWidget* makeOwned();
    QWidget* makeTastes();
    void renderHead(const MemberView& member);
    void renderOwned(const MemberView& member);
    void renderCoupons(const HeldCoupons& coupons);
    void renderTags(const QStringList& tags);
    void renderPurchases(const MemberView& member);

    QWidget* m_empty;
    QWidget* m_full;
    ElidedLabel* m_name;
    QLabel* m_tier;
    QLabel* m_number;
    QLabel* m_phone;
    QWidget* m_tags = nullptr;
    FlowLayout* m_tagRow;
    QLabel* m_points;
    QLabel* m_worth;
    QLabel* m_ending;
    QWidget* m_valueRow = nullptr;
    QLabel* m_value;
    QLabel* m_bonus;
    QWidget* m_giftRow = nullptr;
    QLabel* m_gifts;
    QPushButton* m_coupons;
    QPushButton* m_usePoints;
    QWidget* m_birthdayBox;
    QLabel* m_birthday;
    QLabel* m_benefits;
    QLabel* m_note;
    QWidget* m_usualBox = nullptr;
    QLabel* m_usual;
    QWidget* m_untriedBox = nullptr;
    QLabel* m_untried;
    QVBoxLayout* m_purchases;
};

}
