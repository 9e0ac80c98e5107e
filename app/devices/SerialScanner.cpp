// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/SerialScanner.h"

#include "core/base/Limits.h"

#include <QSerialPort>

#include <algorithm>
#include <utility>

#include <poll.h>

namespace tangyuan {

namespace {

/// More bytes than any text of the permitted length has in UTF-8.
constexpr qsizetype lineBytes = 4 * (limits::scanChars + 1);

}

Result<SerialAddress> SerialAddress::parse(const QString& text)
{
    SerialAddress address { text.trimmed() };
    const qsizetype colon = address.port.lastIndexOf(u':');
    if (colon >= 0) {
        bool isNumber = false;
        address.baudRate = address.port.sliced(colon + 1).toInt(&isNumber);
        if (!isNumber || address.baudRate < 50 || address.baudRate > 4'000'000)
            return fail(ErrorCode::InputMalformed, QStringLiteral("baud rate"));
        address.port.truncate(colon);
    }
    if (address.port.isEmpty())
        return fail(ErrorCode::InputMalformed, QStringLiteral("serial port"));
    return address;
}

SerialScanner::SerialScanner(SerialAddress address, QObject* parent)
    : SerialScanner(std::move(address), Patience(), parent)
{
}

SerialScanner::SerialScanner(SerialAddress address, Patience patience, QObject* parent)
    : QObject(parent)
    , m_address(std::move(address))
    , m_patience(patience)
    , m_retryMs(patience.firstRetryMs)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &SerialScanner::open);
    m_watch.setInterval(patience.watchMs);
    connect(&m_watch, &QTimer::timeout, this, &SerialScanner::watch);
}

SerialScanner::~SerialScanner() = default;

void SerialScanner::start()
{
    if (!m_port)
        open();
}

void SerialScanner::open()
{
    m_port = std::make_unique<QSerialPort>();
    m_port->setPortName(m_address.port);
    m_port->setBaudRate(m_address.baudRate);
    if (!m_port->open(QIODevice::ReadOnly)) {
        onLost(m_port->errorString());
        return;
    }
    // A device that is pulled out says so by ResourceError (Qt Serial Port manual); the port must not be destroyed
    // from within its own signal, so the answer is queued.
    connect(
        m_port.get(), &QSerialPort::errorOccurred, this,
        [this](QSerialPort::SerialPortError error) {
            if (error != QSerialPort::NoError && error != QSerialPort::TimeoutError)
                onLost(m_port->errorString());
        },
        Qt::QueuedConnection);
    connect(m_port.get(), &QSerialPort::readyRead, this, &SerialScanner::onBytes);
    m_line.clear();
    m_retryMs = m_patience.firstRetryMs;
    m_isReported = false;
    m_isAvailable = true;
    m_watch.start();
    Q_EMIT available();
}

/// Qt Serial Port 6.8 takes the end of a line that was hung up for nothing to read, and asks it again without rest. poll(2) knows.
void SerialScanner::watch()
{
    pollfd line { m_port->handle(), 0, 0 };
    if (::poll(&line, 1, 0) > 0 && (line.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0)
        onLost(QStringLiteral("it was pulled out"));
}

void SerialScanner::onLost(const QString& reason)
{
    if (m_retry.isActive())
        return; // one loss, several errors
    m_watch.stop();
    m_port->disconnect(this);
    m_port->close();
    m_isAvailable = false;
    m_retry.start(m_retryMs);
    m_retryMs = std::min(2 * m_retryMs, m_patience.longestRetryMs);
    if (!std::exchange(m_isReported, true))
        Q_EMIT unavailable(Error { ErrorCode::ScannerUnavailable, m_address.port + QStringLiteral(": ") + reason });
}

void SerialScanner::onBytes()
{
    if (m_lastBytes.isValid() && m_lastBytes.elapsed() > m_patience.staleMs)
        m_line.clear();
    m_lastBytes.start();
    const QByteArray bytes = m_port->readAll();
    for (const char byte : bytes)
        takeByte(byte);
}

void SerialScanner::takeByte(char byte)
{
    if (byte != '\r' && byte != '\n') {
        if (m_line.size() < lineBytes)
            m_line.append(byte);
        return;
    }
    if (m_line.isEmpty())
        return; // the LF of a CR LF
    Q_EMIT scanned(QString::fromUtf8(std::exchange(m_line, {})).left(limits::scanChars + 1));
}

}
