// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/receipt/ReceiptLayout.h"
#include "core/domain/receipt/EscPos.h"
#include "core/domain/receipt/LoyaltySlips.h"
#include "core/domain/receipt/PlainText.h"
#include "tests/support/receipt/EscPosReader.h"
#include "tests/support/receipt/SampleReceipt.h"
#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;

namespace {

QString printed(const Sale& sale, const ShopSettings& settings = sampleSettings(), ReceiptCopy copy = ReceiptCopy::Original)
{
    return toPlainText(layoutReceipt(sale, settings, QStringLiteral("TYRABCDEF"), copy), 32);
}

}

class ReceiptLayoutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsTheWholeSaleInOrder()
    {
        const QString receipt = printed(sampleSale());
        const QStringList story { QStringLiteral("汤圆甜品店"), QStringLiteral("中山路"), QStringLiteral("A01-000123      2026-11-20 18:05"),
            QStringLiteral("小李"), QString(32, u'-'), QStringLiteral("芒果班戟                  ¥36.00"), QStringLiteral("  2 × ¥18.00"),
            QStringLiteral("  Gold price              -¥1.80"), QStringLiteral("  * 少冰"), QStringLiteral("进口车厘子"),
            QStringLiteral("0.455 kg × ¥128.00/kg"), QString(32, u'-'), QStringLiteral("Items"), QStringLiteral("Subtotal"), QStringLiteral("You saved"),
            QStringLiteral("with points"), QStringLiteral("Total"), QStringLiteral("WeChat Pay"), QStringLiteral("Cash"), QStringLiteral("Change"),
            QString(32, u'-'), QStringLiteral("10000016"), QStringLiteral("Points spent                -500"),
            QStringLiteral("Points earned                 +7"), QStringLiteral("Points balance               120"), QStringLiteral("TYRABCDEF"),
            QStringLiteral("谢谢惠顾") };
        int last = -1;
        for (const QString& words : story) {
            const int at = int(receipt.indexOf(words, last + 1));
            QVERIFY2(at > last, qPrintable(words + QStringLiteral(" is not in its place:\n") + receipt));
            last = at;
        }
    }

    void tellsWhyPointsAndWhatElse()
    {
        Sale sale = sampleSale();
        sale.pointsEarned = { 57 };
        sale.earned = { { QStringLiteral("base"), QStringLiteral("每 10 元 1 分"), { 5 }, {} },
            { QStringLiteral("day+tier:gold"), QStringLiteral("会员日 + gold"), { 2 }, {} }, { QStringLiteral("set"), QStringLiteral("套餐"), { 50 }, {} } };
        sale.gifts = { { QStringLiteral("spend"), QStringLiteral("满 50 送"),
            { .points = { 20 }, .gifts = { { .item = QStringLiteral("up"), .name = QStringLiteral("免费升杯") } } } } };
        sale.tenders = { { TenderMethod::StoredValue, sale.total } };
        sale.change = {};
        sale.valueBalance = { 12'345 };
        const QString receipt = printed(sale);
        for (const QString& words : { QStringLiteral("  每 10 元 1 分               +5"), QStringLiteral("  会员日 + Gold member        +2"),
                 QStringLiteral("  套餐                       +50"), QStringLiteral("满 50 送"), QStringLiteral("  20 points"),
                 QStringLiteral("  1 × 免费升杯"), QStringLiteral("Stored value left        ¥123.45") })
            QVERIFY2(receipt.contains(words), qPrintable(words + u'\n' + receipt));
        sale.earned.resize(1); // one reason needs no list
        QVERIFY(!printed(sale).contains(QStringLiteral("每 10 元")));
    }

    void announcesNewRules()
    {
        LoyaltyRules upcoming;
        upcoming.effectiveFrom = { 20261201 };
        upcoming.notice = QStringLiteral("积分有效期改为一年");
        const auto paper = [&] { return toPlainText(layoutReceipt(sampleSale(), sampleSettings(), {}, ReceiptCopy::Original, &upcoming), 32); };
        QVERIFY(paper().contains(QStringLiteral("From 12-1 on:\n积分有效期改为一年")));
        Member member;
        member.number = QStringLiteral("10000015");
        Statement statement;
        statement.points = { 120 };
        const QString slip = toPlainText(layoutStatement(statement, member, sampleSettings(), {}, &upcoming), 32);
        QVERIFY2(slip.contains(QStringLiteral("120")) && slip.contains(QStringLiteral("12-1")) && slip.contains(upcoming.notice), qPrintable(slip));
        upcoming.notice.clear();
        QVERIFY(!paper().contains(QStringLiteral("From 12-1")));
    }

    void aRefundTellsWhatGoesBack()
    {
        const Sale sale = sampleSale();
        Refund refund;
        refund.number = QStringLiteral("A01-000130");
        refund.saleNumber = sale.number;
        refund.at = sale.at;
        refund.reason = QStringLiteral("压坏了");
        refund.refunded = { sale.lines[1] };
        refund.total = sale.lines[1].total;
        refund.tenders = { { TenderMethod::StoredValue, { 2'000 } }, { TenderMethod::Cash, refund.total - Money { 2'000 } } };
        refund.memberNumber = sale.memberNumber;
        refund.pointsBack = { 300 };
        refund.pointsTaken = { 5 };
        refund.pointsBalance = { -12 };
        refund.giftsTaken = { QStringLiteral("免费升杯") };
        ShopSettings settings = sampleSettings();
        settings.printer.opensDrawer = true;
        const ReceiptDocument document = layoutRefund(refund, settings, QStringLiteral("TYRCODE"), ReceiptCopy::Original);
        QCOMPARE(document.drawer, ReceiptDocument::Drawer::Open);
        const QString paper = toPlainText(document, 32);
        int last = -1;
        for (const QString& words : { QStringLiteral("Refund"), QStringLiteral("A01-000130"), QStringLiteral("A01-000123"), QStringLiteral("进口车厘子"),
                 toDisplayString(-refund.total), QStringLiteral("Refunded"), QStringLiteral("Stored value              ¥20.00"), QStringLiteral("Cash"),
                 QStringLiteral("* 压坏了"), QStringLiteral("Points returned             +300"), QStringLiteral("Points taken back             -5"),
                 QStringLiteral("免费升杯"), QStringLiteral("Points balance               -12"), QStringLiteral("Signature") }) {
            const int at = int(paper.indexOf(words, last + 1));
            QVERIFY2(at > last, qPrintable(words + QStringLiteral(" is not in its place:\n") + paper));
            last = at;
        }
        QVERIFY(!paper.contains(QStringLiteral("REPRINT")));
        const auto isCode = [](const ReceiptDocument::Block& block) { return std::holds_alternative<ReceiptDocument::Qr>(block); };
        QVERIFY(std::ranges::any_of(document.blocks, isCode));
        const ReceiptDocument again = layoutRefund(refund, settings, {}, ReceiptCopy::Reprint);
        QCOMPARE(again.drawer, ReceiptDocument::Drawer::Closed);
        QVERIFY(toPlainText(again, 32).contains(QStringLiteral("REPRINT")));
        QVERIFY(std::ranges::none_of(again.blocks, isCode));
    }

    void aDeedTellsWhatMoved()
    {
        Deed deed;
        deed.number = QStringLiteral("A01-000131");
        deed.movements = { { {}, Currency::Principal, Account::Issued, Account::Available, 20'000, {} },
            { {}, Currency::Bonus, Account::Issued, Account::Available, 2'000, {} } };
        deed.value = { { 20'000 }, { 2'000 } };
        ShopSettings settings = sampleSettings();
        settings.printer.opensDrawer = true;
        const auto slip = [&](TenderMethod method) {
            return layoutDeed(deed,
                { .kind = DeedSlip::Kind::Recharge,
                    .what = QStringLiteral("充 200 送 20"),
                    .tender = Tender { method, { 20'000 } },
                    .memberNumber = QStringLiteral("10000016") },
                settings);
        };
        QCOMPARE(slip(TenderMethod::Cash).drawer, ReceiptDocument::Drawer::Open);
        QCOMPARE(slip(TenderMethod::Alipay).drawer, ReceiptDocument::Drawer::Closed);
        const QString paper = toPlainText(slip(TenderMethod::Cash), 32);
        for (const char* words : { "Recharge", "A01-000131", "10000016", "充 200 送 20", "+¥200.00", "+¥20.00", "Stored value left        ¥220.00" })
            QVERIFY2(paper.contains(QString::fromUtf8(words)), qPrintable(paper));
    }

    void amountsOnThePaperAddUp()
    {
        const Sale sale = sampleSale();
        const QString receipt = printed(sale);
        QVERIFY(receipt.contains(QStringLiteral("Subtotal") + toDisplayString(sale.gross).rightJustified(32 - 8)));
        QVERIFY(receipt.contains(QStringLiteral("You saved") + toDisplayString(sale.gross - sale.total).rightJustified(32 - 9)));
        QVERIFY(receipt.contains(QStringLiteral("Total") + toDisplayString(sale.total).rightJustified(32 - 5)));
        QVERIFY(receipt.contains(QStringLiteral("Change") + toDisplayString(sale.change).rightJustified(32 - 6)));
        QVERIFY(receipt.contains(QStringLiteral("Items") + QStringLiteral("3").rightJustified(32 - 5)));
    }

    void aPasserbyPaysWithoutMemberOrSavings()
    {
        Sale sale = sampleSale();
        sale.memberNumber.clear();
        for (SaleLine& line : sale.lines) {
            line.adjustments.clear();
            line.total = line.gross;
        }
        sale.total = sale.gross;
        const QString receipt = printed(sale);
        for (const char* words : { "Member", "Points", "saved", "Subtotal", "Gold" })
            QVERIFY2(!receipt.contains(QString::fromUtf8(words)), words);
    }

    void onePieceTakesOneLine()
    {
        Sale sale = sampleSale();
        sale.lines = { sale.lines[0] };
        sale.lines[0].quantity = Quantity::pieces(1);
        sale.lines[0].gross = sale.lines[0].unitPrice;
        QVERIFY(!printed(sale).contains(QStringLiteral(" × ")));
    }

    void aLabelPriceShowsWhatItWasMadeOf()
    {
        Sale sale = sampleSale();
        sale.lines[0].quantity = Quantity::pieces(1);
        sale.lines[0].gross = Money { 1'500 };
        QVERIFY(printed(sale).contains(QStringLiteral("1 × ¥18.00")));
    }

    void theDrawerOpensForCashOnTheOriginalOnly_data()
    {
        QTest::addColumn<bool>("cash");
        QTest::addColumn<bool>("drawerWanted");
        QTest::addColumn<bool>("reprint");
        QTest::addColumn<bool>("opens");
        QTest::newRow("cash") << true << true << false << true;
        QTest::newRow("reprint") << true << true << true << false;
        QTest::newRow("card only") << false << true << false << false;
        QTest::newRow("a shop without a drawer") << true << false << false << false;
    }
    void theDrawerOpensForCashOnTheOriginalOnly()
    {
        QFETCH(bool, cash);
        QFETCH(bool, drawerWanted);
        QFETCH(bool, reprint);
        QFETCH(bool, opens);
        Sale sale = sampleSale();
        if (!cash)
            sale.tenders = { { TenderMethod::Card, sale.total } };
        ShopSettings settings = sampleSettings();
        settings.printer.opensDrawer = drawerWanted;
        const ReceiptDocument document = layoutReceipt(sale, settings, {}, reprint ? ReceiptCopy::Reprint : ReceiptCopy::Original);
        QCOMPARE(document.drawer == ReceiptDocument::Drawer::Open, opens);
        QCOMPARE(MUST(EscPosReader::read(escPos::encodeText(document, PaperWidth::Mm58))).pulses(), opens ? 1 : 0);
    }

    void aReprintSaysSo()
    {
        QVERIFY(printed(sampleSale(), sampleSettings(), ReceiptCopy::Reprint).contains(QStringLiteral("*** REPRINT ***")));
        QVERIFY(!printed(sampleSale()).contains(QStringLiteral("REPRINT")));
    }

    void theTimeIsTheShops()
    {
        ShopSettings settings = sampleSettings();
        settings.calendar.zone = QTimeZone("Asia/Urumqi");
        QVERIFY(printed(sampleSale(), settings).contains(QStringLiteral("2026-11-20 16:05")));
    }

    void aFreeSaleAndAnEmptyShopComeOutWell()
    {
        Sale sale;
        sale.number = QStringLiteral("A01-000001");
        sale.at = sampleSale().at;
        const ReceiptDocument document = layoutReceipt(sale, ShopSettings {}, {}, ReceiptCopy::Original);
        const QString receipt = toPlainText(document, 32);
        QVERIFY2(receipt.contains(QStringLiteral("Total") + QStringLiteral("¥0.00").rightJustified(27)), qPrintable(receipt));
        QVERIFY(document.drawer == ReceiptDocument::Drawer::Closed);
        QVERIFY(MUST(EscPosReader::read(escPos::encodeText(document, PaperWidth::Mm80))).qrs().empty());
    }

    void percentSignsInNamesStayAsTheyAre()
    {
        Sale sale = sampleSale();
        sale.lines[0].name = QStringLiteral("70% 黑巧 %1 %2");
        sale.number = QStringLiteral("%1");
        QVERIFY(printed(sale).contains(QStringLiteral("70% 黑巧 %1 %2")));
    }

    void theTotalStandsOut()
    {
        const EscPosReader read
            = MUST(EscPosReader::read(escPos::encodeText(layoutReceipt(sampleSale(), sampleSettings(), {}, ReceiptCopy::Original), PaperWidth::Mm58)));
        const std::vector<paper::Line> lines = read.lines();
        QVERIFY(lines[0].isLarge && lines[0].isBold && lines[0].align == paper::Align::Centre && lines[0].text == u"汤圆甜品店");
        const auto total = std::find_if(lines.begin(), lines.end(), [](const paper::Line& line) { return line.text.startsWith(u"Total"); });
        QVERIFY(total != lines.end() && total->isLarge && total->isBold);
    }

    void aMemberTakesTheirCardHome()
    {
        Member member;
        member.number = QStringLiteral("10000016");
        member.tier = Tier::Gold;
        member.profile.name = QStringLiteral("王小梅");
        const EscPosReader card
            = MUST(EscPosReader::read(escPos::encodeText(layoutMemberCard(member, sampleSettings(), QStringLiteral("TYMABC")), PaperWidth::Mm58)));
        for (const QString& words : { QStringLiteral("汤圆甜品店"), QStringLiteral("王小梅"), QStringLiteral("10000016"), QStringLiteral("Gold member") })
            QVERIFY2(card.texts().contains(words), qPrintable(words));
        QCOMPARE(card.qrs().size(), size_t(1));
        QCOMPARE(card.qrs()[0].payload, QStringLiteral("TYMABC"));
        QCOMPARE(card.pulses(), 0);
    }

    void theTestPageShowsTheWidth()
    {
        ShopSettings settings = sampleSettings();
        settings.printer.paper = PaperWidth::Mm80;
        const EscPosReader read = MUST(EscPosReader::read(escPos::encodeText(layoutTestPage(settings), PaperWidth::Mm80)));
        const std::vector<paper::Line> lines = read.lines();
        QVERIFY(std::any_of(lines.begin(), lines.end(), [](const paper::Line& line) { return line.columns == 48 && line.text.startsWith(u"1234567890"); }));
        QCOMPARE(read.qrs().size(), size_t(1));
        QCOMPARE(read.cuts(), 1);
    }

    void fiveHundredLinesInTheirWorstClothes()
    {
        const Sale sale = longestSale();
        for (const PaperWidth width : { PaperWidth::Mm58, PaperWidth::Mm80 }) {
            const EscPosReader read
                = MUST(EscPosReader::read(escPos::encodeText(layoutReceipt(sale, sampleSettings(), QStringLiteral("TYR"), ReceiptCopy::Original), width)));
            QCOMPARE(read.texts().filter(QStringLiteral("￥99999.00")).size(), 500);
            for (const paper::Line& line : read.lines())
                QVERIFY2(line.columns <= (width == PaperWidth::Mm58 ? 32 : 48), qPrintable(line.text));
        }
    }
};

TANGYUAN_TEST(ReceiptLayoutTest)
#include "ReceiptLayoutTest.moc"
