// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/pricing/Hints.h"

namespace tangyuan {

inline Id categoryId(int number)
{
    Id id;
    id.bytes[15] = static_cast<quint8>(number);
    return id;
}

/// A line of a bakery: product `plu` in category `plu` / 100.
inline CartLine piece(int plu, qint64 priceMinor, qint64 count = 1)
{
    CartLine line;
    line.product.id = categoryId(100 + plu % 100);
    line.product.plu = QString::number(plu);
    line.product.category = categoryId(plu / 100);
    line.product.price = { priceMinor };
    line.quantity = Quantity::pieces(count);
    return line;
}

inline CartLine weighed(int plu, qint64 pricePerKilogram, qint64 grams)
{
    CartLine line = piece(plu, pricePerKilogram);
    line.product.unit = Quantity::Unit::Gram;
    line.quantity = Quantity::grams(grams);
    return line;
}

inline GoodsScope ofCategory(int number)
{
    GoodsScope scope;
    scope.categories = { categoryId(number) };
    return scope;
}

inline GoodsScope ofProduct(int plu)
{
    GoodsScope scope;
    scope.products = { QString::number(plu) };
    return scope;
}

inline Offer offer(const char* id, Offer::Kind kind, GoodsScope scope = {})
{
    Offer made;
    made.id = QString::fromLatin1(id);
    made.name = made.id;
    made.kind = kind;
    made.scope = std::move(scope);
    return made;
}

inline Offer order(const char* id, std::vector<Rung> rungs, GoodsScope scope = {})
{
    Offer made = offer(id, Offer::Kind::Order, std::move(scope));
    made.rungs = std::move(rungs);
    return made;
}

/// A counter at which everything can be set.
struct Counter {
    PriceRules rules {};
    LoyaltyRules loyalty {};
    Cart cart {};
    Situation situation { .date = { 20261120 }, .hour = 10, .isMember = false };
    std::optional<QuoteMember> member {};
    std::map<QString, OfferUse> used {};

    void comes(Tier tier, qint64 points = 0)
    {
        situation.tier = tier;
        situation.isMember = true;
        member = QuoteMember { { points } };
    }
    Quote price() const
    {
        const PriceList prices(rules);
        return quote({ cart, loyalty, prices, situation, member, used });
    }
    std::vector<Hint> hints() const
    {
        const PriceList prices(rules);
        const QuoteInput input { cart, loyalty, prices, situation, member, used };
        return hintsOf(input, quote(input));
    }
};

inline Money amountOf(const QuoteLine& line, const char* id)
{
    Money sum;
    for (const Adjustment& adjustment : line.adjustments)
        if (adjustment.offer == QLatin1String(id))
            sum += adjustment.amount;
    return sum;
}

}
