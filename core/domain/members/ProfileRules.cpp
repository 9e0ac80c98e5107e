// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/members/ProfileRules.h"

#include "core/base/Limits.h"
#include "core/domain/members/PhoneNumber.h"

#include <algorithm>

namespace tangyuan {

namespace {

constexpr int firstBirthYear = 1900;

bool isEmail(const QString& text)
{
    const qsizetype at = text.indexOf(u'@');
    return at > 0 && at < text.size() - 1 && text.count(u'@') == 1 && std::none_of(text.begin(), text.end(), [](QChar c) { return c.isSpace(); });
}

}

Result<QString> checkedText(const QString& text, qsizetype mostChars, TextLines lines, const char* field)
{
    if (text.size() > mostChars * 2)
        return fail(ErrorCode::InputTooLong, QLatin1String(field));
    QString clean = text;
    clean.removeIf([&](QChar c) { return c.category() == QChar::Other_Control && !c.isSpace(); });
    clean = lines == TextLines::One ? clean.simplified() : clean.trimmed();
    if (clean.size() > mostChars)
        return fail(ErrorCode::InputTooLong, QLatin1String(field));
    return clean;
}

Result<Profile> checkedProfile(Profile typed, const QString& phoneRegion, QDate today)
{
    Profile profile = std::move(typed);
    profile.phone = TRY(normalisePhone(profile.phone, phoneRegion));
    profile.name = TRY(checkedText(profile.name, limits::nameChars, TextLines::One, "name"));
    profile.address = TRY(checkedText(profile.address, limits::addressChars, TextLines::One, "address"));
    profile.email = TRY(checkedText(profile.email, limits::emailChars, TextLines::One, "email"));
    profile.note = TRY(checkedText(profile.note, limits::noteChars, TextLines::Many, "note"));
    if (!profile.email.isEmpty() && !isEmail(profile.email))
        return fail(ErrorCode::InputMalformed, QStringLiteral("email"));
    if (!profile.birthday.isNull() && (profile.birthday.year() < firstBirthYear || profile.birthday > today))
        return fail(ErrorCode::InputOutOfRange, QStringLiteral("birthday"));
    return profile;
}

}
