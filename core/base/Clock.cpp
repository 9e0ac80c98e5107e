// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Clock.h"

#include <QDateTime>

namespace tangyuan {

UtcTime SystemClock::now() const
{
    return { QDateTime::currentMSecsSinceEpoch() };
}

BusinessDate BusinessDate::fromDate(QDate date)
{
    return { date.year() * 10'000 + date.month() * 100 + date.day() };
}

QDate BusinessDate::toDate() const
{
    return { yyyymmdd / 10'000, yyyymmdd / 100 % 100, yyyymmdd % 100 };
}

QString BusinessDate::toString() const
{
    return toDate().toString(Qt::ISODate);
}

std::optional<BusinessDate> BusinessDate::fromString(const QString& text)
{
    const QDate date = QDate::fromString(text, Qt::ISODate);
    if (!date.isValid() || date.year() < 2000 || date.year() > 2199)
        return std::nullopt;
    return fromDate(date);
}

QDateTime BusinessCalendar::localTime(UtcTime time) const
{
    return QDateTime::fromMSecsSinceEpoch(time.ms, zone);
}

BusinessDate BusinessCalendar::businessDate(UtcTime time) const
{
    return BusinessDate::fromDate(localTime({ time.ms - cutOffHour * qint64 { 3'600'000 } }).date());
}

int BusinessCalendar::localHour(UtcTime time) const
{
    return localTime(time).time().hour();
}

UtcTime BusinessCalendar::fromLocal(QDate date, QTime time) const
{
    return { QDateTime(date, time, zone).toMSecsSinceEpoch() };
}

}
