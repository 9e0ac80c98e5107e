// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/loyalty/RulesBook.h"

#include <algorithm>

namespace tangyuan {

const LoyaltyRules& RulesBook::at(BusinessDate date) const
{
    static const LoyaltyRules defaults;
    for (auto rules = m_versions.rbegin(); rules != m_versions.rend(); ++rules)
        if (rules->effectiveFrom <= date)
            return *rules;
    return defaults;
}

const LoyaltyRules* RulesBook::upcoming(BusinessDate date) const
{
    const qint64 current = at(date).version;
    const LoyaltyRules* next = nullptr;
    for (const LoyaltyRules& rules : m_versions)
        if (rules.version > current && (!next || rules.effectiveFrom < next->effectiveFrom))
            next = &rules;
    return next;
}

const LoyaltyRules& RulesBook::newest() const
{
    static const LoyaltyRules defaults;
    return m_versions.empty() ? defaults : m_versions.back();
}

const LoyaltyRules* RulesBook::version(qint64 version) const
{
    const auto found = std::ranges::find(m_versions, version, &LoyaltyRules::version);
    return found == m_versions.end() ? nullptr : &*found;
}

}
