// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/ImageScanner.h"

#include "core/base/Limits.h"
#include "core/base/Random.h"
#include "core/domain/codes/QrMatrix.h"

#include "tests/support/RoomTest.h"
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QTemporaryDir>

#include <QTest>

#include <algorithm>

#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

using namespace tangyuan;

namespace {

constexpr quint64 imageSeed = 20'261'122;

/// As long as a member's card.
const QString cardCode = QStringLiteral("TYM") + QStringLiteral("AE2DIMBRGAYTEMZUGU3DOOBZ").repeated(6).first(130);

QImage qrPicture(const QString& payload, int pixelsPerModule)
{
    const QrMatrix matrix = MUST(makeQr(payload, ErrorCorrection::Medium));
    const int side = (matrix.size() + 2 * QrMatrix::quietZoneModules) * pixelsPerModule;
    QImage picture(side, side, QImage::Format_RGB32);
    picture.fill(Qt::white);
    QPainter painter(&picture);
    for (int y = 0; y < matrix.size(); ++y)
        for (int x = 0; x < matrix.size(); ++x)
            if (matrix.isDark(x, y))
                painter.fillRect((x + QrMatrix::quietZoneModules) * pixelsPerModule, (y + QrMatrix::quietZoneModules) * pixelsPerModule, pixelsPerModule,
                    pixelsPerModule, Qt::black);
    return picture;
}

QImage barsPicture(ZXing::BarcodeFormat format, const char* text)
{
    const ZXing::BitMatrix bits = ZXing::MultiFormatWriter(format).setMargin(10).encode(std::string(text), 300, 100);
    QImage picture(bits.width(), bits.height(), QImage::Format_RGB32);
    for (int y = 0; y < bits.height(); ++y)
        for (int x = 0; x < bits.width(); ++x)
            picture.setPixel(x, y, bits.get(x, y) ? 0xFF000000 : 0xFFFFFFFF);
    return picture;
}

QImage rotated(const QImage& picture, double degrees)
{
    QImage turned(picture.size() * 3 / 2, QImage::Format_RGB32);
    turned.fill(Qt::white);
    QPainter painter(&turned);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.translate(turned.width() / 2.0, turned.height() / 2.0);
    painter.rotate(degrees);
    painter.drawImage(QPointF(-picture.width() / 2.0, -picture.height() / 2.0), picture);
    return turned;
}

/// Grain as of a cheap camera in poor light: each pixel up to `grain` lighter or darker.
QImage noisy(QImage picture, int grain)
{
    SeededRandom random(imageSeed);
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            const int change = static_cast<int>(random.below(static_cast<quint64>(2 * grain + 1))) - grain;
            const int grey = std::clamp(qGray(picture.pixel(x, y)) * 3 / 4 + 32 + change, 0, 255);
            picture.setPixel(x, y, qRgb(grey, grey, grey));
        }
    }
    return picture;
}

/// On the counter: a full HD picture, the code small and off the middle.
QImage onTheCounter(const QImage& code)
{
    QImage picture(1'920, 1'080, QImage::Format_RGB32);
    picture.fill(QColor(150, 140, 130));
    QPainter painter(&picture);
    painter.fillRect(0, 800, 1'920, 280, QColor(90, 60, 40));
    painter.drawImage(1'250, 420, code);
    return picture;
}

}

class ImageScannerTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsQrCodes_data();
    void readsQrCodes();
    void readsBarcodes_data();
    void readsBarcodes();
    void readsFiles_data();
    void readsFiles();
    void saysWhatIsWrong();
    void refusesWhatIsNoPicture();
    void brokenFilesNeverCrash();

private:
    QString write(const char* name, const QByteArray& bytes) const;

    QTemporaryDir m_folder;
};

void ImageScannerTest::readsQrCodes_data()
{
    QTest::addColumn<QImage>("picture");
    QTest::addColumn<QString>("text");
    const QImage card = qrPicture(cardCode, 4);
    QTest::newRow("straight") << card << cardCode;
    QTest::newRow("two pixels a module") << qrPicture(cardCode, 2) << cardCode;
    QTest::newRow("Chinese") << qrPicture(QStringLiteral("汤圆 https://example.com"), 4) << QStringLiteral("汤圆 https://example.com");
    for (const int degrees : { 17, 45, 90, 180, 200, 270 })
        QTest::newRow(qPrintable(QStringLiteral("turned by %1 degrees").arg(degrees))) << rotated(card, degrees) << cardCode;
    QTest::newRow("noisy") << noisy(card, 40) << cardCode;
    QTest::newRow("turned and noisy") << noisy(rotated(card, 31), 30) << cardCode;
    QTest::newRow("mirrored, as a web camera shows it") << card.mirrored(true, false) << cardCode;
    QTest::newRow("small in 1080p") << onTheCounter(qrPicture(cardCode, 3)) << cardCode;
    QTest::newRow("small, turned and noisy in 1080p") << noisy(onTheCounter(rotated(qrPicture(cardCode, 4), 12)), 20) << cardCode;
    QTest::newRow("with transparency") << card.convertToFormat(QImage::Format_ARGB32_Premultiplied) << cardCode;
    QTest::newRow("one bit a pixel") << card.convertToFormat(QImage::Format_Mono) << cardCode;
}

void ImageScannerTest::readsQrCodes()
{
    QFETCH(QImage, picture);
    QFETCH(QString, text);
    const auto code = readCode(picture);
    QVERIFY(code.has_value());
    QCOMPARE(*code, text);
}

void ImageScannerTest::readsBarcodes_data()
{
    QTest::addColumn<QImage>("picture");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, ZXing::BarcodeFormat format, const char* text) {
        const QImage bars = barsPicture(format, text);
        const QString expected = QString::fromLatin1(text);
        QTest::addRow("%s", name) << bars << expected;
        QTest::addRow("%s, upside down", name) << rotated(bars, 180) << expected;
        QTest::addRow("%s, in 1080p", name) << onTheCounter(bars) << expected;
    };
    row("EAN-13", ZXing::BarcodeFormat::EAN13, "6901234567892");
    row("EAN-8", ZXing::BarcodeFormat::EAN8, "96385074");
    row("UPC-A", ZXing::BarcodeFormat::UPCA, "036000291452");
    row("Code 128", ZXing::BarcodeFormat::Code128, "TEA-12/x");
}

void ImageScannerTest::readsBarcodes()
{
    QFETCH(QImage, picture);
    QFETCH(QString, text);
    const auto code = readCode(picture);
    QVERIFY(code.has_value());
    // A UPC-A is an EAN-13 that begins with 0; the parser takes either.
    QVERIFY2(*code == text || *code == u'0' + text, qPrintable(*code));
}

void ImageScannerTest::readsFiles_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("format");
    QTest::newRow("PNG") << QStringLiteral("card.png") << QByteArray("png");
    QTest::newRow("JPEG") << QStringLiteral("card.jpg") << QByteArray("jpg");
    QTest::newRow("BMP") << QStringLiteral("card.bmp") << QByteArray("bmp");
    QTest::newRow("a JPEG that is called PNG") << QStringLiteral("wrong.png") << QByteArray("jpg");
    QTest::newRow("no name to tell") << QStringLiteral("会员卡") << QByteArray("png");
}

void ImageScannerTest::readsFiles()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, format);
    const QString path = m_folder.filePath(name);
    QVERIFY(qrPicture(cardCode, 4).save(path, format.constData()));
    const auto code = readCodeFile(path);
    QVERIFY(code.has_value());
    QCOMPARE(*code, cardCode);
}

QString ImageScannerTest::write(const char* name, const QByteArray& bytes) const
{
    const QString path = m_folder.filePath(QString::fromLatin1(name));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write");
    return path;
}

void ImageScannerTest::saysWhatIsWrong()
{
    QCOMPARE(readCode(QImage()).error().code, ErrorCode::ImageUnreadable);
    QImage empty(640, 480, QImage::Format_RGB32);
    empty.fill(Qt::white);
    QCOMPARE(readCode(empty).error().code, ErrorCode::NoCodeInImage);
    QCOMPARE(readCode(noisy(empty, 120)).error().code, ErrorCode::NoCodeInImage);
    QCOMPARE(readCode(QImage(1, 1, QImage::Format_Mono)).error().code, ErrorCode::NoCodeInImage);
    QCOMPARE(readCode(QImage(limits::imagePixelsPerSide + 1, 4, QImage::Format_Grayscale8)).error().code, ErrorCode::ImageUnreadable);
    QCOMPARE(readCodeFile(m_folder.filePath(QStringLiteral("none.png"))).error().code, ErrorCode::FileNotFound);
    QCOMPARE(readCodeFile(m_folder.path()).error().code, ErrorCode::ImageUnreadable);
}

void ImageScannerTest::refusesWhatIsNoPicture()
{
    const auto codeOf = [this](const char* name, const QByteArray& bytes) {
        const auto code = readCodeFile(write(name, bytes));
        return code ? QString() : errorCodeName(code.error().code);
    };
    const QString unreadable = QStringLiteral("ImageUnreadable");
    QCOMPARE(codeOf("empty.png", {}), unreadable);
    QCOMPARE(codeOf("text.png", "6901234567892"), unreadable);
    QCOMPARE(codeOf("drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>"), unreadable);
    QCOMPARE(codeOf("too-wide.ppm", "P5 16385 1 255\n" + QByteArray(16'385, 'x')), unreadable);
    QCOMPARE(codeOf("a-gigabyte.ppm", "P6 16384 16384 255\nabc"), unreadable);

    QFile huge(m_folder.filePath(QStringLiteral("huge.png")));
    QVERIFY(huge.open(QIODevice::WriteOnly) && huge.resize(limits::imageBytes + 1)); // sparse
    QCOMPARE(readCodeFile(huge.fileName()).error().code, ErrorCode::ImageUnreadable);
}

void ImageScannerTest::brokenFilesNeverCrash()
{
    SeededRandom random(imageSeed);
    for (const char* format : { "png", "jpg", "bmp" }) {
        const QString path = m_folder.filePath(QStringLiteral("whole"));
        QVERIFY(qrPicture(QStringLiteral("TANGYUAN"), 2).save(path, format));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        for (int i = 0; i < 60; ++i) {
            QByteArray broken = whole;
            for (int change = 0; change < 4; ++change)
                broken[static_cast<qsizetype>(random.below(static_cast<quint64>(broken.size())))] = static_cast<char>(random.below(256));
            if (i % 3 == 0)
                broken.truncate(static_cast<qsizetype>(random.below(static_cast<quint64>(broken.size()))));
            const auto code = readCodeFile(write("broken", broken));
            QVERIFY2(!code || *code == QStringLiteral("TANGYUAN"), qPrintable(QStringLiteral("seed %1, round %2").arg(imageSeed).arg(i)));
        }
    }
}

TANGYUAN_TEST(ImageScannerTest)
#include "ImageScannerTest.moc"
