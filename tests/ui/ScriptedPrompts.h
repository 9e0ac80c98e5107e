// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sale/Prompts.h"

#include <functional>

namespace tangyuan {

/// A cashier who answers as the test says, and remembers what was asked.
class ScriptedPrompts final : public Prompts {
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

    std::vector<Question> questions;
    std::vector<Registration> registrations;
    QStringList told;
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
    std::optional<Profile> askRegistration(const Registration& form) override
    {
        registrations.push_back(form);
        return registration(form);
    }
    std::optional<Id> chooseSuspended(const std::vector<CartStore::Suspended>& carts) override { return carts.at(suspendedIndex).id; }
    std::optional<ChosenSale> chooseSale(const std::vector<SaleStore::Summary>& sales) override
    {
        salesOffered = sales.size();
        return saleUse ? std::optional(ChosenSale { sales.front().fact, *saleUse }) : std::nullopt;
    }
    Outcome takePayment(Payment& offered) override { return payment(offered); }
    std::optional<QString> askFileName(const QString&) override { return fileName; }
    void tell(const QString& sentence) override { told.append(sentence); }
};

}
