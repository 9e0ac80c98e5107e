// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/LoyaltyBench.h"

#include "app/devices/KeyFile.h"
#include "core/till/Till.h"
#include "tests/bench/BareConnection.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>

namespace tangyuan {

namespace {

constexpr qint64 lotsPerMember = 5;
const QDate loyaltyDay(2026, 11, 20);

void benchApply()
{
    FixedClock clock({ 1'700'000'000'000 });
    SeededRandom random(1);
    const BusinessDate date = BusinessDate::fromDate(loyaltyDay);
    MemberState state;
    for (int i = 0; i < 20; ++i) {
        const effect::Grant grant { Currency::Points, 100, {}, date.addDays(i), {} };
        state = MUST(apply(state, { Id::make(clock, random), date, { { QStringLiteral("sale"), {}, 1, { grant } } } })).state;
    }
    state.past.clear(); // as the store gives it
    const LedgerFact sale { Id::make(clock, random), date,
        { { QStringLiteral("sale"), {}, 1, { effect::Spend { Currency::Points, 500 }, effect::Grant { Currency::Points, 12, {}, date.addDays(365), {} } } } } };
    constexpr int rounds = 200'000;
    QElapsedTimer timer;
    timer.start();
    qint64 moved = 0;
    for (int i = 0; i < rounds; ++i)
        moved += static_cast<qint64>(MUST(apply(state, sale)).movements.size());
    const double perSecond = rounds / (static_cast<double>(timer.nsecsElapsed()) / 1e9);
    VERIFY(moved == rounds * 6);

    // The same decision asked of SQLite: read twenty lots, change five, write one and six entries, in memory.
    BareConnection bare(QStringLiteral(":memory:"));
    bare.run("CREATE TABLE lots (id INTEGER PRIMARY KEY, remaining INTEGER, expires INTEGER); CREATE TABLE entries (id INTEGER PRIMARY KEY, lot INTEGER, "
             "amount INTEGER)");
    bare.run("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20) INSERT INTO lots SELECT i, 1000000000, i FROM n");
    constexpr int bareRounds = 20'000;
    timer.restart();
    for (int i = 0; i < bareRounds; ++i) {
        bare.forEach("SELECT id, remaining FROM lots ORDER BY expires", [](sqlite3_stmt*) {});
        bare.run("UPDATE lots SET remaining = remaining - 100 WHERE id <= 5; INSERT INTO entries (lot, amount) VALUES "
                 "(1,100),(2,100),(3,100),(4,100),(5,100),(6,12)");
    }
    const double barePerSecond = bareRounds / (static_cast<double>(timer.nsecsElapsed()) / 1e9);
    std::printf("bench apply_fact %.0f per_s ratio=%.2f limit=sqlite_in_memory\n", perSecond, barePerSecond / perSecond);
    std::fflush(stdout);
}

void fillLots(const QString& path, qint64 lots)
{
    BareConnection bare(path);
    const QByteArray members = QByteArray::number(lots / lotsPerMember);
    bare.run("PRAGMA foreign_keys=0; PRAGMA synchronous=OFF");
    bare.run("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + members
        + ") INSERT INTO members (key, id, number, tier, registered_ms, phone_index, phone_tail_index, wrapped_key, sealed_profile)"
          " SELECT i, randomblob(16), printf('%08d', i), 0, 1700000000000, randomblob(16), randomblob(16), randomblob(72), randomblob(220) FROM n");
    bare.run("WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < " + QByteArray::number(lots)
        + ") INSERT INTO lots (member, source, part, currency, granted, remaining, expires) SELECT 1 + i / " + QByteArray::number(lotsPerMember)
        + ", randomblob(16), 0, 1, 40, 1 + abs(random()) % 40, 20261101 + i % 19 FROM n");
    bare.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

double bareExpiryMs(const QString& path)
{
    BareConnection bare(path);
    bare.run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE facts_written (body BLOB)");
    QElapsedTimer timer;
    timer.start();
    bare.run("BEGIN IMMEDIATE");
    bare.run("INSERT INTO ledger_entries (member, position, fact, business_date, currency, from_account, to_account, amount, lot_source, lot_part, reason)"
             " SELECT member, row_number() OVER (PARTITION BY member ORDER BY source), x'00112233445566778899AABBCCDDEEFF', 20261120, 1, 1, 5, remaining, "
             "source, part, 'expiry'"
             " FROM lots WHERE remaining > 0 AND expires <= 20261119");
    bare.run("UPDATE lots SET remaining = 0 WHERE remaining > 0 AND expires <= 20261119");
    bare.run("COMMIT");
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void benchExpiry(const QString& folder, qint64 lots)
{
    const QString tillFolder = folder + QStringLiteral("/expiry");
    QDir(tillFolder).removeRecursively();
    QDir().mkpath(folder);
    KeyFile keys(folder + QStringLiteral("/expiry.key"));
    FixedClock clock(BusinessCalendar {}.fromLocal(loyaltyDay, QTime(12, 0)));
    SeededRandom random(1);
    ShopSettings settings;
    settings.shopName = QStringLiteral("桂花糖水铺");
    const QString database = tillFolder + u'/' + QLatin1String(Till::databaseName);
    const QString copy = folder + QStringLiteral("/expiry-bare.sqlite");
    QFile::remove(copy);
    MUST(Till::create(tillFolder, settings, { keys, clock, random }));
    fillLots(database, lots);
    QFile::copy(database, copy);
    const double bareMs = bareExpiryMs(copy);
    auto till = MUST(Till::open(tillFolder, { keys, clock, random }));
    QElapsedTimer timer;
    timer.start();
    const ExpiryRun run = MUST(till->loyalty().expire({ 20261119 }, Loyalty::ClockTrust::Check));
    const double oursMs = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    VERIFY(run.lots == lots);
    VERIFY(MUST(till->loyalty().expire({ 20261119 }, Loyalty::ClockTrust::Check)).lots == 0);
    std::printf("bench expire_run %.0f ms ratio=%.2f limit=bare_update_and_insert\n", oursMs, oursMs / bareMs);
    std::fflush(stdout);
    till.reset();
    QDir(tillFolder).removeRecursively();
    QFile::remove(copy);
}

}

void benchLoyalty(const QString& folder, qint64 lots)
{
    benchApply();
    benchExpiry(folder, lots);
}

}
