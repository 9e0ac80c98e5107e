// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QString>

namespace tangyuan {

/// A phone as a person types it, to E.164 ("+8613800138000"): spaces, hyphens, brackets and full-width digits
/// are fine, and so are "+86…" and "0086…". `region` (ISO 3166, "CN") says how to read a phone that has no
/// country code; a valid number of another country is taken with its own.
/// Errors: InputTooLong beyond 40 characters, PhoneInvalid.
Result<QString> normalisePhone(QStringView typed, const QString& region);

inline constexpr qsizetype phoneTailDigits = 4;

/// The last four digits, by which a regular is asked at the counter.
QString phoneTail(const QString& e164);

/// What may stand on a screen or a receipt: "138****8000". At least four digits stay hidden.
QString maskedPhone(const QString& e164);

}
