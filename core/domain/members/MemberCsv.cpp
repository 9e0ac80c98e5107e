// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/members/MemberCsv.h"

#include "core/domain/members/ProfileRules.h"

#include <QRegularExpression>

namespace tangyuan {

namespace {

enum class MemberColumn { Phone, Name, Sex, Birthday, Address, Email, Tier, Consent, Note };

/// 1904 stands for an unknown year: it has a 29 February (see Profile::birthday).
constexpr int unknownYear = 1904;

const std::vector<CsvColumn>& memberColumns()
{
    static const std::vector<CsvColumn> columns {
        { QStringLiteral("phone"), QStringLiteral("手机号"),
            { QStringLiteral("手机"), QStringLiteral("电话"), QStringLiteral("手机号码"), QStringLiteral("mobile") }, CsvColumn::Need::Required },
        { QStringLiteral("name"), QStringLiteral("姓名"), { QStringLiteral("会员姓名"), QStringLiteral("名字") } },
        { QStringLiteral("sex"), QStringLiteral("性别"), { QStringLiteral("gender") } },
        { QStringLiteral("birthday"), QStringLiteral("生日"), { QStringLiteral("出生日期"), QStringLiteral("birth_date") } },
        { QStringLiteral("address"), QStringLiteral("地址"), { QStringLiteral("住址") } },
        { QStringLiteral("email"), QStringLiteral("邮箱"), { QStringLiteral("电子邮箱"), QStringLiteral("电子邮件"), QStringLiteral("e_mail") } },
        { QStringLiteral("tier"), QStringLiteral("会员等级"), { QStringLiteral("等级"), QStringLiteral("级别"), QStringLiteral("level") } },
        { QStringLiteral("consent"), QStringLiteral("同意营销"), { QStringLiteral("marketing") } },
        { QStringLiteral("note"), QStringLiteral("备注"), { QStringLiteral("remark") } },
    };
    return columns;
}

const CsvWords<Sex>& sexWords()
{
    static const CsvWords<Sex> words { {
        { Sex::Unknown, { QString(), QString(), QStringLiteral("unknown"), QStringLiteral("未知"), QStringLiteral("保密") } },
        { Sex::Female, { QStringLiteral("female"), QStringLiteral("女"), QStringLiteral("f"), QStringLiteral("女士") } },
        { Sex::Male, { QStringLiteral("male"), QStringLiteral("男"), QStringLiteral("m"), QStringLiteral("先生") } },
    } };
    return words;
}

const CsvWords<Tier>& tierWords()
{
    static const CsvWords<Tier> words { {
        { Tier::Regular, { QStringLiteral("regular"), QStringLiteral("普通"), QString(), QStringLiteral("普通会员"), QStringLiteral("普卡") } },
        { Tier::Silver, { QStringLiteral("silver"), QStringLiteral("银卡"), QStringLiteral("银卡会员"), QStringLiteral("白银") } },
        { Tier::Gold, { QStringLiteral("gold"), QStringLiteral("金卡"), QStringLiteral("金卡会员"), QStringLiteral("黄金") } },
        { Tier::Diamond, { QStringLiteral("diamond"), QStringLiteral("钻石"), QStringLiteral("钻石卡"), QStringLiteral("钻石会员") } },
    } };
    return words;
}

const CsvWords<Consent>& consentWords()
{
    static const CsvWords<Consent> words { {
        { Consent::NotAsked, { QString(), QString() } },
        { Consent::Given, csvFlagWords()[1].second },
        { Consent::Refused, csvFlagWords()[0].second },
    } };
    return words;
}

/// "1990-05-01", "1990/5/1", "1990.5.1", "1990年5月1日", "19900501"; without a year "05-01", "5月1日".
Result<QDate> parseBirthday(const QString& cell)
{
    static const QRegularExpression withYear(QStringLiteral("^([0-9]{4})(?:[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{2})([0-9]{2}))$"));
    static const QRegularExpression withoutYear(QStringLiteral("^([0-9]{1,2})[-/.月]([0-9]{1,2})日?$"));
    QDate date;
    if (const auto match = withYear.match(cell); match.hasMatch())
        date = QDate(match.captured(1).toInt(), (match.captured(2) + match.captured(4)).toInt(), (match.captured(3) + match.captured(5)).toInt());
    else if (const auto day = withoutYear.match(cell); day.hasMatch())
        date = QDate(unknownYear, day.captured(1).toInt(), day.captured(2).toInt());
    if (!date.isValid())
        return fail(ErrorCode::InputMalformed, QStringLiteral("birthday"));
    return date;
}

QString birthdayText(QDate birthday)
{
    if (birthday.isNull())
        return {};
    return birthday.toString(birthday.year() == unknownYear ? QStringLiteral("MM-dd") : QStringLiteral("yyyy-MM-dd"));
}

/// A row that did not become a member, and the column to blame.
struct BadCell {
    MemberColumn column;
    Error error;
};

tl::expected<ImportedMember, BadCell> readRow(const CsvTable::Row& row, const QString& phoneRegion, QDate today)
{
    const auto cell = [&](MemberColumn column) { return row.cells[static_cast<qsizetype>(column)]; };
    const auto bad = [](MemberColumn column, ErrorCode code, QString context = {}) { return tl::unexpected(BadCell { column, { code, std::move(context) } }); };
    if (isSpreadsheetScientific(cell(MemberColumn::Phone)))
        return bad(MemberColumn::Phone, ErrorCode::PhoneInvalid, QStringLiteral("a spreadsheet has cut the digits"));
    const auto sex = readCsvWord(sexWords(), cell(MemberColumn::Sex));
    if (!sex)
        return bad(MemberColumn::Sex, ErrorCode::InputMalformed);
    const auto tier = readCsvWord(tierWords(), cell(MemberColumn::Tier));
    if (!tier)
        return bad(MemberColumn::Tier, ErrorCode::InputMalformed);
    const auto consent = readCsvWord(consentWords(), cell(MemberColumn::Consent));
    if (!consent)
        return bad(MemberColumn::Consent, ErrorCode::InputMalformed);
    QDate birthday;
    if (!cell(MemberColumn::Birthday).isEmpty()) {
        const auto read = parseBirthday(cell(MemberColumn::Birthday));
        if (!read)
            return bad(MemberColumn::Birthday, read.error().code);
        birthday = *read;
    }
    auto profile = checkedProfile({ .phone = cell(MemberColumn::Phone),
                                      .name = cell(MemberColumn::Name),
                                      .sex = *sex,
                                      .birthday = birthday,
                                      .address = cell(MemberColumn::Address),
                                      .email = cell(MemberColumn::Email),
                                      .marketing = *consent,
                                      .note = cell(MemberColumn::Note) },
        phoneRegion, today);
    if (!profile) {
        MemberColumn column = MemberColumn::Phone; // the error's context names the field
        for (size_t i = 0; i < memberColumns().size(); ++i) {
            if (memberColumns()[i].english == profile.error().context)
                column = static_cast<MemberColumn>(i);
        }
        return bad(column, profile.error().code);
    }
    return ImportedMember { row.line, std::move(*profile), *tier };
}

}

Result<MemberImport> readMemberCsv(QByteArrayView file, const QString& phoneRegion, QDate today)
{
    const CsvTable table = TRY(CsvTable::read(file, memberColumns()));
    MemberImport import;
    import.problems = table.problems();
    QHash<QString, int> lineOfPhone;
    for (const CsvTable::Row& row : table.rows()) {
        auto read = readRow(row, phoneRegion, today);
        if (!read) {
            import.problems.push_back({ row.line, table.header(static_cast<size_t>(read.error().column)), std::move(read.error().error) });
        } else if (const auto first = lineOfPhone.constFind(read->profile.phone); first != lineOfPhone.constEnd()) {
            import.problems.push_back({ row.line, table.header(static_cast<size_t>(MemberColumn::Phone)),
                { ErrorCode::PhoneTaken,
                    QStringLiteral("stands in line %1 already").arg(*first) } });
        } else {
            lineOfPhone.insert(read->profile.phone, row.line);
            import.members.push_back(std::move(*read));
        }
    }
    std::stable_sort(import.problems.begin(), import.problems.end(), [](const RowProblem& a, const RowProblem& b) { return a.line < b.line; });
    return import;
}

QByteArray writeMemberCsv(const std::vector<Member>& members, CsvLanguage language, CsvEncoding encoding)
{
    CsvWriter writer;
    writer.addRow(csvHeader(memberColumns(), language) << (language == CsvLanguage::Chinese ? QStringLiteral("会员号") : QStringLiteral("number")));
    for (const Member& member : members) {
        if (member.isErased)
            continue;
        const Profile& profile = member.profile;
        writer.addRow({ profile.phone, profile.name, csvWord(sexWords(), profile.sex, language), birthdayText(profile.birthday), profile.address, profile.email,
            csvWord(tierWords(), member.tier, language), csvWord(consentWords(), profile.marketing, language), profile.note, member.number });
    }
    return writer.encoded(encoding);
}

}
