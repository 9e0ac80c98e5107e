// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/hub/ServedHub.h"
#include "tests/support/RoomTest.h"

#include <QJsonArray>

using namespace tangyuan;
using namespace tangyuan::sync;
using namespace Qt::Literals::StringLiterals;

/// Bodies that no till sends, over the network, also from a till that was taken over. The hub refuses them in its own
/// words, keeps nothing of them, and goes on.
class HostileBodiesTest : public QObject {
    Q_OBJECT

    std::optional<ServedHub> m_hub;
    std::optional<ServedTill> m_till;
    std::optional<Peer> m_peer; ///< the same connection while it lasts

    /// What a till really sends: something to spoil.
    QJsonObject goodBody(const QString& path)
    {
        if (path == u"/v1/devices") {
            const EnrolmentCode code = m_hub->enrolmentCode();
            return QJsonDocument::fromJson(enrolRequest(m_till->world().till(), code).body).object();
        }
        if (path == u"/v1/members/find")
            return { { u"number"_s, u"M0001"_s }, { u"branch"_s, 0 } };
        m_till->session().wake();
        while (const auto request = MUST(m_till->session().next())) {
            if (request->path == path)
                return QJsonDocument::fromJson(request->body).object();
            m_till->session().lost();
        }
        return {};
    }
    PeerReply post(const QString& path, const QByteArray& body)
    {
        if (!m_peer || !m_peer->isOpen())
            m_peer.emplace(m_hub->port());
        return m_peer->ask(m_till->signedRequest({ "POST", path, {}, {}, body }));
    }
    static QStringList paths() { return { u"/v1/devices"_s, u"/v1/facts"_s, u"/v1/members/find"_s }; }
    void requireUnharmed()
    {
        QCOMPARE(Peer(m_hub->port()).get("/ready").status, 200);
        const auto verified = m_hub->hub().verify();
        QVERIFY2(verified.has_value(), verified ? "" : qPrintable(verified.error().context));
        QCOMPARE(MUST(m_hub->hub().stores()).size(), 1);
    }

private Q_SLOTS:
    void init()
    {
        HttpLimits limits;
        limits.address = limits.device = { 100'000, 100'000 };
        m_hub.emplace(limits);
        m_till.emplace(*m_hub);
        QVERIFY2(m_till->isIn(), m_till->enrolment().body.constData());
    }
    void cleanup()
    {
        m_peer.reset();
        m_till.reset();
        m_hub.reset();
    }

    void garbage_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("noise") << QByteArray("\x00\xff\xfe{}\x01", 6);
        QTest::newRow("half") << QByteArray(R"({"branch": 0, "facts": [)");
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("number") << QByteArray("1e400");
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("deep arrays") << QByteArray(100'000, '[') + QByteArray(100'000, ']');
        QTest::newRow("deep objects") << QByteArray(R"({"facts":)").repeated(50'000) + "1" + QByteArray(50'000, '}');
        QTest::newRow("bad UTF-8") << QByteArray("{\"number\":\"\xc3\x28\xed\xa0\x80\"}");
        QTest::newRow("lone surrogate") << QByteArray(R"({"number":"\ud800"})");
        QTest::newRow("many keys") << []() {
            QByteArray body = "{";
            for (int i = 0; i < 100'000; ++i)
                body += "\"k" + QByteArray::number(i) + "\":0,";
            return body + "\"last\":0}";
        }();
    }
    void garbage()
    {
        QFETCH(QByteArray, body);
        for (const QString& path : paths()) {
            const PeerReply reply = post(path, body);
            QVERIFY2(reply.status >= 400 && reply.status < 500, qPrintable(u"%1: %2 %3"_s.arg(path).arg(reply.status).arg(QString::fromUtf8(reply.body))));
            QVERIFY(!reply.error().isEmpty());
        }
        requireUnharmed();
    }

    /// Each field of a real body in every wrong kind. What is refused says which field; some are free to hold anything.
    void wrongKinds()
    {
        const QList<QJsonValue> wrong { QJsonValue(), true, -1, 1.5, 1e300, -1e300, 9007199254740993.0, QString(), QString(100'000, u'x'), u"\U0001F4A9"_s,
            QJsonArray { 1, QJsonArray() }, QJsonObject { { u"x"_s, 1 } } };
        for (const QString& path : paths()) {
            const QJsonObject good = goodBody(path);
            QVERIFY2(!good.isEmpty(), qPrintable(path));
            for (const QString& key : good.keys()) {
                for (const QJsonValue& value : wrong) {
                    QJsonObject body = good;
                    body[key] = value;
                    const PeerReply reply = post(path, QJsonDocument(body).toJson());
                    QVERIFY2(reply.status >= 200 && reply.status < 500,
                        qPrintable(u"%1 %2: %3 %4"_s.arg(path, key).arg(reply.status).arg(QString::fromUtf8(reply.body))));
                }
            }
        }
        // And of a fact.
        const QJsonObject push = goodBody(u"/v1/facts"_s);
        const QJsonObject fact = push["facts"_L1].toArray().first().toObject();
        QVERIFY(!fact.isEmpty());
        for (const QString& key : fact.keys()) {
            for (const QJsonValue& value : wrong) {
                QJsonObject spoilt = fact;
                spoilt[key] = value;
                QJsonObject body = push;
                body["facts"_L1] = QJsonArray { spoilt };
                const PeerReply reply = post(u"/v1/facts"_s, QJsonDocument(body).toJson());
                QVERIFY2(
                    reply.status >= 200 && reply.status < 500, qPrintable(u"fact %1: %2 %3"_s.arg(key).arg(reply.status).arg(QString::fromUtf8(reply.body))));
            }
        }
        QCOMPARE(Peer(m_hub->port()).get("/ready").status, 200);
    }

    void sqlIsOnlyText()
    {
        const QStringList attacks { u"'; DROP TABLE facts; --"_s, u"\" OR 1=1 --"_s, u"%'; DELETE FROM devices WHERE '1'='1"_s, u"\\'; --"_s,
            u"$1); DROP TABLE stores"_s };
        for (const QString& path : paths()) {
            for (const QString& key : goodBody(path).keys()) {
                for (const QString& attack : attacks) {
                    QJsonObject body = goodBody(path);
                    if (!body[key].isString())
                        continue;
                    body[key] = attack;
                    const PeerReply reply = post(path, QJsonDocument(body).toJson());
                    QVERIFY2(reply.status >= 200 && reply.status < 500, qPrintable(u"%1 %2: %3"_s.arg(path, key).arg(reply.status)));
                }
            }
        }
        Peer peer(m_hub->port());
        for (const QString& attack : attacks) {
            HubRequest poke { "GET", u"/v1/poke"_s };
            poke.query.addQueryItem(u"organisation"_s, QString::fromLatin1(QUrl::toPercentEncoding(attack)));
            QCOMPARE(peer.ask(m_till->signedRequest(poke)).error(), u"malformed"_s);
            const HubRequest resolve { "POST", u"/v1/exceptions/"_s + QString::fromLatin1(attack.toUtf8().toHex()) + u"/resolve"_s, {}, {}, "{}" };
            QCOMPARE(peer.ask(m_till->signedRequest(resolve)).status, 404);
        }
        requireUnharmed();
        QCOMPARE(MUST(m_hub->hub().counts()).devices, 1);
    }

    void signaturesAreLookedAt_data()
    {
        QTest::addColumn<QByteArray>("authorization");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("basic") << QByteArray("Basic YWRtaW46YWRtaW4=");
        QTest::newRow("empty") << QByteArray("Tangyuan ");
        QTest::newRow("parts") << QByteArray("Tangyuan device=,at=,signature=");
        QTest::newRow("stranger") << QByteArray("Tangyuan device=0192f3a0-7c1e-7000-8000-00000000abcd,at=1795140000000,signature=")
                + QByteArray(64, 'a').toBase64();
        QTest::newRow("long") << QByteArray("Tangyuan device=") + QByteArray(10'000, 'a');
    }
    void signaturesAreLookedAt()
    {
        QFETCH(QByteArray, authorization);
        for (const char* path : { "/v1/rows", "/v1/exceptions", "/v1/reports/days", "/v1/poke" })
            QCOMPARE(Peer(m_hub->port()).ask({ "GET", QString::fromLatin1(path), {}, authorization, {} }).error(), u"unauthorized"_s);
    }
    void aSignatureIsOfOneRequestOnly()
    {
        HubRequest request = m_till->session().exceptions();
        request.query.addQueryItem(u"all"_s, u"1"_s);
        QCOMPARE(Peer(m_hub->port()).ask(request).error(), u"unauthorized"_s);
    }
};

TANGYUAN_TEST(HostileBodiesTest)
#include "HostileBodiesTest.moc"
