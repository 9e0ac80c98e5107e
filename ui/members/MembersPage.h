// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/members/MembersPresenter.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QTimer;
class QVBoxLayout;

namespace tangyuan {

class Banner;

/// Look members up, read and change what the shop knows of them.
class MembersPage final : public QWidget {
    Q_OBJECT

public:
    explicit MembersPage(MembersPresenter& presenter, QWidget* parent = nullptr);
    void scan(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeList();
    QWidget* makeCard();
    QWidget* makeForm();
    QWidget* makeButtons();
    void render();
    void renderList();
    void renderMember();
    void renderPurchases(const MemberView& member);
    void save();
    Profile typedProfile() const;

    MembersPresenter& m_presenter;
    QTimer* m_typing;
    Banner* m_notice;
    QLineEdit* m_search;
    QListWidget* m_list;
    QLabel* m_hint;
    QLabel* m_nothing;
    QWidget* m_card = nullptr;
    QLabel* m_title;
    QLabel* m_tier;
    QLabel* m_number;
    QLabel* m_points;
    QLineEdit* m_name;
    QLineEdit* m_phone;
    QComboBox* m_sex;
    QLineEdit* m_birthday;
    QLineEdit* m_email;
    QLineEdit* m_address;
    QComboBox* m_consent;
    QComboBox* m_tierChoice;
    QLineEdit* m_note;
    QVBoxLayout* m_purchases;
    std::optional<MemberKey> m_shown;
};

}
