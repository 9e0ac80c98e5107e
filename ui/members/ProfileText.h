// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QDate>
#include <QString>

namespace tangyuan {

/// A birthday as people write it: "1990-05-20", "19900520", "05-20", "0520", "5/20"; without a year it
/// gets 1904. Empty text is no birthday. Errors: InputMalformed (also dates that do not exist).
Result<QDate> parseBirthday(const QString& text);
/// "1990-05-20", or "05-20" where the year is not known.
QString birthdayText(const QDate& birthday);

}
