// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/Command.h"

#include "app/admin/Messages.h"
#include "app/common/Files.h"
#include "core/domain/catalog/ProductCsv.h"
#include "core/domain/members/MemberCsv.h"

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ExportFormat {
    CsvLanguage language = CsvLanguage::Chinese;
    CsvEncoding encoding = CsvEncoding::Utf8Bom;
};

std::optional<ExportFormat> formatOf(const Invocation& call)
{
    ExportFormat format;
    const QString encoding = call.option("encoding"_L1);
    const QString language = call.option("language"_L1);
    if (encoding == u"utf8")
        format.encoding = CsvEncoding::Utf8;
    else if (encoding == u"gb18030")
        format.encoding = CsvEncoding::Gb18030;
    else if (!encoding.isEmpty() && encoding != u"utf8-bom")
        return std::nullopt;
    if (language == u"en")
        format.language = CsvLanguage::English;
    else if (!language.isEmpty() && language != u"zh")
        return std::nullopt;
    return format;
}

AdminOutcome wrongFormat()
{
    return misused(u"--encoding is utf8, utf8-bom or gb18030; --language is zh or en."_s);
}

AdminOutcome exported(const QString& file, qsizetype rows)
{
    return { { { u"file"_s, file }, { u"rows"_s, static_cast<qint64>(rows) } }, AdminExit::Done };
}

Result<AdminOutcome> exportProducts(Invocation& call)
{
    const auto format = formatOf(call);
    if (!format)
        return wrongFormat();
    const auto till = TRY(call.open(Database::Access::Reader));
    TRY(writeOutputFile(call.argument(0), writeProductCsv(till->catalog(), format->language, format->encoding)));
    return exported(call.argument(0), static_cast<qsizetype>(till->catalog().products().size()));
}

Result<std::vector<Member>> everyMember(Till& till)
{
    constexpr int membersPerPage = 1'000;
    MemberRows store(till.database());
    std::vector<Member> members;
    MemberKey last;
    for (;;) {
        const std::vector<MemberRow> page = TRY(store.page(last, membersPerPage));
        if (page.empty())
            return members;
        for (const MemberRow& row : page)
            members.push_back(TRY(till.members().byKey(row.key)));
        last = page.back().key;
    }
}

Result<AdminOutcome> exportMembers(Invocation& call)
{
    const auto format = formatOf(call);
    if (!format)
        return wrongFormat();
    const auto till = TRY(call.open(Database::Access::Reader));
    const std::vector<Member> members = TRY(everyMember(*till));
    TRY(writeOutputFile(call.argument(0), writeMemberCsv(members, format->language, format->encoding), Readers::OwnerOnly));
    say(u"%1 holds personal data in the clear; only you may read it."_s.arg(call.argument(0)));
    return exported(call.argument(0), static_cast<qsizetype>(members.size()));
}

}

std::vector<Command> exportCommands()
{
    const std::vector<CommandOption> format { { u"encoding"_s, u"ENCODING"_s, u"utf8-bom (default; for Excel), utf8 or gb18030"_s },
        { u"language"_s, u"LANGUAGE"_s, u"of the headers: zh (default) or en"_s } };
    return {
        { u"export products"_s, { u"FILE"_s }, u"write the catalogue as CSV"_s, u"Importing the file again changes nothing. Works while the till is selling."_s,
            u"export products catalogue.csv --language en"_s, format, exportProducts },
        { u"export members"_s, { u"FILE"_s }, u"write the members as CSV, in the clear"_s, u"Works while the till is selling."_s,
            u"export members members.csv --encoding gb18030"_s, format, exportMembers },
    };
}

}
