// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sale/Replay.h"

#include "core/domain/sale/PointsAsCash.h"

#include <algorithm>

namespace tangyuan {

namespace {

CartLine cartLineOf(const SaleLine& line, Tier tier)
{
    CartLine cart;
    cart.product.id = line.product;
    cart.product.plu = line.plu;
    cart.product.name = line.name;
    cart.product.category = line.category;
    cart.product.unit = line.quantity.unit;
    cart.product.price = line.unitPrice;
    cart.product.tags = line.basis.tags;
    cart.product.bestBefore = line.basis.bestBefore;
    cart.product.tierPrices[static_cast<size_t>(tier)] = line.basis.tierPrice;
    cart.quantity = line.quantity;
    cart.byPoints = line.basis.byPoints;
    cart.discount = line.basis.discount;
    if (line.basis.isLabelPrice)
        cart.labelPrice = line.gross;
    return cart;
}

Points spentAsCash(const Sale& sale)
{
    PaidWithPoints sum;
    for (const PaidWithPoints& ofLine : pointsAsCash(sale))
        sum += ofLine;
    return sum.points;
}

}

Result<Replay> replay(const Sale& sale, const RulesBook& rules, const PriceBook& prices)
{
    static const LoyaltyRules noRules;
    static const PriceList noPrices;
    const LoyaltyRules* loyalty = sale.member ? rules.version(sale.rulesVersion) : &noRules;
    const PriceList* list = sale.basis.prices > 0 ? prices.version(sale.basis.prices) : &noPrices;
    if (!loyalty && sale.rulesVersion == 0)
        loyalty = &noRules;
    if (!loyalty)
        return fail(ErrorCode::OriginUnknown, QStringLiteral("version %1 of the loyalty rules").arg(sale.rulesVersion));
    if (!list)
        return fail(ErrorCode::OriginUnknown, QStringLiteral("version %1 of the prices").arg(sale.basis.prices));

    Cart cart;
    for (const SaleLine& line : sale.lines)
        cart.lines.push_back(cartLineOf(line, sale.basis.tier));
    cart.coupons = sale.basis.laid;
    cart.discount = sale.basis.discount;
    cart.pointsWanted = spentAsCash(sale);
    Situation situation { .date = sale.businessDate, .channel = sale.channel, .tier = sale.basis.tier, .isMember = sale.member.has_value() };
    situation.tags.insert(sale.basis.groups.begin(), sale.basis.groups.end());
    QuoteInput input { cart, *loyalty, *list, situation };
    if (sale.member)
        input.member = QuoteMember { sale.pointsSpent };
    input.decided = QuoteInput::Decided { sale.basis.live, std::max(sale.basis.pointsStep, Money { 1 }) };

    Replay replay { quote(input), {}, false, true };
    replay.stories = explain(input, replay.quote);
    replay.isSame = replay.quote.total == sale.total && replay.quote.lines.size() == sale.lines.size();
    for (size_t i = 0; i < sale.lines.size() && replay.isSame; ++i)
        replay.isSame = replay.quote.lines[i].total == sale.lines[i].total && replay.quote.lines[i].adjustments == sale.lines[i].adjustments;
    if (sale.basis.prices > 0)
        replay.isHashSame = QString::fromLatin1(list->hash.toHex()) == sale.basis.hash;
    return replay;
}

}
