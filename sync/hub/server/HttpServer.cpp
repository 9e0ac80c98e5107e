// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/hub/server/HttpServer.h"

#include "core/base/Json.h"
#include "sync/hub/server/GuardedServer.h"
#include "sync/hub/server/ServerMetrics.h"
#include "sync/hub/server/TokenBuckets.h"

#include <QAbstractHttpServer>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QPointer>

#include <algorithm>
#include <array>
#include <list>

namespace tangyuan::sync {

namespace {

constexpr std::array routes { HttpRoute { "POST", "/v1/devices" }, HttpRoute { "POST", "/v1/devices/leave" }, HttpRoute { "POST", "/v1/facts" },
    HttpRoute { "GET", "/v1/rows" }, HttpRoute { "POST", "/v1/members/find" }, HttpRoute { "GET", "/v1/exceptions" },
    HttpRoute { "POST", "/v1/exceptions/{id}/resolve" }, HttpRoute { "GET", "/v1/reports/days" }, HttpRoute { "GET", "/v1/poke" },
    HttpRoute { "GET", "/health" }, HttpRoute { "GET", "/ready" }, HttpRoute { "GET", "/metrics" } };

/// What stands in log and metrics for a path that no route has.
constexpr auto otherRoute = "other";
constexpr auto jsonType = "application/json";

bool follows(const QString& path, const char* pattern)
{
    const QStringList parts = path.split(u'/');
    const QStringList wanted = QString::fromLatin1(pattern).split(u'/');
    return std::equal(parts.begin(), parts.end(), wanted.begin(), wanted.end(),
        [](const QString& part, const QString& place) { return place.startsWith(u'{') ? !part.isEmpty() : part == place; });
}

QString routeOf(const QByteArray& method, const QString& path)
{
    for (const HttpRoute& route : routes)
        if (method == route.method && follows(path, route.pattern))
            return QString::fromLatin1(route.pattern);
    return QString::fromLatin1(otherRoute);
}

QByteArray methodOf(const QHttpServerRequest& request)
{
    switch (request.method()) {
    case QHttpServerRequest::Method::Get: return "GET";
    case QHttpServerRequest::Method::Post: return "POST";
    case QHttpServerRequest::Method::Head: return "HEAD";
    default: return "OTHER"; // nothing of ours takes it
    }
}

}

std::span<const HttpRoute> httpRoutes()
{
    return routes;
}

/// The only class that knows Qt HTTP Server.
class HttpServer::Front final : public QAbstractHttpServer {
public:
    Front(Parts parts, const QSslConfiguration& tls, HttpServer& owner);
    ~Front() override;

    GuardedServer& server() { return *m_server; }
    void startServing() { bind(m_server); }
    void stop();

protected:
    // Qt HTTP Server was a preview in Qt 6.4 (Debian 12) and has another shape in 6.8 (Debian 13): there it reads no further request of
    // a connection, and keeps its socket, until the responder is gone. That is our turn; answers are written by GuardedSocket in both.
    // Every request is handled, so what misses its handler is who wants another protocol, and Qt ends that connection.
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    struct Turn { };
    bool handleRequest(const QHttpServerRequest& request, QTcpSocket* socket) override
    {
        Turn none;
        return handle(request, qobject_cast<GuardedSocket*>(socket), none);
    }
    void missingHandler(const QHttpServerRequest&, QTcpSocket*) override { }
#else
    using Turn = QHttpServerResponder;
    bool handleRequest(const QHttpServerRequest& request, QHttpServerResponder& turn) override
    {
        return handle(request, m_server->socketFrom(request.remoteAddress(), request.remotePort()), turn);
    }
    void missingHandler(const QHttpServerRequest&, QHttpServerResponder&) override { }
#endif

private:
    /// One request on its way to its answer.
    struct Exchange {
        QPointer<GuardedSocket> socket;
        QByteArray method;
        QString route;
        std::optional<Id> device; ///< as it says
        bool isProven = false;
        qint64 startedNs = 0;
        bool takesDeflate = false;
        bool mustClose = false;

        bool isWaiting() const { return socket && socket->state() == QAbstractSocket::ConnectedState; }
    };
    struct Answer {
        int status = 200;
        QByteArray body;
        QByteArray type = jsonType;
        qint64 retryAfterMs = 0;

        static Answer of(const HubReply& reply)
        {
            return { reply.status, compactUtf8(reply.body), jsonType, reply.body[QLatin1String("retryAfterMs")].toInteger() };
        }
    };
    struct Poke {
        Exchange exchange;
        Turn turn;
        QByteArray who;
        std::map<QString, qint64> cursors;
        qint64 endsMs = 0;
    };

    bool handle(const QHttpServerRequest& request, GuardedSocket* socket, Turn& turn);
    tl::expected<HubRequest, HubReply> read(const QHttpServerRequest& request, const QByteArray& method) const;
    qint64 mustWaitMs(const QHttpServerRequest& request, const Exchange& exchange);
    void answerHub(Exchange exchange, const QHttpServerRequest& request, Turn& turn);
    void answer(Exchange& exchange, const Answer& answer);
    Answer health() const
    {
        return { 200, R"({"alive":true})" };
    }
    Answer ready() const;
    Answer metrics();

    void holdPoke(Exchange exchange, const HubRequest& request, Turn& turn);
    void checkPokes();
    void release(Exchange& exchange, bool hasMoved);
    static bool isBehind(const std::map<QString, qint64>& cursors, const std::map<QString, qint64>& streams);

    Parts m;
    GuardedServer* m_server; ///< a child, as QAbstractHttpServer wants it
    QElapsedTimer m_clock;
    TokenBuckets m_addresses;
    TokenBuckets m_devices;
    QTimer m_pokeTimer;
    QTimer m_quietTimer;
    std::list<Poke> m_pokes; ///< the oldest first
    ServerMetrics m_metrics;
    std::optional<Hub::Counts> m_counts; ///< counting goes through tables, so it is not done at every scrape
    qint64 m_countedMs = 0;
    bool m_isStopping = false;
};

HttpServer::Front::Front(Parts parts, const QSslConfiguration& tls, HttpServer& owner)
    : m(std::move(parts))
    , m_server(new GuardedServer(m.limits, tls))
    , m_addresses(m.limits.address)
    , m_devices(m.limits.device)
{
    m_server->setParent(this);
    m_clock.start();
    connect(m_server, &GuardedServer::drained, &owner, &HttpServer::stopped, Qt::QueuedConnection);
    connect(m_server, &GuardedServer::wasCut, this, [this](Cut why) {
        m_metrics.countCut(cutName(why));
        m.log.write(QStringLiteral("connectionCut"), { { QStringLiteral("why"), cutName(why) } });
    });
    m_pokeTimer.setInterval(static_cast<int>(m.limits.pokeEveryMs));
    connect(&m_pokeTimer, &QTimer::timeout, this, &Front::checkPokes);
    constexpr int quietEveryMs = 10'000;
    m_quietTimer.setInterval(quietEveryMs);
    connect(&m_quietTimer, &QTimer::timeout, this, [this] {
        m_addresses.forgetQuiet(m_clock.elapsed());
        m_devices.forgetQuiet(m_clock.elapsed());
    });
    m_quietTimer.start();
}

HttpServer::Front::~Front()
{
    m_pokes.clear(); // their turns want their connections
    delete m_server; // with its connections, before what they belong to
}

bool HttpServer::Front::handle(const QHttpServerRequest& request, GuardedSocket* socket, Turn& turn)
{
    VERIFY(socket);
    socket->answering();
    Exchange exchange { socket, methodOf(request), {}, {}, false, m_clock.nsecsElapsed(), request.value("Accept-Encoding").toLower().contains("deflate"),
        request.value("Connection").toLower() == "close" };
    const QString path = request.url().path();
    exchange.route = routeOf(exchange.method, path);
    if (const auto signature = readAuthorization(request.value("Authorization")))
        exchange.device = signature->device;
    if (const qint64 waitMs = mustWaitMs(request, exchange); waitMs > 0)
        answer(exchange, Answer::of(refuse(Refusal::TooMany, { { QStringLiteral("retryAfterMs"), waitMs } })));
    else if (exchange.route == QLatin1String("/health"))
        answer(exchange, health());
    else if (exchange.route == QLatin1String("/ready"))
        answer(exchange, ready());
    else if (exchange.route == QLatin1String("/metrics"))
        answer(exchange, metrics());
    else if (path.startsWith(QLatin1String("/v1/")))
        answerHub(std::move(exchange), request, turn);
    else
        answer(exchange, Answer::of(refuse(Refusal::NotFound)));
    return true;
}

/// 0, or how long the peer should wait before it asks again.
qint64 HttpServer::Front::mustWaitMs(const QHttpServerRequest& request, const Exchange& exchange)
{
    const QByteArray address = addressKey(request.remoteAddress());
    const qint64 waitMs = m_addresses.take(address, m_clock.elapsed());
    return waitMs > 0 || !exchange.device ? waitMs : m_devices.take(address + exchange.device->toBytes(), m_clock.elapsed());
}

tl::expected<HubRequest, HubReply> HttpServer::Front::read(const QHttpServerRequest& request, const QByteArray& method) const
{
    HubRequest read { method, request.url().path(), request.query(), request.value("Authorization"), request.body() };
    const QByteArray encoding = request.value("Content-Encoding").trimmed().toLower();
    if (encoding.isEmpty() || encoding == "identity")
        return read;
    if (encoding != "deflate")
        return tl::unexpected(refuse(Refusal::Malformed, { { QStringLiteral("field"), QStringLiteral("Content-Encoding") } }));
    auto plain = decompressed(read.body, requestBytes);
    if (!plain && plain.error().code == ErrorCode::InputTooLong)
        return tl::unexpected(refuse(Refusal::TooLarge));
    if (!plain)
        return tl::unexpected(refuse(Refusal::Malformed, { { QStringLiteral("field"), QStringLiteral("body") } }));
    read.body = std::move(*plain);
    return read;
}

void HttpServer::Front::answerHub(Exchange exchange, const QHttpServerRequest& request, Turn& turn)
{
    const auto asked = read(request, exchange.method);
    if (!asked)
        return answer(exchange, Answer::of(asked.error()));
    if (exchange.route == QLatin1String("/v1/poke"))
        return holdPoke(std::move(exchange), *asked, turn);
    const HubReply reply = m.hub.handle(*asked);
    exchange.isProven = reply.status != statusOf(Refusal::Unauthorized) && exchange.route != QLatin1String("/v1/devices");
    answer(exchange, Answer::of(reply));
}

void HttpServer::Front::answer(Exchange& exchange, const Answer& answer)
{
    const qint64 us = (m_clock.nsecsElapsed() - exchange.startedNs) / 1'000;
    const QString method = QString::fromLatin1(exchange.method);
    m_metrics.countRequest(method, exchange.route, answer.status, us);
    m.log.write({ method, exchange.route, answer.status, us / 1'000, exchange.isProven ? exchange.device : std::nullopt });
    if (!exchange.isWaiting())
        return; // the peer went away; what it asked is done, and asking again is harmless
    constexpr qsizetype worthCompressing = 512;
    const bool isDeflated = exchange.takesDeflate && answer.body.size() > worthCompressing;
    const bool closes = exchange.mustClose || m_isStopping;
    constexpr qint64 msPerSecond = 1'000;
    exchange.socket->answer(answer.status,
        { { "Content-Type", answer.type }, { "Cache-Control", "no-store" }, { "Connection", closes ? "close" : "keep-alive" },
            { "Content-Encoding", isDeflated ? "deflate" : "" },
            { "Retry-After", answer.retryAfterMs > 0 ? QByteArray::number((answer.retryAfterMs + msPerSecond - 1) / msPerSecond) : QByteArray() } },
        isDeflated ? compressed(answer.body) : answer.body, exchange.method == "HEAD" ? GuardedSocket::Part::Head : GuardedSocket::Part::Whole);
    if (!closes)
        return exchange.socket->answered(GuardedSocket::Then::KeepOpen);
    // Not before our turn is over: Qt deletes a connection whose turn ends while it closes, and with it what is not sent yet.
    QMetaObject::invokeMethod(
        exchange.socket, [socket = exchange.socket.get()] { socket->answered(GuardedSocket::Then::Close); }, Qt::QueuedConnection);
}

HttpServer::Front::Answer HttpServer::Front::ready() const
{
    if (m_isStopping || !m.hub.streams())
        return Answer::of(refuse(Refusal::Unready));
    return { 200, R"({"ready":true})" };
}

HttpServer::Front::Answer HttpServer::Front::metrics()
{
    constexpr qint64 countsLifeMs = 10'000;
    if (!m_counts || m_clock.elapsed() - m_countedMs > countsLifeMs) {
        const auto counts = m.hub.counts();
        m_counts = counts ? std::optional(*counts) : std::nullopt;
        m_countedMs = m_clock.elapsed();
    }
    std::map<QByteArray, qint64> gauges { { "open_connections", m_server->openConnections() }, { "waiting_pokes", static_cast<qint64>(m_pokes.size()) } };
    if (m_counts)
        gauges.insert({ { "devices", m_counts->devices }, { "facts", m_counts->facts }, { "members", m_counts->members },
            { "open_exceptions", m_counts->openExceptions } });
    return { 200, m_metrics.text(gauges), "text/plain; version=0.0.4; charset=utf-8" };
}

void HttpServer::Front::holdPoke(Exchange exchange, const HubRequest& request, Turn& turn)
{
    const auto device = m.hub.authenticate(request);
    if (!device)
        return answer(exchange, Answer::of(device.error()));
    exchange.isProven = true;
    const auto wanted = PullRequest::fromRequest(request, device->store);
    if (!wanted)
        return answer(exchange, Answer::of(refuse(Refusal::Malformed, { { QStringLiteral("field"), wanted.error().context } })));
    const auto streams = m.hub.streams();
    if (!streams)
        return answer(exchange, Answer::of(refuse(Refusal::Unready)));
    if (m_isStopping || isBehind(wanted->cursors, *streams))
        return release(exchange, !m_isStopping);
    Poke poke { std::move(exchange), std::move(turn), device->id.toBytes(), wanted->cursors, m_clock.elapsed() + m.limits.pokeMs };
    // A till that lost its connection asks anew; what waited on the old one is let go.
    const auto isOwn = [&](const Poke& other) { return other.who == poke.who; };
    if (std::ranges::count_if(m_pokes, isOwn) >= m.limits.pokesPerDevice) {
        const auto oldest = std::ranges::find_if(m_pokes, isOwn);
        release(oldest->exchange, false);
        m_pokes.erase(oldest);
    }
    m_pokes.push_back(std::move(poke));
    if (!m_pokeTimer.isActive())
        m_pokeTimer.start();
}

bool HttpServer::Front::isBehind(const std::map<QString, qint64>& cursors, const std::map<QString, qint64>& streams)
{
    return std::ranges::any_of(cursors, [&](const auto& cursor) {
        const auto stream = streams.find(cursor.first);
        return stream != streams.end() && stream->second > cursor.second;
    });
}

void HttpServer::Front::release(Exchange& exchange, bool hasMoved)
{
    answer(exchange, Answer::of({ 200, { { QStringLiteral("moved"), hasMoved } } }));
}

void HttpServer::Front::checkPokes()
{
    const auto streams = m.hub.streams(); // a database that is away for a moment moves nothing
    const qint64 nowMs = m_clock.elapsed();
    std::erase_if(m_pokes, [&](Poke& poke) {
        const bool hasMoved = streams && isBehind(poke.cursors, *streams);
        const bool isOver = hasMoved || m_isStopping || nowMs >= poke.endsMs;
        const bool isWaiting = poke.exchange.isWaiting();
        if (isOver && isWaiting)
            release(poke.exchange, hasMoved);
        return isOver || !isWaiting;
    });
    if (m_pokes.empty())
        m_pokeTimer.stop();
}

void HttpServer::Front::stop()
{
    m_isStopping = true;
    checkPokes();
    m_server->drain(m.limits.stopMs);
}

HttpServer::HttpServer(Parts parts, const QSslConfiguration& tls)
    : m_front(std::make_unique<Front>(std::move(parts), tls, *this))
{
}

HttpServer::~HttpServer() = default;

tl::expected<quint16, QString> HttpServer::listen(const QHostAddress& address, quint16 port)
{
    GuardedServer& server = m_front->server();
    if (!server.listen(address, port))
        return tl::unexpected(server.errorString());
    m_front->startServing();
    return server.serverPort();
}

void HttpServer::stop()
{
    m_front->stop();
}

}
