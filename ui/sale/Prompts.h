// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/members/Member.h"
#include "core/sale/Cart.h"
#include "core/storage/CartStore.h"
#include "core/storage/SaleStore.h"
#include "ui/sale/Payment.h"

#include <QString>

#include <optional>
#include <vector>

namespace tangyuan {

/// What the sale screen asks a person in between. Dialogs on the counter, a script in tests. An empty
/// answer always means: the person thought better of it.
class Prompts {
public:
    virtual ~Prompts() = default;

    enum class Question { ClearCart, PrintMemberCard, EraseMember };
    enum class Answer { Yes, No };
    virtual Answer ask(Question question) = 0;

    virtual std::optional<Quantity> askWeight(const Product& product) = 0;
    virtual std::optional<Quantity> askQuantity(const CartLine& line) = 0;
    virtual std::optional<QString> askNote(const QString& current) = 0;

    struct PointsOffer {
        Points available;
        Points most;      ///< that this cart can take
        Points step;
        Money stepValue;
        Points current;
    };
    virtual std::optional<Points> askPoints(const PointsOffer& offer) = 0;

    struct Registration {
        Profile profile;  ///< what is known already: often the phone
        QString problem;  ///< why the last answer was not good enough; empty at first
        enum class Start { Phone, KnownPhone } start = Start::Phone;
    };
    virtual std::optional<Profile> askRegistration(const Registration& start) = 0;

    virtual std::optional<Id> chooseSuspended(const std::vector<CartStore::Suspended>& carts) = 0;

    enum class SaleUse { Print, SaveFile };
    struct ChosenSale { FactKey fact; SaleUse use = SaleUse::Print; };
    virtual std::optional<ChosenSale> chooseSale(const std::vector<SaleStore::Summary>& sales) = 0;

    enum class Outcome { Paid, Cancelled };
    virtual Outcome takePayment(Payment& payment) = 0;

    /// A file name with .pdf or .png.
    virtual std::optional<QString> askFileName(const QString& suggestion) = 0;
    /// Something that must be read before going on.
    virtual void tell(const QString& sentence) = 0;
};

}
