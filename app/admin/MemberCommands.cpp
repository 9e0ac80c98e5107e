// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/Command.h"

#include "app/admin/Messages.h"
#include "app/admin/ReceiptName.h"
#include "app/admin/SaleRequest.h"
#include "app/common/Files.h"
#include "app/devices/ReceiptFile.h"
#include "core/base/Enumerators.h"
#include "core/base/Json.h"
#include "core/base/Limits.h"
#include "core/domain/codes/SignedCode.h"
#include "core/domain/receipt/ReceiptLayout.h"

#include <algorithm>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array sexNames { std::pair { Sex::Unknown, "unknown" }, std::pair { Sex::Female, "female" }, std::pair { Sex::Male, "male" } };
constexpr std::array consentNames { std::pair { Consent::NotAsked, "notAsked" }, std::pair { Consent::Given, "given" },
    std::pair { Consent::Refused, "refused" } };
static_assert(namesEach(sexNames, &std::pair<Sex, const char*>::first) && namesEach(consentNames, &std::pair<Consent, const char*>::first));
/// Stands for a birthday without its year (see Profile::birthday).
constexpr int yearUntold = 1904;

template <class Value, size_t count>
QString nameIn(const std::array<std::pair<Value, const char*>, count>& names, Value value)
{
    const auto found = std::ranges::find(names, value, &std::pair<Value, const char*>::first);
    return QString::fromLatin1(found->second);
}

/// Reads one of the names; the first of them where the key is missing.
template <class Value, size_t count>
Value readName(JsonReader& reader, QLatin1String key, const std::array<std::pair<Value, const char*>, count>& names)
{
    if (!reader.has(key))
        return names.front().first;
    const QString text = reader.text(key, limits::codeChars);
    const auto found = std::ranges::find_if(names, [&](const auto& name) { return text == QLatin1String(name.second); });
    if (found == names.end()) {
        reader.reject(key);
        return names.front().first;
    }
    return found->first;
}

/// "1990-05-01", or "05-01" without the year.
QDate readBirthday(JsonReader& reader)
{
    const QString text = reader.optionalText("birthday"_L1, 10);
    if (text.isEmpty())
        return {};
    const QDate date = QDate::fromString(text.size() == 5 ? u"%1-%2"_s.arg(QString::number(yearUntold), text) : text, Qt::ISODate);
    if (!date.isValid())
        reader.reject("birthday"_L1);
    return date;
}

struct NewMember {
    Profile profile;
    Tier tier = Tier::Regular;
};

Result<NewMember> readNewMember(const QJsonObject& json)
{
    TRY(refuseUnknownKeys(json, { "phone"_L1, "name"_L1, "sex"_L1, "birthday"_L1, "address"_L1, "email"_L1, "marketing"_L1, "note"_L1, "tier"_L1 }));
    JsonReader reader(json);
    NewMember wanted;
    wanted.profile.phone = reader.text("phone"_L1, limits::codeChars);
    wanted.profile.name = reader.optionalText("name"_L1, limits::nameChars);
    wanted.profile.sex = readName(reader, "sex"_L1, sexNames);
    wanted.profile.birthday = readBirthday(reader);
    wanted.profile.address = reader.optionalText("address"_L1, limits::addressChars);
    wanted.profile.email = reader.optionalText("email"_L1, limits::emailChars);
    wanted.profile.marketing = readName(reader, "marketing"_L1, consentNames);
    wanted.profile.note = reader.optionalText("note"_L1, limits::noteChars);
    const QString tier = reader.optionalText("tier"_L1, limits::codeChars);
    TRY(reader.finish());
    if (!tier.isEmpty()) {
        const auto known = tierFromName(tier);
        if (!known)
            return fail(ErrorCode::InputMalformed, u"tier"_s);
        wanted.tier = *known;
    }
    return wanted;
}

QJsonObject profileJson(const Profile& profile)
{
    const bool hasYear = profile.birthday.isValid() && profile.birthday.year() != yearUntold;
    return { { u"phone"_s, profile.phone }, { u"name"_s, profile.name }, { u"sex"_s, nameIn(sexNames, profile.sex) },
        { u"birthday"_s, profile.birthday.toString(hasYear ? u"yyyy-MM-dd"_s : u"MM-dd"_s) }, { u"address"_s, profile.address }, { u"email"_s, profile.email },
        { u"marketing"_s, nameIn(consentNames, profile.marketing) }, { u"note"_s, profile.note } };
}

Result<QJsonObject> memberJson(Till& till, const Member& member)
{
    const Points points = TRY(till.checkout().pointsBalance(member.key));
    return QJsonObject { { u"number"_s, member.number }, { u"id"_s, member.id.toString() }, { u"tier"_s, tierName(member.tier) },
        { u"registered"_s, till.settings().calendar.businessDate(member.registeredAt).toString() }, { u"points"_s, points.count },
        { u"code"_s, makeMemberCode(member.id, till.vault()) }, { u"profile"_s, profileJson(member.profile) } };
}

Result<AdminOutcome> showMember(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Reader));
    const Member member = TRY(findMember(call.argument(0), *till));
    QJsonObject json = TRY(memberJson(*till, member));
    constexpr int salesShown = 20;
    QJsonArray purchases;
    for (const SaleRows::Summary& sale : TRY(till->sales().ofMember(member.key, salesShown)))
        purchases.append(QJsonObject {
            { u"number"_s, sale.number }, { u"date"_s, sale.businessDate.toString() }, { u"lines"_s, sale.lines }, { u"totalMinor"_s, sale.total.minor } });
    json["purchases"_L1] = purchases;
    return AdminOutcome { json, AdminExit::Done };
}

Result<AdminOutcome> registerByFile(Invocation& call)
{
    const NewMember wanted = TRY(readNewMember(TRY(readJsonFile(call.argument(0)))));
    const auto till = TRY(call.open(Database::Access::Writer));
    const Members::Registration registration = TRY(till->members().registerMember(wanted.profile));
    const bool isNew = registration.outcome == Members::Registration::Outcome::Created;
    Member member = registration.member;
    if (isNew && wanted.tier != member.tier)
        member = TRY(till->members().setTier(member.key, wanted.tier));
    say(u"%1 %2."_s.arg(isNew ? u"Registered member"_s : u"This phone is already that of member"_s, member.number));
    QJsonObject json = TRY(memberJson(*till, member));
    json["outcome"_L1] = isNew ? u"created"_s : u"alreadyRegistered"_s;
    return AdminOutcome { json, AdminExit::Done };
}

Result<AdminOutcome> writeMemberCard(Invocation& call)
{
    const QString file = call.argument(1);
    if (!isReceiptName(file))
        return misused(receiptNameRule());
    const auto till = TRY(call.open(Database::Access::Reader));
    const Member member = TRY(findMember(call.argument(0), *till));
    const QString code = makeMemberCode(member.id, till->vault());
    TRY(writeReceiptFile(layoutMemberCard(member, till->settings(), code), till->settings().printer, file));
    return AdminOutcome { { { u"number"_s, member.number }, { u"code"_s, code }, { u"card"_s, file } }, AdminExit::Done };
}

Result<AdminOutcome> showMemberCode(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Reader));
    const Member member = TRY(findMember(call.argument(0), *till));
    const bool isDynamic = call.has("dynamic"_L1);
    const QString code = isDynamic ? makeDynamicMemberCode(member.id, till->clock().now(), till->vault()) : makeMemberCode(member.id, till->vault());
    return AdminOutcome { { { u"number"_s, member.number }, { u"code"_s, code }, { u"dynamic"_s, isDynamic } }, AdminExit::Done };
}

}

std::vector<Command> memberCommands()
{
    const QString who = u"MEMBER is a number, a phone or the code on the card."_s;
    return {
        { u"member show"_s, { u"MEMBER"_s }, u"show a member: profile, points, last purchases"_s, who + u" Works while the till is selling."_s,
            u"member show 13800138000"_s, {}, showMember },
        { u"member register"_s, { u"FILE.json"_s }, u"register a member by phone"_s,
            u"The document: {\"phone\": \"13800138000\", \"name\": \"…\", \"sex\": \"female\", \"birthday\": \"1990-05-01\", \"address\": \"…\",\n"
            "\"email\": \"…\", \"marketing\": \"given\", \"note\": \"…\", \"tier\": \"silver\"}; all but the phone may be left out.\n"
            "A phone that is known brings its member back and changes nothing."_s,
            u"member register wang.json"_s, {}, registerByFile },
        { u"member card"_s, { u"MEMBER"_s, u"FILE"_s }, u"write a member's card with its QR code"_s, who + u" FILE ends in .escpos, .png, .pdf or .txt."_s,
            u"member card 10000015 card.pdf"_s, {}, writeMemberCard },
        { u"member code"_s, { u"MEMBER"_s }, u"print a member's code: the card's, or a fresh one as a phone shows it"_s,
            who + u" A dynamic code counts for two minutes. Works while the till is selling."_s, u"member code 10000015 --dynamic"_s,
            { { u"dynamic"_s, {}, u"a code of this minute instead of the card's"_s } }, showMemberCode },
    };
}

}
