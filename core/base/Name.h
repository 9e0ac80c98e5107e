// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QString>

namespace tangyuan {

/// A name as a person typed it, without the spaces around it. Errors, with `field`: InputMalformed (nothing, or control
/// characters), InputTooLong.
Result<QString> checkedName(const QString& typed, qsizetype mostChars, const QString& field);

}
