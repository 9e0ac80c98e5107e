// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CuttingProxy.h"

#include "core/base/Verify.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <vector>

namespace tangyuan {

/// What happens in the thread.
class CuttingProxy::Wire : public QObject {
public:
    explicit Wire(quint16 serverPort)
        : m_serverPort(serverPort)
        , m_server(this)
    {
        m_time.start();
        connect(&m_server, &QTcpServer::newConnection, this, [this] { accept(); });
        VERIFY(m_server.listen(QHostAddress::LocalHost));
        m_port = m_server.serverPort();
    }

    quint16 port() const { return m_port; }
    void setServerPort(quint16 port) { m_serverPort = port; }
    const Seen& seen() const { return m_seen; }

    void heal()
    {
        m_delayMs = 0;
        m_isSilent = false;
        m_cut.reset();
        if (!m_server.isListening())
            VERIFY(m_server.listen(QHostAddress::LocalHost, m_port));
    }
    void delay(int ms) { m_delayMs = ms; }
    void cutAfter(Direction direction, qint64 bytes, Cut how) { m_cut = { direction, bytes, how }; }
    void goSilent() { m_isSilent = true; }
    void refuse() { m_server.close(); }

    void cutAll(Cut how)
    {
        m_cut.reset();
        ++m_seen.cuts;
        const std::vector<Pair*> pairs = std::exchange(m_pairs, {});
        for (Pair* pair : pairs) {
            for (QTcpSocket* end : { pair->client, pair->server })
                end->disconnect(this);
            for (QTcpSocket* end : { pair->client, pair->server })
                close(*end, how);
            pair->deleteLater();
        }
    }

private:
    /// Bytes on their way, due at a time.
    struct Flow {
        struct Piece {
            qint64 dueMs;
            QByteArray bytes;
        };
        std::deque<Piece> pieces;
        bool hasEnded = false; ///< its source said goodbye: so does it once all is through
    };
    /// One connection through us. Owns both of its ends.
    struct Pair : QObject {
        using QObject::QObject;
        QTcpSocket* client = nullptr;
        QTcpSocket* server = nullptr;
        std::array<Flow, 2> flows {}; ///< by Direction
        bool isDead = false;          ///< it lost something while nobody answered, and stays silent
    };
    struct PlannedCut {
        Direction direction;
        qint64 bytesLeft;
        Cut how;
    };

    static void close(QTcpSocket& socket, Cut how)
    {
        if (how == Cut::Finish)
            return socket.disconnectFromHost();
        const linger atOnce { 1, 0 }; // socket(7): a close then sends a reset
        ::setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof(atOnce));
        socket.abort();
    }

    static Flow& flow(Pair& pair, Direction direction) { return pair.flows[static_cast<size_t>(direction)]; }
    static QTcpSocket& source(Pair& pair, Direction direction) { return direction == Direction::ToServer ? *pair.client : *pair.server; }
    static QTcpSocket& target(Pair& pair, Direction direction) { return direction == Direction::ToServer ? *pair.server : *pair.client; }

    void accept()
    {
        while (QTcpSocket* client = m_server.nextPendingConnection()) {
            ++m_seen.connections;
            Pair* pair = new Pair(this);
            pair->client = client;
            client->setParent(pair);
            pair->server = new QTcpSocket(pair);
            m_pairs.push_back(pair);
            for (const Direction direction : { Direction::ToServer, Direction::ToClient }) {
                QTcpSocket& from = source(*pair, direction);
                connect(&from, &QTcpSocket::readyRead, this, [this, pair, direction] { take(*pair, direction); });
                connect(&from, &QTcpSocket::disconnected, this, [this, pair, direction] { end(*pair, direction); });
            }
            connect(pair->server, &QTcpSocket::errorOccurred, this, [this, pair] {
                if (pair->server->state() == QAbstractSocket::UnconnectedState)
                    end(*pair, Direction::ToClient);
            });
            pair->server->setSocketOption(QAbstractSocket::LowDelayOption, 1);
            client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
            pair->server->connectToHost(QHostAddress::LocalHost, m_serverPort);
            take(*pair, Direction::ToServer); // what came before we listened
        }
    }

    void take(Pair& pair, Direction direction)
    {
        const QByteArray bytes = source(pair, direction).readAll();
        if (bytes.isEmpty())
            return;
        pair.isDead = pair.isDead || m_isSilent;
        if (pair.isDead)
            return;
        flow(pair, direction).pieces.push_back({ m_time.elapsed() + m_delayMs, bytes });
        passOnLater(pair, direction);
    }

    void end(Pair& pair, Direction direction)
    {
        take(pair, direction);
        flow(pair, direction).hasEnded = true;
        passOnLater(pair, direction);
    }

    void passOnLater(Pair& pair, Direction direction)
    {
        if (m_delayMs == 0)
            return passOn(pair, direction);
        QTimer::singleShot(m_delayMs, &pair, [this, &pair, direction] { passOn(pair, direction); });
    }

    /// Whatever is due, in the order in which it came.
    void passOn(Pair& pair, Direction direction)
    {
        if (std::find(m_pairs.begin(), m_pairs.end(), &pair) == m_pairs.end())
            return; // it was cut meanwhile
        Flow& way = flow(pair, direction);
        while (!way.pieces.empty() && way.pieces.front().dueMs <= m_time.elapsed()) {
            const QByteArray bytes = way.pieces.front().bytes;
            way.pieces.pop_front();
            if (!send(pair, direction, bytes))
                return;
        }
        if (!way.pieces.empty()) {
            const qint64 waitMs = way.pieces.front().dueMs - m_time.elapsed();
            QTimer::singleShot(static_cast<int>(std::max<qint64>(waitMs, 1)), &pair, [this, &pair, direction] { passOn(pair, direction); });
        } else if (way.hasEnded && !pair.isDead && !m_isSilent) {
            close(pair);
        }
    }

    /// False if that was the moment to cut.
    bool send(Pair& pair, Direction direction, const QByteArray& bytes)
    {
        const bool isCut = m_cut && m_cut->direction == direction && m_cut->bytesLeft <= bytes.size();
        const QByteArray through = isCut ? bytes.left(m_cut->bytesLeft) : bytes;
        if (m_cut && m_cut->direction == direction)
            m_cut->bytesLeft -= through.size();
        (direction == Direction::ToServer ? m_seen.toServer : m_seen.toClient) += through.size();
        target(pair, direction).write(through);
        if (!isCut)
            return true;
        constexpr int drainMs = 5'000;
        const Cut how = m_cut->how;
        m_cut.reset();
        const bool wasSilent = std::exchange(m_isSilent, true); // what comes while we wait comes too late
        while (target(pair, direction).bytesToWrite() > 0 && target(pair, direction).waitForBytesWritten(drainMs)) { }
        m_isSilent = wasSilent;
        cutAll(how);
        return false;
    }

    void close(Pair& pair)
    {
        std::erase(m_pairs, &pair);
        for (QTcpSocket* socket : { pair.client, pair.server }) {
            socket->disconnect(this);
            socket->disconnectFromHost();
            if (socket->state() == QAbstractSocket::UnconnectedState)
                continue;
            // What was written goes out first.
            connect(socket, &QTcpSocket::disconnected, &pair, [&pair] {
                if (pair.client->state() == QAbstractSocket::UnconnectedState && pair.server->state() == QAbstractSocket::UnconnectedState)
                    pair.deleteLater();
            });
        }
        if (pair.client->state() == QAbstractSocket::UnconnectedState && pair.server->state() == QAbstractSocket::UnconnectedState)
            pair.deleteLater();
    }

    quint16 m_serverPort;
    quint16 m_port = 0;
    QTcpServer m_server;
    QElapsedTimer m_time;
    std::vector<Pair*> m_pairs;
    int m_delayMs = 0;
    bool m_isSilent = false;
    std::optional<PlannedCut> m_cut;
    Seen m_seen;
};

template <class Command>
void CuttingProxy::tell(Command command) const
{
    QMetaObject::invokeMethod(
        m_wire.get(), [this, command] { command(*m_wire); }, Qt::BlockingQueuedConnection);
}

CuttingProxy::CuttingProxy(quint16 serverPort)
    : m_wire(std::make_unique<Wire>(serverPort))
    , m_port(m_wire->port())
{
    m_wire->moveToThread(&m_thread);
    m_thread.start();
}

CuttingProxy::~CuttingProxy()
{
    tell([here = QThread::currentThread()](Wire& wire) { wire.moveToThread(here); });
    m_thread.quit();
    m_thread.wait();
}

void CuttingProxy::setServerPort(quint16 port)
{
    tell([port](Wire& wire) { wire.setServerPort(port); });
}

void CuttingProxy::heal()
{
    tell([](Wire& wire) { wire.heal(); });
}

void CuttingProxy::delay(int ms)
{
    tell([ms](Wire& wire) { wire.delay(ms); });
}

void CuttingProxy::cutNow(Cut how)
{
    tell([how](Wire& wire) { wire.cutAll(how); });
}

void CuttingProxy::cutAfter(Direction direction, qint64 bytes, Cut how)
{
    tell([=](Wire& wire) { wire.cutAfter(direction, bytes, how); });
}

void CuttingProxy::goSilent()
{
    tell([](Wire& wire) { wire.goSilent(); });
}

void CuttingProxy::refuse()
{
    tell([](Wire& wire) { wire.refuse(); });
}

CuttingProxy::Seen CuttingProxy::seen() const
{
    Seen seen;
    tell([&seen](Wire& wire) { seen = wire.seen(); });
    return seen;
}

}
