// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/Command.h"

#include "app/admin/DeedJson.h"
#include "app/admin/SaleRequest.h"
#include "app/common/Files.h"
#include "core/usecases/membership/Statements.h"

#include <QJsonArray>

#include <algorithm>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A movement as a member reads it: what it changed, and what there was after it.
struct LedgerLine {
    LedgerEntry entry;
    qint64 amount = 0;  ///< of the balance: Available, less what is owed
    qint64 held = 0;    ///< of what is put aside
    qint64 balance = 0; ///< after it
    qint64 heldBalance = 0;
};

using PerCurrency = std::array<qint64, currencyPlaces>;

struct MemberSums {
    PerCurrency balance {};
    PerCurrency held {};
};

/// What all entries sum up to; lots that are past their day but not swept yet count, as their entries do.
MemberSums sumsOf(const MemberState& state)
{
    MemberSums sums;
    for (const Lot& lot : state.lots) {
        sums.balance[static_cast<size_t>(lot.currency)] += lot.remaining;
        sums.held[static_cast<size_t>(lot.currency)] += lot.held;
    }
    for (Currency currency : currencies)
        sums.balance[static_cast<size_t>(currency)] -= state.owedOf(currency);
    return sums;
}

/// The newest first, at most `most` of them; the balances run back from what there is now.
Result<std::vector<LedgerLine>> statementOf(Till& till, MemberKey key, const MemberState& state, qint64 most)
{
    constexpr qint64 linesPerPage = 1'000;
    MemberSums sums = sumsOf(state);
    std::vector<LedgerLine> lines;
    std::optional<qint64> before;
    while (static_cast<qint64>(lines.size()) < most) {
        const qint64 wanted = std::min(linesPerPage, most - static_cast<qint64>(lines.size()));
        const std::vector<LedgerEntry> page = TRY(till.ledger().entries(key, static_cast<int>(wanted), before));
        for (const LedgerEntry& entry : page) {
            const size_t currency = static_cast<size_t>(entry.movement.currency);
            LedgerLine line { entry, entry.movement.changeOf(Account::Available) + entry.movement.changeOf(Account::Owed),
                entry.movement.changeOf(Account::Held), sums.balance[currency], sums.held[currency] };
            sums.balance[currency] -= line.amount;
            sums.held[currency] -= line.held;
            lines.push_back(std::move(line));
        }
        if (static_cast<qint64>(page.size()) < wanted)
            break;
        before = page.back().position;
    }
    return lines;
}

QJsonObject lineJson(const LedgerLine& line)
{
    const Movement& movement = line.entry.movement;
    QJsonObject json { { u"date"_s, line.entry.date.toString() }, { u"currency"_s, currencyName(movement.currency) }, { u"amount"_s, line.amount },
        { u"heldChange"_s, line.held }, { u"moved"_s, movement.amount }, { u"from"_s, accountName(movement.from) }, { u"to"_s, accountName(movement.to) },
        { u"reason"_s, movement.reason }, { u"fact"_s, movement.fact.toString() }, { u"balance"_s, line.balance }, { u"heldBalance"_s, line.heldBalance } };
    if (!line.entry.sale.isEmpty())
        json["number"_L1] = line.entry.sale;
    if (!line.entry.item.isEmpty())
        json["item"_L1] = line.entry.item;
    if (line.entry.expires)
        json["expires"_L1] = line.entry.expires->toString();
    return json;
}

QJsonObject lotJson(const Lot& lot, const LoyaltyRules& rules)
{
    QJsonObject json { { u"currency"_s, currencyName(lot.currency) }, { u"granted"_s, lot.granted }, { u"remaining"_s, lot.remaining } };
    if (lot.held != 0)
        json["held"_L1] = lot.held;
    if (lot.usableFrom)
        json["usableFrom"_L1] = lot.usableFrom->toString();
    if (lot.expires)
        json["expires"_L1] = lot.expires->toString();
    if (!lot.item.isEmpty()) {
        json["item"_L1] = lot.item;
        json["name"_L1] = rules.giftName(lot.item);
    }
    return json;
}

QJsonObject balancesJson(const MemberState& state, BusinessDate today)
{
    QJsonObject usable;
    QJsonObject balance;
    QJsonObject owed;
    QJsonObject held;
    for (Currency currency : currencies) {
        const QString key = amountKey(currency);
        usable[key] = state.usable(currency, today);
        balance[key] = state.balance(currency, today);
        owed[key] = state.owedOf(currency);
        held[key] = state.held(currency);
    }
    return { { u"usable"_s, usable }, { u"balance"_s, balance }, { u"owed"_s, owed }, { u"held"_s, held } };
}

Result<AdminOutcome> showStatement(Invocation& call)
{
    qint64 most = std::numeric_limits<qint64>::max();
    if (call.has("limit"_L1))
        most = TRY(readWholeNumber(call.option("limit"_L1), u"--limit"_s));
    if (most < 0)
        return fail(ErrorCode::InputOutOfRange, u"--limit"_s);
    const auto till = TRY(call.open(Database::Access::Reader));
    const Member member = TRY(findMember(call.argument(0), *till));
    const MemberState state = TRY(till->ledger().state(member.key));
    const std::vector<LedgerLine> lines = TRY(statementOf(*till, member.key, state, most));
    QJsonArray movements;
    for (const LedgerLine& line : lines)
        movements.append(lineJson(line));
    QJsonArray lots;
    for (const Lot& lot : state.lots)
        lots.append(lotJson(lot, till->rules()));
    QJsonObject json = balancesJson(state, till->today());
    json["number"_L1] = member.number;
    json["movements"_L1] = movements;
    json["lots"_L1] = lots;
    if (call.has("csv"_L1)) {
        const int count = static_cast<int>(std::min<qint64>(static_cast<qint64>(lines.size()), std::numeric_limits<int>::max()));
        const Statement statement = TRY(makeStatement(till->ledger(), member.key, till->rules(), till->today(), std::max(count, 1)));
        TRY(writeOutputFile(call.option("csv"_L1), statementCsv(statement.lines, {}), Readers::OwnerOnly));
        json["csv"_L1] = call.option("csv"_L1);
    }
    return AdminOutcome { json, AdminExit::Done };
}

Result<AdminOutcome> listGifts(Invocation& call)
{
    const auto till = TRY(call.open(Database::Access::Reader));
    const Member member = TRY(findMember(call.argument(0), *till));
    const MemberState state = TRY(till->ledger().state(member.key));
    QJsonArray gifts;
    for (const Lot& lot : state.lots) {
        if (lot.currency != Currency::Gift || lot.remaining == 0 || lot.isExpiredOn(till->today()))
            continue;
        QJsonObject json { { u"item"_s, lot.item }, { u"name"_s, till->rules().giftName(lot.item) }, { u"count"_s, lot.remaining },
            { u"usableToday"_s, lot.isUsableOn(till->today()) } };
        if (lot.expires)
            json["expires"_L1] = lot.expires->toString();
        gifts.append(json);
    }
    return AdminOutcome { { { u"number"_s, member.number }, { u"gifts"_s, gifts } }, AdminExit::Done };
}

}

std::vector<Command> statementCommands()
{
    const QString who = u"MEMBER is a number, a phone or the code on the card."_s;
    return {
        { u"member statement"_s, { u"MEMBER"_s }, u"every movement of a member's points, value and gifts"_s,
            who + u" The newest first, with the balance after each; amounts of money in fen\n(in the CSV file in yuan). Works while the till is selling."_s,
            u"member statement 13800138000 --csv statement.csv"_s,
            { { u"csv"_s, u"FILE"_s, u"write the movements as CSV for a spreadsheet"_s }, { u"limit"_s, u"N"_s, u"only the newest N movements"_s } },
            showStatement },
        { u"member gifts"_s, { u"MEMBER"_s }, u"what a member may still take"_s, who + u" Works while the till is selling."_s, u"member gifts 13800138000"_s,
            {}, listGifts },
    };
}

}
