// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/catalog/Catalog.h"
#include "core/domain/loyalty/RulesCheck.h"

namespace tangyuan {

/// A document as an owner writes it, with the catalogue's names of categories turned into their ids and products' numbers
/// brought to the catalogue's form, under whatever key they stand. Errors: InputMalformed with the path and the name.
Result<QJsonObject> withIds(const QJsonObject& document, const Catalog& catalog);
/// The way back.
QJsonObject withNames(const QJsonObject& document, const Catalog& catalog);

/// A rules document as an owner writes it: under "categories" stand names of the catalogue, and a product's number may
/// have zeros in front. Here are the rules that it means. Errors: InputMalformed with the path and the name where the
/// catalogue has no such category, and those of LoyaltyRules::fromJson.
Result<LoyaltyRules> rulesFromDocument(const QJsonObject& document, const Catalog& catalog);
/// The way back, for an owner to read: what it gives is read again as the same rules. A category that the catalogue
/// does not know, or whose name another has too, keeps its id.
QJsonObject documentOfRules(const LoyaltyRules& rules, const Catalog& catalog);
/// Products and categories of rules that the catalogue does not know; doubtful, since they may come.
std::vector<RuleFinding> checkRuleNames(const LoyaltyRules& rules, const Catalog& catalog);

}
