// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>

#include <optional>

namespace tangyuan {

/// A day of the Chinese calendar (农历), by which festivals fall: month 1 day 1 is Spring Festival, month 8 day 15
/// Mid-Autumn. It is China's own calendar (GB/T 33661-2017): months begin on the day of the new moon at UTC+8, whatever
/// the shop's time zone.
struct LunarDate {
    int month = 1;            ///< 1 … 12
    int day = 1;              ///< 1 … 30
    bool isLeapMonth = false; ///< 闰月, which follows the month of the same number; festivals are in the month before it

    bool operator==(const LunarDate&) const = default;

    /// Nothing outside the lunar years 1901 to 2100 (19 February 1901 … 28 January 2101), and for no date.
    static std::optional<LunarDate> fromDate(QDate date);
};

/// 除夕, the day before Spring Festival: the 30th of the twelfth month, or the 29th where that month has no 30th.
bool isLastDayOfLunarYear(QDate date);

}
