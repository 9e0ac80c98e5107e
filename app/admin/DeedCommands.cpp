// SPDX-License-Identifier: GPL-3.0-or-later
// What members do, at the counter or by somebody for them.
#include "app/admin/Command.h"

#include "app/admin/DeedJson.h"
#include "app/admin/Messages.h"
#include "app/admin/SaleRequest.h"

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

struct AtCounter {
    std::unique_ptr<Till> till;
    Member member;
};

/// The till, and the member that the first argument names.
Result<AtCounter> memberAtCounter(Invocation& call)
{
    auto till = TRY(call.open(Database::Access::Writer));
    Member member = TRY(findMember(call.argument(0), *till));
    return AtCounter { std::move(till), std::move(member) };
}

AdminOutcome doneWith(const Deed& deed, const Member& member, const QJsonObject& more = {})
{
    say(u"%1 is written down for member %2."_s.arg(deed.number, member.number));
    QJsonObject json = deedJson(deed, member);
    for (auto entry = more.begin(); entry != more.end(); ++entry)
        json[entry.key()] = entry.value();
    return { json, AdminExit::Done };
}

Result<AdminOutcome> checkInMember(Invocation& call)
{
    const AtCounter at = TRY(memberAtCounter(call));
    const CheckInDeed done = TRY(at.till->loyalty().checkIn(at.member));
    return doneWith(done.deed, at.member, { { u"streak"_s, done.streak }, { u"points"_s, done.points.count } });
}

Result<AdminOutcome> attendEvent(Invocation& call)
{
    const AtCounter at = TRY(memberAtCounter(call));
    return doneWith(TRY(at.till->loyalty().attend(at.member, call.argument(1))), at.member);
}

Result<AdminOutcome> reviewLine(Invocation& call)
{
    const qint64 line = TRY(readWholeNumber(call.argument(2), u"line"_s));
    const AtCounter at = TRY(memberAtCounter(call));
    const Sale sale = TRY(at.till->sales().byNumber(call.argument(1)));
    if (line < 1)
        return fail(ErrorCode::InputOutOfRange, u"line"_s);
    return doneWith(TRY(at.till->loyalty().review(at.member, sale, static_cast<size_t>(line - 1))), at.member);
}

Result<AdminOutcome> referMember(Invocation& call)
{
    const AtCounter at = TRY(memberAtCounter(call));
    const Member inviter = TRY(findMember(call.argument(1), *at.till));
    return doneWith(TRY(at.till->loyalty().refer(at.member, inviter)), at.member, { { u"inviter"_s, inviter.number } });
}

Result<AdminOutcome> redeemItem(Invocation& call)
{
    const AtCounter at = TRY(memberAtCounter(call));
    const Deed deed = TRY(at.till->loyalty().redeem(at.member, call.argument(1)));
    const MallItem* item = at.till->rules().mallItem(call.argument(1));
    return doneWith(deed, at.member, { { u"item"_s, item->id }, { u"name"_s, item->name }, { u"handedOver"_s, item->isHandedOver() } });
}

Result<AdminOutcome> drawPrize(Invocation& call)
{
    const AtCounter at = TRY(memberAtCounter(call));
    const DrawDeed done = TRY(at.till->loyalty().draw(at.member, call.argument(1)));
    return doneWith(done.deed, at.member, { { u"prize"_s, done.prize }, { u"prizeName"_s, done.prizeName }, { u"consolation"_s, done.isConsolation } });
}

Result<AdminOutcome> donatePoints(Invocation& call)
{
    const Points points { TRY(readWholeNumber(call.argument(1), u"points"_s)) };
    const AtCounter at = TRY(memberAtCounter(call));
    return doneWith(TRY(at.till->loyalty().donate(at.member, points, call.argument(2))), at.member);
}

Result<AdminOutcome> takeGiftOver(Invocation& call)
{
    const AtCounter at = TRY(memberAtCounter(call));
    return doneWith(TRY(at.till->loyalty().takeGift(at.member, call.argument(1))), at.member, { { u"name"_s, at.till->rules().giftName(call.argument(1)) } });
}

Result<AdminOutcome> rechargeValue(Invocation& call)
{
    const Money amount = TRY(readAmount(call.argument(1)));
    const TenderMethod method = TRY(readMethod(call.option("method"_L1)));
    const AtCounter at = TRY(memberAtCounter(call));
    const RechargeDeed done = TRY(at.till->loyalty().recharge(at.member, amount, call.option("offer"_L1), method));
    return doneWith(done.deed, at.member,
        { { u"paidMinor"_s, done.principal.minor }, { u"bonusGivenMinor"_s, done.bonus.minor }, { u"method"_s, tenderMethodName(done.method) } });
}

Result<AdminOutcome> payOutValue(Invocation& call)
{
    const Money amount = TRY(readAmount(call.argument(1)));
    const TenderMethod method = TRY(readMethod(call.option("method"_L1)));
    const AtCounter at = TRY(memberAtCounter(call));
    const RechargeDeed done = TRY(at.till->loyalty().refundPrincipal(at.member, amount, method));
    return doneWith(done.deed, at.member, { { u"paidOutMinor"_s, -done.principal.minor }, { u"method"_s, tenderMethodName(done.method) } });
}

}

std::vector<Command> deedCommands()
{
    const QString who = u"MEMBER is a number, a phone or the code on the card."_s;
    const CommandOption method { u"method"_s, u"METHOD"_s, u"cash (default), card, wechat, alipay or other"_s };
    return {
        { u"member check-in"_s, { u"MEMBER"_s }, u"check a member in, once a day"_s, who, u"member check-in 13800138000"_s, {}, checkInMember },
        { u"member attend"_s, { u"MEMBER"_s, u"EVENT"_s }, u"points for coming to an event"_s, who + u" EVENT is its id in the rules."_s,
            u"member attend 13800138000 anniversary"_s, {}, attendEvent },
        { u"member review"_s, { u"MEMBER"_s, u"SALE"_s, u"LINE"_s }, u"points for reviewing what was bought"_s,
            who + u" SALE is the receipt's number, LINE counts from 1."_s, u"member review 13800138000 A01-000123 1"_s, {}, reviewLine },
        { u"member refer"_s, { u"INVITED"_s, u"INVITER"_s }, u"write down who brought a new member"_s,
            u"Both are a number, a phone or the code on the card. The rules say when both are rewarded."_s, u"member refer 13900139000 13800138000"_s, {},
            referMember },
        { u"member redeem"_s, { u"MEMBER"_s, u"ITEM"_s }, u"spend points on a thing of the mall"_s,
            who + u" ITEM is its id in the rules. Goods and drinks are handed over;\nthe rest waits under member gifts."_s,
            u"member redeem 13800138000 free-size-up"_s, {}, redeemItem },
        { u"member draw"_s, { u"MEMBER"_s, u"LOTTERY"_s }, u"draw a prize for points"_s, who + u" lottery odds tells the chances."_s,
            u"member draw 13800138000 moon"_s, {}, drawPrize },
        { u"member donate"_s, { u"MEMBER"_s, u"POINTS"_s, u"CAUSE"_s }, u"give points to a good cause"_s, who + u" CAUSE is its id in the rules."_s,
            u"member donate 13800138000 100 books"_s, {}, donatePoints },
        { u"member take-gift"_s, { u"MEMBER"_s, u"ITEM"_s }, u"hand over a gift that the member has"_s, who + u" member gifts lists them."_s,
            u"member take-gift 13800138000 free-drink"_s, {}, takeGiftOver },
        { u"member recharge"_s, { u"MEMBER"_s, u"AMOUNT"_s }, u"take money for stored value"_s, who + u" AMOUNT is yuan (500 or 500.00)."_s,
            u"member recharge 13800138000 500 --offer r500 --method wechat"_s,
            { { u"offer"_s, u"ID"_s, u"the recharge offer of the rules, for its bonus; default: none"_s }, method }, rechargeValue },
        { u"member pay-out"_s, { u"MEMBER"_s, u"AMOUNT"_s }, u"pay stored value out again"_s,
            who + u" Only what was paid in; bonus money never becomes cash."_s, u"member pay-out 13800138000 200"_s, { method }, payOutValue },
    };
}

}
