// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/loyalty/Occasion.h"

#include "core/base/LunarDate.h"

#include <algorithm>

namespace tangyuan {

QDate birthdayIn(int year, QDate birthday)
{
    const QDate day(year, birthday.month(), birthday.day());
    return day.isValid() ? day : QDate(year, 2, 28);
}

bool isInBirthdayWindow(QDate birthday, QDate date, BirthdayWindow window)
{
    if (!birthday.isValid())
        return false;
    switch (window) {
    case BirthdayWindow::None: return true;
    case BirthdayWindow::Day: return date == birthdayIn(date.year(), birthday);
    case BirthdayWindow::Week: {
        const QDate monday = date.addDays(1 - date.dayOfWeek());
        // The week around New Year holds days of two years.
        for (int year : { monday.year(), monday.year() + 1 }) {
            const QDate day = birthdayIn(year, birthday);
            if (day >= monday && day < monday.addDays(7))
                return true;
        }
        return false;
    }
    case BirthdayWindow::Month: return date.month() == birthday.month();
    }
    VERIFY(false);
}

namespace {

template <class Values, class Value>
bool holds(const Values& values, const Value& value)
{
    return std::ranges::find(values, value) != values.end();
}

/// One of the kinds of days that are set must fit.
bool isOneOfTheDays(const Occasion& occasion, QDate date)
{
    if (occasion.daysOfMonth.empty() && occasion.weekdays.empty() && occasion.daysOfYear.empty() && occasion.lunarDays.empty())
        return true;
    if (holds(occasion.daysOfMonth, date.day()) || holds(occasion.weekdays, date.dayOfWeek())
        || holds(occasion.daysOfYear, date.toString(QStringLiteral("MM-dd"))))
        return true;
    if (occasion.lunarDays.empty())
        return false;
    const auto lunar = LunarDate::fromDate(date);
    if (!lunar || lunar->isLeapMonth)
        return false;
    const QString name = QStringLiteral("%1-%2").arg(lunar->month, 2, 10, QLatin1Char('0')).arg(lunar->day, 2, 10, QLatin1Char('0'));
    return holds(occasion.lunarDays, name) || (holds(occasion.lunarDays, QStringLiteral("12-30")) && isLastDayOfLunarYear(date));
}

}

bool Occasion::includes(const Situation& situation) const
{
    if ((from && situation.date < *from) || (to && situation.date > *to))
        return false;
    const QDate date = situation.date.toDate();
    if (!isOneOfTheDays(*this, date))
        return false;
    if ((hourFrom && situation.hour < *hourFrom) || (hourTo && situation.hour >= *hourTo))
        return false;
    if (birthday != BirthdayWindow::None && !isInBirthdayWindow(situation.birthday, date, birthday))
        return false;
    if ((firstOrder && *firstOrder != situation.isFirstOrder) || (channel && *channel != situation.channel))
        return false;
    if ((members && *members != situation.isMember) || (!stores.empty() && !holds(stores, situation.store)))
        return false;
    if (!tiers.empty() && (!situation.isMember || !holds(tiers, situation.tier)))
        return false;
    return tags.empty() || std::ranges::any_of(tags, [&](const QString& tag) { return situation.tags.contains(tag); });
}

bool Occasion::mayMeet(const Occasion& other) const
{
    if ((from && other.to && *from > *other.to) || (to && other.from && *to < *other.from))
        return false;
    if ((hourFrom && other.hourTo && *hourFrom >= *other.hourTo) || (hourTo && other.hourFrom && *hourTo <= *other.hourFrom))
        return false;
    if (firstOrder && other.firstOrder && *firstOrder != *other.firstOrder)
        return false;
    if (channel && other.channel && *channel != *other.channel)
        return false;
    if (members && other.members && *members != *other.members)
        return false;
    const auto meet
        = [](const auto& a, const auto& b) { return a.empty() || b.empty() || std::ranges::any_of(a, [&](const auto& value) { return holds(b, value); }); };
    if (!meet(tiers, other.tiers) || !meet(stores, other.stores))
        return false;
    // Of one kind of day only that kind is comparable; a day of month may fall on any weekday.
    const auto onlyDaysOfMonth = [](const Occasion& o) { return !o.daysOfMonth.empty() && o.weekdays.empty() && o.daysOfYear.empty() && o.lunarDays.empty(); };
    const auto onlyWeekdays = [](const Occasion& o) { return !o.weekdays.empty() && o.daysOfMonth.empty() && o.daysOfYear.empty() && o.lunarDays.empty(); };
    if (onlyDaysOfMonth(*this) && onlyDaysOfMonth(other))
        return meet(daysOfMonth, other.daysOfMonth);
    if (onlyWeekdays(*this) && onlyWeekdays(other))
        return meet(weekdays, other.weekdays);
    return true;
}

}
