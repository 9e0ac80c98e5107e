// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/hub/Inbox.h"

#include "core/base/Json.h"
#include "core/domain/members/MemberNumber.h"

#include <algorithm>

namespace tangyuan::sync {

namespace {

bool follows(FactKey head, FactKey key)
{
    return key.epoch == head.epoch ? key.seq == head.seq + 1 : key.epoch > head.epoch && key.seq == 1;
}

HubTables::Branch emptyBranch(qint32 number)
{
    return { number, {}, QByteArray(32, '\0'), 0, {} };
}

}

Result<Inbox::Taken> Inbox::take(const PushRequest& request)
{
    std::vector<Fact> fresh;
    Taken taken = TRY(chain(request, fresh));
    TRY(m.store.insertFacts(m_device.id, taken.branch.number, fresh, m.clock.now()));
    TRY(digest(fresh, request.keys, taken.branch.lastAt));
    TRY(m.store.save(m_device.id, taken.branch));
    TRY(writeOut());
    return taken;
}

Result<Inbox::Taken> Inbox::chain(const PushRequest& request, std::vector<Fact>& fresh)
{
    Taken taken { TRY(m.store.branch(m_device.id, request.branch)).value_or(emptyBranch(request.branch)) };
    std::vector<Id> ids;
    for (const Fact& fact : request.facts)
        ids.push_back(fact.id);
    std::map<Id, QByteArray> known = TRY(m.store.hashesOf(ids));
    std::optional<HubTables::Branch> shared; // as far as the request tells what the hub has already
    for (const Fact& fact : request.facts) {
        if (factHash(fact) != fact.hash)
            return fail(ErrorCode::InputMalformed, QStringLiteral("hash"));
        taken.last = fact.key;
        const auto same = known.find(fact.id);
        const bool isKnown = same != known.end() && same->second == fact.hash;
        HubTables::Branch& branch = taken.branch;
        if (isKnown && fact.key <= branch.head) {
            shared = HubTables::Branch { branch.number, fact.key, fact.hash, 0, branch.lastAt };
            continue;
        }
        if (!follows(branch.head, fact.key) && fact.key > branch.head) {
            taken.expected = FactKey { branch.head.epoch, branch.head.seq + 1 };
            return taken;
        }
        if (fact.key <= branch.head || fact.previousHash != branch.hash) {
            const auto origin = TRY(forkPoint(branch, shared, fact));
            if (!origin) { // the till is asked for what it had before
                taken.expected = FactKey { branch.head.epoch, std::max<qint64>(1, std::min(branch.head, fact.key).seq - factsPerPush) };
                return taken;
            }
            branch = TRY(forked(*origin, fact));
        }
        branch.head = fact.key;
        branch.hash = fact.hash;
        shared = branch;
        if (fact.key.epoch > m_device.epoch)
            TRY(raiseEpoch(fact.key.epoch));
        if (isKnown)
            continue; // the hub was told under another branch, before it was restored or forked
        if (same != known.end()) {
            tell(QStringLiteral("idTwice"), QStringLiteral("id:%1:%2").arg(fact.id.toString(), QString::fromLatin1(fact.hash.toHex())), m_device.code, fact.id,
                { { QStringLiteral("fact"), factToJson(fact) } });
            continue;
        }
        known[fact.id] = fact.hash;
        fresh.push_back(fact);
    }
    return taken;
}

/// After which fact the hub's history and this one part; nothing where that cannot be told from what was sent.
Result<std::optional<HubTables::Branch>> Inbox::forkPoint(const HubTables::Branch& branch, const std::optional<HubTables::Branch>& shared, const Fact& fact)
{
    if (shared && shared->hash == fact.previousHash)
        return shared;
    if (const HubTables::Branch none = emptyBranch(0); fact.previousHash == none.hash)
        return none;
    const FactKey before { fact.key.epoch, fact.key.seq - 1 };
    const auto known = TRY(m.store.hashAt(m_device.id, branch.number, before));
    if (known == fact.previousHash)
        return HubTables::Branch { branch.number, before, *known, 0, branch.lastAt };
    return std::nullopt;
}

/// Another history of the same till: an old backup came back, or somebody runs a copy. Both are kept; receipts of the new
/// one get an epoch of their own.
Result<HubTables::Branch> Inbox::forked(HubTables::Branch origin, const Fact& fact)
{
    origin.number = TRY(m.store.lastBranch(m_device.id)) + 1;
    if (fact.key.epoch <= m_device.epoch)
        TRY(raiseEpoch(m_device.epoch + 1));
    origin.leastEpoch = std::max(m_device.epoch, fact.key.epoch);
    tell(QStringLiteral("fork"), QStringLiteral("fork:%1:%2").arg(m_device.id.toString()).arg(origin.number), m_device.code, fact.id,
        { { QStringLiteral("from"), keyToJson(origin.head) }, { QStringLiteral("branch"), origin.number } });
    return origin;
}

Result<void> Inbox::raiseEpoch(qint32 epoch)
{
    m_device.epoch = epoch;
    return m.store.setEpoch(m_device.id, epoch);
}

Result<void> Inbox::digest(const std::vector<Fact>& facts, const std::map<Id, MemberKeys>& keys, UtcTime& last)
{
    const UtcTime now = m.clock.now();
    std::vector<MemberChange> changes;
    std::vector<HubTables::Sale> sales;
    for (const Fact& fact : facts) {
        const auto body = parseJsonObject(fact.body);
        auto changed = body ? memberChanges(fact, *body) : Failure(body.error());
        const auto edits = body ? sharedEdits(fact, *body) : Failure(body.error());
        if (!body || !changed || !edits) {
            const Error& error = !body ? body.error() : !changed ? changed.error() : edits.error();
            tell(QStringLiteral("undecodable"), QStringLiteral("undecodable:%1").arg(fact.id.toString()), m_device.code, fact.id,
                { { QStringLiteral("type"), fact.type }, { QStringLiteral("error"), errorCodeName(error.code) },
                    { QStringLiteral("field"), error.context.left(100) } });
            continue;
        }
        const bool isAhead = fact.at.ms > now.ms + signatureLifeMs;
        if (isAhead || fact.at.ms < 0)
            tell(QStringLiteral("wrongClock"), QStringLiteral("clock:%1:%2").arg(m_device.id.toString()).arg(fact.businessDate.yyyymmdd), m_device.code,
                fact.id, { { QStringLiteral("atMs"), fact.at.ms }, { QStringLiteral("receivedMs"), now.ms } });
        // A clock that runs ahead would put what it says after all that is still to come. A till's own facts follow each
        // other, strictly: their ids do not tell, since a sale's is as old as its cart.
        last = { std::max(std::clamp<qint64>(fact.at.ms, 0, now.ms + signatureLifeMs), last.ms + 1) };
        for (const MemberChange& change : *changed)
            last = { std::max(last.ms, std::min(change.knownAt.ms + 1, now.ms + signatureLifeMs)) };
        for (MemberChange& change : *changed) {
            change.at = last;
            changes.push_back(std::move(change));
        }
        const bool isRefund = fact.type == QLatin1String("sale.refunded");
        if (isRefund || fact.type == QLatin1String("sale.committed")) {
            const Money total { (*body)[QLatin1String("totalMinor")].toInteger() };
            sales.push_back(
                { fact.id, m_device.store, fact.businessDate, isRefund ? Money {} - total : total, isRefund, body->contains(QLatin1String("member")) });
        }
        TRY(digestEdits(fact, *body, *edits));
    }
    TRY(m.store.insert(sales));
    return digestMembers(std::move(changes), keys);
}

Result<HubTables::MemberRow*> Inbox::member(const Id& id)
{
    if (!m_members.contains(id))
        for (HubTables::MemberRow& row : TRY(m.store.lockedMembers({ id })))
            m_members[id] = std::move(row);
    const auto [place, isNew] = m_members.try_emplace(id, HubTables::MemberRow { id, { .id = id } });
    return &place->second;
}

Result<void> Inbox::digestMembers(std::vector<MemberChange> changes, const std::map<Id, MemberKeys>& keys)
{
    std::set<Id> named;
    for (const MemberChange& change : changes)
        named.insert(change.member);
    std::vector<Id> ids(named.begin(), named.end());
    for (HubTables::MemberRow& row : TRY(m.store.lockedMembers(ids)))
        m_members[row.id] = std::move(row);
    if (std::erase_if(ids, [&](const Id& id) { return m_members.contains(id); }); !ids.empty()) {
        TRY(m.store.insertMissing(ids));
        for (HubTables::MemberRow& row : TRY(m.store.lockedMembers(ids)))
            m_members[row.id] = std::move(row);
    }
    std::map<Id, std::vector<MemberChange>> byMember;
    for (MemberChange& change : changes) {
        HubTables::MemberRow* row = TRY(member(change.member));
        const Id person = row->aliasOf.value_or(change.member);
        byMember[person].push_back(std::move(change));
    }
    std::set<QString> numbers;
    for (auto& [id, ofMember] : byMember) {
        // Two ids of one person in one fact are one change.
        std::ranges::stable_sort(ofMember, [](const MemberChange& a, const MemberChange& b) { return a.isBefore(b); });
        numbers.insert(TRY(member(id))->record.number);
        for (const MemberChange& change : ofMember)
            numbers.insert(change.number);
    }
    numbers.erase(QString());
    TRY(m.store.insertChanges(byMember));
    m_numbers = TRY(m.store.membersOfNumbers(numbers));
    for (const auto& [id, ofMember] : byMember)
        TRY(lay(*TRY(member(id)), ofMember));
    // Who they are, once all is laid: a registration brings a phone, and the phone may be somebody's already.
    for (const auto& [id, ofMember] : byMember) {
        for (const MemberChange& change : ofMember) {
            const bool isProfile = change.type == QLatin1String("member.registered") || change.type == QLatin1String("member.updated");
            HubTables::MemberRow* row = TRY(member(change.member));
            HubTables::MemberRow* person = TRY(member(row->aliasOf.value_or(change.member)));
            if (person->record.isErased) {
                TRY(m.store.releasePhones(person->id));
                person->keys = {};
            } else if (const auto key = keys.find(change.member); isProfile && key != keys.end()) {
                TRY(takePhone(*row, key->second, change));
            }
        }
    }
    return {};
}

Result<void> Inbox::lay(HubTables::MemberRow& row, const std::vector<MemberChange>& changes)
{
    m_changedMembers.insert(row.id);
    MemberRecord record = row.record;
    std::vector<MemberFinding> findings;
    for (const MemberChange& change : changes) {
        if (!goesOnTop(record, change))
            return refold(row.id);
        std::ranges::move(fold(record, change), std::back_inserter(findings));
    }
    compact(record);
    row.record = std::move(record);
    for (const MemberFinding& finding : findings)
        tell(finding, row);
    return giveNumber(row, changes.front().fact);
}

Result<void> Inbox::refold(const Id& id)
{
    HubTables::MemberRow& row = *TRY(member(id));
    FoldedMember folded = foldAll(id, TRY(m.store.changesOf(id)));
    compact(folded.record);
    folded.record.aliasOf = row.aliasOf;
    row.record = std::move(folded.record);
    m_changedMembers.insert(id);
    m_memberMarks[QStringLiteral("member:%1:").arg(id.toString())];
    for (const MemberFinding& finding : folded.findings)
        tell(finding, row);
    return giveNumber(row, row.record.lastFact);
}

/// Numbers are drawn by chance: the later of two that are the same gets a new one.
Result<void> Inbox::giveNumber(HubTables::MemberRow& row, const Id& fact)
{
    const auto isTaken = [&](const QString& number) -> Result<bool> {
        if (!m_numbers.contains(number))
            m_numbers.merge(TRY(m.store.membersOfNumbers({ number })));
        if (std::ranges::any_of(m_numbers.at(number), [&](const Id& other) { return other != row.id; }))
            return true;
        return std::ranges::any_of(
            m_members, [&](const auto& known) { return known.first != row.id && known.second.record.number == number && !known.second.aliasOf; });
    };
    if (row.record.number.isEmpty() || !TRY(isTaken(row.record.number)))
        return {};
    const QString before = row.record.number;
    // From the id, so that folding again gives the same.
    qint64 seed = 0;
    for (const quint8 byte : row.id.bytes)
        seed = (seed * 251 + byte) % 90'000'000;
    while (TRY(isTaken(row.record.number)))
        row.record.number = memberNumberOf(10'000'000 + seed++ % 90'000'000);
    if (row.record.number != before)
        tell(QStringLiteral("numberTaken"), QStringLiteral("number:%1").arg(row.id.toString()), row.record.number, fact,
            { { QStringLiteral("before"), before } });
    return {};
}

Result<void> Inbox::takePhone(HubTables::MemberRow& row, const MemberKeys& keys, const MemberChange& cause)
{
    m_changedMembers.insert(row.id);
    if (!row.keys.phoneIndex.isEmpty() && row.keys.phoneIndex != keys.phoneIndex)
        TRY(m.store.releasePhones(row.id));
    row.keys = keys;
    if (row.aliasOf || keys.phoneIndex.isEmpty())
        return {};
    const Id holder = TRY(m.store.holdPhone(keys.phoneIndex, row.id));
    return holder == row.id ? Result<void>() : merge(std::min(holder, row.id), std::max(holder, row.id), cause);
}

/// One person, registered twice: the later id becomes another name of the earlier one.
Result<void> Inbox::merge(const Id& older, const Id& younger, const MemberChange& cause)
{
    HubTables::MemberRow& alias = *TRY(member(younger));
    HubTables::MemberRow& person = *TRY(member(older));
    const QByteArray phone = alias.keys.phoneIndex.isEmpty() ? person.keys.phoneIndex : alias.keys.phoneIndex;
    TRY(m.store.setPhone(phone, older));
    TRY(m.store.moveChanges(younger, older));
    for (const Id& other : TRY(m.store.aliasesOf(younger))) {
        HubTables::MemberRow& row = *TRY(member(other));
        row.aliasOf = row.record.aliasOf = older;
        m_changedMembers.insert(other);
    }
    const QString number = alias.record.number;
    alias.aliasOf = older;
    alias.record = { .id = younger, .number = number, .aliasOf = older };
    m_changedMembers.insert(younger);
    TRY(refold(older));
    tell(QStringLiteral("samePhone"), QStringLiteral("phone:%1:%2").arg(older.toString(), younger.toString()), person.record.number, cause.fact,
        { { QStringLiteral("member"), older.toString() }, { QStringLiteral("alias"), younger.toString() }, { QStringLiteral("aliasNumber"), number } });
    return {};
}

Result<void> Inbox::split(const Id& alias)
{
    HubTables::MemberRow& row = *TRY(member(alias));
    if (!row.aliasOf)
        return fail(ErrorCode::MemberNotFound);
    const Id person = *row.aliasOf;
    TRY(m.store.splitChanges(person, alias));
    row.aliasOf.reset();
    row.record.aliasOf.reset();
    TRY(refold(alias));
    TRY(refold(person));
    // The phone stays with who had it first; the other is found by number or card until they tell another phone.
    row.keys.phoneIndex.clear();
    return writeOut();
}

void Inbox::tell(const QString& kind, const QString& mark, const QString& subject, const Id& fact, QJsonObject details)
{
    m_exceptions.push_back({ { Id::make(m.clock, m.random), kind, subject, m.clock.now(), fact, m_device.code, std::move(details) }, mark, m_device.store });
}

void Inbox::tell(const MemberFinding& finding, const HubTables::MemberRow& row)
{
    const QString prefix = QStringLiteral("member:%1:").arg(row.id.toString());
    const QString mark = prefix + findingName(finding.kind) + u':' + finding.fact.toString() + u':' + currencyName(finding.currency) + finding.item;
    QJsonObject details { { QStringLiteral("member"), row.id.toString() } };
    if (finding.amount > 0) {
        details[QLatin1String("currency")] = currencyName(finding.currency);
        details[QLatin1String("amount")] = finding.amount;
    }
    if (!finding.item.isEmpty())
        details[QLatin1String("item")] = finding.item;
    if (finding.origin)
        details[QLatin1String("origin")] = finding.origin->toString();
    if (const auto folded = m_memberMarks.find(prefix); folded != m_memberMarks.end())
        folded->second.insert(mark);
    tell(findingName(finding.kind), mark, row.record.number, finding.fact, std::move(details));
}

Result<void> Inbox::writeOut()
{
    std::vector<HubTables::MemberRow> rows;
    std::vector<Id> ids;
    for (const Id& id : m_changedMembers) {
        HubTables::MemberRow& row = m_members.at(id);
        if (row.record.isErased)
            row.keys = {};
        rows.push_back(std::move(row));
        ids.push_back(id);
    }
    TRY(m.store.save(rows));
    TRY(m.store.insert(m_exceptions));
    for (const auto& [prefix, marks] : m_memberMarks)
        TRY(m.store.resolveOthers(prefix, marks, m.clock.now()));

    // A member is in the stream of every store that had to do with them.
    std::set<HubTables::FeedKey> feed;
    const std::multimap<Id, QString> streams = TRY(m.store.streamsOf(ids));
    for (const HubTables::MemberRow& row : rows) {
        const auto put = [&](const QString& stream) { feed.insert({ stream, SharedKind::Member, row.id.toString() }); };
        put(streams::ofStore(m_device.store));
        const auto [first, last] = streams.equal_range(row.id);
        for (auto stream = first; stream != last; ++stream) {
            put(stream->second);
            if (row.aliasOf) // who knew the alias must hear of the person
                feed.insert({ stream->second, SharedKind::Member, row.aliasOf->toString() });
        }
    }
    const QString organisation = QString::fromLatin1(streams::organisation);
    for (const auto& [kind, id] : m_changedThings)
        feed.insert({ organisation, kind, id });
    for (const auto& [kind, id] : m_toldThings)
        feed.insert({ organisation, kind, id });
    const auto numbers = TRY(m.store.publish(feed));
    std::vector<HubTables::Thing> things;
    for (const auto& key : m_changedThings) {
        HubTables::Thing& thing = m_things.at(key);
        thing.number = numbers.at({ organisation, key.first, key.second });
        things.push_back(thing);
    }
    return m.store.save(things);
}

}
