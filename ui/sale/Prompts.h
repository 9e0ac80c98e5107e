// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/cart/Cart.h"
#include "core/domain/members/Member.h"
#include "core/storage/CartRows.h"
#include "core/storage/SaleRows.h"
#include "ui/sale/DiscountDraft.h"
#include "ui/sale/Payment.h"
#include "ui/sale/RefundDraft.h"

#include <QString>

#include <optional>
#include <vector>

namespace tangyuan {

class CouponsPresenter;
class ServicesPresenter;
class StatementPresenter;

/// What the sale screen asks a person in between. Dialogs on the counter, a script in tests. An empty
/// answer always means: the person thought better of it.
class Prompts {
public:
    virtual ~Prompts() = default;

    enum class Question { ClearCart, PrintMemberCard, EraseMember, ReplacePin };
    enum class Answer { Yes, No };
    virtual Answer ask(Question question) = 0;

    virtual std::optional<Quantity> askWeight(const Product& product) = 0;
    virtual std::optional<Quantity> askQuantity(const CartLine& line) = 0;
    virtual std::optional<QString> askNote(const QString& current) = 0;

    struct PointsOffer {
        Points available;
        Points most; ///< that this cart can take
        Points step;
        Money stepValue;
        Points current;
    };
    virtual std::optional<Points> askPoints(const PointsOffer& offer) = 0;

    /// Opens the list of coupons until it is closed.
    virtual void chooseCoupons(CouponsPresenter& coupons) = 0;
    /// Decides what is taken off by hand; empty: nothing changes.
    virtual std::optional<DiscountDraft::Decision> takeDiscount(DiscountDraft& draft) = 0;

    struct ChoiceQuestion {
        struct Choice {
            QString text;
            QString detail;
        };
        QString title;
        std::vector<Choice> choices;
    };
    virtual std::optional<size_t> askChoice(const ChoiceQuestion& question) = 0;

    struct Registration {
        Profile profile; ///< what is known already: often the phone
        QString problem; ///< why the last answer was not good enough; empty at first
        enum class Start { Phone, KnownPhone } start = Start::Phone;
    };
    virtual std::optional<Profile> askRegistration(const Registration& start) = 0;

    virtual std::optional<Id> chooseSuspended(const std::vector<CartRows::Suspended>& carts) = 0;

    enum class SaleUse { Print, SaveFile, Refund };
    struct ChosenSale {
        FactKey fact;
        SaleUse use = SaleUse::Print;
    };
    virtual std::optional<ChosenSale> chooseSale(const std::vector<SaleRows::Summary>& sales) = 0;

    enum class Outcome { Paid, Cancelled };
    virtual Outcome takePayment(Payment& payment) = 0;

    /// Decides what comes back; Yes: refund it so.
    virtual Answer takeRefund(RefundDraft& draft) = 0;

    /// The member types it; nobody reads the digits.
    struct PinQuestion {
        enum class Use { Prove, Choose, Repeat } use = Use::Prove;
        QString memberName;
        QString problem; ///< why the last answer was not good enough; empty at first
    };
    virtual std::optional<QString> askPin(const PinQuestion& question) = 0;

    struct AmountQuestion {
        QString title;
        QString detail;
        Money start; ///< nothing: an empty field
        Money most;
    };
    virtual std::optional<Money> askAmount(const AmountQuestion& question) = 0;
    struct CountQuestion {
        QString title;
        QString detail;
        QString unit;
        qint64 least = 1;
        qint64 most = 1;
    };
    /// A whole number within the bounds, never 0.
    virtual std::optional<qint64> askCount(const CountQuestion& question) = 0;
    struct TextQuestion {
        QString title;
        QString detail;
        QString text;
        qsizetype maxChars = 120;
    };
    /// Trimmed, and not empty.
    virtual std::optional<QString> askText(const TextQuestion& question) = 0;

    struct CashierQuestion {
        struct Row {
            QString name;
            bool isAtTill = false;
            bool isListed = true; ///< false: stands only in the settings
        };
        std::vector<Row> rows {};
        size_t selected = 0;
    };
    struct CashierAnswer {
        enum class Use { Take, Add, End } use = Use::Take;
        size_t row = 0; ///< of no meaning where one is added
    };
    virtual std::optional<CashierAnswer> askCashier(const CashierQuestion& question) = 0;
    virtual Answer askEndOfWork(const QString& cashier) = 0;
    /// `unsent`: facts that the chain will never see then.
    virtual Answer askLeavingChain(qint64 unsent) = 0;

    /// Opens the board of services until it is closed.
    virtual void serve(ServicesPresenter& services) = 0;
    virtual void showStatement(StatementPresenter& statement) = 0;
    /// A file name with .csv.
    virtual std::optional<QString> askTableFile(const QString& suggestion) = 0;

    /// A file name with .pdf or .png.
    virtual std::optional<QString> askFileName(const QString& suggestion) = 0;
    /// Something that must be read before going on.
    virtual void tell(const QString& sentence) = 0;
};

}
