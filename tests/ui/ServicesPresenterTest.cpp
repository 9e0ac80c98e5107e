// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RoomTest.h"
#include "tests/ui/MemberDesk.h"
#include "ui/members/StatementPresenter.h"

#include <QFile>

using namespace tangyuan;
using namespace Qt::StringLiterals;

class ServicesPresenterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatTheRulesKnowIsOnTheBoard();
    void rechargesByAnOffer();
    void rechargesAnotherAmount();
    void checksInOnceADay();
    void sellsForPointsUntilNothingIsLeft();
    void handsGiftsOverAndTakesThemBack();
    void drawsWithPublishedOdds();
    void donatesAndAdjusts();
    void invitesAFriend();
    void paysPrincipalOut();
    void setsChangesAndForgetsThePin();
    void writesFeedbackAndAnswers();
    void tagsAMember();
    void givesTheBirthdayGiftByHand();
    void showsAndSavesTheStatement();
    void undoesARechargeWithAReason();
    void undoesAPayOut();
    void undoesOnlyWhatIsNotSpent();
    void greysOutWhatCannotBeUndone();
    void overNewYearTheTileAgreesWithTheLedger();
};

void ServicesPresenterTest::onlyWhatTheRulesKnowIsOnTheBoard()
{
    LoyaltyRules plain;
    plain.effectiveFrom = { 20261120 };
    MemberDesk few(plain);
    for (const char* title : { "Check in", "Points mall", "Draw", "Donate", "Invitation", "Events", "Reviews", "Give by hand" })
        QCOMPARE(few.tile(QString::fromLatin1(title)).title, u"no such tile"_s);
    QCOMPARE(few.tile(u"Gifts"_s).obstacle, u"No gift waits"_s);
    MemberDesk many;
    for (const char* title : { "Check in", "Points mall", "Draw", "Donate", "Invitation", "Events", "Reviews", "Give by hand", "Recharge" })
        QVERIFY2(many.tile(QString::fromLatin1(title)).obstacle.isEmpty(), title);
    const size_t home = many.services->view().tiles.size();
    many.services->pickKey(u's'); // the statement opens and closes
    QCOMPARE(many.services->view().tiles.size(), home);
}

void ServicesPresenterTest::rechargesByAnOffer()
{
    MemberDesk desk;
    desk.services->pickKey(u'1');
    QCOMPARE(desk.tile(u"充 200 送 20"_s).trailing, u"¥200.00"_s);
    desk.pick(u"充 200 送 20"_s);
    desk.pick(u"Cash"_s);
    QCOMPARE(desk.balances().value, (ValueSplit { { 20'000 }, { 2'000 } }));
    QVERIFY(desk.notice().contains(u"¥220.00"_s));
    QTRY_COMPARE(desk.printer.printed.size(), size_t(1));
    QCOMPARE(desk.printer.printed[0].drawer, ReceiptDocument::Drawer::Open);
    QVERIFY2(
        desk.paper(0).contains(u"+¥200.00"_s) && desk.paper(0).contains(u"+¥20.00"_s) && desk.paper(0).contains(u"充 200 送 20"_s), qPrintable(desk.paper(0)));
    desk.services->pickKey(u'1');
    QVERIFY(!desk.tile(u"充 200 送 20"_s).obstacle.isEmpty()); // once for each member
}

void ServicesPresenterTest::rechargesAnotherAmount()
{
    MemberDesk desk;
    desk.services->pickKey(u'1');
    desk.services->pickKey(u'0'); // thought better of it
    QCOMPARE(desk.services->view().title, u"Recharge"_s);
    desk.prompts.amount = Money { 12'345 };
    desk.services->pickKey(u'0');
    desk.pick(u"WeChat Pay"_s);
    QCOMPARE(desk.balances().value, (ValueSplit { { 12'345 }, {} }));
    desk.prompts.amount = Money { 20'000 }; // exactly what the offer asks for
    desk.services->pickKey(u'1');
    desk.services->pickKey(u'0');
    desk.pick(u"Card"_s);
    QCOMPARE(desk.balances().value, (ValueSplit { { 32'345 }, { 2'000 } }));
    QCOMPARE(desk.prompts.amountQuestions.back().most, Money { 500'000 - 12'345 });
}

void ServicesPresenterTest::checksInOnceADay()
{
    MemberDesk desk;
    desk.services->pickKey(u'3');
    QCOMPARE(desk.balances().points, Points { 5 });
    QVERIFY(!desk.tile(u"Check in"_s).obstacle.isEmpty());
    desk.services->pickKey(u'3');
    QCOMPARE(desk.balances().points, Points { 5 });
    desk.services->undo();
    QCOMPARE(desk.balances().points, Points {});
    QCOMPARE(desk.services->view().undo, ServicesPresenter::View::Undo::Impossible);
    desk.services->pickKey(u'3');
    desk.world.clock().advanceMs(24 * 3'600'000);
    desk.serve(desk.member);
    QCOMPARE(desk.tile(u"Check in"_s).detail, u"Day 2 in a row"_s);
    desk.services->pickKey(u'3');
    QCOMPARE(desk.balances().points, Points { 10 });
}

void ServicesPresenterTest::sellsForPointsUntilNothingIsLeft()
{
    MemberDesk desk;
    desk.give(120);
    desk.services->pickKey(u'4');
    QCOMPARE(desk.tile(u"免费升杯"_s).trailing, u"40 points"_s);
    QCOMPARE(desk.tile(u"免费升杯"_s).struck, u"50"_s);
    QCOMPARE(desk.tile(u"钥匙扣"_s).detail, u"1 left"_s);
    desk.pick(u"钥匙扣"_s);
    QCOMPARE(desk.balances().points, Points { 20 });
    QTRY_COMPARE(desk.printer.printed.size(), size_t(1));
    QCOMPARE(desk.tile(u"钥匙扣"_s).obstacle, u"Sold out"_s);
    QCOMPARE(desk.tile(u"免费升杯"_s).obstacle, u"20 points short"_s);
    desk.pick(u"钥匙扣"_s); // nothing happens
    QCOMPARE(desk.balances().points, Points { 20 });
    desk.services->undo();
    QCOMPARE(desk.notice(), u"Undone."_s);
    QCOMPARE(desk.balances().points, Points { 120 });
    QCOMPARE(desk.tile(u"钥匙扣"_s).detail, u"1 left"_s);
}

void ServicesPresenterTest::handsGiftsOverAndTakesThemBack()
{
    MemberDesk desk;
    desk.give(120);
    desk.services->pickKey(u'4');
    desk.pick(u"免费升杯"_s);
    desk.services->back();
    QCOMPARE(desk.tile(u"Gifts"_s).trailing, u"1 waiting"_s);
    desk.services->pickKey(u'2');
    QVERIFY(desk.tile(u"免费升杯"_s).detail.startsWith(u"Until "_s));
    desk.pick(u"免费升杯"_s);
    QVERIFY(desk.services->view().tiles.empty());
    desk.services->undo();
    QCOMPARE(desk.services->view().tiles.size(), size_t(1));
    QTRY_COMPARE(desk.printer.printed.size(), size_t(2));
}

void ServicesPresenterTest::drawsWithPublishedOdds()
{
    MemberDesk desk;
    desk.give(15);
    desk.services->pickKey(u'5');
    QCOMPARE(desk.services->view().rows.size(), size_t(2));
    QCOMPARE(desk.services->view().rows[0].right, u"2.5 %"_s);
    QCOMPARE(desk.services->view().rows[1].right, u"97.5 %"_s);
    desk.pick(u"转盘"_s);
    QVERIFY(desk.notice().startsWith(u"Drawn: "_s));
    QVERIFY(!desk.tile(u"转盘"_s).obstacle.isEmpty());
    QCOMPARE(desk.services->view().undo, ServicesPresenter::View::Undo::Impossible); // luck is not undone
    QTRY_COMPARE(desk.printer.printed.size(), size_t(1));
}

void ServicesPresenterTest::donatesAndAdjusts()
{
    MemberDesk desk;
    desk.prompts.count = 100;
    desk.services->pickKey(u'a'); // without a reason nothing happens
    QCOMPARE(desk.balances().points, Points {});
    desk.prompts.texts = { u"补登"_s };
    desk.services->pickKey(u'a');
    QCOMPARE(desk.balances().points, Points { 100 });
    desk.prompts.count = -30;
    desk.prompts.texts = { u"多给了"_s };
    desk.services->pickKey(u'a');
    QCOMPARE(desk.balances().points, Points { 70 });
    desk.services->undo();
    QCOMPARE(desk.balances().points, Points { 100 });
    desk.prompts.texts = { u"多给了"_s };
    desk.services->pickKey(u'a');
    desk.services->pickKey(u'6');
    desk.prompts.count = 20;
    desk.pick(u"助学"_s);
    QCOMPARE(desk.balances().points, Points { 50 });
    desk.services->undo();
    QCOMPARE(desk.balances().points, Points { 70 });
}

void ServicesPresenterTest::invitesAFriend()
{
    MemberDesk desk;
    desk.world.clock().advanceMs(1'000);
    const Member friendOfHers = desk.world.member("13900139000", "李强");
    desk.serve(friendOfHers);
    desk.prompts.texts = { u"13700137000"_s };
    desk.services->pickKey(u'7');
    QCOMPARE(desk.services->view().notice->tone, Notice::Tone::Trouble);
    desk.prompts.texts = { u"13900139000"_s }; // oneself
    desk.services->pickKey(u'7');
    QCOMPARE(desk.services->view().notice->tone, Notice::Tone::Trouble);
    desk.prompts.texts = { u"13800138000"_s };
    desk.services->pickKey(u'7');
    QCOMPARE(desk.services->view().notice->tone, Notice::Tone::Good);
    QVERIFY(!desk.tile(u"Invitation"_s).obstacle.isEmpty());
    desk.world.sell(desk.world.cart({ { "1", 1 } }), friendOfHers);
    QCOMPARE(desk.balances().points, Points { 50 });
}

void ServicesPresenterTest::paysPrincipalOut()
{
    MemberDesk desk;
    QVERIFY(!desk.tile(u"Pay out"_s).obstacle.isEmpty());
    desk.recharge(10'000);
    desk.serve(desk.member);
    desk.prompts.amount = Money { 4'000 };
    desk.services->pickKey(u'o');
    desk.pick(u"Cash"_s);
    QCOMPARE(desk.balances().value.principal, Money { 6'000 });
    QTRY_COMPARE(desk.printer.printed.size(), size_t(1));
    QCOMPARE(desk.printer.printed[0].drawer, ReceiptDocument::Drawer::Open);
}

void ServicesPresenterTest::setsChangesAndForgetsThePin()
{
    MemberDesk desk;
    desk.services->pickKey(u'p');
    desk.prompts.pins = { u"1234"_s, u"1234"_s, u"2580"_s, u"2581"_s, u"2580"_s, u"2580"_s };
    desk.pick(u"Set a PIN"_s);
    QVERIFY(MUST(desk.world.till().pins().isSet(desk.member.key)));
    QVERIFY(!desk.prompts.pinQuestions[2].problem.isEmpty());           // too easy
    QVERIFY(!desk.prompts.pinQuestions[4].problem.isEmpty());           // not the same
    desk.prompts.pins = { u"9999"_s, u"2580"_s, u"8642"_s, u"8642"_s }; // wrong, then right
    desk.pick(u"Change the PIN"_s);
    QVERIFY(desk.world.till().pins().check(desk.member.key, u"8642"_s));
    desk.prompts.answer = Prompts::Answer::No;
    desk.prompts.pins = { u"7531"_s, u"7531"_s };
    desk.pick(u"PIN forgotten"_s);
    QVERIFY(desk.world.till().pins().check(desk.member.key, u"8642"_s));
    desk.prompts.pins = { u"8642"_s };
    desk.pick(u"Remove the PIN"_s);
    QVERIFY(!MUST(desk.world.till().pins().isSet(desk.member.key)));
}

void ServicesPresenterTest::writesFeedbackAndAnswers()
{
    MemberDesk desk;
    desk.services->pickKey(u'f');
    desk.prompts.texts = { u"太甜了"_s };
    desk.services->pickKey(u'0');
    QCOMPARE(desk.tile(u"太甜了"_s).detail, u"Not answered yet"_s);
    desk.prompts.texts = { u"下次少糖"_s };
    desk.pick(u"太甜了"_s);
    QVERIFY(desk.tile(u"太甜了"_s).detail.contains(u"下次少糖"_s));
}

void ServicesPresenterTest::tagsAMember()
{
    MemberDesk desk;
    desk.services->pickKey(u't');
    desk.prompts.texts = { u"花生过敏"_s };
    desk.services->pickKey(u'0');
    QCOMPARE(desk.tile(u"花生过敏"_s).detail, u"By hand"_s);
    desk.pick(u"花生过敏"_s);
    QCOMPARE(MUST(desk.world.till().segments().tags(desk.member.key)).size(), size_t(0));
    desk.services->undo();
    QCOMPARE(MUST(desk.world.till().segments().tags(desk.member.key)).size(), size_t(1));
}

void ServicesPresenterTest::givesTheBirthdayGiftByHand()
{
    MemberDesk desk;
    desk.services->pickKey(u'g');
    QCOMPARE(desk.tile(u"Birthday gift"_s).obstacle, u"The birthday is not known"_s);
    Profile profile = desk.member.profile;
    profile.birthday = QDate(1990, 11, 2);
    desk.member = MUST(desk.world.till().members().update(desk.member.key, profile));
    desk.serve(desk.member);
    desk.services->pickKey(u'g');
    desk.pick(u"Birthday gift"_s);
    QCOMPARE(desk.balances().points, Points { 88 });
    QCOMPARE(desk.tile(u"Birthday gift"_s).obstacle, u"Had already this year"_s);
    desk.services->undo();
    QCOMPARE(desk.balances().points, Points {});
}

void ServicesPresenterTest::showsAndSavesTheStatement()
{
    MemberDesk desk;
    desk.world.sell(desk.world.cart({ { "1", 100 } }), desk.member);
    desk.world.clock().advanceMs(1'000);
    desk.recharge(10'000);
    for (int i = 0; i < 60; ++i)
        desk.give(1);
    QString csv;
    desk.prompts.tableFile = desk.world.folder() + u"/statement.csv"_s;
    desk.prompts.statement = [&](StatementPresenter& presenter) {
        QCOMPARE(presenter.view().statement.lines.size(), size_t(50));
        QCOMPARE(presenter.view().statement.points, Points { 240 });
        QCOMPARE(presenter.view().statement.lines[0].balance, 240);
        presenter.more();
        QCOMPARE(presenter.view().statement.lines.size(), size_t(62));
        QCOMPARE(presenter.view().statement.lines.back().changeText(), u"+180"_s);
        QCOMPARE(presenter.view().statement.lines.back().balance, 180);
        QCOMPARE(presenter.view().statement.lines[60].changeText(), u"+¥100.00"_s);
        presenter.print();
        presenter.exportCsv(CsvEncoding::Utf8);
        QFile file(*desk.prompts.tableFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        csv = QString::fromUtf8(file.readAll());
    };
    desk.services->pickKey(u's');
    QCOMPARE(csv.count(u"\r\n"_s), 63);
    QVERIFY2(csv.contains(u"2026-11-20,recharge,,principal,100.00,100.00,"_s), qPrintable(csv));
    QTRY_COMPARE(desk.printer.printed.size(), size_t(1));
}

void ServicesPresenterTest::undoesARechargeWithAReason()
{
    MemberDesk desk;
    desk.services->pickKey(u'1');
    desk.pick(u"充 200 送 20"_s);
    desk.pick(u"Cash"_s);
    desk.services->undo(); // no reason, nothing happens
    QCOMPARE(desk.balances().value, (ValueSplit { { 20'000 }, { 2'000 } }));
    desk.services->pickKey(u'u');
    const ServicesPresenter::Tile tile = desk.tile(u"Recharge"_s);
    QVERIFY2(tile.trailing.contains(u"+¥200.00"_s) && tile.trailing.contains(u"+¥20.00 on top"_s), qPrintable(tile.trailing));
    QVERIFY(tile.obstacle.isEmpty());
    desk.prompts.texts = { u"充错人"_s };
    desk.pick(u"Recharge"_s);
    const QString asked = desk.prompts.textQuestions.back().detail;
    QVERIFY2(asked.contains(u"Back to the customer: Cash ¥200.00"_s) && asked.contains(u"-¥200.00, -¥20.00 on top"_s), qPrintable(asked));
    QCOMPARE(desk.balances().value, ValueSplit {});
    QCOMPARE(desk.tile(u"Recharge"_s).obstacle, u"Undone already"_s);
    QTRY_COMPARE(desk.printer.printed.size(), size_t(2));
    QCOMPARE(desk.printer.printed[1].drawer, ReceiptDocument::Drawer::Open);
    QVERIFY2(desk.paper(1).contains(u"Undone"_s) && desk.paper(1).contains(u"-¥200.00"_s) && desk.paper(1).contains(u"Signature"_s), qPrintable(desk.paper(1)));
    desk.services->back();
    desk.services->pickKey(u'1');
    QVERIFY(desk.tile(u"充 200 送 20"_s).obstacle.isEmpty()); // it counts no more
}

void ServicesPresenterTest::undoesAPayOut()
{
    MemberDesk desk;
    desk.recharge(10'000);
    desk.serve(desk.member);
    desk.prompts.amount = Money { 4'000 };
    desk.services->pickKey(u'o');
    desk.pick(u"WeChat Pay"_s);
    desk.prompts.texts = { u"金额不对"_s };
    desk.services->undo();
    QVERIFY(desk.prompts.textQuestions.back().detail.contains(u"Back from the customer: WeChat Pay ¥40.00"_s));
    QCOMPARE(desk.balances().value.principal, Money { 10'000 });
    QTRY_COMPARE(desk.printer.printed.size(), size_t(2));
    QVERIFY(!desk.paper(1).contains(u"Signature"_s));
}

void ServicesPresenterTest::undoesOnlyWhatIsNotSpent()
{
    MemberDesk desk;
    desk.services->pickKey(u'1');
    desk.pick(u"充 200 送 20"_s);
    desk.pick(u"Cash"_s);
    Cart cart = desk.world.cart({ { "1", 1 } });
    cart.member = desk.member.id;
    MUST(desk.world.till().checkout().commit({ cart, { { TenderMethod::StoredValue, { 1'800 } } }, desk.member, {} }));
    desk.services->pickKey(u'u');
    QCOMPARE(desk.tile(u"Recharge"_s).obstacle, u"Partly spent already"_s);
    desk.prompts.texts = { u"充错人"_s };
    desk.services->back();
    // Points that are spent are owed, and that is said before.
    desk.give(120);
    desk.services->pickKey(u'4');
    desk.pick(u"钥匙扣"_s);
    desk.services->back();
    desk.services->pickKey(u'u');
    desk.prompts.texts = { u"多给了"_s };
    desk.pick(u"Adjusted by hand"_s);
    QVERIFY2(desk.prompts.textQuestions.back().detail.contains(u"will owe 99"_s), qPrintable(desk.prompts.textQuestions.back().detail));
    QCOMPARE(desk.balances().points, Points { -99 }); // the sale gave one
}

void ServicesPresenterTest::greysOutWhatCannotBeUndone()
{
    MemberDesk desk;
    desk.services->pickKey(u'u');
    QVERIFY(desk.services->view().tiles.empty());
    QVERIFY(desk.services->view().sentence.startsWith(u"Nothing was done yet"_s));
    desk.give(15);
    desk.services->back();
    desk.services->pickKey(u'5');
    desk.pick(u"转盘"_s);
    desk.services->back();
    desk.services->pickKey(u'u');
    QCOMPARE(desk.tile(u"Draw: 转盘"_s).obstacle, u"A draw stands"_s);
}

void ServicesPresenterTest::overNewYearTheTileAgreesWithTheLedger()
{
    LoyaltyRules rules = generousRules();
    rules.tiers.birthdayWindow = BirthdayWindow::Week;
    MemberDesk desk(rules);
    Profile profile = desk.member.profile;
    profile.birthday = QDate(1990, 1, 2); // Saturday of the week that begins on 28 December 2026
    desk.member = MUST(desk.world.till().members().update(desk.member.key, profile));
    const auto boardOn = [&](QDate date) {
        desk.world.goTo(date);
        desk.serve(desk.member);
        desk.services->pickKey(u'g');
    };
    boardOn(QDate(2026, 12, 30));
    desk.pick(u"Birthday gift"_s);
    QCOMPARE(desk.balances().points, Points { 88 });
    for (const QDate date : { QDate(2026, 12, 31), QDate(2027, 1, 2), QDate(2027, 6, 1) }) {
        boardOn(date);
        QCOMPARE(desk.tile(u"Birthday gift"_s).obstacle, u"Had already this year"_s);
        QVERIFY(!desk.world.till().loyalty().giveBirthday(desk.member));
    }
    boardOn(QDate(2026, 12, 20)); // the year before has its own
    QVERIFY(desk.tile(u"Birthday gift"_s).obstacle.isEmpty());
    QVERIFY(desk.world.till().loyalty().giveBirthday(desk.member));
}

TANGYUAN_TEST(ServicesPresenterTest)
#include "ServicesPresenterTest.moc"
