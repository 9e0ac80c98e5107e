// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/receipt/EscPos.h"
#include "core/domain/receipt/Paper.h"
#include "core/domain/receipt/PrinterCharset.h"
#include "tests/support/receipt/EscPosReader.h"
#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;
using Pair = ReceiptDocument::Pair;
using Text = ReceiptDocument::Text;

namespace {

ReceiptDocument page(std::vector<ReceiptDocument::Block> blocks, ReceiptDocument::Drawer drawer = ReceiptDocument::Drawer::Closed)
{
    return { QStringLiteral("page"), std::move(blocks), drawer };
}

Bitmap chequered(int width, int height)
{
    Bitmap bitmap = Bitmap::blank(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = y % 3; x < width; x += 3)
            bitmap.blacken(x, y);
    }
    return bitmap;
}

}

class EscPosTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// The bytes themselves, against Epson's reference, so that encoder and reader cannot be wrong together.
    void writesTheBytesOfTheReference()
    {
        const QByteArray bytes = escPos::encodeText(
            page({ Text { QStringLiteral("汤圆"), ReceiptDocument::Align::Centre, ReceiptDocument::Size::Large, ReceiptDocument::Weight::Bold } },
                ReceiptDocument::Drawer::Open),
            PaperWidth::Mm80);
        const QByteArray expected = QByteArray::fromHex("1b40"       // ESC @
                                                        "1b700019fa" // ESC p 0 25 250
                                                        "1c26"       // FS &
                                                        "1b6101"     // ESC a 1
                                                        "1d2111"     // GS ! 0x11
                                                        "1b4501"     // ESC E 1
                                                        "ccc0d4b2"   // 汤圆 in GB 2312
                                                        "0a"         // LF
                                                        "1b6401"     // ESC d 1
                                                        "1d564200"); // GS V 66 0
        QCOMPARE(bytes.toHex(' '), expected.toHex(' '));
    }

    void writesTheQrFunctionsOfTheReference()
    {
        const QByteArray bytes = escPos::encodeText(page({ ReceiptDocument::Qr { QStringLiteral("TYR234") } }), PaperWidth::Mm58);
        const QByteArray expected = QByteArray::fromHex("1d286b040031413200"
                                                        "1d286b0300314308"
                                                        "1d286b0300314531")
            + QByteArray::fromHex("1d286b0900315030") + "TYR234" + QByteArray::fromHex("1d286b0300315130");
        QVERIFY2(bytes.contains(expected), bytes.toHex(' ').constData());
    }

    void readsBackWhatItWrote()
    {
        const ReceiptDocument document
            = page({ Text { QStringLiteral("糖水铺"), ReceiptDocument::Align::Centre, ReceiptDocument::Size::Large, ReceiptDocument::Weight::Bold },
                ReceiptDocument::Rule {}, Pair { QStringLiteral("芒果班戟"), QStringLiteral("¥18.00") }, ReceiptDocument::Gap {},
                ReceiptDocument::Qr { QStringLiteral("TYRABC") } });
        const EscPosReader read = MUST(EscPosReader::read(escPos::encodeText(document, PaperWidth::Mm58)));
        QCOMPARE(read.texts(), QStringList({ QStringLiteral("糖水铺"), QString(32, u'-'), QStringLiteral("芒果班戟                 ￥18.00") }));
        QVERIFY(read.lines()[0].isLarge && read.lines()[0].isBold && read.lines()[0].align == paper::Align::Centre);
        QVERIFY(!read.lines()[2].isLarge && !read.lines()[2].isBold && read.lines()[2].align == paper::Align::Left);
        QCOMPARE(read.lines()[2].columns, 32);
        QCOMPARE(read.qrs().size(), size_t(1));
        QCOMPARE(read.qrs()[0].payload, QStringLiteral("TYRABC"));
        QVERIFY(read.qrs()[0].align == paper::Align::Centre);
        QCOMPARE(read.cuts(), 1);
        QCOMPARE(read.pulses(), 0);
    }

    void saysOtherwiseWhatThePrinterHasNot_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("printed");
        QTest::newRow("simplified") << QStringLiteral("双皮奶") << QStringLiteral("双皮奶");
        QTest::newRow("traditional, in GBK") << QStringLiteral("楊枝甘露") << QStringLiteral("楊枝甘露");
        QTest::newRow("yuan sign") << QStringLiteral("¥5") << QStringLiteral("￥5");
        QTest::newRow("emoji") << QStringLiteral("草莓🍓蛋糕") << QStringLiteral("草莓?蛋糕");
        QTest::newRow("a family is one sign") << QStringLiteral("👨\u200d👩\u200d👧餐") << QStringLiteral("?餐");
        QTest::newRow("accents") << QStringLiteral("Jalapeño café") << QStringLiteral("Jalapeno café");
        QTest::newRow("accents in two parts") << QStringLiteral("cafe\u0301") << QStringLiteral("café");
        QTest::newRow("rare character in four bytes") << QStringLiteral("𠮷") << QStringLiteral("?");
        QTest::newRow("dashes") << QStringLiteral("A−B—C") << QStringLiteral("A-B—C");
        QTest::newRow("times") << QStringLiteral("2 × 3") << QStringLiteral("2 × 3");
        QTest::newRow("commands") << QStringLiteral("a\x1bpb") << QStringLiteral("apb");
        QTest::newRow("private use") << QString(QChar(0xe000)) << QStringLiteral("?");
        QTest::newRow("a half") << QStringLiteral("½") << QStringLiteral("1/2");
    }
    void saysOtherwiseWhatThePrinterHasNot()
    {
        QFETCH(QString, name);
        QFETCH(QString, printed);
        QCOMPARE(printerCharset::toPrintable(name), printed);
        const EscPosReader read = MUST(EscPosReader::read(escPos::encodeText(page({ Text { name } }), PaperWidth::Mm80)));
        QCOMPARE(read.texts(), QStringList { printed });
    }

    /// Any character of the first plane: it prints in one or two bytes that mean it, or as something else that does.
    void everyCharacterIsSafe()
    {
        for (char32_t code = 1; code < 0x10000; ++code) {
            const QString text = QString::fromUcs4(&code, 1);
            const QString printable = printerCharset::toPrintable(text);
            const QByteArray bytes = printerCharset::encode(printable);
            int columns = 0;
            for (const char32_t character : printable.toUcs4())
                columns += printerCharset::cells(character);
            QCOMPARE(bytes.size(), columns);
            for (const char byte : bytes)
                QVERIFY2(quint8(byte) >= 0x20, qPrintable(QString::number(code, 16)));
        }
    }

    void longNamesAndNotesStayOnThePaper()
    {
        std::vector<ReceiptDocument::Block> blocks;
        for (int i = 0; i < 500; ++i) {
            blocks.push_back(Pair { QStringLiteral("法国进口AOP黄油手工现烤café可颂🥐").repeated(1 + i % 6), QStringLiteral("¥1234567.89"),
                i % 2 == 0 ? ReceiptDocument::Size::Normal : ReceiptDocument::Size::Large });
            blocks.push_back(Text { QStringLiteral("  * 少冰 less ice, ").repeated(i % 12) });
        }
        for (const PaperWidth width : { PaperWidth::Mm58, PaperWidth::Mm80 }) {
            const EscPosReader read = MUST(EscPosReader::read(escPos::encodeText(page(blocks), width)));
            QVERIFY(read.lines().size() > 1000);
            for (const paper::Line& line : read.lines())
                QVERIFY2(line.columns <= paperColumns(width), qPrintable(line.text));
        }
    }

    void slicesPicturesIntoBands_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::newRow("one row") << 384 << 1;
        QTest::newRow("one band exactly") << 384 << 256;
        QTest::newRow("one row more") << 384 << 257;
        QTest::newRow("long") << 384 << 5'000;
        QTest::newRow("width that is no whole byte") << 201 << 300;
        QTest::newRow("nothing") << 384 << 0;
    }
    void slicesPicturesIntoBands()
    {
        QFETCH(int, width);
        QFETCH(int, height);
        const Bitmap picture = chequered(width, height);
        const EscPosReader read = MUST(EscPosReader::read(escPos::encodeRaster(picture, ReceiptDocument::Drawer::Closed, PaperWidth::Mm58)));
        QVERIFY(read.tallestBandRows() <= 256);
        QCOMPARE(read.cuts(), 1);
        QCOMPARE(read.images().size(), size_t(height > 0 ? 1 : 0));
        if (height > 0) {
            QCOMPARE(read.images()[0].bitmap.height, height);
            QCOMPARE(read.images()[0].bitmap.rows, picture.rows);
        }
    }

    void opensTheDrawerWithoutPaper()
    {
        const EscPosReader read = MUST(EscPosReader::read(escPos::openDrawer()));
        QCOMPARE(read.pulses(), 1);
        QCOMPARE(read.items().size(), size_t(1));
    }

    void aPayloadTooLongForAQrIsLeftOut()
    {
        const EscPosReader read = MUST(
            EscPosReader::read(escPos::encodeText(page({ ReceiptDocument::Qr { QString(9'000, u'x') }, Text { QStringLiteral("ok") } }), PaperWidth::Mm58)));
        QVERIFY(read.qrs().empty());
        QCOMPARE(read.texts(), QStringList { QStringLiteral("ok") });
    }

    /// The fake printer is as strict as it says.
    void theReaderRefuses_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no start") << QByteArray("abc\n");
        QTest::newRow("unknown command") << QByteArray("\x1b@\x1bZ\n");
        QTest::newRow("control character") << QByteArray("\x1b@\x07\n");
        QTest::newRow("chinese without FS &") << QByteArray("\x1b@\xcc\xc0\n");
        QTest::newRow("half a character") << QByteArray("\x1b@\x1c&\xcc");
        QTest::newRow("four bytes") << QByteArray("\x1b@\x1c&\x81\x30\x84\x36\n");
        QTest::newRow("no line feed") << QByteArray("\x1b@"
                                                    "abc");
        QTest::newRow("short picture") << QByteArray("\x1b@\x1dv0\0\x02\0\x02\0ab", 12);
        QTest::newRow("cut within a line") << QByteArray("\x1b@"
                                                         "abc\x1dV\x42\0\n",
            10);
    }
    void theReaderRefuses()
    {
        QFETCH(QByteArray, bytes);
        const Result<EscPosReader> read = EscPosReader::read(bytes);
        QVERIFY(!read);
        QVERIFY(read.error().code == ErrorCode::InputMalformed);
    }
};

TANGYUAN_TEST(EscPosTest)
#include "EscPosTest.moc"
