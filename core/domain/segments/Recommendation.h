// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/domain/catalog/Catalog.h"
#include "core/domain/members/Member.h"

#include <vector>

namespace tangyuan {

/// One line of a sale, as far as tastes go.
struct BoughtLine {
    qint64 fact = 0;
    qint64 member = 0; ///< 0: a passer-by
    BusinessDate businessDate;
    Id product;
    Id category;
};

/// What recent shoppers bought: members over all their recent visits, passers-by in the one.
class Tastes {
public:
    struct Shopper {
        qint64 member = 0;
        std::vector<Id> products; ///< each once, in order
    };

    Tastes() = default;
    /// `latest` holds the lines of each sale together.
    explicit Tastes(const std::vector<BoughtLine>& latest);

    const std::vector<Shopper>& shoppers() const { return m_shoppers; }
    /// How many shoppers bought it.
    qint64 popularity(const Id& product) const { return m_popularity.value(product); }

private:
    std::vector<Shopper> m_shoppers;
    QHash<Id, qint64> m_popularity;
};

struct UsualProduct {
    Id product;
    qint64 visits = 0; ///< in which they bought it

    bool operator==(const UsualProduct&) const = default;
};

struct UntriedProduct {
    enum class Reason { SimilarTastes, FavouriteCategory };

    Id product;
    Reason reason = Reason::SimilarTastes;
    qint64 shoppers = 0; ///< how many bought it

    bool operator==(const UntriedProduct&) const = default;
};

/// What to say at the counter: "the usual?", and what they might like.
struct Recommendation {
    static constexpr int usualDays = 180;
    static constexpr size_t mostUsual = 3;
    static constexpr size_t mostUntried = 3;
    static constexpr size_t favouriteCategories = 2;

    std::vector<UsualProduct> usual;     ///< most visits first
    std::vector<UntriedProduct> untried; ///< similar tastes first

    bool operator==(const Recommendation&) const = default;
};

/// Products on sale only. `own` are the member's latest lines, newest first. How alike two shoppers are is the share of
/// what both bought in what either bought (Jaccard 1901); a product is worth the sum over the shoppers who bought it.
Recommendation recommend(MemberKey member, const std::vector<BoughtLine>& own, const Tastes& tastes, const Catalog& catalog, BusinessDate today);

}
