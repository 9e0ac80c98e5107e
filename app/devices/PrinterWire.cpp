// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/PrinterWire.h"

#include <QEventLoop>
#include <QFile>
#include <QHostAddress>
#include <QHostInfo>
#include <QTimer>

#include <arpa/inet.h>
#include <csignal>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace tangyuan {

namespace {

constexpr int stopCheckMs = 50;
constexpr int rawPrintingPort = 9'100;
/// A stalled printer must show, and not hide behind megabytes of buffer.
constexpr int sendBufferBytes = 64 * 1'024;

Failure wireFailure(ErrorCode code, int number)
{
    return fail(code, QString::fromLocal8Bit(std::strerror(number)));
}

Failure stopped()
{
    return fail(ErrorCode::PrinterFailed, QStringLiteral("stopped"));
}

/// A device that goes away while we write shall be an error and not the end of the till.
void ignoreBrokenPipes()
{
    static const auto previous = std::signal(SIGPIPE, SIG_IGN);
    static_cast<void>(previous);
}

struct HostAndPort {
    QString host;
    quint16 port = rawPrintingPort;
};

Result<HostAndPort> parseAddress(const QString& text)
{
    const QString address = text.trimmed();
    HostAndPort found { address };
    const qsizetype colon = address.lastIndexOf(u':');
    const bool isBracketed = address.startsWith(u'[');
    const bool isBareIpv6 = !isBracketed && address.count(u':') > 1;
    if (colon >= 0 && !isBareIpv6 && !address.endsWith(u']')) {
        bool isNumber = false;
        found.port = address.mid(colon + 1).toUShort(&isNumber);
        if (!isNumber || found.port == 0)
            return fail(ErrorCode::PrinterNotConfigured, address);
        found.host = address.left(colon);
    }
    if (isBracketed) {
        if (!found.host.endsWith(u']'))
            return fail(ErrorCode::PrinterNotConfigured, address);
        found.host = found.host.mid(1, found.host.size() - 2);
    }
    if (found.host.isEmpty() || found.host.size() > 253) // RFC 1035, 2.3.4
        return fail(ErrorCode::PrinterNotConfigured, address);
    return found;
}

Result<QHostAddress> resolve(const QString& host, QDeadlineTimer deadline, const std::stop_token& stop)
{
    if (const QHostAddress number(host); !number.isNull())
        return number;
    QEventLoop loop;
    QList<QHostAddress> addresses;
    bool isAnswered = false;
    const int lookup = QHostInfo::lookupHost(host, &loop, [&](const QHostInfo& info) {
        addresses = info.addresses();
        isAnswered = true;
        loop.quit();
    });
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, &loop, [&] {
        if (deadline.hasExpired() || stop.stop_requested())
            loop.quit();
    });
    watch.start(stopCheckMs);
    if (!isAnswered)
        loop.exec();
    if (!isAnswered)
        QHostInfo::abortHostLookup(lookup);
    if (stop.stop_requested())
        return stopped();
    if (addresses.isEmpty())
        return fail(ErrorCode::PrinterUnreachable, host);
    return addresses.first();
}

/// The address as the kernel wants it, and its length.
struct SocketAddress {
    sockaddr_storage storage {};
    socklen_t length = 0;
};

SocketAddress socketAddress(const QHostAddress& host, quint16 port)
{
    SocketAddress address;
    bool isIpv4 = false;
    const quint32 ipv4 = host.toIPv4Address(&isIpv4);
    if (isIpv4) {
        auto* in = reinterpret_cast<sockaddr_in*>(&address.storage);
        in->sin_family = AF_INET;
        in->sin_port = htons(port);
        in->sin_addr.s_addr = htonl(ipv4);
        address.length = sizeof(sockaddr_in);
    } else {
        auto* in = reinterpret_cast<sockaddr_in6*>(&address.storage);
        in->sin6_family = AF_INET6;
        in->sin6_port = htons(port);
        const Q_IPV6ADDR ipv6 = host.toIPv6Address();
        std::memcpy(&in->sin6_addr, &ipv6, sizeof(ipv6));
        in->sin6_scope_id = host.scopeId().toUInt();
        address.length = sizeof(sockaddr_in6);
    }
    return address;
}

Result<speed_t> speedOf(int baud)
{
    switch (baud) {
    case 1'200: return B1200;
    case 2'400: return B2400;
    case 4'800: return B4800;
    case 9'600: return B9600;
    case 19'200: return B19200;
    case 38'400: return B38400;
    case 57'600: return B57600;
    case 115'200: return B115200;
    case 230'400: return B230400;
    default: return fail(ErrorCode::PrinterNotConfigured, QStringLiteral("%1 baud").arg(baud));
    }
}

/// Bytes go through as they are: no line feeds turned into pairs.
bool makeRaw(int descriptor, speed_t speed)
{
    termios line {};
    if (::tcgetattr(descriptor, &line) != 0)
        return false;
    ::cfmakeraw(&line);
    line.c_cflag |= tcflag_t(CLOCAL | CREAD);
    line.c_iflag |= tcflag_t(IXON); // safe: status bytes never look like XON or XOFF
    if (speed != B0) {
        ::cfsetispeed(&line, speed);
        ::cfsetospeed(&line, speed);
    }
    return ::tcsetattr(descriptor, TCSANOW, &line) == 0;
}

}

PrinterWire::PrinterWire(int descriptor, Talk talk, std::stop_token stop)
    : m_descriptor(descriptor)
    , m_talk(talk)
    , m_stop(std::move(stop))
{
    ignoreBrokenPipes();
}

PrinterWire::PrinterWire(PrinterWire&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_talk(other.m_talk)
    , m_bytesPerSecond(other.m_bytesPerSecond)
    , m_stop(std::move(other.m_stop))
{
}

PrinterWire::~PrinterWire()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Result<PrinterWire> PrinterWire::connectTcp(const QString& address, const PrinterLimits& limits, std::stop_token stop)
{
    const HostAndPort target = TRY(parseAddress(address));
    const QDeadlineTimer deadline(limits.connectMs);
    const QHostAddress host = TRY(resolve(target.host, deadline, stop));
    const SocketAddress kernelAddress = socketAddress(host, target.port);
    const int descriptor = ::socket(kernelAddress.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return wireFailure(ErrorCode::PrinterUnreachable, errno);
    PrinterWire wire(descriptor, Talk::BothWays, std::move(stop));
    ::setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &sendBufferBytes, sizeof(sendBufferBytes));
    if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&kernelAddress.storage), kernelAddress.length) == 0)
        return wire;
    if (errno != EINPROGRESS)
        return wireFailure(ErrorCode::PrinterUnreachable, errno);
    if (TRY(wire.waitFor(POLLOUT, deadline)) == Ready::TimedOut)
        return fail(ErrorCode::PrinterUnreachable, QStringLiteral("no answer from %1").arg(address));
    int error = 0;
    socklen_t length = sizeof(error);
    ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length);
    if (error != 0)
        return wireFailure(ErrorCode::PrinterUnreachable, error);
    return wire;
}

Result<PrinterWire> PrinterWire::openDevice(const QString& path, std::stop_token stop)
{
    const QByteArray name = QFile::encodeName(path);
    // A pipe opened for both ways would give us back our own bytes.
    struct stat status { };
    const bool isDevice = ::stat(name.constData(), &status) == 0 && S_ISCHR(status.st_mode);
    constexpr int flags = O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    int descriptor = isDevice ? ::open(name.constData(), O_RDWR | flags) : -1;
    Talk talk = Talk::BothWays;
    if (descriptor < 0) {
        talk = Talk::OneWay;
        descriptor = ::open(name.constData(), O_WRONLY | flags);
    }
    if (descriptor < 0)
        return wireFailure(ErrorCode::PrinterUnreachable, errno);
    PrinterWire wire(descriptor, talk, std::move(stop));
    if (::isatty(descriptor) == 1 && !makeRaw(descriptor, B0))
        return wireFailure(ErrorCode::PrinterFailed, errno);
    return wire;
}

Result<PrinterWire> PrinterWire::openSerial(const QString& address, std::stop_token stop)
{
    const qsizetype colon = address.lastIndexOf(u':');
    bool isNumber = true;
    const int baud = colon < 0 ? 9'600 : address.mid(colon + 1).toInt(&isNumber);
    if (!isNumber)
        return fail(ErrorCode::PrinterNotConfigured, address);
    const speed_t speed = TRY(speedOf(baud));
    PrinterWire wire = TRY(openDevice(colon < 0 ? address : address.left(colon), std::move(stop)));
    if (::isatty(wire.m_descriptor) != 1)
        return fail(ErrorCode::PrinterUnreachable, QStringLiteral("not a serial line"));
    if (!makeRaw(wire.m_descriptor, speed))
        return wireFailure(ErrorCode::PrinterFailed, errno);
    wire.m_bytesPerSecond = baud / 10; // a start bit, eight of data, a stop bit
    return wire;
}

Result<PrinterWire::Ready> PrinterWire::waitFor(short events, QDeadlineTimer deadline) const
{
    while (true) {
        if (m_stop.stop_requested())
            return stopped();
        const qint64 remaining = deadline.remainingTime();
        pollfd one { m_descriptor, events, 0 };
        const int ready = ::poll(&one, 1, int(std::clamp<qint64>(remaining < 0 ? stopCheckMs : remaining, 0, stopCheckMs)));
        if (ready > 0)
            return Ready::Yes; // also on an error, which the next call then names
        if (ready < 0 && errno != EINTR)
            return wireFailure(ErrorCode::PrinterFailed, errno);
        if (deadline.hasExpired())
            return Ready::TimedOut;
    }
}

Result<void> PrinterWire::write(const QByteArray& bytes, QDeadlineTimer overall, int stallMs)
{
    qsizetype written = 0;
    while (written < bytes.size()) {
        const QDeadlineTimer stall(std::min<qint64>(stallMs, std::max<qint64>(overall.remainingTime(), 0)));
        if (TRY(waitFor(POLLOUT, stall)) == Ready::TimedOut)
            return fail(ErrorCode::PrinterFailed, QStringLiteral("stalled after %1 of %2 bytes").arg(written).arg(bytes.size()));
        const ssize_t count = ::write(m_descriptor, bytes.constData() + written, size_t(bytes.size() - written));
        if (count > 0) {
            written += count;
        } else if (count < 0 && errno == ENOSPC) {
            // What Linux' usblp and lp say when the printer has no paper.
            return fail(ErrorCode::PrinterOutOfPaper);
        } else if (count < 0 && errno != EAGAIN && errno != EINTR) {
            return wireFailure(ErrorCode::PrinterUnreachable, errno);
        }
    }
    return {};
}

Result<QByteArray> PrinterWire::read(qsizetype count, int waitMs)
{
    QByteArray bytes;
    const QDeadlineTimer deadline(waitMs);
    while (bytes.size() < count && TRY(waitFor(POLLIN, deadline)) == Ready::Yes) {
        std::array<char, 64> buffer {};
        const ssize_t got = ::read(m_descriptor, buffer.data(), std::min(buffer.size(), size_t(count - bytes.size())));
        if (got > 0) {
            bytes.append(buffer.data(), got);
        } else if (got == 0) {
            break;
        } else if (errno != EAGAIN && errno != EINTR) {
            return wireFailure(ErrorCode::PrinterUnreachable, errno);
        }
    }
    return bytes;
}

Result<void> PrinterWire::drain(QDeadlineTimer overall, int stallMs)
{
    QDeadlineTimer stall(stallMs);
    int waiting = 0;
    int before = -1;
    // Sockets and serial lines know what they have not sent yet (tcp(7), tty_ioctl(4)); device files do not say.
    while (::ioctl(m_descriptor, TIOCOUTQ, &waiting) == 0 && waiting > 0) {
        if (m_stop.stop_requested())
            return stopped();
        if (std::exchange(before, waiting) != waiting)
            stall.setRemainingTime(stallMs);
        if (overall.hasExpired() || stall.hasExpired())
            return fail(ErrorCode::PrinterFailed, QStringLiteral("stalled with %1 bytes to go").arg(waiting));
        // On a fast way the last bytes are gone in no time.
        ::poll(nullptr, 0, m_bytesPerSecond > 0 ? stopCheckMs : 2);
    }
    return {};
}

}
