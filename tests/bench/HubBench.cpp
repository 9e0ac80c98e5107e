// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/HubBench.h"

#include "app/devices/KeyFile.h"
#include "sync/till/HubCarrier.h"
#include "sync/till/SyncAgent.h"
#include "tests/bench/Measure.h"
#include "tests/support/chain/Chain.h"

#include <QJsonDocument>
#include <QProcess>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <arpa/inet.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tangyuan {

using namespace sync;

namespace {

constexpr const char* storeCode = "S1";
constexpr int patienceMs = 120'000; ///< other work may keep the machine busy

void waitUntil(const std::function<bool()>& isSo)
{
    VERIFY(QTest::qWaitFor(isSo, patienceMs));
}

/// The program itself, serving from a new folder until this object goes.
class HubProcess {
public:
    explicit HubProcess(const QString& programs)
        : m_program(programs + QStringLiteral("/tangyuan-hub"))
        , m_listen(QStringLiteral("127.0.0.1:%1").arg(freePort()))
    {
        run({ QStringLiteral("store"), QLatin1String(storeCode), QStringLiteral("门店") });
        m_process.setStandardErrorFile(QProcess::nullDevice()); // its log
        m_process.start(m_program, options() + QStringList { QStringLiteral("serve") }, QIODevice::ReadOnly);
        const quint16 port = m_listen.section(u':', 1).toUShort();
        waitUntil([port] {
            QTcpSocket knock;
            knock.connectToHost(QStringLiteral("127.0.0.1"), port);
            return knock.waitForConnected(100);
        });
    }
    ~HubProcess()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(patienceMs))
            m_process.kill();
    }
    HubProcess(const HubProcess&) = delete;
    HubProcess& operator=(const HubProcess&) = delete;

    /// A code that enrols one till.
    QString invite()
    {
        return QJsonDocument::fromJson(run({ QStringLiteral("--json"), QStringLiteral("enrol"), QLatin1String(storeCode) }))
            .object()[QLatin1String("code")]
            .toString();
    }
    QString folder() const { return m_folder.path(); }
    quint16 port() const { return m_listen.section(u':', 1).toUShort(); }
    qint64 residentKib() const { return tangyuan::residentKib(m_process.processId()); }

private:
    static quint16 freePort()
    {
        QTcpServer server;
        VERIFY(server.listen(QHostAddress::LocalHost));
        return server.serverPort();
    }
    QStringList options() const { return { QStringLiteral("--data"), m_folder.path(), QStringLiteral("--listen"), m_listen }; }
    QByteArray run(const QStringList& command)
    {
        QProcess process;
        process.start(m_program, options() + command, QIODevice::ReadOnly);
        if (!process.waitForFinished(patienceMs) || process.exitCode() != 0)
            qFatal("tangyuan-hub %s: %s %s", qPrintable(command.join(u' ')), qPrintable(process.errorString()), process.readAllStandardError().constData());
        return process.readAllStandardOutput();
    }

    QString m_program;
    QString m_listen;
    QTemporaryDir m_folder;
    QProcess m_process;
};

/// A till with its agent, as in the program, in this process.
struct TillAtWork {
    TillAtWork(const char* code, HubProcess& hub, quint64 seed)
        : till(QString::fromLatin1(code), SystemClock().now(), seed)
        , agent({ till.till(), connectToHub })
    {
        bool isDone = false;
        agent.join(
            hub.invite(), [](qint64, qint64) {},
            [&isDone](const Result<void>& joined) {
                MUST(joined);
                isDone = true;
            });
        waitUntil([&isDone] { return isDone; });
    }

    ChainTill till;
    SyncAgent agent;
};

/// A device of the chain that only waits for pokes: as little as the hub sees of a till.
class WaitingTill {
public:
    struct Key {
        Id device;
        QByteArray master;
    };
    WaitingTill(Key key, const QElapsedTimer& clock)
        : m_key(std::move(key))
        , m_clock(clock)
    {
    }

    /// Connects from an address of its own, of those that are this machine.
    void connect(quint16 port, int lastOctet)
    {
        const int handle = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const auto address = [](quint32 host, quint16 at) {
            sockaddr_in in {};
            in.sin_family = AF_INET;
            in.sin_port = htons(at);
            in.sin_addr.s_addr = htonl(host);
            return in;
        };
        const sockaddr_in own = address(INADDR_LOOPBACK + static_cast<quint32>(lastOctet), 0);
        const sockaddr_in hub = address(INADDR_LOOPBACK, port);
        VERIFY(handle >= 0 && ::bind(handle, reinterpret_cast<const sockaddr*>(&own), sizeof own) == 0);
        VERIFY(::connect(handle, reinterpret_cast<const sockaddr*>(&hub), sizeof hub) == 0);
        m_socket = std::make_unique<QSslSocket>();
        VERIFY(m_socket->setSocketDescriptor(handle));
        m_socket->setPeerVerifyMode(QSslSocket::VerifyNone);
        QObject::connect(m_socket.get(), &QSslSocket::readyRead, m_socket.get(), [this] { read(); });
        m_socket->startClientEncryption();
    }
    bool isEncrypted() const { return m_socket->isEncrypted(); }
    /// Nothing until the hub pokes because the streams moved beyond these.
    void wait(const std::map<QString, qint64>& cursors)
    {
        m_cursors = cursors;
        m_pokedNs.reset();
        HubRequest request = PullRequest { .cursors = cursors }.toRequest();
        request.path = QStringLiteral("/v1/poke");
        const Vault vault = MUST(Vault::open(m_key.master));
        m_socket->write("GET " + request.path.toLatin1() + '?' + request.query.toString(QUrl::FullyEncoded).toLatin1()
            + " HTTP/1.1\r\nHost: hub\r\nAuthorization: " + signRequest(request, m_key.device, SystemClock().now(), vault) + "\r\n\r\n");
    }
    std::optional<qint64> pokedNs() const { return m_pokedNs; }

private:
    void read()
    {
        m_read += m_socket->readAll();
        if (m_read.contains("\"moved\":true"))
            m_pokedNs = m_clock.nsecsElapsed();
        else if (m_read.contains("\"moved\":false"))
            wait(m_cursors);
        else
            return;
        m_read.clear();
    }

    Key m_key;
    const QElapsedTimer& m_clock;
    std::unique_ptr<QSslSocket> m_socket;
    std::map<QString, qint64> m_cursors;
    QByteArray m_read;
    std::optional<qint64> m_pokedNs;
};

/// The hub's own work beside the process that serves, on the same database.
class HubBesideProcess {
public:
    explicit HubBesideProcess(const HubProcess& process)
        : m_database(MUST(HubDatabase::open(process.folder() + QStringLiteral("/hub.sqlite"))))
        , m_hub(MUST(Hub::open(
              { *m_database, m_clock, m_random, MUST(KeyFile(process.folder() + QStringLiteral("/hub.key")).read(QStringLiteral("organisation"))) }, {})))
    {
    }
    WaitingTill::Key addDevice(int serial)
    {
        const WaitingTill::Key key { Id::make(m_clock, m_random), Vault::makeMasterKey(m_random) };
        const Vault vault = MUST(Vault::open(key.master));
        const EnrolRequest request { MUST(m_hub->makeEnrolmentSecret(QLatin1String(storeCode))), key.device,
            QStringLiteral("W%1").arg(serial, 4, 10, QLatin1Char('0')), QStringLiteral("汤圆"), vault.publicKey(Vault::Signer::Device),
            vault.publicKey(Vault::Signer::Receipt), vault.publicKey(Vault::Signer::Issuer) };
        VERIFY(m_hub->handle({ "POST", QStringLiteral("/v1/devices"), {}, {}, QJsonDocument(request.toJson()).toJson() }).status == 200);
        return key;
    }
    /// As a till of the store asks for them.
    std::map<QString, qint64> cursors()
    {
        std::map<QString, qint64> cursors = MUST(m_hub->streams());
        cursors.try_emplace(streams::ofStore(QLatin1String(storeCode)), 0);
        return cursors;
    }

private:
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<HubDatabase> m_database;
    std::unique_ptr<Hub> m_hub;
};

/// Asks the hub for the newest rows so often, slower than it lets a device ask.
Timings pulls(TillAtWork& at, HubCarrier& carrier, int times)
{
    constexpr int pauseMs = 60;
    Timings timings;
    const Id device = at.till.till().tillId();
    for (int i = 0; i < times; ++i) {
        HubRequest request = PullRequest { .cursors = MUST(SyncRows(at.till.till().database()).cursors()) }.toRequest();
        request.authorization = signRequest(request, device, SystemClock().now(), at.till.till().vault());
        bool isAnswered = false;
        QElapsedTimer timer;
        timer.start();
        carrier.send(request, [&](const Result<HubReply>& reply) {
            timings.add(timer.nsecsElapsed());
            VERIFY(reply && reply->status == 200);
            isAnswered = true;
        });
        waitUntil([&isAnswered] { return isAnswered; });
        QTest::qWait(pauseMs);
    }
    return timings;
}

void allowManyFiles()
{
    rlimit files {};
    VERIFY(::getrlimit(RLIMIT_NOFILE, &files) == 0);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
}

}

void benchWriteToOtherTill(const QString& programs, int sales)
{
    constexpr double aimMs = 1'000;
    constexpr quint64 longestPauseMs = 2'000; ///< a till that was just poked rests a while, so sales come at any moment of that
    HubProcess hub(programs);
    TillAtWork one("A01", hub, 1);
    TillAtWork other("A02", hub, 2);
    one.till.stock();
    const Member member = one.till.member("13800138000");
    waitUntil([&] { return MUST(other.till.till().members().byPhone(QStringLiteral("13800138000"))).has_value(); });

    Timings timings;
    qint64 points = 0;
    QElapsedTimer timer;
    std::optional<qint64> arrivedNs;
    const Listening listening = other.till.till().onTakenOver.add([&](const ReplicaChanges&) {
        if (!arrivedNs && other.till.points(member.id) > points)
            arrivedNs = timer.nsecsElapsed();
    });
    for (int i = 0; i < sales; ++i) {
        QTest::qWait(static_cast<int>(one.till.random().below(longestPauseMs)));
        points = other.till.points(member.id);
        arrivedNs.reset();
        one.till.clock().set(SystemClock().now());
        one.till.sell(member, 10);
        timer.start();
        waitUntil([&arrivedNs] { return arrivedNs.has_value(); });
        timings.add(*arrivedNs);
    }
    report("write_to_other_till_p50", timings.us(0.5) / 1'000, "ms", aimMs, "aim_1000ms");
    report("write_to_other_till_p95", timings.us(0.95) / 1'000, "ms", aimMs, "aim_1000ms");
}

void benchHubTills(const QString& programs, int tills)
{
    constexpr int tillsPerAddress = 250; ///< the hub takes only so many connections and requests from one
    constexpr int tillsAtOnce = 25;
    constexpr int pullsMeasured = 200;
    constexpr double tlsBuffersKib = 32; ///< a record of 16 KiB in each direction (RFC 8446, 5.1)
    constexpr double aimPokeMs = 1'000;
    allowManyFiles();
    HubProcess process(programs);
    HubBesideProcess beside(process);
    TillAtWork seller("A01", process, 1);
    seller.till.stock();
    const Member member = seller.till.member("13800138000");
    waitUntil([&] { return beside.cursors().at(streams::ofStore(QLatin1String(storeCode))) > 0; });

    std::vector<std::unique_ptr<WaitingTill>> waiting;
    QElapsedTimer clock;
    clock.start();
    for (int serial = 0; serial < tills; ++serial)
        waiting.push_back(std::make_unique<WaitingTill>(beside.addDevice(serial), clock));
    auto carrier = connectToHub(seller.till.till().hubLink()->url, seller.till.till().hubLink()->certificate);
    Timings alone = pulls(seller, *carrier, pullsMeasured);

    const qint64 kibBefore = process.residentKib();
    const std::map<QString, qint64> cursors = beside.cursors();
    for (int first = 0; first < tills; first += tillsAtOnce) {
        const int end = std::min(first + tillsAtOnce, tills);
        for (int serial = first; serial < end; ++serial)
            waiting[static_cast<size_t>(serial)]->connect(process.port(), 1 + serial / tillsPerAddress);
        waitUntil([&] { return std::all_of(waiting.begin() + first, waiting.begin() + end, [](const auto& till) { return till->isEncrypted(); }); });
        for (int serial = first; serial < end; ++serial)
            waiting[static_cast<size_t>(serial)]->wait(cursors);
    }
    Timings beset = pulls(seller, *carrier, pullsMeasured);
    const auto kibEach = static_cast<double>(process.residentKib() - kibBefore) / tills;

    seller.till.clock().set(SystemClock().now());
    seller.till.sell(member, 10);
    const qint64 soldNs = clock.nsecsElapsed();
    waitUntil([&] { return std::ranges::all_of(waiting, [](const auto& till) { return till->pokedNs().has_value(); }); });
    Timings pokes;
    for (const auto& till : waiting)
        pokes.add(*till->pokedNs() - soldNs);

    report("hub_tills_memory", kibEach, "KiB_per_connection", tlsBuffersKib, "tls_records_of_16KiB");
    report("hub_tills_pull_p50", beset.us(0.5) / 1'000, "ms", alone.us(0.5) / 1'000, "no_other_tills_p50");
    report("hub_tills_pull_p99", beset.us(0.99) / 1'000, "ms", alone.us(0.99) / 1'000, "no_other_tills_p99");
    report("hub_tills_poke_p50", pokes.us(0.5) / 1'000, "ms", aimPokeMs, "aim_1000ms");
    report("hub_tills_poke_last", pokes.us(1) / 1'000, "ms", aimPokeMs, "aim_1000ms");
}

}
