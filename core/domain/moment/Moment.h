// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/RulesBook.h"
#include "core/domain/pricing/PriceList.h"
#include "core/domain/shop/ShopSettings.h"

namespace tangyuan {

/// When a deed is done, by whom, and what holds then. Taken once where the deed begins and handed down: whatever the clock
/// does meanwhile, the deed is of one date, under one version of rules and prices. It looks at the books and the settings
/// where they are, so it lives no longer than its deed.
struct Moment {
    UtcTime now;
    BusinessDate date;
    int hour = 0; ///< of the local wall clock
    const LoyaltyRules& rules;
    const PriceList& prices;
    const ShopSettings& settings;
    QString actor; ///< who stands at the counter

    /// What rules ask about, for a passer-by.
    Situation situation(Channel channel) const;
};

/// Where moments come from. Use cases have this in place of a clock, so that none can ask what time it is on the way.
class Moments {
public:
    Moments(const Clock& clock, const ShopSettings& settings, const RulesBook& rules, const PriceBook& prices)
        : m_clock(clock)
        , m_settings(settings)
        , m_rules(rules)
        , m_prices(prices)
    {
    }

    /// Reads the clock, once. The actor is who stands in the settings.
    Moment take() const;
    /// The same for who is said to act.
    Moment take(const QString& actor) const;

private:
    const Clock& m_clock;
    const ShopSettings& m_settings;
    const RulesBook& m_rules;
    const PriceBook& m_prices;
};

}
