// SPDX-License-Identifier: GPL-3.0-or-later
// Members, things and the feed.
#include "sync/hub/storage/HubTables.h"

#include "core/base/Json.h"

#include <QJsonDocument>

#include <algorithm>

namespace tangyuan::sync {

namespace {

SqlValue bytesOrNull(const QByteArray& bytes)
{
    return bytes.isEmpty() ? SqlValue(std::nullopt) : SqlValue(bytes);
}

struct RawMember {
    Id id;
    QByteArray document;
    MemberKeys keys;
    std::optional<Id> aliasOf;
};

RawMember rawMember(const Row& row)
{
    return { row.id(0), row.bytes(1), { row.bytes(2), row.bytes(3), row.bytes(4) }, row.isNull(5) ? std::nullopt : std::optional(row.id(5)) };
}

HubTables::Thing thingOf(const Row& row)
{
    return { MUST(sharedKindFromName(row.text(0))), row.text(1), QJsonDocument::fromJson(row.bytes(2)).object(), row.id(3), row.integer(4), row.text(5) };
}

}

Result<std::vector<HubTables::MemberRow>> HubTables::members(const HubSql& sql, const std::vector<Id>& ids)
{
    HubDatabase::Rows rows;
    for (const Id& id : ids)
        rows.push_back({ m_org, id });
    std::vector<RawMember> raw;
    TRY(m_database.forEachOf(sql, rows, [&](const Row& row) { raw.push_back(rawMember(row)); }));
    std::vector<MemberRow> members;
    for (const RawMember& member : raw)
        members.push_back({ member.id, TRY(MemberRecord::fromJson(QJsonDocument::fromJson(member.document).object())), member.keys, member.aliasOf });
    return members;
}

Result<std::vector<HubTables::MemberRow>> HubTables::lockedMembers(const std::vector<Id>& ids)
{
    return members({ "SELECT id, document, wrapped_key, phone_index, tail_index, alias_of FROM members WHERE org = ? AND id = ?",
                       "SELECT id, document, wrapped_key, phone_index, tail_index, alias_of FROM members WHERE (org, id) IN"
                       " (SELECT * FROM unnest(CAST(? AS bytea[]), CAST(? AS bytea[]))) ORDER BY id FOR UPDATE" },
        ids);
}

Result<void> HubTables::insertMissing(const std::vector<Id>& ids)
{
    HubDatabase::Rows rows;
    for (const Id& id : ids)
        rows.push_back({ m_org, id, MemberRecord { .id = id }.toUtf8() });
    return m_database.executeMany(
        { "INSERT INTO members (org, id, number, document) VALUES (?, ?, '', ?) ON CONFLICT (org, id) DO NOTHING",
            "INSERT INTO members (org, id, number, document) SELECT org, id, '', document"
            " FROM unnest(CAST(? AS bytea[]), CAST(? AS bytea[]), CAST(? AS bytea[])) AS r (org, id, document) ON CONFLICT (org, id) DO NOTHING" },
        rows);
}

Result<std::vector<HubTables::MemberRow>> HubTables::members(const std::vector<Id>& ids)
{
    return members({ "SELECT id, document, wrapped_key, phone_index, tail_index, alias_of FROM members WHERE org = ? AND id = ?",
                       "SELECT id, document, wrapped_key, phone_index, tail_index, alias_of FROM members WHERE (org, id) IN"
                       " (SELECT * FROM unnest(CAST(? AS bytea[]), CAST(? AS bytea[])))" },
        ids);
}

Result<HubTables::Bodies> HubTables::bodies(const std::vector<FeedRow>& feed)
{
    HubDatabase::Rows members;
    HubDatabase::Rows things;
    for (const FeedRow& row : feed) {
        if (row.kind == SharedKind::Member)
            members.push_back({ m_org, TRY(Id::fromString(row.id)) });
        else
            things.push_back({ m_org, sharedKindName(row.kind), row.id });
    }
    Bodies bodies;
    // The document is a record's JSON already, so it travels as it stands.
    TRY(m_database.forEachOf({ "SELECT id, document, wrapped_key, phone_index, tail_index, alias_of FROM members WHERE org = ? AND id = ?",
                                 "SELECT id, document, wrapped_key, phone_index, tail_index, alias_of FROM members WHERE (org, id) IN"
                                 " (SELECT * FROM unnest(CAST(? AS bytea[]), CAST(? AS bytea[])))" },
        members, [&](const Row& row) {
            const RawMember member = rawMember(row);
            bodies[{ SharedKind::Member, member.id.toString() }]
                = { memberRowBody(QJsonDocument::fromJson(member.document).object(), member.keys), member.document.size() };
        }));
    TRY(m_database.forEachOf({ "SELECT kind, id, document, device, number, mark FROM things WHERE org = ? AND kind = ? AND id = ?",
                                 "SELECT kind, id, document, device, number, mark FROM things WHERE (org, kind, id) IN"
                                 " (SELECT * FROM unnest(CAST(? AS bytea[]), CAST(? AS text[]), CAST(? AS text[])))" },
        things, [&](const Row& row) {
            Thing thing = thingOf(row);
            bodies[{ thing.kind, thing.id }] = { std::move(thing.body), row.bytes(2).size() };
        }));
    return bodies;
}

Result<std::vector<Id>> HubTables::aliasesOf(const Id& member)
{
    return m_database.all("SELECT id FROM members WHERE org = ? AND alias_of = ?", { m_org, member }, [](const Row& row) { return row.id(0); });
}

Result<void> HubTables::save(const std::vector<MemberRow>& members)
{
    HubDatabase::Rows rows;
    for (const MemberRow& member : members)
        rows.push_back({ m_org, member.id, member.record.number, member.record.toUtf8(), bytesOrNull(member.keys.wrappedKey),
            bytesOrNull(member.keys.phoneIndex), bytesOrNull(member.keys.tailIndex), member.aliasOf });
    return m_database.executeMany(
        { "INSERT INTO members (org, id, number, document, wrapped_key, phone_index, tail_index, alias_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
          " ON CONFLICT (org, id) DO UPDATE SET number = excluded.number, document = excluded.document, wrapped_key = excluded.wrapped_key,"
          " phone_index = excluded.phone_index, tail_index = excluded.tail_index, alias_of = excluded.alias_of",
            "INSERT INTO members (org, id, number, document, wrapped_key, phone_index, tail_index, alias_of)"
            " SELECT * FROM unnest(CAST(? AS bytea[]), CAST(? AS bytea[]), CAST(? AS text[]), CAST(? AS bytea[]), CAST(? AS bytea[]), CAST(? AS bytea[]),"
            " CAST(? AS bytea[]), CAST(? AS bytea[]))"
            " ON CONFLICT (org, id) DO UPDATE SET number = excluded.number, document = excluded.document, wrapped_key = excluded.wrapped_key,"
            " phone_index = excluded.phone_index, tail_index = excluded.tail_index, alias_of = excluded.alias_of" },
        rows);
}

Result<std::map<QString, std::vector<Id>>> HubTables::membersOfNumbers(const std::set<QString>& numbers)
{
    std::map<QString, std::vector<Id>> members;
    HubDatabase::Rows rows;
    for (const QString& number : numbers) {
        members[number];
        rows.push_back({ m_org, number });
    }
    // Sorted here: asked for an order, SQLite walks through all members by id.
    TRY(m_database.forEachOf({ "SELECT number, id FROM members WHERE org = ? AND number = ?",
                                 "SELECT number, id FROM members WHERE (org, number) IN"
                                 " (SELECT * FROM unnest(CAST(? AS bytea[]), CAST(? AS text[])))" },
        rows, [&](const Row& row) { members[row.text(0)].push_back(row.id(1)); }));
    for (auto& [number, ids] : members)
        std::ranges::sort(ids);
    return members;
}

Result<std::vector<Id>> HubTables::memberIds(const Id& after, int limit)
{
    return m_database.all(
        "SELECT id FROM members WHERE org = ? AND id > ? ORDER BY id LIMIT ?", { m_org, after, limit }, [](const Row& row) { return row.id(0); });
}

Result<Id> HubTables::holdPhone(const QByteArray& index, const Id& member)
{
    // Writing what stands there locks it, and says who it is.
    const auto holder = TRY(m_database.first("INSERT INTO phones (org, phone_index, member) VALUES (?, ?, ?)"
                                             " ON CONFLICT (org, phone_index) DO UPDATE SET member = phones.member RETURNING member",
        { m_org, index, member }, [](const Row& row) { return row.id(0); }));
    return holder.value_or(member);
}

Result<void> HubTables::setPhone(const QByteArray& index, const Id& member)
{
    TRY(m_database.execute(
        "INSERT INTO phones (org, phone_index, member) VALUES (?, ?, ?) ON CONFLICT (org, phone_index) DO UPDATE SET member = excluded.member",
        { m_org, index, member }));
    return {};
}

Result<void> HubTables::releasePhones(const Id& member)
{
    TRY(m_database.execute("DELETE FROM phones WHERE org = ? AND phone_index = (SELECT phone_index FROM members WHERE org = ? AND id = ?) AND member = ?",
        { m_org, m_org, member, member }));
    return {};
}

Result<std::optional<Id>> HubTables::holderOf(const QByteArray& index)
{
    return m_database.first("SELECT member FROM phones WHERE org = ? AND phone_index = ?", { m_org, index }, [](const Row& row) { return row.id(0); });
}

Result<void> HubTables::insertChanges(const std::map<Id, std::vector<MemberChange>>& changes)
{
    HubDatabase::Rows rows;
    for (const auto& [member, ofMember] : changes)
        for (const MemberChange& change : ofMember)
            rows.push_back({ m_org, member, change.at, change.fact, change.member, change.toUtf8() });
    return m_database.executeMany(
        { "INSERT INTO member_changes (org, member, at_ms, fact, of_member, document) VALUES (?, ?, ?, ?, ?, ?)",
            "INSERT INTO member_changes (org, member, at_ms, fact, of_member, document)"
            " SELECT * FROM unnest(CAST(? AS bytea[]), CAST(? AS bytea[]), CAST(? AS bigint[]), CAST(? AS bytea[]), CAST(? AS bytea[]),"
            " CAST(? AS bytea[]))" },
        rows);
}

Result<std::vector<MemberChange>> HubTables::changesOf(const Id& member)
{
    const auto documents = TRY(m_database.all("SELECT document FROM member_changes WHERE org = ? AND member = ? ORDER BY at_ms, fact, of_member",
        { m_org, member }, [](const Row& row) { return row.bytes(0); }));
    std::vector<MemberChange> changes;
    for (const QByteArray& document : documents)
        changes.push_back(TRY(MemberChange::fromJson(QJsonDocument::fromJson(document).object())));
    return changes;
}

Result<void> HubTables::moveChanges(const Id& from, const Id& to)
{
    TRY(m_database.execute("UPDATE member_changes SET member = ? WHERE org = ? AND member = ?", { to, m_org, from }));
    return {};
}

Result<void> HubTables::splitChanges(const Id& from, const Id& member)
{
    TRY(m_database.execute("UPDATE member_changes SET member = ? WHERE org = ? AND member = ? AND of_member = ?", { member, m_org, from, member }));
    return {};
}

Result<std::optional<HubTables::Thing>> HubTables::thing(SharedKind kind, const QString& id)
{
    return m_database.first(
        "SELECT kind, id, document, device, number, mark FROM things WHERE org = ? AND kind = ? AND id = ?", { m_org, sharedKindName(kind), id }, thingOf);
}

Result<std::optional<HubTables::Thing>> HubTables::newestOf(SharedKind kind)
{
    return m_database.first("SELECT kind, id, document, device, number, mark FROM things WHERE org = ? AND kind = ? AND length(document) > 2"
                            " ORDER BY id DESC LIMIT 1",
        { m_org, sharedKindName(kind) }, thingOf);
}

Result<qint64> HubTables::lastEditOfOthers(SharedKind kind, const Id& device)
{
    return m_database.integer(
        "SELECT coalesce(max(number), 0) FROM things WHERE org = ? AND kind = ? AND device <> ?", { m_org, sharedKindName(kind), device });
}

Result<bool> HubTables::isMarkTaken(SharedKind kind, const QString& mark, const QString& id)
{
    return TRY(m_database.integer("SELECT count(*) FROM things WHERE org = ? AND kind = ? AND mark = ? AND id <> ?", { m_org, sharedKindName(kind), mark, id }))
        > 0;
}

Result<void> HubTables::save(const std::vector<Thing>& things)
{
    HubDatabase::Rows rows;
    for (const Thing& thing : things)
        rows.push_back({ m_org, sharedKindName(thing.kind), thing.id, compactUtf8(thing.body), thing.device, thing.number, thing.mark });
    return m_database.executeMany(
        { "INSERT INTO things (org, kind, id, document, device, number, mark) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (org, kind, id)"
          " DO UPDATE SET document = excluded.document, device = excluded.device, number = excluded.number, mark = excluded.mark",
            "INSERT INTO things (org, kind, id, document, device, number, mark)"
            " SELECT * FROM unnest(CAST(? AS bytea[]), CAST(? AS text[]), CAST(? AS text[]), CAST(? AS bytea[]), CAST(? AS bytea[]),"
            " CAST(? AS bigint[]), CAST(? AS text[])) ON CONFLICT (org, kind, id)"
            " DO UPDATE SET document = excluded.document, device = excluded.device, number = excluded.number, mark = excluded.mark" },
        rows);
}

Result<void> HubTables::lockStream(const QString& stream)
{
    TRY(m_database.execute("INSERT INTO streams (org, stream, number) VALUES (?, ?, 0) ON CONFLICT (org, stream) DO NOTHING", { m_org, stream }));
    TRY(m_database.integer({ "SELECT number FROM streams WHERE org = ? AND stream = ?", "SELECT number FROM streams WHERE org = ? AND stream = ? FOR UPDATE" },
        { m_org, stream }));
    return {};
}

Result<std::map<HubTables::FeedKey, qint64>> HubTables::publish(const std::set<FeedKey>& keys)
{
    std::map<QString, qint64> counts;
    for (const FeedKey& key : keys)
        ++counts[key.stream];
    std::map<QString, qint64> next;
    for (const auto& [stream, count] : counts) // in the order of their names, so that two hubs never wait for each other
        next[stream] = TRY(m_database.integer("INSERT INTO streams (org, stream, number) VALUES (?, ?, ?)"
                                              " ON CONFLICT (org, stream) DO UPDATE SET number = streams.number + excluded.number RETURNING number",
                           { m_org, stream, count }))
            - count + 1;
    std::map<FeedKey, qint64> numbers;
    HubDatabase::Rows rows;
    for (const FeedKey& key : keys) {
        const qint64 number = numbers[key] = next[key.stream]++;
        rows.push_back({ m_org, key.stream, sharedKindName(key.kind), key.id, number });
    }
    TRY(m_database.executeMany({ "INSERT INTO feed (org, stream, kind, id, number) VALUES (?, ?, ?, ?, ?)"
                                 " ON CONFLICT (org, stream, kind, id) DO UPDATE SET number = excluded.number",
                                   "INSERT INTO feed (org, stream, kind, id, number)"
                                   " SELECT * FROM unnest(CAST(? AS bytea[]), CAST(? AS text[]), CAST(? AS text[]), CAST(? AS text[]), CAST(? AS bigint[]))"
                                   " ON CONFLICT (org, stream, kind, id) DO UPDATE SET number = excluded.number" },
        rows));
    return numbers;
}

Result<std::map<QString, qint64>> HubTables::streams()
{
    std::map<QString, qint64> numbers;
    TRY(m_database.forEach("SELECT stream, number FROM streams WHERE org = ?", { m_org }, [&](const Row& row) { numbers[row.text(0)] = row.integer(1); }));
    return numbers;
}

Result<qint64> HubTables::lastNumber(const QString& stream)
{
    return m_database.integer("SELECT coalesce(max(number), 0) FROM streams WHERE org = ? AND stream = ?", { m_org, stream });
}

Result<std::multimap<Id, QString>> HubTables::streamsOf(const std::vector<Id>& members)
{
    HubDatabase::Rows rows;
    for (const Id& member : members)
        rows.push_back({ m_org, sharedKindName(SharedKind::Member), member.toString() });
    std::multimap<Id, QString> streams;
    // Left to choose, SQLite walks through the whole feed by its key, since that holds the stream as well.
    TRY(m_database.forEachOf({ "SELECT id, stream FROM feed INDEXED BY feed_by_thing WHERE org = ? AND kind = ? AND id = ?",
                                 "SELECT id, stream FROM feed WHERE (org, kind, id) IN"
                                 " (SELECT * FROM unnest(CAST(? AS bytea[]), CAST(? AS text[]), CAST(? AS text[])))" },
        rows, [&](const Row& row) { streams.emplace(MUST(Id::fromString(row.text(0))), row.text(1)); }));
    return streams;
}

Result<std::vector<HubTables::FeedRow>> HubTables::feed(const QString& stream, qint64 after, int limit)
{
    return m_database.all("SELECT kind, id, number FROM feed WHERE org = ? AND stream = ? AND number > ? ORDER BY number LIMIT ?",
        { m_org, stream, after, limit }, [](const Row& row) {
            return FeedRow { MUST(sharedKindFromName(row.text(0))), row.text(1), row.integer(2) };
        });
}

Result<qint64> HubTables::countAfter(const QString& stream, qint64 after)
{
    return m_database.integer("SELECT count(*) FROM feed WHERE org = ? AND stream = ? AND number > ?", { m_org, stream, after });
}

}
