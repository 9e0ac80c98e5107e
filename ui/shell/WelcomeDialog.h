// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/shop/ShopSettings.h"
#include "ui/widgets/Dialog.h"

class QLineEdit;

namespace tangyuan {

/// The first start in an empty folder: what is this shop called?
class WelcomeDialog final : public Dialog {
    Q_OBJECT

public:
    explicit WelcomeDialog(const QString& folder, QWidget* parent = nullptr);
    ShopSettings settings() const;

private:
    void finish();

    QLineEdit* m_shopName;
    QLineEdit* m_cashier;
    QLineEdit* m_tillCode;
};

}
