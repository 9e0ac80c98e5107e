// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/pricing/Explain.h"

#include "core/domain/pricing/Deals.h"

#include <algorithm>

namespace tangyuan {

QString offerFateName(OfferFate fate)
{
    switch (fate) {
    case OfferFate::Acted: return QStringLiteral("acted");
    case OfferFate::NotNow: return QStringLiteral("notNow");
    case OfferFate::NotLaid: return QStringLiteral("notLaid");
    case OfferFate::UsedUp: return QStringLiteral("usedUp");
    case OfferFate::NothingInCart: return QStringLiteral("nothingInCart");
    case OfferFate::NotReached: return QStringLiteral("notReached");
    case OfferFate::ByWish: return QStringLiteral("byWish");
    case OfferFate::NotBest: return QStringLiteral("notBest");
    }
    VERIFY(false);
}

namespace {

/// What the goods of an offer on the order could come to at most: what they cost without any offer.
Money grossOf(const QuoteInput& input, const std::vector<qint32>& lines)
{
    Money gross;
    for (qint32 line : lines) {
        const CartLine& cart = input.cart.lines[static_cast<size_t>(line)];
        gross += cart.labelPrice.value_or(priceOf(cart.product.price, cart.quantity));
    }
    return gross;
}

/// The total if no other offer than this one (and those that act now) had a say.
std::optional<Money> totalWithOnly(const QuoteInput& input, const PriceRules& rules, const Offer& offer, OfferForm form)
{
    PriceRules alone = rules;
    std::erase_if(alone.promotions, [&](const Offer& other) { return form == OfferForm::Coupon || other.id != offer.id; });
    std::erase_if(alone.coupons, [&](const CouponTemplate& other) { return form == OfferForm::Promotion || other.offer.id != offer.id; });
    const PriceList prices(std::move(alone));
    const Quote quoted = quote({ input.cart, input.loyalty, prices, input.situation, input.member, input.used, input.decided });
    if (std::ranges::find(quoted.offers, offer.id, &QuoteOffer::id) == quoted.offers.end())
        return {};
    return quoted.total;
}

}

std::vector<OfferStory> explain(const QuoteInput& input, const Quote& priced)
{
    const PriceList::ScopedLines scoped = input.prices.match(input.cart.lines, input.situation.date);
    std::vector<OfferStory> stories;
    for (qsizetype number = 0; number < input.prices.offerCount(); ++number) {
        const Offer& offer = input.prices.offerAt(number);
        OfferStory story { offer.id, offer.name, input.prices.couponAt(number) != nullptr };
        const auto acted = std::ranges::find(priced.offers, offer.id, &QuoteOffer::id);
        const bool isLaid = std::ranges::find(input.cart.coupons, offer.id, &CartCoupon::kind) != input.cart.coupons.end();
        const PriceList::Scopes& scopes = input.prices.scopesAt(number);
        const qint32 scope = scopes.scope >= 0 ? scopes.scope : scopes.parts;
        if (acted != priced.offers.end()) {
            story.fate = OfferFate::Acted;
            story.saved = acted->saved;
        } else if (story.isCoupon && !isLaid) {
            story.fate = OfferFate::NotLaid;
        } else if (!isLive(input, number)) {
            story.fate = input.decided || !offer.holdsAt(input.situation) ? OfferFate::NotNow : OfferFate::UsedUp;
        } else if (scope >= 0 && scoped[static_cast<size_t>(scope)].empty()) {
            story.fate = OfferFate::NothingInCart;
        } else if (offer.points.count > 0) {
            story.fate = OfferFate::ByWish;
        } else {
            const auto with = totalWithOnly(input, input.prices, offer, story.isCoupon ? OfferForm::Coupon : OfferForm::Promotion);
            if (with) {
                story.fate = OfferFate::NotBest;
                story.costs = *with - priced.total;
            } else {
                story.fate = OfferFate::NotReached;
                if (offer.isOfOrder() && !offer.rungs.empty())
                    story.missing = std::max(Money {}, offer.rungs.front().minimum - grossOf(input, scoped[static_cast<size_t>(scope)]));
            }
        }
        stories.push_back(std::move(story));
    }
    return stories;
}

}
