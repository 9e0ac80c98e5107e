// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/moment/Moment.h"

namespace tangyuan {

Situation Moment::situation(Channel channel) const
{
    return { .date = date, .hour = hour, .channel = channel, .isMember = false, .store = settings.store };
}

Moment Moments::take() const
{
    return take(m_settings.cashier);
}

Moment Moments::take(const QString& actor) const
{
    const UtcTime now = m_clock.now();
    const BusinessDate date = m_settings.calendar.businessDate(now);
    return { now, date, m_settings.calendar.localHour(now), m_rules.at(date), m_prices.at(date), m_settings, actor };
}

}
