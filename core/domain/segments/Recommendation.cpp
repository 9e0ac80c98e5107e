// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/segments/Recommendation.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

namespace tangyuan {

namespace {

bool isOnSale(const Catalog& catalog, const Id& product)
{
    const Product* known = catalog.byId(product);
    return known && known->state == SaleState::OnSale;
}

std::vector<Id> eachOnce(std::vector<Id> ids)
{
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

/// Keys by how many visits had them, most first; then in their own order, so that equal counts always read the same.
std::vector<std::pair<Id, qint64>> byVisits(const std::set<std::pair<Id, qint64>>& keysAndFacts)
{
    std::map<Id, qint64> counts;
    for (const auto& [key, fact] : keysAndFacts)
        ++counts[key];
    std::vector<std::pair<Id, qint64>> ordered(counts.begin(), counts.end());
    std::ranges::stable_sort(ordered, [](const auto& a, const auto& b) { return a.second > b.second; });
    return ordered;
}

std::vector<UsualProduct> usualProducts(const std::vector<BoughtLine>& own, const Catalog& catalog, BusinessDate today)
{
    const BusinessDate from = today.addDays(1 - Recommendation::usualDays);
    std::set<std::pair<Id, qint64>> bought;
    for (const BoughtLine& line : own)
        if (line.businessDate >= from && isOnSale(catalog, line.product))
            bought.emplace(line.product, line.fact);
    std::vector<UsualProduct> usual;
    for (const auto& [product, visits] : byVisits(bought))
        if (usual.size() < Recommendation::mostUsual)
            usual.push_back({ product, visits });
    return usual;
}

/// What each product that `mine` lacks is worth by the tastes of others, in thousandths.
std::map<Id, qint64> worthBySimilarTastes(MemberKey member, const std::vector<Id>& mine, const Tastes& tastes)
{
    std::map<Id, qint64> worth;
    for (const Tastes::Shopper& shopper : tastes.shoppers()) {
        if (shopper.member == member.row)
            continue;
        std::vector<Id> others;
        std::ranges::set_difference(shopper.products, mine, std::back_inserter(others));
        const auto common = std::ssize(shopper.products) - std::ssize(others);
        if (common == 0)
            continue;
        const qint64 likeness = 1'000 * common / (std::ssize(mine) + std::ssize(others));
        for (const Id& product : others)
            worth[product] += likeness;
    }
    return worth;
}

}

Tastes::Tastes(const std::vector<BoughtLine>& latest)
{
    std::map<std::pair<qint64, qint64>, std::vector<Id>> products; // by member, or by sale
    for (const BoughtLine& line : latest)
        products[{ line.member, line.member == 0 ? line.fact : 0 }].push_back(line.product);
    for (auto& [who, bought] : products) {
        m_shoppers.push_back({ who.first, eachOnce(std::move(bought)) });
        for (const Id& product : m_shoppers.back().products)
            ++m_popularity[product];
    }
}

Recommendation recommend(MemberKey member, const std::vector<BoughtLine>& own, const Tastes& tastes, const Catalog& catalog, BusinessDate today)
{
    Recommendation recommendation { usualProducts(own, catalog, today), {} };
    std::vector<Id> mine;
    std::set<std::pair<Id, qint64>> categories;
    for (const BoughtLine& line : own) {
        mine.push_back(line.product);
        categories.emplace(line.category, line.fact);
    }
    mine = eachOnce(std::move(mine));

    using Candidate = std::tuple<qint64, qint64, Id>; // worth and popularity, negative so that the best come first
    std::vector<UntriedProduct>& untried = recommendation.untried;
    const auto take = [&](std::vector<Candidate> candidates, UntriedProduct::Reason reason) {
        std::ranges::sort(candidates);
        for (const auto& [worth, popularity, product] : candidates) {
            if (untried.size() == Recommendation::mostUntried)
                return;
            if (std::ranges::find(untried, product, &UntriedProduct::product) == untried.end())
                untried.push_back({ product, reason, -popularity });
        }
    };
    std::vector<Candidate> similar;
    for (const auto& [product, worth] : worthBySimilarTastes(member, mine, tastes))
        if (isOnSale(catalog, product))
            similar.emplace_back(-worth, -tastes.popularity(product), product);
    take(std::move(similar), UntriedProduct::Reason::SimilarTastes);

    std::vector<Candidate> popular;
    const auto favourites = byVisits(categories);
    for (size_t i = 0; i < std::min(favourites.size(), Recommendation::favouriteCategories); ++i)
        for (const Product* product : catalog.inCategory(favourites[i].first))
            if (tastes.popularity(product->id) > 0 && !std::ranges::binary_search(mine, product->id))
                popular.emplace_back(0, -tastes.popularity(product->id), product->id);
    take(std::move(popular), UntriedProduct::Reason::FavouriteCategory);
    return recommendation;
}

}
