// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "tests/support/receipt/EscPosReader.h"

#include <QDebug>
#include <QTest>
#include <QtNetwork/QHostAddress>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <fcntl.h>
#include <pty.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <stop_token>
#include <thread>
#include <vector>

namespace tangyuan {

/// What the till asks before and after a job: DLE EOT 1, 2, 4.
inline const QByteArray statusQuestion = QByteArray::fromHex("100401100402100404");

/// A receipt printer on the network: it speaks ESC/POS, answers when asked how it is, and has moods.
class FakePrinter {
public:
    enum class Mood { Fine, Silent, Babbling, OutOfPaper, CoverOpen, OffLine, Broken, PaperEndsMeanwhile, FallsSilent, CutsInTheMiddle, NeverReads };

    explicit FakePrinter(Mood mood)
        : m_mood(mood)
    {
        m_server.listen(QHostAddress::LocalHost);
        if (mood == Mood::NeverReads) {
            const int few = 4'096;
            ::setsockopt(int(m_server.socketDescriptor()), SOL_SOCKET, SO_RCVBUF, &few, sizeof(few));
        }
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { accept(); });
    }

    QString address() const { return QStringLiteral("127.0.0.1:%1").arg(m_server.serverPort()); }
    int connections() const { return m_connections; }
    /// What it printed, one for each connection that brought something; wants them all to be flawless.
    std::vector<EscPosReader> jobs() const
    {
        std::vector<EscPosReader> jobs;
        for (const QByteArray& bytes : m_jobs) {
            Result<EscPosReader> job = EscPosReader::read(bytes);
            if (!job)
                qWarning() << "bad job:" << job.error().context;
            jobs.push_back(MUST(job));
        }
        return jobs;
    }

private:
    void accept()
    {
        QTcpSocket* socket = m_server.nextPendingConnection();
        ++m_connections;
        if (m_mood == Mood::NeverReads) {
            socket->setReadBufferSize(16);
            return;
        }
        auto received = std::make_shared<QByteArray>();
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket, received] { take(*socket, *received); });
        QObject::connect(socket, &QTcpSocket::disconnected, socket, [this, socket, received] {
            if (!received->isEmpty())
                m_jobs.push_back(*received);
            socket->deleteLater();
        });
    }

    void take(QTcpSocket& socket, QByteArray& received)
    {
        received += socket.readAll();
        // It answers at once, wherever in the stream the question stands.
        const qsizetype at = received.indexOf(statusQuestion);
        if (at >= 0) {
            received.remove(at, statusQuestion.size());
            if (m_mood != Mood::Silent && (at == 0 || m_mood != Mood::FallsSilent))
                socket.write(answer(at == 0));
        }
        if (m_mood == Mood::CutsInTheMiddle && !received.isEmpty())
            socket.abort();
    }

    QByteArray answer(bool isBeforeTheJob) const
    {
        switch (m_mood) {
        case Mood::OutOfPaper: return QByteArray::fromHex("1e3272");
        case Mood::CoverOpen: return QByteArray::fromHex("1e1612");
        case Mood::OffLine: return QByteArray::fromHex("1a1212");
        case Mood::Broken: return QByteArray::fromHex("1a5212");
        case Mood::Babbling: return QByteArrayLiteral("OK\r\n");
        case Mood::PaperEndsMeanwhile: return QByteArray::fromHex(isBeforeTheJob ? "121212" : "121272");
        default: return QByteArray::fromHex("121212");
        }
    }

    Mood m_mood;
    QTcpServer m_server;
    int m_connections = 0;
    std::vector<QByteArray> m_jobs;
};

/// The other end of a serial line, read in a thread.
class FakeSerialPrinter {
public:
    enum class Manner { Answers, Silent };

    explicit FakeSerialPrinter(Manner manner)
    {
        int slave = -1;
        char name[128] = {};
        VERIFY(::openpty(&m_master, &slave, name, nullptr, nullptr) == 0);
        path = QString::fromLocal8Bit(name);
        // The slave stays open here, or the master would report a hang-up between jobs.
        m_slave = slave;
        m_thread = std::jthread([this, manner](const std::stop_token& stop) { read(stop, manner); });
    }
    ~FakeSerialPrinter()
    {
        m_thread.request_stop();
        if (m_thread.joinable())
            m_thread.join();
        ::close(m_slave);
        ::close(m_master);
    }
    /// All that came, queries taken out.
    QByteArray finish()
    {
        QTest::qWait(200);
        m_thread.request_stop();
        m_thread.join();
        return QByteArray(m_received).replace(statusQuestion, QByteArray());
    }
    speed_t speed() const
    {
        termios line {};
        ::tcgetattr(m_slave, &line);
        return ::cfgetospeed(&line);
    }

    QString path;

private:
    void read(const std::stop_token& stop, Manner manner)
    {
        ::fcntl(m_master, F_SETFL, O_NONBLOCK);
        while (!stop.stop_requested()) {
            char buffer[512];
            const ssize_t count = ::read(m_master, buffer, sizeof(buffer));
            if (count <= 0) {
                std::this_thread::sleep_for(std::chrono::milliseconds(2));
                continue;
            }
            m_received.append(buffer, count);
            if (manner == Manner::Answers && m_received.endsWith(statusQuestion))
                VERIFY(::write(m_master, "\x12\x12\x12", 3) == 3);
        }
    }

    int m_master = -1;
    int m_slave = -1;
    QByteArray m_received;
    std::jthread m_thread;
};

}
