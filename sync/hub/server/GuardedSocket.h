// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/hub/server/HttpLimits.h"

#include <QElapsedTimer>
#include <QSslSocket>

#include <initializer_list>
#include <memory>

namespace tangyuan::sync {

/// Why a connection ended that its peer wanted to go on with; for logs and metrics.
enum class Cut { Handshake, Slow, HeadTooLarge, BodyTooLarge, LengthMissing, Pipelined, Crowded };
QString cutName(Cut cut); ///< "handshake", …

/// What all connections share.
struct ConnectionBooks {
    HttpLimits limits;
    qint64 heldBytes = 0; ///< unfinished requests in memory
    QElapsedTimer clock;
};

/// One connection of a peer that nobody trusts. It looks at every request before the HTTP server does, which has no limits:
/// how long the head and the body are, and how long they take. What is too much is refused, and the connection ends.
class GuardedSocket final : public QSslSocket {
    Q_OBJECT

public:
    enum class Phase { Handshake, Idle, Reading, Answering, Closing };

    explicit GuardedSocket(std::shared_ptr<ConnectionBooks> books);
    ~GuardedSocket() override;

    Phase phase() const { return m_phase; }
    /// TLS stands; from here on requests are looked at.
    void greet();
    /// The request is complete. What comes before `answered` is cut off: no till asks ahead.
    void answering() { enter(Phase::Answering); }
    enum class Then { KeepOpen, Close };
    struct Header {
        const char* name;
        QByteArray value;
    };
    /// Writes a whole answer. `body` is left out where the peer asked for the head alone; its length is told all the same (RFC 9110, 9.3.2).
    enum class Part { Whole, Head };
    void answer(int status, std::initializer_list<Header> headers, const QByteArray& body, Part part = Part::Whole);
    /// The answer was written, and the peer may ask again.
    void answered(Then then);
    /// Ends what took too long; called every now and then.
    void checkTime();
    /// A request that is complete by then is answered still.
    void hurry(qint64 mostMs);

Q_SIGNALS:
    void wasCut(tangyuan::sync::Cut why);

private:
    void enter(Phase phase);
    void inspect();
    qint64 measure();
    void readHead(qint64 size);
    void ignoreInput();
    void hold(qint64 bytes);
    void cut(Cut why, int status, Refusal refusal);
    void drop(Cut why);

    std::shared_ptr<ConnectionBooks> m_books;
    Phase m_phase = Phase::Handshake;
    qint64 m_sinceMs = 0;
    qint64 m_mostReadingMs = 0;
    qint64 m_headBytes = 0; ///< of this request; 0 while its end has not come
    qint64 m_bodyBytes = 0; ///< that the head announces
    qint64 m_held = 0;
};

}
