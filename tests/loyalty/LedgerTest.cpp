// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/loyalty/Ledger.h"
#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;

class LedgerTest : public QObject {
    Q_OBJECT

    FixedClock m_clock { { 1'700'000'000'000 } };
    SeededRandom m_random { 5 };

    Id id()
    {
        m_clock.advanceMs(1);
        return Id::make(m_clock, m_random);
    }

private Q_SLOTS:
    void whatIsEarnedBecomesALot()
    {
        const Id sale = id();
        const Applied applied = apply({}, { sale, {}, { 12 } }).value();
        QCOMPARE(applied.state.available().count, 12);
        QCOMPARE(applied.movements.size(), size_t { 1 });
        QVERIFY((applied.movements[0] == Movement { Currency::Points, Account::Issued, Account::Available, 12, sale }));
    }

    void theOldestLotIsSpentFirstAndTheOneThatExpiresBeforeAll()
    {
        const Id oldLot = id();
        const Id expiring = id();
        const MemberState state { { { oldLot, 300, 300, {} }, { expiring, 400, 400, BusinessDate { 20261231 } } } };
        const Applied applied = apply(state, { id(), { 500 }, {} }).value();
        QCOMPARE(applied.movements[0].lot, expiring);
        QCOMPARE(applied.movements[0].amount, 400);
        QCOMPARE(applied.movements[1].lot, oldLot);
        QCOMPARE(applied.movements[1].amount, 100);
        QCOMPARE(applied.state.lots.size(), size_t { 1 });
        QCOMPARE(applied.state.available().count, 200);
    }

    void moreThanThereIsCannotBeSpent()
    {
        const MemberState state { { { id(), 10, 10, {} } } };
        const auto applied = apply(state, { id(), { 11 }, { 100 } });
        QVERIFY(!applied.has_value());
        QCOMPARE(applied.error().code, ErrorCode::PointsInsufficient);
    }

    void nothingIsMadeOrLostInTenThousandFacts()
    {
        const quint64 seed = 42;
        qInfo("seed %llu", seed);
        SeededRandom random(seed);
        MemberState state;
        qint64 issued = 0;
        qint64 redeemed = 0;
        for (int i = 0; i < 10'000; ++i) {
            const Points spend { static_cast<qint64>(random.below(static_cast<quint64>(state.available().count) + 1)) };
            const Points earn { static_cast<qint64>(random.below(50)) };
            const Applied applied = apply(state, { id(), spend, earn }).value();
            for (const Movement& movement : applied.movements) {
                QVERIFY(movement.amount > 0);
                (movement.to == Account::Available ? issued : redeemed) += movement.amount;
            }
            state = applied.state;
            for (const Lot& lot : state.lots)
                QVERIFY(lot.remaining > 0 && lot.remaining <= lot.granted);
            QCOMPARE(state.available().count, issued - redeemed);
        }
    }
};

TANGYUAN_TEST(LedgerTest)
#include "LedgerTest.moc"
