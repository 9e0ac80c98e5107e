// SPDX-License-Identifier: GPL-3.0-or-later
// What a shop runs by the clock: the end of lots, tiers; and how its lotteries stand.
#include "app/admin/Command.h"

#include "app/admin/DateOptions.h"
#include "app/admin/DeedJson.h"
#include "app/admin/Messages.h"

#include <algorithm>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<AdminOutcome> remindOfEnds(Invocation& call)
{
    constexpr int membersPerPage = 1'000;
    const auto till = TRY(call.open(Database::Access::Reader));
    const std::vector<qint32>& before = till->rules().term.remindDaysBefore;
    qint64 days = before.empty() ? 30 : *std::ranges::max_element(before);
    if (!call.argument(0).isEmpty())
        days = TRY(readWholeNumber(call.argument(0), u"DAYS"_s));
    if (days < 0 || days > 3'660)
        return fail(ErrorCode::InputOutOfRange, u"DAYS"_s);
    const BusinessDate through = till->today().addDays(static_cast<int>(days));
    QJsonArray members;
    Points sum;
    MemberKey after;
    for (;;) {
        const std::vector<LedgerRows::Ending> page = TRY(till->ledger().pointsEnding(till->today(), through, after, membersPerPage));
        if (page.empty())
            break;
        after = page.back().member;
        for (const LedgerRows::Ending& ending : page) {
            sum += ending.points;
            members.append(QJsonObject { { u"number"_s, ending.number }, { u"points"_s, ending.points.count }, { u"firstEnds"_s, ending.first.toString() } });
        }
    }
    return AdminOutcome { { { u"from"_s, till->today().toString() }, { u"through"_s, through.toString() }, { u"points"_s, sum.count },
                              { u"members"_s, members } },
        AdminExit::Done };
}

Result<AdminOutcome> expireLots(Invocation& call)
{
    if (call.has("remind"_L1))
        return remindOfEnds(call);
    if (!call.argument(0).isEmpty())
        return misused(u"expire takes DAYS only with --remind."_s);
    const auto till = TRY(call.open(Database::Access::Writer));
    const BusinessDate through = TRY(dayOption(call, "through"_L1, till->today().addDays(-1)));
    const auto trust = call.has("trust-clock"_L1) ? Loyalty::ClockTrust::Trust : Loyalty::ClockTrust::Check;
    const ExpiryRun run = TRY(till->loyalty().expire(through, trust, [](const ExpiryRun& sofar) { say(u"%1 members"_s.arg(sofar.members)); }));
    return AdminOutcome { { { u"through"_s, run.through.toString() }, { u"members"_s, run.members }, { u"lots"_s, run.lots }, { u"points"_s, run.points.count },
                              { u"bonusMinor"_s, run.bonus.minor }, { u"gifts"_s, run.gifts } },
        AdminExit::Done };
}

Result<AdminOutcome> assessAllTiers(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Writer));
    const qint64 total = TRY(till->members().count());
    Progress progress(u"members"_s);
    const Loyalty::TierRun run = TRY(till->loyalty().assessTiers([&](qint64 done) { progress(done, total); }));
    return AdminOutcome { { { u"members"_s, run.members }, { u"up"_s, run.up }, { u"down"_s, run.down } }, AdminExit::Done };
}

Result<AdminOutcome> auditDraws(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Reader));
    const Loyalty::LotteryAudit audit = TRY(till->loyalty().auditLottery(call.argument(0)));
    QJsonArray shares;
    for (const auto& share : audit.shares)
        shares.append(QJsonObject { { u"prize"_s, share.prize }, { u"drawn"_s, share.drawn }, { u"weight"_s, share.weight } });
    if (audit.wrong > 0)
        say(u"%1 of %2 draws are not what the seed says."_s.arg(audit.wrong).arg(audit.draws));
    return AdminOutcome { { { u"lottery"_s, audit.lottery }, { u"commitment"_s, QString::fromLatin1(audit.commitment.toHex()) }, { u"draws"_s, audit.draws },
                              { u"wrong"_s, audit.wrong }, { u"shares"_s, shares } },
        audit.wrong > 0 ? AdminExit::Damaged : AdminExit::Done };
}

Result<AdminOutcome> tellOdds(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Reader));
    const Lottery* lottery = till->rules().lottery(call.argument(0));
    if (!lottery)
        return fail(ErrorCode::NotEligible, call.argument(0));
    qint64 weights = 0;
    for (const Lottery::Prize& prize : lottery->prizes)
        weights += prize.weight;
    QJsonArray prizes;
    for (const Lottery::Prize& prize : lottery->prizes) {
        QJsonObject json { { u"prize"_s, prize.id }, { u"name"_s, prize.name }, { u"weight"_s, prize.weight }, { u"of"_s, weights },
            { u"chanceBasisPoints"_s, multiplyDivide({ prize.weight }, BasisPoints::whole, weights).minor } };
        if (prize.stock) {
            json["stock"_L1] = *prize.stock;
            json["left"_L1] = TRY(till->loyalty().stockLeft(*lottery, prize));
        }
        prizes.append(json);
    }
    return AdminOutcome { { { u"lottery"_s, lottery->id }, { u"name"_s, lottery->name }, { u"cost"_s, lottery->cost.count }, { u"prizes"_s, prizes } },
        AdminExit::Done };
}

}

std::vector<Command> jobCommands()
{
    return {
        { u"expire"_s, { u"[DAYS]"_s }, u"end points, bonus money and gifts whose last day is over"_s,
            u"Safe to run again or late; a shop runs it every night. With --remind it writes nothing and lists whose points end\n"
            "within DAYS (default: the rules' longest reminder), by member number only; that works while the till is selling."_s,
            u"expire --remind 30"_s,
            { { u"through"_s, u"DAY"_s, u"what ended by that day; default: yesterday"_s },
                { u"trust-clock"_s, {}, u"also where the clock is far ahead of the last fact"_s },
                { u"remind"_s, {}, u"tell what is about to end instead"_s } },
            expireLots },
        { u"tiers assess"_s, {}, u"judge every member's tier by the rules"_s,
            u"Up at once, down after the grace; what a tier brings is given. Safe to run again."_s, u"tiers assess"_s, {}, assessAllTiers },
        { u"lottery audit"_s, { u"ID"_s }, u"draw every draw of a lottery again"_s,
            u"Tells whether each prize is what the seed says that the shop had committed to. Exit code 4 if one is not.\nWorks while the till is selling."_s,
            u"lottery audit moon"_s, {}, auditDraws },
        { u"lottery odds"_s, { u"ID"_s }, u"the chances of a lottery, as they are to be published"_s,
            u"Of prizes that run out also how many there were (stock) and are left.\nWorks while the till is selling."_s, u"lottery odds moon"_s, {},
            tellOdds },
    };
}

}
