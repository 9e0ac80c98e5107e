// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/till/Counter.h"
#include "tests/support/RoomTest.h"
#include "ui/widgets/Banner.h"

#include <QPushButton>
#include <QTemporaryDir>

using namespace tangyuan;
using namespace Qt::StringLiterals;

/// The real window, driven by keys alone.
class CounterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sellsByKeyboardAlone();
    void takesAScanWhereverTheFocusIs();
    void leavesTypingAlone();
    void registersATypedPhone();
    void splitsTheTender();
    void paysExactCashByEnter();
    void showsTheChange();
    void tellsThatThePrinterIsOutOfPaper();
    void bringsTheCartBack();
    void keepsKeysOfTheCartApartFromTheBox();
    void choosesFromTheResults();
    void suspendsAndRecalls();
    void tidiesTheLogInAQuietMoment();
    void opensEveryPage();
    void marksWrongSettings();
    void anotherCashierTakesTheTill();
    void rechargesPaysWithItAndRefunds();
    void fitsTheSmallestCounter();
};

void CounterTest::sellsByKeyboardAlone()
{
    Counter counter;
    counter.type(u"1"_s);
    counter.type(u"2*4"_s);
    QCOMPARE(counter.text("totalAmount"), u"¥43.00"_s);
    Counter::whenAsked(u"payDialog"_s, [](QWidget& dialog) { QTest::keyClick(dialog.findChild<QLineEdit*>(u"amount"_s), Qt::Key_Return); });
    counter.press(Qt::Key_F2);
    QTRY_VERIFY(counter.view().lastSale);
    QCOMPARE(counter.view().lastSale->total, Money { 4'300 });
    QTRY_COMPARE(counter.printer.printed.size(), size_t(1));
    QCOMPARE(QApplication::focusWidget(), counter.box());
}

void CounterTest::takesAScanWhereverTheFocusIs()
{
    Counter counter;
    counter.window().perform(ActionId::GoSettings);
    auto* shopName = counter.window().findChild<QWidget*>(u"settingsPage"_s)->findChild<QLineEdit*>(u"shopName"_s);
    const QString before = shopName->text();
    shopName->setFocus();
    counter.wedge("6901234567892");
    QTRY_COMPARE(counter.view().cart.lines.size(), size_t(1));
    QCOMPARE(shopName->text(), before);
    QTRY_VERIFY(counter.box()->isVisible()); // the counter came to the front
    counter.wedge("6901234567892");
    QTRY_COMPARE(counter.view().cart.lines[0].quantity.amount, 2);
    QCOMPARE(counter.box()->text(), QString());
}

void CounterTest::leavesTypingAlone()
{
    Counter counter;
    for (const char character : QByteArray("mgbj")) {
        QTest::keyClick(QGuiApplication::focusWindow(), character);
        QTest::qWait(70);
    }
    QTRY_COMPARE(counter.box()->text(), u"mgbj"_s);
    QTRY_COMPARE(counter.view().results.size(), size_t(1));
}

void CounterTest::registersATypedPhone()
{
    Counter counter;
    Counter::whenAsked(u"registerDialog"_s, [](QWidget& dialog) {
        QTest::keyClicks(dialog.findChild<QLineEdit*>(u"name"_s), u"Anna"_s);
        QTest::keyClick(dialog.findChild<QLineEdit*>(u"name"_s), Qt::Key_Return);
    });
    Counter::whenAsked(u"printCardDialog"_s, [](QWidget& dialog) { QTest::keyClick(&dialog, Qt::Key_Return); });
    counter.type(u"13912345678"_s);
    QTRY_VERIFY(counter.view().member);
    QCOMPARE(counter.view().member->member.profile.phone, u"+8613912345678"_s);
    QTRY_COMPARE(counter.text("memberName"), u"Anna"_s);
    QTRY_COMPARE(counter.printer.printed.size(), size_t(1));
}

void CounterTest::splitsTheTender()
{
    Counter counter;
    counter.type(u"1"_s);
    Counter::whenAsked(u"payDialog"_s, [](QWidget& dialog) {
        auto* amount = dialog.findChild<QLineEdit*>(u"amount"_s);
        QTest::keyClick(amount, Qt::Key_Right); // WeChat Pay
        amount->selectAll();
        QTest::keyClicks(amount, u"10"_s);
        QTest::keyClick(amount, Qt::Key_Return);
        QCOMPARE(dialog.findChild<QLabel*>(u"due"_s)->text(), u"¥8.00"_s);
        QTest::keyClick(amount, Qt::Key_Left); // cash
        QTest::keyClicks(amount, u"20"_s);
        QCOMPARE(dialog.findChild<QLabel*>(u"due"_s)->text(), u"¥12.00"_s); // what comes back
        QTest::keyClick(amount, Qt::Key_Return);
    });
    counter.press(Qt::Key_F2);
    QTRY_VERIFY(counter.view().lastSale);
    const std::vector<Tender> expected { { TenderMethod::WeChatPay, { 1'000 } }, { TenderMethod::Cash, { 2'000 } } };
    QCOMPARE(counter.view().lastSale->tenders, expected);
    QCOMPARE(counter.view().lastSale->change, Money { 1'200 });
}

void CounterTest::paysExactCashByEnter()
{
    Counter counter;
    counter.type(u"4"_s);
    Counter::whenAsked(u"payDialog"_s, [](QWidget& dialog) { QTest::keyClick(&dialog, Qt::Key_Escape); });
    counter.press(Qt::Key_F2);
    QVERIFY(!counter.view().lastSale); // Escape goes back to the cart
    QCOMPARE(counter.view().cart.lines.size(), size_t(1));
    Counter::whenAsked(u"payDialog"_s, [](QWidget& dialog) { QTest::keyClick(dialog.findChild<QLineEdit*>(u"amount"_s), Qt::Key_Return); });
    counter.press(Qt::Key_F2);
    QTRY_VERIFY(counter.view().lastSale);
    QCOMPARE(counter.view().lastSale->change, Money {});
}

void CounterTest::showsTheChange()
{
    Counter counter;
    counter.type(u"4"_s);
    Counter::whenAsked(u"payDialog"_s, [](QWidget& dialog) { QTest::mouseClick(dialog.findChild<QPushButton*>(u"cash_100.00"_s), Qt::LeftButton); });
    counter.press(Qt::Key_F2);
    QTRY_COMPARE(counter.text("changeAmount"), u"¥87.50"_s);
    QVERIFY(counter.window().findChild<QLabel*>(u"changeAmount"_s)->isVisible());
    counter.type(u"1"_s);
    QVERIFY(!counter.window().findChild<QLabel*>(u"changeAmount"_s)->isVisible());
}

void CounterTest::tellsThatThePrinterIsOutOfPaper()
{
    Counter counter;
    counter.printer.trouble = ErrorCode::PrinterOutOfPaper;
    counter.type(u"1"_s);
    Counter::whenAsked(u"payDialog"_s, [](QWidget& dialog) { QTest::keyClick(dialog.findChild<QLineEdit*>(u"amount"_s), Qt::Key_Return); });
    counter.press(Qt::Key_F2);
    auto* banner = counter.window().findChild<Banner*>(u"printBanner"_s);
    QTRY_VERIFY(banner->isVisible());
    QCOMPARE(banner->text(), u"The sale is saved. The printer is out of paper."_s);
    QCOMPARE(MUST(counter.world.till().sales().recent(5)).size(), size_t(1));
    counter.printer.trouble.reset();
    counter.press(Qt::Key_F8);
    QTRY_COMPARE(counter.printer.printed.size(), size_t(1));
    QTRY_VERIFY(!banner->isVisible());
}

void CounterTest::bringsTheCartBack()
{
    Counter counter;
    counter.type(u"2"_s);
    counter.type(u"3*1"_s);
    counter.crash();
    QCOMPARE(counter.text("totalAmount"), u"¥80.00"_s);
    QTRY_VERIFY(counter.window().findChild<Banner*>(u"noticeBanner"_s)->isVisible());
}

void CounterTest::keepsKeysOfTheCartApartFromTheBox()
{
    Counter counter;
    counter.type(u"1"_s);
    counter.press(Qt::Key_Plus, Qt::ShiftModifier);
    QCOMPARE(counter.view().cart.lines[0].quantity.amount, 2);
    QTest::keyClicks(counter.box(), u"1-1"_s); // within words it is only a character
    QCOMPARE(counter.view().cart.lines[0].quantity.amount, 2);
    counter.press(Qt::Key_Escape);
    QCOMPARE(counter.box()->text(), QString());
    counter.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(counter.view().cart.lines[0].quantity.amount, 1);
    counter.press(Qt::Key_Delete);
    QVERIFY(counter.view().cart.isEmpty());
}

void CounterTest::choosesFromTheResults()
{
    Counter counter;
    const Member member = counter.world.member("13800138000", "红豆妹");
    QTRY_VERIFY(counter.view().results.empty());
    counter.box()->setText(u"红豆"_s);
    Q_EMIT counter.box()->textEdited(u"红豆"_s);
    QTRY_COMPARE(counter.view().results.size(), size_t(2));
    counter.press(Qt::Key_Down);
    counter.press(Qt::Key_Return);
    QVERIFY(counter.view().member);
    QCOMPARE(counter.view().member->member.key, member.key);
}

void CounterTest::suspendsAndRecalls()
{
    Counter counter;
    counter.type(u"1"_s);
    counter.press(Qt::Key_F3);
    QVERIFY(counter.view().cart.isEmpty());
    Counter::whenAsked(u"recallDialog"_s, [](QWidget& dialog) { QTest::keyClick(dialog.focusWidget(), Qt::Key_Return); });
    counter.press(Qt::Key_F4);
    QTRY_COMPARE(counter.view().cart.lines.size(), size_t(1));
}

void CounterTest::tidiesTheLogInAQuietMoment()
{
    Counter counter;
    counter.type(u"1"_s);
    Counter::whenAsked(u"payDialog"_s, [](QWidget& dialog) { QTest::keyClick(dialog.findChild<QLineEdit*>(u"amount"_s), Qt::Key_Return); });
    counter.press(Qt::Key_F2);
    QTRY_VERIFY(counter.view().lastSale);
    const auto salesWithoutTheLog = [&] {
        const QTemporaryDir folder;
        const QString copy = folder.filePath(u"copy.sqlite"_s);
        QFile::copy(counter.world.till().database().filePath(), copy);
        const auto database = Database::open(copy, Database::Access::Reader);
        return database ? (*database)->integer("SELECT count(*) FROM sales").value_or(0) : 0;
    };
    QCOMPARE(salesWithoutTheLog(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(salesWithoutTheLog(), 1, 15'000);
}

void CounterTest::opensEveryPage()
{
    Counter counter;
    for (const ActionId page : { ActionId::GoMembers, ActionId::GoManager, ActionId::GoSettings, ActionId::GoSell }) {
        counter.window().perform(page);
        QTest::qWait(20);
    }
    QVERIFY(counter.box()->isVisible());
    counter.world.member("13800138000");
    counter.window().perform(ActionId::GoMembers);
    auto* search = counter.window().findChild<QLineEdit*>(u"memberSearch"_s);
    QTest::keyClicks(search, u"13800138000"_s);
    QTest::keyClick(search, Qt::Key_Return);
    for (const QString& dialog : { u"statementDialog"_s, u"servicesDialog"_s })
        Counter::whenAsked(dialog, [](QWidget& shown) { QTest::keyClick(&shown, Qt::Key_Escape); });
    QTest::mouseClick(counter.window().findChild<QPushButton*>(u"memberStatement"_s), Qt::LeftButton);
    counter.window().perform(ActionId::Services); // of the member on this page
    counter.window().perform(ActionId::GoSell);
    counter.press(Qt::Key_F1);
    auto* help = counter.window().findChild<QWidget*>(u"HelpOverlay"_s);
    QVERIFY(help && help->isVisible());
    QTest::keyClick(help, Qt::Key_Escape);
    QTRY_VERIFY(!counter.window().findChild<QWidget*>(u"HelpOverlay"_s));
    QTRY_COMPARE(QApplication::focusWidget(), counter.box());
}

void CounterTest::marksWrongSettings()
{
    Counter counter;
    counter.window().perform(ActionId::GoSettings);
    auto* page = counter.window().findChild<QWidget*>(u"settingsPage"_s);
    auto* rate = page->findChild<QLineEdit*>(u"goldRate"_s);
    rate->setText(u"120"_s);
    QTest::mouseClick(page->findChild<QPushButton*>(u"saveSettings"_s), Qt::LeftButton);
    QCOMPARE(rate->property("state").toString(), u"wrong"_s);
    QCOMPARE(counter.world.till().rules().tiers.tiers[2].rate.value, 9'500);
    rate->setText(u"92.5"_s);
    page->findChild<QLineEdit*>(u"shopName"_s)->setText(u"新店名"_s);
    QTest::mouseClick(page->findChild<QPushButton*>(u"saveSettings"_s), Qt::LeftButton);
    QCOMPARE(counter.world.till().rules().tiers.tiers[2].rate.value, 9'250);
    QTRY_COMPARE(counter.text("shopName"), u"新店名"_s);
}

void CounterTest::anotherCashierTakesTheTill()
{
    Counter counter;
    MUST(counter.world.till().cashiers().add(u"王芳"_s));
    counter.window().perform(ActionId::GoSettings);
    auto* typed = counter.window().findChild<QLineEdit*>(u"cashier"_s);
    QCOMPARE(typed->text(), u"小林"_s);
    counter.window().perform(ActionId::GoSell);
    counter.type(u"2*1"_s);
    auto* name = counter.window().findChild<QPushButton*>(u"cashierName"_s);
    QVERIFY(name->text().contains(u"小林"_s));
    Counter::whenAsked(u"cashierDialog"_s, [](QWidget& dialog) {
        QVERIFY(!dialog.findChild<QPushButton*>(u"endCashier"_s)->isEnabled()); // 小林 stands only in the settings
        QTest::keyClick(dialog.findChild<QWidget*>(u"choices"_s), Qt::Key_Down);
        QVERIFY(dialog.findChild<QPushButton*>(u"endCashier"_s)->isEnabled());
        QTest::keyClick(dialog.findChild<QWidget*>(u"choices"_s), Qt::Key_Return);
    });
    QTest::mouseClick(name, Qt::LeftButton);
    QVERIFY(name->text().contains(u"王芳"_s));
    QCOMPARE(counter.view().cart.lines.size(), size_t(1));
    QCOMPARE(QApplication::focusWidget(), counter.box());
    QCOMPARE(typed->text(), u"王芳"_s); // or the next save of the page would undo it
    Counter::whenAsked(u"payDialog"_s, [](QWidget& dialog) { QTest::keyClick(dialog.findChild<QLineEdit*>(u"amount"_s), Qt::Key_Return); });
    counter.press(Qt::Key_F2);
    QTRY_VERIFY(counter.view().lastSale);
    QCOMPARE(counter.view().lastSale->cashier, u"王芳"_s);
    Counter::whenAsked(u"textDialog"_s, [](QWidget& dialog) {
        auto* input = dialog.findChild<QLineEdit*>(u"input"_s);
        QTest::keyClicks(input, u"Ann"_s);
        QTest::keyClick(input, Qt::Key_Return);
        Counter::whenAsked(u"cashierDialog"_s, [](QWidget& list) { QTest::keyClick(list.findChild<QWidget*>(u"choices"_s), Qt::Key_Return); });
    });
    Counter::whenAsked(u"cashierDialog"_s, [](QWidget& dialog) { QTest::mouseClick(dialog.findChild<QPushButton*>(u"addCashier"_s), Qt::LeftButton); });
    counter.press(Qt::Key_6, Qt::ControlModifier);
    QVERIFY(name->text().contains(u"Ann"_s));
}

void CounterTest::rechargesPaysWithItAndRefunds()
{
    Counter counter;
    LoyaltyRules rules;
    rules.effectiveFrom = { 20261120 };
    rules.storedValue.offers = { { .id = u"hundred"_s, .name = u"充 100 送 10"_s, .pay = { 10'000 }, .bonus = { 1'000 } } };
    MUST(counter.world.till().publishRules(rules, Till::Notice::Waived));
    const Member member = counter.world.member("13800138000");
    counter.type(u"13800138000"_s);
    QTRY_VERIFY(counter.view().member);
    Counter::whenAsked(u"servicesDialog"_s, [](QWidget& dialog) {
        for (const char key : QByteArray("11")) // recharge, the offer
            QTest::keyClick(&dialog, key);
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Return); // the first tile: cash
        QTRY_VERIFY(dialog.findChild<Banner*>(u"servicesNotice"_s)->text().contains(u"¥110.00"_s));
        QCOMPARE(dialog.findChild<QPushButton*>(u"tile1"_s)->accessibleName(), u"Recharge"_s);
        QTest::keyClick(&dialog, Qt::Key_Escape);
    });
    counter.press(Qt::Key_F7, Qt::ShiftModifier);
    QTRY_COMPARE(counter.text("memberValue"), u"¥110.00"_s);

    counter.type(u"2*1"_s);
    counter.type(u"2"_s);
    Counter::whenAsked(u"payDialog"_s, [](QWidget& dialog) {
        auto* amount = dialog.findChild<QLineEdit*>(u"amount"_s);
        QTest::keyClick(amount, Qt::Key_Right);
        QVERIFY(dialog.findChild<QPushButton*>(u"method_value"_s)->isChecked());
        QCOMPARE(amount->text(), u"62.00"_s);
        QTest::keyClick(amount, Qt::Key_Return);
    });
    counter.press(Qt::Key_F2);
    QTRY_VERIFY(counter.view().lastSale);
    QCOMPARE(MUST(counter.world.till().checkout().balances(member.key)).value.sum(), Money { 4'800 });

    Counter::whenAsked(u"receiptsDialog"_s, [](QWidget& dialog) { QTest::mouseClick(dialog.findChild<QPushButton*>(u"refund"_s), Qt::LeftButton); });
    Counter::whenAsked(u"refundDialog"_s, [](QWidget& dialog) {
        auto* lines = dialog.findChild<QWidget*>(u"refundLines"_s);
        QTest::keyClick(lines, Qt::Key_Space); // the first line stays sold
        QCOMPARE(dialog.findChild<QLabel*>(u"refundTotal"_s)->text(), u"¥26.00"_s);
        QTest::keyClick(lines, Qt::Key_Return);
    });
    counter.press(Qt::Key_F8);
    QTRY_COMPARE(MUST(counter.world.till().checkout().balances(member.key)).value.sum(), Money { 7'400 });
    QTRY_COMPARE(counter.printer.printed.size(), size_t(3)); // recharge, receipt, refund
}

void CounterTest::fitsTheSmallestCounter()
{
    Counter counter;
    const Member member = counter.world.member("13800138000", "一位名字特别特别特别特别特别特别特别长的老会员");
    for (int i = 0; i < 12; ++i)
        MUST(counter.world.till().segments().tag(member.key, { u"很长很长很长很长的标签 %1"_s.arg(i) }, {}));
    counter.type(u"13800138000"_s);
    QTRY_VERIFY(counter.view().member);
    for (const ActionId page : { ActionId::GoSell, ActionId::GoMembers, ActionId::GoManager, ActionId::GoSettings })
        counter.window().perform(page);
    const QSize least = counter.window().minimumSizeHint();
    QVERIFY2(least.width() <= 1366 && least.height() <= 768, qPrintable(u"%1×%2"_s.arg(least.width()).arg(least.height())));
}

TANGYUAN_TEST(CounterTest)
#include "CounterTest.moc"
