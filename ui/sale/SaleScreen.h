// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sale/SalePresenter.h"
#include "ui/widgets/Actions.h"

#include <QWidget>

class QButtonGroup;
class QLineEdit;
class QStackedWidget;
class QTimer;

namespace tangyuan {

class ActionButton;
class Banner;
class CartPane;
class FlowLayout;
class MemberPanel;
class ProductTiles;
class ResultList;

/// The counter: renders the presenter's view and hands it what the cashier means. The box always has
/// the keyboard, so typing or scanning goes to it from anywhere.
class SaleScreen final : public QWidget {
    Q_OBJECT

public:
    SaleScreen(Till& till, SalePresenter& presenter, QWidget* parent = nullptr);

    void refreshCatalogue();
    void stepCategory(int steps);
    void focusBox();

Q_SIGNALS:
    void actionAsked(tangyuan::ActionId id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeMiddle();
    QWidget* makeActionBar();
    QWidget* makeIconButton(const Action& action);
    void render();
    void renderNotice(const SaleView& view);
    bool takeKey(const QKeyEvent& key);
    bool takeEmptyBoxKey(const QKeyEvent& key);
    void showCategory(int index);

    Till& m_till;
    SalePresenter& m_presenter;
    CartPane* m_cart;
    QLineEdit* m_box;
    QTimer* m_typing;
    QStackedWidget* m_below;
    QWidget* m_browse = nullptr;
    QWidget* m_tabs;
    FlowLayout* m_tabRow;
    QButtonGroup* m_tabGroup;
    ProductTiles* m_tiles;
    ResultList* m_results;
    MemberPanel* m_member;
    Banner* m_notice;
    QTimer* m_noticeTimer;
    Banner* m_printTrouble;
    ActionButton* m_recall = nullptr;
    ActionButton* m_undo = nullptr;
    std::optional<Notice> m_shownNotice;
};

}
