// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/reports/ChainReport.h"
#include "core/domain/reports/SalesReport.h"
#include "ui/manager/ManagerView.h"

#include <QHash>

#include <optional>

namespace tangyuan {

/// What the report pages show of the reports. Pure.
ReportView salesByDayView(const SalesReport& report);
ReportView salesByHourView(const SalesReport& report);
/// `category` empty: all of them.
ReportView productsView(const ProductReport& report, const std::optional<Id>& category);
/// `names` by member row; a member without one shows by number.
ReportView membersView(const MemberFigures& figures, const QHash<qint64, QString>& names);
/// The sums in total and of each store stand above the days.
ReportView chainView(const ChainReport& report);

/// "38.5 %"
QString percentText(BasisPoints share);

}
