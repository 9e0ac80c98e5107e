// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/receipt/LoyaltySlips.h"
#include "ui/desk/Notice.h"
#include "ui/desk/PrintDesk.h"
#include "ui/members/MemberPrompts.h"

#include <QObject>

#include <functional>

namespace tangyuan {

/// All that a member may have beside a sale, as boards of tiles: recharge, gifts, the points mall and the rest; without a
/// screen. Only what the rules know stands on a board; what cannot be had now says why.
class ServicesPresenter final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        Till& till;
        PrintDesk& desk;
        MemberPrompts& prompts;
    };
    struct Tile {
        QString title;
        QString detail {};
        QString trailing {}; ///< a price, a count
        QString struck {};   ///< the normal price, where it is reduced
        QString obstacle {}; ///< why it cannot be had now; empty: it can
        QString group {};    ///< a heading above the first of its kind
        QChar key {};
    };
    struct Row {
        QString left;
        QString right;
    };
    struct View {
        QString memberName;
        QString figures; ///< "Gold · 1,234 points · ¥230.00"
        QString title;
        QString sentence;
        std::vector<Row> rows;
        std::vector<Tile> tiles;
        std::optional<Notice> notice;
        enum class Undo { Impossible, Possible } undo = Undo::Impossible;
        enum class Place { Home, Within } place = Place::Home;
    };
    ServicesPresenter(Parts parts, const Member& member, QObject* parent = nullptr);

    const View& view() const { return m_view; }
    void pick(size_t tile);
    /// The digit or letter that is printed on a tile or button.
    void pickKey(QChar key);
    /// To the board before; from the first one the services close.
    void back();
    /// Takes back what was done last, where that can be.
    void undo();
    /// From the first board to what was done before, to undo it.
    void openPast();
    static constexpr QChar pastKey = u'U';
    void dismissNotice();

Q_SIGNALS:
    void changed();
    void closed();

private:
    using Board = void (ServicesPresenter::*)();
    using Act = std::function<void()>;

    // Boards
    void showHome();
    void addMoneyTiles();
    void addPointsTiles();
    void addPeopleTiles();
    void showRecharge();
    void showRechargeMethods();
    void showPayOutMethods();
    void showGifts();
    void showHandGifts();
    void showMall();
    void showDraws();
    void showCauses();
    void showEvents();
    void showReviews();
    void showFeedback();
    void showPin();
    void showTags();
    void showPast();

    // Acts
    void askRechargeAmount();
    void recharge(TenderMethod method);
    void payOut();
    void payOutBy(TenderMethod method);
    void checkIn();
    void takeGift(const QString& item);
    void redeem(const MallItem& item);
    void draw(const Lottery& lottery);
    void donate(const Cause& cause);
    void adjust();
    void invite();
    void openStatement();
    void writeFeedback();
    void answerFeedback(const Feedback& feedback);
    enum class OldPin { Asked, Waived };
    void setPin(OldPin oldPin);
    void removePin();
    void changeTags(const QStringList& add, const QStringList& remove);
    void addTag();
    /// Says what undoing does and asks why.
    void undoPast(const PastDeed& past);
    /// The same for what was done a moment ago.
    void undoLast(const Id& fact);
    QString nameOf(const PastDeed& past) const;

    void add(Tile tile, Act act);
    void addBoard(Tile tile, Board board);
    void addMethods(const std::function<void(TenderMethod)>& act);
    void go(Board board);
    void home();
    void refresh();
    /// With what is left of it, where it runs out.
    QString prizeText(const Lottery& lottery, const Lottery::Prize& prize);
    QString mallObstacle(const MallItem& item, Points price);
    /// A slip of the hand is taken back without a question; where money moved, why is asked.
    enum class Reason { Spared, Asked };
    void finish(const QString& sentence, const std::optional<Id>& undoable = {}, Reason reason = Reason::Spared);
    void print(const Deed& deed, DeedSlip slip);
    void say(Notice::Tone tone, const QString& text);
    void say(const Error& error);
    const LoyaltyRules& rules() const { return m_parts.till.rules(); }
    Loyalty& loyalty() { return m_parts.till.loyalty(); }
    BusinessDate today() const { return m_parts.till.today(); }

    Parts m_parts;
    Member m_member;
    Standing m_standing;
    StillOpen m_open;
    View m_view;
    std::vector<Act> m_acts;
    std::vector<Board> m_boards; ///< the one that is shown is the last
    Act m_undo;
    Money m_amount; ///< to be recharged or paid out, once the way is chosen
    QString m_offer;
};

}
