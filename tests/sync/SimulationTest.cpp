// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/chain/Simulation.h"
#include "tests/support/RoomTest.h"

#include <QFileInfo>
#include <QTest>

#include <atomic>
#include <mutex>
#include <thread>

using namespace tangyuan::sync;

/// TANGYUAN_SEEDS: how many lives (default 2,000); TANGYUAN_SEED: only that one, told step by step.
class SimulationTest : public QObject {
    Q_OBJECT

    static constexpr int stepsPerLife = 60;

private Q_SLOTS:
    void initTestCase()
    {
        // Power cuts are not among the misfortunes, so waiting for a disk would prove nothing; there are millions of commits.
        const QFileInfo memory(QStringLiteral("/dev/shm"));
        if (qEnvironmentVariableIsEmpty("TMPDIR") && memory.isDir() && memory.isWritable())
            qputenv("TMPDIR", "/dev/shm");
    }

    void everyLifeEndsInAgreement()
    {
        Simulation::Beginning beginning;
        if (const QByteArray one = qgetenv("TANGYUAN_SEED"); !one.isEmpty()) {
            const QString complaint = Simulation(beginning, one.toULongLong(), true).run(stepsPerLife);
            QVERIFY2(complaint.isEmpty(), qPrintable(complaint));
            return;
        }
        const QByteArray wanted = qgetenv("TANGYUAN_SEEDS");
        const quint64 seeds = wanted.isEmpty() ? 2'000 : wanted.toULongLong();
        constexpr quint64 firstSeed = 20'261'129;
        std::atomic<quint64> next = 0;
        std::mutex mutex;
        QStringList complaints;
        Simulation::Tally tally;
        const auto live = [&] {
            for (quint64 i = next++; i < seeds; i = next++) {
                Simulation simulation(beginning, firstSeed + i, false);
                const QString complaint = simulation.run(stepsPerLife);
                const std::lock_guard lock(mutex);
                tally += simulation.tally();
                if (!complaint.isEmpty())
                    complaints << QStringLiteral("TANGYUAN_SEED=%1: %2").arg(firstSeed + i).arg(complaint);
            }
        };
        std::vector<std::thread> threads;
        for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
            threads.emplace_back(live);
        for (std::thread& thread : threads)
            thread.join();
        qInfo("%llu lives from seed %llu: %lld facts, %lld sales, %lld requests, %lld lost on the way, %lld crashes, %lld faults of the hub, %lld restored "
              "backups,"
              " %lld forks, %lld exceptions told",
            seeds, firstSeed, tally.facts, tally.sales, tally.requests, tally.lost, tally.crashes, tally.hubFaults, tally.restores, tally.forks,
            tally.exceptions);
        QVERIFY2(
            complaints.isEmpty(), qPrintable(QStringLiteral("%1 lives end in disagreement:\n").arg(complaints.size()) + complaints.mid(0, 20).join(u'\n')));
        // A simulation in which nothing goes wrong proves nothing.
        QVERIFY(seeds < 100 || (tally.lost > 0 && tally.crashes > 0 && tally.hubFaults > 0 && tally.restores > 0 && tally.forks > 0 && tally.exceptions > 0));
    }
};

TANGYUAN_TEST(SimulationTest)
#include "SimulationTest.moc"
