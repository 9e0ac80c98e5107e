// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/Verification.h"
#include "tests/hub/HubProcess.h"
#include "tests/support/RoomTest.h"

#include <atomic>
#include <barrier>
#include <future>

using namespace tangyuan;
using namespace tangyuan::sync;

namespace {

QByteArray phoneOf(int number)
{
    return QByteArrayLiteral("1380013") + QByteArray::number(8'000 + number);
}

/// A till at its own process of the hub, in a thread of its own: registers and sells, and talks after every sale.
struct Shift {
    int number = 1;
    const char* code = "A01";
    const char* store = "S001";

    qint64 facts = 0;
    std::map<QByteArray, qint64> points {}; ///< by phone, when all is quiet
    QString trouble {};

    static constexpr int rounds = 12;
    static constexpr int phones = 6; ///< both tills register all of them

    Result<void> work(const HubPlaces& places, std::barrier<>& allDone)
    {
        HubProcess process(places, quint64(number) + 10);
        const auto made = stockedTill(code, quint64(number));
        ChainTill& till = *made;
        TRY(join(till, process, store));
        Result<void> sold = sell(till, process);
        // Once both have sent all, each takes over what came of it.
        for (int turn = 0; turn < 3; ++turn) {
            allDone.arrive_and_wait();
            if (sold)
                if (const auto talked = talk(till, process); !talked)
                    sold = Failure(talked.error());
        }
        TRY(sold);
        TRY(verifyDatabase(till.till().database()));
        facts = factsOf(till);
        for (int phone = 0; phone < phones; ++phone)
            if (const auto member = byPhone(till, phoneOf(phone).constData()))
                points[phoneOf(phone)] = till.points(member->id);
        return {};
    }

private:
    Result<void> sell(ChainTill& till, HubProcess& process) const
    {
        for (int round = 0; round < rounds; ++round) {
            const Member member = till.member(phoneOf((round * number) % phones).constData());
            till.sell(member, 1 + round);
            TRY(talk(till, process));
        }
        for (int phone = 0; phone < phones; ++phone)
            till.member(phoneOf(phone).constData());
        TRY(talk(till, process));
        return {};
    }
};

}

/// Several processes of the hub serve one database, in turns and at the same moment: every fact once, one truth, and streams
/// whose numbers come in the order of the commits.
class TwoHubsTest : public QObject {
    Q_OBJECT

    HubPlaces m_places;

private Q_SLOTS:
    void initTestCase_data() { HubPlaces::rows(); }
    void init()
    {
        QFETCH_GLOBAL(bool, isPostgres);
        if (!m_places.next(isPostgres))
            QSKIP(qPrintable(m_places.trouble()));
    }
    void cleanupTestCase() { m_places.close(); }

    void inTurns()
    {
        HubProcess one(m_places, 1);
        HubProcess two(m_places, 2);
        const auto firstTill = stockedTill("A01", 1);
        ChainTill& first = *firstTill;
        const auto secondTill = stockedTill("B01", 2);
        ChainTill& second = *secondTill;
        GOOD(join(first, one, "S001"));
        GOOD(join(second, two, "S001"));
        const Member mei = first.member("13900139000");
        for (int round = 0; round < 6; ++round) {
            first.sell(mei, 1);
            GOOD(talk(first, round % 2 == 0 ? one : two));
            GOOD(talk(second, round % 3 == 0 ? one : two));
            const auto there = byPhone(second, "13900139000");
            QVERIFY(there.has_value());
            QCOMPARE(second.points(there->id), first.points(mei.id));
            second.sell(*there, 2);
            GOOD(talk(second, round % 2 == 0 ? two : one));
            GOOD(talk(first, round % 3 == 0 ? two : one));
            QCOMPARE(second.points(there->id), first.points(mei.id));
        }
        QCOMPARE(MUST(one.hub().counts()).facts, factsOf(first) + factsOf(second));
        QCOMPARE(MUST(two.hub().counts()).facts, factsOf(first) + factsOf(second));
        GOOD(one.hub().verify());
        // One request goes to both, as when a till asks again elsewhere.
        first.sell(mei, 1);
        const HubRequest push = nextPush(first);
        const HubReply here = one(push);
        QCOMPARE(here.status, 200);
        QCOMPARE(two(push).body, here.body);
        QCOMPARE(MUST(two.hub().counts()).facts, factsOf(first) + factsOf(second));
    }

    void atTheSameMoment()
    {
        HubProcess quiet(m_places);
        const auto lateTill = stockedTill("D01", 4); // joins first: also that is told in the streams
        ChainTill& late = *lateTill;
        GOOD(join(late, quiet, "S001"));
        std::array shifts { Shift { 1, "A01", "S001" }, Shift { 5, "B01", "S002" } };
        std::barrier<> allDone(std::ssize(shifts));
        std::atomic<bool> isOver = false;
        QString heardTrouble;
        Listener::Rows heard;
        std::map<QString, qint64> heardUpTo;
        int polls = 0;
        const auto run = [&](Shift& shift) {
            if (const auto worked = shift.work(m_places, allDone); !worked)
                shift.trouble = errorCodeName(worked.error().code) + u' ' + worked.error().context;
        };
        // Reads after its cursors all the while: what is committed behind them, it never sees.
        const auto listen = [&]() -> Result<void> {
            HubProcess process(m_places, 3);
            const auto tillTill = stockedTill("C01", 3);
            ChainTill& till = *tillTill;
            TRY(join(till, process, "S001"));
            Listener listener(till, "S001");
            for (bool isLast = false; !isLast; ++polls) {
                isLast = isOver; // once more after all is done
                TRY(listener.listen(process, 3));
            }
            heard = listener.rows();
            heardUpTo = listener.cursors();
            return {};
        };
        std::thread listening([&] {
            if (const auto listened = listen(); !listened)
                heardTrouble = errorCodeName(listened.error().code) + u' ' + listened.error().context;
        });
        atOnce({ [&] { run(shifts[0]); }, [&] { run(shifts[1]); } });
        isOver = true;
        listening.join();
        for (const Shift& shift : shifts)
            QVERIFY2(shift.trouble.isEmpty(), qPrintable(shift.trouble));
        QVERIFY2(heardTrouble.isEmpty(), qPrintable(heardTrouble));

        // Every fact once, and one truth of it.
        const auto counts = MUST(quiet.hub().counts());
        QCOMPARE(counts.facts, shifts[0].facts + shifts[1].facts);
        QCOMPARE(counts.members, Shift::phones);
        GOOD(quiet.hub().verify());
        QCOMPARE(MUST(quiet.database().integer(
                     "SELECT count(*) FROM (SELECT device FROM facts GROUP BY device, branch, epoch HAVING count(*) <> max(seq)) AS holes")),
            0);
        QCOMPARE(shifts[0].points.size(), size_t { Shift::phones });
        QCOMPARE(shifts[0].points, shifts[1].points);

        // The streams: no number beyond the counter, the newest row carries it, and the listener missed nothing.
        QCOMPARE(MUST(quiet.database().integer("SELECT count(*) FROM streams WHERE number <>"
                                               " (SELECT max(number) FROM feed WHERE feed.org = streams.org AND feed.stream = streams.stream)")),
            0);
        Listener fresh(late, "S001");
        GOOD(fresh.listen(quiet));
        QVERIFY(fresh.cursors() == heardUpTo);
        QCOMPARE(heard.size(), fresh.rows().size());
        for (const auto& [key, body] : fresh.rows())
            QVERIFY2(heard.contains(key) && heard[key] == body, qPrintable(sharedKindName(key.first) + u' ' + key.second));
        QVERIFY2(polls > 5, qPrintable(QString::number(polls)));
        qInfo("%lld facts, %d polls", static_cast<long long>(counts.facts), polls);
    }

    /// One push is held before each of its statements in turn, while the other till's push runs at another process as far as it
    /// can. Both edit the same product and publish rules, both know one member, both register the same new phone.
    void interruptedAtAnyMoment()
    {
        if (!m_places.isPostgres())
            QSKIP("SQLite lets only one write.");
        HubProcess process(m_places);
        const auto firstTill = stockedTill("A01", 1);
        ChainTill& first = *firstTill;
        const auto secondTill = stockedTill("B01", 2);
        ChainTill& second = *secondTill;
        GOOD(join(first, process, "S001"));
        GOOD(join(second, process, "S001"));
        first.member("13900139000");
        for (ChainTill* till : { &first, &second, &first })
            GOOD(talk(*till, process));
        const Product shared = *first.till().catalog().byPlu(name("1"));
        const auto crossed = [&](const char* kind) {
            qint64 count = 0;
            for (const HubException& exception : MUST(process.hub().exceptions(Hub::Resolved::Included, 10'000)))
                count += exception.kind == QLatin1String("editsCrossed") && exception.details[QLatin1String("kind")] == QLatin1String(kind) ? 1 : 0;
            return count;
        };
        int moment = 0;
        for (bool wasHeld = true; wasHeld; ++moment) {
            QVERIFY2(moment < 200, "a push has no end");
            const QByteArray at = QByteArrayLiteral("held before statement ") + QByteArray::number(moment);
            const qint64 products = crossed("product");
            const qint64 rules = crossed("rules");
            for (ChainTill* till : { &first, &second }) {
                const int own = till == &first ? 0 : 1;
                till->sell(byPhone(*till, "13900139000"), 1 + own);
                till->sell(till->member(phoneOf(moment).constData()), 3);
                Product edit = shared;
                edit.price = { 2'000 + 10 * moment + own };
                GOOD(till->till().saveProducts({}, { edit }));
                LoyaltyRules published = till->till().rules();
                published.storedValue.pinAbove = { 10'000 + 10 * moment + own };
                MUST(till->till().publishRules(published, Till::Notice::Waived));
            }
            const HubRequest pushes[] { nextPush(first), nextPush(second) };
            std::future<HubReply> other;
            int left = moment;
            process.database().setFaultHook([&]() -> std::optional<ErrorCode> {
                if (left-- == 0) {
                    other = std::async(std::launch::async, [&] { return HubProcess(m_places, quint64(moment) + 100)(pushes[1]); });
                    other.wait_for(std::chrono::milliseconds(120)); // or it waits for us
                }
                return {};
            });
            const HubReply reply = process(pushes[0]);
            process.database().setFaultHook({});
            wasHeld = other.valid();
            QVERIFY2(reply.status == 200, at.constData());
            if (wasHeld)
                QVERIFY2(other.get().status == 200, at.constData());
            for (ChainTill* till : { &first, &second, &first, &second })
                GOOD(talk(*till, process));
            for (const QByteArray& phone : { QByteArrayLiteral("13900139000"), phoneOf(moment) }) {
                const auto here = byPhone(first, phone.constData());
                const auto there = byPhone(second, phone.constData());
                QVERIFY2(here && there && first.points(here->id) == second.points(there->id), at.constData());
            }
            QVERIFY2(MUST(process.hub().counts()).facts == factsOf(first) + factsOf(second), at.constData());
            QVERIFY2(MUST(process.hub().counts()).members == moment + 2, at.constData());
            // What crossed is decided the same for both, and told once.
            QVERIFY2(first.till().catalog().byId(shared.id)->price == second.till().catalog().byId(shared.id)->price, at.constData());
            QVERIFY2(first.till().rules().storedValue == second.till().rules().storedValue, at.constData());
            QVERIFY2(crossed("product") == products + 1, at.constData());
            QVERIFY2(crossed("rules") == rules + 1, at.constData());
        }
        GOOD(process.hub().verify());
        qInfo("%d moments", moment);
        QVERIFY(moment > 10);
    }
};

TANGYUAN_TEST(TwoHubsTest)
#include "TwoHubsTest.moc"
