// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"

#include <optional>

namespace tangyuan {

/// The business days that a report covers, both ends included. Made by `make` or a preset, so it is
/// never reversed and never longer than `limitDays`.
struct DateRange {
    static constexpr int limitDays = 5 * 366; ///< five years

    BusinessDate from;
    BusinessDate to;

    bool operator==(const DateRange&) const = default;

    /// Errors: InputMalformed (no such day, or `to` before `from`), InputOutOfRange (over `limitDays`, or
    /// outside the years 2000 … 2199).
    static Result<DateRange> make(BusinessDate from, BusinessDate to);
    static DateRange day(BusinessDate date) { return { date, date }; }
    static DateRange yesterday(BusinessDate today) { return day(today.addDays(-1)); }
    /// Monday … today (ISO 8601 weeks, as Chinese calendars print them).
    static DateRange thisWeek(BusinessDate today);
    /// The first of the month … today.
    static DateRange thisMonth(BusinessDate today);
    /// `days` days that end today.
    static DateRange last(int days, BusinessDate today) { return { today.addDays(1 - days), today }; }

    int days() const { return static_cast<int>(from.toDate().daysTo(to.toDate())) + 1; }
    /// Day `index` of the range, from 0.
    BusinessDate at(int index) const { return from.addDays(index); }
    /// The range's index of a day; nothing outside.
    std::optional<size_t> indexOf(BusinessDate date) const;
    /// "2026-11-01_2026-11-20", or "2026-11-20" for one day; fit for a file's name.
    QString toString() const;
};

}
