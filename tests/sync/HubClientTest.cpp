// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/till/HubClient.h"
#include "tests/support/RoomTest.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QPointer>
#include <QProcess>
#include <QSslKey>
#include <QSslServer>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <array>

using namespace tangyuan;
using namespace tangyuan::sync;
using namespace Qt::StringLiterals;

/// HTTPS to the one hub that is pinned, and to nobody else, whatever the wire does.
class HubClientTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void carriesRequestsAndAnswers();
    void deflatesWhatIsLong();
    void aRefusalIsAnAnswer();
    void tellsNothingToAnotherAuthority();
    void showingThePinnedCertificateIsNotEnough();
    void takesAPinnedCertificateOfTheServerItself();
    void waitsOnlySoLong();
    void aCutAnswerIsNone();
    void nobodyIsThere_data();
    void nobodyIsThere();
    void whatIsNoHub_data();
    void whatIsNoHub();
    void anAnswerMayNotFillTheMemory();
    void manyAtOnce();
    void whoIsGoneHearsNothing();

private:
    bool openssl(const QStringList& arguments) const;
    void makeAuthority(const QString& name) const;
    void makeServer(const QString& name, const QString& authority) const;

    QTemporaryDir m_folder;
};

namespace {

QByteArray readAll(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QSslCertificate certificate(const QString& path)
{
    return QSslCertificate(readAll(path), QSsl::Pem);
}

QByteArray http(int status, const QByteArray& body, const QByteArray& headers = {})
{
    return "HTTP/1.1 " + QByteArray::number(status) + " X\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" + body;
}

/// A TLS server that answers as the story says; an empty answer is silence.
class LocalHub {
public:
    std::function<QByteArray(const QByteArray& request)> answer = [](const QByteArray&) { return http(200, R"({"ok":true})"); };
    enum class After { Stays, Closes } after = After::Stays;
    QList<QByteArray> requests;
    int connections = 0;

    LocalHub(const QList<QSslCertificate>& chain, const QString& keyFile)
    {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificateChain(chain);
        tls.setPrivateKey(QSslKey(readAll(keyFile), QSsl::Ec));
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        m_server.setSslConfiguration(tls);
        QObject::connect(&m_server, &QSslServer::pendingConnectionAvailable, &m_server, [this] {
            while (QTcpSocket* socket = m_server.nextPendingConnection()) {
                ++connections;
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { read(*socket); });
            }
        });
        VERIFY(m_server.listen(QHostAddress::LocalHost));
    }
    QString url() const { return u"https://127.0.0.1:%1"_s.arg(m_server.serverPort()); }

private:
    void read(QTcpSocket& socket)
    {
        QByteArray& request = m_reading[&socket];
        request += socket.readAll();
        const qsizetype end = request.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const qsizetype length = request.toLower().indexOf("content-length:");
        const qsizetype bytes = length < 0 || length > end ? 0 : request.mid(length + 15, request.indexOf('\r', length) - length - 15).trimmed().toLongLong();
        if (request.size() < end + 4 + bytes)
            return;
        requests.append(std::exchange(request, {}));
        const QByteArray reply = answer(requests.last());
        if (reply.isEmpty())
            return;
        socket.write(reply);
        if (after == After::Closes)
            socket.disconnectFromHost();
    }

    QSslServer m_server;
    QHash<QTcpSocket*, QByteArray> m_reading;
};

/// The hub of these tests: its certificate is of another host, which nobody minds.
class Fixture {
public:
    explicit Fixture(const QTemporaryDir& folder)
        : authority(certificate(folder.filePath(u"ours.pem"_s)))
        , hub({ certificate(folder.filePath(u"hub.pem"_s)), authority }, folder.filePath(u"hub.key"_s))
    {
    }
    QByteArray pin() const { return authority.digest(QCryptographicHash::Sha256); }

    QSslCertificate authority;
    LocalHub hub;
};

constexpr HubPatience shortPatience { .connectMs = 4'000, .answerMs = 600 };
const HubRequest aQuestion { "GET", u"/v1/rows"_s, QUrlQuery(u"branch=0&limit=10"_s), "Tangyuan device=1", {} };

/// The answer, or the error that came instead.
Result<HubReply> ask(HubClient& client, const HubRequest& request = aQuestion)
{
    std::optional<Result<HubReply>> answer;
    client.send(request, [&](const Result<HubReply>& reply) { answer = reply; });
    if (answer)
        return fail(ErrorCode::InputMalformed, u"it did not wait for the event loop"_s);
    constexpr int mostMs = 10'000;
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, mostMs))
        return fail(ErrorCode::InputMalformed, u"no answer at all"_s);
    return *answer;
}

QString errorOf(const Result<HubReply>& reply)
{
    return reply ? u"none"_s : errorCodeName(reply.error().code);
}

}

bool HubClientTest::openssl(const QStringList& arguments) const
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(u"openssl"_s, arguments);
    return process.waitForFinished() && process.exitCode() == 0;
}

void HubClientTest::makeAuthority(const QString& name) const
{
    QVERIFY(openssl({ u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s, u"-nodes"_s, u"-keyout"_s, name + u".key"_s,
        u"-out"_s, name + u".pem"_s, u"-days"_s, u"3650"_s, u"-subj"_s, u"/CN=Authority "_s + name, u"-addext"_s, u"basicConstraints=critical,CA:TRUE"_s }));
}

void HubClientTest::makeServer(const QString& name, const QString& authority) const
{
    QVERIFY(openssl({ u"req"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s, u"-nodes"_s, u"-keyout"_s, name + u".key"_s, u"-out"_s,
        name + u".csr"_s, u"-subj"_s, u"/CN=another.example"_s }));
    QVERIFY(openssl({ u"x509"_s, u"-req"_s, u"-in"_s, name + u".csr"_s, u"-CA"_s, authority + u".pem"_s, u"-CAkey"_s, authority + u".key"_s,
        u"-CAcreateserial"_s, u"-out"_s, name + u".pem"_s, u"-days"_s, u"3650"_s }));
}

void HubClientTest::initTestCase()
{
    if (QStandardPaths::findExecutable(u"openssl"_s).isEmpty())
        QSKIP("openssl is not installed");
    makeAuthority(u"ours"_s);
    makeAuthority(u"theirs"_s);
    makeServer(u"hub"_s, u"ours"_s);
    makeServer(u"stranger"_s, u"theirs"_s);
}

/// Names of headers are said in any case (RFC 9110, 5.1), and Qt says them in another since 6.8.
static bool hasHeader(const QByteArray& request, const QByteArray& name, const QByteArray& value)
{
    const qsizetype at = request.toLower().indexOf("\r\n" + name + ": ");
    constexpr qsizetype around = 4; // the line's break before, colon and space
    return at >= 0 && request.mid(at + name.size() + around).startsWith(value + "\r\n");
}

void HubClientTest::carriesRequestsAndAnswers()
{
    Fixture world(m_folder);
    HubClient client(world.hub.url(), world.pin());
    const auto reply = ask(client);
    QCOMPARE(errorOf(reply), u"none"_s);
    QCOMPARE(reply->status, 200);
    QCOMPARE(reply->body, QJsonObject({ { u"ok"_s, true } }));
    const QByteArray heard = world.hub.requests.first();
    QVERIFY2(heard.startsWith("GET /v1/rows?branch=0&limit=10 HTTP/1.1\r\n"), heard.constData());
    QVERIFY2(hasHeader(heard, "authorization", "Tangyuan device=1"), heard.constData());
    QVERIFY2(hasHeader(heard, "accept-encoding", "deflate"), heard.constData());
    QCOMPARE(errorOf(ask(client, { "POST", u"/v1/members/find"_s, {}, {}, R"({"number":"10000017"})" })), u"none"_s);
    QVERIFY(world.hub.requests.last().endsWith(R"({"number":"10000017"})"));
    QVERIFY(!world.hub.requests.last().toLower().contains("content-encoding"));
}

void HubClientTest::deflatesWhatIsLong()
{
    Fixture world(m_folder);
    const QByteArray longBody = R"({"text":")" + QByteArray(20'000, 'x') + R"("})";
    world.hub.answer = [&](const QByteArray&) { return http(200, compressed(longBody), "Content-Encoding: deflate\r\n"); };
    HubClient client(world.hub.url(), world.pin());
    const auto reply = ask(client, { "POST", u"/v1/facts"_s, {}, {}, longBody });
    QCOMPARE(errorOf(reply), u"none"_s);
    QCOMPARE(QJsonDocument(reply->body).toJson(QJsonDocument::Compact), longBody);
    const QByteArray heard = world.hub.requests.first();
    QVERIFY2(hasHeader(heard, "content-encoding", "deflate"), heard.constData());
    QCOMPARE(decompressed(heard.mid(heard.indexOf("\r\n\r\n") + 4), requestBytes).value_or(QByteArray()), longBody);
}

void HubClientTest::aRefusalIsAnAnswer()
{
    Fixture world(m_folder);
    HubClient client(world.hub.url(), world.pin());
    for (const Refusal refusal :
        { Refusal::Revoked, Refusal::Unauthorized, Refusal::Gap, Refusal::Version, Refusal::TooMany, Refusal::Failed, Refusal::Unready }) {
        world.hub.answer = [refusal](const QByteArray&) { return http(statusOf(refusal), QJsonDocument(refuse(refusal).body).toJson()); };
        const auto reply = ask(client);
        QCOMPARE(errorOf(reply), u"none"_s);
        QCOMPARE(reply->status, statusOf(refusal));
        QCOMPARE(reply->body[u"error"_s].toString(), refusalName(refusal));
    }
    QCOMPARE(refusalError(refuse(Refusal::Revoked)).code, ErrorCode::DeviceRevoked);
    QCOMPARE(refusalError(refuse(Refusal::Version, { { u"version"_s, 2 } })).context, u"2"_s);
    QCOMPARE(refusalError(refuse(Refusal::TooMany)).context, u"tooMany"_s);
}

void HubClientTest::tellsNothingToAnotherAuthority()
{
    Fixture world(m_folder);
    LocalHub stranger(
        { certificate(m_folder.filePath(u"stranger.pem"_s)), certificate(m_folder.filePath(u"theirs.pem"_s)) }, m_folder.filePath(u"stranger.key"_s));
    HubClient client(stranger.url(), world.pin());
    QCOMPARE(errorOf(ask(client)), u"HubCertificateWrong"_s);
    QCOMPARE(errorOf(ask(client)), u"HubCertificateWrong"_s);
    QVERIFY(stranger.requests.isEmpty());
}

/// Anybody can show a certificate that everybody may read; only its owner's signature counts.
void HubClientTest::showingThePinnedCertificateIsNotEnough()
{
    Fixture world(m_folder);
    LocalHub stranger({ certificate(m_folder.filePath(u"stranger.pem"_s)), certificate(m_folder.filePath(u"theirs.pem"_s)), world.authority },
        m_folder.filePath(u"stranger.key"_s));
    HubClient client(stranger.url(), world.pin());
    QCOMPARE(errorOf(ask(client)), u"HubCertificateWrong"_s);
    QVERIFY(stranger.requests.isEmpty());
}

void HubClientTest::takesAPinnedCertificateOfTheServerItself()
{
    Fixture world(m_folder);
    LocalHub simple({ world.authority }, m_folder.filePath(u"ours.key"_s));
    HubClient client(simple.url(), world.pin());
    QCOMPARE(errorOf(ask(client)), u"none"_s);
}

void HubClientTest::waitsOnlySoLong()
{
    Fixture world(m_folder);
    world.hub.answer = [](const QByteArray&) { return QByteArray(); };
    HubClient client(world.hub.url(), world.pin(), shortPatience);
    QElapsedTimer watch;
    watch.start();
    QCOMPARE(errorOf(ask(client)), u"HubUnreachable"_s);
    QVERIFY(watch.elapsed() < 5'000);
    world.hub.answer = [](const QByteArray&) { return http(200, "{}"); };
    QCOMPARE(errorOf(ask(client)), u"none"_s); // and it can ask again
}

void HubClientTest::aCutAnswerIsNone()
{
    Fixture world(m_folder);
    world.hub.after = LocalHub::After::Closes;
    world.hub.answer = [](const QByteArray&) { return QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"ok\":tr"); };
    HubClient client(world.hub.url(), world.pin());
    QCOMPARE(errorOf(ask(client)), u"HubUnreachable"_s);
}

void HubClientTest::nobodyIsThere_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("nobody listens") << u"https://127.0.0.1:9"_s;
    QTest::newRow("no such name") << u"https://hub.invalid:8443"_s;
    QTest::newRow("no address") << u"https://"_s;
    QTest::newRow("not HTTPS") << u"http://127.0.0.1:9"_s;
    QTest::newRow("nonsense") << u"hub"_s;
}

void HubClientTest::nobodyIsThere()
{
    QFETCH(QString, url);
    HubClient client(url, QByteArray(32, 'x'), shortPatience);
    QCOMPARE(errorOf(ask(client)), u"HubUnreachable"_s);
    QCOMPARE(errorOf(ask(client)), u"HubUnreachable"_s);
}

void HubClientTest::whatIsNoHub_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("a proxy's page") << http(502, "<html>Bad gateway</html>");
    QTest::newRow("an array") << http(200, "[1,2]");
    QTest::newRow("nothing") << http(200, "");
    QTest::newRow("another place") << http(302, "", "Location: https://example.invalid/\r\n");
    QTest::newRow("no HTTP") << QByteArray("220 mail.example ESMTP\r\n\r\n");
    QTest::newRow("not deflated at all") << http(200, "{}", "Content-Encoding: deflate\r\n");
}

void HubClientTest::whatIsNoHub()
{
    QFETCH(QByteArray, answer);
    Fixture world(m_folder);
    world.hub.after = LocalHub::After::Closes;
    world.hub.answer = [&](const QByteArray&) { return answer; };
    HubClient client(world.hub.url(), world.pin(), shortPatience);
    QCOMPARE(errorOf(ask(client)), u"HubUnreachable"_s);
}

void HubClientTest::anAnswerMayNotFillTheMemory()
{
    Fixture world(m_folder);
    const QByteArray much(requestBytes + 1, ' ');
    HubClient client(world.hub.url(), world.pin());
    world.hub.answer = [&](const QByteArray&) { return http(200, compressed(much), "Content-Encoding: deflate\r\n"); };
    QCOMPARE(errorOf(ask(client)), u"InputTooLong"_s);
    world.hub.answer = [&](const QByteArray&) { return http(200, much); };
    QCOMPARE(errorOf(ask(client)), u"InputTooLong"_s);
}

void HubClientTest::manyAtOnce()
{
    Fixture world(m_folder);
    HubClient client(world.hub.url(), world.pin());
    int answers = 0;
    for (int i = 0; i < 5; ++i)
        client.send(aQuestion, [&](const Result<HubReply>& reply) { answers += reply ? 1 : 0; });
    QTRY_COMPARE(answers, 5);
}

void HubClientTest::whoIsGoneHearsNothing()
{
    Fixture world(m_folder);
    world.hub.answer = [](const QByteArray&) { return QByteArray(); };
    bool hasHeard = false;
    auto client = std::make_unique<HubClient>(world.hub.url(), world.pin());
    client->send(aQuestion, [&](const Result<HubReply>&) { hasHeard = true; });
    client.reset(); // while it looks at the chain
    client = std::make_unique<HubClient>(world.hub.url(), world.pin());
    client->send(aQuestion, [&](const Result<HubReply>&) { hasHeard = true; });
    QTRY_VERIFY(!world.hub.requests.isEmpty());
    client.reset(); // while it waits for the answer
    QTest::qWait(50);
    QVERIFY(!hasHeard);
}

TANGYUAN_TEST(HubClientTest)
#include "HubClientTest.moc"
