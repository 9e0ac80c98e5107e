// SPDX-License-Identifier: GPL-3.0-or-later
// What a manager does to a member's ledger by hand.
#include "app/admin/Command.h"

#include "app/admin/DeedJson.h"
#include "app/admin/Messages.h"
#include "app/admin/SaleRequest.h"
#include "app/common/Files.h"
#include "core/domain/loyalty/EarningJson.h"

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A deed done to the member that the first argument names; says what came of it.
template <class Doing>
Result<AdminOutcome> doToMember(Invocation& call, Doing doing)
{
    const auto till = TRY(call.open(Database::Access::Writer));
    const Member member = TRY(findMember(call.argument(0), *till));
    const Deed deed = TRY(doing(*till, member));
    say(u"%1 is written down for member %2."_s.arg(deed.number, member.number));
    return AdminOutcome { deedJson(deed, member), AdminExit::Done };
}

Result<AdminOutcome> adjustByHand(Invocation& call)
{
    const qint64 points = TRY(readWholeNumber(call.argument(1), u"points"_s));
    return doToMember(call, [&](Till& till, const Member& member) { return till.loyalty().adjustPoints(member, points, call.option("reason"_L1)); });
}

/// "points", or money of a currency: "principal", "bonus".
Result<AdminOutcome> holdByHand(Invocation& call)
{
    const Currency currency = TRY(currencyFromName(call.argument(1)));
    if (currency == Currency::Gift)
        return fail(ErrorCode::InputMalformed, u"currency"_s);
    const qint64 amount = currency == Currency::Points ? TRY(readWholeNumber(call.argument(2), u"amount"_s)) : TRY(readAmount(call.argument(2))).minor;
    return doToMember(call, [&](Till& till, const Member& member) { return till.loyalty().hold(member, currency, amount, call.option("reason"_L1)); });
}

Result<AdminOutcome> releaseByHand(Invocation& call)
{
    return doToMember(
        call, [&](Till& till, const Member& member) -> Result<Deed> { return till.loyalty().release(member, TRY(findFact(call.argument(1), till))); });
}

Result<AdminOutcome> captureByHand(Invocation& call)
{
    return doToMember(
        call, [&](Till& till, const Member& member) -> Result<Deed> { return till.loyalty().capture(member, TRY(findFact(call.argument(1), till))); });
}

Result<AdminOutcome> undoByHand(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Writer));
    const Member member = TRY(findMember(call.argument(0), *till));
    const UndoneDeed undone = TRY(till->loyalty().undo(member, TRY(findFact(call.argument(1), *till)), call.option("reason"_L1)));
    say(u"%1 undoes %2 of member %3."_s.arg(undone.deed.number, undone.undone, member.number));
    QJsonObject json = deedJson(undone.deed, member);
    json["undone"_L1] = undone.undone;
    if (undone.money) {
        json["moneyMinor"_L1] = undone.money->amount.minor;
        json["method"_L1] = tenderMethodName(undone.money->method);
    }
    return AdminOutcome { json, AdminExit::Done };
}

/// All keys of a pack may be left out but one.
Result<Pack> readPack(const QString& path)
{
    QJsonObject json = TRY(readJsonFile(path));
    TRY(refuseUnknownKeys(json, { "points"_L1, "bonusMinor"_L1, "bonusValidDays"_L1, "gifts"_L1 }));
    for (const auto& key : { u"points"_s, u"bonusMinor"_s, u"bonusValidDays"_s })
        if (!json.contains(key))
            json[key] = 0;
    if (!json.contains(u"gifts"_s))
        json[u"gifts"_s] = QJsonArray();
    const Pack pack = TRY(packFromJson(json));
    if (pack.points.count < 0 || pack.bonus.minor < 0)
        return fail(ErrorCode::InputOutOfRange, pack.points.count < 0 ? u"points"_s : u"bonusMinor"_s);
    return pack;
}

Result<AdminOutcome> giveByHand(Invocation& call)
{
    const Pack pack = TRY(readPack(call.argument(1)));
    return doToMember(call, [&](Till& till, const Member& member) { return till.loyalty().givePack(member, pack, call.option("reason"_L1)); });
}

}

std::vector<Command> ledgerCommands()
{
    const QString who = u"MEMBER is a number, a phone or the code on the card."_s;
    const QString fact = u" FACT is the id or the number that the deed came with (A01-000123)."_s;
    const CommandOption reason { u"reason"_s, u"TEXT"_s, u"why, up to 200 characters; required"_s };
    return {
        { u"member adjust"_s, { u"MEMBER"_s, u"POINTS"_s }, u"add points by hand, or take them (-50)"_s,
            who + u" Points that are added end as all do; none are taken below zero."_s, u"member adjust 13800138000 -50 --reason \"counted twice\""_s,
            { reason }, adjustByHand },
        { u"member give"_s, { u"MEMBER"_s, u"FILE.json"_s }, u"give points, bonus money or gifts by hand"_s,
            who
                + u" The document: {\"points\": 100, \"bonusMinor\": 2000, \"gifts\": [{\"item\": \"free-drink\",\n"
                  "\"name\": \"免费饮品\", \"count\": 1, \"validDays\": 30}]}; what is left out is not given."_s,
            u"member give 13800138000 sorry.json --reason \"waited too long\""_s, { reason }, giveByHand },
        { u"member hold"_s, { u"MEMBER"_s, u"CURRENCY"_s, u"AMOUNT"_s }, u"put points or value aside, for an order to come"_s,
            who + u" CURRENCY is points, principal or bonus; AMOUNT is whole points, or yuan (12.50)."_s,
            u"member hold 13800138000 points 500 --reason \"cake for Friday\""_s, { reason }, holdByHand },
        { u"member release"_s, { u"MEMBER"_s, u"FACT"_s }, u"give back what was put aside"_s, who + fact, u"member release 13800138000 A01-000123"_s, {},
            releaseByHand },
        { u"member capture"_s, { u"MEMBER"_s, u"FACT"_s }, u"use up what was put aside"_s, who + fact, u"member capture 13800138000 A01-000123"_s, {},
            captureByHand },
        { u"member undo"_s, { u"MEMBER"_s, u"FACT"_s }, u"undo a deed of this till as a whole"_s,
            who + fact
                + u"\nAn adjustment, a check-in, a gift, a redemption, a recharge and the like; a sale is undone by refund, a draw stands.\n"
                  "Money goes back the way it came; stored value that is spent is not undone."_s,
            u"member undo 13800138000 A01-000123 --reason \"wrong member\""_s,
            { { u"reason"_s, u"TEXT"_s, u"why, up to 200 characters; required where money moves"_s } }, undoByHand },
    };
}

}
