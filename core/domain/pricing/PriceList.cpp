// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/pricing/PriceList.h"

#include <algorithm>

namespace tangyuan {

PriceList::PriceList(PriceRules rules)
    : PriceRules(std::move(rules))
    , hash(documentHash())
{
    for (qsizetype i = 0; i < offerCount(); ++i) {
        const Offer& offer = offerAt(i);
        Scopes scopes;
        if (offer.kind != Offer::Kind::Set)
            scopes.scope = add(offer.scope);
        if (offer.needs)
            scopes.needs = add(offer.needs->scope);
        if (offer.gets)
            scopes.gets = add(*offer.gets);
        for (const Offer::Part& part : offer.parts) {
            const qint32 number = add(part.scope);
            if (scopes.parts < 0)
                scopes.parts = number;
        }
        m_scopesOf.push_back(scopes);
    }
}

qint32 PriceList::add(const GoodsScope& scope)
{
    const auto number = static_cast<qint32>(m_scopes.size());
    m_scopes.push_back(scope);
    for (const QString& plu : scope.products)
        m_byProduct[plu].push_back(number);
    for (const Id& category : scope.categories)
        m_byCategory[category].push_back(number);
    for (const QString& tag : scope.tags)
        m_byTag[tag].push_back(number);
    if (scope.bestBeforeWithin || (scope.products.empty() && scope.categories.empty() && scope.tags.empty()))
        m_open.push_back(number);
    return number;
}

const Offer& PriceList::offerAt(qsizetype index) const
{
    const auto at = static_cast<size_t>(index);
    return at < promotions.size() ? promotions[at] : coupons[at - promotions.size()].offer;
}

const CouponTemplate* PriceList::couponAt(qsizetype index) const
{
    const auto at = static_cast<size_t>(index);
    return at < promotions.size() ? nullptr : &coupons[at - promotions.size()];
}

PriceList::ScopedLines PriceList::match(const std::vector<CartLine>& lines, BusinessDate today) const
{
    ScopedLines result(m_scopes.size());
    for (qint32 line = 0; line < static_cast<qint32>(lines.size()); ++line) {
        const Product& product = lines[static_cast<size_t>(line)].product;
        const auto offer = [&](const std::vector<qint32>& scopes) {
            for (qint32 number : scopes) {
                std::vector<qint32>& found = result[static_cast<size_t>(number)];
                if ((found.empty() || found.back() != line) && m_scopes[static_cast<size_t>(number)].includes(product, today))
                    found.push_back(line);
            }
        };
        const auto lookUp = [&](const auto& index, const auto& key) {
            if (const auto found = index.constFind(key); found != index.cend())
                offer(*found);
        };
        lookUp(m_byProduct, product.plu);
        lookUp(m_byCategory, product.category);
        for (const QString& tag : product.tags)
            lookUp(m_byTag, tag);
        offer(m_open);
    }
    return result;
}

}
