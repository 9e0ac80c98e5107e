// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/Verification.h"
#include "sync/till/HubClient.h"
#include "sync/till/SyncAgent.h"
#include "tests/hub/HubProcess.h"
#include "tests/hub/HubProgram.h"
#include "tests/support/CuttingProxy.h"
#include "tests/support/RoomTest.h"

#include <QElapsedTimer>
#include <QEventLoop>

using namespace tangyuan;
using namespace tangyuan::sync;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The real program, and a bad network before it: tills know it by the network's address.
class WiredHub {
public:
    /// Makes a chain with the store S001; as another machine of the chain of `first`, it has that one's keys.
    explicit WiredHub(const QString& database, const WiredHub* first = nullptr)
    {
        VERIFY(QDir().mkpath(folder()));
        if (first)
            for (const QString& key : { u"hub.key"_s, u"authority.pem"_s, u"authority.key"_s })
                VERIFY(QFile::copy(first->folder() + u'/' + key, folder() + u'/' + key));
        told({ u"store"_s, u"S001"_s, u"一店"_s, u"--database"_s, database, u"--public-url"_s, u"https://127.0.0.1:%1"_s.arg(m_network.port()) });
        start();
    }
    void start()
    {
        m_serving = std::make_unique<ServingProgram>(folder());
        if (m_serving->port == 0)
            qFatal("%s", m_serving->log.constData());
        m_network.setServerPort(m_serving->port);
    }
    /// Like a power cut; only SIGKILL is sent, nobody waits.
    void kill() { m_serving->process.kill(); }
    bool isUp() const { return m_serving->process.state() != QProcess::NotRunning; }
    void startAgain()
    {
        m_serving.reset();
        start();
    }

    QString folder() const { return m_folder.filePath(u"hub"_s); }
    quint16 port() const { return m_serving->port; }
    CuttingProxy& network() { return m_network; }
    /// A command that goes well; its document.
    QJsonObject told(const QStringList& command) const
    {
        const AdminRun run = runHubProgram(folder(), command + QStringList { u"--json"_s });
        if (run.exitCode != 0)
            qFatal("%s: %s", qPrintable(command.join(u' ')), qPrintable(run.messages));
        return run.json;
    }
    QString code() const { return told({ u"enrol"_s, u"S001"_s })[u"code"_s].toString(); }
    /// How many requests it answered. Not those that nobody sent to the end.
    qsizetype answered()
    {
        QTest::qWait(50); // the log may be on its way
        return std::ranges::count_if(m_serving->lines(), [](const QJsonObject& line) { return line.contains("status"_L1); });
    }

private:
    QTemporaryDir m_folder;
    CuttingProxy m_network { 0 };
    std::unique_ptr<ServingProgram> m_serving;
};

/// The real client, one request after the other.
class Line {
public:
    explicit Line(const EnrolmentCode& code, HubPatience patience = {})
        : m_client(code.url, code.certificate, patience)
    {
    }

    Result<HubReply> carry(const HubRequest& request)
    {
        std::optional<Result<HubReply>> came;
        QEventLoop loop;
        m_client.send(request, [&](const Result<HubReply>& reply) {
            came = reply;
            loop.quit();
        });
        if (!came)
            loop.exec(); // the client's patience has an end
        if (!*came)
            ++m_troubles;
        return *came;
    }
    /// For `talk`: what fails is asked anew.
    std::optional<HubReply> operator()(const HubRequest& request)
    {
        const Result<HubReply> reply = carry(request);
        constexpr int mostTroubles = 40;
        if (m_troubles > mostTroubles)
            qFatal("the network is good, but nothing comes through: %s", reply ? "" : qPrintable(errorCodeName(reply.error().code) + reply.error().context));
        return reply ? std::optional(*reply) : std::nullopt;
    }
    /// How often nothing came back.
    int troubles() const { return m_troubles; }

private:
    HubClient m_client;
    int m_troubles = 0;
};

std::unique_ptr<ChainTill> tillOfToday(const char* code, quint64 seed)
{
    return stockedTill(code, seed, SystemClock().now());
}

/// Joins at the hub's address with what `enrol` prints; the way there.
std::unique_ptr<Line> lineOf(ChainTill& till, WiredHub& hub, HubPatience patience = {})
{
    const EnrolmentCode code = MUST(EnrolmentCode::fromText(hub.code()));
    auto line = std::make_unique<Line>(code, patience);
    MUST(enrolled(till.till(), code, MUST(line->carry(enrolRequest(till.till(), code)))));
    return line;
}

Result<int> talkOver(ChainTill& till, Line& line)
{
    return talk(till, std::ref(line));
}

qint64 waitingAt(ChainTill& till)
{
    return MUST(till.session().state()).waiting;
}

QString errorOver(const Result<HubReply>& reply)
{
    return reply ? u"HTTP %1"_s.arg(reply->status) : errorCodeName(reply.error().code);
}

/// A till as a shop has it: it talks by itself.
class BusyTill {
public:
    BusyTill(const char* code, quint64 seed)
        : m_till(tillOfToday(code, seed))
        , m_agent({ .till = m_till->till(), .connect = connectToHub, .pace = quick() })
    {
    }
    ChainTill& till() { return *m_till; }
    SyncAgent& agent() { return m_agent; }
    SyncAgent::Standing standing() const { return m_agent.state().standing; }

    Result<void> join(const QString& code)
    {
        std::optional<Result<void>> joined;
        QEventLoop loop;
        m_agent.join(
            code, [](qint64, qint64) {},
            [&](const Result<void>& result) {
                joined = result;
                loop.quit();
            });
        if (!joined)
            loop.exec();
        return *joined;
    }

private:
    static SyncAgent::Pace quick()
    {
        SyncAgent::Pace pace;
        pace.debounceMs = 10;
        pace.leastRestMs = 1'000;
        pace.mostRestMs = 1'500;
        pace.firstRetryMs = 100;
        pace.mostRetryMs = 500;
        pace.leastPokeMs = 100;
        return pace;
    }

    std::unique_ptr<ChainTill> m_till;
    SyncAgent m_agent;
};

}

/// The whole of it: tills, TLS, a bad network, the hub as a process, and both databases. What breaks on the way costs time and
/// nothing else.
class NetworkContractTest : public QObject {
    Q_OBJECT

    using Direction = CuttingProxy::Direction;
    using Cut = CuttingProxy::Cut;
    static constexpr int longMs = 30'000;

    HubPlaces m_places;
    std::unique_ptr<HubDatabase> m_look; ///< into the hub's database, beside the hub
    std::unique_ptr<WiredHub> m_hub;

    CuttingProxy& network() { return m_hub->network(); }
    qint64 factsAtTheHub() { return MUST(m_look->integer("SELECT count(*) FROM facts")); }
    static QByteArrayList sorted(QByteArrayList hashes)
    {
        std::ranges::sort(hashes);
        return hashes;
    }
    /// Every fact of these tills is at the hub once, and no other; no till has anything left to send; all of it holds together.
    void everyFactIsThereOnce(std::initializer_list<ChainTill*> tills)
    {
        QByteArrayList there, here;
        MUST(m_look->forEach("SELECT hash FROM facts", {}, [&](const Row& row) { there.append(row.bytes(0)); }));
        for (ChainTill* till : tills) {
            MUST(till->till().database().forEach("SELECT hash FROM facts", {}, [&](const Row& row) { here.append(row.bytes(0)); }));
            QCOMPARE(waitingAt(*till), 0);
            GOOD(verifyDatabase(till->till().database()));
        }
        QCOMPARE(there.size(), here.size());
        QVERIFY(sorted(there) == sorted(here));
        QCOMPARE(m_hub->told({ u"verify"_s })[u"facts"_s].toInteger(), here.size());
    }

private Q_SLOTS:
    void initTestCase_data() { HubPlaces::rows(); }
    void initTestCase() { QVERIFY2(QFile::exists(programPath(u"tangyuan-hub"_s)), "tangyuan-hub is not built"); }
    void init()
    {
        QFETCH_GLOBAL(bool, isPostgres);
        if (!m_places.next(isPostgres))
            QSKIP(qPrintable(m_places.trouble()));
        m_hub = std::make_unique<WiredHub>(m_places.where());
        m_look = m_places.open();
    }
    void cleanup()
    {
        m_look.reset();
        m_hub.reset();
    }
    void cleanupTestCase() { m_places.close(); }

    void aCutCostsNothing_data()
    {
        QTest::addColumn<bool>("isReply");
        QTest::newRow("in a push") << false;
        QTest::newRow("in its answer") << true;
    }
    void aCutCostsNothing()
    {
        QFETCH(bool, isReply);
        const Direction direction = isReply ? Direction::ToClient : Direction::ToServer;
        const auto made = tillOfToday("A01", 1);
        ChainTill& till = *made;
        const auto line = lineOf(till, *m_hub);
        const Member mei = till.member("13800138000");
        const auto sellSome = [&] {
            for (int i = 0; i < 3; ++i)
                till.sell(mei, 1 + i);
        };
        const auto passed = [&] { return isReply ? network().seen().toClient : network().seen().toServer; };
        GOOD(talkOver(till, *line));
        sellSome();
        const qint64 before = passed();
        QCOMPARE(MUST(line->carry(nextPush(till))).status, 200);
        const qint64 whole = passed() - before;
        till.session().lost();
        GOOD(talkOver(till, *line));
        QCOMPARE(line->troubles(), 0);
        QVERIFY2(whole > 200, qPrintable(QString::number(whole)));

        for (const Cut how : { Cut::Reset, Cut::Finish }) {
            for (const qint64 bytes : { qint64 { 1 }, whole / 3, whole * 2 / 3, whole * 9 / 10 }) {
                const QByteArray at = QByteArray::number(bytes) + " of " + QByteArray::number(whole) + (how == Cut::Reset ? ", reset" : ", finished");
                sellSome();
                const qint64 facts = factsAtTheHub();
                const qint64 waiting = waitingAt(till);
                const int cuts = network().seen().cuts;
                network().cutAfter(direction, bytes, how);
                network().refuse(); // so that no second try hides the first
                const auto reply = line->carry(nextPush(till));
                till.session().lost();
                QVERIFY2(errorOver(reply) == errorCodeName(ErrorCode::HubUnreachable), at + ": " + errorOver(reply).toUtf8());
                QVERIFY2(network().seen().cuts == cuts + 1, at.constData());
                QVERIFY2(factsAtTheHub() == facts + (isReply ? waiting : 0), at.constData());
                QVERIFY2(waitingAt(till) == waiting, at.constData());
                network().heal();
                GOOD(talkOver(till, *line));
                // The same while somebody listens on, so that whoever likes may try again at once.
                sellSome();
                network().cutAfter(direction, bytes, how);
                GOOD(talkOver(till, *line));
                QVERIFY2(network().seen().cuts == cuts + 2, at.constData());
                everyFactIsThereOnce({ &till });
                if (QTest::currentTestFailed())
                    QFAIL(at.constData());
            }
        }
    }

    void aSlowWireIsOnlySlow()
    {
        constexpr int oneWayMs = 200;
        network().delay(oneWayMs);
        const auto made = tillOfToday("A01", 1);
        ChainTill& till = *made;
        const auto line = lineOf(till, *m_hub);
        till.sell(till.member("13800138000"), 2);
        QElapsedTimer watch;
        watch.start();
        const auto requests = talkOver(till, *line);
        GOOD(requests);
        QVERIFY2(watch.elapsed() >= *requests * qint64 { 2 * oneWayMs }, qPrintable(QString::number(watch.elapsed())));
        QCOMPARE(line->troubles(), 0);
        everyFactIsThereOnce({ &till });
    }

    /// The other end takes what one says and never answers.
    void silenceHasAnEnd()
    {
        constexpr int patienceMs = 1'500;
        constexpr HubPatience patience { patienceMs, patienceMs };
        const auto made = tillOfToday("A01", 1);
        ChainTill& till = *made;
        const auto line = lineOf(till, *m_hub);
        const EnrolmentCode code { till.till().hubLink()->url, till.till().hubLink()->certificate, {} };
        Line known(code, patience);
        Line stranger(code, patience); // has not met the hub yet
        QCOMPARE(MUST(known.carry(nextPush(till))).status, 200);
        till.session().lost();
        till.sell({}, 1);
        const qint64 facts = factsAtTheHub();
        network().goSilent();
        for (Line* cut : { &known, &stranger }) {
            QElapsedTimer watch;
            watch.start();
            const auto reply = cut->carry(nextPush(till));
            till.session().lost();
            QCOMPARE(errorOver(reply), errorCodeName(ErrorCode::HubUnreachable));
            QVERIFY2(watch.elapsed() >= patienceMs - 100 && watch.elapsed() < longMs, qPrintable(QString::number(watch.elapsed())));
        }
        QCOMPARE(factsAtTheHub(), facts);
        network().heal();
        for (Line* healed : { &known, &stranger }) {
            till.sell({}, 1);
            GOOD(talkOver(till, *healed));
            everyFactIsThereOnce({ &till });
        }
    }

    void theHubIsKilledWhilePushesRun()
    {
        const auto made = tillOfToday("A01", 1);
        ChainTill& till = *made;
        const auto line = lineOf(till, *m_hub);
        const Member mei = till.member("13800138000");
        GOOD(talkOver(till, *line));
        const auto sellMuch = [&] {
            for (int i = 0; i < 40; ++i)
                till.sell(mei, 1);
        };
        sellMuch();
        QElapsedTimer watch;
        watch.start();
        QCOMPARE(MUST(line->carry(nextPush(till))).status, 200);
        const qint64 usualMs = watch.elapsed();
        till.session().lost();
        GOOD(talkOver(till, *line));
        constexpr int onceItIsKept = -1;
        int unheard = 0;
        for (const int percent : { 0, 30, 50, 70, 85, onceItIsKept }) {
            sellMuch();
            const qint64 facts = factsAtTheHub();
            const qint64 waiting = waitingAt(till);
            QTimer killer;
            connect(&killer, &QTimer::timeout, this, [&] {
                if (percent == onceItIsKept && factsAtTheHub() == facts)
                    return;
                m_hub->kill();
                network().cutNow(Cut::Reset); // also of what it said in its last moment
                killer.stop();
            });
            if (percent == onceItIsKept)
                network().delay(300);
            killer.start(percent == onceItIsKept ? 5 : static_cast<int>(usualMs * percent / 100));
            const auto reply = line->carry(nextPush(till));
            if (reply)
                GOOD(till.session().answered(*reply));
            else
                till.session().lost();
            QTRY_VERIFY_WITH_TIMEOUT(!m_hub->isUp(), longMs);
            network().heal();
            // All of a push or nothing of it; what was promised is there.
            const qint64 came = factsAtTheHub() - facts;
            QVERIFY2(came == waiting || (came == 0 && !reply), qPrintable(QString::number(came)));
            QVERIFY(percent != onceItIsKept || (came == waiting && !reply && waitingAt(till) == waiting));
            unheard += reply ? 0 : 1;
            m_hub->startAgain();
            GOOD(talkOver(till, *line));
            everyFactIsThereOnce({ &till });
        }
        qInfo("%lld ms a push; %d of 6 were not answered", static_cast<long long>(usualMs), unheard);
        QVERIFY(unheard > 1);
    }

    void twoProcessesServeOneChain()
    {
        if (!m_places.isPostgres())
            QSKIP("Hubs on several machines share a PostgreSQL.");
        WiredHub second(m_places.where(), m_hub.get());
        BusyTill here("A01", 1), there("B01", 2);
        GOOD(here.join(m_hub->code()));
        GOOD(there.join(second.code()));
        const Member mei = here.till().member("13800138000");
        here.till().sell(mei, 10);
        const qint64 points = here.till().points(mei.id);
        QVERIFY(points > 0);
        QTRY_VERIFY_WITH_TIMEOUT(byPhone(there.till(), "13800138000").has_value(), longMs);
        for (int round = 0; round < 10; ++round) {
            here.till().sell(mei, 10);
            there.till().sell(*byPhone(there.till(), "13800138000"), 20);
            QTest::qWait(round % 3 == 0 ? 0 : 30);
        }
        const auto pointsAt = [&](BusyTill& till) { return till.till().points(byPhone(till.till(), "13800138000")->id); };
        QTRY_COMPARE_WITH_TIMEOUT(pointsAt(here), points * (1 + 10 + 20), longMs);
        QTRY_COMPARE_WITH_TIMEOUT(pointsAt(there), points * (1 + 10 + 20), longMs);
        QTRY_COMPARE_WITH_TIMEOUT(waitingAt(here.till()) + waitingAt(there.till()), 0, longMs);
        QVERIFY(m_hub->answered() > 3 && second.answered() > 3);
        everyFactIsThereOnce({ &here.till(), &there.till() });
        QCOMPARE(second.told({ u"verify"_s })[u"facts"_s].toInteger(), factsAtTheHub());
        QCOMPARE(m_hub->told({ u"devices"_s })[u"devices"_s].toArray().size(), 2);
    }

    void anotherHubAtTheSameAddressHearsNothing()
    {
        QTemporaryDir otherFolder;
        WiredHub other(otherFolder.filePath(u"other.sqlite"_s));
        BusyTill joined("A01", 1), late("B01", 2);
        GOOD(joined.join(m_hub->code()));
        QTRY_COMPARE_WITH_TIMEOUT(waitingAt(joined.till()), 0, longMs);
        const EnrolmentCode address { joined.till().till().hubLink()->url, joined.till().till().hubLink()->certificate, {} };
        Line line(address);
        QCOMPARE(MUST(line.carry(signedBy(joined.till(), PullRequest {}.toRequest()))).status, 200);

        network().setServerPort(other.port());
        network().cutNow(Cut::Reset);
        const qint64 facts = factsAtTheHub();
        joined.till().sell({}, 1);
        const QString code = m_hub->code();
        const auto refused = late.join(code);
        QVERIFY(!refused.has_value());
        QCOMPARE(errorCodeName(refused.error().code), errorCodeName(ErrorCode::HubCertificateWrong));
        QVERIFY(!late.till().till().hubLink());
        // Also by whoever knows the right hub already.
        QCOMPARE(errorOver(line.carry(signedBy(joined.till(), PullRequest {}.toRequest()))), errorCodeName(ErrorCode::HubCertificateWrong));
        QTRY_VERIFY_WITH_TIMEOUT(joined.standing() == SyncAgent::Standing::CertificateWrong, longMs);
        QCOMPARE(waitingAt(joined.till()), 1);
        QCOMPARE(other.answered(), 0);
        QCOMPARE(other.told({ u"devices"_s })[u"devices"_s].toArray().size(), 0);
        QCOMPARE(factsAtTheHub(), facts);

        // The right one is back: nothing of the code was told, so it still takes one till in.
        network().setServerPort(m_hub->port());
        network().cutNow(Cut::Reset);
        GOOD(late.join(code));
        QTRY_COMPARE_WITH_TIMEOUT(waitingAt(joined.till()) + waitingAt(late.till()), 0, longMs);
        everyFactIsThereOnce({ &joined.till(), &late.till() });
    }

    void aRevokedTillIsHeardNoMore()
    {
        const auto made = tillOfToday("A01", 1);
        ChainTill& till = *made;
        const auto line = lineOf(till, *m_hub);
        till.sell({}, 1);
        const HubRequest heard = nextPush(till);
        QCOMPARE(MUST(line->carry(heard)).status, 200);
        QCOMPARE(MUST(line->carry(heard)).status, 200); // a request may come twice
        till.session().lost();
        GOOD(talkOver(till, *line));
        till.sell({}, 1);
        const HubRequest unheard = nextPush(till);
        till.session().lost();
        const qint64 facts = factsAtTheHub();
        QVERIFY(m_hub->told({ u"revoke"_s, u"A01"_s })[u"revoked"_s].toBool());
        for (const HubRequest& request : { heard, unheard, signedBy(till, PullRequest {}.toRequest()) }) {
            const HubReply reply = MUST(line->carry(request));
            QCOMPARE(reply.status, statusOf(Refusal::Revoked));
            QCOMPARE(reply.body[u"error"_s].toString(), refusalName(Refusal::Revoked));
        }
        const auto told = talkOver(till, *line);
        QVERIFY(!told.has_value());
        QCOMPARE(errorCodeName(told.error().code), errorCodeName(ErrorCode::DeviceRevoked));
        QCOMPARE(factsAtTheHub(), facts);
        QVERIFY(waitingAt(till) > 0);
        QCOMPARE(m_hub->told({ u"verify"_s })[u"facts"_s].toInteger(), facts);
        // Only that one.
        const auto otherTill = tillOfToday("B01", 2);
        const auto otherLine = lineOf(*otherTill, *m_hub);
        GOOD(talkOver(*otherTill, *otherLine));
        QCOMPARE(waitingAt(*otherTill), 0);
    }
};

TANGYUAN_TEST(NetworkContractTest)
#include "NetworkContractTest.moc"
