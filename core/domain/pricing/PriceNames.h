// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/catalog/Catalog.h"
#include "core/domain/pricing/PriceRules.h"

namespace tangyuan {

/// A document of prices as an owner writes it, with categories by name (see rulesFromDocument). Errors: InputMalformed with
/// the path where the catalogue has no such category, and those of PriceRules::fromJson.
Result<PriceRules> pricesFromDocument(const QJsonObject& document, const Catalog& catalog);
/// The way back, for an owner to read.
QJsonObject documentOfPrices(const PriceRules& prices, const Catalog& catalog);

}
