// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/LoyaltyRules.h"

namespace tangyuan {

/// Under which keys the ledger counts what a member may have so often. Whoever books and whoever asks what is still open
/// take them from here. Those of purchases stand with Earning and Referral.
inline QString welcomeKey()
{
    return QStringLiteral("welcome");
}
/// One a year, by itself or by hand. The week around New Year belongs to the year of the birthday, or a gift would be had
/// twice.
inline QString birthdayKey(const Tiers& tiers, QDate birthday, BusinessDate today)
{
    const QDate date = today.toDate();
    int year = date.year();
    if (tiers.birthdayWindow == BirthdayWindow::Week && isInBirthdayWindow(birthday, date, BirthdayWindow::Week)) {
        const QDate monday = date.addDays(1 - date.dayOfWeek());
        const QDate day = birthdayIn(monday.year(), birthday);
        year = day >= monday && day < monday.addDays(7) ? monday.year() : monday.year() + 1;
    }
    return QStringLiteral("birthday:%1").arg(year);
}
inline QString checkInKey(BusinessDate date)
{
    return QStringLiteral("check-in:%1").arg(date.yyyymmdd);
}
inline QString eventKey(const QString& event)
{
    return QStringLiteral("event:") + event;
}
inline QString reviewKey(const Id& sale, size_t line)
{
    return QStringLiteral("review:%1:%2").arg(sale.toString()).arg(line);
}
inline QString reviewsKey(BusinessDate date)
{
    return QStringLiteral("reviews:%1").arg(date.yyyymmdd);
}
inline QString mallKey(const QString& item)
{
    return QStringLiteral("mall:") + item;
}
inline QString mallMonthKey(const QString& item, BusinessDate date)
{
    return QStringLiteral("mall:%1:%2").arg(item).arg(date.yyyymmdd / 100);
}
inline QString lotteryKey(const QString& lottery, BusinessDate date)
{
    return QStringLiteral("lottery:%1:%2").arg(lottery).arg(date.yyyymmdd);
}
/// Orders in which an offer with a limit by member acted.
inline QString offerKey(const QString& offer)
{
    return QStringLiteral("offer:") + offer;
}
inline QString offerDayKey(const QString& offer, BusinessDate date)
{
    return QStringLiteral("offer:%1:%2").arg(offer).arg(date.yyyymmdd);
}
inline QString rechargeKey(const QString& offer)
{
    return QStringLiteral("recharge:") + offer;
}

/// Whether a key that was counted on that day is counted anew each day, or each month: it ends with the day or month, and is
/// not the id of a rule that looks like one.
inline bool isKeyOfDay(const QString& key, BusinessDate date)
{
    return key.endsWith(QStringLiteral(":%1").arg(date.yyyymmdd)) && (key.count(u':') == 2 || key == checkInKey(date) || key == reviewsKey(date));
}
inline bool isKeyOfMonth(const QString& key, BusinessDate date)
{
    return key.endsWith(QStringLiteral(":%1").arg(date.yyyymmdd / 100)) && (key.count(u':') == 2 || key.startsWith(u"invite:"));
}

}
