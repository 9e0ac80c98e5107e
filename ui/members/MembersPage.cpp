// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/members/MembersPage.h"

#include "core/base/Limits.h"
#include "ui/members/ProfileText.h"
#include "ui/widgets/Actions.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/Words.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTimer>

namespace tangyuan {
namespace {

constexpr int typingPauseMs = 120;

QLineEdit* field(const char* name, qsizetype maxChars)
{
    auto* field = new QLineEdit;
    field->setObjectName(QString::fromLatin1(name));
    field->setMaxLength(static_cast<int>(maxChars));
    return field;
}

QString consentText(Consent consent)
{
    switch (consent) {
    case Consent::NotAsked: return MembersPage::tr("Not asked");
    case Consent::Given: return MembersPage::tr("Wants news");
    case Consent::Refused: return MembersPage::tr("No news, please");
    }
    VERIFY(false);
}

Banner::Tone bannerTone(Notice::Tone tone)
{
    switch (tone) {
    case Notice::Tone::Quiet: return Banner::Tone::Quiet;
    case Notice::Tone::Good: return Banner::Tone::Good;
    case Notice::Tone::Trouble: return Banner::Tone::Trouble;
    }
    VERIFY(false);
}

}

MembersPage::MembersPage(MembersPresenter& presenter, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_typing(new QTimer(this))
    , m_notice(new Banner(QStringLiteral("membersNotice")))
    , m_search(field("memberSearch", limits::scanChars))
    , m_list(new QListWidget)
    , m_hint(theme::label({}, "quiet"))
    , m_nothing(theme::label(tr("Choose a member on the left to see and change what the shop knows."), "quiet"))
    , m_title(theme::label({}, "title"))
    , m_tier(theme::label({}, "badge"))
    , m_number(theme::label({}, "quiet"))
    , m_points(theme::label({}, "heading"))
    , m_name(field("name", limits::nameChars))
    , m_phone(field("phone", 32))
    , m_sex(new QComboBox)
    , m_birthday(field("birthday", 16))
    , m_email(field("email", limits::emailChars))
    , m_address(field("address", limits::addressChars))
    , m_consent(new QComboBox)
    , m_tierChoice(new QComboBox)
    , m_note(field("note", limits::noteChars))
    , m_purchases(new QVBoxLayout)
{
    setObjectName(QStringLiteral("membersPage"));
    setProperty("surface", QStringLiteral("page"));
    m_typing->setSingleShot(true);
    m_typing->setInterval(typingPauseMs);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(theme::px(12));
    columns->addWidget(makeList());
    columns->addWidget(makeCard(), 1);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(theme::px(14), 0, theme::px(14), theme::px(14));
    page->setSpacing(theme::px(10));
    page->addWidget(m_notice);
    page->addLayout(columns, 1);
    connect(&m_presenter, &MembersPresenter::changed, this, &MembersPage::render);
    connect(m_search, &QLineEdit::textEdited, m_typing, qOverload<>(&QTimer::start));
    connect(m_typing, &QTimer::timeout, this, [this] { m_presenter.search(m_search->text()); });
    connect(m_list, &QListWidget::itemClicked, this, [this] { m_presenter.select(m_list->currentRow()); });
    connect(m_notice, &Banner::dismissed, &m_presenter, &MembersPresenter::dismissNotice);
    m_search->installEventFilter(this);
    m_presenter.refresh();
}

QWidget* MembersPage::makeList()
{
    auto* left = new QFrame;
    left->setProperty("surface", QStringLiteral("card"));
    left->setFixedWidth(theme::px(400));
    m_search->setPlaceholderText(tr("Phone, last four digits, number, name or initials"));
    m_list->setObjectName(QStringLiteral("memberList"));
    m_list->setProperty("role", QStringLiteral("rows"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    auto* add = theme::button(tr("Register a member"), "primary");
    add->setObjectName(QStringLiteral("registerButton"));
    connect(add, &QPushButton::clicked, &m_presenter, &MembersPresenter::registerMember);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(theme::px(14), theme::px(14), theme::px(14), theme::px(14));
    column->setSpacing(theme::px(10));
    column->addWidget(m_search);
    column->addWidget(m_hint);
    column->addWidget(m_list, 1);
    column->addWidget(add);
    return left;
}

QWidget* MembersPage::makeCard()
{
    auto* right = new QFrame;
    right->setProperty("surface", QStringLiteral("card"));
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(theme::px(24), theme::px(18), theme::px(24), theme::px(18));
    m_nothing->setAlignment(Qt::AlignCenter);
    column->addWidget(m_nothing, 1);
    m_card = new QWidget;
    m_card->setProperty("surface", QStringLiteral("plain"));
    column->addWidget(m_card, 1);

    auto* card = new QVBoxLayout(m_card);
    card->setContentsMargins(0, 0, 0, 0);
    card->setSpacing(theme::px(12));
    m_title->setObjectName(QStringLiteral("memberTitle"));
    m_points->setObjectName(QStringLiteral("memberPagePoints"));
    auto* head = new QHBoxLayout;
    head->setSpacing(theme::px(12));
    head->addWidget(m_title);
    head->addWidget(m_tier, 0, Qt::AlignVCenter);
    head->addWidget(m_number);
    head->addStretch();
    head->addWidget(m_points);
    card->addLayout(head);
    card->addWidget(theme::rule());
    auto* middle = new QHBoxLayout;
    middle->setSpacing(theme::px(28));
    middle->addWidget(makeForm(), 3);
    auto* history = new QVBoxLayout;
    history->addWidget(theme::label(tr("Last purchases"), "heading"));
    m_purchases->setSpacing(theme::px(10));
    history->addLayout(m_purchases);
    history->addStretch();
    middle->addLayout(history, 2);
    card->addLayout(middle, 1);
    card->addWidget(makeButtons());
    return right;
}

QWidget* MembersPage::makeForm()
{
    for (const Sex sex : { Sex::Unknown, Sex::Female, Sex::Male })
        m_sex->addItem(words::sex(sex), static_cast<int>(sex));
    for (const Consent consent : { Consent::NotAsked, Consent::Given, Consent::Refused })
        m_consent->addItem(consentText(consent), static_cast<int>(consent));
    for (const Tier tier : { Tier::Regular, Tier::Silver, Tier::Gold, Tier::Diamond })
        m_tierChoice->addItem(words::tier(tier), static_cast<int>(tier));
    m_tierChoice->setObjectName(QStringLiteral("tier"));
    m_birthday->setPlaceholderText(QStringLiteral("1990-05-20  /  05-20"));
    auto* box = new QWidget;
    QFormLayout* form = theme::form();
    box->setLayout(form);
    theme::addRow(form, tr("Name"), m_name);
    theme::addRow(form, tr("Phone"), m_phone);
    theme::addRow(form, tr("Tier"), m_tierChoice);
    theme::addRow(form, tr("Sex"), m_sex);
    theme::addRow(form, tr("Birthday"), m_birthday);
    theme::addRow(form, tr("E-mail"), m_email);
    theme::addRow(form, tr("Address"), m_address);
    theme::addRow(form, tr("News and offers"), m_consent);
    theme::addRow(form, tr("Note"), m_note);
    return box;
}

QWidget* MembersPage::makeButtons()
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::px(10));
    auto* erase = theme::button(tr("Erase…"), "danger");
    auto* services = theme::button(tr("Services"), "plain");
    auto* statement = theme::button(tr("Statement"), "plain");
    services->setObjectName(QStringLiteral("memberServices"));
    statement->setObjectName(QStringLiteral("memberStatement"));
    services->setToolTip(action(ActionId::Services).help + QStringLiteral("  ") + keyText(action(ActionId::Services).key));
    services->setIcon(theme::icon(QStringLiteral("gift")));
    auto* saveCard = theme::button(tr("Save card as PDF"), "plain");
    auto* printCard = theme::button(tr("Print card"), "plain");
    auto* keep = theme::button(tr("Save"), "primary");
    erase->setObjectName(QStringLiteral("eraseMember"));
    saveCard->setObjectName(QStringLiteral("saveCard"));
    printCard->setObjectName(QStringLiteral("printCard"));
    keep->setObjectName(QStringLiteral("saveMember"));
    printCard->setIcon(theme::icon(QStringLiteral("printer")));
    row->addWidget(erase);
    row->addStretch();
    row->addWidget(services);
    row->addWidget(statement);
    row->addWidget(saveCard);
    row->addWidget(printCard);
    row->addWidget(keep);
    connect(erase, &QPushButton::clicked, &m_presenter, &MembersPresenter::erase);
    connect(services, &QPushButton::clicked, &m_presenter, &MembersPresenter::openServices);
    connect(statement, &QPushButton::clicked, &m_presenter, &MembersPresenter::openStatement);
    connect(saveCard, &QPushButton::clicked, &m_presenter, &MembersPresenter::saveCard);
    connect(printCard, &QPushButton::clicked, &m_presenter, &MembersPresenter::printCard);
    connect(keep, &QPushButton::clicked, this, &MembersPage::save);
    return bar;
}

void MembersPage::render()
{
    const MembersPresenter::View& view = m_presenter.view();
    if (view.notice)
        m_notice->show(bannerTone(view.notice->tone), view.notice->text);
    else
        m_notice->hide();
    renderList();
    renderMember();
}

void MembersPage::renderList()
{
    const MembersPresenter::View& view = m_presenter.view();
    m_list->clear();
    for (const MemberSummary& summary : view.found) {
        const QString name = summary.name.isEmpty() ? summary.number : summary.name;
        m_list->addItem(name + QStringLiteral("   ") + words::maskedPhone(summary.phone) + QStringLiteral("   ") + words::tier(summary.tier));
    }
    m_list->setCurrentRow(view.selected);
    m_hint->setText(!view.hint.isEmpty() ? view.hint : view.found.empty() ? tr("%1 members").arg(words::points({ view.count })) : QString());
    m_hint->setVisible(!m_hint->text().isEmpty());
}

void MembersPage::renderMember()
{
    const std::optional<MemberView>& shown = m_presenter.view().member;
    // One hides before the other shows, or the window grows by both.
    (shown ? m_nothing : m_card)->hide();
    (shown ? m_card : m_nothing)->show();
    if (!shown)
        return m_shown.reset();
    const Member& member = shown->member;
    m_title->setText(words::memberName(member));
    m_tier->setText(words::tier(member.tier));
    theme::setLook(m_tier, "tier", static_cast<int>(member.tier));
    m_number->setText(member.number);
    m_points->setText(tr("%1 points").arg(words::points(shown->points)));
    renderPurchases(*shown);
    // A trouble while saving must not throw away what was typed.
    if (m_shown == member.key && m_presenter.view().notice && m_presenter.view().notice->tone == Notice::Tone::Trouble)
        return;
    m_shown = member.key;
    const Profile& profile = member.profile;
    m_name->setText(profile.name);
    m_phone->setText(words::phone(profile.phone));
    m_sex->setCurrentIndex(m_sex->findData(static_cast<int>(profile.sex)));
    m_birthday->setText(birthdayText(profile.birthday));
    m_email->setText(profile.email);
    m_address->setText(profile.address);
    m_consent->setCurrentIndex(m_consent->findData(static_cast<int>(profile.marketing)));
    m_tierChoice->setCurrentIndex(static_cast<int>(member.tier));
    m_note->setText(profile.note);
}

void MembersPage::renderPurchases(const MemberView& member)
{
    while (QLayoutItem* item = m_purchases->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (member.purchases.empty())
        m_purchases->addWidget(theme::label(member.isKnownElsewhere ? tr("Bought at other tills so far.") : tr("Nothing bought yet."), "quiet"));
    for (const MemberView::Purchase& purchase : member.purchases) {
        auto* line = theme::label(purchase.when + QStringLiteral("   ") + toDisplayString(purchase.total) + u'\n' + purchase.what, "quiet");
        line->setWordWrap(true);
        m_purchases->addWidget(line);
    }
}

Profile MembersPage::typedProfile() const
{
    Profile profile = m_presenter.view().member->member.profile;
    profile.name = m_name->text().trimmed();
    if (m_phone->text() != words::phone(profile.phone))
        profile.phone = m_phone->text().trimmed();
    profile.sex = static_cast<Sex>(m_sex->currentData().toInt());
    profile.birthday = parseBirthday(m_birthday->text()).value_or(QDate());
    profile.email = m_email->text().trimmed();
    profile.address = m_address->text().trimmed();
    profile.marketing = static_cast<Consent>(m_consent->currentData().toInt());
    profile.note = m_note->text().trimmed();
    return profile;
}

void MembersPage::save()
{
    if (!m_presenter.view().member)
        return;
    const auto birthday = parseBirthday(m_birthday->text());
    theme::setLook(m_birthday, "state", birthday ? QString() : QStringLiteral("wrong"));
    if (!birthday)
        return m_notice->show(Banner::Tone::Trouble, tr("The birthday is no date. Write it as 1990-05-20, or 05-20 without the year."));
    m_presenter.save(typedProfile(), static_cast<Tier>(m_tierChoice->currentData().toInt()));
}

void MembersPage::scan(const QString& text)
{
    m_search->setText(text);
    m_presenter.enter(text);
    m_search->clear();
}

bool MembersPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Up: m_presenter.select(std::max(0, m_presenter.view().selected - 1)); return true;
        case Qt::Key_Down: m_presenter.select(m_presenter.view().selected + 1); return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            m_typing->stop();
            m_presenter.enter(m_search->text());
            return true;
        default: break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void MembersPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_presenter.refresh();
    m_search->setFocus();
}

}
