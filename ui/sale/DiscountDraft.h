// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/cart/Cart.h"
#include "core/domain/pricing/PriceRules.h"
#include "core/domain/pricing/Quote.h"

#include <functional>
#include <optional>

namespace tangyuan {

/// What is taken off by hand while it is being decided: of which, how much, and why. Knows no screen.
class DiscountDraft {
public:
    struct Parts {
        Cart cart;
        std::optional<size_t> line; ///< the selected one
        ManualDiscountRules rules;
        QString cashier;
        std::function<Result<Quote>(const Cart&)> price;
    };
    explicit DiscountDraft(Parts parts);

    enum class Target { Line, Order };
    enum class Unit { Percent, Amount };

    bool hasLine() const { return m.line.has_value(); }
    QString lineName() const;
    const ManualDiscountRules& rules() const { return m.rules; }

    Target target() const { return m_target; }
    /// What is there already comes into the fields.
    void setTarget(Target target);
    Unit unit() const { return m_unit; }
    void setUnit(Unit unit) { m_unit = unit; }
    const QString& text() const { return m_text; }
    void setText(const QString& text) { m_text = text; }
    const QString& reason() const { return m_reason; }
    void setReason(const QString& reason) { m_reason = reason; }
    /// What was laid on the target before.
    const std::optional<ManualDiscount>& present() const;

    struct Outcome {
        Money off;
        Money total; ///< of the order, after it
    };
    /// What it would do. Errors: InputMalformed, InputOutOfRange (nothing, or more than 100 %), DiscountNotAllowed,
    /// DiscountTooLarge. A reason may still be missing.
    Result<Outcome> outcome() const;
    /// Errors: those of `outcome`, DiscountReasonMissing, InputTooLong.
    Result<void> check() const;

    enum class Decision { Lay, TakeOff };
    void applyTo(Cart& cart, Decision decision) const;

private:
    Result<ManualDiscount> read() const;
    std::optional<ManualDiscount>& place(Cart& cart) const;

    Parts m;
    Target m_target = Target::Order;
    Unit m_unit = Unit::Percent;
    QString m_text;
    QString m_reason;
};

}
