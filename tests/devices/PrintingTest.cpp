// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/PrintQueue.h"
#include "app/devices/ReceiptFile.h"
#include "app/devices/ReceiptPainter.h"
#include "core/domain/receipt/EscPos.h"
#include "core/domain/receipt/ReceiptLayout.h"
#include "tests/devices/FakePrinter.h"
#include "tests/support/receipt/EscPosReader.h"
#include "tests/support/receipt/SampleReceipt.h"
#include "tests/support/RoomTest.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <atomic>
#include <optional>
#include <thread>

using namespace tangyuan;

namespace {

PrinterSettings settingsFor(PrinterTransport transport, const QString& address, PrinterText text = PrinterText::Gb18030)
{
    return { transport, address, PaperWidth::Mm58, text, true };
}

PrinterLimits shortLimits()
{
    return { .connectMs = 1'000, .statusMs = 3'000, .farewellMs = 1'000, .stallMs = 700, .overallMs = 5'000 };
}

ReceiptDocument sampleReceipt()
{
    return layoutReceipt(sampleSale(), sampleSettings(), QStringLiteral("TYRABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), ReceiptCopy::Original);
}

/// Prints and waits for the answer.
Result<void> printNow(PrintQueue& queue, const ReceiptDocument& document)
{
    std::optional<Result<void>> result;
    int calls = 0;
    queue.print(document, [&](Result<void> outcome) {
        result = outcome;
        ++calls;
    });
    VERIFY(calls == 0); // never from within print()
    VERIFY(QTest::qWaitFor([&] { return result.has_value(); }, 20'000));
    VERIFY(calls == 1);
    return *result;
}

QString outcome(const Result<void>& result)
{
    return result ? QStringLiteral("printed") : errorCodeName(result.error().code);
}

}

class PrintingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aReceiptArrivesOverTheNetwork_data()
    {
        QTest::addColumn<FakePrinter::Mood>("mood");
        QTest::addColumn<bool>("raster");
        QTest::newRow("one that answers, text") << FakePrinter::Mood::Fine << false;
        QTest::newRow("one that answers, picture") << FakePrinter::Mood::Fine << true;
        QTest::newRow("one that is silent, text") << FakePrinter::Mood::Silent << false;
        QTest::newRow("one that answers nonsense, text") << FakePrinter::Mood::Babbling << false;
    }
    void aReceiptArrivesOverTheNetwork()
    {
        QFETCH(FakePrinter::Mood, mood);
        QFETCH(bool, raster);
        FakePrinter printer(mood);
        PrintQueue queue(settingsFor(PrinterTransport::Tcp, printer.address(), raster ? PrinterText::Raster : PrinterText::Gb18030));
        QCOMPARE(outcome(printNow(queue, sampleReceipt())), QStringLiteral("printed"));
        QTRY_COMPARE(printer.jobs().size(), size_t(1));
        const EscPosReader job = printer.jobs()[0];
        QCOMPARE(job.cuts(), 1);
        QCOMPARE(job.pulses(), 1);
        if (raster) {
            QCOMPARE(job.images().size(), size_t(1));
            QVERIFY(job.images()[0].bitmap == paintBitmap(sampleReceipt(), PaperWidth::Mm58));
        } else {
            QVERIFY(job.texts().contains(QStringLiteral("汤圆甜品店")));
            QCOMPARE(job.qrs()[0].payload, QStringLiteral("TYRABCDEFGHIJKLMNOPQRSTUVWXYZ234567"));
        }
    }

    void aPrinterInTroubleSaysWhich_data()
    {
        QTest::addColumn<FakePrinter::Mood>("mood");
        QTest::addColumn<QString>("trouble");
        QTest::newRow("no paper") << FakePrinter::Mood::OutOfPaper << QStringLiteral("PrinterOutOfPaper");
        QTest::newRow("paper ends while it prints") << FakePrinter::Mood::PaperEndsMeanwhile << QStringLiteral("PrinterOutOfPaper");
        QTest::newRow("cover open") << FakePrinter::Mood::CoverOpen << QStringLiteral("PrinterFailed");
        QTest::newRow("off-line") << FakePrinter::Mood::OffLine << QStringLiteral("PrinterFailed");
        QTest::newRow("error lamp") << FakePrinter::Mood::Broken << QStringLiteral("PrinterFailed");
        QTest::newRow("falls silent") << FakePrinter::Mood::FallsSilent << QStringLiteral("PrinterUnreachable");
        QTest::newRow("cable pulled in the middle") << FakePrinter::Mood::CutsInTheMiddle << QStringLiteral("PrinterUnreachable");
    }
    void aPrinterInTroubleSaysWhich()
    {
        QFETCH(FakePrinter::Mood, mood);
        QFETCH(QString, trouble);
        FakePrinter printer(mood);
        PrintQueue queue(settingsFor(PrinterTransport::Tcp, printer.address(), PrinterText::Raster), shortLimits());
        QCOMPARE(outcome(printNow(queue, sampleReceipt())), trouble);
        const bool startedWell
            = mood == FakePrinter::Mood::PaperEndsMeanwhile || mood == FakePrinter::Mood::FallsSilent || mood == FakePrinter::Mood::CutsInTheMiddle;
        if (!startedWell)
            QVERIFY(printer.jobs().empty()); // not a byte of the receipt was sent
    }

    void aPrinterThatTakesNothingIsGivenUp()
    {
        FakePrinter printer(FakePrinter::Mood::NeverReads);
        PrintQueue queue(settingsFor(PrinterTransport::Tcp, printer.address(), PrinterText::Raster), shortLimits());
        const ReceiptDocument document = layoutReceipt(longestSale(), sampleSettings(), {}, ReceiptCopy::Original);
        const Result<void> result = printNow(queue, document);
        QCOMPARE(outcome(result), QStringLiteral("PrinterFailed"));
        QVERIFY2(result.error().context.startsWith(u"stalled"), qPrintable(result.error().context));
    }

    void paperRefilledTheNextReceiptPrints()
    {
        PrintQueue queue({}, shortLimits());
        {
            FakePrinter printer(FakePrinter::Mood::OutOfPaper);
            queue.configure(settingsFor(PrinterTransport::Tcp, printer.address()));
            QCOMPARE(outcome(printNow(queue, sampleReceipt())), QStringLiteral("PrinterOutOfPaper"));
        }
        FakePrinter refilled(FakePrinter::Mood::Fine);
        queue.configure(settingsFor(PrinterTransport::Tcp, refilled.address()));
        QCOMPARE(outcome(printNow(queue, sampleReceipt())), QStringLiteral("printed"));
    }

    void aWrongAddressIsSaid_data()
    {
        QTest::addColumn<PrinterTransport>("transport");
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("trouble");
        QTest::newRow("none") << PrinterTransport::None << QString() << QStringLiteral("PrinterNotConfigured");
        QTest::newRow("empty") << PrinterTransport::Tcp << QStringLiteral(" ") << QStringLiteral("PrinterNotConfigured");
        QTest::newRow("port 0") << PrinterTransport::Tcp << QStringLiteral("127.0.0.1:0") << QStringLiteral("PrinterNotConfigured");
        QTest::newRow("port too large") << PrinterTransport::Tcp << QStringLiteral("127.0.0.1:99999") << QStringLiteral("PrinterNotConfigured");
        QTest::newRow("no port after the colon") << PrinterTransport::Tcp << QStringLiteral("127.0.0.1:") << QStringLiteral("PrinterNotConfigured");
        QTest::newRow("nobody listens") << PrinterTransport::Tcp << QStringLiteral("127.0.0.1:1") << QStringLiteral("PrinterUnreachable");
        QTest::newRow("nobody listens, IPv6") << PrinterTransport::Tcp << QStringLiteral("[::1]:1") << QStringLiteral("PrinterUnreachable");
        QTest::newRow("no such name") << PrinterTransport::Tcp << QStringLiteral("printer.invalid") << QStringLiteral("PrinterUnreachable");
        QTest::newRow("no such device") << PrinterTransport::DeviceFile << QStringLiteral("/dev/usb/no-printer") << QStringLiteral("PrinterUnreachable");
        QTest::newRow("a folder") << PrinterTransport::DeviceFile << QStringLiteral("/tmp") << QStringLiteral("PrinterUnreachable");
        QTest::newRow("no such folder") << PrinterTransport::DeviceFile << QStringLiteral("/no/such/folder/x.escpos") << QStringLiteral("PrinterUnreachable");
        QTest::newRow("odd speed") << PrinterTransport::Serial << QStringLiteral("/dev/ttyUSB9:1234") << QStringLiteral("PrinterNotConfigured");
        QTest::newRow("speed in words") << PrinterTransport::Serial << QStringLiteral("/dev/ttyUSB9:fast") << QStringLiteral("PrinterNotConfigured");
        QTest::newRow("not a serial line") << PrinterTransport::Serial << QStringLiteral("/dev/null:9600") << QStringLiteral("PrinterUnreachable");
        QTest::newRow("no such system printer") << PrinterTransport::System << QStringLiteral("no such printer here") << QStringLiteral("PrinterUnreachable");
    }
    void aWrongAddressIsSaid()
    {
        QFETCH(PrinterTransport, transport);
        QFETCH(QString, address);
        QFETCH(QString, trouble);
        PrintQueue queue(settingsFor(transport, address), shortLimits());
        QCOMPARE(outcome(printNow(queue, sampleReceipt())), trouble);
    }

    void aDeviceFilePrints()
    {
        // A pipe is what a device file is to the till: it takes bytes, in order, at its own pace.
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("lp0"));
        QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
        const int reader = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK);
        const ReceiptDocument document = layoutReceipt(longestSale(), sampleSettings(), {}, ReceiptCopy::Original);
        QByteArray received;
        std::atomic<bool> isDone = false;
        std::thread slowly([&] {
            char buffer[3'000];
            while (true) {
                const bool wasDone = isDone;
                const ssize_t count = ::read(reader, buffer, sizeof(buffer));
                if (count > 0)
                    received.append(buffer, count);
                else if (wasDone)
                    break;
                else
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
        });
        const Result<void> result
            = sendToPrinter(settingsFor(PrinterTransport::DeviceFile, path), escPos::encodeText(document, PaperWidth::Mm58), shortLimits());
        isDone = true;
        slowly.join();
        ::close(reader);
        QCOMPARE(outcome(result), QStringLiteral("printed"));
        QCOMPARE(received.size(), escPos::encodeText(document, PaperWidth::Mm58).size());
        QCOMPARE(MUST(EscPosReader::read(received)).cuts(), 1);
    }

    void aDeviceFileThatStallsIsGivenUp()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("lp0"));
        QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
        const PrinterSettings settings = settingsFor(PrinterTransport::DeviceFile, path);
        QCOMPARE(outcome(sendToPrinter(settings, "\x1b@", shortLimits())), QStringLiteral("PrinterUnreachable")); // nobody at the other end
        const int reader = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK);
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(outcome(sendToPrinter(settings, QByteArray(1'000'000, ' '), shortLimits())), QStringLiteral("PrinterFailed"));
        QVERIFY(timer.elapsed() < 4'000);
        ::close(reader);
    }

    void aFileAtTheDevicesAddressIsWrittenAnew()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("receipt.escpos"));
        PrintQueue queue(settingsFor(PrinterTransport::DeviceFile, path));
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(outcome(printNow(queue, sampleReceipt())), QStringLiteral("printed"));
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(MUST(EscPosReader::read(file.readAll())).cuts(), 1);
        }
    }

    void aSerialPrinterGetsEveryByteAsItIs_data()
    {
        QTest::addColumn<int>("manner");
        QTest::addColumn<int>("baud");
        QTest::newRow("answers") << int(FakeSerialPrinter::Manner::Answers) << 115'200;
        QTest::newRow("silent") << int(FakeSerialPrinter::Manner::Silent) << 9'600;
    }
    void aSerialPrinterGetsEveryByteAsItIs()
    {
        QFETCH(int, manner);
        QFETCH(int, baud);
        FakeSerialPrinter printer { FakeSerialPrinter::Manner(manner) };
        PrintQueue queue(settingsFor(PrinterTransport::Serial, QStringLiteral("%1:%2").arg(printer.path).arg(baud), PrinterText::Raster), shortLimits());
        QCOMPARE(outcome(printNow(queue, sampleReceipt())), QStringLiteral("printed"));
        QCOMPARE(int(printer.speed()), int(baud == 9'600 ? B9600 : B115200));
        const EscPosReader job = MUST(EscPosReader::read(printer.finish()));
        QVERIFY(job.images().at(0).bitmap == paintBitmap(sampleReceipt(), PaperWidth::Mm58));
    }

    void jobsPrintInTheirOrder()
    {
        FakePrinter printer(FakePrinter::Mood::Fine);
        PrintQueue queue(settingsFor(PrinterTransport::Tcp, printer.address()));
        QStringList done;
        for (int i = 0; i < 10; ++i) {
            ReceiptDocument document;
            document.blocks = { ReceiptDocument::Text { QString::number(i) } };
            queue.print(document, [&done, i](const Result<void>& result) { done.append(QString::number(i) + outcome(result)); });
        }
        QTRY_COMPARE(done.size(), 10);
        QTRY_COMPARE(printer.jobs().size(), size_t(10));
        for (int i = 0; i < 10; ++i) {
            QCOMPARE(done[i], QString::number(i) + QStringLiteral("printed"));
            QCOMPARE(printer.jobs()[size_t(i)].texts(), QStringList { QString::number(i) });
        }
    }

    void theDrawerOpensWithoutPaper()
    {
        FakePrinter printer(FakePrinter::Mood::Fine);
        PrintQueue queue(settingsFor(PrinterTransport::Tcp, printer.address()));
        std::optional<Result<void>> result;
        queue.openDrawer([&](Result<void> opened) { result = opened; });
        QTRY_VERIFY(result.has_value());
        QCOMPARE(outcome(*result), QStringLiteral("printed"));
        QTRY_COMPARE(printer.jobs().size(), size_t(1));
        QCOMPARE(printer.jobs()[0].pulses(), 1);
        QVERIFY(printer.jobs()[0].lines().empty());
    }

    void closingTheTillTellsEveryJobOnceAndSoon()
    {
        FakePrinter printer(FakePrinter::Mood::NeverReads);
        std::vector<int> calls(30, 0);
        QStringList contexts;
        QElapsedTimer timer;
        {
            PrintQueue queue(settingsFor(PrinterTransport::Tcp, printer.address(), PrinterText::Raster));
            const ReceiptDocument document = layoutReceipt(longestSale(), sampleSettings(), {}, ReceiptCopy::Original);
            for (size_t i = 0; i < calls.size(); ++i) {
                queue.print(document, [&, i](const Result<void>& result) {
                    ++calls[i];
                    contexts.append(result ? QString() : result.error().context);
                });
            }
            QTRY_VERIFY_WITH_TIMEOUT(printer.connections() > 0, 20'000);
            QTest::qWait(50);
            timer.start();
        }
        QVERIFY2(timer.elapsed() < 1'000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(calls, std::vector<int>(30, 1));
        QCOMPARE(contexts.count(QStringLiteral("stopped")), 30);
        QTest::qWait(50);
        QCOMPARE(calls, std::vector<int>(30, 1));
    }

    void theQueueHasAnEnd()
    {
        FakePrinter printer(FakePrinter::Mood::Fine);
        PrintQueue queue(settingsFor(PrinterTransport::Tcp, printer.address()));
        int printed = 0;
        int refused = 0;
        for (int i = 0; i < 200; ++i)
            queue.print(sampleReceipt(), [&](const Result<void>& result) { ++(result ? printed : refused); });
        QCOMPARE(printed + refused, 0);
        QTRY_COMPARE_WITH_TIMEOUT(printed + refused, 200, 30'000);
        QVERIFY(printed >= int(PrintQueue::longestQueue));
        QVERIFY(refused >= 100);
    }

    void aReceiptGoesToAFileByItsName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("magic");
        QTest::newRow("text") << QStringLiteral("r.txt") << QByteArray("     ");
        QTest::newRow("bytes") << QStringLiteral("r.escpos") << QByteArray("\x1b@");
        QTest::newRow("picture") << QStringLiteral("r.PNG") << QByteArray("\x89PNG");
        QTest::newRow("crisp picture") << QStringLiteral("r@2x.png") << QByteArray("\x89PNG");
        QTest::newRow("pdf") << QStringLiteral("r.pdf") << QByteArray("%PDF-");
    }
    void aReceiptGoesToAFileByItsName()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, magic);
        const QTemporaryDir folder;
        const Result<void> written = writeReceiptFile(sampleReceipt(), sampleSettings().printer, folder.filePath(name));
        QCOMPARE(outcome(written), QStringLiteral("printed"));
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.read(8).startsWith(magic));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    }

    void aFileThatCannotBeIsSaid()
    {
        const QTemporaryDir folder;
        const auto code = [&](const QString& path) { return outcome(writeReceiptFile(sampleReceipt(), sampleSettings().printer, path)); };
        QCOMPARE(code(folder.filePath(QStringLiteral("r.docx"))), QStringLiteral("InputMalformed"));
        QCOMPARE(code(folder.filePath(QStringLiteral("r"))), QStringLiteral("InputMalformed"));
        QCOMPARE(code(QString()), QStringLiteral("InputMalformed"));
        QCOMPARE(code(folder.filePath(QStringLiteral("no/such/r.txt"))), QStringLiteral("FileUnwritable"));
        QCOMPARE(code(QStringLiteral("/proc/r.png")), QStringLiteral("FileUnwritable"));
        QVERIFY(QDir(folder.path()).isEmpty());
    }
};

TANGYUAN_TEST(PrintingTest)
#include "PrintingTest.moc"
