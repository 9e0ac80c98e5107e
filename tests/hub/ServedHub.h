// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/hub/server/Certificates.h"
#include "sync/hub/server/HttpServer.h"
#include "sync/till/SyncSession.h"
#include "tests/support/World.h"

#include <QJsonDocument>
#include <QSslSocket>
#include <QTest>

#include <functional>

namespace tangyuan::sync {

/// A hub on the loopback, with real TLS and a real SQLite file, at the hour at which World's shop opens.
class ServedHub {
public:
    explicit ServedHub(const HttpLimits& limits = {})
        : m_clock(BusinessCalendar {}.fromLocal(QDate(2026, 11, 20), QTime(10, 0)))
        , m_random(7)
        , m_log(m_clock, [this](const QByteArray& line) { m_lines.append(line); })
        , m_database(MUST(HubDatabase::open(m_folder.filePath(QStringLiteral("hub.sqlite")))))
        , m_hub(MUST(Hub::open({ *m_database, m_clock, m_random, QByteArray(32, '\x2a') }, QStringLiteral("桂花糖水铺"))))
        , m_certificate(MUST(Certificates(m_folder.path()).own({ QStringLiteral("localhost"), QStringLiteral("127.0.0.1") }, SystemClock(), m_random)))
        , m_server(std::make_unique<HttpServer>(HttpServer::Parts { *m_hub, m_clock, m_log, limits }, m_certificate.tls))
        , m_port(MUST(listening()))
    {
        MUST(m_hub->saveStore({ QStringLiteral("S001"), QStringLiteral("一店") }));
    }

    quint16 port() const { return m_port; }
    Hub& hub() { return *m_hub; }
    HubDatabase& database() { return *m_database; }
    HttpServer& server() { return *m_server; }
    const HubCertificate& certificate() const { return m_certificate; }
    QString folder() const { return m_folder.path(); }
    /// One JSON text for each line that was logged.
    const QByteArrayList& lines() const { return m_lines; }

    EnrolmentCode enrolmentCode()
    {
        return { QStringLiteral("https://127.0.0.1:%1").arg(m_port), m_certificate.pin, MUST(m_hub->makeEnrolmentSecret(QStringLiteral("S001"))) };
    }

private:
    Result<quint16> listening()
    {
        const auto port = m_server->listen(QHostAddress::LocalHost, 0);
        return port ? Result<quint16>(*port) : fail(ErrorCode::HubUnreachable, port.error());
    }

    QTemporaryDir m_folder;
    FixedClock m_clock;
    SeededRandom m_random;
    QByteArrayList m_lines;
    HubLog m_log;
    std::unique_ptr<HubDatabase> m_database;
    std::unique_ptr<Hub> m_hub;
    HubCertificate m_certificate;
    std::unique_ptr<HttpServer> m_server;
    quint16 m_port;
};

struct PeerReply {
    int status = 0; ///< 0: none came
    QByteArray head;
    QByteArray body;

    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    QString error() const { return json()[QLatin1String("error")].toString(); }
    bool hasHeader(const QByteArray& line) const { return head.toLower().contains("\r\n" + line.toLower() + "\r\n"); }
};

inline QByteArray httpText(const HubRequest& request, const QByteArray& headers = {})
{
    const QByteArray query = request.query.toString(QUrl::FullyEncoded).toUtf8();
    return request.method + ' ' + request.path.toUtf8() + (query.isEmpty() ? "" : '?' + query) + " HTTP/1.1\r\nHost: hub\r\n"
        + (request.authorization.isEmpty() ? "" : "Authorization: " + request.authorization + "\r\n") + headers
        + "Content-Length: " + QByteArray::number(request.body.size()) + "\r\n\r\n" + request.body;
}

/// Whoever talks to the hub, byte by byte if they like. Waiting lets the server work, which lives in the same thread.
class Peer {
public:
    explicit Peer(quint16 port)
    {
        m_socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        m_socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
        static_cast<void>(QTest::qWaitFor([&] { return m_socket.isEncrypted() || m_socket.state() == QAbstractSocket::UnconnectedState; }, mostMs));
    }
    static constexpr int mostMs = 5'000;

    bool isOpen() const { return m_socket.isEncrypted() && m_socket.state() == QAbstractSocket::ConnectedState; }
    bool isClosedWithin(int ms)
    {
        return QTest::qWaitFor([&] { return m_socket.state() == QAbstractSocket::UnconnectedState; }, ms);
    }
    void send(const QByteArray& bytes) { m_socket.write(bytes); }
    PeerReply reply(int ms = mostMs)
    {
        PeerReply reply;
        static_cast<void>(QTest::qWaitFor(
            [&] {
                m_came += m_socket.readAll();
                const qsizetype end = m_came.indexOf("\r\n\r\n");
                if (end < 0)
                    return m_socket.state() == QAbstractSocket::UnconnectedState && m_socket.bytesAvailable() == 0;
                reply.head = m_came.first(end + 2);
                const QByteArray lower = reply.head.toLower();
                const qsizetype length = lower.indexOf("content-length: ");
                constexpr qsizetype nameChars = 16;
                const qsizetype bodyBytes = length < 0 ? 0 : lower.mid(length + nameChars, lower.indexOf('\r', length) - length - nameChars).toInt();
                if (m_came.size() < end + 4 + bodyBytes)
                    return false;
                reply.status = m_came.mid(9, 3).toInt();
                reply.body = m_came.mid(end + 4, bodyBytes);
                m_came.remove(0, end + 4 + bodyBytes);
                return true;
            },
            ms));
        return reply;
    }
    PeerReply ask(const HubRequest& request, const QByteArray& headers = {})
    {
        send(httpText(request, headers));
        return reply();
    }
    PeerReply get(const char* path) { return ask({ "GET", QString::fromLatin1(path) }); }
    QSslSocket& socket() { return m_socket; }

private:
    QSslSocket m_socket;
    QByteArray m_came;
};

/// World's till, in the chain.
class ServedTill {
public:
    explicit ServedTill(ServedHub& hub)
        : m_hub(hub)
    {
        const EnrolmentCode code = hub.enrolmentCode();
        m_enrolment = Peer(hub.port()).ask(enrolRequest(m_world.till(), code));
        m_joined = enrolled(m_world.till(), code, { m_enrolment.status, m_enrolment.json() });
        m_session.emplace(m_world.till());
    }

    bool isIn() const { return m_joined.has_value(); }
    const PeerReply& enrolment() const { return m_enrolment; }
    World& world() { return m_world; }
    SyncSession& session() { return *m_session; }
    HubRequest signedRequest(HubRequest request)
    {
        request.authorization = signRequest(request, m_world.till().tillId(), m_world.clock().now(), m_world.till().vault());
        return request;
    }
    /// Talks until nothing is left to say; 200, or the status that ended it.
    int sync()
    {
        Peer peer(m_hub.port());
        m_session->wake();
        while (const auto request = MUST(m_session->next())) {
            const PeerReply reply = peer.ask(*request);
            if (!m_session->answered({ reply.status, reply.json() }))
                return reply.status;
        }
        return 200;
    }

private:
    ServedHub& m_hub;
    World m_world;
    PeerReply m_enrolment;
    Result<void> m_joined = fail(ErrorCode::HubUnreachable);
    std::optional<SyncSession> m_session;
};

}
