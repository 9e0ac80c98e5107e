// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/codes/QrMatrix.h"
#include "core/base/Limits.h"

#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;

namespace {

int sizeOf(const QString& payload, ErrorCorrection correction)
{
    const auto matrix = makeQr(payload, correction);
    return matrix ? matrix->size() : 0;
}

}

class QrMatrixTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hasTheThreeEyes();
    void takesTheDensestMode_data();
    void takesTheDensestMode();
    void moreCorrectionTakesMoreRoom();
    void refusesWhatDoesNotFit();
};

/// ISO/IEC 18004:2015, 6.3.3.1: a dark ring of 7, a light one of 5, a dark square of 3, in three corners.
void QrMatrixTest::hasTheThreeEyes()
{
    const auto matrix = makeQr(QStringLiteral("TANGYUAN"), ErrorCorrection::Medium);
    QVERIFY(matrix.has_value());
    const int far = matrix->size() - 7;
    for (const auto& [left, top] : { std::pair(0, 0), std::pair(far, 0), std::pair(0, far) }) {
        for (int y = 0; y < 7; ++y) {
            for (int x = 0; x < 7; ++x) {
                const int ring = std::max(std::abs(x - 3), std::abs(y - 3));
                QCOMPARE(matrix->isDark(left + x, top + y), ring != 2);
            }
        }
    }
}

/// Capacities of version 1 and 2 (ISO/IEC 18004:2015, table 7): a payload in a poorer mode would need a larger code.
void QrMatrixTest::takesTheDensestMode_data()
{
    QTest::addColumn<QString>("payload");
    QTest::addColumn<int>("size");
    QTest::newRow("41 digits, 1-L") << QString(41, u'7') << 21;
    QTest::newRow("42 digits, 2-L") << QString(42, u'7') << 25;
    QTest::newRow("25 alphanumeric, 1-L") << QString(25, u'A') << 21;
    QTest::newRow("26 alphanumeric, 2-L") << QString(26, u'A') << 25;
    QTest::newRow("17 bytes, 1-L") << QString(17, u'a') << 21;
    QTest::newRow("18 bytes, 2-L") << QString(18, u'a') << 25;
    QTest::newRow("Chinese takes three bytes each") << QString(5, u'汤') << 21;
    QTest::newRow("six of it do not fit") << QString(6, u'汤') << 25;
}

void QrMatrixTest::takesTheDensestMode()
{
    QFETCH(QString, payload);
    QFETCH(int, size);
    QCOMPARE(sizeOf(payload, ErrorCorrection::Low), size);
}

void QrMatrixTest::moreCorrectionTakesMoreRoom()
{
    const QString payload(130, u'A');
    QVERIFY(sizeOf(payload, ErrorCorrection::Low) < sizeOf(payload, ErrorCorrection::Medium));
    QVERIFY(sizeOf(payload, ErrorCorrection::Medium) < sizeOf(payload, ErrorCorrection::Quartile));
    QVERIFY(sizeOf(payload, ErrorCorrection::Quartile) < sizeOf(payload, ErrorCorrection::High));
}

void QrMatrixTest::refusesWhatDoesNotFit()
{
    QCOMPARE(makeQr(QString(), ErrorCorrection::Low).error().code, ErrorCode::InputMalformed);
    QVERIFY(makeQr(QString(limits::scanChars, u'a'), ErrorCorrection::Low).has_value());
    QCOMPARE(makeQr(QString(limits::scanChars + 1, u'a'), ErrorCorrection::Low).error().code, ErrorCode::InputTooLong);
    QCOMPARE(makeQr(QString(limits::scanChars, u'a'), ErrorCorrection::High).error().code, ErrorCode::InputTooLong);
    QCOMPARE(makeQr(QString(limits::scanChars, u'汤'), ErrorCorrection::Low).error().code, ErrorCode::InputTooLong);
}

TANGYUAN_TEST(QrMatrixTest)
#include "QrMatrixTest.moc"
