// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/hub/server/TokenBuckets.h"
#include "tests/hub/ServedHub.h"
#include "tests/support/RoomTest.h"

#include <QSignalSpy>
#include <QTcpSocket>

using namespace tangyuan;
using namespace tangyuan::sync;
using namespace Qt::Literals::StringLiterals;

/// What strangers do to a hub that stands on the internet. Tills must not notice.
class HttpLimitsTest : public QObject {
    Q_OBJECT

    static HttpLimits quick()
    {
        HttpLimits limits;
        limits.handshakeMs = limits.requestMs = 300;
        limits.idleMs = 900;
        limits.lingerMs = 300;
        return limits;
    }
    static void requireHealthy(ServedHub& hub) { QCOMPARE(Peer(hub.port()).get("/health").status, 200); }
    static bool wasLogged(const ServedHub& hub, const char* why)
    {
        return std::ranges::any_of(hub.lines(), [&](const QByteArray& line) { return line.contains("\"why\":\"" + QByteArray(why) + '"'); });
    }

private Q_SLOTS:
    void whoDripsIsCutOff()
    {
        ServedHub hub(quick());
        Peer slow(hub.port());
        QElapsedTimer since;
        since.start();
        for (const char byte : QByteArray("GET /health HTTP/1.1\r\nX: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")) {
            slow.send(QByteArray(1, byte));
            if (slow.isClosedWithin(20))
                break;
        }
        QVERIFY(slow.isClosedWithin(1'000));
        QVERIFY2(since.elapsed() >= 300 && since.elapsed() < 2'000, qPrintable(QString::number(since.elapsed())));
        QVERIFY(wasLogged(hub, "slow"));
        requireHealthy(hub);
    }
    void whoDripsABodyIsCutOff()
    {
        ServedHub hub(quick());
        Peer slow(hub.port());
        slow.send("POST /v1/facts HTTP/1.1\r\nContent-Length: 1000\r\n\r\n{");
        QVERIFY(slow.isClosedWithin(1'500));
        requireHealthy(hub);
    }
    void whoSaysNothingIsCutOff()
    {
        ServedHub hub(quick());
        QTcpSocket mute;
        mute.connectToHost(u"127.0.0.1"_s, hub.port());
        Peer idle(hub.port());
        QCOMPARE(idle.get("/health").status, 200);
        QVERIFY(QTest::qWaitFor([&] { return mute.state() == QAbstractSocket::UnconnectedState; }, 1'500));
        QVERIFY(wasLogged(hub, "handshake"));
        QVERIFY(idle.isClosedWithin(2'500));
        requireHealthy(hub);
    }
    void whoSpeaksNoTlsIsCutOff()
    {
        ServedHub hub;
        QTcpSocket plain;
        plain.connectToHost(u"127.0.0.1"_s, hub.port());
        QVERIFY(QTest::qWaitFor([&] { return plain.state() == QAbstractSocket::ConnectedState; }, 1'000));
        plain.write("GET /health HTTP/1.1\r\n\r\n");
        QVERIFY(QTest::qWaitFor([&] { return plain.state() == QAbstractSocket::UnconnectedState; }, 2'000));
        requireHealthy(hub);
    }

    void headsHaveAnEnd()
    {
        ServedHub hub;
        Peer peer(hub.port());
        peer.send("GET /health HTTP/1.1\r\n");
        for (int i = 0; i < 40; ++i)
            peer.send("X-Filler: " + QByteArray(1'000, 'a') + "\r\n");
        QCOMPARE(peer.reply().status, 431);
        QVERIFY(peer.isClosedWithin(4'000));
        QVERIFY(wasLogged(hub, "headTooLarge"));
        Peer line(hub.port());
        line.send("GET /" + QByteArray(20'000, 'a'));
        QCOMPARE(line.reply().status, 431);
        // A large one that is still allowed.
        QCOMPARE(Peer(hub.port()).ask({ "GET", u"/health"_s }, "X-Filler: " + QByteArray(12'000, 'a') + "\r\n").status, 200);
    }
    void bodiesHaveAnEnd()
    {
        ServedHub hub;
        Peer told(hub.port());
        told.send("POST /v1/facts HTTP/1.1\r\nContent-Length: 9000000\r\n\r\n{");
        QCOMPARE(told.reply().status, 413);
        QVERIFY(told.isClosedWithin(4'000));
        Peer endless(hub.port());
        endless.send("POST /v1/facts HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n");
        QCOMPARE(endless.reply().status, 411);
        Peer huge(hub.port());
        huge.send("POST /v1/facts HTTP/1.1\r\nContent-Length: 99999999999999999999999999\r\n\r\n");
        QCOMPARE(huge.reply().status, 411);
        // Whoever announces little and sends much gets no further than the announced.
        Peer liar(hub.port());
        liar.send("POST /v1/facts HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}" + QByteArray(9 * 1024 * 1024, ' '));
        liar.reply();
        requireHealthy(hub);
    }
    /// 10 MB of nothing are 10 kB on the wire.
    void compressedBodiesHaveAnEnd()
    {
        ServedHub hub;
        const HubRequest request { "POST", u"/v1/devices"_s, {}, {}, compressed(QByteArray(10 * 1024 * 1024, ' ')) };
        QCOMPARE(Peer(hub.port()).ask(request, "Content-Encoding: deflate\r\n").error(), u"tooLarge"_s);
    }
    void unfinishedRequestsShareTheMemory()
    {
        HttpLimits limits;
        limits.heldBytes = 100'000;
        ServedHub hub(limits);
        Peer first(hub.port()), second(hub.port());
        const QByteArray part = "POST /v1/facts HTTP/1.1\r\nContent-Length: 500000\r\n\r\n" + QByteArray(70'000, ' ');
        first.send(part);
        QCOMPARE(first.reply(200).status, 0);
        second.send(part);
        QCOMPARE(second.reply().status, 503);
        requireHealthy(hub);
    }

    void connectionsAreCounted()
    {
        HttpLimits limits;
        limits.connectionsPerAddress = 3;
        ServedHub hub(limits);
        std::list<Peer> peers;
        for (int i = 0; i < 3; ++i)
            QVERIFY(peers.emplace_back(hub.port()).isOpen());
        QVERIFY(!Peer(hub.port()).isOpen());
        QVERIFY(wasLogged(hub, "crowded"));
        peers.clear();
        QVERIFY(QTest::qWaitFor([&] { return Peer(hub.port()).isOpen(); }, 2'000));
    }
    void whoAsksTooOftenWaits()
    {
        HttpLimits limits;
        limits.address = { 5, 10 };
        ServedHub hub(limits);
        Peer peer(hub.port());
        for (int i = 0; i < 5; ++i)
            QCOMPARE(peer.get("/health").status, 200);
        PeerReply refused;
        for (int i = 0; i < 20 && refused.status != 429; ++i)
            refused = peer.get("/health");
        QCOMPARE(refused.error(), u"tooMany"_s);
        const int waitMs = refused.json()["retryAfterMs"_L1].toInt();
        QVERIFY(waitMs > 0 && waitMs <= 100);
        QVERIFY(refused.hasHeader("Retry-After: 1"));
        QTest::qWait(waitMs + 20);
        QCOMPARE(peer.get("/health").status, 200);
    }
    /// A till that goes mad is slowed down; the other till of the same shop is not.
    void aDeviceHasItsOwnShare()
    {
        HttpLimits limits;
        limits.device = { 4, 1 };
        ServedHub hub(limits);
        ServedTill till(hub);
        Peer peer(hub.port());
        int last = 0;
        for (int i = 0; i < 6; ++i)
            last = peer.ask(till.session().exceptions()).status;
        QCOMPARE(last, 429);
        QCOMPARE(peer.get("/health").status, 200);
    }
    void bucketsFillAgain()
    {
        TokenBuckets buckets({ 2, 10 });
        QCOMPARE(buckets.take("a", 0), 0);
        QCOMPARE(buckets.take("a", 0), 0);
        QCOMPARE(buckets.take("a", 0), 100);
        QCOMPARE(buckets.take("b", 0), 0);
        QCOMPARE(buckets.take("a", 60), 40);
        QCOMPARE(buckets.take("a", 100), 0);
        buckets.forgetQuiet(150);
        QCOMPARE(buckets.size(), 1);
        buckets.forgetQuiet(1'000'000'000'000);
        QCOMPARE(buckets.size(), 0);
    }

    void nobodyAsksAhead()
    {
        ServedHub hub;
        ServedTill till(hub);
        QCOMPARE(till.sync(), 200);
        Peer peer(hub.port());
        peer.send(httpText(MUST(till.session().poke())));
        QCOMPARE(peer.reply(300).status, 0);
        peer.send("GET /health HTTP/1.1\r\n\r\n");
        QVERIFY(peer.isClosedWithin(2'000));
        QVERIFY(wasLogged(hub, "pipelined"));
        requireHealthy(hub);
    }
    void whatIsNoHttpEnds_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("noise") << QByteArray("\x00\xff\x16\x03\x01 nothing\r\n\r\n", 17);
        QTest::newRow("no method") << QByteArray("/ HTTP/1.1\r\n\r\n");
        QTest::newRow("no version") << QByteArray("GET /health\r\n\r\n");
        QTest::newRow("negative length") << QByteArray("POST /v1/facts HTTP/1.1\r\nContent-Length: -5\r\n\r\n");
        QTest::newRow("odd method") << QByteArray("BREW /health HTTP/1.1\r\n\r\n");
        QTest::newRow("odd path") << QByteArray("GET /v1/../../etc/passwd%00%ff?%zz HTTP/1.1\r\n\r\n");
        QTest::newRow("websocket") << QByteArray("GET /v1/poke HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n\r\n");
    }
    void whatIsNoHttpEnds()
    {
        QFETCH(QByteArray, bytes);
        ServedHub hub(quick());
        Peer peer(hub.port());
        peer.send(bytes);
        const int status = peer.reply(1'500).status;
        QVERIFY2(status != 200 && status < 500, qPrintable(QString::number(status)));
        requireHealthy(hub);
    }
};

TANGYUAN_TEST(HttpLimitsTest)
#include "HttpLimitsTest.moc"
