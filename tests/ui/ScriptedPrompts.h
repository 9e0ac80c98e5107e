// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sale/CouponsPresenter.h"
#include "ui/sale/SalePrompts.h"
#include "ui/shell/ShellPrompts.h"

#include <algorithm>
#include <functional>

namespace tangyuan {

/// A cashier who answers as the test says, and remembers what was asked.
class ScriptedPrompts final : public SalePrompts, public ShellPrompts {
public:
    Answer answer = Answer::Yes;
    std::optional<Quantity> weight;
    std::optional<Quantity> quantity;
    std::optional<QString> note;
    std::optional<Points> points;
    std::function<std::optional<Profile>(const Registration&)> registration = [](const Registration& form) { return std::optional(form.profile); };
    size_t suspendedIndex = 0;
    std::optional<SaleUse> saleUse = SaleUse::Print;
    std::function<Outcome(Payment&)> payment = [](Payment& taken) {
        if (taken.due().minor > 0 && !taken.take(TenderMethod::Cash, taken.due()))
            return Outcome::Cancelled;
        return Outcome::Paid;
    };
    std::optional<QString> fileName;
    std::function<Answer(RefundDraft&)> refund = [](RefundDraft&) { return Answer::Yes; };
    std::function<void(CouponsPresenter&)> coupons = [](CouponsPresenter&) {};
    std::function<std::optional<DiscountDraft::Decision>(DiscountDraft&)> discount = [](DiscountDraft&) { return std::nullopt; };
    std::optional<size_t> choice = 0;
    std::vector<ChoiceQuestion> choiceQuestions;
    std::optional<Money> amount;
    std::optional<qint64> count;
    QStringList texts; ///< typed one after the other
    std::function<void(ServicesPresenter&)> services = [](ServicesPresenter&) {};
    std::function<void(StatementPresenter&)> statement = [](StatementPresenter&) {};
    std::optional<QString> tableFile;
    QStringList pins; ///< typed one after the other; then the member gives up

    std::vector<CashierAnswer> cashiers; ///< one after the other; then the list is closed

    std::vector<Question> questions;
    std::vector<Registration> registrations;
    QStringList told;
    std::vector<PinQuestion> pinQuestions;
    std::vector<AmountQuestion> amountQuestions;
    std::vector<TextQuestion> textQuestions;
    std::vector<CashierQuestion> cashierQuestions;
    QStringList endings;          ///< whose work was to end
    std::vector<qint64> leavings; ///< what was unsent when the chain was to be left
    size_t salesOffered = 0;

    Answer ask(Question question) override
    {
        questions.push_back(question);
        return answer;
    }
    std::optional<Quantity> askWeight(const Product&) override { return weight; }
    std::optional<Quantity> askQuantity(const CartLine&) override { return quantity; }
    std::optional<QString> askNote(const QString&) override { return note; }
    std::optional<Points> askPoints(const PointsOffer& offer) override { return points ? points : std::optional(offer.most); }
    void chooseCoupons(CouponsPresenter& presenter) override { coupons(presenter); }
    std::optional<DiscountDraft::Decision> takeDiscount(DiscountDraft& draft) override { return discount(draft); }
    std::optional<size_t> askChoice(const ChoiceQuestion& question) override
    {
        choiceQuestions.push_back(question);
        return choice;
    }
    std::optional<Profile> askRegistration(const Registration& form) override
    {
        registrations.push_back(form);
        return registration(form);
    }
    std::optional<Id> chooseSuspended(const std::vector<CartRows::Suspended>& carts) override { return carts.at(suspendedIndex).id; }
    std::optional<ChosenSale> chooseSale(const std::vector<SaleRows::Summary>& sales) override
    {
        salesOffered = sales.size();
        if (!saleUse)
            return {};
        // As on the screen: a refund is not refunded itself.
        const auto chosen
            = std::ranges::find_if(sales, [this](const SaleRows::Summary& sale) { return *saleUse != SaleUse::Refund || sale.refundOf.isEmpty(); });
        return chosen == sales.end() ? std::nullopt : std::optional(ChosenSale { chosen->fact, *saleUse });
    }
    Outcome takePayment(Payment& offered) override { return payment(offered); }
    Answer takeRefund(RefundDraft& draft) override { return refund(draft); }
    std::optional<Money> askAmount(const AmountQuestion& question) override
    {
        amountQuestions.push_back(question);
        return amount;
    }
    std::optional<qint64> askCount(const CountQuestion&) override { return count; }
    std::optional<QString> askText(const TextQuestion& question) override
    {
        textQuestions.push_back(question);
        return texts.isEmpty() ? std::nullopt : std::optional(texts.takeFirst());
    }
    std::optional<CashierAnswer> askCashier(const CashierQuestion& question) override
    {
        cashierQuestions.push_back(question);
        if (cashiers.empty())
            return {};
        const CashierAnswer answered = cashiers.front();
        cashiers.erase(cashiers.begin());
        return answered;
    }
    Answer askEndOfWork(const QString& cashier) override
    {
        endings.append(cashier);
        return answer;
    }
    Answer askLeavingChain(qint64 unsent) override
    {
        leavings.push_back(unsent);
        return answer;
    }
    void serve(ServicesPresenter& presenter) override { services(presenter); }
    void showStatement(StatementPresenter& presenter) override { statement(presenter); }
    std::optional<QString> askTableFile(const QString&) override { return tableFile; }
    std::optional<QString> askPin(const PinQuestion& question) override
    {
        pinQuestions.push_back(question);
        return pins.isEmpty() ? std::nullopt : std::optional(pins.takeFirst());
    }
    std::optional<QString> askFileName(const QString&) override { return fileName; }
    void tell(const QString& sentence) override { told.append(sentence); }
};

}
