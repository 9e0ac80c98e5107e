// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/loyalty/LoyaltyRules.h"

namespace tangyuan {

/// All versions of the rules; which of them holds on a day. A sale of last month is always judged by last month's.
class RulesBook {
public:
    RulesBook() = default;
    /// `versions` ascending.
    explicit RulesBook(std::vector<LoyaltyRules> versions)
        : m_versions(std::move(versions))
    {
    }

    /// The newest version that is in force on that day; the program's defaults before the first.
    const LoyaltyRules& at(BusinessDate date) const;
    /// The next version to come into force after that day, if it is published already.
    const LoyaltyRules* upcoming(BusinessDate date) const;
    /// The last one published, in force or not.
    const LoyaltyRules& newest() const;
    const LoyaltyRules* version(qint64 version) const;
    const std::vector<LoyaltyRules>& versions() const { return m_versions; }
    qint64 newestVersion() const { return m_versions.empty() ? 0 : m_versions.back().version; }
    void add(LoyaltyRules rules) { m_versions.push_back(std::move(rules)); }

private:
    std::vector<LoyaltyRules> m_versions;
};

}
