// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/hub/server/GuardedSocket.h"

#include <QHash>
#include <QHostAddress>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTimer>

#include <utility>

namespace tangyuan::sync {

/// Whom an address counts as: an IPv4 address is one, an IPv6 network of 64 bits too (RFC 6177: what one customer gets at least).
QByteArray addressKey(const QHostAddress& address);

/// Takes connections in, as many as the limits allow, speaks TLS with them and hands those over that do. Whoever they are handed to
/// deletes them once they are closed.
class GuardedServer final : public QTcpServer {
    Q_OBJECT

public:
    GuardedServer(const HttpLimits& limits, QSslConfiguration tls);
    ~GuardedServer() override;

    qsizetype openConnections() const { return m_sockets.size(); }
    /// Null when nobody is connected from there.
    GuardedSocket* socketFrom(const QHostAddress& address, quint16 port) const { return m_sockets.value({ address, port }); }
    /// Takes no more connections, ends those that wait for nothing, and gives the others so long. `drained` comes when the last has ended.
    void drain(qint64 mostMs);

Q_SIGNALS:
    void wasCut(tangyuan::sync::Cut why);
    void drained();

protected:
    void incomingConnection(qintptr handle) override;

private:
    using Peer = std::pair<QHostAddress, quint16>;

    void forget(const Peer& peer);
    void checkTimes();

    std::shared_ptr<ConnectionBooks> m_books;
    QSslConfiguration m_tls;
    QHash<Peer, GuardedSocket*> m_sockets;
    QHash<QByteArray, int> m_perAddress;
    QTimer m_timer;
    bool m_isDraining = false;
};

}
