// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/SerialScanner.h"

#include "core/base/Limits.h"

#include "tests/support/RoomTest.h"
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <QTest>

#include <cstdlib>

#include <fcntl.h>
#include <unistd.h>

using namespace tangyuan;

namespace {

/// The other end of a serial line: a pseudo-terminal, which Qt opens as it opens a real device.
class SerialDevice {
public:
    SerialDevice()
        : m_file(posix_openpt(O_RDWR | O_NOCTTY))
    {
        if (m_file < 0 || grantpt(m_file) != 0 || unlockpt(m_file) != 0)
            qFatal("no pseudo-terminal");
    }
    ~SerialDevice() { unplug(); }
    Q_DISABLE_COPY_MOVE(SerialDevice)

    QString path() const { return QString::fromLocal8Bit(ptsname(m_file)); }
    void send(const QByteArray& bytes)
    {
        for (qsizetype sent = 0; sent < bytes.size();) {
            const ssize_t count = ::write(m_file, bytes.constData() + sent, static_cast<size_t>(bytes.size() - sent));
            QVERIFY(count > 0);
            sent += count;
            QCoreApplication::processEvents(); // a terminal's buffer is small; let the scanner drain it
        }
    }
    void unplug()
    {
        if (m_file >= 0)
            ::close(m_file);
        m_file = -1;
    }

private:
    int m_file;
};

constexpr SerialScanner::Patience quickRetries { .firstRetryMs = 20, .longestRetryMs = 80, .watchMs = 50, .staleMs = 200 };

}

class SerialScannerTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsItsAddress_data();
    void readsItsAddress();
    void bringsEachLine();
    void joinsALineThatComesInPieces();
    void forgetsHalfALine();
    void cutsALineWithoutEnd();
    void anythingMayCome();
    void saysOnceThatItIsNotThere();
    void comesBackAfterTheCableWasPulled();
};

void SerialScannerTest::readsItsAddress_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("port");
    QTest::addColumn<int>("baudRate");
    QTest::newRow("Linux") << QStringLiteral("/dev/ttyACM0:115200") << QStringLiteral("/dev/ttyACM0") << 115'200;
    QTest::newRow("Windows") << QStringLiteral("COM3:9600") << QStringLiteral("COM3") << 9'600;
    QTest::newRow("no rate") << QStringLiteral(" /dev/ttyUSB0 ") << QStringLiteral("/dev/ttyUSB0") << 9'600;
    for (const char* wrong : { "", "   ", ":9600", "/dev/ttyACM0:", "/dev/ttyACM0:fast", "/dev/ttyACM0:-1", "/dev/ttyACM0:99999999999" })
        QTest::newRow(qPrintable(QStringLiteral("wrong: ") + QLatin1StringView(wrong))) << QString::fromLatin1(wrong) << QString() << 0;
}

void SerialScannerTest::readsItsAddress()
{
    QFETCH(QString, text);
    QFETCH(QString, port);
    QFETCH(int, baudRate);
    const auto address = SerialAddress::parse(text);
    QCOMPARE(address.has_value(), !port.isEmpty());
    if (address)
        QCOMPARE(*address, (SerialAddress { port, baudRate }));
    else
        QCOMPARE(address.error().code, ErrorCode::InputMalformed);
}

void SerialScannerTest::bringsEachLine()
{
    SerialDevice device;
    SerialScanner scanner({ device.path() }, quickRetries, nullptr);
    QSignalSpy scans(&scanner, &SerialScanner::scanned);
    QSignalSpy available(&scanner, &SerialScanner::available);
    scanner.start();
    QCOMPARE(available.size(), 1);
    QVERIFY(scanner.isAvailable());
    device.send("6901234567892\r\n96385074\r12345\n");
    QTRY_COMPARE(scans.size(), 3);
    QCOMPARE(scans.at(0).at(0).toString(), QStringLiteral("6901234567892"));
    QCOMPARE(scans.at(1).at(0).toString(), QStringLiteral("96385074"));
    QCOMPARE(scans.at(2).at(0).toString(), QStringLiteral("12345"));
}

void SerialScannerTest::joinsALineThatComesInPieces()
{
    SerialDevice device;
    SerialScanner scanner({ device.path() }, { .firstRetryMs = 20, .longestRetryMs = 80, .watchMs = 50, .staleMs = 60'000 }, nullptr);
    QSignalSpy scans(&scanner, &SerialScanner::scanned);
    scanner.start();
    for (const char byte : QByteArray("690123\r")) {
        device.send(QByteArray(1, byte));
        QTest::qWait(5);
    }
    QTRY_COMPARE(scans.size(), 1);
    QCOMPARE(scans.at(0).at(0).toString(), QStringLiteral("690123"));
}

void SerialScannerTest::forgetsHalfALine()
{
    SerialDevice device;
    SerialScanner scanner({ device.path() }, quickRetries, nullptr);
    QSignalSpy scans(&scanner, &SerialScanner::scanned);
    scanner.start();
    device.send("69012");
    QTest::qWait(400);
    device.send("96385074\r");
    QTRY_COMPARE(scans.size(), 1);
    QCOMPARE(scans.at(0).at(0).toString(), QStringLiteral("96385074"));
}

void SerialScannerTest::cutsALineWithoutEnd()
{
    SerialDevice device;
    SerialScanner scanner({ device.path() }, { .firstRetryMs = 20, .longestRetryMs = 80, .watchMs = 50, .staleMs = 60'000 }, nullptr);
    QSignalSpy scans(&scanner, &SerialScanner::scanned);
    scanner.start();
    for (int i = 0; i < 100; ++i)
        device.send(QByteArray(100, '7'));
    device.send("\r96385074\r");
    QTRY_COMPARE(scans.size(), 2);
    QCOMPARE(scans.at(0).at(0).toString().size(), limits::scanChars + 1);
    QCOMPARE(scans.at(1).at(0).toString(), QStringLiteral("96385074"));
}

void SerialScannerTest::anythingMayCome()
{
    SerialDevice device;
    SerialScanner scanner({ device.path() }, quickRetries, nullptr);
    QSignalSpy scans(&scanner, &SerialScanner::scanned);
    scanner.start();
    device.send(QByteArray::fromHex("ff00fe80c31b0d")); // no UTF-8, a zero, an escape
    QTRY_COMPARE(scans.size(), 1);
    device.send("汤圆\r");
    QTRY_COMPARE(scans.size(), 2);
    QCOMPARE(scans.at(1).at(0).toString(), QStringLiteral("汤圆"));
}

void SerialScannerTest::saysOnceThatItIsNotThere()
{
    SerialScanner scanner({ QStringLiteral("/dev/no-such-scanner") }, quickRetries, nullptr);
    ErrorCode code {};
    int reports = 0;
    connect(&scanner, &SerialScanner::unavailable, this, [&](const Error& error) {
        code = error.code;
        ++reports;
    });
    scanner.start();
    QCOMPARE(reports, 1);
    QCOMPARE(code, ErrorCode::ScannerUnavailable);
    QTest::qWait(300); // several attempts
    QCOMPARE(reports, 1);
    QVERIFY(!scanner.isAvailable());
}

void SerialScannerTest::comesBackAfterTheCableWasPulled()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("scanner"));
    auto device = std::make_unique<SerialDevice>();
    QVERIFY(QFile::link(device->path(), path));
    SerialScanner scanner({ path }, quickRetries, nullptr);
    QSignalSpy scans(&scanner, &SerialScanner::scanned);
    QSignalSpy available(&scanner, &SerialScanner::available);
    int losses = 0;
    connect(&scanner, &SerialScanner::unavailable, this, [&losses](const Error&) { ++losses; });
    scanner.start();
    device->send("1111\r222");
    QTRY_COMPARE(scans.size(), 1);

    QFile::remove(path);
    device->unplug();
    QTRY_COMPARE(losses, 1);
    QVERIFY(!scanner.isAvailable());

    device = std::make_unique<SerialDevice>();
    QVERIFY(QFile::link(device->path(), path));
    QTRY_COMPARE(available.size(), 2);
    device->send("3333\r");
    QTRY_COMPARE(scans.size(), 2);
    QCOMPARE(scans.at(1).at(0).toString(), QStringLiteral("3333"));
    QCOMPARE(losses, 1);
}

TANGYUAN_TEST(SerialScannerTest)
#include "SerialScannerTest.moc"
