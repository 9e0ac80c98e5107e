// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/membership/Loyalty.h"

#include "core/base/Limits.h"

namespace tangyuan {

Result<QString> Loyalty::checkedReason(const QString& reason)
{
    if (reason.trimmed().isEmpty())
        return fail(ErrorCode::InputMalformed, QStringLiteral("reason"));
    if (reason.size() > limits::noteChars)
        return fail(ErrorCode::InputTooLong, QStringLiteral("reason"));
    return reason.trimmed();
}

Result<Standing> Loyalty::standing(const Member& member)
{
    return standing(m.moments.take(), member);
}

Result<Standing> Loyalty::standing(const Moment& moment, const Member& member)
{
    return StandingRows(m.database).of(member, moment);
}

Result<Deed> Loyalty::book(Transaction& transaction, const Moment& moment, const char* type, QJsonObject body, const std::vector<Doing>& doings)
{
    const FactLog::Head head = TRY(m.facts.head());
    NewFact fact { Id::make(moment.now, m.random), QLatin1String(type), 1, moment.date, moment.now, std::move(body) };
    Deed deed { fact.id, head.next, receiptNumber(moment.settings.tillCode, head.next), fact.type, fact.businessDate, fact.at, {}, {}, {} };
    std::vector<Booked> booked;
    for (const Doing& doing : doings) {
        if (doing.member.isErased)
            return fail(ErrorCode::MemberNotFound);
        LedgerFact ledger { fact.id, fact.businessDate, doing.parts };
        Applied applied = TRY(LedgerRows(m.database).applied(doing.member.key, ledger));
        if (!applied.skipped.empty())
            return fail(ErrorCode::LimitReached, applied.skipped.front());
        booked.push_back({ doing.member.key, doing.member.id, std::move(ledger), std::move(applied) });
    }
    if (!booked.empty()) {
        const MemberState& after = booked.front().applied.state;
        deed.movements = booked.front().applied.movements;
        deed.pointsBalance = { after.balance(Currency::Points, deed.date) };
        deed.value = usableValue(after, deed.date);
        fact.body[QLatin1String("member")] = doings.front().member.id.toString();
    }
    fact.body[QLatin1String("number")] = deed.number;
    fact.body[QLatin1String("rulesVersion")] = moment.rules.version;
    if (!moment.actor.isEmpty())
        fact.body[QLatin1String("cashier")] = moment.actor;
    fact.body[QLatin1String("ledger")] = ledgerOf(booked);
    TRY(m.facts.append(transaction, fact, head));
    TRY(record(transaction, booked));
    return deed;
}

Result<Deed> Loyalty::bookAlone(const Moment& moment, const char* type, QJsonObject body, const std::vector<Doing>& doings)
{
    Transaction transaction = TRY(Transaction::begin(m.database));
    Deed deed = TRY(book(transaction, moment, type, std::move(body), doings));
    TRY(transaction.commit());
    return deed;
}

Result<Deed> Loyalty::adjustPoints(const Member& member, qint64 points, const QString& reason)
{
    const Moment moment = m.moments.take();
    const QString why = TRY(checkedReason(reason));
    constexpr qint64 most = 100'000'000;
    if (points == 0 || points > most || points < -most)
        return fail(ErrorCode::InputOutOfRange, QStringLiteral("points"));
    LedgerPart part { QStringLiteral("adjustment") };
    if (points > 0)
        part.effects = { pointsGrant({ points }, moment.rules, moment.date) };
    else
        part.effects = { effect::Spend { Currency::Points, -points, Account::Loss } };
    return bookAlone(moment, "points.adjusted", { { QStringLiteral("points"), points }, { QStringLiteral("why"), why } }, { { member, { part } } });
}

Result<Deed> Loyalty::hold(const Member& member, Currency currency, qint64 amount, const QString& reason)
{
    const Moment moment = m.moments.take();
    const QString why = TRY(checkedReason(reason));
    if (amount <= 0 || amount > Money::limit)
        return fail(ErrorCode::InputOutOfRange, QStringLiteral("amount"));
    return bookAlone(moment, "hold.placed", { { QStringLiteral("why"), why } },
        { { member, { { QStringLiteral("hold"), {}, 1, { effect::Hold { currency, amount } } } } } });
}

Result<Deed> Loyalty::release(const Member& member, const Id& hold)
{
    return bookAlone(m.moments.take(), "hold.released", { { QStringLiteral("hold"), hold.toString() } },
        { { member, { { QStringLiteral("release"), {}, 1, { effect::Release { hold } } } } } });
}

Result<Deed> Loyalty::capture(const Member& member, const Id& hold)
{
    return bookAlone(m.moments.take(), "hold.captured", { { QStringLiteral("hold"), hold.toString() } },
        { { member, { { QStringLiteral("capture"), {}, 1, { effect::Capture { hold } } } } } });
}

}
