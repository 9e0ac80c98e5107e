// SPDX-License-Identifier: GPL-3.0-or-later
// What a hand did wrong, undone.
#include "core/usecases/membership/Loyalty.h"

#include "core/base/Json.h"
#include "core/domain/loyalty/Undo.h"
#include "core/storage/RechargeRows.h"

#include <algorithm>

namespace tangyuan {

namespace {

constexpr auto drawFact = "lottery.drawn";

/// Facts that are undone as a whole, where a hand slipped.
bool canBeUndone(const QString& type)
{
    constexpr std::array types { "points.adjusted", "points.donated", "points.redeemed", "gift.taken", "gift.given", "member.checked_in", "event.attended",
        "product.reviewed", "value.recharged", "value.refunded", "coupon.issued" };
    return std::ranges::any_of(types, [&](const char* known) { return type == QLatin1String(known); });
}

/// Points that were spent meanwhile become a visible debt, as after a refund. Money does not, or the customer would get
/// cash back for a bonus that is eaten; and a gift is no other gift.
bool takesWhatIsSpent(const std::vector<Movement>& movements)
{
    std::map<Currency, qint64> owed;
    for (const Movement& movement : movements) {
        owed[movement.currency] += movement.from == Account::Owed ? movement.amount : 0;
        if (movement.currency != Currency::Gift) // other money of the member pays it at once
            owed[movement.currency] -= movement.to == Account::Owed ? movement.amount : 0;
    }
    owed.erase(Currency::Points);
    return std::ranges::any_of(owed, [](const auto& debt) { return debt.second > 0; });
}

/// What the movements do to what the member has, debts taken off.
std::vector<PastDeed::Change> changesOf(const std::vector<Movement>& movements, const MemberState& state)
{
    const auto isTheirs = [](Account account) { return account == Account::Available || account == Account::Owed; };
    std::map<std::pair<Currency, QString>, qint64> sums;
    for (const Movement& movement : movements) {
        const Lot* lot = state.find(movement.lot);
        sums[{ movement.currency, lot ? lot->item : QString() }]
            += (isTheirs(movement.to) ? movement.amount : 0) - (isTheirs(movement.from) ? movement.amount : 0);
    }
    std::vector<PastDeed::Change> changes;
    for (const auto& [what, amount] : sums)
        if (amount != 0)
            changes.push_back({ what.first, what.second, amount });
    return changes;
}

}

struct Loyalty::Undoing {
    QJsonObject body; ///< of the fact that is undone
    LedgerPart part;
    std::optional<Recharge> recharge {}; ///< the row that takes the money of the undone one back
};

Result<Loyalty::Undoing> Loyalty::undoing(const Moment& moment, const Member& member, const Fact& fact)
{
    // A draw stands, whatever it brought. To undo a blank would be to draw until a prize comes, and the published odds
    // would be a lie; to undo a win would be to take luck back. Points for a draw that was made by mistake are
    // given by hand, where a reason stands in the record.
    if (fact.type == QLatin1String(drawFact))
        return fail(ErrorCode::DrawFinal);
    QJsonObject body = TRY(parseJsonObject(fact.body));
    const std::vector<MemberParts> ledger = TRY(ledgerFromJson(body[QLatin1String("ledger")].toArray()));
    if (!canBeUndone(fact.type) || ledger.size() != 1 || ledger.front().member != member.id)
        return fail(ErrorCode::NotEligible);
    Undoing undoing { std::move(body),
        tangyuan::undoing(QStringLiteral("undo"), fact.id, ledger.front().parts, moment.date.addDays(moment.rules.refundGraceDays)) };
    if (auto recharge = TRY(RechargeRows(m.database).find(fact.key))) {
        recharge->principal = -recharge->principal;
        recharge->bonus = -recharge->bonus;
        undoing.recharge = recharge;
    }
    return undoing;
}

Result<UndoneDeed> Loyalty::undo(const Member& member, const Id& id, const QString& reason)
{
    const Moment moment = m.moments.take();
    const auto fact = TRY(m.facts.find(id));
    if (!fact)
        return fail(ErrorCode::SaleNotFound);
    const Undoing undoing = TRY(this->undoing(moment, member, *fact));
    QJsonObject body { { QStringLiteral("undone"), id.toString() } };
    if (undoing.recharge || !reason.isEmpty())
        body[QLatin1String("why")] = TRY(checkedReason(reason));
    if (undoing.recharge) {
        body[QLatin1String("amountMinor")] = undoing.recharge->principal.minor;
        body[QLatin1String("method")] = tenderMethodName(undoing.recharge->method);
    }
    Transaction transaction = TRY(Transaction::begin(m.database));
    UndoneDeed undone { TRY(book(transaction, moment, "deed.undone", std::move(body), { { member, { undoing.part } } })),
        undoing.body[QLatin1String("number")].toString(), {} };
    if (takesWhatIsSpent(undone.deed.movements))
        return fail(ErrorCode::AlreadySpent);
    // What was handed over for points goes back on the shelf.
    if (const QString stock = undoing.body[QLatin1String("stock")].toString(); !stock.isEmpty())
        TRY(LedgerRows::addShopCount(transaction, stock, -1));
    if (undoing.recharge) {
        Recharge recharge = *undoing.recharge;
        recharge.fact = undone.deed.key;
        recharge.date = undone.deed.date;
        recharge.at = undone.deed.at;
        TRY(RechargeRows::insert(transaction, recharge));
        undone.money = Tender { recharge.method, recharge.principal };
    }
    TRY(transaction.commit());
    return undone;
}

Result<PastDeed> Loyalty::pastDeed(const Moment& moment, const Member& member, const Fact& fact, const MemberState& state)
{
    PastDeed past;
    past.deed.fact = fact.id;
    past.deed.key = fact.key;
    past.deed.number = TRY(parseJsonObject(fact.body))[QLatin1String("number")].toString();
    past.deed.type = fact.type;
    past.deed.date = fact.businessDate;
    past.deed.at = fact.at;
    std::ranges::copy_if(state.past, std::back_inserter(past.deed.movements), [&](const Movement& movement) { return movement.fact == fact.id; });
    past.changes = changesOf(past.deed.movements, state);
    const auto undoing = this->undoing(moment, member, fact);
    const auto applied = undoing ? apply(state, { {}, moment.date, { undoing->part } }) : Result<Applied>(Failure(undoing.error()));
    if (!applied) {
        past.obstacle = applied.error().code;
        return past;
    }
    past.undoing = changesOf(applied->movements, applied->state);
    past.pointsOwed = { applied->state.owedOf(Currency::Points) };
    if (undoing->recharge)
        past.money = Tender { undoing->recharge->method, undoing->recharge->principal };
    if (takesWhatIsSpent(applied->movements))
        past.obstacle = ErrorCode::AlreadySpent;
    return past;
}

Result<std::vector<PastDeed>> Loyalty::pastDeeds(const Member& member, int limit)
{
    constexpr int factsLookedAt = 60;
    const Moment moment = m.moments.take();
    LedgerRows ledger(m.database);
    const MemberState state = TRY(ledger.state(member.key, LedgerRows::Depth::Whole));
    std::vector<PastDeed> deeds;
    for (const Id& id : TRY(ledger.latestFacts(member.key, factsLookedAt))) {
        const auto fact = TRY(m.facts.find(id));
        if (!fact || (!canBeUndone(fact->type) && fact->type != QLatin1String(drawFact)))
            continue;
        deeds.push_back(TRY(pastDeed(moment, member, *fact, state)));
        if (static_cast<int>(deeds.size()) == limit)
            break;
    }
    return deeds;
}

}
