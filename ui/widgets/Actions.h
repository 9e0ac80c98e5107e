// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QString>

#include <vector>

namespace tangyuan {

/// Everything that a cashier can ask for by a key. One table serves keys, buttons and the help overlay.
enum class ActionId {
    Help,
    Pay,
    Suspend,
    Recall,
    Member,
    DetachMember,
    Coupons,
    Discount,
    Note,
    Points,
    Services,
    Print,
    Quantity,
    ScanCamera,
    ScanImage,
    FullScreen,
    Drawer,
    Undo,
    ClearCart,
    PreviousCategory,
    NextCategory,
    GoSell,
    GoMembers,
    GoManager,
    GoSettings,
    Chain,
    Cashier,
};

struct Action {
    enum class Group { Sale, Cart, Till };

    ActionId id;
    Group group;
    QKeyCombination key;
    QString icon; ///< of resources/icons; may be empty
    QString text; ///< short: it stands on a button
    QString help; ///< one sentence
};

/// In the language of now; in the order in which help shows them.
std::vector<Action> actions();
Action action(ActionId id);
/// "F2", "Ctrl+Z".
QString keyText(QKeyCombination key);

/// Keys that belong to the box and the list of lines; shown in help only.
struct PlainKey {
    QString key;
    QString help;
};
std::vector<PlainKey> plainKeys();

}
