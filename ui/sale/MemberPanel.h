// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sale/MemberView.h"

#include <QFrame>

#include <optional>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace tangyuan {

/// Who is at the counter; or how to find out.
class MemberPanel final : public QFrame {
    Q_OBJECT

public:
    explicit MemberPanel(QWidget* parent = nullptr);
    void render(const std::optional<MemberView>& member);

Q_SIGNALS:
    void memberAsked();
    void removed();
    void pointsAsked();

private:
    QWidget* makeEmpty();
    QWidget* makeFull();
    void renderPurchases(const std::vector<MemberView::Purchase>& purchases);

    QWidget* m_empty;
    QWidget* m_full;
    QLabel* m_name;
    QLabel* m_tier;
    QLabel* m_number;
    QLabel* m_phone;
    QLabel* m_points;
    QLabel* m_worth;
    QPushButton* m_usePoints;
    QWidget* m_birthdayBox;
    QLabel* m_birthday;
    QLabel* m_note;
    QVBoxLayout* m_purchases;
};

}
