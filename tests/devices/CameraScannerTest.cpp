// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/CameraScanner.h"

#include "core/domain/codes/QrMatrix.h"

#include "tests/support/RoomTest.h"
#include <QImage>
#include <QSignalSpy>

#include <QTest>

using namespace tangyuan;

namespace {

QImage pictureOf(const QString& payload)
{
    const QrMatrix matrix = MUST(makeQr(payload, ErrorCorrection::Medium));
    constexpr int margin = QrMatrix::quietZoneModules;
    QImage picture(matrix.size() + 2 * margin, matrix.size() + 2 * margin, QImage::Format_RGB32);
    picture.fill(Qt::white);
    for (int y = 0; y < matrix.size(); ++y)
        for (int x = 0; x < matrix.size(); ++x)
            if (matrix.isDark(x, y))
                picture.setPixel(x + margin, y + margin, 0xFF000000);
    return picture.scaled(picture.size() * 4);
}

}

class CameraScannerTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCodeInViewIsOneScan();
    void readsPicturesOneAtATime();
    void emptyPicturesAreSkipped();
    void goesAwayWhileReading();
    void saysWhenThereIsNoCamera();
};

void CameraScannerTest::aCodeInViewIsOneScan()
{
    SeenCodes codes;
    const QString tea = QStringLiteral("6901234567892");
    const QString cake = QStringLiteral("96385074");
    QCOMPARE(codes.see(tea, 1'000), SeenCodes::Sight::New);
    for (qint64 ms = 1'100; ms < 20'000; ms += 100) // held there for long
        QCOMPARE(codes.see(tea, ms), SeenCodes::Sight::Again);
    QCOMPARE(codes.see(cake, 20'000), SeenCodes::Sight::New);
    QCOMPARE(codes.see(tea, 20'100), SeenCodes::Sight::Again);
    QCOMPARE(codes.see(tea, 22'099), SeenCodes::Sight::Again);
    QCOMPARE(codes.see(tea, 24'099), SeenCodes::Sight::New); // taken away, shown again
}

void CameraScannerTest::readsPicturesOneAtATime()
{
    CameraScanner camera;
    QSignalSpy scans(&camera, &CameraScanner::scanned);
    QSignalSpy pictures(&camera, &CameraScanner::pictureTaken);
    const QImage picture = pictureOf(QStringLiteral("TANGYUAN"));
    for (int i = 0; i < 100; ++i) // at once: the first is read, the others come too soon
        camera.takePicture(picture);
    QCOMPARE(pictures.size(), 1);
    QTRY_COMPARE(scans.size(), 1);
    QCOMPARE(scans.at(0).at(0).toString(), QStringLiteral("TANGYUAN"));

    QTest::qWait(2 * 1'000 / CameraScanner::readsPerSecond);
    camera.takePicture(pictureOf(QStringLiteral("YUANXIAO")));
    QTRY_COMPARE(scans.size(), 2);
    QCOMPARE(pictures.size(), 2);
}

void CameraScannerTest::emptyPicturesAreSkipped()
{
    CameraScanner camera;
    QSignalSpy pictures(&camera, &CameraScanner::pictureTaken);
    camera.takePicture(QImage());
    QCOMPARE(pictures.size(), 0);
}

void CameraScannerTest::goesAwayWhileReading()
{
    for (int i = 0; i < 5; ++i) {
        CameraScanner camera;
        camera.takePicture(pictureOf(QStringLiteral("TANGYUAN")));
    }
}

void CameraScannerTest::saysWhenThereIsNoCamera()
{
    CameraScanner camera;
    const auto started = camera.start();
    if (started)
        QSKIP("this machine has a camera");
    QCOMPARE(started.error().code, ErrorCode::CameraUnavailable);
    camera.stop();
}

TANGYUAN_TEST(CameraScannerTest)
#include "CameraScannerTest.moc"
