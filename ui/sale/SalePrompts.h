// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/CartRows.h"
#include "core/storage/SaleRows.h"
#include "ui/members/MemberPrompts.h"
#include "ui/sale/DiscountDraft.h"
#include "ui/sale/Payment.h"
#include "ui/sale/RefundDraft.h"

namespace tangyuan {

class CouponsPresenter;

/// What is asked at the counter, of members too.
class SalePrompts : public MemberPrompts {
public:
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
};

}
