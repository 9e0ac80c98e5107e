// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/hub/HubPlaces.h"
#include "tests/support/RoomTest.h"

#include <atomic>
#include <barrier>
#include <limits>

using namespace tangyuan;
using namespace tangyuan::sync;

namespace {

using Access = HubDatabase::Access;

/// Texts that have broken programs before.
std::vector<QString> nastyTexts()
{
    return { QString(), QStringLiteral("桂花糖水铺"), QStringLiteral("🥟👩‍🍳🇨🇳"), QStringLiteral("'"),
        QStringLiteral("''; DROP TABLE probe; --"), QStringLiteral("\"quoted\""), QStringLiteral("back\\slash\\"), QStringLiteral("\\x00 \\' \\n"),
        QStringLiteral("? ?1 $1 :name @name %1 %s {0}"), QStringLiteral("line\nline\r\ntab\t"), QStringLiteral("e\u0301 \u202e \ufeff \u0001"),
        QStringLiteral("null"), QStringLiteral("[1,\"2\"]"), QString(1'000'000, QChar(0x6c64)) };
}

std::vector<QByteArray> nastyBlobs()
{
    QByteArray every;
    for (int byte = 0; byte < 256; ++byte)
        every.append(static_cast<char>(byte));
    const QByteArray document = "{\"name\":\"桂花糖水铺 \\\"甜\\\"\n" + QByteArray(1, '\0') + "\",\"of\":\"" + QByteArray(500, 'x') + "\"}";
    return { document, QByteArray(""), QByteArray(1, '\0'), QByteArray(16, '\0'), QByteArray("a\0b", 3), QByteArray("\\x6162"), QByteArray("'\\''"), every,
        QByteArray(1'000'000, '\xff') };
}

constexpr std::array integers { qint64 { 0 }, qint64 { -1 }, std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::min(), qint64 { 1 } << 53,
    (qint64 { 1 } << 53) + 1 };

/// What was stored, read back.
struct Probe {
    qint64 key = 0;
    std::optional<qint64> integer {};
    std::optional<QString> text {};
    std::optional<QByteArray> blob {};

    bool operator==(const Probe&) const = default;
    std::vector<SqlValue> values() const { return { key, integer, text, blob }; }
};

Probe probeOf(const Row& row)
{
    Probe probe { row.integer(0) };
    if (!row.isNull(1))
        probe.integer = row.integer(1);
    if (!row.isNull(2))
        probe.text = row.text(2);
    if (!row.isNull(3))
        probe.blob = row.bytes(3);
    return probe;
}

std::vector<Probe> nastyProbes()
{
    std::vector<Probe> probes { { 1 } };
    for (const qint64 value : integers)
        probes.push_back({ std::ssize(probes) + 1, value });
    for (const QString& text : nastyTexts())
        probes.push_back({ std::ssize(probes) + 1, {}, text.isNull() ? QStringLiteral("") : text });
    for (const QByteArray& blob : nastyBlobs())
        probes.push_back({ std::ssize(probes) + 1, {}, {}, blob });
    return probes;
}

Result<void> insert(HubDatabase& database, const Probe& probe)
{
    TRY(database.execute("INSERT INTO probe (key, integer, text, blob) VALUES (?, ?, ?, ?)", { probe.key, probe.integer, probe.text, probe.blob }));
    return {};
}

Result<void> addOne(HubDatabase& database, qint64 key)
{
    TRY(database.execute("UPDATE probe SET integer = integer + 1 WHERE key = ?", { key }));
    return {};
}

qint64 count(HubDatabase& database)
{
    return MUST(database.integer("SELECT count(*) FROM probe"));
}

}

/// What the hub asks of a database, and gets from both kinds alike.
class StorageContractTest : public QObject {
    Q_OBJECT

    HubPlaces m_places;
    std::unique_ptr<HubDatabase> m_database;

private Q_SLOTS:
    void initTestCase_data() { HubPlaces::rows(); }
    void init()
    {
        QFETCH_GLOBAL(bool, isPostgres);
        if (!m_places.next(isPostgres))
            QSKIP(qPrintable(m_places.trouble()));
        m_database = m_places.open();
        const QString blob = isPostgres ? QStringLiteral("BYTEA") : QStringLiteral("BLOB");
        QVERIFY(m_places.run(QStringLiteral("CREATE TABLE probe (key BIGINT PRIMARY KEY, integer BIGINT, text TEXT, blob %1)").arg(blob)));
    }
    void cleanup() { m_database.reset(); }
    void cleanupTestCase() { m_places.close(); }

    void openingAgainChangesNothing()
    {
        QCOMPARE(m_database->kind() == HubDatabase::Kind::Postgres, m_places.isPostgres());
        GOOD(insert(*m_database, { 1, 42 }));
        const qint64 step = MUST(m_database->integer("SELECT max(step) FROM hub_schema"));
        QVERIFY(step > 0);
        m_database = m_places.open();
        QCOMPARE(MUST(m_database->integer("SELECT max(step) FROM hub_schema")), step);
        QCOMPARE(MUST(m_database->integer("SELECT integer FROM probe")), 42);
    }

    void severalMayOpenANewOneAtOnce()
    {
        QVERIFY(m_places.next(m_places.isPostgres()));
        std::atomic<int> opened = 0;
        const auto open = [&] {
            const auto database = HubDatabase::open(m_places.where());
            if (!database)
                qWarning() << errorCodeName(database.error().code) << database.error().context;
            else if (MUST((*database)->integer("SELECT count(*) FROM organisations")) == 0)
                ++opened;
        };
        atOnce({ open, open, open, open });
        QCOMPARE(opened.load(), 4);
    }

    void aNewerSchemaIsNotTouched()
    {
        GOOD(m_database->execute("INSERT INTO hub_schema (step) VALUES (?)", { 999 }));
        const auto opened = HubDatabase::open(m_places.where());
        QVERIFY(!opened.has_value());
        QCOMPARE(errorCodeName(opened.error().code), errorCodeName(ErrorCode::DatabaseNewer));
    }

    /// The error names no password.
    void whatIsNotThereIsAnError()
    {
        const QString where = m_places.isPostgres() ? m_places.cluster().uri(QStringLiteral("nowhere")) : QStringLiteral("/proc/nowhere/hub.sqlite");
        const auto opened = HubDatabase::open(where);
        QVERIFY(!opened.has_value());
        QVERIFY(opened.error().code == ErrorCode::DatabaseFailed || opened.error().code == ErrorCode::DatabaseMissing);
        QVERIFY2(!opened.error().context.isEmpty()
                && !opened.error().context.contains(QUrl(where).password().isEmpty() ? QStringLiteral("no password") : QUrl(where).password()),
            qPrintable(opened.error().context));
    }

    void valuesOfEveryKindComeBackAsTheyWere()
    {
        for (const Probe& probe : nastyProbes()) {
            GOOD(insert(*m_database, probe));
            const auto back = m_database->first("SELECT key, integer, text, blob FROM probe WHERE key = ?", { probe.key }, probeOf);
            GOOD(back);
            QVERIFY2(*back == probe, qPrintable(QString::number(probe.key)));
            // And they are found by themselves.
            if (probe.text)
                QCOMPARE(MUST(m_database->integer("SELECT key FROM probe WHERE text = ?", { probe.text })), probe.key);
            if (probe.blob)
                QCOMPARE(MUST(m_database->integer("SELECT key FROM probe WHERE blob = ?", { probe.blob })), probe.key);
        }
        QCOMPARE(MUST(m_database->all("SELECT key, integer, text, blob FROM probe ORDER BY key", {}, probeOf)), nastyProbes());
    }

    /// PostgreSQL's texts hold no NUL. Whatever becomes of one, the rest of the text and of the statement stays whole.
    void aNulInATextHidesNothing()
    {
        const QString text = QStringLiteral("before") + QChar(u'\0') + QStringLiteral("after");
        const auto inserted = insert(*m_database, { 1, 7, text });
        if (!inserted) {
            QCOMPARE(count(*m_database), 0);
            return;
        }
        const auto back = MUST(m_database->first("SELECT key, integer, text, blob FROM probe", {}, probeOf));
        QVERIFY(back && back->integer == 7 && back->text);
        QVERIFY2(back->text->startsWith(QLatin1String("before")) && back->text->endsWith(QLatin1String("after")), qPrintable(*back->text));
    }

    void manyRowsGoInAndAreFoundTogether()
    {
        HubDatabase::Rows rows;
        HubDatabase::Rows keys;
        for (const Probe& probe : nastyProbes()) {
            rows.push_back(probe.values());
            keys.push_back({ probe.key });
        }
        for (qint64 key = 1'000; key < 1'300; ++key) { // more than go into one statement
            rows.push_back(Probe { key, -key }.values());
            keys.push_back({ key });
        }
        GOOD(m_database->executeMany({ "INSERT INTO probe (key, integer, text, blob) VALUES (?, ?, ?, ?)",
                                         "INSERT INTO probe (key, integer, text, blob) SELECT * FROM"
                                         " unnest(CAST(? AS bigint[]), CAST(? AS bigint[]), CAST(? AS text[]), CAST(? AS bytea[]))" },
            rows));
        std::map<qint64, Probe> found;
        GOOD(m_database->forEachOf({ "SELECT key, integer, text, blob FROM probe WHERE key = ?",
                                       "SELECT key, integer, text, blob FROM probe WHERE key IN (SELECT * FROM unnest(CAST(? AS bigint[])))" },
            keys, [&](const Row& row) { found[row.integer(0)] = probeOf(row); }));
        QCOMPARE(found.size(), rows.size());
        for (const Probe& probe : nastyProbes())
            QVERIFY2(found[probe.key] == probe, qPrintable(QString::number(probe.key)));
        GOOD(m_database->executeMany("INSERT INTO nothing (key) VALUES (?)", {})); // no rows: not even asked
    }

    void aTransactionIsWholeOrNotAtAll()
    {
        GOOD(m_database->transaction(Access::Write, [&]() -> Result<void> {
            TRY(insert(*m_database, { 1 }));
            return insert(*m_database, { 2 });
        }));
        QCOMPARE(count(*m_database), 2);
        const auto refused = m_database->transaction(Access::Write, [&]() -> Result<void> {
            TRY(insert(*m_database, { 3 }));
            return fail(ErrorCode::ChainBroken, QStringLiteral("mine"));
        });
        QVERIFY(!refused.has_value() && refused.error().code == ErrorCode::ChainBroken && refused.error().context == QLatin1String("mine"));
        const auto failed = m_database->transaction(Access::Write, [&]() -> Result<void> {
            TRY(insert(*m_database, { 4 }));
            TRY(m_database->execute("INSERT INTO nothing (key) VALUES (1)"));
            return {};
        });
        QVERIFY(!failed.has_value());
        QCOMPARE(errorCodeName(failed.error().code), errorCodeName(ErrorCode::DatabaseFailed));
        QCOMPARE(count(*m_database), 2);
        QCOMPARE(count(*m_places.open()), 2); // and so it is for everybody
        GOOD(m_database->transaction(Access::Write, [&] { return insert(*m_database, { 5 }); }));
        QCOMPARE(count(*m_database), 3);
    }

    /// Work that passes over a failure is told well only if what it wrote is there.
    void aFailureThatIsPassedOverLosesNothingSilently()
    {
        const auto done = m_database->transaction(Access::Write, [&]() -> Result<void> {
            TRY(insert(*m_database, { 1 }));
            static_cast<void>(m_database->execute("INSERT INTO nothing (key) VALUES (1)"));
            return {};
        });
        QCOMPARE(done.has_value(), count(*m_database) == 1);
    }

    void aReaderSeesOneMoment()
    {
        GOOD(insert(*m_database, { 1 }));
        const auto other = m_places.open();
        GOOD(m_database->transaction(Access::Read, [&]() -> Result<void> {
            const qint64 before = TRY(m_database->integer("SELECT count(*) FROM probe"));
            TRY(other->transaction(Access::Write, [&] { return insert(*other, { 2 }); }));
            return TRY(m_database->integer("SELECT count(*) FROM probe")) == before ? Result<void>()
                                                                                    : fail(ErrorCode::ChainBroken, QStringLiteral("the moment moved"));
        }));
        QCOMPARE(count(*m_database), 2);
    }

    void writersTakeTurns()
    {
        constexpr int turns = 100;
        GOOD(insert(*m_database, { 1, 0 }));
        std::atomic<int> failures = 0;
        const auto work = [&] {
            const auto mine = m_places.open();
            for (int i = 0; i < turns; ++i)
                failures += mine->transaction(Access::Write, [&] { return addOne(*mine, 1); }) ? 0 : 1;
        };
        atOnce({ work, work, work });
        QCOMPARE(failures.load(), 0);
        QCOMPARE(MUST(m_database->integer("SELECT integer FROM probe")), 3 * turns);
    }

    /// Each holds what the other wants next. One is told to begin again, and both end well.
    void aDeadlockIsTriedAgain()
    {
        GOOD(insert(*m_database, { 1, 0 }));
        GOOD(insert(*m_database, { 2, 0 }));
        std::atomic<int> holding = 0;
        std::atomic<int> attempts = 0;
        std::atomic<int> failures = 0;
        const auto work = [&](qint64 first, qint64 second) {
            const auto mine = m_places.open();
            const auto done = mine->transaction(Access::Write, [&]() -> Result<void> {
                ++attempts;
                TRY(addOne(*mine, first));
                ++holding;
                for (int i = 0; i < 50 && holding < 2; ++i) // where only one may write, it waits for nobody
                    QThread::msleep(10);
                return addOne(*mine, second);
            });
            failures += done ? 0 : 1;
        };
        atOnce({ [&] { work(1, 2); }, [&] { work(2, 1); } });
        QCOMPARE(failures.load(), 0);
        QCOMPARE(MUST(m_database->integer("SELECT sum(integer) FROM probe")), 4);
        if (m_places.isPostgres())
            QVERIFY2(attempts > 2, "there was no deadlock at all");
    }

    /// A function asks for it as often as a counter says; the counter is outside of the transaction.
    void whatTheDatabaseAsksForIsTriedAgain_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<int>("times");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("serialization failure") << QStringLiteral("40001") << 3 << true;
        QTest::newRow("deadlock") << QStringLiteral("40P01") << 3 << true;
        QTest::newRow("for ever") << QStringLiteral("40001") << 1'000 << false;
        QTest::newRow("our own mistake") << QStringLiteral("22012") << 1 << false;
    }
    void whatTheDatabaseAsksForIsTriedAgain()
    {
        QFETCH(QString, state);
        QFETCH(int, times);
        QFETCH(bool, isGood);
        if (!m_places.isPostgres())
            QSKIP("SQLite lets only one write.");
        QVERIFY(m_places.run(QStringLiteral("CREATE SEQUENCE asked; CREATE FUNCTION stumble() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN"
                                            " IF nextval('asked') <= %1 THEN RAISE EXCEPTION USING ERRCODE = '%2'; END IF; RETURN 1; END $$")
                                 .arg(times)
                                 .arg(state)));
        int attempts = 0;
        const auto done = m_database->transaction(Access::Write, [&]() -> Result<void> {
            ++attempts;
            TRY(insert(*m_database, { attempts }));
            TRY(m_database->integer("SELECT stumble()"));
            return {};
        });
        QCOMPARE(done.has_value(), isGood);
        QCOMPARE(count(*m_database), isGood ? 1 : 0); // only what the last attempt wrote
        if (isGood)
            QCOMPARE(attempts, times + 1);
        else if (times == 1)
            QVERIFY(attempts == 1 && done.error().code == ErrorCode::DatabaseFailed);
        else
            QVERIFY2(attempts > 1 && attempts <= 20 && done.error().code == ErrorCode::DatabaseBusy, qPrintable(QString::number(attempts)));
    }

    void itConnectsAgainAfterTheServerWasAway()
    {
        if (!m_places.isPostgres())
            QSKIP("SQLite has no server.");
        const auto write = [&](qint64 key) { return m_database->transaction(Access::Write, [&] { return insert(*m_database, { key }); }); };
        GOOD(write(1));
        m_places.cluster().stop();
        QVERIFY(!m_database->ensureConnected().has_value());
        const auto away = write(2);
        QVERIFY(!away.has_value());
        QCOMPARE(errorCodeName(away.error().code), errorCodeName(ErrorCode::DatabaseFailed));
        QVERIFY(m_places.cluster().start());
        GOOD(m_database->ensureConnected());
        GOOD(write(3)); // also its prepared statements
        QCOMPARE(count(*m_database), 2);
        QVERIFY(m_places.dropConnections());
        GOOD(write(4)); // a transaction looks first
        // In the middle of one: nothing of it is there, and the next goes well.
        const auto cut = m_database->transaction(Access::Write, [&]() -> Result<void> {
            TRY(insert(*m_database, { 5 }));
            m_places.dropConnections();
            return insert(*m_database, { 6 });
        });
        QVERIFY(!cut.has_value());
        GOOD(write(7));
        QCOMPARE(count(*m_database), 4);
    }

    /// The hook of the tests makes any statement fail, and then nothing has happened.
    void anyStatementMayFail()
    {
        const auto work = [&]() -> Result<void> {
            TRY(insert(*m_database, { 1 }));
            return insert(*m_database, { 2 });
        };
        int failing = 0;
        for (bool isDone = false; !isDone; ++failing) {
            QVERIFY(failing < 10);
            int left = failing;
            m_database->setFaultHook([&]() { return left-- == 0 ? std::optional(ErrorCode::DiskFull) : std::nullopt; });
            isDone = m_database->transaction(Access::Write, work).has_value();
            m_database->setFaultHook({});
            QCOMPARE(count(*m_database), isDone ? 2 : 0);
        }
        QVERIFY2(failing > 2, qPrintable(QString::number(failing)));
    }
};

TANGYUAN_TEST(StorageContractTest)
#include "StorageContractTest.moc"
