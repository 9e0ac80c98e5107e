// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/hub/server/GuardedServer.h"

#include <algorithm>

namespace tangyuan::sync {

QByteArray addressKey(const QHostAddress& address)
{
    bool isIpv4 = false;
    if (const quint32 ipv4 = address.toIPv4Address(&isIpv4); isIpv4)
        return QByteArray::number(ipv4, 16);
    constexpr qsizetype networkBytes = 8;
    const Q_IPV6ADDR ipv6 = address.toIPv6Address();
    return QByteArray(reinterpret_cast<const char*>(ipv6.c), networkBytes).toHex();
}

GuardedServer::GuardedServer(const HttpLimits& limits, QSslConfiguration tls)
    : m_books(std::make_shared<ConnectionBooks>())
    , m_tls(std::move(tls))
{
    m_books->limits = limits;
    m_books->clock.start();
    constexpr int backlog = 1'024; // a chain's tills come back all at once when the hub starts again
    setListenBacklogSize(backlog);
    constexpr qint64 checkEveryMs = 1'000;
    constexpr qint64 checksPerLimit = 4;
    const qint64 shortest = std::min({ limits.handshakeMs, limits.requestMs, limits.idleMs, limits.lingerMs, limits.stopMs });
    m_timer.setInterval(static_cast<int>(std::clamp<qint64>(shortest / checksPerLimit, 10, checkEveryMs)));
    connect(&m_timer, &QTimer::timeout, this, &GuardedServer::checkTimes);
    m_timer.start();
}

GuardedServer::~GuardedServer()
{
    for (GuardedSocket* socket : m_sockets.values()) {
        disconnect(socket, nullptr, this, nullptr);
        delete socket;
    }
}

void GuardedServer::incomingConnection(qintptr handle)
{
    auto* const socket = new GuardedSocket(m_books);
    if (!socket->setSocketDescriptor(handle)) {
        delete socket;
        return;
    }
    const Peer peer(socket->peerAddress(), socket->peerPort());
    const QByteArray address = addressKey(peer.first);
    if (m_sockets.size() >= m_books->limits.connections || m_perAddress.value(address) >= m_books->limits.connectionsPerAddress) {
        socket->abort();
        delete socket;
        Q_EMIT wasCut(Cut::Crowded);
        return;
    }
    m_sockets.insert(peer, socket);
    ++m_perAddress[address];
    connect(socket, &QObject::destroyed, this, [this, peer] { forget(peer); });
    auto* const handshake = new QObject(socket);
    connect(socket, &QAbstractSocket::disconnected, handshake, [socket] { socket->deleteLater(); });
    connect(socket, &QAbstractSocket::errorOccurred, handshake, [socket] {
        if (socket->state() == QAbstractSocket::UnconnectedState)
            socket->deleteLater();
    });
    connect(socket, &GuardedSocket::wasCut, this, &GuardedServer::wasCut);
    connect(socket, &QSslSocket::encrypted, this, [this, socket, handshake] {
        delete handshake;
        socket->greet();
        addPendingConnection(socket);
    });
    socket->setSslConfiguration(m_tls);
    socket->startServerEncryption();
}

void GuardedServer::drain(qint64 mostMs)
{
    m_isDraining = true;
    close();
    for (GuardedSocket* socket : m_sockets.values()) {
        if (socket->phase() == GuardedSocket::Phase::Reading)
            socket->hurry(mostMs);
        else if (socket->phase() == GuardedSocket::Phase::Idle)
            socket->answered(GuardedSocket::Then::Close);
        else if (socket->phase() == GuardedSocket::Phase::Handshake)
            socket->abort();
    }
    checkTimes();
}

void GuardedServer::forget(const Peer& peer)
{
    m_sockets.remove(peer);
    const QByteArray address = addressKey(peer.first);
    if (--m_perAddress[address] <= 0)
        m_perAddress.remove(address);
    if (m_isDraining)
        QMetaObject::invokeMethod(this, &GuardedServer::checkTimes, Qt::QueuedConnection);
}

void GuardedServer::checkTimes()
{
    for (GuardedSocket* socket : m_sockets.values())
        socket->checkTime();
    if (m_isDraining && m_sockets.isEmpty() && m_timer.isActive()) {
        m_timer.stop();
        Q_EMIT drained();
    }
}

}
