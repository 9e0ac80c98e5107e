// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/members/PhoneNumber.h"

#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;

/// Regulars say and type their phones in many ways; each phone must come out one way.
class PhoneNumberTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneSpellingForEachPhone_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("region");
        QTest::addColumn<QString>("e164");

        const QString mobile = QStringLiteral("+8613800138000");
        QTest::newRow("mobile") << "13800138000"
                                << "CN" << mobile;
        QTest::newRow("mobile in groups") << "138 0013 8000"
                                          << "CN" << mobile;
        QTest::newRow("mobile with hyphens") << "138-0013-8000"
                                             << "CN" << mobile;
        QTest::newRow("mobile with en dashes") << QStringLiteral("138\u20130013\u20138000") << "CN" << mobile;
        QTest::newRow("mobile in full width") << QStringLiteral("１３８００１３８０００") << "CN" << mobile;
        QTest::newRow("full width with plus") << QStringLiteral("＋８６　１３８００１３８０００") << "CN" << mobile;
        QTest::newRow("spaces around") << "  13800138000\t"
                                       << "CN" << mobile;
        QTest::newRow("+86") << "+86 138 0013 8000"
                             << "CN" << mobile;
        QTest::newRow("+86 in brackets") << "(+86)13800138000"
                                         << "CN" << mobile;
        QTest::newRow("0086") << "008613800138000"
                              << "CN" << mobile;
        QTest::newRow("86 without plus") << "8613800138000"
                                         << "CN" << mobile;
        QTest::newRow("0086 typed in America") << "008613800138000"
                                               << "US" << mobile;
        QTest::newRow("011 86 typed in America") << "011 86 138 0013 8000"
                                                 << "US" << mobile;
        QTest::newRow("landline of Beijing") << "(010) 6552-9988"
                                             << "CN"
                                             << "+861065529988";
        QTest::newRow("landline of Shanghai") << "021-61234567"
                                              << "CN"
                                              << "+862161234567";
        QTest::newRow("Hong Kong") << "+852 9123 4567"
                                   << "CN"
                                   << "+85291234567";
        QTest::newRow("Hong Kong by 00") << "00852 91234567"
                                         << "CN"
                                         << "+85291234567";
        QTest::newRow("Hong Kong at home") << "9123 4567"
                                           << "HK"
                                           << "+85291234567";
        QTest::newRow("America") << "+1 (650) 253-0000"
                                 << "CN"
                                 << "+16502530000";
        QTest::newRow("America at home") << "650.253.0000"
                                         << "US"
                                         << "+16502530000";
        QTest::newRow("Italy keeps its zero") << "+39 06 698 12345"
                                              << "CN"
                                              << "+390669812345";
    }
    void oneSpellingForEachPhone()
    {
        QFETCH(QString, typed);
        QFETCH(QString, region);
        QFETCH(QString, e164);
        const auto phone = normalisePhone(typed, region);
        QVERIFY2(phone, qPrintable(phone ? QString() : errorCodeName(phone.error().code)));
        QCOMPARE(*phone, e164);
        QCOMPARE(normalisePhone(*phone, region).value(), e164);
    }

    void whatIsNoPhoneIsRefused_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::newRow("nothing") << "";
        QTest::newRow("spaces") << "   ";
        QTest::newRow("too short") << "1380013800";
        QTest::newRow("too long") << "138001380001";
        QTest::newRow("no such block") << "12800138000";
        QTest::newRow("emergency") << "110";
        QTest::newRow("hotline") << "12345";
        QTest::newRow("Hong Kong without its code") << "91234567";
        QTest::newRow("no such country") << "+999 13800138000";
        QTest::newRow("words") << "not a phone";
        QTest::newRow("vanity") << "1800FLOWERS";
        QTest::newRow("extension") << "010-65529988 ext. 5";
        QTest::newRow("uri") << "tel:+8613800138000";
        QTest::newRow("a name") << QStringLiteral("王小梅");
        QTest::newRow("Arabic digits of no keyboard here") << QStringLiteral("١٣٨٠٠١٣٨٠٠٠");
        QTest::newRow("two phones") << "13800138000/13900139000";
        QTest::newRow("a barcode") << "6901234567892";
        QTest::newRow("plus only") << "+";
        QTest::newRow("a NUL inside") << QStringLiteral("1380013") + QChar(0) + QStringLiteral("8000");
        QTest::newRow("half a surrogate") << QStringLiteral("1380013800") + QChar(0xD800);
    }
    void whatIsNoPhoneIsRefused()
    {
        QFETCH(QString, typed);
        const auto phone = normalisePhone(typed, QStringLiteral("CN"));
        QVERIFY(!phone);
        QCOMPARE(phone.error().code, ErrorCode::PhoneInvalid);
        QVERIFY(typed.size() < 3 || !phone.error().context.contains(typed));
    }

    void anUnknownRegionStillTakesNumbersWithTheirCode()
    {
        QCOMPARE(normalisePhone(u"+8613800138000", QStringLiteral("??")).value(), QStringLiteral("+8613800138000"));
        QCOMPARE(normalisePhone(u"13800138000", QString()).error().code, ErrorCode::PhoneInvalid);
    }

    void tooLongIsSaid()
    {
        QCOMPARE(normalisePhone(QString(41, u'1'), QStringLiteral("CN")).error().code, ErrorCode::InputTooLong);
        QCOMPARE(normalisePhone(QString(10'000, u'1'), QStringLiteral("CN")).error().code, ErrorCode::InputTooLong);
        QCOMPARE(normalisePhone(QString(40, u'1'), QStringLiteral("CN")).error().code, ErrorCode::PhoneInvalid);
    }

    void theTailIsFourDigits() { QCOMPARE(phoneTail(QStringLiteral("+8613800138000")), QStringLiteral("8000")); }

    void aMaskHidesAtLeastFourDigits_data()
    {
        QTest::addColumn<QString>("e164");
        QTest::addColumn<QString>("masked");
        QTest::newRow("China") << "+8613800138000"
                               << "138****8000";
        QTest::newRow("Hong Kong, eight digits") << "+85291234567"
                                                 << "****4567";
        QTest::newRow("America, ten digits") << "+16502530000"
                                             << "65****0000";
        QTest::newRow("nothing") << ""
                                 << "****";
        QTest::newRow("no phone") << "abc"
                                  << "****";
    }
    void aMaskHidesAtLeastFourDigits()
    {
        QFETCH(QString, e164);
        QFETCH(QString, masked);
        QCOMPARE(maskedPhone(e164), masked);
    }
};

TANGYUAN_TEST(PhoneNumberTest)
#include "PhoneNumberTest.moc"
