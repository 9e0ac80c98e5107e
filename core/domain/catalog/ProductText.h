// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"

#include <QStringList>

namespace tangyuan {

/// Errors: InputMalformed (empty, blanks at an end, a control character, a comma or semicolon), InputTooLong, DuplicateCode.
Result<void> checkProductTags(const QStringList& tags);

/// Tags as people write them in a cell or a field: commas or semicolons between, of either keyboard; blanks belong to a tag ("gluten free").
/// Errors: those of `checkProductTags`.
Result<QStringList> readProductTags(const QString& text);

/// "2026-11-30", "2026/11/30", which spreadsheets make of it, or "20261130"; empty text is no day.
/// Errors: InputMalformed, also for days that do not exist.
Result<std::optional<BusinessDate>> readBestBefore(const QString& text);

}
