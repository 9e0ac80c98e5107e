// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/catalog/Barcode.h"
#include "core/base/Limits.h"

#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;

class BarcodeTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsWhatStandsOnGoods_data();
    void knowsWhatStandsOnGoods();
    void refusesWhatIsNoBarcode_data();
    void refusesWhatIsNoBarcode();
    void oneMistypedDigitIsAlwaysSeen();
    void bothFormsOfAUpcMeet();
};

void BarcodeTest::knowsWhatStandsOnGoods_data()
{
    QTest::addColumn<QString>("barcode");
    QTest::addColumn<int>("kind");
    QTest::newRow("EAN-13 of China") << QStringLiteral("6901234567892") << int(BarcodeKind::Ean13);
    QTest::newRow("EAN-13 of the GS1 specifications") << QStringLiteral("6291041500213") << int(BarcodeKind::Ean13);
    QTest::newRow("EAN-8") << QStringLiteral("96385074") << int(BarcodeKind::Ean8);
    QTest::newRow("UPC-A") << QStringLiteral("036000291452") << int(BarcodeKind::UpcA);
    QTest::newRow("check digit 0") << QStringLiteral("2000000000060").replace(12, 1, gs1CheckDigit(u"200000000006")) << int(BarcodeKind::Ean13);
    QTest::newRow("Code 128 letters") << QStringLiteral("ABC-123/x y") << int(BarcodeKind::Code128);
    QTest::newRow("Code 128 digits") << QStringLiteral("12345") << int(BarcodeKind::Code128);
    QTest::newRow("GTIN-14 as Code 128") << QStringLiteral("16901234567899") << int(BarcodeKind::Code128);
    QTest::newRow("the longest") << QString(limits::codeChars, u'~') << int(BarcodeKind::Code128);
}

void BarcodeTest::knowsWhatStandsOnGoods()
{
    QFETCH(QString, barcode);
    QFETCH(int, kind);
    const auto classified = classifyBarcode(barcode);
    QVERIFY(classified.has_value());
    QCOMPARE(int(*classified), kind);
}

void BarcodeTest::refusesWhatIsNoBarcode_data()
{
    QTest::addColumn<QString>("barcode");
    QTest::addColumn<int>("code");
    QTest::newRow("empty") << QString() << int(ErrorCode::InputMalformed);
    QTest::newRow("a tab") << QStringLiteral("12\t34") << int(ErrorCode::InputMalformed);
    QTest::newRow("a space behind") << QStringLiteral("1234 ") << int(ErrorCode::InputMalformed);
    QTest::newRow("Chinese") << QStringLiteral("芒果") << int(ErrorCode::InputMalformed);
    QTest::newRow("full-width digits") << QStringLiteral("６９０") << int(ErrorCode::InputMalformed);
    QTest::newRow("Arabic digits are no EAN") << QStringLiteral("٦٩٠١٢٣٤٥٦٧٨٩٢") << int(ErrorCode::InputMalformed);
    QTest::newRow("too long") << QString(limits::codeChars + 1, u'1') << int(ErrorCode::InputTooLong);
    QTest::newRow("EAN-13, wrong digit") << QStringLiteral("6901234567893") << int(ErrorCode::BarcodeInvalid);
    QTest::newRow("EAN-8, wrong digit") << QStringLiteral("96385075") << int(ErrorCode::BarcodeInvalid);
    QTest::newRow("UPC-A, wrong digit") << QStringLiteral("036000291453") << int(ErrorCode::BarcodeInvalid);
}

void BarcodeTest::refusesWhatIsNoBarcode()
{
    QFETCH(QString, barcode);
    QFETCH(int, code);
    const auto classified = classifyBarcode(barcode);
    QVERIFY(!classified.has_value());
    QCOMPARE(int(classified.error().code), code);
}

void BarcodeTest::oneMistypedDigitIsAlwaysSeen()
{
    const QString barcode = QStringLiteral("6901234567892");
    for (qsizetype i = 0; i < barcode.size(); ++i) {
        for (char16_t digit = u'0'; digit <= u'9'; ++digit) {
            QString mistyped = barcode;
            mistyped[i] = QChar(digit);
            QCOMPARE(hasGs1CheckDigit(mistyped), mistyped == barcode);
        }
    }
}

void BarcodeTest::bothFormsOfAUpcMeet()
{
    QCOMPARE(normalisedBarcode(u"036000291452"), QStringLiteral("0036000291452"));
    QCOMPARE(normalisedBarcode(u"0036000291452"), QStringLiteral("0036000291452"));
    QVERIFY(hasGs1CheckDigit(normalisedBarcode(u"036000291452")));
    QCOMPARE(normalisedBarcode(u"96385074"), QStringLiteral("96385074"));
    QCOMPARE(normalisedBarcode(u"ABCDEFGHIJKL"), QStringLiteral("ABCDEFGHIJKL"));
    QVERIFY(!hasGs1CheckDigit(u""));
    QVERIFY(!hasGs1CheckDigit(u"0"));
}

TANGYUAN_TEST(BarcodeTest)
#include "BarcodeTest.moc"
