// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/DateOptions.h"

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

Result<BusinessDate> dayOption(const Invocation& call, QLatin1String option, BusinessDate otherwise)
{
    if (!call.has(option))
        return otherwise;
    const QDate date = QDate::fromString(call.option(option), u"yyyy-MM-dd"_s);
    if (!date.isValid())
        return fail(ErrorCode::InputMalformed, u"--%1 wants a day like 2026-11-22"_s.arg(QString(option)));
    return BusinessDate::fromDate(date);
}

Result<DateRange> rangeOf(const Invocation& call, const Till& till)
{
    const BusinessDate to = TRY(dayOption(call, "to"_L1, till.today()));
    const BusinessDate from = TRY(dayOption(call, "from"_L1, to));
    return DateRange::make(from, to);
}

}
