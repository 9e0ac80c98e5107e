// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/Command.h"

#include "app/admin/DateOptions.h"
#include "app/admin/Messages.h"
#include "app/common/Files.h"
#include "core/domain/reports/ReportCsv.h"
#include "core/storage/ReportRows.h"

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What makes a report's document and its CSV file.
struct ReportText {
    QJsonObject json;
    QByteArray csv;
};
using ReportMaker = Result<ReportText> (*)(Till& till, DateRange range);

Result<AdminOutcome> runReport(Invocation& call, ReportMaker make)
{
    const auto till = TRY(call.open(Database::Access::Reader));
    const DateRange range = TRY(rangeOf(call, *till));
    ReportText text = TRY(make(*till, range));
    if (call.has("csv"_L1)) {
        TRY(writeOutputFile(call.option("csv"_L1), text.csv));
        text.json["csv"_L1] = call.option("csv"_L1);
    }
    return AdminOutcome { text.json, AdminExit::Done };
}

Result<AdminOutcome> reportDays(Invocation& call)
{
    return runReport(call, [](Till& till, DateRange range) -> Result<ReportText> {
        const SalesReport report = TRY(ReportRows(till.database()).sales(range));
        ReportText text { toJson(report), dailyCsv(report, {}) };
        text.json.remove("hours"_L1);
        return text;
    });
}

Result<AdminOutcome> reportHours(Invocation& call)
{
    return runReport(call, [](Till& till, DateRange range) -> Result<ReportText> {
        const SalesReport report = TRY(ReportRows(till.database()).sales(range));
        ReportText text { toJson(report), hourlyCsv(report, {}) };
        text.json.remove("days"_L1);
        return text;
    });
}

Result<AdminOutcome> reportProducts(Invocation& call)
{
    return runReport(call, [](Till& till, DateRange range) -> Result<ReportText> {
        const ProductReport report = TRY(ReportRows(till.database()).products(range));
        return ReportText { toJson(report), productsCsv(report, {}) };
    });
}

Result<AdminOutcome> reportMembers(Invocation& call)
{
    return runReport(call, [](Till& till, DateRange range) -> Result<ReportText> {
        const MemberFigures figures = TRY(ReportRows(till.database()).members(range, till.settings().calendar));
        return ReportText { toJson(figures), topMembersCsv(figures, {}) };
    });
}

}

std::vector<Command> reportCommands()
{
    const std::vector<CommandOption> options { { u"from"_s, u"DAY"_s, u"first business day, like 2026-11-01; default: the last one"_s },
        { u"to"_s, u"DAY"_s, u"last business day; default: today"_s }, { u"csv"_s, u"FILE"_s, u"write it as CSV for a spreadsheet too"_s } };
    const QString note = u"Summed from what checkout committed. Works while the till is selling."_s;
    return {
        { u"report daily"_s, {}, u"sales by business day, with tenders"_s, note, u"report daily --from 2026-11-01 --to 2026-11-30 --csv november.csv"_s,
            options, reportDays },
        { u"report hourly"_s, {}, u"sales by hour of the day"_s, note, u"report hourly --from 2026-11-01"_s, options, reportHours },
        { u"report products"_s, {}, u"sales by product, most money first"_s, note, u"report products --from 2026-11-01"_s, options, reportProducts },
        { u"report members"_s, {}, u"new members, their share, who spends most"_s, note + u" Members by number only."_s, u"report members --from 2026-11-01"_s,
            options, reportMembers },
    };
}

}
