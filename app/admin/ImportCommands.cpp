// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/Command.h"

#include "app/admin/Messages.h"
#include "app/common/Files.h"
#include "core/base/Limits.h"
#include "core/domain/catalog/ProductCsv.h"
#include "core/domain/members/MemberCsv.h"
#include "core/till/SalesImport.h"

#include <QJsonArray>

#include <algorithm>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What is to become of the good rows.
enum class Saving { Now, DryRun, RefusedForProblems };

Saving savingOf(const Invocation& call, const std::vector<RowProblem>& problems)
{
    if (call.has("dry-run"_L1))
        return Saving::DryRun;
    return call.has("all-or-nothing"_L1) && !problems.empty() ? Saving::RefusedForProblems : Saving::Now;
}

Database::Access accessOf(const Invocation& call)
{
    return call.has("dry-run"_L1) ? Database::Access::Reader : Database::Access::Writer;
}

AdminOutcome importOutcome(const Invocation& call, QJsonObject json, Saving saving, const std::vector<RowProblem>& problems)
{
    sayProblems(call.argument(0), problems);
    if (saving == Saving::RefusedForProblems)
        say(u"Nothing was imported, as asked: all or nothing."_s);
    json["saved"_L1] = saving == Saving::Now;
    json["problems"_L1] = problemsJson(problems);
    return { json, problems.empty() ? AdminExit::Done : AdminExit::Refused };
}

Result<AdminOutcome> importProducts(Invocation& call)
{
    const QByteArray file = TRY(readInputFile(call.argument(0), limits::csvBytes));
    const auto till = TRY(call.open(accessOf(call)));
    const auto makeId = [&] { return Id::make(till->clock(), till->random()); };
    const ProductImport import = TRY(readProductCsv(file, till->catalog(), makeId));
    const Saving saving = savingOf(call, import.problems);
    if (saving == Saving::Now)
        TRY(till->saveProducts(import.newCategories, import.products));
    return importOutcome(call,
        { { u"added"_s, import.added }, { u"changed"_s, import.changed }, { u"unchanged"_s, import.unchanged },
            { u"newCategories"_s, static_cast<qint64>(import.newCategories.size()) } },
        saving, import.problems);
}

/// Registers some members in one transaction.
Result<void> registerSome(Till& till, std::span<const ImportedMember> members, qint64& created)
{
    Transaction transaction = TRY(Transaction::begin(till.database()));
    qint64 createdHere = 0;
    for (const ImportedMember& imported : members) {
        const auto registration = TRY(till.members().registerMember(transaction, imported.profile));
        if (registration.outcome == Members::Registration::Outcome::AlreadyRegistered)
            continue;
        ++createdHere;
        if (imported.tier != Tier::Regular)
            TRY(till.members().setTier(transaction, registration.member.key, imported.tier));
    }
    TRY(transaction.commit());
    created += createdHere;
    return {};
}

Result<AdminOutcome> importMembers(Invocation& call)
{
    const QByteArray file = TRY(readInputFile(call.argument(0), limits::csvBytes));
    const auto till = TRY(call.open(accessOf(call)));
    const ShopSettings& settings = till->settings();
    const QDate today = settings.calendar.businessDate(till->clock().now()).toDate();
    const MemberImport import = TRY(readMemberCsv(file, settings.phoneRegion, today));
    const Saving saving = savingOf(call, import.problems);
    qint64 created = 0;
    if (saving == Saving::Now) {
        constexpr size_t membersPerTransaction = 500;
        const size_t batch = call.has("all-or-nothing"_L1) ? std::max<size_t>(import.members.size(), 1) : membersPerTransaction;
        const std::span<const ImportedMember> all(import.members);
        Progress progress(u"members"_s);
        for (size_t done = 0; done < all.size(); done += batch) {
            TRY(registerSome(*till, all.subspan(done, std::min(batch, all.size() - done)), created));
            progress(static_cast<qint64>(std::min(done + batch, all.size())), static_cast<qint64>(all.size()));
        }
    }
    const auto readable = static_cast<qint64>(import.members.size());
    QJsonObject json { { u"readable"_s, readable } };
    if (saving == Saving::Now) {
        json["created"_L1] = created;
        json["alreadyRegistered"_L1] = readable - created;
    }
    return importOutcome(call, json, saving, import.problems);
}

Result<AdminOutcome> importOldSales(Invocation& call)
{
    if (!call.has("prices"_L1))
        return misused(u"import sales needs --prices FILE: the sales file has no prices."_s);
    const QByteArray sales = TRY(readInputFile(call.argument(0), limits::csvBytes));
    const QByteArray prices = TRY(readInputFile(call.option("prices"_L1), limits::csvBytes));
    const auto till = TRY(call.open(Database::Access::Writer));
    Progress progress(u"tickets"_s);
    const BadRows badRows = call.has("all-or-nothing"_L1) ? BadRows::RefuseAll : BadRows::Skip;
    const SalesImportReport report = TRY(importSales(*till, sales, prices, badRows, [&](qint64 done, qint64 total) { progress(done, total); }));

    sayProblems(call.option("prices"_L1), report.priceProblems);
    QJsonArray nothingSold;
    for (int line : report.nothingSoldLines)
        nothingSold.append(line);
    const QJsonObject json { { u"rows"_s, report.rows }, { u"tickets"_s, report.tickets }, { u"imported"_s, report.imported },
        { u"alreadyImported"_s, report.alreadyImported }, { u"productsAdded"_s, report.productsAdded }, { u"totalMinor"_s, report.total.minor },
        { u"nothingSoldLines"_s, nothingSold }, { u"priceProblems"_s, problemsJson(report.priceProblems) } };
    const bool hasProblems = !report.problems.empty() || !report.priceProblems.empty();
    const Saving saving = hasProblems && badRows == BadRows::RefuseAll ? Saving::RefusedForProblems : Saving::Now;
    AdminOutcome outcome = importOutcome(call, json, saving, report.problems);
    outcome.exit = hasProblems ? AdminExit::Refused : AdminExit::Done;
    return outcome;
}

}

std::vector<Command> importCommands()
{
    const CommandOption allOrNothing { u"all-or-nothing"_s, {}, u"import nothing if any row is bad"_s };
    const CommandOption dryRun { u"dry-run"_s, {}, u"only look; also while the till is selling"_s };
    const QString encodings = u"CSV in UTF-8 (with or without byte order mark) or GB18030, headers in English or Chinese.\n"
                              "A bad row is reported with its line; the others are imported."_s;
    return {
        { u"import products"_s, { u"FILE"_s }, u"add and change products from a CSV file"_s, encodings + u" A known PLU changes that product."_s,
            u"import products catalogue.csv --all-or-nothing"_s, { allOrNothing, dryRun }, importProducts },
        { u"import members"_s, { u"FILE"_s }, u"register members from a CSV file"_s, encodings + u" A phone that is known stays as it is."_s,
            u"import members members.csv --dry-run"_s, { allOrNothing, dryRun }, importMembers },
        { u"import sales"_s, { u"FILE"_s }, u"sell an old till's tickets again, at their own time"_s,
            u"Columns: Date, Time, Transaction, Item. Importing a ticket again sells nothing twice."_s, u"import sales tickets.csv --prices prices.csv"_s,
            { { u"prices"_s, u"FILE"_s, u"price list: item, price, and if known cost and category"_s }, allOrNothing }, importOldSales },
    };
}

}
