// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/SyncBench.h"

#include "core/domain/members/MemberNumber.h"
#include "sync/hub/storage/HubTables.h"
#include "tests/bench/BareConnection.h"
#include "tests/bench/Measure.h"
#include "tests/support/chain/Chain.h"
#include "tests/support/PostgresCluster.h"

#include <QFileInfo>
#include <QJsonDocument>

#include <ctime>

namespace tangyuan {

using namespace sync;

namespace {

constexpr const char* store = "S1";
constexpr double aimFactsPerSecond = 5'000;
constexpr double aimRowsPerSecond = 10'000;
constexpr double mebibyte = 1'024 * 1'024;

/// Wall time, and how much of it this thread worked itself; the rest it waited for the database, the disk or the processor.
class Stopwatch {
public:
    template <class Work>
    auto measure(Work work)
    {
        struct Lap {
            Stopwatch& watch;
            qint64 startNs = wallNs();
            qint64 ownStartNs = threadNs();
            ~Lap()
            {
                watch.m_ns += wallNs() - startNs;
                watch.m_ownNs += threadNs() - ownStartNs;
            }
        } lap { *this };
        return work();
    }
    double seconds() const { return static_cast<double>(m_ns) / 1e9; }
    double ownSeconds() const { return static_cast<double>(m_ownNs) / 1e9; }

private:
    static qint64 read(clockid_t clock)
    {
        timespec time {};
        clock_gettime(clock, &time);
        return static_cast<qint64>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
    }
    static qint64 wallNs() { return read(CLOCK_MONOTONIC); }
    static qint64 threadNs() { return read(CLOCK_THREAD_CPUTIME_ID); }

    qint64 m_ns = 0;
    qint64 m_ownNs = 0;
};

/// Of something where more is better: the ratio is again ours ÷ the limit's cost.
void reportRate(const char* name, double perSecond, const char* unit, double limitPerSecond, const char* limit)
{
    std::printf("bench %s %.0f %s ratio=%.2f limit=%s\n", name, perSecond, unit, limitPerSecond / perSecond, limit);
    std::fflush(stdout);
}

/// A till at which members registered and bought, a sale of theirs after the other.
void trade(ChainTill& till, int facts, int buyers)
{
    till.stock();
    std::vector<Member> members;
    constexpr int factsPerCommit = 1'000;
    for (int done = 0; done < facts;) {
        Transaction transaction = MUST(Transaction::begin(till.till().database()));
        for (const int end = std::min(done + factsPerCommit, facts); done < end; ++done) {
            if (done % (facts / buyers) == 0)
                members.push_back(till.member(qPrintable(QStringLiteral("139%1").arg(done, 8, 10, QLatin1Char('0')))));
            else
                till.sell(members[till.random().below(members.size())], 10);
        }
        MUST(transaction.commit());
    }
}

/// Everything that the till tells the hub, as it was told; the time of the pushes goes onto the stopwatch.
std::vector<HubRequest> pushesOf(ChainTill& till, Hub& hub, Stopwatch& watch)
{
    std::vector<HubRequest> pushes;
    till.session().wake();
    while (const auto request = MUST(till.session().next())) {
        const bool isPush = request->path == QLatin1String("/v1/facts");
        const HubReply reply = isPush ? watch.measure([&] { return hub.handle(*request); }) : hub.handle(*request);
        if (isPush && reply.status == 200)
            pushes.push_back(*request);
        MUST(till.session().answered(reply));
    }
    return pushes;
}

/// The rows that pushes left in the tables, cut into the batches in which they came, and each batch written once more into tables
/// of the same form in the schema "bare".
struct CopiedTable {
    const char* name;
    const char* columns;
    const char* onConflict;
};
constexpr std::array copiedTables {
    CopiedTable { "facts", "org, id, device, branch, epoch, seq, type, version, business_date, at_ms, received_ms, body, previous_hash, hash", "" },
    CopiedTable { "sales", "org, fact, store, business_date, total_minor, is_refund, has_member", "" },
    CopiedTable { "member_changes", "org, member, at_ms, fact, of_member, document", "" },
    CopiedTable { "members", "org, id, number, document, wrapped_key, phone_index, tail_index, alias_of",
        " ON CONFLICT (org, id) DO UPDATE SET number = excluded.number, document = excluded.document, wrapped_key = excluded.wrapped_key,"
        " phone_index = excluded.phone_index, tail_index = excluded.tail_index, alias_of = excluded.alias_of" },
    CopiedTable { "feed", "org, stream, kind, id, number", " ON CONFLICT (org, stream, kind, id) DO UPDATE SET number = excluded.number" },
};

QStringList stagingStatements(const char* hexOfId)
{
    const QString hex = QLatin1String(hexOfId);
    return { QStringLiteral("CREATE TABLE staged_facts AS SELECT facts.*, (seq - 1) / %1 AS batch FROM facts").arg(factsPerPush),
        QStringLiteral("CREATE INDEX staged_by_id ON staged_facts (id)"),
        QStringLiteral("CREATE TABLE staged_sales AS SELECT sales.*, batch FROM sales JOIN staged_facts ON staged_facts.id = sales.fact"),
        QStringLiteral("CREATE TABLE staged_member_changes AS SELECT member_changes.*, batch FROM member_changes JOIN staged_facts ON staged_facts.id = fact"),
        QStringLiteral(
            "CREATE TABLE staged_members AS SELECT members.*, batch FROM members JOIN (SELECT DISTINCT member, batch FROM staged_member_changes) AS touched"
            " ON touched.member = members.id"),
        QStringLiteral("CREATE TABLE staged_feed AS SELECT feed.org, stream, kind, feed.id, row_number() OVER (ORDER BY batch, feed.id) AS number, batch"
                       " FROM feed JOIN staged_members ON replace(feed.id, '-', '') = ")
            + hex,
        QStringLiteral("CREATE INDEX facts_staged ON staged_facts (batch)"), QStringLiteral("CREATE INDEX sales_staged ON staged_sales (batch)"),
        QStringLiteral("CREATE INDEX changes_staged ON staged_member_changes (batch)"), QStringLiteral("CREATE INDEX members_staged ON staged_members (batch)"),
        QStringLiteral("CREATE INDEX feed_staged ON staged_feed (batch)") };
}

QString copyStatements(const QString& batch)
{
    QString script;
    for (const CopiedTable& table : copiedTables) {
        const QString name = QLatin1String(table.name);
        const QString columns = QLatin1String(table.columns);
        script += QStringLiteral("INSERT INTO bare.") + name + QStringLiteral(" (") + columns + QStringLiteral(") SELECT ") + columns
            + QStringLiteral(" FROM staged_") + name + QStringLiteral(" WHERE batch = ") + batch + QLatin1String(table.onConflict) + QStringLiteral(";\n");
    }
    return script;
}

/// Seconds that PostgreSQL takes to copy the rows within itself.
double postgresCopySeconds(const PostgresCluster& cluster, const QString& database, int batches)
{
    const auto run = [&](const QString& sql) {
        const auto output = cluster.run(database, sql);
        VERIFY(output);
        return *output;
    };
    run(QStringLiteral("CREATE SCHEMA bare"));
    for (const CopiedTable& table : copiedTables)
        run(QStringLiteral("CREATE TABLE bare.%1 (LIKE public.%1 INCLUDING ALL)").arg(QLatin1String(table.name)));
    for (const QString& statement : stagingStatements("encode(staged_members.id, 'hex')"))
        run(statement);
    run(QStringLiteral("CREATE TABLE took (seconds double precision)"));
    run(QStringLiteral("ANALYZE"));
    run(QStringLiteral("DO $$ DECLARE begun timestamptz := clock_timestamp(); BEGIN FOR copied IN 0..%1 LOOP\n%2COMMIT;\nEND LOOP;"
                       " INSERT INTO took VALUES (extract(epoch FROM clock_timestamp() - begun)); END $$")
            .arg(batches - 1)
            .arg(copyStatements(QStringLiteral("copied"))));
    VERIFY(run(QStringLiteral("SELECT (SELECT count(*) FROM bare.facts) = (SELECT count(*) FROM facts)")) == QLatin1String("t"));
    return run(QStringLiteral("SELECT seconds FROM took")).toDouble();
}

/// The same by the sqlite3 C interface, from a copy of the hub's database into another file.
double sqliteCopySeconds(const QString& hubFile, const QString& folder, int batches)
{
    const QString source = folder + QStringLiteral("/copied.sqlite");
    const QString target = folder + QStringLiteral("/bare.sqlite");
    MUST(HubDatabase::open(target));
    BareConnection(hubFile).run("VACUUM INTO '" + source.toUtf8() + "'");
    BareConnection bare(source);
    bare.run("ATTACH '" + target.toUtf8() + "' AS bare; PRAGMA bare.synchronous=FULL; PRAGMA bare.cache_size=-32768");
    for (const QString& statement : stagingStatements("lower(hex(staged_members.id))"))
        bare.run(statement.toUtf8());
    QElapsedTimer timer;
    timer.start();
    for (int batch = 0; batch < batches; ++batch)
        bare.run("BEGIN IMMEDIATE;\n" + copyStatements(QString::number(batch)).toUtf8() + "COMMIT");
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

void reportIngest(const char* name, int facts, const Stopwatch& watch, double copySeconds, const char* limit)
{
    reportRate(name, facts / watch.seconds(), "facts_per_s", facts / copySeconds, limit);
    std::printf("  %d facts in %.2f s, of which our own code worked %.0f %% and the rest waited; copying the rows alone %.2f s\n", facts, watch.seconds(),
        100 * watch.ownSeconds() / watch.seconds(), copySeconds);
}

// What a hub and a till know of a member who registered, bought three times and spent some points.
MemberRowBody memberOf(qint64 serial, const Clock& clock, Random& random)
{
    constexpr qsizetype wrappedKeyBytes = 72;
    constexpr qsizetype indexBytes = 16;
    constexpr qsizetype profileBytes = 220;
    const BusinessDate today = BusinessCalendar {}.businessDate(clock.now());
    MemberRecord record { .id = Id::make(clock, random) };
    const auto happened = [&](const char* type) {
        return MemberChange {
            .member = record.id, .fact = Id::make(clock, random), .type = QLatin1String(type), .at = { clock.now().ms + serial }, .date = today
        };
    };
    MemberChange registration = happened("member.registered");
    registration.number = memberNumberOf(10'000'000 + serial);
    registration.tier = Tier::Regular;
    registration.profile = random.bytes(profileBytes);
    registration.parts = { { QStringLiteral("welcome"), QStringLiteral("welcome"), 1, { effect::Grant { Currency::Points, 50, {}, today.addDays(30), {} } } } };
    fold(record, registration);
    for (const qint64 spent : { 0, 0, 60 }) {
        MemberChange sale = happened("sale.committed");
        sale.parts = { { QStringLiteral("sale"), {}, 1,
            { effect::Spend { Currency::Points, spent }, effect::Grant { Currency::Points, 18, {}, today.addDays(365), {} } } } };
        fold(record, sale);
    }
    compact(record);
    return { std::move(record), { random.bytes(wrappedKeyBytes), random.bytes(indexBytes), random.bytes(indexBytes) } };
}

/// The tables that taking over a member writes.
constexpr std::array memberTables { "lots", "owed", "counts", "ledger_entries", "member_tags" };

/// Rows of a till's database that are of members.
qint64 memberRows(BareConnection& bare)
{
    qint64 rows = 0;
    const auto count = [&](const char* table) {
        bare.forEach(QByteArray("SELECT count(*) FROM main.") + table, [&](sqlite3_stmt* row) { rows += sqlite3_column_int64(row, 0); });
    };
    count("members");
    for (const char* table : memberTables)
        count(table);
    return rows;
}

struct BareCopy {
    double seconds = 0;
    qint64 rows = 0;
    qint64 bytes = 0; ///< of the database
};
/// The rows of members from a filled till's database into a new till's, by the sqlite3 C interface, a commit a page.
BareCopy copyMembers(const QString& filled, const QString& fresh, qint64 members)
{
    BareCopy copy;
    {
        BareConnection bare(filled);
        bare.run("ATTACH '" + fresh.toUtf8() + "' AS bare; PRAGMA bare.synchronous=FULL; PRAGMA bare.cache_size=-32768; PRAGMA wal_autocheckpoint="
            + QByteArray::number(Database::longestLogPages));
        copy.rows = memberRows(bare);
        QElapsedTimer timer;
        timer.start();
        for (qint64 first = 1; first <= members; first += rowsPerPull) {
            const QByteArray range = " BETWEEN " + QByteArray::number(first) + " AND " + QByteArray::number(first + rowsPerPull - 1) + ";\n";
            QByteArray script = "BEGIN IMMEDIATE;\nINSERT INTO bare.members SELECT * FROM main.members WHERE key" + range;
            for (const char* table : memberTables)
                script += QByteArray("INSERT INTO bare.") + table + " SELECT * FROM main." + table + " WHERE member" + range;
            bare.run(script + "COMMIT");
        }
        copy.seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    }
    copy.bytes = QFileInfo(fresh).size();
    return copy;
}

/// A till's database as it is before anything comes; and where it is once the till is closed.
QString freshDatabase(ChainTill& till)
{
    const QString file = till.folder() + QStringLiteral("/fresh.sqlite");
    till.backupTo(file);
    BareConnection(file).run("PRAGMA journal_mode=WAL");
    return file;
}

QString closedDatabase(ChainTill& till)
{
    const QString file = till.till().database().filePath();
    till.close();
    return file;
}

/// So many members in the hub's tables and in the stream of the store.
void fillHub(Chain& chain, int members)
{
    HubTables hub(chain.database(), chain.hub().organisation());
    for (int done = 0; done < members; done += rowsPerPull) {
        std::vector<HubTables::MemberRow> rows;
        std::set<HubTables::FeedKey> feed;
        for (int serial = done; serial < std::min(done + rowsPerPull, members); ++serial) {
            const MemberRowBody member = memberOf(serial, chain.clock(), chain.random());
            rows.push_back({ member.record.id, member.record, member.keys, {} });
            feed.insert({ streams::ofStore(QLatin1String(store)), SharedKind::Member, member.record.id.toString() });
        }
        MUST(chain.database().transaction(HubDatabase::Access::Write, [&]() -> Result<void> {
            TRY(hub.save(rows));
            TRY(hub.publish(feed));
            return {};
        }));
    }
}

}

void benchHubIngest(const SyncBenchSizes& sizes)
{
    Chain chain;
    ChainTill till(QStringLiteral("A01"), chain.clock().now(), 1);
    VERIFY(chain.enrol(till, store).status == 200);
    trade(till, sizes.facts, sizes.buyers);
    chain.clock().set(till.clock().now());

    Stopwatch sqlite;
    const std::vector<HubRequest> pushes = pushesOf(till, chain.hub(), sqlite);
    VERIFY(chain.exceptions().empty());
    const int facts = static_cast<int>(MUST(chain.hub().counts()).facts);
    const int batches = (facts + factsPerPush - 1) / factsPerPush;
    reportIngest("hub_ingest_sqlite", facts, sqlite, sqliteCopySeconds(chain.where(), till.folder(), batches), "sqlite_insert_select");

    PostgresCluster cluster(PostgresCluster::Durability::Honest);
    if (!cluster.available()) {
        std::printf("hub_ingest: no PostgreSQL: %s\n", qPrintable(cluster.trouble()));
        return;
    }
    VERIFY(cluster.createDatabase(QStringLiteral("hub")));
    Stopwatch postgres;
    {
        Chain second(2, cluster.uri(QStringLiteral("hub")), chain.key());
        second.clock().set(chain.clock().now());
        VERIFY(second.hub().handle(enrolRequest(till.till(), second.invite(store))).status == 200);
        for (const HubRequest& push : pushes)
            VERIFY(postgres.measure([&] { return second.hub().handle(push); }).status == 200);
        VERIFY(MUST(second.hub().counts()).facts == facts);
    }
    const double copySeconds = postgresCopySeconds(cluster, QStringLiteral("hub"), batches);
    reportIngest("hub_ingest", facts, postgres, copySeconds, "postgres_insert_select");
    reportRate("hub_ingest", facts / postgres.seconds(), "facts_per_s", aimFactsPerSecond, "aim_5000_per_s");
}

void benchReplicaApply(const SyncBenchSizes& sizes)
{
    ChainTill till(QStringLiteral("A01"), { 1'795'000'000'000 }, 1);
    const QString fresh = freshDatabase(till);
    Stopwatch watch;
    for (int done = 0; done < sizes.pageMembers; done += rowsPerPull) {
        Till::HubPage page { {}, { { streams::ofStore(QLatin1String(store)), done + rowsPerPull } }, {} };
        for (int serial = done; serial < std::min(done + rowsPerPull, sizes.pageMembers); ++serial) {
            const MemberRowBody member = memberOf(serial, till.clock(), till.random());
            page.rows.push_back({ SharedKind::Member, member.record.id.toString(), member.toJson() });
        }
        watch.measure([&] { MUST(till.till().takeOver(page)); });
    }
    const BareCopy copy = copyMembers(closedDatabase(till), fresh, sizes.pageMembers);
    const auto rows = static_cast<double>(copy.rows);
    reportRate("replica_apply", rows / watch.seconds(), "table_rows_per_s", rows / copy.seconds, "bare_insert_select");
    reportRate("replica_apply", rows / watch.seconds(), "table_rows_per_s", aimRowsPerSecond, "aim_10000_per_s");
    std::printf("  %d members, %.0f table rows in %.2f s, of which our own thread worked %.0f %%; bare inserts %.2f s\n", sizes.pageMembers, rows,
        watch.seconds(), 100 * watch.ownSeconds() / watch.seconds(), copy.seconds);
}

void benchFirstFill(const SyncBenchSizes& sizes)
{
    Chain chain;
    fillHub(chain, sizes.fillMembers);
    ChainTill till(QStringLiteral("A01"), chain.clock().now(), 1);
    const QString fresh = freshDatabase(till);
    VERIFY(chain.enrol(till, store).status == 200);
    Stopwatch watch;
    qint64 plainBytes = 0;
    qint64 wireBytes = 0;
    till.session().wake();
    while (const auto request = watch.measure([&] { return MUST(till.session().next()); })) {
        watch.measure([&] {
            const HubReply reply = chain.hub().handle(*request);
            const QByteArray plain = QJsonDocument(reply.body).toJson(QJsonDocument::Compact);
            const QByteArray wire = compressed(plain);
            plainBytes += plain.size();
            wireBytes += wire.size();
            MUST(till.session().answered({ reply.status, QJsonDocument::fromJson(MUST(decompressed(wire, plain.size()))).object() }));
        });
    }
    VERIFY(MUST(till.till().members().count()) == sizes.fillMembers);
    const QString filled = closedDatabase(till);
    const BareCopy copy = copyMembers(filled, fresh, sizes.fillMembers);
    report("first_fill", watch.seconds(), "s", copy.seconds, "bare_insert_select");
    reportRate("first_fill_members", sizes.fillMembers / watch.seconds(), "members_per_s", sizes.fillMembers / copy.seconds, "bare_insert_select");
    report("first_fill_database", static_cast<double>(QFileInfo(filled).size()) / mebibyte, "MiB", static_cast<double>(copy.bytes) / mebibyte,
        "bare_insert_select");
    report("first_fill_wire", static_cast<double>(wireBytes) / mebibyte, "MiB", static_cast<double>(plainBytes) / mebibyte, "uncompressed");
}

}
