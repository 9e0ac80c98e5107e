// SPDX-License-Identifier: GPL-3.0-or-later
// Rows on their way to the tills.
#include "sync/hub/Hub.h"

#include "core/base/Json.h"

namespace tangyuan::sync {

namespace {

constexpr qint64 replyBytes = 4 * 1024 * 1024; ///< of rows, about

struct Page {
    std::vector<SharedRow> rows;
    qint64 cursor = 0;
    bool isWhole = true;
};

/// The rows of a stream after a number, as they stand now.
Result<Page> pageOf(HubTables& store, const QString& stream, qint64 after, int limit, qint64& bytesLeft)
{
    Page page { {}, after, true };
    const std::vector<HubTables::FeedRow> feed = TRY(store.feed(stream, after, limit + 1));
    HubTables::Bodies bodies = TRY(store.bodies(feed));
    for (const HubTables::FeedRow& row : feed) {
        if (std::ssize(page.rows) >= limit || bytesLeft <= 0) {
            page.isWhole = false;
            return page;
        }
        page.cursor = row.number;
        const auto body = bodies.find({ row.kind, row.id });
        if (body == bodies.end() && row.kind == SharedKind::Member)
            continue;
        HubTables::Body held = body == bodies.end() ? HubTables::Body {} : std::move(body->second);
        bytesLeft -= held.bytes;
        page.rows.push_back({ row.kind, row.id, std::move(held.json) });
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
    bool isAhead = false; // of numbers that there are
    HubTables store(m.database, m_organisation);
    const auto read = [&]() -> Result<void> {
        TRY(readGeneration());
        reply = { .generation = m_generation };
        if (const auto branch = TRY(store.branch(device.id, wanted->branch)))
            std::tie(reply.contains, reply.containsHash) = std::tie(branch->head, branch->hash);
        reply.isLoss = TRY(isLost(wanted->sent));
        int limit = wanted->limit;
        qint64 bytes = replyBytes;
        // The organisation's first: a member's coupons mean nothing without the rules.
        for (const auto& [stream, after] : wanted->cursors) {
            Page page = TRY(pageOf(store, stream, after, limit, bytes));
            isAhead = isAhead || (after > 0 && page.cursor == after && after > TRY(store.lastNumber(stream)));
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
    if (done && (reply.isLoss || isAhead)) {
        done = m.database.transaction(HubDatabase::Access::Write, [&] { return noteLoss(device, { wanted->sent, wanted->generation }); });
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
    HubTables store(m.database, m_organisation);
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
        std::vector<HubTables::FeedRow> found;
        // Somebody, or another id of theirs and then who they are.
        for (std::optional<QString> next = id->toString(); next && found.size() < 2;) {
            const HubTables::FeedRow& row = found.emplace_back(HubTables::FeedRow { SharedKind::Member, *next, 0 });
            HubTables::Bodies bodies = TRY(store.bodies({ row }));
            if (bodies.empty())
                return {};
            QJsonObject& body = bodies.begin()->second.json;
            const QString person = body.value(QLatin1String("aliasOf")).toString();
            next = person.isEmpty() ? std::nullopt : std::optional(person);
            reply.rows.push_back({ row.kind, row.id, std::move(body) });
        }
        if (const auto branch = TRY(store.branch(device.id, wanted->branch)))
            std::tie(reply.contains, reply.containsHash) = std::tie(branch->head, branch->hash);
        std::set<HubTables::FeedKey> feed;
        for (const HubTables::FeedRow& row : found)
            feed.insert({ streams::ofStore(device.store), row.kind, row.id });
        TRY(store.publish(feed));
        return {};
    });
    if (!done)
        return replyTo(done.error());
    return { 200, reply.toJson() };
}

}
