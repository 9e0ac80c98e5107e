// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/loyalty/Ledger.h"

#include <algorithm>

namespace tangyuan {

QString currencyName(Currency currency)
{
    switch (currency) {
    case Currency::Points: return QStringLiteral("points");
    case Currency::Principal: return QStringLiteral("principal");
    case Currency::Bonus: return QStringLiteral("bonus");
    case Currency::Gift: return QStringLiteral("gift");
    }
    VERIFY(false);
}

Result<Currency> currencyFromName(QStringView name)
{
    for (Currency currency : currencies)
        if (name == currencyName(currency))
            return currency;
    return fail(ErrorCode::InputMalformed, QStringLiteral("currency"));
}

QString accountName(Account account)
{
    switch (account) {
    case Account::Available: return QStringLiteral("available");
    case Account::Held: return QStringLiteral("held");
    case Account::Issued: return QStringLiteral("issued");
    case Account::Redeemed: return QStringLiteral("redeemed");
    case Account::Expired: return QStringLiteral("expired");
    case Account::Donated: return QStringLiteral("donated");
    case Account::Loss: return QStringLiteral("loss");
    case Account::Owed: return QStringLiteral("owed");
    }
    VERIFY(false);
}

qint64 MemberState::usable(Currency currency, BusinessDate date, const QString& item) const
{
    qint64 sum = 0;
    for (const Lot& lot : lots)
        if (lot.currency == currency && lot.isUsableOn(date) && (item.isNull() || lot.item == item))
            sum += lot.remaining;
    return std::max<qint64>(0, sum - owedOf(currency));
}

qint64 MemberState::balance(Currency currency, BusinessDate date) const
{
    qint64 sum = -owedOf(currency);
    for (const Lot& lot : lots)
        if (lot.currency == currency && !lot.isExpiredOn(date))
            sum += lot.remaining;
    return sum;
}

qint64 MemberState::held(Currency currency) const
{
    qint64 sum = 0;
    for (const Lot& lot : lots)
        if (lot.currency == currency)
            sum += lot.held;
    return sum;
}

const Lot* MemberState::find(const LotId& id) const
{
    const auto found = std::ranges::lower_bound(lots, id, {}, &Lot::id);
    return found != lots.end() && found->id == id ? &*found : nullptr;
}

namespace {

/// Lots that come back after their term get numbers of their own, beyond those of a fact's grants.
constexpr qint32 firstGracePart = 10'000;
/// Likewise lots that the shop made for what was spent and was not there.
constexpr qint32 firstLossPart = 20'000;

/// Where what a member spends goes. Points that a hand took go to Loss, and may come back as well.
bool isSpent(Account account)
{
    return account == Account::Redeemed || account == Account::Donated || account == Account::Loss;
}

ErrorCode shortageOf(Currency currency)
{
    switch (currency) {
    case Currency::Points: return ErrorCode::PointsInsufficient;
    case Currency::Principal:
    case Currency::Bonus: return ErrorCode::ValueInsufficient;
    case Currency::Gift: return ErrorCode::GiftUnavailable;
    }
    VERIFY(false);
}

/// First to expire goes first; lots without a term go last; then the older.
bool isSpentBefore(const Lot* a, const Lot* b)
{
    if (a->expires != b->expires)
        return a->expires && (!b->expires || *a->expires < *b->expires);
    return a->id < b->id;
}

class Application {
public:
    Application(const MemberState& state, const LedgerFact& fact, Shortfall shortfall)
        : m_fact(fact)
        , m_shortfall(shortfall)
        , m_applied { state, {}, {}, {} }
    {
    }

    Result<Applied> run()
    {
        for (const LedgerPart& part : m_fact.parts)
            TRY(apply(part));
        return std::move(m_applied);
    }

private:
    MemberState& state() { return m_applied.state; }

    Result<void> apply(const LedgerPart& part)
    {
        m_reason = part.reason;
        if (!part.countKey.isEmpty()) {
            qint64& count = state().counts[part.countKey];
            if (count >= part.countLimit) {
                m_applied.skipped.push_back(part.countKey);
                // Its grants keep their numbers, so that later parts name their lots alike everywhere.
                for (const Effect& effect : part.effects)
                    m_nextPart += std::holds_alternative<effect::Grant>(effect) ? 1 : 0;
                return {};
            }
            m_applied.counted[part.countKey] = ++count;
        }
        for (const Effect& effect : part.effects)
            TRY(std::visit([this](const auto& step) { return apply(step); }, effect));
        settle();
        return {};
    }

    Result<void> apply(const effect::Grant& grant)
    {
        VERIFY(grant.amount >= 0);
        const LotId named { m_fact.id, m_nextPart++ };
        if (grant.amount == 0)
            return {};
        const LotId id = insert({ named, grant.currency, grant.amount, grant.amount, 0, grant.usableFrom, grant.expires, grant.item });
        move(grant.currency, Account::Issued, Account::Available, grant.amount, id);
        return {};
    }

    Result<void> apply(const effect::Spend& spend)
    {
        return take(spend.currency, spend.amount, spend.item, [&](Lot& lot, qint64 amount) {
            lot.remaining -= amount;
            move(spend.currency, Account::Available, spend.to, amount, lot.id);
        });
    }

    Result<void> apply(const effect::Hold& hold)
    {
        return take(hold.currency, hold.amount, {}, [&](Lot& lot, qint64 amount) {
            lot.remaining -= amount;
            lot.held += amount;
            move(hold.currency, Account::Available, Account::Held, amount, lot.id);
        });
    }

    Result<void> apply(const effect::Release& release) { return endHold(release.origin, Account::Available); }

    Result<void> apply(const effect::Capture& capture) { return endHold(capture.origin, Account::Redeemed); }

    Result<void> apply(const effect::Uncount& back)
    {
        const auto count = state().counts.find(back.key);
        if (count == state().counts.end())
            return {};
        m_applied.counted[back.key] = --count->second;
        if (count->second <= 0)
            state().counts.erase(count);
        return {};
    }

    Result<void> apply(const effect::Expire& expire)
    {
        for (Lot& lot : state().lots) {
            if (!lot.expires || *lot.expires > expire.through || lot.remaining == 0)
                continue;
            const qint64 amount = std::exchange(lot.remaining, 0);
            move(lot.currency, Account::Available, Account::Expired, amount, lot.id);
        }
        return {};
    }

    Result<void> apply(const effect::TakeBack& back)
    {
        VERIFY(back.amount >= 0);
        qint64 left = back.amount;
        const std::vector<Movement> granted = movementsOf(back.origin, back.currency, Account::Issued, Account::Available);
        for (auto grant = granted.rbegin(); grant != granted.rend() && left > 0; ++grant) {
            Lot* lot = findLot(grant->lot);
            if (!lot || (!back.item.isNull() && lot->item != back.item))
                continue;
            // Less what an earlier refund took back already.
            qint64 open = std::min(left, grant->amount - movedOf(lot->id, Account::Issued));
            left -= open;
            const qint64 here = std::min(open, lot->remaining);
            if (here > 0) {
                lot->remaining -= here;
                move(back.currency, Account::Available, Account::Issued, here, lot->id, back.origin);
                open -= here;
            }
            const qint64 expired = std::min(open, expiredOf(lot->id));
            if (expired > 0) {
                move(back.currency, Account::Expired, Account::Issued, expired, lot->id, back.origin);
                open -= expired;
            }
            if (open > 0) {
                owed(back.currency) += open;
                move(back.currency, Account::Owed, Account::Issued, open, lot->id, back.origin);
            }
        }
        if (left > 0)
            return unknown(back.origin);
        return {};
    }

    Result<void> apply(const effect::GiveBack& back)
    {
        VERIFY(back.amount >= 0);
        qint64 left = back.amount;
        std::vector<Movement> spent;
        qint64 already = 0;
        for (const Movement& movement : state().past) {
            if (movement.currency != back.currency || (!back.item.isNull() && itemOf(movement.lot) != back.item))
                continue;
            if (movement.fact == back.origin && movement.from == Account::Available && isSpent(movement.to))
                spent.push_back(movement);
            else if (movement.origin == back.origin && movement.to == Account::Available && isSpent(movement.from))
                already += movement.amount;
        }
        for (auto spending = spent.rbegin(); spending != spent.rend() && left > 0; ++spending) {
            const qint64 done = std::min(already, spending->amount);
            already -= done;
            const qint64 amount = std::min(left, spending->amount - done);
            if (amount == 0)
                continue;
            left -= amount;
            Lot* lot = findLot(spending->lot);
            if (!lot)
                return unknown(back.origin);
            LotId id = lot->id;
            if (lot->isExpiredOn(m_fact.date)) {
                id = insert({ { m_fact.id, firstGracePart + m_gracePart++ }, back.currency, amount, amount, 0, {}, back.graceUntil, lot->item });
            } else {
                lot->remaining += amount;
            }
            move(back.currency, spending->to, Account::Available, amount, id, back.origin);
            if (spending->lot.part >= firstLossPart) {
                findLot(id)->remaining -= amount;
                move(back.currency, Account::Available, Account::Loss, amount, id);
            }
        }
        if (left > 0)
            return unknown(back.origin);
        return {};
    }

    Result<void> unknown(const Id& origin)
    {
        if (m_shortfall == Shortfall::Refused)
            return fail(ErrorCode::OriginUnknown);
        if (std::ranges::find(m_applied.unknownOrigins, origin) == m_applied.unknownOrigins.end())
            m_applied.unknownOrigins.push_back(origin);
        return {};
    }

    QString itemOf(const LotId& id)
    {
        const Lot* lot = findLot(id);
        return lot ? lot->item : QString();
    }

    template <class Step>
    Result<void> take(Currency currency, qint64 amount, const QString& item, Step step)
    {
        VERIFY(amount >= 0);
        if (const qint64 shortage = amount - state().usable(currency, m_fact.date, item); shortage > 0) {
            if (m_shortfall == Shortfall::Refused)
                return fail(shortageOf(currency));
            const LotId id = insert({ { m_fact.id, firstLossPart + m_lossPart++ }, currency, shortage, shortage, 0, {}, {}, item });
            move(currency, Account::Loss, Account::Available, shortage, id);
            m_applied.shortages.push_back({ currency, shortage, item });
        }
        std::vector<Lot*> order;
        for (Lot& lot : state().lots)
            if (lot.currency == currency && lot.remaining > 0 && lot.isUsableOn(m_fact.date) && (item.isNull() || lot.item == item))
                order.push_back(&lot);
        std::ranges::sort(order, isSpentBefore);
        for (Lot* lot : order) {
            const qint64 taken = std::min(amount, lot->remaining);
            if (taken == 0)
                break;
            amount -= taken;
            step(*lot, taken);
        }
        VERIFY(amount == 0);
        return {};
    }

    Result<void> endHold(const Id& origin, Account to)
    {
        qint64 ended = 0;
        for (Lot& lot : state().lots) {
            qint64 open = 0;
            for (const Movement& movement : state().past) {
                if (movement.lot != lot.id)
                    continue;
                if (movement.fact == origin && movement.to == Account::Held)
                    open += movement.amount;
                else if (movement.origin == origin && movement.from == Account::Held)
                    open -= movement.amount;
            }
            open = std::min(open, lot.held); // a record of another till may not know all of it any more
            if (open <= 0)
                continue;
            lot.held -= open;
            if (to == Account::Available)
                lot.remaining += open;
            move(lot.currency, Account::Held, to, open, lot.id, origin);
            ended += open;
        }
        if (ended == 0)
            return unknown(origin);
        return {};
    }

    /// Whatever came in pays what is owed first.
    void settle()
    {
        for (Currency currency : currencies) {
            if (owed(currency) == 0)
                continue;
            std::vector<Lot*> order;
            for (Lot& lot : state().lots)
                if (lot.currency == currency && lot.remaining > 0 && !lot.isExpiredOn(m_fact.date))
                    order.push_back(&lot);
            std::ranges::sort(order, isSpentBefore);
            for (Lot* lot : order) {
                const qint64 paid = std::min(owed(currency), lot->remaining);
                if (paid == 0)
                    break;
                lot->remaining -= paid;
                owed(currency) -= paid;
                move(currency, Account::Available, Account::Owed, paid, lot->id);
            }
        }
    }

    qint64& owed(Currency currency) { return state().owed[static_cast<size_t>(currency)]; }

    void move(Currency currency, Account from, Account to, qint64 amount, const LotId& lot, std::optional<Id> origin = {})
    {
        VERIFY(amount > 0);
        m_applied.movements.push_back({ m_fact.id, currency, from, to, amount, lot, origin, m_reason });
        state().past.push_back(m_applied.movements.back());
    }

    /// A fact with tens of thousands of steps runs out of its numbers; the next that is free will do.
    LotId insert(Lot lot)
    {
        while (state().find(lot.id))
            ++lot.id.part;
        const LotId id = lot.id;
        state().lots.insert(std::ranges::lower_bound(state().lots, id, {}, &Lot::id), std::move(lot));
        return id;
    }

    Lot* findLot(const LotId& id) { return const_cast<Lot*>(state().find(id)); }

    std::vector<Movement> movementsOf(const Id& fact, Currency currency, Account from, Account to)
    {
        std::vector<Movement> found;
        std::ranges::copy_if(state().past, std::back_inserter(found),
            [&](const Movement& movement) { return movement.fact == fact && movement.currency == currency && movement.from == from && movement.to == to; });
        return found;
    }

    qint64 movedOf(const LotId& lot, Account to)
    {
        qint64 sum = 0;
        for (const Movement& movement : state().past)
            sum += movement.lot == lot && movement.to == to ? movement.amount : 0;
        return sum;
    }

    /// What of the lot stands in the shop's Expired.
    qint64 expiredOf(const LotId& lot)
    {
        qint64 sum = 0;
        for (const Movement& movement : state().past)
            if (movement.lot == lot)
                sum += movement.to == Account::Expired ? movement.amount : movement.from == Account::Expired ? -movement.amount : 0;
        return sum;
    }

    const LedgerFact& m_fact;
    Shortfall m_shortfall;
    Applied m_applied;
    QString m_reason;
    qint32 m_nextPart = 0;
    qint32 m_gracePart = 0;
    qint32 m_lossPart = 0;
};

}

Result<Applied> apply(const MemberState& state, const LedgerFact& fact, Shortfall shortfall)
{
    return Application(state, fact, shortfall).run();
}

Points pointsEarned(const std::vector<Movement>& movements)
{
    Points earned;
    for (const Movement& movement : movements)
        if (movement.currency == Currency::Points)
            earned.count -= movement.changeOf(Account::Issued);
    return earned;
}

std::vector<QString> countKeys(const LedgerFact& fact)
{
    std::vector<QString> keys;
    for (const LedgerPart& part : fact.parts) {
        if (!part.countKey.isEmpty())
            keys.push_back(part.countKey);
        for (const Effect& effect : part.effects)
            if (const auto* uncount = std::get_if<effect::Uncount>(&effect))
                keys.push_back(uncount->key);
    }
    return keys;
}

bool undoesAnother(const LedgerFact& fact)
{
    const auto undoes = [](const Effect& effect) {
        return std::holds_alternative<effect::TakeBack>(effect) || std::holds_alternative<effect::GiveBack>(effect)
            || std::holds_alternative<effect::Release>(effect) || std::holds_alternative<effect::Capture>(effect);
    };
    return std::ranges::any_of(fact.parts, [&](const LedgerPart& part) { return std::ranges::any_of(part.effects, undoes); });
}

}
