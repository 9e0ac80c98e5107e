// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sale/CouponsPresenter.h"
#include "ui/widgets/Dialog.h"

class QListWidget;

namespace tangyuan {

class Banner;

/// The coupons of this sale: digits, Enter or a tap lay one or take it off; the total beside them follows.
class CouponsDialog final : public Dialog {
    Q_OBJECT

public:
    CouponsDialog(CouponsPresenter& presenter, QWidget* parent);
    /// The scanner goes on working while the list is open.
    void scan(const QString& text) { m_presenter.scan(text); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void render();

    CouponsPresenter& m_presenter;
    QLabel* m_sentence;
    QListWidget* m_list;
    Banner* m_notice;
    QLabel* m_saved;
    QLabel* m_total;
};

}
