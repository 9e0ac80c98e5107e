// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/members/MemberNumber.h"

#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;

/// The eight digits on a member's card.
class MemberNumberTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFirstMembers()
    {
        // 1000001: doubled from the right 1→2, then 0s, 1→2: sum 4, check digit 6.
        QCOMPARE(memberNumber(1), QStringLiteral("10000016"));
        QCOMPARE(memberNumber(2), QStringLiteral("10000024"));
        QCOMPARE(memberNumber(8'999'999).size(), 8);
        QVERIFY(isMemberNumber(memberNumber(8'999'999)));
        QVERIFY(isMemberNumber(memberNumber(9'000'000))); // one digit more, no end
    }

    void everyWrongDigitAndMostSwapsAreNoticed()
    {
        for (qint64 row = 1; row < 2'000'000; row += 9'973) {
            const QString number = memberNumber(row);
            QVERIFY(isMemberNumber(number));
            for (qsizetype place = 0; place < number.size(); ++place) {
                for (char16_t digit = u'0'; digit <= u'9'; ++digit) {
                    QString mistyped = number;
                    mistyped[place] = digit;
                    QCOMPARE(isMemberNumber(mistyped), mistyped == number);
                }
            }
            for (qsizetype place = 0; place + 1 < number.size(); ++place) {
                QString swapped = number;
                std::swap(swapped[place], swapped[place + 1]);
                const int sum = number[place].digitValue() + number[place + 1].digitValue();
                const bool isBlindSpot = sum == 9 && (number[place] == u'0' || number[place] == u'9'); // 09 and 90: Luhn's known one
                QCOMPARE(isMemberNumber(swapped), swapped == number || (isBlindSpot && swapped.front() != u'0'));
            }
        }
    }

    void whatIsNoMemberNumber()
    {
        for (const QString& text : { QString(), QStringLiteral("1000001"), QStringLiteral("1000001x"), QStringLiteral("00000000"),
                 QStringLiteral("１００００016"), QString(10'000, u'1') })
            QVERIFY(!isMemberNumber(text));
    }
};

TANGYUAN_TEST(MemberNumberTest)
#include "MemberNumberTest.moc"
