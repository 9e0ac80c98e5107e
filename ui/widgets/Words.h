// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/catalog/Product.h"
#include "core/usecases/membership/Loyalty.h"

#include <QString>

/// How values are said on screen. Free of widgets: presenters and programs use them too.
namespace tangyuan::words {

QString tier(Tier tier);
QString sex(Sex sex);
QString tender(TenderMethod method);
/// "Gold price", "Points".
QString adjustment(const Adjustment& adjustment);
/// "¥18.00", "¥128.00/kg".
QString unitPrice(const Product& product);
QString points(Points points);
/// "red, green", in Chinese "红、绿".
QString listed(const QStringList& parts);
/// "88 points, ¥10.00 stored value, 1 × 生日蛋糕".
QString pack(const Pack& pack);
/// "Birthday gift: 88 points", "Now Gold: 1 × 生日蛋糕".
QString given(const Given& given);
/// Ends in "…" beyond so many characters.
QString shortened(const QString& text, qsizetype chars);
/// "138 0013 8000"; others as "+852 …".
QString phone(const QString& e164);
/// "138 **** 8000": enough to recognise, too little to take away.
QString maskedPhone(const QString& e164);
/// The name, or the number where no name was told.
QString memberName(const Member& member);
/// "Today 14:05", "Yesterday 14:05", "2026-11-18 14:05".
QString moment(UtcTime time, UtcTime now, const BusinessCalendar& calendar);
/// Today, "in 3 days", or month and day.
QString birthday(const QDate& birthday, const QDate& today);
/// Days from `today` to the next birthday, 0 … 366; 29 February counts as the 28th in other years.
int daysToBirthday(const QDate& birthday, const QDate& today);

}
