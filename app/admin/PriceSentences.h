// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/pricing/Explain.h"
#include "core/domain/pricing/PriceRulesCheck.h"

#include <QJsonArray>

namespace tangyuan {

/// What is wrong, in a sentence with the offer's name for it.
QString priceSentence(const PriceFinding& finding);
QJsonArray findingsJson(const std::vector<PriceFinding>& findings);
/// Why an offer acted, or did not.
QString storySentence(const OfferStory& story);

}
