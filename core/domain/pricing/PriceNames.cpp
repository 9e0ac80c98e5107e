// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/pricing/PriceNames.h"

#include "core/domain/loyalty/RulesNames.h"

namespace tangyuan {

Result<PriceRules> pricesFromDocument(const QJsonObject& document, const Catalog& catalog)
{
    return PriceRules::fromJson(TRY(withIds(document, catalog)));
}

QJsonObject documentOfPrices(const PriceRules& prices, const Catalog& catalog)
{
    return withNames(prices.toJson(), catalog);
}

}
