// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Enumerators.h"
#include "ui/members/MembersPresenter.h"
#include "ui/sale/SalePresenter.h"
#include "ui/shell/Devices.h"
#include "ui/shell/DialogPrompts.h"
#include "ui/widgets/Actions.h"

#include <QWidget>

#include <array>
#include <vector>

class QAction;
class QButtonGroup;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTimer;

namespace tangyuan {

class ManagerPage;
class MembersPage;
class SaleScreen;
class SettingsPage;

/// The till's window: a rail of pages, who sells where, and the clock. Pages other than the counter are
/// built when they are first asked for.
class MainWindow final : public QWidget {
    Q_OBJECT

public:
    struct Parts {
        Till& till;
        MemberNames& names;
        PrintDesk& desk;
        DialogPrompts& prompts;
        Devices devices;
        HubDesk* hub = nullptr; ///< nullptr: there is no talk of chains
    };
    enum class Page { Sell, Members, Manager, Settings };

    explicit MainWindow(Parts parts, QWidget* parent = nullptr);

    SalePresenter& sale() { return *m_sale; }
    /// From any scanner, wherever the focus is.
    void scan(const QString& text);
    void goTo(Page page);
    void perform(ActionId action);
    /// Builds every screen anew, in the language of now. What is on the counter stays.
    void rebuild();
    /// The chain sent something: what shows it is shown anew, a moment later and all at once.
    void noteTakenOver(const ReplicaChanges& changes);

Q_SIGNALS:
    void settingsSaved(const tangyuan::ShopSettings& before);
    void firstFrameShown();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* makeRail();
    QWidget* makeHeader();
    QWidget* makePage(Page page);
    void makeActions();
    void showClock();
    void showShop();
    void showSync();
    void showTakenOver();
    void openChain();
    void chooseCashier();
    void leaveSettings(const ShopSettings& before);
    void performSale(ActionId action);
    void scanFromImage();
    void scanFromCamera();
    Page page() const;

    Parts m_parts;
    SalePresenter* m_sale;
    MembersPresenter* m_membersPresenter;
    QWidget* m_root = nullptr;
    QStackedWidget* m_stack = nullptr;
    QButtonGroup* m_rail = nullptr;
    QLabel* m_shop = nullptr;
    QPushButton* m_cashier = nullptr;
    QLabel* m_clock = nullptr;
    QPushButton* m_sync = nullptr;
    QTimer* m_clockTimer;
    QTimer* m_takenOverTimer;
    ReplicaChanges m_takenOver; ///< and not shown yet
    std::array<QWidget*, enumerators<Page>.size()> m_pages {};
    SaleScreen* m_saleScreen = nullptr;
    std::vector<QAction*> m_actions;
    enum class FirstFrame { Awaited, Shown } m_firstFrame = FirstFrame::Awaited;
};

}
