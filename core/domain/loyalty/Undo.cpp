// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/loyalty/Undo.h"

namespace tangyuan {

LedgerPart undoing(const QString& reason, const Id& origin, const std::vector<LedgerPart>& parts, std::optional<BusinessDate> graceUntil)
{
    std::map<std::pair<Currency, QString>, qint64> granted;
    std::map<Currency, qint64> spent;
    LedgerPart undo { reason };
    for (const LedgerPart& part : parts) {
        for (const Effect& effect : part.effects) {
            if (const auto* grant = std::get_if<effect::Grant>(&effect))
                granted[{ grant->currency, grant->item }] += grant->amount;
            else if (const auto* spend = std::get_if<effect::Spend>(&effect))
                spent[spend->currency] += spend->amount;
        }
        if (!part.countKey.isEmpty())
            undo.effects.push_back(effect::Uncount { part.countKey });
    }
    for (const auto& [what, amount] : granted)
        undo.effects.push_back(effect::TakeBack { origin, what.first, amount, what.second });
    for (const auto& [currency, amount] : spent)
        undo.effects.push_back(effect::GiveBack { origin, currency, amount, graceUntil });
    return undo;
}

}
