// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/admin/Command.h"
#include "core/base/DateRange.h"

namespace tangyuan {

/// The day that an option names, or `otherwise` without it. Errors: InputMalformed.
Result<BusinessDate> dayOption(const Invocation& call, QLatin1String option, BusinessDate otherwise);
/// The days that --from and --to name; today without them.
Result<DateRange> rangeOf(const Invocation& call, const Till& till);

}
