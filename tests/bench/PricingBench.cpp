// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/PricingBench.h"

#include "core/domain/pricing/Quote.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>

namespace tangyuan {

namespace {

constexpr int categoryCount = 30;
constexpr int productCount = 1'500;

Id idOf(int kind, int number)
{
    Id id;
    id.bytes[0] = static_cast<quint8>(kind);
    id.bytes[14] = static_cast<quint8>(number / 256);
    id.bytes[15] = static_cast<quint8>(number % 256);
    return id;
}

QString pluOf(int product)
{
    return QString::number(product);
}

/// A shop at its busiest: everything below holds at once.
PriceRules promotions(int count, SeededRandom& random)
{
    const auto someProducts = [&](int most) {
        GoodsScope scope;
        for (quint64 i = 0; i <= random.below(static_cast<quint64>(most)); ++i)
            scope.products.push_back(pluOf(static_cast<int>(random.below(productCount))));
        return scope;
    };
    const auto aCategory = [&] {
        GoodsScope scope;
        scope.categories.push_back(idOf(1, static_cast<int>(random.below(categoryCount))));
        return scope;
    };
    PriceRules rules;
    for (int i = 0; i < count; ++i) {
        Offer offer;
        offer.id = QStringLiteral("offer-%1").arg(i);
        offer.name = offer.id;
        const auto draw = random.below(100);
        if (draw < 30) { // a product at a price of its own
            offer.kind = Offer::Kind::Price;
            offer.scope = someProducts(10);
            offer.amount = { static_cast<qint64>(300 + random.below(1'500)) };
        } else if (draw < 45) {
            offer.kind = Offer::Kind::Percent;
            offer.scope = random.below(3) == 0 ? aCategory() : someProducts(20);
            offer.rate = { static_cast<qint32>(7'000 + 500 * random.below(5)) };
        } else if (draw < 55) {
            offer.kind = Offer::Kind::Off;
            offer.scope = someProducts(10);
            offer.amount = { static_cast<qint64>(100 + 50 * random.below(5)) };
            offer.perOrder = static_cast<qint32>(random.below(3));
        } else if (draw < 70) { // second at half price, buy two get one
            offer.kind = Offer::Kind::BuyGet;
            offer.buy = static_cast<qint32>(1 + random.below(2));
            offer.rate = { random.below(2) == 0 ? 5'000 : 0 };
            offer.scope = random.below(4) == 0 ? aCategory() : someProducts(8);
        } else if (draw < 80) { // any three of these for …
            offer.kind = Offer::Kind::Set;
            offer.parts = { { random.below(4) == 0 ? aCategory() : someProducts(10), static_cast<qint32>(2 + random.below(2)) } };
            offer.amount = { static_cast<qint64>(1'500 + random.below(1'500)) };
        } else if (draw < 88) { // a menu of two
            offer.kind = Offer::Kind::Set;
            offer.parts = { { someProducts(8), 1 }, { someProducts(8), 1 } };
            offer.pays = Offer::Pays::Off;
            offer.amount = { 300 };
        } else {
            offer.kind = Offer::Kind::Order;
            if (random.below(3) > 0)
                offer.scope = aCategory();
            const auto least = static_cast<qint64>(3'000 + 1'000 * random.below(10));
            offer.rungs = { { { least }, 0, { least / 10 } }, { { least * 2 }, 0, { least / 4 } } };
        }
        rules.promotions.push_back(std::move(offer));
    }
    for (int i = 0; i < 10; ++i) {
        CouponTemplate coupon;
        coupon.offer.id = QStringLiteral("coupon-%1").arg(i);
        coupon.offer.name = coupon.offer.id;
        coupon.offer.kind = Offer::Kind::Order;
        if (i % 2 == 0)
            coupon.offer.scope = aCategory();
        if (i % 3 == 0)
            coupon.offer.rungs = { { { 2'000 }, 0, {}, { 9'000 } } };
        else
            coupon.offer.rungs = { { { 1'000 * (i + 1) }, 0, { 100 * (i + 1) } } };
        if (i == 9) {
            coupon.offer.kind = Offer::Kind::BuyGet;
            coupon.offer.rate = {};
            coupon.offer.perOrder = 1;
            coupon.offer.scope = aCategory();
        }
        rules.coupons.push_back(std::move(coupon));
    }
    return rules;
}

Cart cartOf(int lines, SeededRandom& random)
{
    Cart cart;
    for (int i = 0; i < lines; ++i) {
        const int number = static_cast<int>(random.below(productCount));
        CartLine line;
        line.product.id = idOf(2, number);
        line.product.plu = pluOf(number);
        line.product.category = idOf(1, number % categoryCount);
        line.product.price = { 400 + (number * 7919) % 3'600 };
        line.quantity = Quantity::pieces(static_cast<qint64>(1 + random.below(3)));
        if (random.below(10) == 0) {
            line.product.unit = Quantity::Unit::Gram;
            line.quantity = Quantity::grams(static_cast<qint64>(200 + random.below(1'500)));
        }
        cart.lines.push_back(std::move(line));
    }
    for (int i = 0; i < 10; ++i)
        cart.coupons.push_back({ QStringLiteral("coupon-%1").arg(i) });
    return cart;
}

struct Figures {
    double p50 = 0;
    double p99 = 0;
    double proven = 0;
};

Figures measure(int lines, int offers, int rounds)
{
    SeededRandom random(static_cast<quint64>(lines * 1'000 + offers));
    const LoyaltyRules loyalty;
    std::vector<double> us;
    int proven = 0;
    for (int rule = 0; rule < 10; ++rule) {
        const PriceList prices(promotions(offers, random));
        for (int i = 0; i < rounds / 10; ++i) {
            const Cart cart = cartOf(lines, random);
            QuoteInput input { cart, loyalty, prices, { .date = { 20261120 }, .hour = 18, .tier = Tier::Gold } };
            input.member = QuoteMember { { 1'000 } };
            QElapsedTimer timer;
            timer.start();
            const Quote priced = quote(input);
            us.push_back(static_cast<double>(timer.nsecsElapsed()) / 1'000);
            proven += priced.isProven ? 1 : 0;
        }
    }
    std::ranges::sort(us);
    return { us[us.size() / 2], us[us.size() * 99 / 100], 100.0 * proven / static_cast<double>(us.size()) };
}

}

void benchPricing()
{
    const Figures aim = measure(50, 200, 2'000);
    std::printf("bench quote_50x200_p50 %.1f us ratio=%.2f limit=one_millisecond\n", aim.p50, aim.p50 / 1'000);
    std::printf("bench quote_50x200_p99 %.1f us ratio=%.2f limit=one_millisecond\n", aim.p99, aim.p99 / 1'000);
    std::printf("bench quote_50x200_proven %.2f percent ratio=%.2f limit=all\n", aim.proven, 100 / aim.proven);
    for (const auto& [lines, offers] : { std::pair { 5, 200 }, { 12, 200 }, { 25, 200 }, { 100, 200 }, { 50, 25 }, { 50, 50 }, { 50, 100 }, { 50, 400 } }) {
        const Figures figures = measure(lines, offers, 500);
        std::printf("bench quote_%dx%d_p50 %.1f us ratio=%.2f limit=quote_50x200_p50\n", lines, offers, figures.p50, figures.p50 / aim.p50);
        std::printf("bench quote_%dx%d_p99 %.1f us ratio=%.2f limit=quote_50x200_p99 proven=%.1f%%\n", lines, offers, figures.p99, figures.p99 / aim.p99,
            figures.proven);
    }
    std::fflush(stdout);
}

}
