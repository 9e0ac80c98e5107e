// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/codes/SignedCode.h"
#include "core/base/Random.h"
#include "core/domain/codes/Base32.h"
#include "core/domain/codes/QrMatrix.h"

#include "tests/support/RoomTest.h"

#include <QTest>

#include <limits>

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
    void aDynamicCodeNamesTheMemberForTwoMinutes_data();
    void aDynamicCodeNamesTheMemberForTwoMinutes();
    void aDynamicCodeMayBeShownAgainWhileItLives();
    void aForgedDynamicCodeIsRefused();
    void aDynamicCodeOfNoTimeIsExpired();
    void fitsASmallQr();
    void somethingElseIsUnknown_data();
    void somethingElseIsUnknown();

private:
    Vault m_vault = shopVault('\x07');
    Vault m_otherShop = shopVault('\x08');
    IssuerKeys m_issuerKey { m_vault.publicKey(Vault::Signer::Issuer) };
    QByteArray m_receiptKey = m_vault.publicKey(Vault::Signer::Receipt);
    Id m_till = someId(1);
    UtcTime m_now { 1'795'140'000'000 }; ///< 2026-11-20 10:00 in Shanghai
};

void SignedCodeTest::aMembersCardNamesTheMember()
{
    const QString code = makeMemberCode(someId(2), m_vault);
    QVERIFY(code.startsWith(u"TYM"));
    const auto member = readMemberCode(code, m_issuerKey, m_now);
    QVERIFY(member.has_value());
    QCOMPARE(member->member, someId(2));
    QCOMPARE(member->kind, MemberCodeKind::Static);
}

void SignedCodeTest::anotherShopsCardIsRefused()
{
    QCOMPARE(readMemberCode(makeMemberCode(someId(2), m_otherShop), m_issuerKey, m_now).error().code, ErrorCode::SignatureInvalid);
    // The receipt key may not mint members, nor may no key at all.
    QCOMPARE(readMemberCode(makeMemberCode(someId(2), m_vault), { m_receiptKey }, m_now).error().code, ErrorCode::SignatureInvalid);
    QCOMPARE(readMemberCode(makeMemberCode(someId(2), m_vault), {}, m_now).error().code, ErrorCode::SignatureInvalid);
}

void SignedCodeTest::aForgedCardIsRefused()
{
    const QString code = makeMemberCode(someId(2), m_vault);
    for (qsizetype i = 0; i < code.size(); ++i) {
        QString forged = code;
        forged[i] = code[i] == u'A' ? u'B' : u'A';
        QVERIFY2(!readMemberCode(forged, m_issuerKey, m_now).has_value(), qPrintable(QStringLiteral("character %1").arg(i)));
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
    QCOMPARE(readMemberCode(receipt, m_issuerKey, m_now).error().code, ErrorCode::CodeUnknown);
    // A signature by the same key over the same bytes, but as another kind of code.
    const QByteArray signedPart = QByteArray(1, '\x01') + someId(2).toBytes();
    const QString transplanted = QStringLiteral("TYM") + toBase32(signedPart + m_vault.sign(Vault::Signer::Issuer, signedPart));
    QCOMPARE(readMemberCode(transplanted, m_issuerKey, m_now).error().code, ErrorCode::SignatureInvalid);
}

void SignedCodeTest::aDynamicCodeNamesTheMemberForTwoMinutes_data()
{
    QTest::addColumn<qint64>("madeMs"); // from the beginning of a minute
    QTest::addColumn<qint64>("readMs");
    QTest::addColumn<bool>("isFresh");
    QTest::newRow("at once") << qint64 { 0 } << qint64 { 0 } << true;
    QTest::newRow("a minute later") << qint64 { 0 } << qint64 { 60'000 } << true;
    QTest::newRow("two minutes later") << qint64 { 0 } << qint64 { 120'000 } << true;
    QTest::newRow("more than two minutes later") << qint64 { 0 } << qint64 { 120'001 } << false;
    QTest::newRow("late in its minute, a minute later") << qint64 { 59'999 } << qint64 { 119'999 } << true;
    QTest::newRow("late in its minute, never older than two") << qint64 { 59'999 } << qint64 { 120'001 } << false;
    QTest::newRow("the next day") << qint64 { 0 } << qint64 { 86'400'000 } << false;
    QTest::newRow("the issuer is a minute ahead") << qint64 { 0 } << qint64 { -60'000 } << true;
    QTest::newRow("the issuer is more than a minute ahead") << qint64 { 0 } << qint64 { -60'001 } << false;
    QTest::newRow("made for next year") << qint64 { 0 } << qint64 { -31'536'000'000 } << false;
}

void SignedCodeTest::aDynamicCodeNamesTheMemberForTwoMinutes()
{
    QFETCH(qint64, madeMs);
    QFETCH(qint64, readMs);
    QFETCH(bool, isFresh);
    QCOMPARE(m_now.ms % 60'000, 0);
    const auto member = readMemberCode(makeDynamicMemberCode(someId(2), { m_now.ms + madeMs }, m_vault), m_issuerKey, { m_now.ms + readMs });
    QCOMPARE(member.has_value(), isFresh);
    if (isFresh)
        QVERIFY(member->member == someId(2) && member->kind == MemberCodeKind::Dynamic);
    else
        QCOMPARE(member.error().code, ErrorCode::CodeExpired);
}

/// No till remembers used codes (see the header): a second reading within the window is as good as the first.
void SignedCodeTest::aDynamicCodeMayBeShownAgainWhileItLives()
{
    const QString code = makeDynamicMemberCode(someId(2), m_now, m_vault);
    QVERIFY(code.startsWith(u"TYD"));
    QCOMPARE(makeDynamicMemberCode(someId(2), { m_now.ms + 59'999 }, m_vault), code); // one a minute
    QVERIFY(makeDynamicMemberCode(someId(2), { m_now.ms + 60'000 }, m_vault) != code);
    for (const qint64 laterMs : { 1'000, 2'000, 90'000 })
        QVERIFY(readMemberCode(code, m_issuerKey, { m_now.ms + laterMs }).has_value());
    QCOMPARE(readMemberCode(code, m_issuerKey, { m_now.ms + 121'000 }).error().code, ErrorCode::CodeExpired);
}

void SignedCodeTest::aForgedDynamicCodeIsRefused()
{
    const QString code = makeDynamicMemberCode(someId(2), m_now, m_vault);
    for (qsizetype i = 0; i < code.size(); ++i) {
        QString forged = code;
        forged[i] = code[i] == u'A' ? u'B' : u'A';
        QVERIFY2(!readMemberCode(forged, m_issuerKey, m_now).has_value(), qPrintable(QStringLiteral("character %1").arg(i)));
    }
    QCOMPARE(readMemberCode(makeDynamicMemberCode(someId(2), m_now, m_otherShop), m_issuerKey, m_now).error().code, ErrorCode::SignatureInvalid);
    // What is forged is told so, however old it says it is.
    QCOMPARE(readMemberCode(makeDynamicMemberCode(someId(2), {}, m_otherShop), m_issuerKey, m_now).error().code, ErrorCode::SignatureInvalid);
    // A static card whose signature moves under a dynamic code's prefix, with any minute, is worth nothing.
    const QByteArray signedPart = QByteArray(1, '\x01') + someId(2).toBytes();
    const QByteArray signature = m_vault.sign(Vault::Signer::Issuer, "TYM" + signedPart);
    const QString renewed = QStringLiteral("TYD") + toBase32(signedPart + QByteArray(4, '\x01') + signature);
    QCOMPARE(readMemberCode(renewed, m_issuerKey, m_now).error().code, ErrorCode::SignatureInvalid);
    QCOMPARE(readMemberCode(QStringLiteral("TYD") + makeMemberCode(someId(2), m_vault).sliced(3), m_issuerKey, m_now).error().code, ErrorCode::CodeUnknown);
    QCOMPARE(readMemberCode(QStringLiteral("TYM") + code.sliced(3), m_issuerKey, m_now).error().code, ErrorCode::CodeUnknown);
}

void SignedCodeTest::aDynamicCodeOfNoTimeIsExpired()
{
    for (const UtcTime madeAt : { UtcTime { std::numeric_limits<qint64>::min() }, UtcTime { -1 }, UtcTime { std::numeric_limits<qint64>::max() } })
        QCOMPARE(readMemberCode(makeDynamicMemberCode(someId(2), madeAt, m_vault), m_issuerKey, m_now).error().code, ErrorCode::CodeExpired);
}

/// A card's code is at most version 6, a receipt's version 7, at the correction that paper wants.
void SignedCodeTest::fitsASmallQr()
{
    QVERIFY(MUST(makeQr(makeMemberCode(someId(2), m_vault), ErrorCorrection::Medium)).size() <= 17 + 4 * 6);
    QVERIFY(MUST(makeQr(makeDynamicMemberCode(someId(2), m_now, m_vault), ErrorCorrection::Medium)).size() <= 17 + 4 * 6);
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
    QTest::newRow("a dynamic prefix alone") << QStringLiteral("TYD");
    QTest::newRow("a dynamic word") << QStringLiteral("TYDYE");
    QTest::newRow("a dynamic version to come") << QStringLiteral("TYD") + toBase32(QByteArray(85, '\x02'));
    QTest::newRow("10 kB") << QStringLiteral("TYM") + QString(10'000, u'A');
}

void SignedCodeTest::somethingElseIsUnknown()
{
    QFETCH(QString, code);
    QCOMPARE(readMemberCode(code, m_issuerKey, m_now).error().code, ErrorCode::CodeUnknown);
    QCOMPARE(readReceiptCode(code, m_till, m_receiptKey).error().code, ErrorCode::CodeUnknown);
}

TANGYUAN_TEST(SignedCodeTest)
#include "SignedCodeTest.moc"
