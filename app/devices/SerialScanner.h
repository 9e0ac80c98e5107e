// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

class QSerialPort;

namespace tangyuan {

/// A serial line as settings name it: "/dev/ttyACM0:9600", "COM3:115200"; without a rate it is 9600.
struct SerialAddress {
    QString port;
    qint32 baudRate = 9'600;

    /// Errors: InputMalformed (no port, a rate that is no rate).
    static Result<SerialAddress> parse(const QString& text);
    bool operator==(const SerialAddress&) const = default;
};

/// A scanner on a serial line (or a USB one that plays serial): one scan a line, ended by CR or LF. When the line is
/// not there or goes away, it is tried again, at first soon, then every half minute, for ever.
class SerialScanner final : public QObject {
    Q_OBJECT

public:
    struct Patience {
        int firstRetryMs = 1'000; ///< doubled with every attempt in vain
        int longestRetryMs = 30'000;
        int watchMs = 1'000; ///< how often it is asked whether the line is still there
        int staleMs = 1'000; ///< the beginning of a line that is older than this is not joined with what comes now
    };

    explicit SerialScanner(SerialAddress address, QObject* parent = nullptr);
    SerialScanner(SerialAddress address, Patience patience, QObject* parent);
    ~SerialScanner() override;

    /// Opens the line; from then on the signals tell. Nothing is emitted before this.
    void start();
    bool isAvailable() const { return m_isAvailable; }

Q_SIGNALS:
    /// One line. May hold up to limits::scanChars + 1 characters; longer lines are cut there, so that `parseScan`
    /// refuses them as too long.
    void scanned(const QString& text);
    void available();
    /// ScannerUnavailable, once for each time the line is lost, not for each attempt.
    void unavailable(const Error& error);

private:
    void open();
    void watch();
    void onLost(const QString& reason);
    void onBytes();
    void takeByte(char byte);

    SerialAddress m_address;
    Patience m_patience;
    std::unique_ptr<QSerialPort> m_port;
    QTimer m_retry;
    QTimer m_watch;
    int m_retryMs = 0;
    bool m_isAvailable = false;
    bool m_isReported = false; ///< that it is unavailable
    QByteArray m_line;
    QElapsedTimer m_lastBytes;
};

}
