// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/replication/Replica.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"
#include "core/storage/FactLog.h"
#include "core/storage/ReplicaRows.h"

#include <algorithm>

namespace tangyuan {

Result<void> Replica::readPending(FactKey contains)
{
    if (contains < m_contained) { // a hub that was restored from a backup: what it lost is ours again
        m_changes.clear();
        m_edits.clear();
        m_read = {};
    }
    m_contained = contains;
    std::erase_if(m_changes, [&](const auto& entry) { return entry.second.fact <= contains; });
    std::erase_if(m_edits, [&](const auto& entry) { return entry.second.fact <= contains; });
    constexpr int factsPerPage = 500;
    m_read = std::max(m_read, contains);
    while (true) {
        const std::vector<Fact> facts = TRY(FactLog(m_database).after(m_read, factsPerPage, limits::jsonBytes));
        for (const Fact& fact : facts) {
            // What another version of this program wrote is the hub's to understand.
            const QJsonObject body = parseJsonObject(fact.body).value_or(QJsonObject());
            for (MemberChange& change : memberChanges(fact, body).value_or(std::vector<MemberChange>()))
                m_changes.emplace(change.member, Pending { fact.key, std::move(change) });
            for (SharedEdit& edit : sharedEdits(fact, body).value_or(std::vector<SharedEdit>()))
                m_edits.emplace(std::pair(edit.row.kind, edit.row.id), PendingEdit { fact.key, std::move(edit) });
        }
        if (facts.empty())
            return {};
        m_read = facts.back().key;
    }
}

Result<ReplicaChanges> Replica::apply(Transaction& transaction, const std::vector<SharedRow>& rows, FactKey contains)
{
    TRY(readPending(contains));
    ReplicaChanges changes;
    // Categories go before their products.
    for (const SharedRow& row : rows)
        if (row.kind == SharedKind::Category)
            TRY(applyShared(transaction, row, changes));
    for (const SharedRow& row : rows) {
        if (row.kind == SharedKind::Member)
            TRY(applyMember(transaction, row, changes));
        else if (row.kind != SharedKind::Category)
            TRY(applyShared(transaction, row, changes));
    }
    return changes;
}

Result<void> Replica::applyMember(Transaction& transaction, const SharedRow& row, ReplicaChanges& changes)
{
    MemberRowBody body = TRY(MemberRowBody::fromJson(row.body));
    const Id id = body.record.id;
    if (!body.record.aliasOf) {
        std::vector<Pending> pending;
        const auto collect = [&](const Id& member) {
            const auto [first, last] = m_changes.equal_range(member);
            for (auto entry = first; entry != last; ++entry)
                pending.push_back(entry->second);
        };
        collect(id);
        if (!m_changes.empty())
            for (const Id& alias : TRY(ReplicaRows(m_database).aliasesOf(id)))
                collect(alias);
        std::ranges::stable_sort(pending, {}, &Pending::fact);
        const UtcTime known = body.record.lastAt; // of others; our own clock has no part in it
        bool hasOwnProfile = false;
        for (const Pending& own : pending) {
            hasOwnProfile = hasOwnProfile || (own.change.member == id && !own.change.profile.isEmpty());
            // Whether it breaks a rule is the hub's to say.
            static_cast<void>(fold(body.record, own.change));
        }
        body.record.lastAt = known;
        if (hasOwnProfile && !body.record.isErased)
            body.keys = TRY(MemberReplicaRows(m_database).keys(id));
    }
    TRY(MemberReplicaRows::put(transaction, body.record, body.keys));
    changes.members.push_back(id);
    return {};
}

Result<void> Replica::applyShared(Transaction& transaction, const SharedRow& row, ReplicaChanges& changes)
{
    SharedRow laid = row;
    const auto [first, last] = m_edits.equal_range({ row.kind, row.id });
    for (auto entry = first; entry != last; ++entry)
        laid.body = edited(laid.body, entry->second.edit);
    TRY(ReplicaRows::put(transaction, laid));
    switch (row.kind) {
    case SharedKind::Category:
    case SharedKind::Product: changes.catalog = true; break;
    case SharedKind::Rules: changes.rules = true; break;
    case SharedKind::Prices: changes.prices = true; break;
    case SharedKind::Shop:
    case SharedKind::Cashier: changes.settings = true; break;
    case SharedKind::Issuer: changes.issuers = true; break;
    case SharedKind::Segment:
    case SharedKind::Batch:
    case SharedKind::Printed: break;
    case SharedKind::Member: VERIFY(false);
    }
    return {};
}

}
