// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever happens in whatever order, the ledger adds up: random histories on the pure rule and on real SQLite.
#include "core/domain/loyalty/LedgerJson.h"
#include "core/storage/LedgerRows.h"
#include "tests/support/RoomTest.h"
#include "tests/support/World.h"

#include <QTest>

#include <algorithm>

using namespace tangyuan;

namespace {

quint64 chosenSeed(quint64 usual)
{
    return qEnvironmentVariableIsSet("SEED") ? qEnvironmentVariable("SEED").toULongLong() : usual;
}

/// One member's ledger as facts make it, and what those facts were.
struct Subject {
    MemberState state;
    std::vector<LedgerFact> facts;
};

/// Makes facts that may really happen to this member now.
class Fate {
public:
    explicit Fate(quint64 seed)
        : m_random(seed)
        , m_clock({ 1'700'000'000'000 })
    {
    }

    SeededRandom& random() { return m_random; }
    Id id()
    {
        m_clock.advanceMs(1);
        return Id::make(m_clock, m_random);
    }
    qint64 upTo(qint64 most) { return static_cast<qint64>(m_random.below(static_cast<quint64>(most) + 1)); }
    Currency currency() { return currencies[m_random.below(3)]; }
    void maybeNextDay()
    {
        if (m_random.below(20) == 0)
            m_date = m_date.addDays(static_cast<int>(1 + m_random.below(9)));
    }
    BusinessDate date() const { return m_date; }

    effect::Grant grant(Currency currency)
    {
        effect::Grant grant { currency, upTo(200), {}, {}, {} };
        if (m_random.below(3) == 0)
            grant.expires = m_date.addDays(static_cast<int>(m_random.below(60)));
        if (m_random.below(6) == 0)
            grant.usableFrom = m_date.addDays(static_cast<int>(m_random.below(20)));
        if (grant.usableFrom && grant.expires && *grant.expires < *grant.usableFrom)
            grant.expires = grant.usableFrom;
        return grant;
    }

    LedgerFact next(const Subject& subject)
    {
        const Currency money = currency();
        LedgerFact fact { id(), m_date, { { QStringLiteral("sale"), {}, 1, {} } } };
        std::vector<Effect>& effects = fact.parts[0].effects;
        switch (m_random.below(9)) {
        case 0:
        case 1: effects = { grant(money), grant(currency()) }; break;
        case 2:
        case 3: // a sale that spends and earns
            effects = { effect::Spend { money, upTo(subject.state.usable(money, m_date)) }, grant(Currency::Points) };
            break;
        case 4:
            if (!subject.facts.empty())
                undo(subject, subject.facts[m_random.below(subject.facts.size())], effects);
            break;
        case 5: effects = { effect::Expire { m_date.addDays(-1) } }; break;
        case 6: effects = { effect::Hold { money, upTo(subject.state.usable(money, m_date)) } }; break;
        case 7: endAHold(subject, effects); break;
        case 8: fact.parts.push_back({ QStringLiteral("bonus"), QStringLiteral("once"), 3, { grant(Currency::Points) } }); break;
        }
        return fact;
    }

private:
    /// Takes back what is still open of a fact: all, or a part as a refund of a line does.
    void undo(const Subject& subject, const LedgerFact& origin, std::vector<Effect>& effects)
    {
        std::map<Currency, qint64> granted;
        std::map<Currency, qint64> spent;
        for (const Movement& movement : subject.state.past) {
            if (movement.fact == origin.id && movement.from == Account::Issued)
                granted[movement.currency] += movement.amount;
            if (movement.origin == origin.id && movement.to == Account::Issued)
                granted[movement.currency] -= movement.amount;
            if (movement.fact == origin.id && movement.from == Account::Available && movement.to == Account::Redeemed)
                spent[movement.currency] += movement.amount;
            if (movement.origin == origin.id && movement.from == Account::Redeemed)
                spent[movement.currency] -= movement.amount;
        }
        const bool isWhole = m_random.below(2) == 0;
        for (const auto& [money, amount] : spent)
            effects.push_back(effect::GiveBack { origin.id, money, isWhole ? amount : upTo(amount), m_date.addDays(14) });
        for (const auto& [money, amount] : granted)
            effects.push_back(effect::TakeBack { origin.id, money, isWhole ? amount : upTo(amount), {} });
    }

    void endAHold(const Subject& subject, std::vector<Effect>& effects)
    {
        std::map<Id, qint64> open;
        for (const Movement& movement : subject.state.past) {
            if (movement.to == Account::Held)
                open[movement.fact] += movement.amount;
            if (movement.from == Account::Held)
                open[*movement.origin] -= movement.amount;
        }
        std::erase_if(open, [](const auto& entry) { return entry.second == 0; });
        if (open.empty())
            return;
        auto chosen = open.begin();
        std::advance(chosen, static_cast<std::ptrdiff_t>(m_random.below(open.size())));
        if (m_random.below(2) == 0)
            effects.push_back(effect::Release { chosen->first });
        else
            effects.push_back(effect::Capture { chosen->first });
    }

    SeededRandom m_random;
    FixedClock m_clock;
    BusinessDate m_date { 20260101 };
};

/// What is wrong with a ledger, or nothing.
QString wrongWith(const MemberState& state)
{
    std::map<std::pair<LotId, Account>, qint64> ofLot;
    std::map<std::pair<Currency, Account>, qint64> ofAccount;
    for (const Movement& movement : state.past) {
        if (movement.amount <= 0)
            return QStringLiteral("a movement of nothing");
        ofLot[{ movement.lot, movement.from }] -= movement.amount;
        ofLot[{ movement.lot, movement.to }] += movement.amount;
        ofAccount[{ movement.currency, movement.from }] -= movement.amount;
        ofAccount[{ movement.currency, movement.to }] += movement.amount;
    }
    std::map<Currency, qint64> sums;
    for (const auto& [key, amount] : ofAccount)
        sums[key.first] += amount;
    for (const auto& [currency, sum] : sums)
        if (sum != 0)
            return QStringLiteral("a sum changed");
    for (const Lot& lot : state.lots) {
        if (lot.remaining < 0 || lot.held < 0 || lot.remaining + lot.held > lot.granted)
            return QStringLiteral("a lot below zero or above its grant");
        if (ofLot[{ lot.id, Account::Available }] != lot.remaining || ofLot[{ lot.id, Account::Held }] != lot.held)
            return QStringLiteral("a lot is not the sum of its entries");
    }
    for (Currency currency : currencies) {
        if (ofAccount[{ currency, Account::Owed }] != -state.owedOf(currency) || state.owedOf(currency) < 0)
            return QStringLiteral("what is owed is not the sum of its entries");
        if (ofAccount[{ currency, Account::Expired }] < 0 || ofAccount[{ currency, Account::Redeemed }] < 0)
            return QStringLiteral("the shop gave what it never got");
    }
    return {};
}

}

class HistoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twelveThousandFactsOfManyMembersAddUp()
    {
        const quint64 seed = chosenSeed(20'261'125);
        qInfo("SEED=%llu", seed);
        Fate fate(seed);
        std::vector<Subject> subjects(120);
        qint64 undone = 0;
        for (int i = 0; i < 12'000; ++i) {
            fate.maybeNextDay();
            Subject& subject = subjects[fate.random().below(subjects.size())];
            const LedgerFact fact = fate.next(subject);
            const auto applied = apply(subject.state, fact);
            if (!applied)
                QFAIL(qPrintable(QStringLiteral("fact %1: %2").arg(i).arg(errorCodeName(applied.error().code))));
            undone += undoesAnother(fact) ? 1 : 0;
            subject.state = applied->state;
            subject.facts.push_back(fact);
            const QString wrong = wrongWith(subject.state);
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("fact %1: %2").arg(i).arg(wrong)));
        }
        QVERIFY(undone > 1'000);
    }

    void whatIsStoredIsWhatWasFolded()
    {
        const quint64 seed = chosenSeed(7);
        qInfo("SEED=%llu", seed);
        Fate fate(seed);
        World world(seed);
        const Member member = world.member("13800138000");
        LedgerRows store(world.till().database());
        Subject subject;
        Transaction transaction = MUST(Transaction::begin(world.till().database()));
        for (int i = 0; i < 500; ++i) {
            fate.maybeNextDay();
            LedgerFact fact = fate.next(subject);
            // Through its JSON, as at the hub.
            fact.parts = MUST(ledgerFromJson(ledgerToJson({ { member.id, fact.parts } })))[0].parts;
            const Applied applied = MUST(apply(subject.state, fact));
            // The store knows only what it kept of the prefix; the rest must come out the same.
            const Applied fromStore = MUST(store.applied(member.key, fact));
            QCOMPARE(fromStore.movements.size(), applied.movements.size());
            QVERIFY(fromStore.movements == applied.movements);
            QVERIFY(fromStore.skipped == applied.skipped);
            MUST(LedgerRows::record(transaction, member.key, fact, fromStore));
            subject.state = applied.state;
            subject.facts.push_back(fact);
        }
        const MemberState stored = MUST(store.state(member.key, LedgerRows::Depth::Whole));
        QVERIFY(stored.lots == subject.state.lots);
        QVERIFY(stored.owed == subject.state.owed);
        QVERIFY(stored.past == subject.state.past);
        QVERIFY(store.verifySums().has_value());
    }

    void grantsMayComeInAnyOrder()
    {
        const quint64 seed = chosenSeed(11);
        qInfo("SEED=%llu", seed);
        Fate fate(seed);
        std::vector<LedgerFact> facts;
        for (int i = 0; i < 60; ++i)
            facts.push_back({ fate.id(), fate.date(), { { QStringLiteral("sale"), {}, 1, { fate.grant(Currency::Points), fate.grant(Currency::Bonus) } } } });
        const auto folded = [&] {
            MemberState state;
            for (const LedgerFact& fact : facts)
                state = MUST(apply(state, fact)).state;
            return state.lots;
        };
        const std::vector<Lot> inOrder = folded();
        for (int round = 0; round < 20; ++round) {
            for (size_t i = facts.size() - 1; i > 0; --i)
                std::swap(facts[i], facts[fate.random().below(i + 1)]);
            QVERIFY(folded() == inOrder);
        }
    }

    static LedgerFact plain(Fate& fate, std::vector<Effect> effects)
    {
        return { fate.id(), fate.date(), { { QStringLiteral("other"), {}, 1, std::move(effects) } } };
    }

    /// buy, then anything, then refund: the balance is that of a member who never bought.
    void aRefundRestoresTheStateThatNeverHadTheSale()
    {
        const quint64 seed = chosenSeed(13);
        qInfo("SEED=%llu", seed);
        Fate fate(seed);
        for (int round = 0; round < 2'000; ++round) {
            MemberState without;
            for (int i = 0; i < 5; ++i)
                without = MUST(apply(without, plain(fate, { effect::Grant { Currency::Points, 1 + fate.upTo(300), {}, {}, {} } }))).state;
            const Id sale = fate.id();
            const qint64 spent = fate.upTo(without.usable(Currency::Points, fate.date()));
            const qint64 earned = fate.upTo(100);
            const std::vector<Effect> selling { effect::Spend { Currency::Points, spent }, effect::Grant { Currency::Points, earned, {}, {}, {} } };
            const LedgerFact sold { sale, fate.date(),
                { { QStringLiteral("sale"), {}, 1, selling }, { QStringLiteral("bonus"), QStringLiteral("first"), 1, {} } } };
            MemberState with = MUST(apply(without, sold)).state;
            const std::vector<Lot> before = without.lots;
            const bool isAtOnce = fate.random().below(3) == 0;
            for (int i = 0; !isAtOnce && i < 4; ++i) {
                // Meanwhile the same happens to both; what only the buyer could pay is left out, unless it is the sale's own points.
                const qint64 both = std::min(with.usable(Currency::Points, fate.date()), without.usable(Currency::Points, fate.date()));
                const LedgerFact meanwhile
                    = plain(fate, { effect::Spend { Currency::Points, fate.upTo(both) }, effect::Grant { Currency::Points, fate.upTo(50), {}, {}, {} } });
                with = MUST(apply(with, meanwhile)).state;
                without = MUST(apply(without, meanwhile)).state;
            }
            const std::vector<Effect> back { effect::GiveBack { sale, Currency::Points, spent }, effect::TakeBack { sale, Currency::Points, earned },
                effect::Uncount { QStringLiteral("first") } };
            with = MUST(apply(with, { fate.id(), fate.date(), { { QStringLiteral("refund"), {}, 1, back } } })).state;
            QCOMPARE(with.balance(Currency::Points, fate.date()), without.balance(Currency::Points, fate.date()));
            QVERIFY(with.counts == without.counts);
            QCOMPARE(with.owedOf(Currency::Points), 0);
            if (isAtOnce) {
                std::erase_if(with.lots, [&](const Lot& lot) { return lot.id.source == sale; });
                QVERIFY(with.lots == before);
            }
        }
    }

    void buyEarnSpendRefundLeavesNoFreePoints()
    {
        Fate fate(3);
        const Id sale = fate.id();
        const Id present = fate.id();
        MemberState state
            = MUST(apply({}, { sale, { 20261120 }, { { QStringLiteral("sale"), {}, 1, { effect::Grant { Currency::Points, 500, {}, {}, {} } } } } })).state;
        state = MUST(apply(state, { present, { 20261120 }, { { QStringLiteral("mall:cup"), {}, 1, { effect::Spend { Currency::Points, 500 } } } } })).state;
        state = MUST(apply(state, { fate.id(), { 20261121 }, { { QStringLiteral("refund"), {}, 1, { effect::TakeBack { sale, Currency::Points, 500 } } } } }))
                    .state;
        QCOMPARE(state.balance(Currency::Points, { 20261121 }), -500);
        QCOMPARE(state.usable(Currency::Points, { 20261121 }), 0);
    }
};

TANGYUAN_TEST(HistoryTest)
#include "HistoryTest.moc"
