// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/MemberPanel.h"

#include "ui/shell/Actions.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/Words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tangyuan {
namespace {

QPushButton* keyButton(ActionId id, const char* role)
{
    const Action action = tangyuan::action(id);
    auto* button = theme::button(action.text + QStringLiteral("   ") + keyText(action.key), role);
    button->setFocusPolicy(Qt::NoFocus);
    return button;
}

}

MemberPanel::MemberPanel(QWidget* parent)
    : QFrame(parent)
    , m_name(theme::label({}, "title"))
    , m_tier(theme::label({}, "badge"))
    , m_number(theme::label({}, "quiet"))
    , m_phone(theme::label({}, "quiet"))
    , m_points(theme::label({}, "title"))
    , m_worth(theme::label({}, "quiet"))
    , m_usePoints(keyButton(ActionId::Points, "plain"))
    , m_birthdayBox(new QFrame)
    , m_birthday(theme::label({}, "sentence"))
    , m_note(theme::label({}, "quiet"))
    , m_purchases(new QVBoxLayout)
{
    setObjectName(QStringLiteral("memberPanel"));
    setProperty("surface", QStringLiteral("card"));
    m_empty = makeEmpty();
    m_full = makeFull();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::px(16), theme::px(14), theme::px(16), theme::px(14));
    column->addWidget(m_empty);
    column->addWidget(m_full);
}

QWidget* MemberPanel::makeEmpty()
{
    auto* empty = new QWidget;
    empty->setProperty("surface", QStringLiteral("plain"));
    auto* picture = new QLabel;
    picture->setPixmap(theme::pixmap(QStringLiteral("member"), 48, theme::edge));
    picture->setAlignment(Qt::AlignCenter);
    auto* heading = theme::label(tr("No member yet"), "heading");
    heading->setAlignment(Qt::AlignCenter);
    auto* hint = theme::label(tr("Scan the member card, or type the phone, its last four digits or the name into the box.\n\nA new phone can be registered at once."), "quiet");
    hint->setWordWrap(true);
    hint->setAlignment(Qt::AlignCenter);
    auto* button = keyButton(ActionId::Member, "plain");
    button->setObjectName(QStringLiteral("findMember"));
    connect(button, &QPushButton::clicked, this, &MemberPanel::memberAsked);
    auto* column = new QVBoxLayout(empty);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::px(10));
    column->addStretch(2);
    column->addWidget(picture);
    column->addWidget(heading);
    column->addWidget(hint);
    column->addSpacing(theme::px(6));
    column->addWidget(button);
    column->addStretch(3);
    return empty;
}

QWidget* MemberPanel::makeFull()
{
    m_name->setObjectName(QStringLiteral("memberName"));
    m_points->setObjectName(QStringLiteral("memberPoints"));
    m_birthday->setObjectName(QStringLiteral("memberBirthday"));
    m_name->setWordWrap(true);
    m_birthday->setWordWrap(true);
    m_note->setWordWrap(true);
    m_worth->setWordWrap(true);
    auto* full = new QWidget;
    full->setProperty("surface", QStringLiteral("plain"));
    auto* column = new QVBoxLayout(full);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::px(6));

    auto* remove = theme::button({}, "flat");
    remove->setObjectName(QStringLiteral("removeMember"));
    remove->setIcon(theme::icon(QStringLiteral("close"), theme::quiet));
    remove->setToolTip(action(ActionId::DetachMember).help + QStringLiteral("  ") + keyText(action(ActionId::DetachMember).key));
    remove->setFocusPolicy(Qt::NoFocus);
    connect(remove, &QPushButton::clicked, this, &MemberPanel::removed);
    auto* first = new QHBoxLayout;
    first->addWidget(m_name, 1);
    first->addWidget(remove, 0, Qt::AlignTop);
    column->addLayout(first);
    auto* second = new QHBoxLayout;
    second->addWidget(m_tier);
    second->addWidget(m_number, 1);
    column->addLayout(second);
    column->addWidget(m_phone);

    auto* birthdayRow = new QHBoxLayout(m_birthdayBox);
    birthdayRow->setContentsMargins(theme::px(10), theme::px(6), theme::px(10), theme::px(6));
    auto* gift = new QLabel;
    gift->setPixmap(theme::pixmap(QStringLiteral("gift"), 20, theme::accentDeep));
    birthdayRow->addWidget(gift);
    birthdayRow->addWidget(m_birthday, 1);
    m_birthdayBox->setProperty("role", QStringLiteral("banner"));
    column->addSpacing(theme::px(4));
    column->addWidget(m_birthdayBox);

    column->addSpacing(theme::px(8));
    column->addWidget(theme::rule());
    column->addSpacing(theme::px(4));
    column->addWidget(theme::label(tr("Points"), "field"));
    column->addWidget(m_points);
    column->addWidget(m_worth);
    m_usePoints->setObjectName(QStringLiteral("usePoints"));
    connect(m_usePoints, &QPushButton::clicked, this, &MemberPanel::pointsAsked);
    column->addWidget(m_usePoints);
    column->addWidget(m_note);
    column->addSpacing(theme::px(8));
    column->addWidget(theme::rule());
    column->addSpacing(theme::px(4));
    column->addWidget(theme::label(tr("Last purchases"), "field"));
    m_purchases->setSpacing(theme::px(8));
    column->addLayout(m_purchases);
    column->addStretch(1);
    return full;
}

void MemberPanel::render(const std::optional<MemberView>& member)
{
    // One hides before the other shows, or the window grows by both.
    (member ? m_empty : m_full)->hide();
    (member ? m_full : m_empty)->show();
    if (!member)
        return;
    m_name->setText(words::memberName(member->member));
    m_tier->setText(words::tier(member->member.tier));
    theme::setLook(m_tier, "tier", static_cast<int>(member->member.tier));
    m_number->setText(member->member.number);
    m_number->setVisible(!member->member.profile.name.isEmpty()); // else the name's place shows it
    m_phone->setText(words::maskedPhone(member->member.profile.phone));
    m_points->setText(words::points(member->points));
    m_worth->setText(member->pointsValue.isZero() ? tr("Not enough to pay with yet") : tr("worth %1").arg(toDisplayString(member->pointsValue)));
    m_usePoints->setVisible(!member->pointsValue.isZero());
    const bool isNear = member->birthdayNearness == MemberView::BirthdayNearness::Near;
    m_birthdayBox->setVisible(!member->birthday.isEmpty());
    m_birthday->setText(tr("Birthday %1").arg(member->birthday));
    theme::setLook(m_birthdayBox, "tone", isNear ? QStringLiteral("accent") : QStringLiteral("plain"));
    m_note->setText(member->member.profile.note);
    m_note->setVisible(!member->member.profile.note.isEmpty());
    renderPurchases(member->purchases);
}

void MemberPanel::renderPurchases(const std::vector<MemberView::Purchase>& purchases)
{
    while (QLayoutItem* item = m_purchases->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (purchases.empty())
        m_purchases->addWidget(theme::label(tr("This is the first visit."), "quiet"));
    for (const MemberView::Purchase& purchase : purchases) {
        auto* box = new QWidget;
        box->setProperty("surface", QStringLiteral("plain"));
        auto* grid = new QGridLayout(box);
        grid->setContentsMargins(0, 0, 0, 0);
        grid->setSpacing(theme::px(1));
        auto* what = theme::label({}, "sentence");
        what->setText(what->fontMetrics().elidedText(purchase.what, Qt::ElideRight, theme::px(200)));
        what->setToolTip(purchase.what);
        grid->addWidget(theme::label(purchase.when, "quiet"), 0, 0);
        grid->addWidget(theme::label(toDisplayString(purchase.total), "quiet"), 0, 1, Qt::AlignRight);
        grid->addWidget(what, 1, 0, 1, 2);
        m_purchases->addWidget(box);
    }
}

}
