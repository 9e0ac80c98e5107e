// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/segments/Segment.h"

#include "core/base/Name.h"

namespace tangyuan {

BusinessDate SegmentWindow::from(BusinessDate today) const
{
    if (days > 0)
        return today.addDays(1 - days);
    if (months > 0)
        return BusinessDate::fromDate(today.toDate().addMonths(-months).addDays(1));
    return {};
}

int daysUntilBirthday(QDate birthday, QDate today)
{
    const auto dayIn = [&](int year) {
        const QDate day(year, birthday.month(), birthday.day());
        return day.isValid() ? day : QDate(year, birthday.month(), birthday.day() - 1);
    };
    const QDate thisYear = dayIn(today.year());
    return static_cast<int>(today.daysTo(thisYear >= today ? thisYear : dayIn(today.year() + 1)));
}

bool ProfileCondition::holds(const Profile& profile, QDate today) const
{
    if ((birthdayMonth || birthdayWithinDays) && profile.birthday.isNull())
        return false;
    const int month = birthdayMonth == thisMonth ? today.month() : birthdayMonth.value_or(thisMonth);
    return (!sex || profile.sex == *sex) && (!consent || profile.marketing == *consent) && (!birthdayMonth || profile.birthday.month() == month)
        && (!birthdayWithinDays || daysUntilBirthday(profile.birthday, today) <= *birthdayWithinDays);
}

Segment Segment::buyersOf(std::vector<Id> products, std::vector<Id> categories, int months)
{
    Segment segment;
    segment.all.bought = { .window = { .days = 0, .months = months }, .products = std::move(products), .categories = std::move(categories) };
    return segment;
}

Result<QString> checkedTag(const QString& typed)
{
    return checkedName(typed, Segment::tagChars, {});
}

}
