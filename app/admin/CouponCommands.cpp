// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/Command.h"

#include "app/admin/DateOptions.h"
#include "app/admin/DeedJson.h"
#include "app/admin/Messages.h"
#include "app/admin/SaleRequest.h"
#include "app/common/Files.h"
#include "app/devices/CouponSheet.h"
#include "core/base/CsvTable.h"

#include <QFileInfo>
#include <QJsonArray>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject couponJson(const HeldCoupon& coupon)
{
    QJsonObject json { { u"kind"_s, coupon.kind }, { u"name"_s, coupon.name }, { u"count"_s, coupon.count } };
    if (coupon.usableFrom)
        json["usableFrom"_L1] = coupon.usableFrom->toString();
    if (coupon.expires)
        json["expires"_L1] = coupon.expires->toString();
    return json;
}

QJsonArray couponsJson(const std::vector<HeldCoupon>& coupons)
{
    QJsonArray array;
    for (const HeldCoupon& coupon : coupons)
        array.append(couponJson(coupon));
    return array;
}

Result<qint32> countOption(const Invocation& call)
{
    return call.has("count"_L1) ? static_cast<qint32>(TRY(readWholeNumber(call.option("count"_L1), u"count"_s))) : 1;
}

/// The member's coupon of that kind which ends first.
Result<HeldCoupon> firstOf(Till& till, const Member& member, const QString& kind)
{
    for (const HeldCoupon& coupon : TRY(till.coupons().of(member.key)))
        if (coupon.kind == kind)
            return coupon;
    return fail(ErrorCode::CouponNotHeld);
}

AdminOutcome doneTo(const Deed& deed, const Member& member, std::vector<HeldCoupon> coupons)
{
    say(u"%1 is written down for member %2."_s.arg(deed.number, member.number));
    QJsonObject json = deedJson(deed, member);
    json["coupons"_L1] = couponsJson(coupons);
    return { json, AdminExit::Done };
}

Result<AdminOutcome> listCoupons(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Reader));
    const Member member = TRY(findMember(call.argument(0), *till));
    return AdminOutcome { { { u"memberNumber"_s, member.number }, { u"coupons"_s, couponsJson(TRY(till->coupons().of(member.key))) } }, AdminExit::Done };
}

Result<AdminOutcome> issueCoupons(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Writer));
    const Member member = TRY(findMember(call.argument(0), *till));
    const Deed deed = TRY(till->coupons().issue(member, call.argument(1), TRY(countOption(call)), call.option("reason"_L1)));
    return doneTo(deed, member, TRY(till->coupons().of(member.key)));
}

Result<AdminOutcome> issueToSegment(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Writer));
    const SegmentRun run = TRY(till->segments().run(TRY(till->segments().byName(call.argument(0))), 0));
    Progress progress(u"members"_s);
    Coupons::Campaign issued;
    for (size_t i = 0; i < run.members.size(); ++i) {
        const Member member = TRY(till->members().byKey(run.members[i]));
        const Coupons::Campaign one = TRY(till->coupons().issueToAll({ member }, call.argument(1), call.option("campaign"_L1)));
        issued.issued += one.issued;
        issued.already += one.already;
        progress(static_cast<qint64>(i + 1), static_cast<qint64>(run.members.size()));
    }
    say(u"%1 members got the coupon; %2 had it from this campaign already."_s.arg(issued.issued).arg(issued.already));
    return AdminOutcome { { { u"issued"_s, issued.issued }, { u"already"_s, issued.already } }, AdminExit::Done };
}

Result<AdminOutcome> revokeCoupon(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Writer));
    const Member member = TRY(findMember(call.argument(0), *till));
    const HeldCoupon coupon = TRY(firstOf(*till, member, call.argument(1)));
    const Deed deed = TRY(till->coupons().revoke(member, coupon.lot, TRY(countOption(call)), call.option("reason"_L1)));
    return doneTo(deed, member, TRY(till->coupons().of(member.key)));
}

Result<AdminOutcome> extendCoupon(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Writer));
    const Member member = TRY(findMember(call.argument(0), *till));
    const HeldCoupon coupon = TRY(firstOf(*till, member, call.argument(1)));
    const BusinessDate last = TRY(dayOption(call, "to"_L1, till->today()));
    const Deed deed = TRY(till->coupons().extend(member, coupon.lot, last, call.option("reason"_L1)));
    return doneTo(deed, member, TRY(till->coupons().of(member.key)));
}

Result<AdminOutcome> transferCoupon(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Writer));
    const Member from = TRY(findMember(call.argument(0), *till));
    const HeldCoupon coupon = TRY(firstOf(*till, from, call.argument(1)));
    const Member to = TRY(findMember(call.argument(2), *till));
    const Deed deed = TRY(till->coupons().transfer(from, to, coupon.lot, TRY(countOption(call))));
    return doneTo(deed, from, TRY(till->coupons().of(from.key)));
}

Result<QByteArray> sheetOf(Till& till, const CouponRows::Batch& batch)
{
    const QString name = till.prices().coupon(batch.kind)->offer.name;
    std::vector<PrintedCoupon> coupons;
    for (qint32 serial = 1; serial <= batch.count; ++serial)
        coupons.push_back({ till.settings().shopName, name,
            { batch.last ? u"%1 – %2"_s.arg(batch.first.toString(), batch.last->toString()) : u"%1 –"_s.arg(batch.first.toString()),
                u"No. %1"_s.arg(serial, 6, 10, QLatin1Char('0')) },
            till.coupons().code(batch.id, serial) });
    return paintCouponSheet(coupons);
}

QByteArray listOf(Till& till, const CouponRows::Batch& batch)
{
    CsvWriter csv;
    csv.addRow({ u"number"_s, u"code"_s });
    for (qint32 serial = 1; serial <= batch.count; ++serial)
        csv.addRow({ QString::number(serial), till.coupons().code(batch.id, serial) });
    return csv.encoded(CsvEncoding::Utf8Bom);
}

QJsonObject batchJson(const CouponRows::Batch& batch, qint64 uses)
{
    QJsonObject json { { u"batch"_s, batch.id.toString() }, { u"kind"_s, batch.kind }, { u"count"_s, batch.count }, { u"from"_s, batch.first.toString() },
        { u"revoked"_s, batch.isRevoked }, { u"uses"_s, uses } };
    if (batch.last)
        json["to"_L1] = batch.last->toString();
    return json;
}

Result<AdminOutcome> printCoupons(Invocation& call)
{
    const QString file = call.argument(2);
    const QString extension = QFileInfo(file).suffix().toLower();
    if (extension != u"pdf" && extension != u"csv")
        return misused(u"FILE ends in .pdf (sheets to cut) or .csv (codes for a printing house)."_s);
    const auto till = TRY(call.open(Database::Access::Writer));
    const BusinessDate first = TRY(dayOption(call, "from"_L1, till->today()));
    std::optional<BusinessDate> last;
    if (call.has("to"_L1))
        last = TRY(dayOption(call, "to"_L1, till->today()));
    const auto count = static_cast<qint32>(TRY(readWholeNumber(call.argument(1), u"count"_s)));
    if (extension == u"pdf" && count > 5'000)
        return misused(u"More than 5000 coupons go into a .csv for a printing house."_s);
    const CouponRows::Batch batch = TRY(till->coupons().print(call.argument(0), count, first, last));
    TRY(writeOutputFile(file, extension == u"pdf" ? TRY(sheetOf(*till, batch)) : listOf(*till, batch), Readers::OwnerOnly));
    QJsonObject json = batchJson(batch, 0);
    json["file"_L1] = file;
    return AdminOutcome { json, AdminExit::Done };
}

Result<AdminOutcome> listBatches(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Reader));
    CouponRows store(till->database());
    QJsonArray batches;
    for (const CouponRows::Batch& batch : TRY(store.batches()))
        batches.append(batchJson(batch, TRY(store.usesOf(batch.id))));
    return AdminOutcome { { { u"batches"_s, batches } }, AdminExit::Done };
}

Result<Id> batchOf(const Invocation& call)
{
    const auto id = Id::fromString(call.argument(0));
    if (!id)
        return fail(ErrorCode::InputMalformed, u"batch"_s);
    return *id;
}

Result<qint32> serialOption(const Invocation& call)
{
    return call.has("number"_L1) ? static_cast<qint32>(TRY(readWholeNumber(call.option("number"_L1), u"number"_s))) : 0;
}

Result<AdminOutcome> revokePrinted(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Writer));
    const Id batch = TRY(batchOf(call));
    TRY(till->coupons().revokePrinted(batch, TRY(serialOption(call)), call.option("reason"_L1)));
    return AdminOutcome { { { u"batch"_s, batch.toString() }, { u"number"_s, TRY(serialOption(call)) } }, AdminExit::Done };
}

Result<AdminOutcome> extendPrinted(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Writer));
    const Id batch = TRY(batchOf(call));
    const BusinessDate last = TRY(dayOption(call, "to"_L1, till->today()));
    TRY(till->coupons().extendPrinted(batch, TRY(serialOption(call)), last, call.option("reason"_L1)));
    return AdminOutcome { { { u"batch"_s, batch.toString() }, { u"number"_s, TRY(serialOption(call)) }, { u"to"_s, last.toString() } }, AdminExit::Done };
}

}

std::vector<Command> couponCommands()
{
    const CommandOption count { u"count"_s, u"N"_s, u"so many; default: 1"_s };
    const CommandOption reason { u"reason"_s, u"TEXT"_s, u"why; it stands in the chain"_s };
    const CommandOption number { u"number"_s, u"N"_s, u"only this one of the batch"_s };
    const CommandOption to { u"to"_s, u"DAY"_s, u"the last day, like 2026-12-31"_s };
    const QString member = u"MEMBER is a phone, a member number or a member code. KIND is a coupon's id in the prices' rules."_s;
    return {
        { u"coupons list"_s, { u"MEMBER"_s }, u"the coupons that a member holds"_s, u"Works while the till is selling."_s, u"coupons list 13800138000"_s, {},
            listCoupons },
        { u"coupons issue"_s, { u"MEMBER"_s, u"KIND"_s }, u"give a member coupons"_s, member,
            u"coupons issue 13800138000 off-10 --count 2 --reason \"late order\""_s, { count, reason }, issueCoupons },
        { u"coupons campaign"_s, { u"SEGMENT"_s, u"KIND"_s }, u"give everyone in a segment a coupon"_s,
            u"Each member gets it once for a campaign, however often it is run. "_s + member, u"coupons campaign dormant off-10 --campaign autumn-2026"_s,
            { { u"campaign"_s, u"NAME"_s, u"what counts as the same campaign"_s } }, issueToSegment },
        { u"coupons revoke"_s, { u"MEMBER"_s, u"KIND"_s }, u"take coupons from a member"_s, u"Of that kind the one that ends first. "_s + member,
            u"coupons revoke 13800138000 off-10 --reason \"given twice\""_s, { count, reason }, revokeCoupon },
        { u"coupons extend"_s, { u"MEMBER"_s, u"KIND"_s }, u"let a member's coupons end later"_s, u"Of that kind those that end first. "_s + member,
            u"coupons extend 13800138000 off-10 --to 2026-12-31 --reason \"shop was closed\""_s, { to, reason }, extendCoupon },
        { u"coupons transfer"_s, { u"MEMBER"_s, u"KIND"_s, u"TO"_s }, u"hand a member's coupons on to another"_s, member,
            u"coupons transfer 13800138000 off-10 13900139000"_s, { count }, transferCoupon },
        { u"coupons print"_s, { u"KIND"_s, u"COUNT"_s, u"FILE"_s }, u"make coupons on paper, each with its signed code"_s,
            u"FILE.pdf are A4 sheets of ten to cut apart; FILE.csv are the codes for a printing house. Whoever has a code can use it: keep the file safe."_s,
            u"coupons print off-10 100 coupons.pdf --to 2026-12-31"_s, { { u"from"_s, u"DAY"_s, u"the first day; default: today"_s }, to }, printCoupons },
        { u"coupons batches"_s, {}, u"what was printed, and how much of it was used"_s, u"Works while the till is selling."_s, u"coupons batches"_s, {},
            listBatches },
        { u"coupons void"_s, { u"BATCH"_s }, u"revoke printed coupons"_s, u"BATCH is the id that coupons print and coupons batches tell."_s,
            u"coupons void 0192f3a0-… --number 7 --reason stolen"_s, { number, reason }, revokePrinted },
        { u"coupons prolong"_s, { u"BATCH"_s }, u"let printed coupons end later"_s, u"BATCH is the id that coupons print and coupons batches tell."_s,
            u"coupons prolong 0192f3a0-… --to 2027-01-31 --reason \"holidays\""_s, { to, number, reason }, extendPrinted },
    };
}

}
