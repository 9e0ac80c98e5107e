// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/Command.h"

#include "app/admin/DeedJson.h"
#include "app/admin/Messages.h"

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

/// "1,3", counted from 1 as they stand on the receipt.
Result<std::vector<qint32>> readLines(const QString& text)
{
    std::vector<qint32> lines;
    for (const QString& part : text.split(u',', Qt::SkipEmptyParts)) {
        const qint64 line = TRY(readWholeNumber(part.trimmed(), u"--lines"_s));
        if (line < 1 || line > limits::cartLines)
            return fail(ErrorCode::InputOutOfRange, u"--lines"_s);
        lines.push_back(static_cast<qint32>(line - 1));
    }
    return lines;
}

Result<AdminOutcome> refundSale(Invocation& call)
{
    const std::vector<qint32> lines = TRY(readLines(call.option("lines"_L1)));
    const TenderMethod method = TRY(readMethod(call.option("method"_L1)));
    const bool isPreview = call.has("preview"_L1);
    if (call.has("lines"_L1) && lines.empty())
        return misused(u"--lines needs numbers like 1,3."_s);
    const auto till = TRY(call.open(isPreview ? Database::Access::Reader : Database::Access::Writer));
    const Sale sale = TRY(till->sales().byNumber(call.argument(0)));
    const Refunds::Request request { sale, lines, method, till->settings().cashier, call.option("reason"_L1) };
    const Refund refund = TRY(isPreview ? till->refunds().preview(request) : till->refunds().refund(request));
    if (!isPreview)
        say(u"Refunded: this is %1."_s.arg(refund.number));
    QJsonObject json { { u"refund"_s, refund.toJson() }, { u"sale"_s, sale.number }, { u"totalMinor"_s, refund.total.minor }, { u"preview"_s, isPreview } };
    if (!isPreview)
        json["number"_L1] = refund.number;
    return AdminOutcome { json, AdminExit::Done };
}

}

std::vector<Command> refundCommands()
{
    return { { u"refund"_s, { u"SALE"_s }, u"take goods back"_s,
        u"SALE is the number on the receipt. Stored value returns to where it came from, points that paid return, points and gifts\n"
        "that the rest no longer earns go. With --preview nothing is written, and it works while the till is selling."_s,
        u"refund A01-000123 --lines 1,3 --reason \"too sweet\""_s,
        { { u"lines"_s, u"1,3"_s, u"these lines, counted from 1; default: all that are left"_s },
            { u"method"_s, u"METHOD"_s, u"how the rest is paid back: cash (default), card, wechat, alipay or other"_s },
            { u"reason"_s, u"TEXT"_s, u"why, up to 200 characters"_s }, { u"preview"_s, {}, u"only tell what would be given back"_s } },
        refundSale } };
}

}
