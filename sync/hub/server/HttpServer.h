// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/hub/Hub.h"
#include "sync/hub/server/HttpLimits.h"
#include "sync/hub/server/HubLog.h"

#include <QHostAddress>
#include <QObject>
#include <QSslConfiguration>

#include <memory>
#include <span>

namespace tangyuan::sync {

/// One route that the server answers; api/openapi.yaml describes each.
struct HttpRoute {
    const char* method;
    const char* pattern; ///< "/v1/exceptions/{id}/resolve"
};
std::span<const HttpRoute> httpRoutes();

/// The hub on the network: HTTPS around `Hub::handle`, the pokes that wait, and what those who run it look at. All of it runs
/// in one thread, beside the one database connection.
///
/// Qt HTTP Server was a preview in Qt 6.4; none of it is seen outside HttpServer.cpp.
class HttpServer final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        Hub& hub;
        const Clock& clock;
        const HubLog& log;
        HttpLimits limits {};
    };
    HttpServer(Parts parts, const QSslConfiguration& tls);
    ~HttpServer() override;

    /// Returns the port, which the system chooses for 0; or what the system says.
    tl::expected<quint16, QString> listen(const QHostAddress& address, quint16 port);
    /// Takes no more connections, answers what was asked, releases the pokes; `stopped` comes when nobody is left, at the latest
    /// after HttpLimits::stopMs and a little.
    void stop();

Q_SIGNALS:
    void stopped();

private:
    class Front;
    std::unique_ptr<Front> m_front;
};

}
