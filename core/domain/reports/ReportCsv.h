// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CsvTable.h"
#include "core/domain/reports/ChainReport.h"
#include "core/domain/reports/SalesReport.h"

namespace tangyuan {

/// How a report is written for a spreadsheet.
struct ReportCsvFormat {
    CsvLanguage language = CsvLanguage::English;
    CsvEncoding encoding = CsvEncoding::Utf8Bom;
};

/// Reports as CSV files: money with two decimals and a point, weights in kilograms, dates as ISO 8601;
/// no totals row, so that a spreadsheet can sum the columns.
QByteArray dailyCsv(const SalesReport& report, ReportCsvFormat format);
QByteArray hourlyCsv(const SalesReport& report, ReportCsvFormat format);
QByteArray productsCsv(const ProductReport& report, ReportCsvFormat format);
QByteArray newMembersCsv(const MemberFigures& figures, ReportCsvFormat format);
/// Member numbers only: names and phones do not leave the till in a report.
QByteArray topMembersCsv(const MemberFigures& figures, ReportCsvFormat format);
/// A row for each day and store that sold anything.
QByteArray chainCsv(const ChainReport& report, ReportCsvFormat format);

}
