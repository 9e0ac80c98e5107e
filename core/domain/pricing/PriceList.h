// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/VersionBook.h"
#include "core/domain/cart/Cart.h"
#include "core/domain/pricing/PriceRules.h"

#include <QHash>

namespace tangyuan {

/// Price rules made ready for the counter: which offers a product is about is looked up, not searched for.
struct PriceList : PriceRules {
    PriceList() = default;
    explicit PriceList(PriceRules rules);

    QByteArray hash {}; ///< of the document, see PriceRules::documentHash

    /// Numbers of an offer's scopes; −1 where it has none.
    struct Scopes {
        qint32 scope = -1;
        qint32 needs = -1;
        qint32 gets = -1;
        qint32 parts = -1; ///< of the first part; the others follow
    };
    /// Promotions first, then coupons, in the order of the document.
    qsizetype offerCount() const { return static_cast<qsizetype>(promotions.size() + coupons.size()); }
    const Offer& offerAt(qsizetype index) const;
    const CouponTemplate* couponAt(qsizetype index) const; ///< null for a promotion
    const Scopes& scopesAt(qsizetype index) const { return m_scopesOf[static_cast<size_t>(index)]; }

    /// By scope: which lines it includes, ascending.
    using ScopedLines = std::vector<std::vector<qint32>>;
    ScopedLines match(const std::vector<CartLine>& lines, BusinessDate today) const;

private:
    qint32 add(const GoodsScope& scope);

    std::vector<Scopes> m_scopesOf;
    std::vector<GoodsScope> m_scopes;
    QHash<QString, std::vector<qint32>> m_byProduct;
    QHash<Id, std::vector<qint32>> m_byCategory;
    QHash<QString, std::vector<qint32>> m_byTag;
    std::vector<qint32> m_open; ///< scopes that are not found by a key: everything, or what is nearly past its day
};

/// All versions of the prices' rules, each ready for the counter.
using PriceBook = VersionBook<PriceList>;

}
