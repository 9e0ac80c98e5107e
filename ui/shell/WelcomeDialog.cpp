// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/WelcomeDialog.h"

#include "core/base/Limits.h"
#include "ui/widgets/Theme.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace tangyuan {

WelcomeDialog::WelcomeDialog(const QString& folder, QWidget* parent)
    : Dialog(QStringLiteral("welcomeDialog"), tr("Welcome to Tangyuan"), parent)
    , m_shopName(new QLineEdit)
    , m_cashier(new QLineEdit)
    , m_tillCode(new QLineEdit(QStringLiteral("A01")))
{
    auto* hello = theme::label(tr("This till is new. Two words and it can sell; everything else is in Settings."), "sentence");
    hello->setWordWrap(true);
    body()->addWidget(hello);
    m_shopName->setObjectName(QStringLiteral("shopName"));
    m_cashier->setObjectName(QStringLiteral("cashier"));
    m_tillCode->setObjectName(QStringLiteral("tillCode"));
    m_shopName->setMaxLength(static_cast<int>(limits::nameChars));
    m_cashier->setMaxLength(static_cast<int>(limits::nameChars));
    m_tillCode->setMaxLength(8);
    QFormLayout* form = theme::form();
    theme::addRow(form, tr("Shop name"), m_shopName);
    theme::addRow(form, tr("Your name"), m_cashier);
    theme::addRow(form, tr("Till code"), m_tillCode);
    body()->addLayout(form);
    auto* where = theme::label(tr("The till's data will be kept in %1. Its key goes into this computer's keychain.").arg(folder), "quiet");
    where->setWordWrap(true);
    body()->addWidget(where);
    addReject(tr("Leave"));
    connect(addAccept(tr("Begin")), &QPushButton::clicked, this, &WelcomeDialog::finish);
    setMinimumWidth(theme::px(520));
}

void WelcomeDialog::finish()
{
    if (m_shopName->text().trimmed().isEmpty()) {
        showProblem(tr("What is the shop called? The name stands on every receipt."));
        return m_shopName->setFocus();
    }
    accept();
}

ShopSettings WelcomeDialog::settings() const
{
    ShopSettings settings;
    settings.shopName = m_shopName->text().trimmed();
    settings.cashier = m_cashier->text().trimmed();
    if (const QString code = m_tillCode->text().trimmed(); !code.isEmpty())
        settings.tillCode = code;
    return settings;
}

}
