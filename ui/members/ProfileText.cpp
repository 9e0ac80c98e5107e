// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/members/ProfileText.h"

#include <QRegularExpression>

namespace tangyuan {
namespace {

constexpr int yearUnknown = 1904; // see Profile::birthday

}

Result<QDate> parseBirthday(const QString& text)
{
    const QString wanted = text.trimmed();
    if (wanted.isEmpty())
        return QDate();
    static const QRegularExpression withYear(QStringLiteral("^([0-9]{4})[-/.年]?([0-9]{1,2})[-/.月]?([0-9]{1,2})日?$"));
    static const QRegularExpression withoutYear(QStringLiteral("^(?:([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{2})([0-9]{2}))$"));
    QDate date;
    if (const auto match = withYear.match(wanted); match.hasMatch())
        date = QDate(match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt());
    else if (const auto shorter = withoutYear.match(wanted); shorter.hasMatch()) {
        const bool hasMark = shorter.hasCaptured(1);
        date = QDate(yearUnknown, shorter.captured(hasMark ? 1 : 3).toInt(), shorter.captured(hasMark ? 2 : 4).toInt());
    }
    if (!date.isValid())
        return fail(ErrorCode::InputMalformed, QStringLiteral("birthday"));
    return date;
}

QString birthdayText(const QDate& birthday)
{
    return birthday.toString(birthday.year() == yearUnknown ? QStringLiteral("MM-dd") : QStringLiteral("yyyy-MM-dd"));
}

}
