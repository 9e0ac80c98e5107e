// SPDX-License-Identifier: GPL-3.0-or-later
// Rows on their way to the tills.
#include "sync/hub/Hub.h"

#include "core/base/Json.h"
#include "sync/hub/storage/HubStore.h"

#include <QJsonDocument>

namespace tangyuan::sync {

namespace {

constexpr qint64 replyBytes = 4 * 1024 * 1024; ///< of rows, about

SharedRow memberRow(const HubStore::MemberRow& member)
{
    MemberRowBody body { member.record, member.keys };
    body.record.aliasOf = member.aliasOf;
    return { SharedKind::Member, member.id.toString(), body.toJson() };
}

struct Page {
    std::vector<SharedRow> rows;
    qint64 cursor = 0;
    bool isWhole = true;
};

/// The rows of a stream after a number, as they stand now.
Result<Page> pageOf(HubStore& store, const QString& stream, qint64 after, int limit, qint64& bytesLeft)
{
    Page page { {}, after, true };
    const std::vector<HubStore::FeedRow> feed = TRY(store.feed(stream, after, limit + 1));
    std::vector<Id> ids;
    for (const HubStore::FeedRow& row : feed)
        if (row.kind == SharedKind::Member)
            ids.push_back(TRY(Id::fromString(row.id)));
    std::map<Id, HubStore::MemberRow> members;
    for (HubStore::MemberRow& member : TRY(store.members(ids)))
        members.emplace(member.id, std::move(member));
    for (const HubStore::FeedRow& row : feed) {
        if (std::ssize(page.rows) >= limit || bytesLeft <= 0) {
            page.isWhole = false;
            return page;
        }
        SharedRow shared { row.kind, row.id, {} };
        if (row.kind == SharedKind::Member) {
            const auto member = members.find(TRY(Id::fromString(row.id)));
            if (member == members.end()) {
                page.cursor = row.number;
                continue;
            }
            shared = memberRow(member->second);
        } else if (const auto thing = TRY(store.thing(row.kind, row.id))) {
            shared.body = thing->body;
        }
        bytesLeft -= QJsonDocument(shared.body).toJson(QJsonDocument::Compact).size();
        page.rows.push_back(std::move(shared));
        page.cursor = row.number;
    }
    return page;
}

}

HubReply Hub::pull(const Device& device, const HubRequest& request)
{
    const auto wanted = PullRequest::fromRequest(request, device.store);
    if (!wanted)
        return refuse(Refusal::Malformed, { { QStringLiteral("field"), wanted.error().context } });
    PullReply reply { .generation = m_generation };
    HubStore store(m.database, m_organisation);
    const auto read = [&]() -> Result<void> {
        TRY(readGeneration());
        reply = { .generation = m_generation };
        if (const auto branch = TRY(store.branch(device.id, wanted->branch)))
            std::tie(reply.contains, reply.containsHash) = std::tie(branch->head, branch->hash);
        reply.isLoss = wanted->sent && TRY(store.hashesOf({ *wanted->sent })).empty();
        int limit = wanted->limit;
        qint64 bytes = replyBytes;
        // The organisation's first: a member's coupons mean nothing without the rules.
        for (const auto& [stream, after] : wanted->cursors) {
            Page page = TRY(pageOf(store, stream, after, limit, bytes));
            limit -= static_cast<int>(page.rows.size());
            reply.cursors[stream] = page.cursor;
            reply.hasMore = reply.hasMore || !page.isWhole;
            std::ranges::move(page.rows, std::back_inserter(reply.rows));
            if (!page.isWhole)
                reply.rowsLeft += TRY(store.countAfter(stream, page.cursor));
        }
        reply.exceptions = TRY(store.openExceptions(device.store));
        return {};
    };
    auto done = m.database.transaction(HubDatabase::Access::Read, read);
    if (done && reply.isLoss) {
        done = m.database.transaction(HubDatabase::Access::Write, [&]() -> Result<void> {
            TRY(noteLoss(wanted->sent));
            return {};
        });
        reply.generation = m_generation;
    }
    if (!done)
        return replyTo(done.error());
    return { 200, reply.toJson() };
}

HubReply Hub::find(const Device& device, const HubRequest& request)
{
    const auto json = jsonOf(request);
    const auto wanted = json ? FindRequest::fromJson(*json) : Failure(json.error());
    if (!wanted)
        return replyTo(wanted.error());
    FindReply reply;
    HubStore store(m.database, m_organisation);
    const auto done = m.database.transaction(HubDatabase::Access::Write, [&]() -> Result<void> {
        reply = {};
        std::optional<Id> id = wanted->id;
        if (!id && !wanted->phoneIndex.isEmpty())
            id = TRY(store.holderOf(wanted->phoneIndex));
        if (!id && !wanted->number.isEmpty())
            if (const auto ids = TRY(store.membersOfNumbers({ wanted->number }))[wanted->number]; !ids.empty())
                id = ids.front();
        if (!id)
            return {};
        std::vector<HubStore::MemberRow> found = TRY(store.members({ *id }));
        if (!found.empty() && found.front().aliasOf)
            std::ranges::move(TRY(store.members({ *found.front().aliasOf })), std::back_inserter(found));
        if (const auto branch = TRY(store.branch(device.id, wanted->branch)))
            std::tie(reply.contains, reply.containsHash) = std::tie(branch->head, branch->hash);
        std::set<HubStore::FeedKey> feed;
        for (const HubStore::MemberRow& member : found) {
            reply.rows.push_back(memberRow(member));
            feed.insert({ SyncStore::storeStream(device.store), SharedKind::Member, member.id.toString() });
        }
        TRY(store.publish(feed));
        return {};
    });
    if (!done)
        return replyTo(done.error());
    return { 200, reply.toJson() };
}

}
