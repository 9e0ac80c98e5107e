// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hub/HubCommands.h"

#include "app/common/Files.h"
#include "app/hub/TerminalQr.h"

#include <QDateTime>
#include <QFileInfo>
#include <QJsonArray>

#include <unistd.h>

namespace tangyuan::sync {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostExceptions = 1'000;

QString timeText(UtcTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.ms).toUTC().toString(Qt::ISODate);
}

/// Columns under each other.
QString table(const QList<QStringList>& rows)
{
    QList<qsizetype> widths;
    for (const QStringList& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size());
    }
    QString text;
    for (const QStringList& row : rows) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i)
            line += printable(row[i]).leftJustified(widths[i] + 2);
        text += line.trimmed() + u'\n';
    }
    return text;
}

Result<ProgramOutcome> saveStore(const HubCall& call)
{
    TRY(call.hub().saveStore({ call.argument(0), call.argument(1) }));
    return ProgramOutcome { { { u"code"_s, call.argument(0) }, { u"name"_s, call.argument(1) } }, ProgramExit::Done,
        u"Store %1 is saved.\n"_s.arg(printable(call.argument(0))) };
}

Result<ProgramOutcome> listStores(const HubCall& call)
{
    QJsonArray json;
    QList<QStringList> rows;
    for (const Hub::Store& store : TRY(call.hub().stores())) {
        json.append(QJsonObject { { u"code"_s, store.code }, { u"name"_s, store.name } });
        rows.append({ store.code, store.name });
    }
    return ProgramOutcome { { { u"stores"_s, json } }, ProgramExit::Done, rows.isEmpty() ? u"No stores yet: tangyuan-hub store CODE NAME.\n"_s : table(rows) };
}

Result<void> writeQr(const QrMatrix& matrix, const QString& file)
{
    const QString suffix = QFileInfo(file).suffix().toLower();
    if (suffix != u"png" && suffix != u"svg")
        return fail(ErrorCode::InputMalformed, u"--qr takes a file that ends in .png or .svg"_s);
    return writeOutputFile(file, suffix == u"png" ? qrPng(matrix) : qrSvg(matrix), Readers::OwnerOnly);
}

Result<ProgramOutcome> enrol(const HubCall& call)
{
    const QString file = call.option("qr"_L1);
    const EnrolmentCode code { call.folder.url(), TRY(call.folder.pin()), TRY(call.hub().makeEnrolmentSecret(call.argument(0))) };
    const QString text = code.toText();
    const QrMatrix matrix = TRY(makeQr(text, ErrorCorrection::Low));
    if (!file.isEmpty())
        TRY(writeQr(matrix, file));
    const TerminalColours colours = ::isatty(STDOUT_FILENO) ? TerminalColours::Set : TerminalColours::Leave;
    QJsonObject json { { u"store"_s, call.argument(0) }, { u"code"_s, text }, { u"url"_s, code.url } };
    if (!file.isEmpty())
        json["qr"_L1] = file;
    return ProgramOutcome { json, ProgramExit::Done,
        qrText(matrix, colours)
            + u"\n%1\n\nOne till of store %2 joins with this code, within a day, at %3.\n"_s.arg(text, printable(call.argument(0)), code.url) };
}

Result<ProgramOutcome> listDevices(const HubCall& call)
{
    QJsonArray json;
    QList<QStringList> rows { { u"Till"_s, u"Store"_s, u"Enrolled"_s, u"Last seen"_s, u"Facts"_s, {} } };
    for (const Hub::Device& device : TRY(call.hub().devices())) {
        QJsonObject entry { { u"id"_s, device.id.toString() }, { u"code"_s, device.code }, { u"store"_s, device.store },
            { u"enrolledAt"_s, timeText(device.enrolledAt) }, { u"revoked"_s, device.isRevoked }, { u"facts"_s, device.facts } };
        if (device.seenAt)
            entry["lastSeen"_L1] = timeText(*device.seenAt);
        rows.append({ device.code, device.store, timeText(device.enrolledAt), device.seenAt ? timeText(*device.seenAt) : u"never"_s,
            QString::number(device.facts), device.isRevoked ? u"revoked"_s : QString() });
        json.append(entry);
    }
    return ProgramOutcome { { { u"devices"_s, json } }, ProgramExit::Done, table(rows) };
}

Result<ProgramOutcome> revoke(const HubCall& call)
{
    TRY(call.hub().revoke(call.argument(0)));
    return ProgramOutcome { { { u"code"_s, call.argument(0) }, { u"revoked"_s, true } }, ProgramExit::Done,
        u"Till %1 is out of the chain; its next request is refused.\n"_s.arg(printable(call.argument(0))) };
}

Result<ProgramOutcome> listExceptions(const HubCall& call)
{
    QJsonArray json;
    QList<QStringList> rows;
    const Hub::Resolved resolved = call.has("all"_L1) ? Hub::Resolved::Included : Hub::Resolved::LeftOut;
    for (const HubException& exception : TRY(call.hub().exceptions(resolved, mostExceptions))) {
        json.append(exception.toJson());
        rows.append({ exception.id.toString(), timeText(exception.at), exception.kind, exception.subject, exception.till,
            exception.isResolved ? u"resolved"_s : QString() });
    }
    return ProgramOutcome { { { u"exceptions"_s, json } }, ProgramExit::Done, rows.isEmpty() ? u"Nothing to look at.\n"_s : table(rows) };
}

Result<ProgramOutcome> resolve(const HubCall& call)
{
    TRY(call.hub().resolveException(TRY(Id::fromString(call.argument(0)))));
    return ProgramOutcome { { { u"exception"_s, call.argument(0) }, { u"resolved"_s, true } }, ProgramExit::Done, u"It is resolved.\n"_s };
}

Result<ProgramOutcome> split(const HubCall& call)
{
    TRY(call.hub().splitMembers(TRY(Id::fromString(call.argument(0)))));
    return ProgramOutcome { { { u"exception"_s, call.argument(0) }, { u"split"_s, true } }, ProgramExit::Done, u"They are two members again.\n"_s };
}

Result<ProgramOutcome> report(const HubCall& call)
{
    const auto from = BusinessDate::fromString(call.argument(0)), to = BusinessDate::fromString(call.argument(1));
    if (!from || !to || *to < *from)
        return fail(ErrorCode::InputMalformed, u"FROM and TO are days like 2026-11-22"_s);
    QJsonArray json;
    QList<QStringList> rows { { u"Day"_s, u"Store"_s, u"Sales"_s, u"Refunds"_s, u"With member"_s, u"Total"_s } };
    for (const auto& [date, store, figures] : TRY(call.hub().salesReport(*from, *to))) {
        json.append(QJsonObject { { u"date"_s, date.toString() }, { u"store"_s, store }, { u"sales"_s, figures.sales }, { u"refunds"_s, figures.refunds },
            { u"members"_s, figures.memberSales }, { u"totalMinor"_s, figures.total.minor } });
        rows.append({ date.toString(), store, QString::number(figures.sales), QString::number(figures.refunds), QString::number(figures.memberSales),
            toPlainString(figures.total) });
    }
    return ProgramOutcome { { { u"from"_s, from->toString() }, { u"to"_s, to->toString() }, { u"days"_s, json } }, ProgramExit::Done, table(rows) };
}

Result<ProgramOutcome> verify(const HubCall& call)
{
    const Hub::Verification verification = TRY(call.hub().verify());
    return ProgramOutcome { { { u"facts"_s, verification.facts }, { u"members"_s, verification.members } }, ProgramExit::Done,
        u"All is well: %1 facts, %2 members.\n"_s.arg(verification.facts).arg(verification.members) };
}

}

std::vector<HubCommand> hubCommands()
{
    return {
        { u"serve"_s, {}, u"answer tills, until Ctrl-C or SIGTERM"_s, u"What happens where no command is named. One JSON line a request goes to stderr."_s,
            u"--data /var/lib/tangyuan-hub"_s, {}, serve },
        { u"store"_s, { u"CODE"_s, u"NAME"_s }, u"add a store, or name it anew"_s, {}, u"store S001 南京路店 --data /var/lib/tangyuan-hub"_s, {}, saveStore },
        { u"stores"_s, {}, u"list the stores"_s, {}, u"stores --data /var/lib/tangyuan-hub"_s, {}, listStores },
        { u"enrol"_s, { u"STORE"_s }, u"make a code that takes one till into the chain"_s,
            u"Shown as text and as a QR code, which the till's scanner reads. Good once, within a day."_s,
            u"enrol S001 --qr till.png --data /var/lib/tangyuan-hub"_s, { { u"qr"_s, u"FILE"_s, u"also write the QR code, .png or .svg"_s } }, enrol },
        { u"devices"_s, {}, u"list the tills"_s, {}, u"devices --data /var/lib/tangyuan-hub"_s, {}, listDevices },
        { u"revoke"_s, { u"CODE"_s }, u"take a till out of the chain, at once"_s, {}, u"revoke A01 --data /var/lib/tangyuan-hub"_s, {}, revoke },
        { u"exceptions"_s, {}, u"list what a manager should look at"_s, {}, u"exceptions --data /var/lib/tangyuan-hub"_s,
            { { u"all"_s, {}, u"also those that were resolved"_s } }, listExceptions },
        { u"resolve"_s, { u"ID"_s }, u"note that an exception was looked at"_s, {},
            u"resolve 0192f3a0-7c1e-7000-8000-00000000abcd --data /var/lib/tangyuan-hub"_s, {}, resolve },
        { u"split"_s, { u"ID"_s }, u"take back that two registrations are one person"_s, u"ID is of an exception “samePhone”."_s,
            u"split 0192f3a0-7c1e-7000-8000-00000000abcd --data /var/lib/tangyuan-hub"_s, {}, split },
        { u"report"_s, { u"FROM"_s, u"TO"_s }, u"sales by day and store"_s, {}, u"report 2026-11-01 2026-11-30 --data /var/lib/tangyuan-hub"_s, {}, report },
        { u"verify"_s, {}, u"prove that facts, members and sums hold together"_s, {}, u"verify --data /var/lib/tangyuan-hub"_s, {}, verify },
    };
}

}
