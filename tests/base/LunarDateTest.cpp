// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/LunarDate.h"
#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;

namespace {

/// "8-15", and "L6-1" in a leap month.
QString lunarText(QDate date)
{
    const auto lunar = LunarDate::fromDate(date);
    return lunar ? QStringLiteral("%1%2-%3").arg(lunar->isLeapMonth ? QStringLiteral("L") : QString()).arg(lunar->month).arg(lunar->day)
                 : QStringLiteral("none");
}

}

/// Festivals as the calendars on the wall have them.
class LunarDateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFestivalFallsOnItsDay_data()
    {
        QTest::addColumn<QDate>("date");
        QTest::addColumn<QString>("lunar");
        const auto row = [](const char* name, int year, int month, int day, const char* lunar) {
            QTest::addRow("%s %d", name, year) << QDate(year, month, day) << QString::fromLatin1(lunar);
        };
        row("Spring Festival", 2020, 1, 25, "1-1");
        row("Spring Festival", 2021, 2, 12, "1-1");
        row("Spring Festival", 2022, 2, 1, "1-1");
        row("Spring Festival", 2023, 1, 22, "1-1");
        row("Spring Festival", 2024, 2, 10, "1-1");
        row("Spring Festival", 2025, 1, 29, "1-1");
        row("Spring Festival", 2026, 2, 17, "1-1");
        row("Spring Festival", 2027, 2, 6, "1-1");
        row("Spring Festival", 2030, 2, 3, "1-1"); // folk almanacs say the 4th
        row("Lanterns", 2024, 2, 24, "1-15");
        row("Lanterns", 2026, 3, 3, "1-15");
        row("Dragon Boat", 2024, 6, 10, "5-5");
        row("Dragon Boat", 2025, 5, 31, "5-5");
        row("Double Seventh", 2025, 8, 29, "7-7"); // after the leap sixth month
        row("Mid-Autumn", 2023, 9, 29, "8-15");
        row("Mid-Autumn", 2024, 9, 17, "8-15");
        row("Mid-Autumn", 2025, 10, 6, "8-15");
        row("Mid-Autumn", 2026, 9, 25, "8-15");
        row("Laba", 2026, 1, 26, "12-8");
        row("the second month begins", 2023, 2, 20, "2-1");
        row("the second month ends", 2023, 3, 21, "2-30");
        row("the leap second month begins", 2023, 3, 22, "L2-1");
        row("the leap second month ends", 2023, 4, 19, "L2-29");
        row("the third month begins", 2023, 4, 20, "3-1");
        row("the leap sixth month begins", 2025, 7, 25, "L6-1");
        row("the leap sixth month ends", 2025, 8, 22, "L6-29");
        row("the seventh month begins", 2025, 8, 23, "7-1");
        row("the leap eleventh month begins", 2033, 12, 22, "L11-1");
        row("the leap eleventh month was long ago", 2034, 2, 19, "1-1");
        row("summer time in Shanghai", 1988, 9, 25, "8-15");
        row("the first day of all", 1901, 2, 19, "1-1");
        row("the last day of all", 2101, 1, 28, "12-29");
        row("too early", 1901, 2, 18, "none");
        row("too late", 2101, 1, 29, "none");
        row("a till whose clock went mad", 9'999, 12, 31, "none");
    }
    void aFestivalFallsOnItsDay()
    {
        QFETCH(QDate, date);
        QTEST(lunarText(date), "lunar");
    }

    void theYearEndsOnTheEve()
    {
        for (const QDate& spring : { QDate(2020, 1, 25), QDate(2021, 2, 12), QDate(2022, 2, 1), QDate(2023, 1, 22), QDate(2024, 2, 10), QDate(2025, 1, 29),
                 QDate(2026, 2, 17), QDate(2027, 2, 6) }) {
            QVERIFY2(isLastDayOfLunarYear(spring.addDays(-1)), qPrintable(spring.toString(Qt::ISODate)));
            QVERIFY(!isLastDayOfLunarYear(spring));
            QVERIFY(!isLastDayOfLunarYear(spring.addDays(-2)));
        }
        // A twelfth month of 29 days, and one of 30: not every 29th is the eve.
        QCOMPARE(lunarText(QDate(2025, 1, 28)), QStringLiteral("12-29"));
        QCOMPARE(lunarText(QDate(2024, 2, 9)), QStringLiteral("12-30"));
        QVERIFY(!isLastDayOfLunarYear(QDate(2024, 2, 8)));
        QVERIFY(!isLastDayOfLunarYear(QDate()));
    }

    /// Days follow each other without a gap for two hundred years, and every year begins once, between 21 January and
    /// 21 February (Reingold and Dershowitz, Calendrical Calculations, 19.6).
    void noDayIsLost()
    {
        int years = 1;
        LunarDate before;
        for (QDate date(1901, 2, 20); date <= QDate(2101, 1, 28); date = date.addDays(1)) {
            const LunarDate lunar = *LunarDate::fromDate(date);
            const bool isSameMonth = lunar.month == before.month && lunar.isLeapMonth == before.isLeapMonth;
            const bool isLeapOfTheSame = lunar.month == before.month && lunar.isLeapMonth && !before.isLeapMonth;
            const bool isNextMonth = lunar.month == before.month % 12 + 1 && !lunar.isLeapMonth;
            const bool follows
                = (isSameMonth && lunar.day == before.day + 1 && lunar.day <= 30) || ((isLeapOfTheSame || isNextMonth) && lunar.day == 1 && before.day >= 29);
            QVERIFY2(follows, qPrintable(date.toString(Qt::ISODate)));
            if (lunar == LunarDate { .month = 1, .day = 1 }) {
                ++years;
                QVERIFY(date >= QDate(date.year(), 1, 21) && date <= QDate(date.year(), 2, 21));
            }
            before = lunar;
        }
        QCOMPARE(years, 200);
    }
};

TANGYUAN_TEST(LunarDateTest)
#include "LunarDateTest.moc"
