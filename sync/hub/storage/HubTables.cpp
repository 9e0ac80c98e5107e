// SPDX-License-Identifier: GPL-3.0-or-later
// Organisation, stores, devices, facts, exceptions; members, things and the feed are in HubRows.cpp.
#include "sync/hub/storage/HubTables.h"

#include "core/base/Json.h"

#include <QJsonDocument>

namespace tangyuan::sync {

namespace {

HubTables::Device deviceOf(const Row& row)
{
    return { row.id(0), row.text(1), row.text(2), row.bytes(3), row.bytes(4), row.time(5), row.isNull(6) ? std::nullopt : std::optional(row.time(6)),
        row.integer(7) == 1, static_cast<qint32>(row.integer(8)) };
}

HubException exceptionOf(const Row& row)
{
    return { row.id(0), row.text(1), row.text(2), row.time(3), row.id(4), row.text(5), QJsonDocument::fromJson(row.bytes(6)).object(), !row.isNull(7) };
}

}

Result<void> HubTables::lockBeginning(HubDatabase& database)
{
    TRY(database.integer({ "SELECT 1", "SELECT 1 FROM pg_advisory_xact_lock(7401962)" }));
    return {};
}

Result<std::optional<HubTables::Organisation>> HubTables::organisation(HubDatabase& database)
{
    return database.first("SELECT org, name, generation, key_fingerprint FROM organisations", {}, [](const Row& row) {
        return Organisation { row.id(0), row.text(1), row.id(2), row.bytes(3) };
    });
}

Result<void> HubTables::insert(HubDatabase& database, const Organisation& made)
{
    TRY(database.execute("INSERT INTO organisations (org, name, generation, key_fingerprint) VALUES (?, ?, ?, ?)"
                         " ON CONFLICT (org) DO UPDATE SET name = excluded.name, generation = excluded.generation",
        { made.id, made.name, made.generation, made.keyFingerprint }));
    return {};
}

Result<void> HubTables::save(const Store& store)
{
    TRY(m_database.execute(
        "INSERT INTO stores (org, code, name) VALUES (?, ?, ?) ON CONFLICT (org, code) DO UPDATE SET name = excluded.name", { m_org, store.code, store.name }));
    return {};
}

Result<std::vector<HubTables::Store>> HubTables::stores()
{
    return m_database.all("SELECT code, name FROM stores WHERE org = ? ORDER BY code", { m_org }, [](const Row& row) {
        return Store { row.text(0), row.text(1) };
    });
}

Result<std::optional<HubTables::Store>> HubTables::store(const QString& code)
{
    return m_database.first("SELECT code, name FROM stores WHERE org = ? AND code = ?", { m_org, code }, [](const Row& row) {
        return Store { row.text(0), row.text(1) };
    });
}

Result<void> HubTables::insertEnrolment(const QByteArray& secretHash, const QString& store, UtcTime until)
{
    TRY(m_database.execute("INSERT INTO enrolments (org, secret_hash, store, until_ms) VALUES (?, ?, ?, ?)", { m_org, secretHash, store, until }));
    return {};
}

Result<std::optional<QString>> HubTables::storeOfEnrolment(const QByteArray& secretHash, const Id& device, UtcTime now)
{
    return m_database.first(
        { "SELECT store FROM enrolments WHERE org = ? AND secret_hash = ? AND until_ms >= ? AND (used_by IS NULL OR used_by = ?)",
            "SELECT store FROM enrolments WHERE org = ? AND secret_hash = ? AND until_ms >= ? AND (used_by IS NULL OR used_by = ?) FOR UPDATE" },
        { m_org, secretHash, now, device }, [](const Row& row) { return row.text(0); });
}

Result<void> HubTables::useEnrolment(const QByteArray& secretHash, const Id& device)
{
    TRY(m_database.execute("UPDATE enrolments SET used_by = ? WHERE org = ? AND secret_hash = ?", { device, m_org, secretHash }));
    return {};
}

Result<std::optional<HubTables::Device>> HubTables::device(const Id& id)
{
    return m_database.first(
        "SELECT id, code, store, public_key, receipt_key, enrolled_ms, seen_ms, revoked, epoch FROM devices WHERE org = ? AND id = ?", { m_org, id }, deviceOf);
}

Result<std::optional<HubTables::Device>> HubTables::lockedDevice(const Id& id)
{
    return m_database.first(
        { "SELECT id, code, store, public_key, receipt_key, enrolled_ms, seen_ms, revoked, epoch FROM devices WHERE org = ? AND id = ?",
            "SELECT id, code, store, public_key, receipt_key, enrolled_ms, seen_ms, revoked, epoch FROM devices WHERE org = ? AND id = ? FOR UPDATE" },
        { m_org, id }, deviceOf);
}

Result<std::optional<HubTables::Device>> HubTables::deviceByCode(const QString& code)
{
    return m_database.first("SELECT id, code, store, public_key, receipt_key, enrolled_ms, seen_ms, revoked, epoch FROM devices WHERE org = ? AND code = ?",
        { m_org, code }, deviceOf);
}

Result<std::vector<HubTables::Device>> HubTables::devices()
{
    return m_database.all("SELECT id, code, store, public_key, receipt_key, enrolled_ms, seen_ms, revoked, epoch,"
                          " (SELECT count(*) FROM facts WHERE facts.org = devices.org AND facts.device = devices.id) FROM devices WHERE org = ? ORDER BY code",
        { m_org }, [](const Row& row) {
            Device device = deviceOf(row);
            device.facts = row.integer(9);
            return device;
        });
}

Result<void> HubTables::save(const Device& device)
{
    TRY(m_database.execute("INSERT INTO devices (org, id, code, store, public_key, receipt_key, enrolled_ms, revoked, epoch) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)"
                           " ON CONFLICT (org, id) DO UPDATE SET code = excluded.code, store = excluded.store, public_key = excluded.public_key,"
                           " receipt_key = excluded.receipt_key, revoked = 0",
        { m_org, device.id, device.code, device.store, device.publicKey, device.receiptKey, device.enrolledAt, device.epoch }));
    return {};
}

Result<void> HubTables::setEpoch(const Id& device, qint32 epoch)
{
    TRY(m_database.execute("UPDATE devices SET epoch = ? WHERE org = ? AND id = ?", { epoch, m_org, device }));
    return {};
}

Result<void> HubTables::setSeen(const Id& device, UtcTime at)
{
    TRY(m_database.execute("UPDATE devices SET seen_ms = ? WHERE org = ? AND id = ?", { at, m_org, device }));
    return {};
}

Result<bool> HubTables::revoke(const QString& code)
{
    return TRY(m_database.execute("UPDATE devices SET revoked = 1 WHERE org = ? AND code = ?", { m_org, code })) > 0;
}

Result<std::optional<HubTables::Branch>> HubTables::branch(const Id& device, qint32 number)
{
    return m_database.first("SELECT branch, epoch, seq, hash, least_epoch, last_ms FROM branches WHERE org = ? AND device = ? AND branch = ?",
        { m_org, device, number }, [](const Row& row) {
            return Branch { static_cast<qint32>(row.integer(0)), { static_cast<qint32>(row.integer(1)), row.integer(2) }, row.bytes(3),
                static_cast<qint32>(row.integer(4)), row.time(5) };
        });
}

Result<qint32> HubTables::lastBranch(const Id& device)
{
    return static_cast<qint32>(TRY(m_database.integer("SELECT coalesce(max(branch), -1) FROM branches WHERE org = ? AND device = ?", { m_org, device })));
}

Result<void> HubTables::save(const Id& device, const Branch& branch)
{
    TRY(m_database.execute("INSERT INTO branches (org, device, branch, epoch, seq, hash, least_epoch, last_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                           " ON CONFLICT (org, device, branch) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq, hash = excluded.hash,"
                           " least_epoch = excluded.least_epoch, last_ms = excluded.last_ms",
        { m_org, device, branch.number, branch.head.epoch, branch.head.seq, branch.hash, branch.leastEpoch, branch.lastAt }));
    return {};
}

Result<std::map<Id, QByteArray>> HubTables::hashesOf(const std::vector<Id>& facts)
{
    HubDatabase::Rows rows;
    for (const Id& fact : facts)
        rows.push_back({ m_org, fact });
    std::map<Id, QByteArray> hashes;
    TRY(m_database.forEachOf({ "SELECT id, hash FROM facts WHERE org = ? AND id = ?",
                                 "SELECT id, hash FROM facts WHERE (org, id) IN"
                                 " (SELECT * FROM unnest(CAST(? AS bytea[]), CAST(? AS bytea[])))" },
        rows, [&](const Row& row) { hashes[row.id(0)] = row.bytes(1); }));
    return hashes;
}

Result<std::optional<QByteArray>> HubTables::hashAt(const Id& device, qint32 branch, FactKey key)
{
    return m_database.first("SELECT hash FROM facts WHERE org = ? AND device = ? AND branch = ? AND epoch = ? AND seq = ?",
        { m_org, device, branch, key.epoch, key.seq }, [](const Row& row) { return row.bytes(0); });
}

Result<void> HubTables::insertFacts(const Id& device, qint32 branch, const std::vector<Fact>& facts, UtcTime received)
{
    HubDatabase::Rows rows;
    for (const Fact& fact : facts)
        rows.push_back({ m_org, fact.id, device, branch, fact.key.epoch, fact.key.seq, fact.type, fact.version, fact.businessDate, fact.at, received, fact.body,
            fact.previousHash, fact.hash });
    return m_database.executeMany(
        { "INSERT INTO facts (org, id, device, branch, epoch, seq, type, version, business_date, at_ms, received_ms, body, previous_hash, hash)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            "INSERT INTO facts (org, id, device, branch, epoch, seq, type, version, business_date, at_ms, received_ms, body, previous_hash, hash)"
            " SELECT * FROM unnest(CAST(? AS bytea[]), CAST(? AS bytea[]), CAST(? AS bytea[]), CAST(? AS bigint[]), CAST(? AS bigint[]),"
            " CAST(? AS bigint[]), CAST(? AS text[]), CAST(? AS bigint[]), CAST(? AS bigint[]), CAST(? AS bigint[]), CAST(? AS bigint[]),"
            " CAST(? AS bytea[]), CAST(? AS bytea[]), CAST(? AS bytea[]))" },
        rows);
}

Result<void> HubTables::forEachFact(const std::function<void(const StoredFact&)>& onFact)
{
    return m_database.forEach("SELECT device, branch, epoch, seq, id, type, version, business_date, at_ms, body, previous_hash, hash FROM facts WHERE org = ?"
                              " ORDER BY device, branch, epoch, seq",
        { m_org }, [&](const Row& row) {
            onFact({ row.id(0), static_cast<qint32>(row.integer(1)),
                { { static_cast<qint32>(row.integer(2)), row.integer(3) }, row.id(4), row.text(5), static_cast<int>(row.integer(6)), row.date(7), row.time(8),
                    row.bytes(9), row.bytes(10), row.bytes(11) } });
        });
}

Result<void> HubTables::insert(const std::vector<Sale>& sales)
{
    HubDatabase::Rows rows;
    for (const Sale& sale : sales)
        rows.push_back({ m_org, sale.fact, sale.store, sale.date, sale.total, sale.isRefund ? 1 : 0, sale.hasMember ? 1 : 0 });
    return m_database.executeMany(
        { "INSERT INTO sales (org, fact, store, business_date, total_minor, is_refund, has_member) VALUES (?, ?, ?, ?, ?, ?, ?)"
          " ON CONFLICT (org, fact) DO NOTHING",
            "INSERT INTO sales (org, fact, store, business_date, total_minor, is_refund, has_member)"
            " SELECT * FROM unnest(CAST(? AS bytea[]), CAST(? AS bytea[]), CAST(? AS text[]), CAST(? AS bigint[]), CAST(? AS bigint[]),"
            " CAST(? AS bigint[]), CAST(? AS bigint[])) ON CONFLICT (org, fact) DO NOTHING" },
        rows);
}

Result<std::vector<StoreDay>> HubTables::salesByDay(BusinessDate from, BusinessDate to)
{
    return m_database.all("SELECT business_date, store, count(*) - sum(is_refund), sum(is_refund), sum(has_member * (1 - is_refund)),"
                          " sum(total_minor) FROM sales"
                          " WHERE org = ? AND business_date BETWEEN ? AND ? GROUP BY business_date, store ORDER BY business_date DESC, store",
        { m_org, from, to }, [](const Row& row) {
            return StoreDay { row.date(0), row.text(1), { row.integer(2), row.integer(3), row.integer(4), row.money(5) } };
        });
}

Result<void> HubTables::insert(const std::vector<Exception>& exceptions)
{
    HubDatabase::Rows rows;
    for (const Exception& exception : exceptions)
        rows.push_back({ m_org, exception.told.id, exception.mark, exception.told.kind, exception.told.subject, exception.told.at, exception.told.fact,
            exception.told.till, exception.store, compactUtf8(exception.told.details) });
    return m_database.executeMany(
        { "INSERT INTO exceptions (org, id, mark, kind, subject, at_ms, fact, till, store, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          " ON CONFLICT (org, mark) DO NOTHING",
            "INSERT INTO exceptions (org, id, mark, kind, subject, at_ms, fact, till, store, details)"
            " SELECT * FROM unnest(CAST(? AS bytea[]), CAST(? AS bytea[]), CAST(? AS text[]), CAST(? AS text[]), CAST(? AS text[]),"
            " CAST(? AS bigint[]), CAST(? AS bytea[]), CAST(? AS text[]), CAST(? AS text[]), CAST(? AS bytea[])) ON CONFLICT (org, mark) DO NOTHING" },
        rows);
}

Result<bool> HubTables::isTold(const QString& mark)
{
    return TRY(m_database.integer("SELECT count(*) FROM exceptions WHERE org = ? AND mark = ?", { m_org, mark })) > 0;
}

Result<void> HubTables::resolveOthers(const QString& markPrefix, const std::set<QString>& marks, UtcTime now)
{
    const auto open = TRY(m_database.all("SELECT mark FROM exceptions WHERE org = ? AND resolved_ms IS NULL AND substr(mark, 1, ?) = ?",
        { m_org, markPrefix.size(), markPrefix }, [](const Row& row) { return row.text(0); }));
    for (const QString& mark : open)
        if (!marks.contains(mark))
            TRY(m_database.execute("UPDATE exceptions SET resolved_ms = ? WHERE org = ? AND mark = ?", { now, m_org, mark }));
    return {};
}

Result<std::vector<HubException>> HubTables::exceptions(const std::optional<QString>& store, Resolved resolved, int limit)
{
    return m_database.all("SELECT id, kind, subject, at_ms, fact, till, details, resolved_ms FROM exceptions WHERE org = ? AND (? = '' OR store = ?)"
                          " AND (resolved_ms IS NULL OR ? = 1) ORDER BY at_ms DESC, id DESC LIMIT ?",
        { m_org, store.value_or(QString()), store.value_or(QString()), resolved == Resolved::Included ? 1 : 0, limit }, exceptionOf);
}

Result<std::optional<HubException>> HubTables::exception(const Id& id)
{
    return m_database.first(
        "SELECT id, kind, subject, at_ms, fact, till, details, resolved_ms FROM exceptions WHERE org = ? AND id = ?", { m_org, id }, exceptionOf);
}

Result<bool> HubTables::resolve(const Id& id, const std::optional<QString>& store, UtcTime now)
{
    return TRY(m_database.execute("UPDATE exceptions SET resolved_ms = coalesce(resolved_ms, ?) WHERE org = ? AND id = ? AND (? = '' OR store = ?)",
               { now, m_org, id, store.value_or(QString()), store.value_or(QString()) }))
        > 0;
}

Result<qint64> HubTables::openExceptions(const std::optional<QString>& store)
{
    return m_database.integer("SELECT count(*) FROM exceptions WHERE org = ? AND resolved_ms IS NULL AND (? = '' OR store = ?)",
        { m_org, store.value_or(QString()), store.value_or(QString()) });
}

Result<HubTables::Counts> HubTables::counts()
{
    const auto counts = TRY(m_database.first("SELECT (SELECT count(*) FROM devices WHERE org = ? AND revoked = 0), (SELECT count(*) FROM facts WHERE org = ?),"
                                             " (SELECT count(*) FROM members WHERE org = ? AND alias_of IS NULL)",
        { m_org, m_org, m_org }, [](const Row& row) {
            return Counts { row.integer(0), row.integer(1), row.integer(2), 0 };
        }));
    Counts known = counts.value_or(Counts {});
    known.openExceptions = TRY(openExceptions({}));
    return known;
}

}
