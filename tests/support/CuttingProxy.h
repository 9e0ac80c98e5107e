// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>

#include <memory>

namespace tangyuan {

/// A bad network between two ends on this machine: it forwards TCP on loopback to a port, in a thread of its own, and breaks
/// what it is told to break, when it is told. Nothing of it is left to chance. Every command has acted when it returns.
class CuttingProxy {
public:
    enum class Direction { ToServer, ToClient };
    /// Reset: at once, and both ends see an error. Finish: an orderly end in the middle of what was said.
    enum class Cut { Reset, Finish };

    explicit CuttingProxy(quint16 serverPort);
    ~CuttingProxy();
    CuttingProxy(const CuttingProxy&) = delete;
    CuttingProxy& operator=(const CuttingProxy&) = delete;

    quint16 port() const { return m_port; }
    /// Where the next connections go: a server that came up again elsewhere.
    void setServerPort(quint16 port);

    /// A good network again, for what is connected and what comes: forgets every command below.
    void heal();
    /// Whatever comes from now on is passed on that much later, in both directions.
    void delay(int ms);
    /// Cuts every connection.
    void cutNow(Cut how);
    /// Passes on exactly `bytes` more in that direction, over all connections together, then cuts them all; once.
    void cutAfter(Direction direction, qint64 bytes, Cut how);
    /// Takes connections and reads what comes, but nobody ever answers: a server behind a dead link. A connection that lost
    /// something by that stays dead.
    void goSilent();
    /// No more connections: nobody listens. Those that stand are not touched.
    void refuse();

    /// What was passed on since it began.
    struct Seen {
        int connections = 0;
        qint64 toServer = 0;
        qint64 toClient = 0;
        int cuts = 0; ///< how often a command to cut was carried out
    };
    Seen seen() const;

private:
    class Wire;

    template <class Command>
    void tell(Command command) const;

    QThread m_thread;
    std::unique_ptr<Wire> m_wire; ///< lives in the thread
    quint16 m_port = 0;
};

}
