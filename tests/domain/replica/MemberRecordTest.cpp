// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Json.h"
#include "core/base/Random.h"
#include "core/domain/replica/SharedRow.h"
#include "core/usecases/replication/Replica.h"
#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;
using namespace Qt::StringLiterals;

/// Random lives of a member, told in any order.
class MemberRecordTest : public QObject {
    Q_OBJECT

    static constexpr int lives = 300;
    const FixedClock m_clock { UtcTime { 1'790'000'000'000 } };

    /// Grants, spendings (also of what is not there), gifts, what may be had once, and undoings, some with wrong clocks.
    std::vector<MemberChange> life(SeededRandom& random, const Id& member, int length)
    {
        std::vector<MemberChange> changes;
        for (int i = 0; i < length; ++i) {
            MemberChange change { .member = member,
                .fact = Id::make(m_clock, random),
                .type = u"points.adjusted"_s,
                .at = { m_clock.now().ms + i * 60'000 + static_cast<qint64>(random.below(180'000)) },
                .date = { 20261101 + static_cast<qint32>(random.below(28)) } };
            const auto amount = static_cast<qint64>(1 + random.below(50));
            LedgerPart part { u"sale"_s };
            const quint64 what = random.below(7);
            const auto currency = static_cast<Currency>(1 + random.below(3));
            if (i == 0) {
                change.type = u"member.registered"_s;
                change.number = u"10000017"_s;
                change.profile = "sealed";
            } else if (what < 3) {
                part.effects = { effect::Grant { currency, amount, {}, BusinessDate { 20261110 + static_cast<qint32>(random.below(200)) % 20 } } };
            } else if (what < 5) {
                part.effects = { effect::Spend { currency, amount } };
            } else if (what == 5) {
                part.countKey = u"welcome"_s;
                part.effects = { effect::Grant { Currency::Gift, 1, {}, {}, u"tea"_s } };
            } else {
                const MemberChange& other = changes[random.below(changes.size())];
                for (const LedgerPart& before : other.parts)
                    for (const Effect& effect : before.effects) {
                        if (const auto* grant = std::get_if<effect::Grant>(&effect))
                            part.effects.push_back(effect::TakeBack { other.fact, grant->currency, grant->amount, grant->item });
                        if (const auto* spend = std::get_if<effect::Spend>(&effect))
                            part.effects.push_back(effect::GiveBack { other.fact, spend->currency, spend->amount, BusinessDate { 20261231 } });
                    }
            }
            if (!part.effects.empty())
                change.parts = { part };
            if (i > 0 && random.below(3) == 0) {
                change.visits = static_cast<qint32>(random.below(2));
                change.spend = { change.visits == 1 ? amount * 100 : -amount * 50 };
            }
            changes.push_back(std::move(change));
        }
        return changes;
    }

    static void verifySums(const MemberRecord& record)
    {
        std::map<LotId, std::pair<qint64, qint64>> sums;
        std::array<qint64, 5> owed {};
        std::vector<DatedMovement> all = openingsOf(record);
        std::ranges::copy(record.movements, std::back_inserter(all));
        for (const DatedMovement& dated : all) {
            const Movement& m = dated.movement;
            sums[m.lot].first += (m.to == Account::Available ? m.amount : 0) - (m.from == Account::Available ? m.amount : 0);
            sums[m.lot].second += (m.to == Account::Held ? m.amount : 0) - (m.from == Account::Held ? m.amount : 0);
            owed[static_cast<size_t>(m.currency)] += (m.from == Account::Owed ? m.amount : 0) - (m.to == Account::Owed ? m.amount : 0);
        }
        for (const Lot& lot : record.ledger.lots) {
            QCOMPARE(sums[lot.id].first, lot.remaining);
            QCOMPARE(sums[lot.id].second, lot.held);
            sums.erase(lot.id);
        }
        for (const auto& [lot, sum] : sums)
            QVERIFY(sum == std::pair(qint64 { 0 }, qint64 { 0 }));
        for (const Currency currency : currencies)
            QCOMPARE(owed[static_cast<size_t>(currency)], record.ledger.owedOf(currency));
    }

private Q_SLOTS:
    void theOrderInWhichItIsHeardMattersNothing()
    {
        SeededRandom random(20'261'129);
        qint64 findings = 0;
        for (int i = 0; i < lives; ++i) {
            const Id member = Id::make(m_clock, random);
            std::vector<MemberChange> changes = life(random, member, 40);
            const FoldedMember told = foldAll(member, changes);
            findings += std::ssize(told.findings);
            verifySums(told.record);
            for (size_t j = changes.size(); j > 1; --j)
                std::swap(changes[j - 1], changes[random.below(j)]);
            changes.push_back(changes.front()); // and once more
            const FoldedMember shuffled = foldAll(member, changes);
            QVERIFY(shuffled.record == told.record);
            QVERIFY(shuffled.findings == told.findings);
        }
        QVERIFY(findings > 0); // or the lives were too tame
    }

    void whatGoesOnTopIsWhatAllTogetherGives()
    {
        SeededRandom random(7);
        int onTop = 0;
        for (int i = 0; i < lives; ++i) {
            const Id member = Id::make(m_clock, random);
            std::vector<MemberChange> changes = life(random, member, 30);
            std::ranges::sort(changes, [](const MemberChange& a, const MemberChange& b) { return a.isBefore(b); });
            MemberRecord record { .id = member };
            for (size_t j = 0; j < changes.size(); ++j) {
                if (goesOnTop(record, changes[j])) {
                    fold(record, changes[j]);
                    ++onTop;
                } else {
                    record = foldAll(member, { changes.begin(), changes.begin() + static_cast<std::ptrdiff_t>(j) + 1 }).record;
                }
            }
            QVERIFY(record == foldAll(member, changes).record);
        }
        QVERIFY(onTop > lives * 20);
    }

    void whatWasBoughtLongAgoStandsByMonths()
    {
        SeededRandom random(5);
        const Id member = Id::make(m_clock, random);
        MemberRecord record { .id = member };
        TierFigures all;
        for (int i = 0; i < 1'500; ++i) {
            const MemberChange change { .member = member,
                .fact = Id::make(m_clock, random),
                .type = u"sale.committed"_s,
                .at = { m_clock.now().ms + i },
                .date = BusinessDate { 20230101 }.addDays(i),
                .spend = { 100 + i },
                .visits = 1 };
            QVERIFY(goesOnTop(record, change));
            fold(record, change);
            fold(record, change); // an answer that was lost: it comes again, and counts once
            all += { change.spend, 1, {} };
            if (i % 7 == 0)
                compact(record);
        }
        compact(record);
        const auto sumOf = [&](BusinessDate from) {
            TierFigures sum;
            for (auto day = record.days.lower_bound(from); day != record.days.end(); ++day)
                sum += day->second;
            return sum;
        };
        QCOMPARE(sumOf({}).spend, all.spend);
        QCOMPARE(sumOf({}).visits, 1'500);
        QCOMPARE(sumOf(record.days.rbegin()->first.addDays(-364)).visits, 365);
        QVERIFY2(record.days.size() < 801 + 25, qPrintable(QString::number(record.days.size())));
        QVERIFY(*MemberRecord::fromJson(record.toJson()) == record);
        QJsonObject before = record.toJson(); // as a hub of another version tells it
        before.remove(u"days"_s);
        before.remove(u"quiet"_s);
        QVERIFY(MUST(MemberRecord::fromJson(before)).days.empty());
    }

    void aCompactRecordKeepsItsSumsAndItsText()
    {
        SeededRandom random(11);
        const Id member = Id::make(m_clock, random);
        MemberRecord record = foldAll(member, life(random, member, 900)).record;
        const MemberState before = record.ledger;
        compact(record);
        QVERIFY(!record.isWhole);
        QCOMPARE(record.movements.size(), movementsKept);
        verifySums(record);
        for (const Currency currency : currencies)
            QCOMPARE(record.ledger.balance(currency, { 20261120 }), before.balance(currency, { 20261120 }));
        const auto again = MemberRecord::fromJson(record.toJson());
        QVERIFY2(again.has_value(), again ? "" : qPrintable(again.error().context));
        QVERIFY(*again == record);
        // What it no longer knows is not undone on top of it.
        const MemberChange late { .member = member,
            .fact = Id::make(m_clock, random),
            .type = u"deed.undone"_s,
            .at = { m_clock.now().ms + 90'000'000'000 },
            .date = { 20261130 },
            .parts = { { u"undo"_s, {}, 1, { effect::TakeBack { Id::make(m_clock, random), Currency::Points, 1 } } } } };
        QVERIFY(!goesOnTop(record, late));
    }

    void aChangeIsReadAsItWasWritten()
    {
        SeededRandom random(13);
        for (const MemberChange& change : life(random, Id::make(m_clock, random), 60)) {
            const auto again = MemberChange::fromJson(MUST(parseJsonObject(change.toUtf8())));
            QVERIFY(again.has_value());
            QCOMPARE(again->toUtf8(), change.toUtf8());
            QCOMPARE(again->isBefore(change), false);
            QVERIFY(again->parts == change.parts);
        }
    }

    void whatAWrongClockSaysNeverGoesBeforeWhatItUndoes()
    {
        SeededRandom random(17);
        const Id member = Id::make(m_clock, random);
        MemberChange gave { .member = member,
            .fact = Id::make(m_clock, random),
            .type = u"sale.committed"_s,
            .at = { 2'000 },
            .date = { 20261120 },
            .parts = { { u"sale"_s, {}, 1, { effect::Grant { Currency::Points, 10 } } } } };
        MemberChange took { .member = member,
            .fact = Id::make(m_clock, random),
            .type = u"sale.refunded"_s,
            .at = { 1'000 },
            .date = { 20261120 },
            .parts = { { u"refund"_s, {}, 1, { effect::TakeBack { gave.fact, Currency::Points, 10 } } } } };
        const FoldedMember folded = foldAll(member, { took, gave });
        QVERIFY(folded.findings.empty());
        QCOMPARE(folded.record.ledger.balance(Currency::Points, { 20261120 }), 0);
        const FoldedMember early = foldAll(member, { took });
        QCOMPARE(early.findings.size(), size_t { 1 });
        QCOMPARE(early.findings.front().kind, MemberFinding::Kind::UnseenOrigin);
        QCOMPARE(early.record.waiting, std::vector { gave.fact });
    }

    void theShopBearsWhatWasNotThereAndGetsItBack()
    {
        SeededRandom random(19);
        const Id spent = Id::make(m_clock, random);
        const Applied applied
            = MUST(apply({}, { spent, { 20261120 }, { { u"sale"_s, {}, 1, { effect::Spend { Currency::Bonus, 30 } } } } }, Shortfall::Booked));
        QCOMPARE(applied.shortages, (std::vector { Shortage { Currency::Bonus, 30, {} } }));
        QCOMPARE(applied.movements.size(), size_t { 2 });
        QCOMPARE(applied.movements.front().from, Account::Loss);
        QCOMPARE(applied.state.balance(Currency::Bonus, { 20261120 }), 0);
        const Applied back = MUST(apply(applied.state,
            { Id::make(m_clock, random), { 20261121 },
                { { u"refund"_s, {}, 1, { effect::GiveBack { spent, Currency::Bonus, 30, BusinessDate { 20261231 } } } } } }));
        QCOMPARE(back.state.balance(Currency::Bonus, { 20261121 }), 0); // it was never the member's
        QCOMPARE(back.movements.back().to, Account::Loss);
        QVERIFY(!apply({}, { spent, { 20261120 }, { { u"sale"_s, {}, 1, { effect::Spend { Currency::Bonus, 30 } } } } })); // at the counter it is refused
    }

    void editsOfSharedThingsAreFound()
    {
        const auto editsOf = [](const char* type, const QJsonObject& body) {
            Fact fact;
            fact.type = QLatin1String(type);
            return MUST(sharedEdits(fact, body));
        };
        QCOMPARE(
            editsOf("sale.committed", { { u"couponsUsed"_s, QJsonArray { QJsonObject { { u"kind"_s, u"x"_s } } } } }).size(), size_t { 0 }); // the member's own
        const QString batch = u"01234567-89ab-7def-8123-456789abcdef"_s;
        const auto used = editsOf("sale.committed", { { u"couponsUsed"_s, QJsonArray { QJsonObject { { u"batch"_s, batch }, { u"serial"_s, 3 } } } } });
        QCOMPARE(used.size(), size_t { 1 });
        const QJsonObject once = edited({}, used.front());
        QCOMPARE(edited(once, used.front())["uses"_L1].toInteger(), 2);
        QVERIFY(edited(edited(once, editsOf("coupons.revoked", { { u"batch"_s, batch }, { u"serial"_s, 3 } }).front()), used.front())["revoked"_L1].toBool());
        QCOMPARE(editsOf("member.registered", {}).size(), size_t { 0 });
        QVERIFY(!sharedEdits(
            { .key = {}, .id = {}, .type = u"rules.published"_s, .version = 1, .businessDate = {}, .at = {}, .body = {}, .previousHash = {}, .hash = {} }, {}));
    }
};

TANGYUAN_TEST(MemberRecordTest)
#include "MemberRecordTest.moc"
