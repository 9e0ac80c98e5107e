// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/RulesCheck.h"

#include <QJsonArray>

namespace tangyuan {

/// What is wrong, as a sentence for the owner.
QString ruleSentence(const RuleFinding& finding);
/// [{"problem": …, "rule": …, "other": …, "weight": "refused" or "doubtful", "sentence": …}]
QJsonArray findingsJson(const std::vector<RuleFinding>& findings);

}
