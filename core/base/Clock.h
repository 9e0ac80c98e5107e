// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTimeZone>

#include <compare>
#include <optional>

namespace tangyuan {

/// A point in time: milliseconds since 1970-01-01T00:00Z.
struct UtcTime {
    qint64 ms = 0;
    constexpr auto operator<=>(const UtcTime&) const = default;
};

/// Where the time comes from. Passed in; nothing else in `core` asks for the time.
class Clock {
public:
    virtual ~Clock() = default;
    virtual UtcTime now() const = 0;
};

class SystemClock final : public Clock {
public:
    UtcTime now() const override;
};

/// A clock that stands still until it is set. For tests, generators and imports.
class FixedClock final : public Clock {
public:
    explicit FixedClock(UtcTime time)
        : m_time(time)
    {
    }
    UtcTime now() const override { return m_time; }
    void set(UtcTime time) { m_time = time; }
    void advanceMs(qint64 ms) { m_time.ms += ms; }

private:
    UtcTime m_time;
};

/// The day a sale counts for, as the number yyyymmdd (20261122): it sorts, and reads in SQL.
struct BusinessDate {
    qint32 yyyymmdd = 0;
    constexpr auto operator<=>(const BusinessDate&) const = default;

    static BusinessDate fromDate(QDate date);
    QDate toDate() const;
    /// "2026-11-22".
    QString toString() const;
    /// Reads that; nothing if it is no day of the years 2000 to 2199.
    static std::optional<BusinessDate> fromString(const QString& text);
    BusinessDate addDays(int days) const { return fromDate(toDate().addDays(days)); }
};

/// The shop's time zone and the hour at which its day begins (a bar's Saturday ends on Sunday).
struct BusinessCalendar {
    QTimeZone zone = QTimeZone("Asia/Shanghai");
    int cutOffHour = 0; ///< 0 … 12

    BusinessDate businessDate(UtcTime time) const;
    QDateTime localTime(UtcTime time) const;
    /// Hour of the local wall clock, 0 … 23.
    int localHour(UtcTime time) const;
    UtcTime fromLocal(QDate date, QTime time) const;
};

}
