// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Actions.h"

#include "core/base/Verify.h"

#include <QCoreApplication>

#include <algorithm>

namespace tangyuan {
namespace {

struct Label {
    Q_DECLARE_TR_FUNCTIONS(Actions)
};

QString iconName(const char* name)
{
    return QString::fromLatin1(name);
}

}

std::vector<Action> actions()
{
    using enum ActionId;
    using Group = Action::Group;
    return {
        { Pay, Group::Sale, Qt::Key_F2, iconName("pay"), Label::tr("Pay"), Label::tr("Take the money; Enter there takes exact cash") },
        { Suspend, Group::Sale, Qt::Key_F3, iconName("pause"), Label::tr("Suspend"), Label::tr("Put this cart aside and serve the next customer") },
        { Recall, Group::Sale, Qt::Key_F4, iconName("recall"), Label::tr("Recall"), Label::tr("Bring back a suspended cart") },
        { Member, Group::Sale, Qt::Key_F5, iconName("member"), Label::tr("Member"), Label::tr("Find a member by phone, or register one") },
        { DetachMember, Group::Sale, Qt::SHIFT | Qt::Key_F5, {}, Label::tr("No member"), Label::tr("Take the member off this sale") },
        { Coupons, Group::Sale, Qt::SHIFT | Qt::Key_F2, iconName("coupon"), Label::tr("Coupons"), Label::tr("Lay a coupon on the cart, or take it off") },
        { Discount, Group::Sale, Qt::SHIFT | Qt::Key_F9, iconName("percent"), Label::tr("Discount"),
            Label::tr("Take something off the line or the order by hand") },
        { Note, Group::Cart, Qt::Key_F6, iconName("note"), Label::tr("Note"), Label::tr("Write a note to the selected line") },
        { Points, Group::Sale, Qt::Key_F7, iconName("points"), Label::tr("Points"), Label::tr("Pay a part with points, or have the selected line for points") },
        { Services, Group::Sale, Qt::SHIFT | Qt::Key_F7, iconName("gift"), Label::tr("Services"),
            Label::tr("Recharge, gifts, points mall and all else for the member") },
        { Print, Group::Sale, Qt::Key_F8, iconName("printer"), Label::tr("Receipts"), Label::tr("Print again what did not come out, or any earlier receipt") },
        { Quantity, Group::Cart, Qt::Key_F9, iconName("weight"), Label::tr("Quantity"), Label::tr("Quantity or weight of the selected line") },
        { Undo, Group::Cart, Qt::CTRL | Qt::Key_Z, iconName("undo"), Label::tr("Undo"), Label::tr("Take back the last change of the cart") },
        { ClearCart, Group::Cart, Qt::CTRL | Qt::Key_Delete, iconName("trash"), Label::tr("Clear"), Label::tr("Empty the cart") },
        { PreviousCategory, Group::Cart, Qt::ALT | Qt::Key_Left, {}, Label::tr("Previous category"), Label::tr("Products of the category before") },
        { NextCategory, Group::Cart, Qt::ALT | Qt::Key_Right, {}, Label::tr("Next category"), Label::tr("Products of the next category") },
        { Help, Group::Till, Qt::Key_F1, iconName("help"), Label::tr("Help"), Label::tr("All keys") },
        { ScanCamera, Group::Till, Qt::Key_F10, iconName("camera"), Label::tr("Camera"), Label::tr("Scan with the camera") },
        { ScanImage, Group::Till, Qt::CTRL | Qt::Key_I, iconName("image"), Label::tr("Picture"), Label::tr("Scan from a picture file") },
        { FullScreen, Group::Till, Qt::Key_F11, {}, Label::tr("Full screen"), Label::tr("Fill the screen, or give it back") },
        { Drawer, Group::Till, Qt::Key_F12, iconName("drawer"), Label::tr("Drawer"), Label::tr("Open the cash drawer") },
        { GoSell, Group::Till, Qt::CTRL | Qt::Key_1, iconName("scan"), Label::tr("Sell"), Label::tr("The counter") },
        { GoMembers, Group::Till, Qt::CTRL | Qt::Key_2, iconName("members"), Label::tr("Members"), Label::tr("Look up and change members") },
        { GoManager, Group::Till, Qt::CTRL | Qt::Key_3, iconName("chart"), Label::tr("Manager"), Label::tr("Sales, products and members in figures") },
        { GoSettings, Group::Till, Qt::CTRL | Qt::Key_4, iconName("settings"), Label::tr("Settings"), Label::tr("Shop, printer, scanner, rules") },
        { Chain, Group::Till, Qt::CTRL | Qt::Key_5, {}, Label::tr("Chain"), Label::tr("How this till stands with its chain, or join one") },
        { Cashier, Group::Till, Qt::CTRL | Qt::Key_6, {}, Label::tr("Cashier"), Label::tr("Who is at the till, and who works here") },
    };
}

Action action(ActionId id)
{
    const std::vector<Action> all = actions();
    const auto found = std::find_if(all.begin(), all.end(), [id](const Action& action) { return action.id == id; });
    VERIFY(found != all.end());
    return *found;
}

QString keyText(QKeyCombination key)
{
    return QKeySequence(key).toString(QKeySequence::NativeText);
}

std::vector<PlainKey> plainKeys()
{
    return {
        { Label::tr("Enter"), Label::tr("Add what stands in the box: code, name, pinyin initials, phone, member") },
        { QStringLiteral("3*0012"), Label::tr("Three of number 0012") },
        { QStringLiteral("↑ ↓"), Label::tr("Choose a result, or a line of the cart") },
        { QStringLiteral("+  −"), Label::tr("One more, one less") },
        { QStringLiteral("*5"), Label::tr("Quantity 5 for the selected line") },
        { Label::tr("Delete"), Label::tr("Remove the selected line") },
        { Label::tr("Esc"), Label::tr("Empty the box") },
    };
}

}
