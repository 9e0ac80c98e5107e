// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/replica/MemberRecord.h"

#include <algorithm>
#include <set>

namespace tangyuan {

QString findingName(MemberFinding::Kind kind)
{
    switch (kind) {
    case MemberFinding::Kind::Overspent: return QStringLiteral("overspent");
    case MemberFinding::Kind::CouponTwice: return QStringLiteral("couponTwice");
    case MemberFinding::Kind::UnseenOrigin: return QStringLiteral("unseenOrigin");
    case MemberFinding::Kind::EditsCrossed: return QStringLiteral("editsCrossed");
    case MemberFinding::Kind::AfterErasure: return QStringLiteral("afterErasure");
    }
    VERIFY(false);
}

namespace {

bool isOf(const MemberChange& change, const char* type)
{
    return change.type == QLatin1String(type);
}

void foldIdentity(MemberRecord& record, const MemberChange& change, std::vector<MemberFinding>& findings)
{
    // Profiles are sealed to their id: of two registrations of one person only the id that goes on says who they are.
    const bool isOwn = change.member == record.id;
    const bool isRegistration = isOf(change, "member.registered");
    if (isRegistration && isOwn) {
        record.number = change.number;
        record.registeredAt = change.at;
    }
    if (isOf(change, "member.erased")) {
        record.isErased = true;
        record.profile.clear();
        record.profileFact.reset();
        record.pin.clear();
        record.tags.clear();
        return;
    }
    if (isRegistration || isOf(change, "member.updated")) {
        if (record.isErased) {
            findings.push_back({ MemberFinding::Kind::AfterErasure, record.id, change.fact });
            return;
        }
        if (!isRegistration && (!isOwn || (change.profileBase && record.profileFact && change.profileBase != record.profileFact)))
            findings.push_back({ .kind = MemberFinding::Kind::EditsCrossed, .member = record.id, .fact = change.fact, .origin = record.profileFact });
        if (isOwn) {
            record.profile = change.profile;
            record.profileFact = change.fact;
        }
    }
    if (change.tier && (isOf(change, "member.tier_set") || isRegistration)) {
        record.isTierEarned = isRegistration ? record.isTierEarned : change.isTierEarned;
        record.tier = isRegistration ? std::max(record.tier, *change.tier) : *change.tier;
    }
    if ((isOf(change, "member.pin_set") || isOf(change, "member.pin_removed")) && isOwn && !record.isErased)
        record.pin = change.pin; // under the member's key, which is that of their id
    if (isOf(change, "member.tagged") && !record.isErased) {
        for (const QString& tag : change.tagsOn)
            record.tags.try_emplace(tag, change.date);
        for (const QString& tag : change.tagsOff)
            record.tags.erase(tag);
    }
    if (change.inviter && !record.inviter) {
        record.inviter = change.inviter;
        record.invitedOn = change.date;
    }
}

bool isThere(const MemberRecord& record, const Id& fact)
{
    return std::ranges::any_of(record.movements, [&](const DatedMovement& known) { return known.movement.fact == fact; })
        || std::ranges::any_of(record.ledger.lots, [&](const Lot& lot) { return lot.id.source == fact; })
        || std::ranges::find(record.quiet, fact) != record.quiet.end();
}

void foldPurchase(MemberRecord& record, const MemberChange& change)
{
    if (change.spend.isZero() && change.visits == 0)
        return;
    record.days[change.date] += { change.spend, change.visits, {} };
    if (!isThere(record, change.fact))
        record.quiet.push_back(change.fact);
}

void foldLedger(MemberRecord& record, const MemberChange& change, std::vector<MemberFinding>& findings)
{
    if (change.parts.empty())
        return;
    const LedgerFact fact { change.fact, change.date, change.parts };
    if (undoesAnother(fact)) {
        record.ledger.past.reserve(record.movements.size());
        for (const DatedMovement& known : record.movements)
            record.ledger.past.push_back(known.movement);
    }
    auto applied = apply(record.ledger, fact, Shortfall::Booked);
    VERIFY(applied.has_value()); // booked, so nothing is refused
    record.ledger = std::move(applied->state);
    record.ledger.past.clear();
    record.ledger.knownAt = {};
    std::erase_if(record.ledger.counts, [](const auto& count) { return count.second <= 0; });
    if (const Points earned = pointsEarned(applied->movements); earned.count != 0)
        record.days[change.date].earned += earned;
    for (Movement& movement : applied->movements)
        record.movements.push_back({ std::move(movement), change.date });
    for (const Shortage& shortage : applied->shortages)
        findings.push_back({ shortage.currency == Currency::Gift ? MemberFinding::Kind::CouponTwice : MemberFinding::Kind::Overspent, record.id, change.fact,
            shortage.currency, shortage.amount, shortage.item });
    for (const Id& origin : applied->unknownOrigins) {
        findings.push_back({ .kind = MemberFinding::Kind::UnseenOrigin, .member = record.id, .fact = change.fact, .origin = origin });
        if (std::ranges::find(record.waiting, origin) == record.waiting.end())
            record.waiting.push_back(origin);
    }
}

}

std::vector<MemberFinding> fold(MemberRecord& record, const MemberChange& change)
{
    std::vector<MemberFinding> findings;
    foldIdentity(record, change, findings);
    // A till whose answer was lost may not know yet that it is in what came down.
    if (!isThere(record, change.fact)) {
        foldLedger(record, change, findings);
        foldPurchase(record, change);
    }
    if (std::pair(record.lastAt, record.lastFact) < std::pair(change.at, change.fact)) {
        record.lastAt = change.at;
        record.lastFact = change.fact;
    }
    return findings;
}

bool goesOnTop(const MemberRecord& record, const MemberChange& change)
{
    if (!(std::pair(record.lastAt, record.lastFact) < std::pair(change.at, change.fact))
        || std::ranges::find(record.waiting, change.fact) != record.waiting.end())
        return false;
    return record.isWhole || change.origins().empty();
}

FoldedMember foldAll(const Id& member, std::vector<MemberChange> changes)
{
    std::ranges::sort(changes, [](const MemberChange& a, const MemberChange& b) { return a.isBefore(b); });
    // One fact, one change: it may speak of two ids that turned out to be one person.
    std::vector<MemberChange> history;
    for (MemberChange& change : changes) {
        if (!history.empty() && history.back().fact == change.fact && history.back().member != change.member)
            join(history.back(), std::move(change));
        else if (history.empty() || history.back().fact != change.fact)
            history.push_back(std::move(change));
    }
    std::map<Id, size_t> places;
    for (size_t i = 0; i < history.size(); ++i)
        places[history[i].fact] = i;

    FoldedMember folded { { .id = member }, {} };
    std::vector<bool> isDone(history.size(), false);
    for (size_t first = 0; first < history.size(); ++first) {
        // What it undoes goes first, although a wrong clock says that it came later. A stack, since that may undo another.
        std::vector<size_t> todo { first };
        std::set<size_t> isOnStack { first };
        while (!todo.empty()) {
            const size_t next = todo.back();
            bool waits = false;
            if (!isDone[next]) {
                for (const Id& origin : history[next].origins()) {
                    const auto place = places.find(origin);
                    if (place == places.end() || isDone[place->second] || isOnStack.contains(place->second))
                        continue;
                    todo.push_back(place->second);
                    isOnStack.insert(place->second);
                    waits = true;
                }
            }
            if (waits)
                continue;
            todo.pop_back();
            if (isDone[next])
                continue;
            isDone[next] = true;
            std::ranges::move(fold(folded.record, history[next]), std::back_inserter(folded.findings));
        }
    }
    return folded;
}

namespace {

void compactDays(MemberRecord& record)
{
    if (record.days.empty())
        return;
    const BusinessDate first = record.days.rbegin()->first.addDays(-daysKept);
    for (auto day = record.days.begin(); day != record.days.end() && day->first < first;) {
        const BusinessDate month { day->first.yyyymmdd / 100 * 100 + 1 };
        if (month == day->first) {
            ++day;
            continue;
        }
        record.days[month] += day->second;
        day = record.days.erase(day);
    }
}

}

void compact(MemberRecord& record)
{
    compactDays(record);
    if (record.quiet.size() > quietKept)
        record.quiet.erase(record.quiet.begin(), record.quiet.end() - static_cast<std::ptrdiff_t>(quietKept));
    if (record.movements.size() > movementsKept) {
        record.movements.erase(record.movements.begin(), record.movements.end() - static_cast<std::ptrdiff_t>(movementsKept));
        record.isWhole = false;
    }
    if (record.isWhole)
        return;
    std::set<LotId> spokenOf;
    for (const DatedMovement& known : record.movements)
        spokenOf.insert(known.movement.lot);
    std::erase_if(record.ledger.lots, [&](const Lot& lot) { return lot.isEmpty() && !spokenOf.contains(lot.id); });
}

std::vector<DatedMovement> openingsOf(const MemberRecord& record)
{
    std::vector<DatedMovement> openings;
    if (record.isWhole)
        return openings;
    std::map<LotId, std::pair<qint64, qint64>> moved; // available, held
    std::array<qint64, currencyPlaces> owed {};
    for (const DatedMovement& dated : record.movements) {
        const Movement& movement = dated.movement;
        auto& sums = moved[movement.lot];
        sums.first += movement.changeOf(Account::Available);
        sums.second += movement.changeOf(Account::Held);
        owed[static_cast<size_t>(movement.currency)] -= movement.changeOf(Account::Owed);
    }
    const BusinessDate first = record.movements.empty() ? BusinessDate {} : record.movements.front().date;
    for (const Lot& lot : record.ledger.lots) {
        const auto& [available, held] = moved[lot.id];
        const auto open = [&](Account account, qint64 amount) {
            if (amount > 0)
                openings.push_back({ { lot.id.source, lot.currency, Account::Issued, account, amount, lot.id, {}, QStringLiteral("opening") }, first });
            else if (amount < 0)
                openings.push_back({ { lot.id.source, lot.currency, account, Account::Redeemed, -amount, lot.id, {}, QStringLiteral("opening") }, first });
        };
        open(Account::Available, lot.remaining - available);
        open(Account::Held, lot.held - held);
    }
    // What was owed before hangs on any lot of its currency.
    for (const Currency currency : currencies) {
        const qint64 before = record.ledger.owedOf(currency) - owed[static_cast<size_t>(currency)];
        const auto lot = std::ranges::find(record.ledger.lots, currency, &Lot::currency);
        if (before != 0 && lot != record.ledger.lots.end())
            openings.push_back({ { lot->id.source, currency, before > 0 ? Account::Owed : Account::Issued, before > 0 ? Account::Issued : Account::Owed,
                                     std::abs(before), lot->id, {}, QStringLiteral("opening") },
                first });
    }
    return openings;
}

}
