// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/hub/ServedHub.h"
#include "tests/support/RoomTest.h"

#include <QSignalSpy>

using namespace tangyuan;
using namespace tangyuan::sync;
using namespace Qt::Literals::StringLiterals;

/// The hub as tills and those who run it meet it: HTTPS on a real port.
class HttpServerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itTellsHowItIs()
    {
        ServedHub hub;
        Peer peer(hub.port());
        QVERIFY(peer.isOpen());
        QCOMPARE(peer.get("/health").status, 200);
        QCOMPARE(peer.get("/ready").json()["ready"_L1].toBool(), true);
        const PeerReply metrics = peer.get("/metrics");
        QCOMPARE(metrics.status, 200);
        QVERIFY(metrics.hasHeader("Content-Type: text/plain; version=0.0.4; charset=utf-8"));
        QVERIFY2(metrics.body.contains("tangyuan_hub_requests_total{method=\"GET\",route=\"/health\",status=\"200\"} 1\n"), metrics.body.constData());
        QVERIFY(metrics.body.contains("tangyuan_hub_request_seconds_bucket{route=\"/health\",le=\"+Inf\"} 1\n"));
        QVERIFY(metrics.body.contains("tangyuan_hub_open_connections 1\n"));
        QVERIFY(metrics.body.contains("tangyuan_hub_devices 0\n"));
        QVERIFY(metrics.body.contains("# TYPE tangyuan_hub_request_seconds histogram\n"));
        QCOMPARE(peer.get("/nothing").error(), u"notFound"_s);
    }

    /// Qt 6.8 deletes a connection that closes while its answer is on the way.
    void aClosingAnswerComesWhole()
    {
        ServedHub hub;
        ServedTill till(hub);
        QCOMPARE(till.sync(), 200);
        const HubRequest pull = till.signedRequest(PullRequest {}.toRequest());
        Peer stays(hub.port()), closes(hub.port());
        const PeerReply whole = stays.ask(pull);
        QVERIFY2(whole.status == 200 && whole.body.size() > 1'000, whole.body.constData());
        const PeerReply last = closes.ask(pull, "Connection: close\r\n");
        QCOMPARE(last.status, 200);
        QVERIFY(last.hasHeader("Connection: close"));
        QCOMPARE(last.body, whole.body);
        QVERIFY(closes.isClosedWithin(Peer::mostMs));
        // And one that stays is asked again and again.
        for (int i = 0; i < 20; ++i)
            QCOMPARE(stays.get("/health").status, 200);
    }

    /// RFC 9110, 9.3.2: the head that a GET would have, and nothing after it.
    void aHeadHasNoBody()
    {
        ServedHub hub;
        Peer peer(hub.port());
        peer.send(httpText({ "HEAD", u"/nothing"_s }));
        QVERIFY(QTest::qWaitFor([&] { return peer.socket().bytesAvailable() > 0; }, Peer::mostMs));
        QTest::qWait(50);
        const QByteArray head = peer.socket().readAll();
        QVERIFY2(head.endsWith("\r\n\r\n") && head.contains("\r\nContent-Length: "), head.constData());
        QCOMPARE(peer.get("/health").status, 200);
    }

    void itIsNotReadyWithoutItsDatabase()
    {
        ServedHub hub;
        Peer peer(hub.port());
        hub.database().setFaultHook([] { return std::optional(ErrorCode::DatabaseFailed); });
        QCOMPARE(peer.get("/ready").status, 503);
        QCOMPARE(peer.get("/health").status, 200);
        const PeerReply metrics = peer.get("/metrics");
        QCOMPARE(metrics.status, 200);
        QVERIFY(!metrics.body.contains("tangyuan_hub_devices"));
        hub.database().setFaultHook({});
        QCOMPARE(peer.get("/ready").status, 200);
    }

    void aTillJoinsAndTalks()
    {
        ServedHub hub;
        ServedTill till(hub);
        QVERIFY2(till.isIn(), till.enrolment().body.constData());
        QCOMPARE(till.sync(), 200);
        QVERIFY(MUST(hub.hub().counts()).facts > 0);
        QCOMPARE(MUST(till.session().state()).waiting, 0);
    }

    void bodiesAreCompressedBothWays()
    {
        ServedHub hub;
        ServedTill till(hub);
        HubRequest push = *MUST(till.session().next());
        while (push.path != u"/v1/facts") {
            till.session().lost();
            push = *MUST(till.session().next());
        }
        push.body = compressed(push.body);
        Peer peer(hub.port());
        const PeerReply pushed = peer.ask(push, "Content-Encoding: deflate\r\n");
        QVERIFY2(pushed.status == 200, pushed.body.constData());
        const PeerReply rows = peer.ask(till.signedRequest(PullRequest {}.toRequest()), "Accept-Encoding: gzip, deflate\r\n");
        QCOMPARE(rows.status, 200);
        QVERIFY2(rows.hasHeader("Content-Encoding: deflate"), rows.head.constData());
        const QByteArray plain = MUST(decompressed(rows.body, requestBytes));
        QVERIFY(QJsonDocument::fromJson(plain).object().contains("rows"_L1));
        QCOMPARE(peer.ask(push, "Content-Encoding: br\r\n").error(), u"malformed"_s);
        push.body = "no zlib stream";
        QCOMPARE(peer.ask(push, "Content-Encoding: deflate\r\n").error(), u"malformed"_s);
    }

    void aPokeWakesWithinASecond()
    {
        ServedHub hub;
        ServedTill till(hub);
        QCOMPARE(till.sync(), 200);
        Peer waiting(hub.port());
        waiting.send(httpText(MUST(till.session().poke())));
        QCOMPARE(waiting.reply(400).status, 0); // nothing happened yet
        Product product = till.world().product("1");
        product.price = { 2'000 };
        MUST(till.world().till().saveProducts({}, { product }));
        QElapsedTimer since;
        since.start();
        QCOMPARE(till.sync(), 200);
        const PeerReply woken = waiting.reply();
        QCOMPARE(woken.json()["moved"_L1], QJsonValue(true));
        QVERIFY2(since.elapsed() < 2'000, "the push itself, and at most a second");
    }

    void aPokeEndsByItself()
    {
        HttpLimits limits;
        limits.pokeMs = 300;
        ServedHub hub(limits);
        ServedTill till(hub);
        QCOMPARE(till.sync(), 200);
        Peer peer(hub.port());
        const PeerReply poked = peer.ask(MUST(till.session().poke()));
        QCOMPARE(poked.status, 200);
        QCOMPARE(poked.json()["moved"_L1], QJsonValue(false));
        // A till that is behind does not wait.
        QCOMPARE(peer.ask(till.signedRequest({ "GET", u"/v1/poke"_s, QUrlQuery(u"organisation=0&store=0"_s) })).json()["moved"_L1], QJsonValue(true));
        QCOMPARE(peer.ask(till.signedRequest({ "GET", u"/v1/poke"_s, QUrlQuery(u"organisation=many"_s) })).error(), u"malformed"_s);
    }

    void onlyDevicesPoke()
    {
        ServedHub hub;
        ServedTill till(hub);
        Peer peer(hub.port());
        QCOMPARE(peer.get("/v1/poke").error(), u"unauthorized"_s);
        MUST(hub.hub().revoke(till.world().till().settings().tillCode));
        QCOMPARE(peer.ask(MUST(till.session().poke())).error(), u"revoked"_s);
    }

    void aTillThatAsksAnewLetsTheOldPokeGo()
    {
        HttpLimits limits;
        limits.pokesPerDevice = 1;
        ServedHub hub(limits);
        ServedTill till(hub);
        QCOMPARE(till.sync(), 200);
        Peer old(hub.port()), anew(hub.port());
        old.send(httpText(MUST(till.session().poke())));
        QCOMPARE(old.reply(300).status, 0);
        anew.send(httpText(MUST(till.session().poke())));
        QCOMPARE(old.reply().json()["moved"_L1], QJsonValue(false));
        QCOMPARE(anew.reply(300).status, 0);
    }

    /// Those who read the log learn which till asked what, and nothing of members.
    void theLogTellsNothingOfPeople()
    {
        ServedHub hub;
        ServedTill till(hub);
        till.world().member("13800138000");
        QCOMPARE(till.sync(), 200);
        FindRequest find;
        find.number = u"M0001234"_s;
        Peer peer(hub.port());
        peer.ask(till.session().find(find));
        peer.ask(till.signedRequest({ "POST", u"/v1/exceptions/0192f3a0-7c1e-7000-8000-00000000abcd/resolve"_s, {}, {}, "{}" }));
        const QByteArray all = hub.lines().join();
        for (const char* secret : { "13800138000", "王小梅", "M0001234", "0192f3a0", "organisation=", "Tangyuan device" })
            QVERIFY2(!all.contains(secret), secret);
        const QJsonObject last = QJsonDocument::fromJson(hub.lines().constLast()).object();
        QCOMPARE(last["route"_L1].toString(), u"/v1/exceptions/{id}/resolve"_s);
        QCOMPARE(last["status"_L1].toInt(), 404);
        QCOMPARE(last["device"_L1].toString(), till.world().till().tillId().toString());
        QVERIFY(last["time"_L1].toString().endsWith(u'Z') && last.contains("ms"_L1));
    }

    void itStopsWithoutLosingAnybody()
    {
        ServedHub hub;
        ServedTill till(hub);
        QCOMPARE(till.sync(), 200);
        Peer poking(hub.port()), sending(hub.port()), idle(hub.port());
        poking.send(httpText(MUST(till.session().poke())));
        const QByteArray whole = httpText(till.signedRequest(PullRequest {}.toRequest()));
        sending.send(whole.first(20));
        QCOMPARE(poking.reply(300).status, 0);
        QSignalSpy stopped(&hub.server(), &HttpServer::stopped);
        hub.server().stop();
        QCOMPARE(poking.reply().json()["moved"_L1], QJsonValue(false));
        QVERIFY(idle.isClosedWithin(2'000));
        sending.send(whole.mid(20));
        const PeerReply answered = sending.reply();
        QCOMPARE(answered.status, 200);
        QVERIFY(answered.hasHeader("Connection: close"));
        QVERIFY(stopped.count() == 1 || stopped.wait(Peer::mostMs));
        QVERIFY(!Peer(hub.port()).isOpen());
    }
};

TANGYUAN_TEST(HttpServerTest)
#include "HttpServerTest.moc"
