// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "ui/sale/SalePrompts.h"
#include "ui/shell/ShellPrompts.h"

#include <functional>

class QWidget;

namespace tangyuan {

/// Asks by dialogs over the window.
class DialogPrompts final : public SalePrompts, public ShellPrompts {
public:
    struct Times {
        const Clock& clock;
        std::function<BusinessCalendar()> calendar; ///< settings may change
    };
    explicit DialogPrompts(Times times);
    /// The window over which to ask.
    void setWindow(QWidget* window) { m_window = window; }

    Answer ask(Question question) override;
    std::optional<Quantity> askWeight(const Product& product) override;
    std::optional<Quantity> askQuantity(const CartLine& line) override;
    std::optional<QString> askNote(const QString& current) override;
    std::optional<Points> askPoints(const PointsOffer& offer) override;
    void chooseCoupons(CouponsPresenter& coupons) override;
    std::optional<DiscountDraft::Decision> takeDiscount(DiscountDraft& draft) override;
    std::optional<size_t> askChoice(const ChoiceQuestion& question) override;
    std::optional<Profile> askRegistration(const Registration& start) override;
    std::optional<Id> chooseSuspended(const std::vector<CartRows::Suspended>& carts) override;
    std::optional<ChosenSale> chooseSale(const std::vector<SaleRows::Summary>& sales) override;
    Outcome takePayment(Payment& payment) override;
    Answer takeRefund(RefundDraft& draft) override;
    std::optional<QString> askPin(const PinQuestion& question) override;
    std::optional<Money> askAmount(const AmountQuestion& question) override;
    std::optional<qint64> askCount(const CountQuestion& question) override;
    std::optional<QString> askText(const TextQuestion& question) override;
    std::optional<CashierAnswer> askCashier(const CashierQuestion& question) override;
    Answer askEndOfWork(const QString& cashier) override;
    Answer askLeavingChain(qint64 unsent) override;
    void serve(ServicesPresenter& services) override;
    void showStatement(StatementPresenter& statement) override;
    std::optional<QString> askTableFile(const QString& suggestion) override;
    std::optional<QString> askFileName(const QString& suggestion) override;
    void tell(const QString& sentence) override;

private:
    QString moment(UtcTime time) const;
    /// Over what is open: a question may come from a dialog.
    QWidget* front() const;

    Times m_times;
    QWidget* m_window = nullptr;
};

}
