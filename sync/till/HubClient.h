// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/till/HubCarrier.h"

#include <QNetworkAccessManager>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>
#include <QUrl>

#include <memory>

namespace tangyuan::sync {

struct HubPatience {
    int connectMs = 15'000;
    int answerMs = 30'000; ///< of one request; a poke waits up to 25 s at the hub
};

/// HTTP/1.1 over TLS 1.2 or newer to the one hub whose authority is pinned, whatever the computer trusts.
///
/// Only the SHA-256 of the authority's certificate is known beforehand. So the first connection sends nothing: it takes the
/// certificate with exactly this digest out of the chain that the server shows. From then on that certificate is all that is
/// trusted, and every chain must end in it. Two findings are passed over once the chain holds: another host name (addresses
/// change in shops, and the authority signs for nobody but its hub), and dates (a till whose clock lost its battery must
/// still reach the hub that tells it the time; who loses a key makes a new authority).
class HubClient final : public QObject, public HubCarrier {
    Q_OBJECT

public:
    /// `certificate`: the SHA-256 of the authority's certificate (DER), 32 bytes.
    HubClient(const QString& url, QByteArray certificate, HubPatience patience = {}, QObject* parent = nullptr);

    void send(const HubRequest& request, Answer answer) override;

private:
    struct Waiting {
        HubRequest request;
        Answer answer;
    };
    void meet();
    void readChain();
    void met(const Error& error);
    void carry(const HubRequest& request, Answer answer);

    QUrl m_url;
    QByteArray m_certificate;
    HubPatience m_patience;
    QNetworkAccessManager m_network;
    std::optional<QSslConfiguration> m_tls; ///< once the authority is known
    std::unique_ptr<QSslSocket> m_first;    ///< the connection that only looks at the chain
    QTimer m_firstPatience;
    std::vector<Waiting> m_waiting; ///< until then
};

}
