// SPDX-License-Identifier: GPL-3.0-or-later
#include <phonenumbers/logger.h>
#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

#include "core/domain/members/PhoneNumber.h"

#include <algorithm>
#include <optional>
#include <string>

namespace tangyuan {

namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr qsizetype phoneChars = 40;
constexpr qsizetype hiddenDigits = 4;
constexpr qsizetype headDigits = 3;

const PhoneNumberUtil& phoneNumbers()
{
    static const PhoneNumberUtil* const library = [] {
        PhoneNumberUtil* const instance = PhoneNumberUtil::GetInstance();
        // By default it prints what it cannot read, and that is somebody's phone. It owns the logger.
        instance->SetLogger(new i18n::phonenumbers::NullLogger);
        return instance;
    }();
    return *library;
}

/// What people write between the digits. Letters are no part of a phone here, though the library would take
/// vanity numbers and extensions.
bool isPhoneCharacter(QChar character)
{
    constexpr QStringView separators = u"+ -.()/\u2010\u2011\u2012\u2013\u2014\u2212\u00A0\u30FC";
    return (character >= u'0' && character <= u'9') || separators.contains(character);
}

std::optional<QString> toE164(const QString& text, const QString& region)
{
    PhoneNumber number;
    if (phoneNumbers().Parse(text.toStdString(), region.toStdString(), &number) != PhoneNumberUtil::NO_PARSING_ERROR)
        return {};
    if (!phoneNumbers().IsValidNumber(number))
        return {};
    std::string formatted;
    phoneNumbers().Format(number, PhoneNumberUtil::E164, &formatted);
    return QString::fromStdString(formatted);
}

}

Result<QString> normalisePhone(QStringView typed, const QString& region)
{
    if (typed.size() > phoneChars)
        return fail(ErrorCode::InputTooLong, QStringLiteral("phone"));
    const QString text = typed.toString().normalized(QString::NormalizationForm_KC).trimmed();
    if (text.isEmpty() || !std::all_of(text.begin(), text.end(), isPhoneCharacter))
        return fail(ErrorCode::PhoneInvalid, QStringLiteral("phone"));
    if (const auto number = toE164(text, region))
        return *number;
    // ITU-T E.123: 00 is what most of the world dials before a country code, so it is understood everywhere.
    if (text.startsWith(u"00")) {
        if (const auto number = toE164(u'+' + text.sliced(2), region))
            return *number;
    }
    return fail(ErrorCode::PhoneInvalid, QStringLiteral("phone"));
}

QString phoneTail(const QString& e164)
{
    return e164.right(phoneTailDigits);
}

QString maskedPhone(const QString& e164)
{
    PhoneNumber number;
    if (phoneNumbers().Parse(e164.toStdString(), "ZZ", &number) != PhoneNumberUtil::NO_PARSING_ERROR)
        return QStringLiteral("****");
    std::string digits;
    phoneNumbers().GetNationalSignificantNumber(number, &digits);
    const QString national = QString::fromStdString(digits);
    const qsizetype head = std::clamp(national.size() - phoneTailDigits - hiddenDigits, qsizetype { 0 }, headDigits);
    const qsizetype tail = std::clamp(national.size() - hiddenDigits, qsizetype { 0 }, phoneTailDigits);
    return national.first(head) + QStringLiteral("****") + national.last(tail);
}

}
