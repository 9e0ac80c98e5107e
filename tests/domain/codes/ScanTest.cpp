// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/codes/Scan.h"
#include "core/base/Limits.h"
#include "core/base/Random.h"
#include "core/domain/catalog/Barcode.h"
#include "core/domain/codes/SignedCode.h"
#include "core/domain/members/MemberNumber.h"

#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;

namespace {

constexpr quint64 noiseSeed = 20'261'122;

Id idOf(quint8 number)
{
    Id id;
    id.bytes.fill(number);
    return id;
}

Product makeProduct(quint8 number, const char* plu, Quantity::Unit unit, const QStringList& barcodes = {})
{
    Product product;
    product.id = idOf(number);
    product.plu = QString::fromLatin1(plu);
    product.name = QStringLiteral("product %1").arg(number);
    product.unit = unit;
    product.price = Money { 1'800 };
    product.barcodes = barcodes;
    return product;
}

/// 1 pancake (pieces), 2 cherries (weight), 3 a cake whose in-house barcode looks like a scale label, 4 a tea with a
/// letter code, 5 a PLU like a phone's tail, 6 one like a phone, 7 by weight without a price, 8 a soda with a UPC-A.
Catalog shopCatalog()
{
    Product unpriced = makeProduct(7, "77", Quantity::Unit::Gram);
    unpriced.price = Money {};
    return Catalog({},
        { makeProduct(1, "12", Quantity::Unit::Piece, { QStringLiteral("6901234567892"), QStringLiteral("96385074") }),
            makeProduct(2, "3", Quantity::Unit::Gram, { QStringLiteral("CHERRY") }),
            makeProduct(3, "30", Quantity::Unit::Piece, { QStringLiteral("2000003004553") }),
            makeProduct(4, "TEA1", Quantity::Unit::Piece, { QStringLiteral("TYM-TEA*1") }), makeProduct(5, "8000", Quantity::Unit::Piece),
            makeProduct(6, "13800138111", Quantity::Unit::Piece), unpriced, makeProduct(8, "80", Quantity::Unit::Piece, { QStringLiteral("036000291452") }) });
}

Vault tillVault(char key)
{
    return MUST(Vault::open(QByteArray(Vault::keyBytes, key)));
}

QString withCheckDigit(const QString& digits)
{
    return digits + gs1CheckDigit(digits);
}

/// What a cashier would call it: "product 1 × 3", "member", "phone +86…", or the error's name.
QString nameOf(const Result<Scan>& scan)
{
    if (!scan)
        return errorCodeName(scan.error().code);
    const auto number = [](const Id& id) { return QString::number(id.bytes[0]); };
    struct Namer {
        decltype(number) numberOf;
        QString operator()(const scan::ProductCode& s) const { return QStringLiteral("product %1 x %2").arg(numberOf(s.product)).arg(s.quantity.amount); }
        QString operator()(const scan::WeighedProduct& s) const { return QStringLiteral("weigh %1").arg(numberOf(s.product)); }
        QString operator()(const scan::WeightLabel& s) const { return QStringLiteral("product %1, %2 g").arg(numberOf(s.product)).arg(s.weight.amount); }
        QString operator()(const scan::PriceLabel& s) const { return QStringLiteral("product %1, %2 fen").arg(numberOf(s.product)).arg(s.price.minor); }
        QString operator()(const scan::MemberCode& s) const
        {
            return (s.kind == MemberCodeKind::Dynamic ? QStringLiteral("phone of member ") : QStringLiteral("member ")) + numberOf(s.member);
        }
        QString operator()(const scan::MemberNumber& s) const { return QStringLiteral("number ") + s.number; }
        QString operator()(const scan::Phone& s) const { return QStringLiteral("phone ") + s.e164; }
        QString operator()(const scan::PhoneTail& s) const { return QStringLiteral("tail ") + s.digits; }
        QString operator()(const scan::ReceiptCode& s) const { return QStringLiteral("receipt %1").arg(s.fact.seq); }
        QString operator()(const scan::CouponCode& s) const { return QStringLiteral("coupon %1").arg(s.serial); }
        QString operator()(const scan::PaymentCode&) const { return QStringLiteral("payment"); }
        QString operator()(const scan::Words& s) const { return QStringLiteral("words ") + s.text; }
    };
    return std::visit(Namer { number }, *scan);
}

}

class ScanTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsWhatComesToTheCounter_data();
    void knowsWhatComesToTheCounter();
    void knowsOurOwnCodes();
    void readsNumbersThatFitTwoRules();
    void theFirstLayoutThatFitsDecides();
    void aLayoutThatIsNoneFitsNothing();
    void phonesAreReadAsInTheShopsCountry();
    void hostileInputIsRefused_data();
    void hostileInputIsRefused();
    void errorsNeverRepeatWhatWasScanned();
    void noNoiseCrashesOrBringsAMember();
    void noChangedCodeBringsAMember();

private:
    Result<Scan> parse(const QString& text, ScanOrigin origin) const
    {
        return parseScan(text, origin, { m_catalog, m_settings, m_issuerKey, m_receiptKey, m_till, m_now });
    }
    QString typed(const QString& text) const { return nameOf(parse(text, ScanOrigin::Typed)); }
    QString scanned(const QString& text) const { return nameOf(parse(text, ScanOrigin::Scanned)); }
    QString noise(SeededRandom& random) const;

    Catalog m_catalog = shopCatalog();
    ShopSettings m_settings;
    Vault m_vault = tillVault('\x07');
    IssuerKeys m_issuerKey { m_vault.publicKey(Vault::Signer::Issuer) };
    QByteArray m_receiptKey = m_vault.publicKey(Vault::Signer::Receipt);
    Id m_till = idOf(200);
    UtcTime m_now { 1'795'140'000'000 }; ///< 2026-11-20 10:00 in Shanghai
};

void ScanTest::knowsWhatComesToTheCounter_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("whenScanned");
    QTest::addColumn<QString>("whenTyped");
    const auto row = [](const char* name, const QString& text, const char* whenScanned, const char* whenTyped) {
        QTest::newRow(name) << text << QString::fromUtf8(whenScanned) << QString::fromUtf8(whenTyped);
    };
    const char* const unknown = "CodeUnknown";
    const char* const notFound = "ProductNotFound";
    const char* const misread = "BarcodeInvalid";

    row("an EAN-13 that we sell", QStringLiteral("6901234567892"), "product 1 x 1", "product 1 x 1");
    row("its CR LF", QStringLiteral("6901234567892\r\n"), "product 1 x 1", "product 1 x 1");
    row("an EAN-8 that we sell", QStringLiteral("96385074"), "product 1 x 1", "product 1 x 1");
    row("a UPC-A", QStringLiteral("036000291452"), "product 8 x 1", "product 8 x 1");
    row("the same as EAN-13", QStringLiteral("0036000291452"), "product 8 x 1", "product 8 x 1");
    row("a Code 128 by weight", QStringLiteral("CHERRY"), "weigh 2", "weigh 2");
    row("a Code 128 with our prefix and a star", QStringLiteral("TYM-TEA*1"), "product 4 x 1", "product 4 x 1");
    row("an EAN-13 that we do not sell", QStringLiteral("6291041500213"), notFound, notFound);
    row("an EAN-13 misread", QStringLiteral("6901234567893"), misread, misread);
    row("a UPC-A misread", QStringLiteral("036000291453"), misread, misread);
    row("another Code 128", QStringLiteral("XYZ-9"), unknown, "words XYZ-9");
    row("a web address", QStringLiteral("https://example.com/a?b=1"), unknown, "words https://example.com/a?b=1");

    row("a PLU", QStringLiteral("12"), "product 1 x 1", "product 1 x 1");
    row("a PLU with zeros", QStringLiteral("0012"), "product 1 x 1", "product 1 x 1");
    row("a PLU by weight", QStringLiteral("3"), "weigh 2", "weigh 2");
    row("a PLU with letters", QStringLiteral("TEA1"), "product 4 x 1", "product 4 x 1");
    row("a PLU like a phone's tail", QStringLiteral("8000"), "product 5 x 1", "product 5 x 1");
    row("a PLU like a phone", QStringLiteral("13800138111"), "product 6 x 1", "product 6 x 1");
    row("no PLU", QStringLiteral("555"), unknown, "words 555");
    row("full-width digits of an IME", QStringLiteral("００１２"), unknown, "product 1 x 1");

    row("three of a PLU", QStringLiteral("3*0012"), unknown, "product 1 x 3");
    row("three of a barcode", QStringLiteral("3 * 6901234567892"), unknown, "product 1 x 3");
    row("with a multiplication sign", QStringLiteral("3×12"), unknown, "product 1 x 3");
    row("all full width", QStringLiteral("３＊１２"), unknown, "product 1 x 3");
    row("the most", QStringLiteral("9999*12"), unknown, "product 1 x 9999");
    row("more than the most", QStringLiteral("10000*12"), unknown, "QuantityInvalid");
    row("beyond all numbers", QStringLiteral("99999999999999999999*12"), unknown, "QuantityInvalid");
    row("none", QStringLiteral("0*12"), unknown, "QuantityInvalid");
    row("fewer than none", QStringLiteral("-3*12"), unknown, "QuantityInvalid");
    row("half a piece", QStringLiteral("0.5*12"), unknown, "QuantityInvalid");
    row("three of what is weighed", QStringLiteral("3*3"), unknown, "QuantityInvalid");
    row("three of nothing", QStringLiteral("3*999"), unknown, notFound);
    row("a star alone", QStringLiteral("*"), unknown, "words *");
    row("nothing behind the star", QStringLiteral("3*"), unknown, "words 3*");
    row("a star between words", QStringLiteral("tea*12"), unknown, "words tea*12");

    row("a barcode of ours that looks like a label", QStringLiteral("2000003004553"), "product 3 x 1", "product 3 x 1");
    row("cherries, 500 g", withCheckDigit(QStringLiteral("200000300500")), "product 2, 500 g", "product 2, 500 g");
    row("cherries, misread", QStringLiteral("2000003005009"), misread, misread);
    row("cherries, nothing on the scale", withCheckDigit(QStringLiteral("200000300000")), "QuantityInvalid", "QuantityInvalid");
    row("cherries for 64.00", withCheckDigit(QStringLiteral("210000306400")), "product 2, 6400 fen", "product 2, 6400 fen");
    row("cherries for nothing", withCheckDigit(QStringLiteral("210000300000")), "QuantityInvalid", "QuantityInvalid");
    row("a label of nothing", withCheckDigit(QStringLiteral("209999900500")), notFound, notFound);
    row("a label of pancakes", withCheckDigit(QStringLiteral("200001200500")), "QuantityInvalid", "QuantityInvalid");
    row("a price label without a price per kilogram", withCheckDigit(QStringLiteral("210007706400")), "QuantityInvalid", "QuantityInvalid");

    row("a mobile", QStringLiteral("13800138000"), "phone +8613800138000", "phone +8613800138000");
    row("a mobile with spaces", QStringLiteral(" 138 0013 8000 "), "phone +8613800138000", "phone +8613800138000");
    row("a mobile in full width", QStringLiteral("１３８００１３８０００"), unknown, "phone +8613800138000");
    row("with the country's code", QStringLiteral("+86 138-0013-8000"), "phone +8613800138000", "phone +8613800138000");
    row("of another country", QStringLiteral("+1 650 253 0000"), "phone +16502530000", "phone +16502530000");
    row("eleven digits that are no phone", QStringLiteral("12345678901"), unknown, "words 12345678901");
    row("a tail", QStringLiteral("1234"), unknown, "tail 1234");
    row("the first member's number", memberNumber(1), "number 10000016", "number 10000016");
    row("a member number like a toll number", memberNumber(680'000), "number 16800005", "number 16800005");
    row("a member number mistyped", QStringLiteral("10000019"), misread, misread);

    row("WeChat Pay", QStringLiteral("134567890123456789"), "payment", "payment");
    row("Alipay, 18 digits", QStringLiteral("287654321098765432"), "payment", "payment");
    row("Alipay, 16 digits", QStringLiteral("2512345678901234"), "payment", "payment");
    row("Alipay, 24 digits", QStringLiteral("301234567890123456789012"), "payment", "payment");
    row("16 begins no payment code", QStringLiteral("164567890123456789"), unknown, "words 164567890123456789");
    row("31 begins none", QStringLiteral("317654321098765432"), unknown, "words 317654321098765432");
    row("17 digits are no WeChat Pay", QStringLiteral("13456789012345678"), unknown, "words 13456789012345678");

    row("words", QStringLiteral("芒果班戟"), unknown, "words 芒果班戟");
    row("initials", QStringLiteral("mgbj"), unknown, "words mgbj");
    row("a word like our prefix", QStringLiteral("tymelon"), unknown, "words tymelon");
}

void ScanTest::knowsWhatComesToTheCounter()
{
    QFETCH(QString, text);
    QFETCH(QString, whenScanned);
    QFETCH(QString, whenTyped);
    QCOMPARE(scanned(text), whenScanned);
    QCOMPARE(typed(text), whenTyped);
}

void ScanTest::knowsOurOwnCodes()
{
    const QString card = makeMemberCode(idOf(42), m_vault);
    QCOMPARE(scanned(card), QStringLiteral("member 42"));
    QCOMPARE(typed(card), QStringLiteral("member 42"));
    QCOMPARE(scanned(card.toLower()), QStringLiteral("member 42")); // a wedge under Caps Lock
    const QString fresh = makeDynamicMemberCode(idOf(42), m_now, m_vault);
    QCOMPARE(scanned(fresh), QStringLiteral("phone of member 42"));
    QCOMPARE(typed(fresh.toLower()), QStringLiteral("phone of member 42"));
    const QString old = makeDynamicMemberCode(idOf(42), { m_now.ms - 3 * 60'000 }, m_vault);
    QCOMPARE(scanned(old), QStringLiteral("CodeExpired"));
    QCOMPARE(typed(old), QStringLiteral("CodeExpired")); // and not words
    QCOMPARE(typed(QStringLiteral("tydy")), QStringLiteral("words tydy"));
    const QString receipt = makeReceiptCode({ 1, 77 }, idOf(9), m_till, m_vault);
    QCOMPARE(scanned(receipt), QStringLiteral("receipt 77"));

    const Vault otherShop = tillVault('\x08');
    QCOMPARE(scanned(makeMemberCode(idOf(42), otherShop)), QStringLiteral("SignatureInvalid"));
    QCOMPARE(typed(makeMemberCode(idOf(42), otherShop)), QStringLiteral("SignatureInvalid"));
    QCOMPARE(scanned(makeReceiptCode({ 1, 77 }, idOf(9), m_till, otherShop)), QStringLiteral("SignatureInvalid"));
    QCOMPARE(scanned(card.chopped(5)), QStringLiteral("CodeUnknown"));
}

/// Eight digits may be a member number and an EAN-8 at once.
void ScanTest::readsNumbersThatFitTwoRules()
{
    int both = 0;
    for (qint64 row = 1; row < 2'000 && both < 20; ++row) {
        const QString number = memberNumber(row);
        if (!hasGs1CheckDigit(number))
            continue;
        ++both;
        QCOMPARE(typed(number), QStringLiteral("number ") + number);
        QCOMPARE(scanned(number), QStringLiteral("ProductNotFound"));
    }
    QCOMPARE(both, 20);

    // Once the shop sells it, the catalogue goes first.
    for (qint64 row = 1; row < 2'000; ++row) {
        const QString number = memberNumber(row);
        if (!hasGs1CheckDigit(number))
            continue;
        m_catalog = Catalog({}, { makeProduct(1, "1", Quantity::Unit::Piece, { number }) });
        QCOMPARE(typed(number), QStringLiteral("product 1 x 1"));
        QCOMPARE(scanned(number), QStringLiteral("product 1 x 1"));
        break;
    }
    m_catalog = shopCatalog();
}

void ScanTest::theFirstLayoutThatFitsDecides()
{
    // The second layout would read PLU 3 out of the same digits.
    m_settings.scaleLabels = { { QStringLiteral("22IIIIIWWWWWC") }, { QStringLiteral("22WWWWWIIIIIC") } };
    QCOMPARE(scanned(withCheckDigit(QStringLiteral("220055500003"))), QStringLiteral("ProductNotFound"));
    // A layout that begins with 02 arrives as a UPC-A from many scanners.
    m_settings.scaleLabels = { { QStringLiteral("02IIIIIWWWWWC") } };
    const QString label = withCheckDigit(QStringLiteral("020000300500"));
    QCOMPARE(scanned(label), QStringLiteral("product 2, 500 g"));
    QCOMPARE(scanned(label.sliced(1)), QStringLiteral("product 2, 500 g"));
    m_settings = ShopSettings();
}

void ScanTest::aLayoutThatIsNoneFitsNothing()
{
    const QString label = withCheckDigit(QStringLiteral("200000300500"));
    const char* const wrongs[] = { "", "20", "20IIIIIWWWWW", "20IIIII00500C", "2000003WWWWWC", "20IIIWWPPPWWC", "20IIIIIWWWWWCC", "汤汤IIIIIWWWWWC" };
    for (const char* pattern : wrongs) {
        m_settings.scaleLabels = { { QString::fromUtf8(pattern) } };
        QCOMPARE(scanned(label), QStringLiteral("ProductNotFound"));
    }
    m_settings = ShopSettings();
}

void ScanTest::phonesAreReadAsInTheShopsCountry()
{
    m_settings.phoneRegion = QStringLiteral("HK");
    QCOMPARE(typed(QStringLiteral("51234567")), QStringLiteral("phone +85251234567"));
    m_settings.phoneRegion = QStringLiteral("no such country");
    QCOMPARE(typed(QStringLiteral("13800138000")), QStringLiteral("words 13800138000"));
    m_settings = ShopSettings();
}

void ScanTest::hostileInputIsRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, const QString& text, ErrorCode code) { QTest::newRow(name) << text << int(code); };
    row("nothing", QString(), ErrorCode::InputMalformed);
    row("spaces", QStringLiteral(" \t\r\n "), ErrorCode::InputMalformed);
    row("full-width spaces", QStringLiteral("　　"), ErrorCode::InputMalformed);
    row("a zero byte", QStringLiteral("690123") + QChar(0) + QStringLiteral("4567892"), ErrorCode::InputMalformed);
    row("an escape", QStringLiteral("12\x1b[2J"), ErrorCode::InputMalformed);
    row("a line break inside", QStringLiteral("12\n12"), ErrorCode::InputMalformed);
    row("a Unicode line break", QStringLiteral("12\u202812"), ErrorCode::InputMalformed);
    row("half a surrogate pair", QStringLiteral("12") + QChar(0xD800), ErrorCode::InputMalformed);
    row("one too many", QString(limits::scanChars + 1, u'1'), ErrorCode::InputTooLong);
    row("10 kB", QString(10'000, u'A'), ErrorCode::InputTooLong);
    row("10 kB of our prefix", QStringLiteral("TYM") + QString(10'000, u'A'), ErrorCode::InputTooLong);
}

void ScanTest::hostileInputIsRefused()
{
    QFETCH(QString, text);
    QFETCH(int, code);
    for (const ScanOrigin origin : { ScanOrigin::Scanned, ScanOrigin::Typed }) {
        const auto scan = parse(text, origin);
        QVERIFY(!scan.has_value());
        QCOMPARE(int(scan.error().code), code);
    }
    // One character that NFKC makes eighteen of.
    QCOMPARE(typed(QString(limits::scanChars, QChar(0xFDFA))), QStringLiteral("InputTooLong"));
}

void ScanTest::errorsNeverRepeatWhatWasScanned()
{
    for (const char* code : { "6291041500213", "10000019", "XYZ-9", "9*91234" }) {
        const QString text = QString::fromLatin1(code);
        for (const ScanOrigin origin : { ScanOrigin::Scanned, ScanOrigin::Typed }) {
            const auto scan = parse(text, origin);
            QVERIFY(scan.has_value() || !scan.error().context.contains(text));
        }
    }
}

QString ScanTest::noise(SeededRandom& random) const
{
    const QByteArray alphabets[] = { "0123456789", "0123456789*+- .", "TYMRABCDEFGHIJKLMNOPQRSUVWXZ234567" };
    const auto length = static_cast<qsizetype>(random.below(random.below(10) == 0 ? 300 : 26));
    const quint64 kind = random.below(5);
    QString text;
    for (qsizetype i = 0; i < length; ++i) {
        if (kind < 3) {
            const QByteArray& alphabet = alphabets[kind];
            text += QLatin1Char(alphabet[static_cast<qsizetype>(random.below(static_cast<quint64>(alphabet.size())))]);
        } else {
            text += QChar(static_cast<char16_t>(random.below(kind == 3 ? 256 : 65'536)));
        }
    }
    return text;
}

void ScanTest::noNoiseCrashesOrBringsAMember()
{
    SeededRandom random(noiseSeed);
    for (int i = 0; i < 6'000; ++i) {
        const QString text = noise(random);
        for (const ScanOrigin origin : { ScanOrigin::Scanned, ScanOrigin::Typed }) {
            const auto scan = parse(text, origin);
            const bool isWords = scan && std::holds_alternative<scan::Words>(*scan);
            const bool isMember = scan && std::holds_alternative<scan::MemberCode>(*scan);
            const bool isHarmless = !isMember && !(isWords && origin == ScanOrigin::Scanned);
            QVERIFY2(isHarmless, qPrintable(QStringLiteral("seed %1, round %2").arg(noiseSeed).arg(i)));
        }
    }
}

void ScanTest::noChangedCodeBringsAMember()
{
    SeededRandom random(noiseSeed);
    const QString codes[] = { makeMemberCode(idOf(42), m_vault), makeDynamicMemberCode(idOf(42), m_now, m_vault),
        makeReceiptCode({ 1, 77 }, idOf(9), m_till, m_vault), makeCouponCode(idOf(8), 12, m_vault) };
    for (int i = 0; i < 2'000; ++i) {
        const QString& original = codes[random.below(4)];
        QString text = original;
        for (quint64 changes = 1 + random.below(3); changes > 0 && !text.isEmpty(); --changes) {
            const auto at = static_cast<qsizetype>(random.below(static_cast<quint64>(text.size())));
            switch (random.below(4)) {
            case 0: text[at] = QChar(static_cast<char16_t>(random.below(128))); break;
            case 1: text.remove(at, 1); break;
            case 2: text.insert(at, QChar(static_cast<char16_t>(u'A' + random.below(26)))); break;
            default: text.truncate(at + 1); break;
            }
        }
        if (text.trimmed().toUpper() == original)
            continue;
        const auto scan = parse(text, ScanOrigin::Scanned);
        const bool isOurs = scan
            && (std::holds_alternative<scan::MemberCode>(*scan) || std::holds_alternative<scan::ReceiptCode>(*scan)
                || std::holds_alternative<scan::CouponCode>(*scan));
        // A changed receipt may claim to be of another till: read, but never as our own.
        const auto* receipt = isOurs ? std::get_if<scan::ReceiptCode>(&*scan) : nullptr;
        QVERIFY2(!isOurs || (receipt && receipt->till != m_till), qPrintable(QStringLiteral("seed %1, round %2").arg(noiseSeed).arg(i)));
    }
}

TANGYUAN_TEST(ScanTest)
#include "ScanTest.moc"
