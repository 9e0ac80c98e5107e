// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/codes/Base32.h"
#include "core/base/Random.h"

#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;

class Base32Test final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheRfc_data();
    void agreesWithTheRfc();
    void refusesWhatItNeverMakes_data();
    void refusesWhatItNeverMakes();
    void anyBytesComeBack();
    void oneChangedCharacterNeverMeansTheSame();
};

/// RFC 4648, section 10, padding left away.
void Base32Test::agreesWithTheRfc_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QByteArray() << QString();
    QTest::newRow("f") << QByteArray("f") << QStringLiteral("MY");
    QTest::newRow("fo") << QByteArray("fo") << QStringLiteral("MZXQ");
    QTest::newRow("foo") << QByteArray("foo") << QStringLiteral("MZXW6");
    QTest::newRow("foob") << QByteArray("foob") << QStringLiteral("MZXW6YQ");
    QTest::newRow("fooba") << QByteArray("fooba") << QStringLiteral("MZXW6YTB");
    QTest::newRow("foobar") << QByteArray("foobar") << QStringLiteral("MZXW6YTBOI");
}

void Base32Test::agreesWithTheRfc()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    QCOMPARE(toBase32(bytes), text);
    const auto back = fromBase32(text);
    QVERIFY(back.has_value());
    QCOMPARE(*back, bytes);
}

void Base32Test::refusesWhatItNeverMakes_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("lower case") << QStringLiteral("mzxw6");
    QTest::newRow("padding") << QStringLiteral("MY======");
    QTest::newRow("digit 1") << QStringLiteral("M1");
    QTest::newRow("digit 0") << QStringLiteral("M0");
    QTest::newRow("digit 8") << QStringLiteral("M8");
    QTest::newRow("space") << QStringLiteral("MZ XQ");
    QTest::newRow("full width") << QStringLiteral("ＭＹ");
    QTest::newRow("one character is no byte") << QStringLiteral("M");
    QTest::newRow("three characters are no two bytes") << QStringLiteral("MZX");
    QTest::newRow("six characters") << QStringLiteral("MZXW6Y");
    QTest::newRow("a zero too many") << QStringLiteral("MZXW6A");
    QTest::newRow("spare bits set") << QStringLiteral("MZ");
}

void Base32Test::refusesWhatItNeverMakes()
{
    QFETCH(QString, text);
    const auto bytes = fromBase32(text);
    QVERIFY(!bytes.has_value());
    QCOMPARE(bytes.error().code, ErrorCode::InputMalformed);
}

void Base32Test::anyBytesComeBack()
{
    constexpr quint64 seed = 20'261'122;
    SeededRandom random(seed);
    for (qsizetype length = 0; length < 200; ++length) {
        const QByteArray bytes = random.bytes(length);
        const auto back = fromBase32(toBase32(bytes));
        QVERIFY2(back.has_value() && *back == bytes, qPrintable(QStringLiteral("seed %1, length %2").arg(seed).arg(length)));
    }
}

void Base32Test::oneChangedCharacterNeverMeansTheSame()
{
    constexpr QLatin1StringView alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    const QByteArray bytes("tangyuan");
    const QString text = toBase32(bytes);
    for (qsizetype i = 0; i < text.size(); ++i) {
        for (const char other : alphabet) {
            QString changed = text;
            changed[i] = QLatin1Char(other);
            const auto back = fromBase32(changed);
            QVERIFY(changed == text || !back || *back != bytes);
        }
    }
}

TANGYUAN_TEST(Base32Test)
#include "Base32Test.moc"
