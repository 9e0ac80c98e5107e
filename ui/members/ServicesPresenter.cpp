// SPDX-License-Identifier: GPL-3.0-or-later
// The boards: how one goes through them, and the first one.
#include "ui/members/ServicesPresenter.h"

#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Words.h"

#include <algorithm>

namespace tangyuan {

ServicesPresenter::ServicesPresenter(Parts parts, const Member& member, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_member(member)
    , m_boards { &ServicesPresenter::showHome }
{
    refresh();
}

// Going through the boards

void ServicesPresenter::refresh()
{
    if (const auto member = m_parts.till.members().byKey(m_member.key))
        m_member = *member;
    if (auto standing = loyalty().standing(m_member))
        m_standing = std::move(*standing);
    else
        m_view.notice = Notice { Notice::Tone::Trouble, errorText(standing.error()) };
    if (auto open = loyalty().open(m_member))
        m_open = std::move(*open);
    else
        m_view.notice = Notice { Notice::Tone::Trouble, errorText(open.error()) };
    const Money value = usableValue(m_standing.ledger, today()).sum();
    m_view.memberName = words::memberName(m_member);
    m_view.figures = tr("%1  ·  %2 points  ·  stored value %3")
                         .arg(words::tier(m_member.tier), words::points({ m_standing.ledger.balance(Currency::Points, today()) }), toDisplayString(value));
    m_view.sentence.clear();
    m_view.rows.clear();
    m_view.tiles.clear();
    m_acts.clear();
    m_view.place = m_boards.size() == 1 ? View::Place::Home : View::Place::Within;
    m_view.undo = m_undo ? View::Undo::Possible : View::Undo::Impossible;
    (this->*m_boards.back())();
    Q_EMIT changed();
}

void ServicesPresenter::go(Board board)
{
    m_boards.push_back(board);
    m_view.notice.reset();
    m_undo = {};
    refresh();
}

void ServicesPresenter::home()
{
    m_boards.resize(1);
    refresh();
}

void ServicesPresenter::back()
{
    if (m_boards.size() == 1)
        return Q_EMIT closed();
    m_boards.pop_back();
    refresh();
}

void ServicesPresenter::pick(size_t tile)
{
    if (tile >= m_acts.size() || !m_view.tiles[tile].obstacle.isEmpty())
        return;
    const Act act = m_acts[tile]; // the board may be another one before the act ends
    m_view.notice.reset();
    act();
}

void ServicesPresenter::pickKey(QChar key)
{
    if (m_boards.size() == 1 && key.toUpper() == pastKey)
        return openPast();
    const auto found = std::ranges::find(m_view.tiles, key.toUpper(), &Tile::key);
    if (found != m_view.tiles.end())
        pick(static_cast<size_t>(found - m_view.tiles.begin()));
}

void ServicesPresenter::undo()
{
    if (!m_undo)
        return;
    const Act act = std::exchange(m_undo, {});
    act();
}

void ServicesPresenter::openPast()
{
    go(&ServicesPresenter::showPast);
}

void ServicesPresenter::dismissNotice()
{
    m_view.notice.reset();
    Q_EMIT changed();
}

void ServicesPresenter::add(Tile tile, Act act)
{
    if (tile.key.isNull()) {
        const QString keys = QStringLiteral("123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        const auto isFree = [&](QChar key) { return std::ranges::find(m_view.tiles, key, &Tile::key) == m_view.tiles.end(); };
        if (const auto free = std::ranges::find_if(keys, isFree); free != keys.end())
            tile.key = *free;
    }
    m_view.tiles.push_back(std::move(tile));
    m_acts.push_back(std::move(act));
}

void ServicesPresenter::addBoard(Tile tile, Board board)
{
    add(std::move(tile), [this, board] { go(board); });
}

// The first board

void ServicesPresenter::showHome()
{
    m_view.title = tr("Services");
    addMoneyTiles();
    addPointsTiles();
    addPeopleTiles();
}

void ServicesPresenter::addMoneyTiles()
{
    const MemberState& ledger = m_standing.ledger;
    const QString group = tr("Money and gifts");
    if (rules().storedValue.mostBalance.minor > 0)
        addBoard({ .title = tr("Recharge"),
                     .detail = tr("Stored value"),
                     .trailing = toDisplayString(usableValue(ledger, today()).sum()),
                     .group = group,
                     .key = u'1' },
            &ServicesPresenter::showRecharge);
    const qint64 gifts = ledger.usable(Currency::Gift, today());
    qint64 waiting = 0;
    for (const Lot& lot : ledger.lots)
        if (lot.currency == Currency::Gift && lot.isUsableOn(today()))
            waiting += lot.remaining;
    addBoard({ .title = tr("Gifts"),
                 .detail = tr("Hand one over"),
                 .trailing = tr("%1 waiting").arg(std::max(gifts, waiting)),
                 .obstacle = waiting == 0 ? tr("No gift waits") : QString(),
                 .group = group,
                 .key = u'2' },
        &ServicesPresenter::showGifts);
    const Tiers& tiers = rules().tiers;
    const bool hasBirthday = std::ranges::any_of(tiers.tiers, [](const TierRules& tier) { return !tier.birthday.isEmpty(); });
    if (!rules().welcome.isEmpty() || hasBirthday)
        addBoard({ .title = tr("Give by hand"), .detail = tr("Welcome and birthday gifts"), .group = group, .key = u'G' }, &ServicesPresenter::showHandGifts);
    const Money principal { ledger.usable(Currency::Principal, today()) };
    if (rules().storedValue.mostBalance.minor > 0)
        add({ .title = tr("Pay out"),
                .detail = tr("What was paid in"),
                .trailing = toDisplayString(principal),
                .obstacle = principal.isZero() ? tr("Nothing was paid in") : QString(),
                .group = group,
                .key = u'O' },
            [this] { payOut(); });
}

void ServicesPresenter::addPointsTiles()
{
    const QString group = tr("Points");
    const Activities& activities = rules().activities;
    if (activities.checkIn.count > 0 || activities.streakBonus.count > 0) {
        const int streak = loyalty().streak(m_member.key).value_or(0);
        add({ .title = tr("Check in"),
                .detail = tr("Day %1 in a row").arg(streak + 1),
                .trailing = u'+' + words::points(activities.checkIn),
                .obstacle = m_open.checkIn == 0 ? tr("Done today: day %1 in a row").arg(streak) : QString(),
                .group = group,
                .key = u'3' },
            [this] { checkIn(); });
    }
    if (!rules().mall.empty())
        addBoard({ .title = tr("Points mall"), .detail = tr("Things and services for points"), .group = group, .key = u'4' }, &ServicesPresenter::showMall);
    if (!rules().lotteries.empty())
        addBoard({ .title = tr("Draw"), .detail = tr("With published odds"), .group = group, .key = u'5' }, &ServicesPresenter::showDraws);
    if (!rules().causes.empty())
        addBoard({ .title = tr("Donate"), .detail = tr("Points for a good cause"), .group = group, .key = u'6' }, &ServicesPresenter::showCauses);
    if (!activities.inviter.isEmpty() || !activities.invited.isEmpty()) {
        const auto referral = StandingRows(m_parts.till.database()).referralOf(m_member.key);
        const bool wasInvited = referral && *referral;
        add({ .title = tr("Invitation"),
                .detail = tr("Who brought this member"),
                .obstacle = wasInvited ? tr("Told already") : QString(),
                .group = group,
                .key = u'7' },
            [this] { invite(); });
    }
    if (!activities.events.empty())
        addBoard({ .title = tr("Events"), .detail = tr("Took part today"), .group = group, .key = u'8' }, &ServicesPresenter::showEvents);
    if (activities.review.count > 0)
        addBoard(
            { .title = tr("Reviews"), .detail = tr("Of what they bought"), .trailing = u'+' + words::points(activities.review), .group = group, .key = u'9' },
            &ServicesPresenter::showReviews);
    add({ .title = tr("Adjust points"), .detail = tr("By hand, with a reason"), .group = group, .key = u'A' }, [this] { adjust(); });
}

void ServicesPresenter::addPeopleTiles()
{
    const QString group = tr("The member");
    add({ .title = tr("Statement"), .detail = tr("Every movement"), .group = group, .key = u'S' }, [this] { openStatement(); });
    addBoard({ .title = tr("Feedback"), .detail = tr("Write down, answer"), .group = group, .key = u'F' }, &ServicesPresenter::showFeedback);
    const bool hasPin = m_parts.till.pins().isSet(m_member.key).value_or(false);
    addBoard({ .title = tr("PIN"), .detail = hasPin ? tr("Is set") : tr("Not set yet"), .group = group, .key = u'P' }, &ServicesPresenter::showPin);
    addBoard({ .title = tr("Tags"), .detail = tr("Add, take off"), .group = group, .key = u'T' }, &ServicesPresenter::showTags);
}

// What all acts share

void ServicesPresenter::finish(const QString& sentence, const std::optional<Id>& undoable, Reason reason)
{
    m_undo = {};
    if (undoable)
        m_undo = [this, fact = *undoable, reason] {
            if (reason == Reason::Asked)
                return undoLast(fact);
            const auto undone = loyalty().undo(m_member, fact);
            undone ? finish(tr("Undone.")) : say(undone.error());
        };
    m_view.notice = Notice { Notice::Tone::Good, sentence };
    refresh();
}

void ServicesPresenter::print(const Deed& deed, DeedSlip slip)
{
    slip.memberNumber = m_member.number;
    slip.cashier = m_parts.till.settings().cashier;
    m_parts.desk.print(layoutDeed(deed, slip, m_parts.till.settings()));
}

void ServicesPresenter::say(Notice::Tone tone, const QString& text)
{
    m_view.notice = Notice { tone, text };
    refresh(); // what was refused may be refused because the board is old
}

void ServicesPresenter::say(const Error& error)
{
    say(Notice::Tone::Trouble, errorText(error));
}

}
