// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/RulesPreview.h"
#include "core/domain/reports/ReportCsv.h"

namespace tangyuan {

/// A preview of rules as the owner reads it: a line for each kind, what was given, what the rules of then give, what the new
/// ones would, and the difference of these two; then what the figures cannot know.
QStringList previewLines(const RulesPreview& preview, CsvLanguage language);
/// The same for a spreadsheet: a row for each kind.
QByteArray previewCsv(const RulesPreview& preview, ReportCsvFormat format);

}
