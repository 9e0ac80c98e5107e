// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/codes/Scan.h"
#include "core/domain/receipt/LoyaltySlips.h"
#include "ui/desk/PrintDesk.h"
#include "ui/members/Registrar.h"
#include "ui/sale/BoxSearch.h"
#include "ui/sale/CouponsPresenter.h"
#include "ui/sale/OpenCart.h"
#include "ui/sale/SalePrompts.h"
#include "ui/sale/SaleView.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace tangyuan {

/// The counter without its screen: takes what the cashier means, drives the till, and says what is to
/// be shown. Every path can be tested without a window.
class SalePresenter final : public QObject {
    Q_OBJECT

public:
    using SaveDocument = std::function<Result<void>(const ReceiptDocument& document, const QString& path)>;
    struct Parts {
        Till& till;
        MemberNames& names;
        PrintDesk& desk;
        SalePrompts& prompts;
        SaveDocument saveDocument; ///< to PDF or PNG, by the path's ending
        HubDesk* hub = nullptr;    ///< knows members that this till does not; nullptr: nobody does
    };
    explicit SalePresenter(Parts parts, QObject* parent = nullptr);

    const SaleView& view() const { return m_view; }
    /// Brings back the cart that the last run left.
    void start();
    /// The catalogue, the rules or a member changed elsewhere.
    void refresh();

    // The box
    void type(const QString& text); ///< shows what the words may mean
    void enter(const QString& text);
    void scan(const QString& text);
    void pickResult(int index);
    void moveSelection(int steps); ///< among the results if there are any, else among the lines
    void dismiss();                ///< Escape: results, then the notice
    void forgetResults();
    void dismissNotice();
    void dismissPrintTrouble();

    // The cart
    void addProduct(const Id& product);
    void selectLine(int index);
    enum class Step { More, Less };
    void stepQuantity(Step step);
    void askQuantity();
    void removeSelectedLine();
    void editNote();
    void clearCart();
    void undo();

    // The member
    void attachMember(MemberKey key);
    void detachMember();
    void registerMember();
    void choosePoints();
    /// The board of everything else that a member may have.
    void openServices();

    // Offers
    /// The coupons of this sale: to lay one, or to take it off.
    void chooseCoupons();
    void takeCouponOff(const QString& kind);
    void discountByHand();

    // The sale
    void pay();
    void suspend();
    void recall();
    void reprintOrPrintAgain();
    void openDrawer();
    /// A trouble that a device had.
    void tell(const Error& error) { say(error); }

Q_SIGNALS:
    void changed();
    void boxTextWanted(const QString& text);

private:
    void act(const Scan& scan);
    void takeEntry(const QString& text, ScanOrigin origin);
    void addLine(const CartLine& line);
    void addByCode(const Id& product, Quantity quantity);
    void addWeighed(const Id& product);
    void addPriced(const Id& product, Money price);
    void setSelectedQuantity(const QString& text);
    void changeQuantity(Quantity quantity);
    void meetMemberCode(const scan::MemberCode& code);
    void meetPhone(const QString& phone);
    void meetPhoneTail(const QString& digits);
    void meetMemberNumber(const QString& number);
    void meetReceipt(FactKey fact);
    void meetCoupon(const CouponReference& scanned);
    /// What stands on the paper, typed off it: whether it is a number of this till.
    bool meetReceiptNumber(const QString& typed);
    std::unique_ptr<CouponsPresenter> coupons();
    void payWithPoints();
    struct PointsPrice {
        Points points;
        Money rest;
        enum class Reach { Enough, Short } reach = Reach::Short;
    };
    /// What a line would cost in points; nothing where no offer says so.
    std::optional<PointsPrice> pointsPrice(size_t line) const;
    void togglePointsPrice();
    QString pointsHint() const;
    Result<Scan> readCode(const QString& text, ScanOrigin origin) const;
    /// What is done about somebody whom nobody knows, or whom nobody could be asked for.
    using Unfound = std::function<void(MemberInquiry::Answer)>;
    /// Asks the hub for a member, and attaches whom it finds. Going on working takes the question back.
    void askHub(const HubDesk::MemberQuestion& question, Unfound unfound);
    void stopAsking() { m_inquiry.stop(); }
    void sayUnknown(MemberInquiry::Answer answer);
    void askRegistration(const MemberPrompts::Registration& form, const QString& asked);
    void attach(const Member& member);
    bool place(const Member& member);
    /// Gives what is due on this visit, and says what that was.
    QStringList greet(const Member& member);
    void registered(const Members::Registration& registration);
    enum class Proof { Missing, NotNeeded, Given };
    /// Whether the member proved that the stored value is theirs; asks for the PIN where that is needed.
    Proof proveStoredValue(const Payment& payment);
    Result<Sale> commit(const Payment& payment, Proof proof);
    void finishSale(const Sale& sale);
    void tellWhatTheSaleReached(const Sale& sale);
    void useSale(const SalePrompts::ChosenSale& chosen);
    void refund(const Sale& sale);
    ReceiptDocument receiptOf(const Sale& sale, ReceiptCopy copy) const;
    ReceiptDocument slipOf(const Refund& refund, ReceiptCopy copy) const;
    /// The paper of a sale or a refund once more.
    struct Paper {
        QString number;
        ReceiptDocument document;
    };
    Result<Paper> reprintOf(FactKey fact) const;
    bool changeCart(const std::function<Result<void>(Cart&)>& change);
    const CartLine* selectedLine() const;

    void say(Notice::Tone tone, const QString& text);
    void say(const Error& error);
    void show();
    void showMember();
    void showLaidCoupons();
    void showAdvice();
    /// Says which coupons left the cart by themselves; beside what else is said in the same moment.
    void noticeDropped();
    void showPrintTrouble();
    void countSuspended();

    Till& m_till;
    PrintDesk& m_desk;
    SalePrompts& m_prompts;
    SaveDocument m_saveDocument;
    BoxSearch m_search;
    OpenCart m_open;
    SaleView m_view;
    std::optional<MemberKey> m_shownMember;
    QTimer m_advice;       ///< hints are worth a moment, the price is not
    qint64 m_advised = -1; ///< the revision of the cart for which they are
    QString m_droppedText; ///< until the next event
    MemberInquiry m_inquiry;
    Registrar m_registrar;
    Id m_registeringFor;                  ///< the cart at which the form was opened
    std::optional<Id> m_codeOfThisMinute; ///< the member who showed one for the cart on the counter
};

}
