// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/SegmentBench.h"

#include "app/devices/KeyFile.h"
#include "core/till/Till.h"
#include "tests/bench/BareConnection.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <cstdio>

namespace tangyuan {

namespace {

const QDate today(2026, 11, 20);

/// Two years of sales: one in five to a passer-by, one in fifty a refund; a few members come often and many seldom.
void fill(const QString& path, qint64 members, qint64 sales)
{
    BareConnection bare(path);
    const auto number = [](qint64 value) { return QByteArray::number(value); };
    const QByteArray counter = "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ";
    bare.run("PRAGMA foreign_keys=0; PRAGMA synchronous=OFF; PRAGMA cache_size=-400000; DROP INDEX sales_by_member");
    std::fprintf(stderr, "members …\n");
    bare.run("INSERT INTO members (key, id, number, tier, registered_ms, phone_index, phone_tail_index, wrapped_key, sealed_profile) " + counter
        + number(members)
        + ") SELECT i + 1, randomblob(16), printf('%08d', i), i % 4, 1700000000000 + abs(random()) % 94000000000, randomblob(16), randomblob(16), "
          "randomblob(72),"
          " randomblob(220) FROM n");
    std::fprintf(stderr, "sales …\n");
    bare.run("INSERT INTO sales (fact, business_date, local_hour, at_ms, member, gross_minor, total_minor, cost_minor, points_spent, points_earned, refund_of) "
        + counter + number(sales)
        + "), days (i, day) AS (SELECT i, CAST(strftime('%Y%m%d', '2024-11-21', '+' || i || ' days') AS INTEGER) FROM n WHERE i < 730)"
        + " SELECT i + 1, (SELECT day FROM days WHERE days.i = n.i * 730 / " + number(sales) + "), 12, 0,"
        + " CASE WHEN abs(random()) % 5 > 0 THEN 1 + abs(random()) % (1 + abs(random()) % " + number(members) + ") END, 5000,"
        + " CASE WHEN i % 50 = 0 THEN -1500 ELSE 1000 + abs(random()) % 9000 END, 2000, 0, 40, CASE WHEN i % 50 = 0 THEN randomblob(16) END FROM n");
    std::fprintf(stderr, "lines …\n");
    bare.run("INSERT INTO sale_lines (fact, line, product, name, category, unit, amount, gross_minor, total_minor, cost_minor) " + counter + number(sales * 3)
        + ") SELECT i / 3 + 1, i % 3, CAST(printf('product %08d', abs(random()) % 130) AS BLOB), '甜品', CAST('a category of 16' AS BLOB), 0, 1, 1800, 1800, "
          "700 FROM n");
    std::fprintf(stderr, "points …\n");
    bare.run("INSERT INTO lots (member, source, part, currency, granted, remaining, expires)"
             " SELECT member, randomblob(16), 0, 1, 40, abs(random()) % 41, NULL FROM sales WHERE member IS NOT NULL AND refund_of IS NULL ORDER BY member");
    bare.run("CREATE INDEX sales_by_member ON sales (member, business_date, total_minor, refund_of) WHERE member IS NOT NULL");
    bare.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

/// The medians of some runs in turn, so that what else the machine does meets both; in milliseconds.
struct Medians {
    double ours = 0;
    double bare = 0;
};

template <class Ours, class Bare>
Medians mediansMs(Ours ours, Bare bare)
{
    constexpr size_t runs = 5;
    std::vector<qint64> oursNs;
    std::vector<qint64> bareNs;
    const auto measure = [](std::vector<qint64>& ns, auto& work) {
        QElapsedTimer timer;
        timer.start();
        work();
        ns.push_back(timer.nsecsElapsed());
        std::ranges::sort(ns);
    };
    for (size_t i = 0; i < runs; ++i) {
        measure(bareNs, bare);
        measure(oursNs, ours);
    }
    return { static_cast<double>(oursNs[runs / 2]) / 1'000'000, static_cast<double>(bareNs[runs / 2]) / 1'000'000 };
}

void reportMs(const char* name, double ms, double limitMs, const char* limit)
{
    std::printf("bench %s %.3f ms ratio=%.2f limit=%s\n", name, ms, ms / limitMs, limit);
    std::fflush(stdout);
}

qint64 daysBetween(qint64 yyyymmdd, QDate day)
{
    return BusinessDate { static_cast<qint32>(yyyymmdd) }.toDate().daysTo(day);
}

}

void benchSegments(const QString& folder, qint64 members)
{
    constexpr double aimMs = 2'000;
    const qint64 sales = members * 33 / 10;
    const QString tillFolder = folder + QStringLiteral("/segments-%1").arg(members);
    const QString doneFile = tillFolder + QStringLiteral("/filled");
    QDir().mkpath(folder);
    KeyFile keys(folder + QStringLiteral("/segments-%1.key").arg(members));
    FixedClock clock(BusinessCalendar {}.fromLocal(today, QTime(12, 0)));
    SeededRandom random(1);
    if (!QFile::exists(doneFile)) {
        QDir(tillFolder).removeRecursively();
        ShopSettings settings;
        settings.shopName = QStringLiteral("桂花糖水铺");
        MUST(Till::create(tillFolder, settings, { keys, clock, random }));
        fill(tillFolder + u'/' + QLatin1String(Till::databaseName), members, sales);
        VERIFY(QFile(doneFile).open(QIODevice::WriteOnly));
    }
    auto till = MUST(Till::open(tillFolder, { keys, clock, random }));
    std::printf("segments: %lld members, %lld sales, %lld lines\n", static_cast<long long>(MUST(till->members().count())),
        static_cast<long long>(MUST(till->database().integer("SELECT count(*) FROM sales"))),
        static_cast<long long>(MUST(till->database().integer("SELECT count(*) FROM sale_lines"))));

    const RfmCuts cuts = till->settings().rfm;
    const QByteArray windowFrom = QByteArray::number(BusinessDate::fromDate(today.addDays(1 - cuts.windowDays)).yyyymmdd);
    const QByteArray question = "SELECT member, max(CASE WHEN refund_of IS NULL THEN business_date END), sum(refund_of IS NULL AND business_date >= "
        + windowFrom + "), sum(CASE WHEN business_date >= " + windowFrom + " THEN total_minor ELSE 0 END) FROM sales WHERE member IS NOT NULL GROUP BY member";
    BareConnection bare(till->database().filePath());
    qint64 scanned = 0;
    const auto scan = [&] { bare.forEach(question, [&](sqlite3_stmt* row) { scanned += sqlite3_column_int64(row, 3) != 0 ? 1 : 0; }); };
    RfmTable bareTable;
    bare.forEach(question, [&](sqlite3_stmt* row) {
        if (sqlite3_column_type(row, 1) != SQLITE_NULL)
            ++bareTable.counts[RfmTable::place(
                cuts.score(daysBetween(sqlite3_column_int64(row, 1), today), sqlite3_column_int64(row, 2), { sqlite3_column_int64(row, 3) }))];
    });

    RfmTable table;
    const Medians rfm = mediansMs([&] { table = MUST(till->segments().rfm()); }, scan);
    VERIFY(table.of({ 5, 5, 5 }) == bareTable.of({ 5, 5, 5 }) && table.of({ 1, 3, 2 }) == bareTable.of({ 1, 3, 2 }));
    reportMs("segment_rfm", rfm.ours, rfm.bare, "bare_scan_by_member");
    reportMs("segment_rfm", rfm.ours, aimMs, "aim_2s");
    for (const NamedSegment& named : builtInSegments()) {
        if (!named.segment.all.profile.isOpen())
            continue; // its seals are random bytes here
        qint64 found = 0;
        const Medians run = mediansMs([&] { found = MUST(till->segments().find(named.segment)).count(); }, scan);
        const QByteArray name = "segment_" + named.name.toLatin1();
        std::printf("%s: %lld members\n", name.constData(), static_cast<long long>(found));
        reportMs(name.constData(), run.ours, run.bare, "bare_scan_by_member");
    }
    const Segment buyers = Segment::buyersOf({ MUST(Id::fromBytes("product 00000007")) }, {}, 3);
    const QByteArray from = QByteArray::number(BusinessDate::fromDate(today.addMonths(-3).addDays(1)).yyyymmdd);
    const Medians run = mediansMs([&] { MUST(till->segments().find(buyers)); },
        [&] {
            bare.forEach("SELECT product FROM sale_lines WHERE fact >= (SELECT min(first_fact) FROM sale_runs WHERE business_date >= " + from + ")",
                [&](sqlite3_stmt* row) { scanned += sqlite3_column_bytes(row, 0); });
        });
    reportMs("segment_buyers_3_months", run.ours, run.bare, "bare_scan_of_lines");
    VERIFY(scanned > 0);
}

}
