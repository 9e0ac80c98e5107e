// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/MemberPanel.h"

#include "ui/widgets/Actions.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/Words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
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

QWidget* plainBox()
{
    auto* box = new QWidget;
    box->setProperty("surface", QStringLiteral("plain"));
    return box;
}

QVBoxLayout* closeColumn(QWidget* box, int spacing)
{
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::px(spacing));
    return column;
}

/// A name on the left, what there is of it on the right.
QWidget* ownedRow(const QString& text, QLabel* amount)
{
    auto* row = plainBox();
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(theme::label(text, "field"));
    layout->addStretch();
    layout->addWidget(amount);
    return row;
}

constexpr int tagsShown = 6;

/// A few names in little room; whole in the tooltip.
void showNames(QLabel* label, const QStringList& names)
{
    constexpr int nameChars = 12;
    QStringList shown;
    for (const QString& name : names)
        shown.append(words::shortened(name, nameChars));
    label->setText(words::listed(shown));
    label->setToolTip(names.join(u'\n'));
}

}

MemberPanel::MemberPanel(QWidget* parent)
    : QFrame(parent)
    , m_name(new ElidedLabel("title"))
    , m_tier(theme::label({}, "badge"))
    , m_number(theme::label({}, "quiet"))
    , m_phone(theme::label({}, "quiet"))
    , m_tagRow(new FlowLayout(theme::px(5)))
    , m_points(theme::label({}, "amount"))
    , m_worth(theme::label({}, "quiet"))
    , m_ending(theme::label({}, "warn"))
    , m_value(theme::label({}, "amount"))
    , m_bonus(theme::label({}, "quiet"))
    , m_gifts(theme::label({}, "amount"))
    , m_coupons(theme::button({}, "coupons"))
    , m_usePoints(keyButton(ActionId::Points, "plain"))
    , m_birthdayBox(new QFrame)
    , m_birthday(theme::label({}, "sentence"))
    , m_benefits(theme::label({}, "quiet"))
    , m_note(theme::label({}, "quiet"))
    , m_usual(theme::label({}, "sentence"))
    , m_untried(theme::label({}, "sentence"))
    , m_purchases(new QVBoxLayout)
{
    setObjectName(QStringLiteral("memberPanel"));
    setProperty("surface", QStringLiteral("card"));
    m_empty = makeEmpty();
    m_full = makeFull();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::px(16), theme::px(12), theme::px(16), theme::px(12));
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
    auto* hint = theme::label(
        tr("Scan the member card, or type the phone, its last four digits or the name into the box.\n\nA new phone can be registered at once."), "quiet");
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
    m_ending->setObjectName(QStringLiteral("memberEnding"));
    m_value->setObjectName(QStringLiteral("memberValue"));
    m_gifts->setObjectName(QStringLiteral("memberGifts"));
    m_birthday->setObjectName(QStringLiteral("memberBirthday"));
    m_usual->setObjectName(QStringLiteral("memberUsual"));
    m_untried->setObjectName(QStringLiteral("memberUntried"));
    for (QLabel* text : { m_birthday, m_benefits, m_note, m_worth, m_ending, m_bonus, m_usual, m_untried })
        text->setWordWrap(true);
    auto* full = plainBox();
    QVBoxLayout* column = closeColumn(full, 8);
    column->addWidget(makeHead());
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(makeMiddle());
    column->addWidget(scroll, 1);
    m_coupons->setObjectName(QStringLiteral("memberCoupons"));
    m_coupons->setFocusPolicy(Qt::NoFocus);
    m_coupons->setToolTip(action(ActionId::Coupons).help + QStringLiteral("  ") + keyText(action(ActionId::Coupons).key));
    connect(m_coupons, &QPushButton::clicked, this, &MemberPanel::couponsAsked);
    column->addWidget(m_coupons);
    m_usePoints->setObjectName(QStringLiteral("usePoints"));
    connect(m_usePoints, &QPushButton::clicked, this, &MemberPanel::pointsAsked);
    column->addWidget(m_usePoints);
    QPushButton* services = keyButton(ActionId::Services, "plain");
    services->setObjectName(QStringLiteral("services"));
    connect(services, &QPushButton::clicked, this, &MemberPanel::servicesAsked);
    column->addWidget(services);
    return full;
}

QWidget* MemberPanel::makeHead()
{
    auto* remove = theme::button({}, "flat");
    remove->setObjectName(QStringLiteral("removeMember"));
    remove->setIcon(theme::icon(QStringLiteral("close"), theme::quiet));
    remove->setToolTip(action(ActionId::DetachMember).help + QStringLiteral("  ") + keyText(action(ActionId::DetachMember).key));
    remove->setFocusPolicy(Qt::NoFocus);
    connect(remove, &QPushButton::clicked, this, &MemberPanel::removed);
    auto* head = plainBox();
    QVBoxLayout* column = closeColumn(head, 4);
    auto* first = new QHBoxLayout;
    first->addWidget(m_name, 1);
    first->addWidget(remove, 0, Qt::AlignTop);
    column->addLayout(first);
    auto* second = new QHBoxLayout;
    second->addWidget(m_tier);
    second->addWidget(m_number);
    second->addStretch(1); // or the badge fills the row where the number is the name
    column->addLayout(second);
    column->addWidget(m_phone);
    return head;
}

QWidget* MemberPanel::makeMiddle()
{
    auto* birthdayRow = new QHBoxLayout(m_birthdayBox);
    birthdayRow->setContentsMargins(theme::px(7), theme::px(4), theme::px(4), theme::px(4));
    birthdayRow->setSpacing(theme::px(5));
    auto* gift = new QLabel;
    gift->setPixmap(theme::pixmap(QStringLiteral("gift"), 18, theme::accentDeep));
    birthdayRow->addWidget(gift);
    birthdayRow->addWidget(m_birthday, 1);
    m_birthdayBox->setProperty("role", QStringLiteral("banner"));
    m_tags = plainBox();
    m_tags->setObjectName(QStringLiteral("memberTags"));
    m_tags->setLayout(m_tagRow);
    auto* middle = plainBox();
    QVBoxLayout* column = closeColumn(middle, 7);
    column->addWidget(m_tags);
    column->addWidget(m_birthdayBox);
    column->addWidget(m_benefits);
    column->addWidget(m_note);
    column->addWidget(theme::rule());
    column->addWidget(makeOwned());
    column->addWidget(theme::rule());
    column->addWidget(makeTastes());
    column->addWidget(theme::label(tr("Last purchases"), "field"));
    m_purchases->setSpacing(theme::px(6));
    column->addLayout(m_purchases);
    column->addStretch(1);
    return middle;
}

QWidget* MemberPanel::makeOwned()
{
    auto* owned = plainBox();
    QVBoxLayout* column = closeColumn(owned, 1);
    column->addWidget(ownedRow(tr("Points"), m_points));
    column->addWidget(m_worth);
    column->addWidget(m_ending);
    m_valueRow = ownedRow(tr("Stored value"), m_value);
    column->addWidget(m_valueRow);
    column->addWidget(m_bonus);
    m_giftRow = ownedRow(tr("Gifts waiting"), m_gifts);
    column->addWidget(m_giftRow);
    return owned;
}

QWidget* MemberPanel::makeTastes()
{
    const auto box = [](const QString& title, QLabel* names) {
        auto* group = plainBox();
        QVBoxLayout* column = closeColumn(group, 1);
        column->addWidget(theme::label(title, "field"));
        column->addWidget(names);
        return group;
    };
    m_usualBox = box(tr("Usually buys"), m_usual);
    m_untriedBox = box(tr("Has not tried"), m_untried);
    auto* tastes = plainBox();
    QVBoxLayout* column = closeColumn(tastes, 6);
    column->addWidget(m_usualBox);
    column->addWidget(m_untriedBox);
    return tastes;
}

void MemberPanel::render(const std::optional<MemberView>& member, const HeldCoupons& coupons)
{
    // One hides before the other shows, or the window grows by both.
    (member ? m_empty : m_full)->hide();
    (member ? m_full : m_empty)->show();
    if (!member)
        return;
    renderHead(*member);
    renderTags(member->tags);
    renderOwned(*member);
    renderCoupons(coupons);
    showNames(m_usual, member->usual);
    m_usualBox->setVisible(!member->usual.isEmpty());
    showNames(m_untried, member->untried);
    m_untriedBox->setVisible(!member->untried.isEmpty());
    renderPurchases(*member);
}

void MemberPanel::renderHead(const MemberView& view)
{
    const Member& member = view.member;
    m_name->setText(words::memberName(member));
    m_tier->setText(words::tier(member.tier));
    theme::setLook(m_tier, "tier", static_cast<int>(member.tier));
    m_number->setText(member.number);
    m_number->setVisible(!member.profile.name.isEmpty()); // else the name's place shows it
    m_phone->setText(words::maskedPhone(member.profile.phone));
    const bool isNear = view.birthdayNearness == MemberView::BirthdayNearness::Near;
    m_birthdayBox->setVisible(!view.birthday.isEmpty());
    m_birthday->setText(tr("Birthday %1").arg(view.birthday));
    theme::setLook(m_birthdayBox, "tone", isNear ? QStringLiteral("accent") : QStringLiteral("plain"));
    m_benefits->setText(view.benefits);
    m_benefits->setVisible(!view.benefits.isEmpty());
    m_note->setText(member.profile.note);
    m_note->setVisible(!member.profile.note.isEmpty());
}

void MemberPanel::renderOwned(const MemberView& view)
{
    m_points->setText(words::points(view.points));
    theme::setLook(m_points, "tone", view.points.count < 0 ? QStringLiteral("trouble") : QString());
    if (view.points.count < 0)
        m_worth->setText(tr("Owed; the next points pay it"));
    else if (view.pointsUsable != view.points)
        m_worth->setText(tr("%1 usable today").arg(words::points(view.pointsUsable)));
    else
        m_worth->setText(view.pointsValue.isZero() ? tr("Not enough to pay with yet") : tr("worth %1").arg(toDisplayString(view.pointsValue)));
    m_usePoints->setVisible(!view.pointsValue.isZero());
    m_ending->setText(tr("%1 points end on %2").arg(words::points(view.pointsEnding), view.pointsEnd.toString()));
    m_ending->setVisible(view.pointsEnding.count > 0);
    m_value->setText(toDisplayString(view.storedValue.sum()));
    m_valueRow->setVisible(!view.storedValue.sum().isZero());
    m_bonus->setText(tr("%1 paid in, %2 on top").arg(toDisplayString(view.storedValue.principal), toDisplayString(view.storedValue.bonus)));
    m_bonus->setVisible(!view.storedValue.bonus.isZero());
    m_gifts->setText(QString::number(view.gifts));
    m_giftRow->setVisible(view.gifts > 0);
}

void MemberPanel::renderCoupons(const HeldCoupons& coupons)
{
    m_coupons->setVisible(coupons.count > 0);
    const QString count = coupons.count == 1 ? tr("1 coupon") : tr("%1 coupons").arg(coupons.count);
    const QString best = coupons.best.minor <= 0 ? QString()
        : coupons.count == 1                     ? tr("takes %1 off").arg(toDisplayString(coupons.best))
                                                 : tr("best takes %1 off").arg(toDisplayString(coupons.best));
    const QString key = keyText(action(ActionId::Coupons).key);
    m_coupons->setText(best.isEmpty() ? count + QStringLiteral("   ") + key : count + QStringLiteral("   ") + key + u'\n' + best);
}

void MemberPanel::renderTags(const QStringList& tags)
{
    while (QLayoutItem* item = m_tagRow->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_tags->setVisible(!tags.isEmpty());
    const auto add = [this](const QString& text, const QString& whole) {
        auto* chip = theme::label(text, "badge");
        chip->setToolTip(whole);
        theme::setLook(chip, "tone", QStringLiteral("accent"));
        m_tagRow->addWidget(chip);
    };
    constexpr int charsShown = 10;
    for (const QString& tag : tags.mid(0, tagsShown))
        add(words::shortened(tag, charsShown), tag);
    if (tags.size() > tagsShown)
        add(QStringLiteral("+%1").arg(tags.size() - tagsShown), words::listed(tags.mid(tagsShown)));
}

void MemberPanel::renderPurchases(const MemberView& member)
{
    while (QLayoutItem* item = m_purchases->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (member.purchases.empty())
        m_purchases->addWidget(theme::label(member.isKnownElsewhere ? tr("Bought at other tills so far.") : tr("This is the first visit."), "quiet"));
    for (const MemberView::Purchase& purchase : member.purchases) {
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
