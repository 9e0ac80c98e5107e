// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Random.h"
#include "core/codes/Base32.h"
#include "core/codes/QrMatrix.h"
#include "core/codes/SignedCode.h"

#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;

namespace {

Vault shopVault(char key)
{
    return MUST(Vault::open(QByteArray(Vault::keyBytes, key)));
}

Id someId(quint64 seed)
{
    SeededRandom random(seed);
    return *Id::fromBytes(random.bytes(16));
}

}

class SignedCodeTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMembersCardNamesTheMember();
    void anotherShopsCardIsRefused();
    void aForgedCardIsRefused();
    void aReceiptNamesItsSale();
    void aReceiptOfAnotherTillIsReadUnchecked();
    void aForgedReceiptOfOurOwnIsRefused();
    void aReceiptIsNoCard();
    void fitsASmallQr();
    void somethingElseIsUnknown_data();
    void somethingElseIsUnknown();

private:
    Vault m_vault = shopVault('\x07');
    Vault m_otherShop = shopVault('\x08');
    QByteArray m_issuerKey = m_vault.publicKey(Vault::Signer::Issuer);
    QByteArray m_receiptKey = m_vault.publicKey(Vault::Signer::Receipt);
    Id m_till = someId(1);
};

void SignedCodeTest::aMembersCardNamesTheMember()
{
    const QString code = makeMemberCode(someId(2), m_vault);
    QVERIFY(code.startsWith(u"TYM"));
    const auto member = readMemberCode(code, m_issuerKey);
    QVERIFY(member.has_value());
    QCOMPARE(*member, someId(2));
}

void SignedCodeTest::anotherShopsCardIsRefused()
{
    QCOMPARE(readMemberCode(makeMemberCode(someId(2), m_otherShop), m_issuerKey).error().code, ErrorCode::SignatureInvalid);
    // The receipt key may not mint members, nor may no key at all.
    QCOMPARE(readMemberCode(makeMemberCode(someId(2), m_vault), m_receiptKey).error().code, ErrorCode::SignatureInvalid);
    QCOMPARE(readMemberCode(makeMemberCode(someId(2), m_vault), QByteArray()).error().code, ErrorCode::SignatureInvalid);
}

void SignedCodeTest::aForgedCardIsRefused()
{
    const QString code = makeMemberCode(someId(2), m_vault);
    for (qsizetype i = 0; i < code.size(); ++i) {
        QString forged = code;
        forged[i] = code[i] == u'A' ? u'B' : u'A';
        QVERIFY2(!readMemberCode(forged, m_issuerKey).has_value(), qPrintable(QStringLiteral("character %1").arg(i)));
    }
}

void SignedCodeTest::aReceiptNamesItsSale()
{
    const FactKey fact { 3, 1'234'567 };
    const auto receipt = readReceiptCode(makeReceiptCode(fact, someId(4), m_till, m_vault), m_till, m_receiptKey);
    QVERIFY(receipt.has_value());
    QCOMPARE(receipt->fact, fact);
    QCOMPARE(receipt->sale, someId(4));
    QCOMPARE(receipt->till, m_till);
}

void SignedCodeTest::aReceiptOfAnotherTillIsReadUnchecked()
{
    const auto receipt = readReceiptCode(makeReceiptCode({ 1, 9 }, someId(4), someId(5), m_otherShop), m_till, m_receiptKey);
    QVERIFY(receipt.has_value());
    QCOMPARE(receipt->till, someId(5));
}

void SignedCodeTest::aForgedReceiptOfOurOwnIsRefused()
{
    const QString code = makeReceiptCode({ 1, 9 }, someId(4), m_till, m_otherShop);
    QCOMPARE(readReceiptCode(code, m_till, m_receiptKey).error().code, ErrorCode::SignatureInvalid);
    const QString impossible = makeReceiptCode({ 1, 0 }, someId(4), m_till, m_vault);
    QCOMPARE(readReceiptCode(impossible, m_till, m_receiptKey).error().code, ErrorCode::CodeUnknown);
}

void SignedCodeTest::aReceiptIsNoCard()
{
    const QString receipt = makeReceiptCode({ 1, 9 }, someId(4), m_till, m_vault);
    QCOMPARE(readMemberCode(receipt, m_issuerKey).error().code, ErrorCode::CodeUnknown);
    // A signature by the same key over the same bytes, but as another kind of code.
    const QByteArray signedPart = QByteArray(1, '\x01') + someId(2).toBytes();
    const QString transplanted = QStringLiteral("TYM") + toBase32(signedPart + m_vault.sign(Vault::Signer::Issuer, signedPart));
    QCOMPARE(readMemberCode(transplanted, m_issuerKey).error().code, ErrorCode::SignatureInvalid);
}

/// A card's code is at most version 6, a receipt's version 7, at the correction that paper wants.
void SignedCodeTest::fitsASmallQr()
{
    QVERIFY(MUST(makeQr(makeMemberCode(someId(2), m_vault), ErrorCorrection::Medium)).size() <= 17 + 4 * 6);
    QVERIFY(MUST(makeQr(makeReceiptCode({ 1, 9 }, someId(4), m_till, m_vault), ErrorCorrection::Medium)).size() <= 17 + 4 * 7);
}

void SignedCodeTest::somethingElseIsUnknown_data()
{
    QTest::addColumn<QString>("code");
    const QString code = makeMemberCode(someId(2), m_vault);
    QTest::newRow("nothing") << QString();
    QTest::newRow("the prefix alone") << QStringLiteral("TYM");
    QTest::newRow("a word") << QStringLiteral("TYMELON");
    QTest::newRow("a web address") << QStringLiteral("https://example.com/TYM");
    QTest::newRow("cut short") << code.chopped(1);
    QTest::newRow("one too many") << code + u'A';
    QTest::newRow("lower case") << code.toLower();
    QTest::newRow("no base32") << QStringLiteral("TYM") + QString(code.size() - 3, u'1');
    QTest::newRow("a version to come") << QStringLiteral("TYM") + toBase32(QByteArray(81, '\x02'));
    QTest::newRow("10 kB") << QStringLiteral("TYM") + QString(10'000, u'A');
}

void SignedCodeTest::somethingElseIsUnknown()
{
    QFETCH(QString, code);
    QCOMPARE(readMemberCode(code, m_issuerKey).error().code, ErrorCode::CodeUnknown);
    QCOMPARE(readReceiptCode(code, m_till, m_receiptKey).error().code, ErrorCode::CodeUnknown);
}

TANGYUAN_TEST(SignedCodeTest)
#include "SignedCodeTest.moc"
