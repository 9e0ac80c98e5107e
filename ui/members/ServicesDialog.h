// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/members/ServicesPresenter.h"
#include "ui/widgets/Dialog.h"

class QGridLayout;
class QLabel;
class QPushButton;
class QScrollArea;

namespace tangyuan {

class Banner;
class ElidedLabel;

/// The boards of services, by touch or by the key that each tile shows. Escape goes a board back.
class ServicesDialog final : public Dialog {
    Q_OBJECT

public:
    ServicesDialog(ServicesPresenter& presenter, QWidget* parent);

    void reject() override;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void render();
    void renderRows();
    void renderTiles();
    void focusFirst();

    ServicesPresenter& m_presenter;
    ElidedLabel* m_name;
    QLabel* m_figures;
    QLabel* m_title;
    QLabel* m_sentence;
    Banner* m_notice;
    QWidget* m_rows;
    QScrollArea* m_scroll;
    QPushButton* m_undo;
    QPushButton* m_past;
    QPushButton* m_back;
};

}
