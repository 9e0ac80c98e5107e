// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/ReceiptPainter.h"
#include "app/devices/ImageScanner.h"
#include "app/devices/ReceiptFile.h"
#include "app/devices/ReceiptPage.h"
#include "core/domain/codes/SignedCode.h"
#include "core/domain/receipt/Paper.h"
#include "core/domain/receipt/ReceiptLayout.h"
#include "tests/support/receipt/SampleReceipt.h"
#include "tests/support/RoomTest.h"
#include "tests/support/World.h"

#include <QBuffer>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QtPrintSupport/QPrinter>

#include <thread>

using namespace tangyuan;
using Pair = ReceiptDocument::Pair;
using Text = ReceiptDocument::Text;

namespace {

// As long as a real receipt code is.
const QString longCode = QStringLiteral("TYR") + QStringLiteral("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567").repeated(5) + QStringLiteral("ABCDEFGHIJKLMN");

ReceiptDocument codedReceipt()
{
    return layoutReceipt(sampleSale(), sampleSettings(), longCode, ReceiptCopy::Original);
}

/// The program's output, or nothing where it is not installed.
std::optional<QByteArray> runProgram(const QString& program, const QStringList& arguments)
{
    const QString path = QStandardPaths::findExecutable(program);
    if (path.isEmpty())
        return {};
    QProcess process;
    process.start(path, arguments);
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        return QByteArray("failed: ") + process.readAllStandardError();
    return process.readAllStandardOutput();
}

QImage imageOf(const Bitmap& bitmap)
{
    QImage image(bitmap.width, bitmap.height, QImage::Format_Grayscale8);
    image.fill(Qt::white);
    for (int y = 0; y < bitmap.height; ++y) {
        for (int x = 0; x < bitmap.width; ++x) {
            if (bitmap.isBlack(x, y))
                image.scanLine(y)[x] = 0;
        }
    }
    return image;
}

/// Ink in a column of pixels, from top to bottom.
bool hasInk(const QImage& image, int x)
{
    for (int y = 0; y < image.height(); ++y) {
        if (qGray(image.pixel(x, y)) < 128)
            return true;
    }
    return false;
}

}

class ReceiptPainterTest : public QObject {
    Q_OBJECT

    /// By ZXing-C++ and by zbarimg.
    static void requireReadable(const ReceiptDocument& document, const QString& code)
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("paper.png"));
        MUST(writeReceiptFile(document, sampleSettings().printer, path));
        QCOMPARE(MUST(readCodeFile(path)), code);
        const std::optional<QByteArray> read = runProgram(QStringLiteral("zbarimg"), { QStringLiteral("-q"), QStringLiteral("--raw"), path });
        if (!read)
            QSKIP("zbarimg is not installed (package zbar-tools)");
        QCOMPARE(QString::fromUtf8(*read).trimmed(), code);
    }

private Q_SLOTS:
    void isAsWideAsThePaper_data()
    {
        QTest::addColumn<PaperWidth>("paper");
        QTest::addColumn<int>("dots");
        QTest::newRow("58 mm") << PaperWidth::Mm58 << 384;
        QTest::newRow("80 mm") << PaperWidth::Mm80 << 576;
    }
    void isAsWideAsThePaper()
    {
        QFETCH(PaperWidth, paper);
        QFETCH(int, dots);
        QCOMPARE(paintImage(codedReceipt(), paper, 1).width(), dots);
        QCOMPARE(paintImage(codedReceipt(), paper, 2).width(), dots * 2);
        QCOMPARE(paintBitmap(codedReceipt(), paper).width, dots);
        QCOMPARE(paintBitmap(codedReceipt(), paper).height, paintImage(codedReceipt(), paper, 1).height());
    }

    void theCrispPictureIsTheSameReceipt()
    {
        const QImage plain = paintImage(codedReceipt(), PaperWidth::Mm58, 1);
        const QImage crisp = paintImage(codedReceipt(), PaperWidth::Mm58, 2);
        QCOMPARE(crisp.height(), 2 * plain.height());
    }

    void theCodeIsReadByTheTillItself()
    {
        for (const PaperWidth paper : { PaperWidth::Mm58, PaperWidth::Mm80 }) {
            QCOMPARE(MUST(readCode(paintImage(codedReceipt(), paper, 1))), longCode);
            QCOMPARE(MUST(readCode(imageOf(paintBitmap(codedReceipt(), paper)))), longCode);
        }
    }

    void theCodeIsReadByAStranger() { requireReadable(codedReceipt(), longCode); }

    void theCodeOfAMemberCardIsRead()
    {
        World world;
        const Member member = world.member("13800138000", "王小梅");
        const QString code = makeMemberCode(member.id, world.till().vault());
        requireReadable(layoutMemberCard(member, sampleSettings(), code), code);
    }

    void theTextOfThePdfIsRead()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("receipt.pdf"));
        MUST(writeReceiptFile(codedReceipt(), sampleSettings().printer, path));
        const std::optional<QByteArray> text = runProgram(QStringLiteral("pdftotext"), { QStringLiteral("-layout"), path, QStringLiteral("-") });
        const std::optional<QByteArray> facts = runProgram(QStringLiteral("pdfinfo"), { path });
        if (!text || !facts)
            QSKIP("pdftotext is not installed (package poppler-utils)");
        // Not the receipt's number: beside Latin letters Noto Sans CJK sets digits by glyphs without a code, and Qt writes
        // them as they are. The number is in the title, below.
        for (const QString& words : { QStringLiteral("汤圆甜品店"), QStringLiteral("芒果班戟"), QStringLiteral("79.53") })
            QVERIFY2(text->contains(words.toUtf8()), text->constData());
        QVERIFY2(facts->contains("Pages:           1"), facts->constData());
        QVERIFY2(facts->contains("Page size:       164"), facts->constData()); // 58 mm in points
        QVERIFY2(facts->contains("A01-000123"), facts->constData());
    }

    void theCodeInThePdfIsRead()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("receipt.pdf"));
        MUST(writeReceiptFile(codedReceipt(), sampleSettings().printer, path));
        if (!runProgram(QStringLiteral("pdftoppm"),
                { QStringLiteral("-r"), QStringLiteral("203"), QStringLiteral("-png"), QStringLiteral("-singlefile"), path,
                    folder.filePath(QStringLiteral("page")) }))
            QSKIP("pdftoppm is not installed (package poppler-utils)");
        QCOMPARE(MUST(readCodeFile(folder.filePath(QStringLiteral("page.png")))), longCode);
    }

    void aSheetPrinterGetsPages()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("sheets.pdf"));
        QPrinter printer(QPrinter::HighResolution);
        printer.setOutputFormat(QPrinter::PdfFormat);
        printer.setOutputFileName(path);
        printer.setPageSize(QPageSize(QPageSize::A4));
        // In a thread of its own, as the print queue does.
        std::thread([&] {
            QVERIFY(paintOnPrinter(layoutReceipt(longestSale(), sampleSettings(), longCode, ReceiptCopy::Original), PaperWidth::Mm80, printer));
        }).join();
        const std::optional<QByteArray> text = runProgram(QStringLiteral("pdftotext"), { QStringLiteral("-layout"), path, QStringLiteral("-") });
        if (!text)
            QSKIP("pdftotext is not installed (package poppler-utils)");
        QCOMPARE(text->count("99999.00"), 500); // no line is lost or printed twice at a page's edge
        QVERIFY(text->count('\f') > 50);
    }

    void fiveHundredLinesComeOutWhole()
    {
        const ReceiptDocument document = layoutReceipt(longestSale(), sampleSettings(), longCode, ReceiptCopy::Original);
        const Bitmap bitmap = paintBitmap(document, PaperWidth::Mm58);
        QVERIFY(bitmap.height > 100'000);
        // The code stands at the very end, far beyond what Qt's painter can reach in one picture.
        const QImage end = imageOf(bitmap).copy(0, bitmap.height - 800, bitmap.width, 800);
        QCOMPARE(MUST(readCode(end)), longCode);
        QBuffer pdf;
        QVERIFY(pdf.open(QIODevice::WriteOnly));
        QVERIFY(paintPdf(document, PaperWidth::Mm58, pdf));
    }

    void nothingLeavesThePaper_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("spaces") << QString(300, u' ');
        QTest::newRow("one word") << QString(120, u'W');
        QTest::newRow("chinese") << QStringLiteral("红豆汤圆").repeated(30);
        QTest::newRow("emoji") << QStringLiteral("🍓").repeated(60);
        QTest::newRow("family") << QStringLiteral("👨\u200d👩\u200d👧").repeated(15);
        QTest::newRow("right to left") << QStringLiteral("\u202eشاي بالنعناع").repeated(8);
        QTest::newRow("zalgo") << QStringLiteral("e\u0301\u0302\u0303\u0304").repeated(24);
        QTest::newRow("commands") << QStringLiteral("\x1b@\x1dV\x42 %1 <b>&amp;");
        QTest::newRow("lone surrogate") << QString(QChar(0xd83c)).repeated(20);
    }
    void nothingLeavesThePaper()
    {
        QFETCH(QString, text);
        ReceiptDocument document;
        document.blocks = { Text { text }, Text { text, ReceiptDocument::Align::Centre, ReceiptDocument::Size::Large, ReceiptDocument::Weight::Bold },
            Text { QStringLiteral("  ") + text }, Pair { text, QStringLiteral("¥1.00") }, Pair { text, text },
            ReceiptDocument::Columns { { text, QStringLiteral("2"), QStringLiteral("¥9.00") } } };
        const QImage image = paintImage(document, PaperWidth::Mm58, 1);
        for (int x = 0; x < 2; ++x) {
            QVERIFY(!hasInk(image, x));
            QVERIFY(!hasInk(image, image.width() - 1 - x));
        }
        QVERIFY(hasInk(image, image.width() - 12)); // the price
    }

    void anEmptyDocumentIsABlankPiece()
    {
        QVERIFY(paintImage({}, PaperWidth::Mm58, 1).height() > 0);
        QBuffer pdf;
        QVERIFY(pdf.open(QIODevice::WriteOnly));
        QVERIFY(paintPdf({}, PaperWidth::Mm58, pdf));
    }

    void pagesAreCutBetweenLines()
    {
        ReceiptDocument document;
        for (int i = 0; i < 40; ++i)
            document.blocks.push_back(Text { QString::number(i) });
        const ReceiptPage page(document, PaperWidth::Mm58, 1);
        const std::vector<int> cuts = page.cutInto(300);
        QCOMPARE(cuts.front(), 0);
        QCOMPARE(cuts.back(), page.height());
        for (size_t i = 1; i < cuts.size(); ++i)
            QVERIFY(cuts[i] > cuts[i - 1] && cuts[i] - cuts[i - 1] <= 300);
        QCOMPARE(page.cutInto(1'000'000).size(), size_t(2));
    }

    void paintsInAnyThread()
    {
        const Bitmap expected = paintBitmap(codedReceipt(), PaperWidth::Mm58);
        Bitmap painted;
        std::thread([&painted] { painted = paintBitmap(codedReceipt(), PaperWidth::Mm58); }).join();
        QVERIFY(painted == expected);
    }
};

TANGYUAN_TEST(ReceiptPainterTest)
#include "ReceiptPainterTest.moc"
