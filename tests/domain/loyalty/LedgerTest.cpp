// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/loyalty/LedgerJson.h"
#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;

namespace {

constexpr BusinessDate today { 20261120 };

effect::Grant points(qint64 amount, std::optional<BusinessDate> expires = {})
{
    return { Currency::Points, amount, {}, expires, {} };
}

effect::Spend spend(qint64 amount)
{
    return { Currency::Points, amount };
}

}

class LedgerTest : public QObject {
    Q_OBJECT

    FixedClock m_clock { { 1'700'000'000'000 } };
    SeededRandom m_random { 5 };

    Id id()
    {
        m_clock.advanceMs(1);
        return Id::make(m_clock, m_random);
    }

    static LedgerFact fact(const Id& id, std::vector<Effect> effects, BusinessDate date = today)
    {
        return { id, date, { { QStringLiteral("test"), {}, 1, std::move(effects) } } };
    }

    static Applied must(const MemberState& state, const LedgerFact& fact) { return MUST(apply(state, fact)); }

private Q_SLOTS:
    void whatIsEarnedBecomesALot()
    {
        const Id sale = id();
        const Applied applied = must({}, fact(sale, { points(12) }));
        QCOMPARE(applied.state.usable(Currency::Points, today), 12);
        QCOMPARE(applied.movements.size(), size_t { 1 });
        QVERIFY(
            (applied.movements[0] == Movement { sale, Currency::Points, Account::Issued, Account::Available, 12, { sale, 0 }, {}, QStringLiteral("test") }));
    }

    void theOldestLotIsSpentFirstAndTheOneThatExpiresBeforeAll()
    {
        const Id oldLot = id();
        const Id expiring = id();
        MemberState state = must({}, fact(oldLot, { points(300) })).state;
        state = must(state, fact(expiring, { points(400, BusinessDate { 20261231 }) })).state;
        const Applied applied = must(state, fact(id(), { spend(500) }));
        QCOMPARE(applied.movements[0].lot.source, expiring);
        QCOMPARE(applied.movements[0].amount, 400);
        QCOMPARE(applied.movements[1].lot.source, oldLot);
        QCOMPARE(applied.movements[1].amount, 100);
        QCOMPARE(applied.state.usable(Currency::Points, today), 200);
    }

    void moreThanThereIsCannotBeSpent_data()
    {
        QTest::addColumn<int>("currency");
        QTest::addColumn<int>("code");
        QTest::newRow("points") << static_cast<int>(Currency::Points) << static_cast<int>(ErrorCode::PointsInsufficient);
        QTest::newRow("principal") << static_cast<int>(Currency::Principal) << static_cast<int>(ErrorCode::ValueInsufficient);
        QTest::newRow("bonus") << static_cast<int>(Currency::Bonus) << static_cast<int>(ErrorCode::ValueInsufficient);
        QTest::newRow("gift") << static_cast<int>(Currency::Gift) << static_cast<int>(ErrorCode::GiftUnavailable);
    }
    void moreThanThereIsCannotBeSpent()
    {
        QFETCH(int, currency);
        QFETCH(int, code);
        const auto money = static_cast<Currency>(currency);
        const MemberState state = must({}, fact(id(), { effect::Grant { money, 10, {}, {}, {} } })).state;
        const auto applied = apply(state, fact(id(), { effect::Spend { money, 11 } }));
        QVERIFY(!applied.has_value());
        QCOMPARE(static_cast<int>(applied.error().code), code);
    }

    void aLotIsUsableFromItsFirstDayToItsLast()
    {
        const MemberState state
            = must({}, fact(id(), { effect::Grant { Currency::Bonus, 2'000, BusinessDate { 20261201 }, BusinessDate { 20261231 }, {} } })).state;
        QCOMPARE(state.usable(Currency::Bonus, { 20261130 }), 0);
        QCOMPARE(state.usable(Currency::Bonus, { 20261201 }), 2'000);
        QCOMPARE(state.usable(Currency::Bonus, { 20261231 }), 2'000);
        QCOMPARE(state.usable(Currency::Bonus, { 20270101 }), 0);
        QVERIFY(!apply(state, fact(id(), { effect::Spend { Currency::Bonus, 1 } }, { 20270101 })).has_value());
    }

    void aRefundOfWhatWasSpentMeanwhileIsOwedAndTheNextPointsPayIt()
    {
        const Id sale = id();
        const Id present = id();
        MemberState state = must({}, fact(sale, { points(10) })).state;
        state = must(state, fact(present, { spend(6) })).state;
        const Applied back = must(state, fact(id(), { effect::TakeBack { sale, Currency::Points, 10 } }));
        QCOMPARE(back.state.balance(Currency::Points, today), -6);
        QCOMPARE(back.state.usable(Currency::Points, today), 0);
        state = must(back.state, fact(id(), { points(20) })).state;
        QCOMPARE(state.balance(Currency::Points, today), 14);
        QCOMPARE(state.owedOf(Currency::Points), 0);
    }

    void theOrderOfTwoRefundsDoesNotMatter()
    {
        const Id sale = id();
        const Id present = id();
        MemberState state = must({}, fact(sale, { points(10) })).state;
        state = must(state, fact(present, { spend(10) })).state;
        const Effect takeBack = effect::TakeBack { sale, Currency::Points, 10 };
        const Effect giveBack = effect::GiveBack { present, Currency::Points, 10 };
        for (const auto& [first, second] : { std::pair(takeBack, giveBack), std::pair(giveBack, takeBack) }) {
            const MemberState after = must(must(state, fact(id(), { first })).state, fact(id(), { second })).state;
            QCOMPARE(after.balance(Currency::Points, today), 0);
            QCOMPARE(after.owedOf(Currency::Points), 0);
        }
    }

    void aRefundGivesBackExactlyTheLotsThatWereSpent()
    {
        const Id first = id();
        const Id second = id();
        MemberState state = must({}, fact(first, { points(300, BusinessDate { 20261231 }) })).state;
        state = must(state, fact(second, { points(400) })).state;
        const Id sale = id();
        const MemberState spent = must(state, fact(sale, { spend(500) })).state;
        MemberState half = must(spent, fact(id(), { effect::GiveBack { sale, Currency::Points, 250 } })).state;
        QCOMPARE(half.find({ second, 0 })->remaining, 400); // the last spent comes back first
        QCOMPARE(half.find({ first, 0 })->remaining, 50);
        half = must(half, fact(id(), { effect::GiveBack { sale, Currency::Points, 250 } })).state;
        QVERIFY(half.lots == state.lots);
        QVERIFY(!apply(half, fact(id(), { effect::GiveBack { sale, Currency::Points, 1 } })).has_value()); // twice is refused
    }

    void whatExpiredMeanwhileComesBackWithAGrace()
    {
        const Id lot = id();
        const Id sale = id();
        MemberState state = must({}, fact(lot, { points(100, BusinessDate { 20261130 }) })).state;
        state = must(state, fact(sale, { spend(60) })).state;
        state = must(state, fact(id(), { effect::Expire { { 20261130 } } }, { 20261205 })).state;
        const Id refund = id();
        const Applied back = must(state, fact(refund, { effect::GiveBack { sale, Currency::Points, 60, BusinessDate { 20261219 } } }, { 20261205 }));
        QCOMPARE(back.state.usable(Currency::Points, { 20261219 }), 60);
        QCOMPARE(back.state.usable(Currency::Points, { 20261220 }), 0);
        QCOMPARE(back.movements[0].lot.source, refund);
    }

    void whatExpiredIsNotOwedWhenItsSaleIsRefunded()
    {
        const Id sale = id();
        MemberState state = must({}, fact(sale, { points(100, BusinessDate { 20261130 }) })).state;
        state = must(state, fact(id(), { effect::Expire { { 20261130 } } }, { 20261201 })).state;
        const MemberState after = must(state, fact(id(), { effect::TakeBack { sale, Currency::Points, 100 } }, { 20261205 })).state;
        QCOMPARE(after.balance(Currency::Points, { 20261205 }), 0);
        QCOMPARE(after.owedOf(Currency::Points), 0);
    }

    void expiryFindsNothingTheSecondTime()
    {
        MemberState state = must({}, fact(id(), { points(100, BusinessDate { 20261130 }), points(50) })).state;
        const Applied first = must(state, fact(id(), { effect::Expire { { 20261130 } } }, { 20261201 }));
        QCOMPARE(first.movements.size(), size_t { 1 });
        const Applied again = must(first.state, fact(id(), { effect::Expire { { 20261130 } } }, { 20261201 }));
        QVERIFY(again.movements.empty());
        QCOMPARE(again.state.usable(Currency::Points, { 20261201 }), 50);
    }

    void aHoldIsReleasedOrCapturedOnce()
    {
        const MemberState state = must({}, fact(id(), { points(100) })).state;
        const Id hold = id();
        const MemberState held = must(state, fact(hold, { effect::Hold { Currency::Points, 60 } })).state;
        QCOMPARE(held.usable(Currency::Points, today), 40);
        QCOMPARE(held.held(Currency::Points), 60);
        const MemberState released = must(held, fact(id(), { effect::Release { hold } })).state;
        QCOMPARE(released.usable(Currency::Points, today), 100);
        QVERIFY(!apply(released, fact(id(), { effect::Capture { hold } })).has_value());
        const MemberState captured = must(held, fact(id(), { effect::Capture { hold } })).state;
        QCOMPARE(captured.usable(Currency::Points, today), 40);
        QCOMPARE(captured.held(Currency::Points), 0);
    }

    void whatMayBeHadOnceIsHadOnceAndItsLotsKeepTheirNames()
    {
        const LedgerPart birthday { QStringLiteral("birthday"), QStringLiteral("birthday:2026"), 1, { points(88) } };
        const LedgerPart sale { QStringLiteral("sale"), {}, 1, { points(5) } };
        const Applied first = must({}, { id(), today, { birthday } });
        QCOMPARE(first.counted.at(QStringLiteral("birthday:2026")), 1);
        const Id second = id();
        const Applied again = must(first.state, { second, today, { birthday, sale } });
        QCOMPARE(again.skipped, std::vector { QStringLiteral("birthday:2026") });
        QCOMPARE(again.state.usable(Currency::Points, today), 93);
        QVERIFY(again.state.find({ second, 1 })); // the second grant of its fact, given or not
        const Applied undone = must(again.state, fact(id(), { effect::Uncount { QStringLiteral("birthday:2026") } }));
        QVERIFY(undone.state.counts.empty());
    }

    void giftsAreSpentByTheirItem()
    {
        const MemberState state = must({}, fact(id(), { effect::Grant { Currency::Gift, 1, {}, {}, QStringLiteral("size-up") } })).state;
        QVERIFY(!apply(state, fact(id(), { effect::Spend { Currency::Gift, 1, Account::Redeemed, QStringLiteral("cake") } })).has_value());
        QCOMPARE(
            must(state, fact(id(), { effect::Spend { Currency::Gift, 1, Account::Redeemed, QStringLiteral("size-up") } })).state.usable(Currency::Gift, today),
            0);
    }

    void everyEffectSurvivesItsJson()
    {
        const Id origin = id();
        const std::vector<MemberParts> ledger { { id(),
            { { QStringLiteral("sale"), {}, 1,
                  { effect::Grant { Currency::Bonus, 100, BusinessDate { 20261201 }, BusinessDate { 20261231 }, {} },
                      effect::Grant { Currency::Gift, 1, {}, {}, QStringLiteral("cake") }, effect::Spend { Currency::Points, 5, Account::Donated },
                      effect::TakeBack { origin, Currency::Gift, 1, QStringLiteral("cake") },
                      effect::GiveBack { origin, Currency::Principal, 7, BusinessDate { 20270101 } }, effect::Expire { { 20261130 } } } },
                { QStringLiteral("hold"), QStringLiteral("key"), 3,
                    { effect::Hold { Currency::Points, 3 }, effect::Release { origin }, effect::Capture { origin },
                        effect::Uncount { QStringLiteral("k") } } } } } };
        QVERIFY(MUST(ledgerFromJson(ledgerToJson(ledger))) == ledger);
    }

    void aLedgerThatIsNoLedgerIsRefused()
    {
        QJsonArray json = ledgerToJson({ { id(), { { QStringLiteral("sale"), {}, 1, { points(5) } } } } });
        const auto breakIt = [&](const char* key, const QJsonValue& value) {
            QJsonObject member = json[0].toObject();
            QJsonArray parts = member[u"parts"].toArray();
            QJsonObject part = parts[0].toObject();
            QJsonArray effects = part[u"effects"].toArray();
            QJsonObject effect = effects[0].toObject();
            effect[QLatin1String(key)] = value;
            effects[0] = effect;
            part[u"effects"] = effects;
            parts[0] = part;
            member[u"parts"] = parts;
            return QJsonArray { member };
        };
        QVERIFY(ledgerFromJson(json).has_value());
        QVERIFY(!ledgerFromJson(breakIt("do", QStringLiteral("steal"))).has_value());
        QVERIFY(!ledgerFromJson(breakIt("amount", -1)).has_value());
        QVERIFY(!ledgerFromJson(breakIt("amount", 1.5)).has_value());
        QVERIFY(!ledgerFromJson(breakIt("currency", QStringLiteral("gold"))).has_value());
    }
};

TANGYUAN_TEST(LedgerTest)
#include "LedgerTest.moc"
