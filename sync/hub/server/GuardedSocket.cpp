// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/hub/server/GuardedSocket.h"

#include "core/base/Json.h"

#include <algorithm>

namespace tangyuan::sync {

QString cutName(Cut cut)
{
    switch (cut) {
    case Cut::Handshake: return QStringLiteral("handshake");
    case Cut::Slow: return QStringLiteral("slow");
    case Cut::HeadTooLarge: return QStringLiteral("headTooLarge");
    case Cut::BodyTooLarge: return QStringLiteral("bodyTooLarge");
    case Cut::LengthMissing: return QStringLiteral("lengthMissing");
    case Cut::Pipelined: return QStringLiteral("pipelined");
    case Cut::Crowded: return QStringLiteral("crowded");
    }
    VERIFY(false);
}

GuardedSocket::GuardedSocket(std::shared_ptr<ConnectionBooks> books)
    : m_books(std::move(books))
    , m_sinceMs(m_books->clock.elapsed())
    , m_mostReadingMs(m_books->limits.requestMs)
{
}

GuardedSocket::~GuardedSocket()
{
    hold(0);
}

void GuardedSocket::greet()
{
    enter(Phase::Idle);
    // Ahead of the HTTP server's own: slots are called in the order in which they were connected.
    connect(this, &QIODevice::readyRead, this, &GuardedSocket::inspect);
}

void GuardedSocket::answer(int status, std::initializer_list<Header> headers, const QByteArray& body, Part part)
{
    constexpr int firstRefusal = 400;
    QByteArray text = "HTTP/1.1 " + QByteArray::number(status) + (status < firstRefusal ? " OK\r\n" : " Refused\r\n");
    for (const Header& header : headers)
        if (!header.value.isEmpty())
            text += header.name + QByteArrayLiteral(": ") + header.value + "\r\n";
    text += "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n";
    write(part == Part::Whole ? text + body : text);
}

void GuardedSocket::answered(Then then)
{
    m_headBytes = 0;
    hold(0);
    enter(then == Then::Close ? Phase::Closing : Phase::Idle);
    if (then == Then::KeepOpen)
        return;
    ignoreInput();
    disconnectFromHost(); // what was written goes out first
}

void GuardedSocket::hurry(qint64 mostMs)
{
    m_mostReadingMs = m_books->clock.elapsed() - m_sinceMs + mostMs;
}

void GuardedSocket::checkTime()
{
    const HttpLimits& limits = m_books->limits;
    const qint64 elapsedMs = m_books->clock.elapsed() - m_sinceMs;
    switch (m_phase) {
    case Phase::Handshake:
        if (elapsedMs > limits.handshakeMs)
            drop(Cut::Handshake);
        break;
    case Phase::Reading:
        if (elapsedMs > std::min(limits.requestMs, m_mostReadingMs))
            drop(Cut::Slow);
        break;
    case Phase::Idle:
        if (elapsedMs > limits.idleMs && bytesToWrite() > 0)
            drop(Cut::Slow);
        else if (elapsedMs > limits.idleMs)
            answered(Then::Close);
        break;
    case Phase::Closing:
        if (elapsedMs > (bytesToWrite() > 0 ? limits.idleMs : limits.lingerMs))
            abort();
        break;
    case Phase::Answering: break; // that is ours to end
    }
}

void GuardedSocket::enter(Phase phase)
{
    m_phase = phase;
    m_sinceMs = m_books->clock.elapsed();
}

void GuardedSocket::inspect()
{
    if (m_phase == Phase::Answering && bytesAvailable() > 0)
        return drop(Cut::Pipelined);
    if (m_phase == Phase::Idle && bytesAvailable() == 0)
        return; // Qt HTTP Server says readyRead itself when it takes up a connection again
    if (m_phase == Phase::Idle)
        enter(Phase::Reading);
    const qint64 size = measure();
    if (m_phase != Phase::Reading)
        return;
    hold(size);
    if (m_headBytes > 0 && std::max(m_bodyBytes, size - m_headBytes) > m_books->limits.bodyBytes)
        return cut(Cut::BodyTooLarge, statusOf(Refusal::TooLarge), Refusal::TooLarge);
    if (m_books->heldBytes > m_books->limits.heldBytes)
        cut(Cut::Crowded, statusOf(Refusal::Unready), Refusal::Unready);
}

/// How much of the request is here. The HTTP server keeps what it has read of an unfinished one in the device's transaction.
qint64 GuardedSocket::measure()
{
    const qint64 unread = bytesAvailable();
    const bool isPartRead = isTransactionStarted();
    if (isPartRead)
        rollbackTransaction();
    const qint64 size = bytesAvailable();
    if (m_headBytes == 0)
        readHead(size);
    if (isPartRead && m_phase == Phase::Reading) {
        startTransaction();
        skip(size - unread);
    }
    return size;
}

void GuardedSocket::readHead(qint64 size)
{
    const QByteArray head = peek(std::min(size, m_books->limits.headBytes));
    const qsizetype end = head.indexOf("\r\n\r\n");
    if (end < 0) {
        if (size >= m_books->limits.headBytes) {
            constexpr int requestHeaderFieldsTooLarge = 431; // RFC 6585, 5
            cut(Cut::HeadTooLarge, requestHeaderFieldsTooLarge, Refusal::TooLarge);
        }
        return;
    }
    constexpr qsizetype blankLine = 4;
    m_headBytes = end + blankLine;
    m_bodyBytes = 0;
    for (const QByteArray& line : head.first(end).split('\n')) {
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.first(std::max<qsizetype>(colon, 0)).trimmed().toLower();
        bool isNumber = true;
        if (name == "content-length")
            m_bodyBytes = line.mid(colon + 1).trimmed().toLongLong(&isNumber);
        if (name == "transfer-encoding" || !isNumber || m_bodyBytes < 0) {
            constexpr int lengthRequired = 411; // RFC 9110, 15.5.12
            return cut(Cut::LengthMissing, lengthRequired, Refusal::Malformed);
        }
    }
}

void GuardedSocket::hold(qint64 bytes)
{
    m_books->heldBytes += bytes - m_held;
    m_held = bytes;
}

/// From here on nothing is kept that comes; the HTTP server hears of it no more.
void GuardedSocket::ignoreInput()
{
    disconnect(this, &QIODevice::readyRead, nullptr, nullptr);
    if (isTransactionStarted())
        commitTransaction();
    readAll();
    connect(this, &QIODevice::readyRead, this, [this] { readAll(); });
}

/// Says why, and reads on for a while: a peer that still sends would else lose the answer.
void GuardedSocket::cut(Cut why, int status, Refusal refusal)
{
    ignoreInput();
    hold(0);
    enter(Phase::Closing);
    answer(status, { { "Content-Type", "application/json" }, { "Connection", "close" } }, compactUtf8(refuse(refusal).body));
    Q_EMIT wasCut(why);
}

void GuardedSocket::drop(Cut why)
{
    ignoreInput();
    hold(0);
    enter(Phase::Closing);
    Q_EMIT wasCut(why);
    abort();
}

}
