// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/DateRange.h"

namespace tangyuan {

Result<DateRange> DateRange::make(BusinessDate from, BusinessDate to)
{
    const QDate first = from.toDate();
    const QDate last = to.toDate();
    if (!first.isValid() || !last.isValid() || last < first)
        return fail(ErrorCode::InputMalformed, QStringLiteral("date range"));
    constexpr int firstYear = 2000;
    constexpr int lastYear = 2199;
    const DateRange range { from, to };
    if (first.year() < firstYear || last.year() > lastYear || range.days() > limitDays)
        return fail(ErrorCode::InputOutOfRange, QStringLiteral("date range"));
    return range;
}

DateRange DateRange::thisWeek(BusinessDate today)
{
    return { today.addDays(1 - today.toDate().dayOfWeek()), today };
}

DateRange DateRange::thisMonth(BusinessDate today)
{
    return { { today.yyyymmdd / 100 * 100 + 1 }, today };
}

std::optional<size_t> DateRange::indexOf(BusinessDate date) const
{
    if (date < from || to < date)
        return std::nullopt;
    return static_cast<size_t>(from.toDate().daysTo(date.toDate()));
}

QString DateRange::toString() const
{
    return from == to ? from.toString() : from.toString() + u'_' + to.toString();
}

}
