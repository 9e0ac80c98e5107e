// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QDeadlineTimer>

#include <stop_token>

namespace tangyuan {

/// How long a printer may take. Times in milliseconds.
struct PrinterLimits {
    int connectMs = 3'000;
    int statusMs = 300;     ///< to answer a status query; a printer that is silent is taken for fine
    int farewellMs = 4'000; ///< to answer again once it has the job, if it answered before
    int stallMs = 8'000;    ///< without taking a single byte
    int overallMs = 60'000; ///< for a job; a slow serial line gets what its bytes need on top
};

/// An open way to a printer: one descriptor, be it a socket, a serial line or a device file. Never waits
/// without a limit, and stops waiting within 50 ms once a stop is asked for.
class PrinterWire {
public:
    enum class Talk { BothWays, OneWay };

    /// `descriptor` is open and non-blocking; it is closed here.
    PrinterWire(int descriptor, Talk talk, std::stop_token stop);
    ~PrinterWire();
    PrinterWire(PrinterWire&& other) noexcept;
    PrinterWire(const PrinterWire&) = delete;
    PrinterWire& operator=(const PrinterWire&) = delete;

    /// "host:port", "[2001:db8::5]:9100"; port 9100 where none stands (the de-facto raw printing port).
    static Result<PrinterWire> connectTcp(const QString& address, const PrinterLimits& limits, std::stop_token stop);
    /// A device file, pipe or terminal.
    static Result<PrinterWire> openDevice(const QString& path, std::stop_token stop);
    /// "/dev/ttyUSB0:9600": 8 data bits, no parity, XON/XOFF.
    static Result<PrinterWire> openSerial(const QString& address, std::stop_token stop);

    int descriptor() const { return m_descriptor; }
    bool answers() const { return m_talk == Talk::BothWays; }
    int bytesPerSecond() const { return m_bytesPerSecond; } ///< 0: fast enough

    /// Errors: PrinterFailed (stalled, too slow, stopped), PrinterUnreachable (cut), PrinterOutOfPaper (device files).
    Result<void> write(const QByteArray& bytes, QDeadlineTimer overall, int stallMs);
    /// Up to `count` bytes; fewer when `waitMs` are over, or the printer has hung up.
    /// Errors: PrinterUnreachable (cut), PrinterFailed (stopped).
    Result<QByteArray> read(qsizetype count, int waitMs);
    /// Waits until what the system has taken has left this machine. Errors as `write`.
    Result<void> drain(QDeadlineTimer overall, int stallMs);

private:
    enum class Ready { Yes, TimedOut };
    Result<Ready> waitFor(short events, QDeadlineTimer deadline) const;

    int m_descriptor;
    Talk m_talk;
    int m_bytesPerSecond = 0;
    std::stop_token m_stop;
};

}
