// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/till/HubClient.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QPointer>
#include <QSslCertificate>

#include <algorithm>

namespace tangyuan::sync {

namespace {

constexpr qsizetype bareBytes = 1'024; ///< of a body that is not worth deflating
constexpr quint16 usualPort = 443;

/// One request on its way. Lives as long as its reply.
class Exchange final : public QObject {
public:
    Exchange(QNetworkReply* reply, HubPatience patience, HubCarrier::Answer answer)
        : QObject(reply)
        , m_reply(*reply)
        , m_answer(std::move(answer))
    {
        m_patience.setSingleShot(true);
        connect(&m_patience, &QTimer::timeout, this, [this] { giveUp({ ErrorCode::HubUnreachable, QStringLiteral("no answer in time") }); });
        m_patience.start(patience.connectMs);
        connect(reply, &QNetworkReply::requestSent, this, [this, patience] { m_patience.start(patience.answerMs); });
        connect(reply, &QNetworkReply::sslErrors, this, &Exchange::judge);
        connect(reply, &QNetworkReply::readyRead, this, &Exchange::read);
        connect(reply, &QNetworkReply::finished, this, &Exchange::finish);
    }

private:
    void giveUp(const Error& error)
    {
        m_trouble = error;
        m_reply.abort(); // which finishes
    }

    /// OpenSSL goes on after a finding and tells them all, so a chain with a harmless one alone does end in the authority.
    void judge(const QList<QSslError>& findings)
    {
        const bool isHarmless = std::ranges::all_of(findings, [](const QSslError& finding) {
            return finding.error() == QSslError::HostNameMismatch || finding.error() == QSslError::CertificateExpired
                || finding.error() == QSslError::CertificateNotYetValid;
        });
        if (isHarmless)
            m_reply.ignoreSslErrors(findings);
        else
            m_trouble = Error { ErrorCode::HubCertificateWrong, findings.first().errorString() };
    }

    void read()
    {
        m_body += m_reply.readAll();
        if (m_body.size() > requestBytes)
            giveUp({ ErrorCode::InputTooLong, QStringLiteral("the hub's answer") });
    }

    Result<HubReply> outcome()
    {
        if (m_trouble)
            return Failure(*m_trouble);
        const QNetworkReply::NetworkError error = m_reply.error();
        if (error == QNetworkReply::SslHandshakeFailedError)
            return fail(ErrorCode::HubCertificateWrong, m_reply.errorString());
        const int status = m_reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        // What the server says comes after the troubles of the network and of proxies.
        if (status == 0 || (error != QNetworkReply::NoError && error < QNetworkReply::ContentAccessDenied))
            return fail(ErrorCode::HubUnreachable, m_reply.errorString());
        const bool isDeflated = m_reply.rawHeader("Content-Encoding").toLower() == "deflate";
        const auto plain = isDeflated ? decompressed(m_body, requestBytes) : Result<QByteArray>(m_body);
        if (!plain && plain.error().code == ErrorCode::InputTooLong)
            return Failure(plain.error());
        const QJsonDocument document = QJsonDocument::fromJson(plain.value_or(QByteArray()));
        if (!document.isObject())
            return fail(ErrorCode::HubUnreachable, QStringLiteral("HTTP %1 from what is no hub").arg(status));
        return HubReply { status, document.object() };
    }

    void finish()
    {
        m_patience.stop();
        if (!m_trouble)
            read();
        const HubCarrier::Answer answer = std::move(m_answer);
        const Result<HubReply> result = outcome();
        m_reply.deleteLater();
        answer(result); // whatever happens in there, nothing of ours is touched after it
    }

    QNetworkReply& m_reply;
    HubCarrier::Answer m_answer;
    QTimer m_patience;
    QByteArray m_body;
    std::optional<Error> m_trouble;
};

}

Error refusalError(const HubReply& reply)
{
    const QString name = reply.body[QLatin1String("error")].toString();
    const std::optional<Refusal> refusal = refusalFromName(name);
    if (refusal == Refusal::Revoked)
        return { ErrorCode::DeviceRevoked };
    if (refusal == Refusal::Version)
        return { ErrorCode::HubVersion, QString::number(reply.body[QLatin1String("version")].toInt()) };
    return { ErrorCode::HubRefused, refusal ? name : QString::number(reply.status) };
}

std::unique_ptr<HubCarrier> connectToHub(const QString& url, const QByteArray& certificate)
{
    return std::make_unique<HubClient>(url, certificate);
}

HubClient::HubClient(const QString& url, QByteArray certificate, HubPatience patience, QObject* parent)
    : QObject(parent)
    , m_url(QUrl(url, QUrl::StrictMode))
    , m_certificate(std::move(certificate))
    , m_patience(patience)
{
    m_firstPatience.setSingleShot(true);
    m_firstPatience.setInterval(m_patience.connectMs);
    connect(&m_firstPatience, &QTimer::timeout, this, [this] { met({ ErrorCode::HubUnreachable, QStringLiteral("no connection in time") }); });
}

void HubClient::send(const HubRequest& request, Answer answer)
{
    if (m_tls)
        return carry(request, std::move(answer));
    m_waiting.push_back({ request, std::move(answer) });
    if (!m_first)
        meet();
}

void HubClient::meet()
{
    m_first = std::make_unique<QSslSocket>();
    m_first->setProtocol(QSsl::TlsV1_2OrLater);
    m_first->setPeerVerifyMode(QSslSocket::VerifyNone); // it is the digest that decides, and nothing is sent
    connect(m_first.get(), &QSslSocket::encrypted, this, &HubClient::readChain);
    const auto isOurs = [this, first = m_first.get()] { return m_first.get() == first; }; // an event may be late
    connect(
        m_first.get(), &QSslSocket::errorOccurred, this,
        [this, isOurs](QAbstractSocket::SocketError error) {
            if (isOurs())
                met({ error == QAbstractSocket::SslHandshakeFailedError ? ErrorCode::HubCertificateWrong : ErrorCode::HubUnreachable, m_first->errorString() });
        },
        Qt::QueuedConnection);
    m_firstPatience.start();
    if (m_url.scheme() == u"https" && !m_url.host().isEmpty())
        m_first->connectToHostEncrypted(m_url.host(), static_cast<quint16>(m_url.port(usualPort)));
    else
        QTimer::singleShot(0, m_first.get(), [this] { met({ ErrorCode::HubUnreachable, QStringLiteral("no such address") }); });
}

void HubClient::readChain()
{
    const QList<QSslCertificate> chain = m_first->peerCertificateChain();
    const auto authority
        = std::ranges::find_if(chain, [&](const QSslCertificate& certificate) { return certificate.digest(QCryptographicHash::Sha256) == m_certificate; });
    if (authority == chain.end())
        return met({ ErrorCode::HubCertificateWrong, QStringLiteral("another authority") });
    QSslConfiguration tls;
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    tls.setCaCertificates({ *authority });
    m_tls = tls;
    m_firstPatience.stop();
    m_first->disconnect(this);
    m_first.release()->deleteLater(); // it is calling us
    for (Waiting& waiting : std::exchange(m_waiting, {}))
        carry(waiting.request, std::move(waiting.answer));
}

void HubClient::met(const Error& error)
{
    if (!m_first)
        return;
    m_firstPatience.stop();
    m_first->disconnect(this);
    m_first.release()->deleteLater();
    // An answer may send again, or be the end of this client.
    const QPointer<HubClient> self(this);
    for (const Waiting& waiting : std::exchange(m_waiting, {}))
        if (self)
            waiting.answer(Failure(error));
}

void HubClient::carry(const HubRequest& request, Answer answer)
{
    QUrl url = m_url;
    url.setPath((url.path().endsWith(u'/') ? url.path().chopped(1) : url.path()) + request.path);
    if (!request.query.isEmpty())
        url.setQuery(request.query);
    QNetworkRequest http(url);
    http.setSslConfiguration(*m_tls);
    http.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    http.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    http.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    http.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    http.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    http.setRawHeader("Accept-Encoding", "deflate"); // by our own hand, with our own limit
    if (!request.authorization.isEmpty())
        http.setRawHeader("Authorization", request.authorization);
    if (request.method == "GET") {
        new Exchange(m_network.get(http), m_patience, std::move(answer));
        return;
    }
    http.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    const bool isLong = request.body.size() > bareBytes;
    if (isLong)
        http.setRawHeader("Content-Encoding", "deflate");
    new Exchange(m_network.sendCustomRequest(http, request.method, isLong ? compressed(request.body) : request.body), m_patience, std::move(answer));
}

}
