// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/till/Till.h"
#include "ui/desk/HubDesk.h"
#include "ui/desk/PrintDesk.h"
#include "ui/shell/SettingsText.h"

#include <QWidget>

#include <map>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tangyuan {

class Banner;

/// What the owner sets once.
class SettingsPage final : public QWidget {
    Q_OBJECT

public:
    SettingsPage(Till& till, PrintDesk& desk, const HubDesk* hub, QWidget* parent = nullptr);
    void refresh();
    /// Who can be chosen, and who is at the till now.
    void showCashiers();

Q_SIGNALS:
    /// After they are in the database. `before` tells what changed.
    void saved(const tangyuan::ShopSettings& before);
    /// To join one, or to look how it stands.
    void chainAsked();

private:
    struct Input {
        QLineEdit* edit;
        QLabel* problem;
    };
    using Field = SettingsText::Field;

    QWidget* makeShop();
    QWidget* makePrinter();
    QWidget* makeRules();
    QWidget* makeScanners();
    QWidget* makeChain();
    void showChain();
    void addField(QFormLayout* form, Field field, const QString& label, const char* name, const QString& hint = {});
    void addInput(QFormLayout* form, Field field, const QString& label, QLineEdit* edit, QWidget* shown);
    SettingsText typed() const;
    void save();
    void printTestPage();
    void showAddressHint();

    Till& m_till;
    PrintDesk& m_desk;
    const HubDesk* m_hub;
    Banner* m_notice;
    std::map<Field, Input> m_inputs;
    QComboBox* m_cashier;
    QComboBox* m_language;
    QComboBox* m_transport;
    QComboBox* m_paper;
    QComboBox* m_text;
    QCheckBox* m_drawer;
    QLabel* m_chain = nullptr;
    QPushButton* m_chainButton = nullptr;
};

}
