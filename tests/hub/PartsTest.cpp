// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CuttingProxy.h"
#include "tests/support/PostgresCluster.h"
#include "tests/support/RoomTest.h"

#include <QTest>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <cerrno>
#include <csignal>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <optional>

using namespace tangyuan;

namespace {

/// Says everything back.
class Echo {
public:
    Echo()
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            QTcpSocket* socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->write(socket->readAll()); });
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        });
        VERIFY(m_server.listen(QHostAddress::LocalHost));
    }
    quint16 port() const { return m_server.serverPort(); }

private:
    QTcpServer m_server;
};

/// One who talks through the proxy, with a bare socket: Qt's does not tell a reset from an end.
class Caller {
public:
    explicit Caller(const CuttingProxy& proxy)
        : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_port = htons(proxy.port());
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_isConnected = ::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
    }
    ~Caller() { ::close(m_socket); }
    Caller(const Caller&) = delete;
    Caller& operator=(const Caller&) = delete;

    bool isConnected() const { return m_isConnected; }
    void say(const QByteArray& bytes) { m_unsaid += bytes; }
    /// All that came, once it is that much, the connection has ended, or the time is over.
    QByteArray heard(qsizetype bytes, int ms = 5'000)
    {
        static_cast<void>(QTest::qWaitFor(
            [&] {
                talk();
                return m_heard.size() >= bytes || m_end;
            },
            ms));
        return m_heard;
    }
    /// How it ended: 0 for an orderly end, else an errno; nothing if it did not.
    std::optional<int> end()
    {
        static_cast<void>(QTest::qWaitFor(
            [&] {
                talk();
                return m_end.has_value();
            },
            5'000));
        return m_end;
    }

private:
    void talk()
    {
        if (const auto sent = m_unsaid.isEmpty() ? 0 : ::send(m_socket, m_unsaid.constData(), size_t(m_unsaid.size()), MSG_DONTWAIT | MSG_NOSIGNAL); sent > 0)
            m_unsaid.remove(0, sent);
        std::array<char, 65'536> buffer;
        ssize_t got = 0;
        while (!m_end && (got = ::recv(m_socket, buffer.data(), buffer.size(), MSG_DONTWAIT)) > 0)
            m_heard.append(buffer.data(), got);
        if (!m_end && (got == 0 || (errno != EAGAIN && errno != EINTR)))
            m_end = got == 0 ? 0 : errno;
    }

    int m_socket;
    bool m_isConnected = false;
    QByteArray m_unsaid;
    QByteArray m_heard;
    std::optional<int> m_end;
};

}

/// What the other tests of the hub stand on: a bad network that obeys, and a PostgreSQL that comes and goes.
class PartsTest : public QObject {
    Q_OBJECT

    using Direction = CuttingProxy::Direction;
    using Cut = CuttingProxy::Cut;

    /// A process that has ended and that nobody has asked about runs no more; in a container it may stay so (proc(5): state Z).
    static bool isRunning(pid_t process)
    {
        QFile stat(QStringLiteral("/proc/%1/stat").arg(process));
        return stat.open(QIODevice::ReadOnly) && !stat.readAll().contains(") Z ");
    }

private Q_SLOTS:
    void aGoodNetworkPassesEverythingOn()
    {
        const Echo echo;
        const CuttingProxy proxy(echo.port());
        Caller caller(proxy);
        const QByteArray much(3'000'000, 'x');
        caller.say(much);
        QCOMPARE(caller.heard(much.size()).size(), much.size());
        QCOMPARE(proxy.seen().connections, 1);
        QCOMPARE(proxy.seen().toServer, much.size());
        QCOMPARE(proxy.seen().toClient, much.size());
    }

    void itCutsAtTheByte_data()
    {
        QTest::addColumn<bool>("isAnswer");
        QTest::addColumn<bool>("isReset");
        QTest::newRow("the request, by an error") << false << true;
        QTest::newRow("the request, by an end") << false << false;
        QTest::newRow("the answer, by an error") << true << true;
        QTest::newRow("the answer, by an end") << true << false;
    }
    void itCutsAtTheByte()
    {
        QFETCH(bool, isAnswer);
        QFETCH(bool, isReset);
        const Echo echo;
        CuttingProxy proxy(echo.port());
        proxy.cutAfter(isAnswer ? Direction::ToClient : Direction::ToServer, 1'234, isReset ? Cut::Reset : Cut::Finish);
        Caller caller(proxy);
        caller.say(QByteArray(5'000, 'x'));
        QCOMPARE(caller.end(), isReset ? ECONNRESET : 0);
        if (isAnswer)
            QCOMPARE(caller.heard(5'000).size(), 1'234);
        const auto seen = proxy.seen();
        QCOMPARE(isAnswer ? seen.toClient : seen.toServer, 1'234);
        QCOMPARE(seen.cuts, 1);
        Caller next(proxy); // only once
        next.say(QByteArray(5'000, 'y'));
        QCOMPARE(next.heard(5'000).size(), 5'000);
    }

    void itDelaysWithoutChangingTheOrder()
    {
        const Echo echo;
        CuttingProxy proxy(echo.port());
        Caller caller(proxy);
        proxy.delay(150);
        QElapsedTimer waited;
        waited.start();
        caller.say("first ");
        QVERIFY(caller.heard(1, 20).isEmpty());
        proxy.delay(50);
        caller.say("second");
        QCOMPARE(caller.heard(12), QByteArray("first second"));
        QVERIFY2(waited.elapsed() >= 200, qPrintable(QString::number(waited.elapsed()))); // there and back
    }

    void aSilentServerIsReachedAndNeverAnswers()
    {
        const Echo echo;
        CuttingProxy proxy(echo.port());
        Caller before(proxy);
        before.say("hello");
        QCOMPARE(before.heard(5), QByteArray("hello"));
        proxy.goSilent();
        Caller during(proxy);
        QVERIFY(during.isConnected());
        before.say("again");
        during.say("hello");
        QVERIFY(during.heard(5, 200).isEmpty());
        QCOMPARE(before.heard(10, 200).size(), 5);
        proxy.heal();
        Caller after(proxy);
        after.say("hello");
        QCOMPARE(after.heard(5), QByteArray("hello"));
        QVERIFY(during.heard(5, 200).isEmpty()); // what is lost is lost
    }

    void itRefusesAndListensAgainOnTheSamePort()
    {
        const Echo echo;
        CuttingProxy proxy(echo.port());
        proxy.refuse();
        QVERIFY(!Caller(proxy).isConnected());
        proxy.heal();
        Caller caller(proxy);
        caller.say("hello");
        QCOMPARE(caller.heard(5), QByteArray("hello"));
        proxy.cutNow(Cut::Reset);
        QCOMPARE(caller.end(), ECONNRESET);
    }

    void nobodyBehindItEndsTheConnection()
    {
        quint16 port = 0;
        {
            const Echo gone;
            port = gone.port();
        }
        CuttingProxy proxy(port);
        Caller caller(proxy);
        QVERIFY(caller.end().has_value());
        const Echo echo;
        proxy.setServerPort(echo.port());
        Caller next(proxy);
        next.say("hello");
        QCOMPARE(next.heard(5), QByteArray("hello"));
    }

    void aClusterComesGoesAndComesAgain()
    {
        PostgresCluster cluster;
        if (!cluster.available())
            QSKIP(qPrintable(cluster.trouble()));
        QVERIFY(cluster.createDatabase(QStringLiteral("shop")));
        QCOMPARE(cluster.run(QStringLiteral("shop"), QStringLiteral("SHOW fsync")).value(), QStringLiteral("off"));
        QVERIFY(cluster.run(QStringLiteral("shop"), QStringLiteral("CREATE TABLE kept AS SELECT 42 AS number")).has_value());
        const QString uri = cluster.uri(QStringLiteral("shop"));
        cluster.stop();
        QVERIFY(!cluster.run(QStringLiteral("shop"), QStringLiteral("SELECT 1")).has_value());
        QVERIFY(cluster.start());
        QCOMPARE(cluster.uri(QStringLiteral("shop")), uri);
        QCOMPARE(cluster.run(QStringLiteral("shop"), QStringLiteral("SELECT number FROM kept")).value(), QStringLiteral("42"));
        const QString folder = cluster.folder();
        QVERIFY(!QFile::exists(folder + QStringLiteral("/password")));
    }

    /// Killed with everything it holds, a test leaves no server behind.
    void aClusterDiesWithItsProcess()
    {
        QProcess child;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("TANGYUAN_CLUSTER_CHILD"), QStringLiteral("1"));
        child.setProcessEnvironment(environment);
        child.start(QCoreApplication::applicationFilePath(), { QStringLiteral("ClusterChild") });
        QVERIFY(child.waitForReadyRead(60'000));
        const QString folder = QString::fromUtf8(child.readLine()).trimmed();
        if (!folder.startsWith(u'/'))
            QSKIP(qPrintable(folder));
        QFile lock(folder + QStringLiteral("/data/postmaster.pid"));
        QVERIFY2(lock.open(QIODevice::ReadOnly), qPrintable(folder));
        const pid_t server = lock.readLine().trimmed().toInt();
        QVERIFY2(server > 1 && ::kill(server, 0) == 0, qPrintable(folder));
        child.kill();
        QVERIFY(child.waitForFinished());
        QVERIFY(QTest::qWaitFor([&] { return !isRunning(server); }, 20'000));
        QVERIFY(QFile::exists(folder));
        const PostgresCluster next; // clears away what the dead one left
        QVERIFY(!QFile::exists(folder));
    }
};

namespace {

/// Not a test: what PartsTest starts and kills. Without its environment there is nothing to do.
[[maybe_unused]] const bool registeredClusterChild
    = registerRoomTest({ "ClusterChild", [](const QStringList&) {
                            if (!qEnvironmentVariableIsSet("TANGYUAN_CLUSTER_CHILD"))
                                return 0;
                            const PostgresCluster cluster(PostgresCluster::Durability::Honest);
                            const QByteArray line = (cluster.available() ? cluster.folder() : cluster.trouble()).toUtf8() + '\n';
                            if (::write(STDOUT_FILENO, line.constData(), static_cast<size_t>(line.size())) == line.size())
                                ::pause();
                            return 1;
                        } });

}

TANGYUAN_TEST(PartsTest)
#include "PartsTest.moc"
