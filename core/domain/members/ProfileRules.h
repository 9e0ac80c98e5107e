// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/domain/members/Member.h"

namespace tangyuan {

enum class TextLines { One, Many };

/// A text that a person typed, as it may be kept: trimmed, without control characters (a receipt printer would obey
/// them), on one line or several. Errors: InputTooLong with the field.
Result<QString> checkedText(const QString& text, qsizetype mostChars, TextLines lines, const char* field);

/// The profile as it may be kept: the phone as E.164, texts trimmed and free of control characters, lengths
/// within limits, birthday from 1900 until `today`, the e-mail with one @ and no spaces.
/// Errors: PhoneInvalid, InputTooLong, InputOutOfRange, InputMalformed; the context names the field.
Result<Profile> checkedProfile(Profile typed, const QString& phoneRegion, QDate today);

}
