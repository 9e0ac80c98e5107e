// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/LunarDate.h"

#include <algorithm>
#include <array>

namespace tangyuan {

namespace {

constexpr int firstLunarYear = 1901;
constexpr int longMonthDays = 30;
constexpr int shortMonthDays = 29;

// One number a lunar year: bit n is set if its month n, counted from 0 and with the leap month in its place, has 30 days;
// from bit 13 on stands the number of the month that the leap month follows, 0 for none.
//
// A table and not ICU's calendar, whose moon is some minutes off: ICU 72 gets months of eleven of these years wrong, and
// has Spring Festival of 2027 (new moon on 6 February at 23:56) and of 2030 a day late. Nor may two tills with different
// libraries disagree about a festival. The authority is the Hong Kong Observatory's "Gregorian-Lunar Calendar Conversion
// Table", 1901 … 2100; it calls the months that begin around 28 September 2057, 4 September 2089 and 7 August 2097 still
// uncertain by a day, since their new moons are so close to midnight.
constexpr std::array<quint32, 200> lunarYears {
    0x00752, 0x00EA5, 0x0B64A, 0x0064B, 0x00A9B, 0x09556, 0x0056A, 0x00B59, 0x05752, 0x00752, // 1901
    0x0DB25, 0x00B25, 0x00A4B, 0x0B4AB, 0x002AD, 0x0056B, 0x04B69, 0x00DA9, 0x0FD92, 0x00E92, // 1911
    0x00D25, 0x0BA4D, 0x00A56, 0x002B6, 0x095B5, 0x006D4, 0x00EA9, 0x05E92, 0x00E92, 0x0CD26, // 1921
    0x0052B, 0x00A57, 0x0B2B6, 0x00B5A, 0x006D4, 0x06EC9, 0x00749, 0x0F693, 0x00A93, 0x0052B, // 1931
    0x0CA5B, 0x00AAD, 0x0056A, 0x09B55, 0x00BA4, 0x00B49, 0x05A93, 0x00A95, 0x0F52D, 0x00536, // 1941
    0x00AAD, 0x0B5AA, 0x005B2, 0x00DA5, 0x07D4A, 0x00D4A, 0x10A95, 0x00A97, 0x00556, 0x0CAB5, // 1951
    0x00AD5, 0x006D2, 0x08EA5, 0x00EA5, 0x0064A, 0x06C97, 0x00A9B, 0x0F55A, 0x0056A, 0x00B69, // 1961
    0x0B752, 0x00B52, 0x00B25, 0x0964B, 0x00A4B, 0x114AB, 0x002AD, 0x0056D, 0x0CB69, 0x00DA9, // 1971
    0x00D92, 0x09D25, 0x00D25, 0x15A4D, 0x00A56, 0x002B6, 0x0C5B5, 0x006D5, 0x00EA9, 0x0BE92, // 1981
    0x00E92, 0x00D26, 0x06A56, 0x00A57, 0x114D6, 0x0035A, 0x006D5, 0x0B6C9, 0x00749, 0x00693, // 1991
    0x0952B, 0x0052B, 0x00A5B, 0x0555A, 0x0056A, 0x0FB55, 0x00BA4, 0x00B49, 0x0BA93, 0x00A95, // 2001
    0x0052D, 0x08AAD, 0x00AB5, 0x135AA, 0x005D2, 0x00DA5, 0x0DD4A, 0x00D4A, 0x00C95, 0x0952E, // 2011
    0x00556, 0x00AB5, 0x055B2, 0x006D2, 0x0CEA5, 0x00725, 0x0064B, 0x0AC97, 0x00CAB, 0x0055A, // 2021
    0x06AD6, 0x00B69, 0x17752, 0x00B52, 0x00B25, 0x0DA4B, 0x00A4B, 0x004AB, 0x0A55B, 0x005AD, // 2031
    0x00B6A, 0x05B52, 0x00D92, 0x0FD25, 0x00D25, 0x00A55, 0x0B4AD, 0x004B6, 0x005B5, 0x06DAA, // 2041
    0x00EC9, 0x11E92, 0x00E92, 0x00D26, 0x0CA56, 0x00A57, 0x004D6, 0x086D5, 0x00755, 0x00749, // 2051
    0x06E93, 0x00693, 0x0F52B, 0x0052B, 0x00A5B, 0x0B55A, 0x0056A, 0x00B65, 0x0974A, 0x00B4A, // 2061
    0x11A95, 0x00A95, 0x0052D, 0x0CAAD, 0x00AB5, 0x005AA, 0x08BA5, 0x00DA5, 0x00D4A, 0x07C95, // 2071
    0x00C96, 0x0F94E, 0x00556, 0x00AB5, 0x0B5B2, 0x006D2, 0x00EA5, 0x08E4A, 0x0068B, 0x10C97, // 2081
    0x004AB, 0x0055B, 0x0CAD6, 0x00B6A, 0x00752, 0x09725, 0x00B45, 0x00A8B, 0x0549B, 0x004AB, // 2091
};

struct LunarYear {
    quint32 bits;

    constexpr int leapMonth() const { return static_cast<int>(bits >> 13); }
    constexpr int months() const { return leapMonth() == 0 ? 12 : 13; }
    constexpr int monthDays(int index) const { return (bits >> index & 1) != 0 ? longMonthDays : shortMonthDays; }
    constexpr int days() const
    {
        int sum = 0;
        for (int index = 0; index < months(); ++index)
            sum += monthDays(index);
        return sum;
    }
    /// The month at this place, counted from 0; its day is left to the caller.
    LunarDate month(int index) const
    {
        const bool isPastLeap = leapMonth() != 0 && index >= leapMonth();
        return { .month = isPastLeap ? index : index + 1, .day = 1, .isLeapMonth = isPastLeap && index == leapMonth() };
    }
};

/// Days from the first lunar year's first day to each year's, and to the end of the last: rules ask for the lunar date
/// of every line that is sold.
constexpr auto firstDays = [] {
    std::array<int, lunarYears.size() + 1> days {};
    for (size_t year = 0; year < lunarYears.size(); ++year)
        days[year + 1] = days[year] + LunarYear { lunarYears[year] }.days();
    return days;
}();

LunarDate dayOfLunarYear(LunarYear year, int day)
{
    int index = 0;
    for (; day >= year.monthDays(index); ++index)
        day -= year.monthDays(index);
    LunarDate lunar = year.month(index);
    lunar.day = day + 1;
    return lunar;
}

}

std::optional<LunarDate> LunarDate::fromDate(QDate date)
{
    const QDate firstDay(firstLunarYear, 2, 19);
    if (!date.isValid() || date < firstDay)
        return std::nullopt;
    const qint64 day = firstDay.daysTo(date);
    const auto next = std::ranges::upper_bound(firstDays, day);
    if (next == firstDays.end())
        return std::nullopt;
    const auto year = static_cast<size_t>(next - firstDays.begin()) - 1;
    return dayOfLunarYear({ lunarYears[year] }, static_cast<int>(day - firstDays[year]));
}

bool isLastDayOfLunarYear(QDate date)
{
    return LunarDate::fromDate(date.addDays(1)) == LunarDate { .month = 1, .day = 1 };
}

}
