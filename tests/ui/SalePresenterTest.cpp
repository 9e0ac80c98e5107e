// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/SalePresenter.h"
#include "core/domain/codes/SignedCode.h"
#include "tests/support/RoomTest.h"
#include "tests/support/World.h"
#include "tests/ui/PaperPrinter.h"
#include "tests/ui/ScriptedPrompts.h"

#include <QTest>

using namespace tangyuan;
using namespace Qt::StringLiterals;

namespace {

/// A counter in the little shop, without a screen.
struct Counter {
    World world;
    PaperPrinter printer;
    ScriptedPrompts prompts;
    MemberNames names;
    std::unique_ptr<PrintDesk> desk;
    std::unique_ptr<SalePresenter> presenter;
    QString savedTo;

    Counter() { open(); }
    void open()
    {
        desk = std::make_unique<PrintDesk>(printer);
        presenter = std::make_unique<SalePresenter>(
            SalePresenter::Parts { world.till(), names, *desk, prompts, [this](const ReceiptDocument&, const QString& path) -> Result<void> {
                                      savedTo = path;
                                      return {};
                                  } });
        presenter->start();
    }
    void crash()
    {
        presenter.reset();
        desk.reset();
        world.restart();
        open();
    }
    SalePresenter* operator->() { return presenter.get(); }
    const SaleView& view() const { return presenter->view(); }
    QString notice() const { return view().notice ? view().notice->text : QString(); }
};

}

class SalePresenterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesEverythingThroughTheBox_data();
    void takesEverythingThroughTheBox();
    void asksForTheWeight();
    void changesAndUndoesTheCart();
    void findsProductsAndMembersByWords();
    void registersAnUnknownPhone();
    void bringsTheMemberWhoIsThereAlready();
    void asksAgainForAPhoneThatIsNone();
    void sellsAndPrints();
    void keepsTheSaleWhenThePrinterIsOutOfPaper();
    void splitsTheTender();
    void offersWhatPeopleHandOver();
    void refusesWhatCannotBeTaken();
    void paysWithPoints();
    void tellsTheTierThatTheSaleReached();
    void suspendsAndRecalls();
    void bringsTheCartBackAfterACrash();
    void reprintsAndSavesReceipts();
    void clearsOnlyWhenAsked();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
};

void SalePresenterTest::takesEverythingThroughTheBox_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    QTest::addColumn<qint64>("amount");
    QTest::newRow("number") << u"2"_s << u"杨枝甘露"_s << qint64(1);
    QTest::newRow("three of a number") << u"3*4"_s << u"红豆汤圆"_s << qint64(3);
    QTest::newRow("barcode") << u"6901234567892"_s << u"芒果班戟"_s << qint64(1);
    QTest::newRow("name") << u"杨枝"_s << u"杨枝甘露"_s << qint64(1);
    QTest::newRow("initials") << u"mgbj"_s << u"芒果班戟"_s << qint64(1);
}

void SalePresenterTest::takesEverythingThroughTheBox()
{
    QFETCH(QString, text);
    QFETCH(QString, name);
    QFETCH(qint64, amount);
    Counter counter;
    counter->enter(text);
    QCOMPARE(counter.view().cart.lines.size(), size_t(1));
    QCOMPARE(counter.view().cart.lines[0].product.name, name);
    QCOMPARE(counter.view().cart.lines[0].quantity.amount, amount);
    QCOMPARE(counter.view().selectedLine, 0);
}

void SalePresenterTest::asksForTheWeight()
{
    Counter counter;
    counter->enter(u"3"_s);
    QVERIFY(counter.view().cart.isEmpty()); // the cashier gave no weight
    counter.prompts.weight = Quantity::grams(455);
    counter->enter(u"3"_s);
    QCOMPARE(counter.view().quote.total, Money { 5'824 }); // ¥128.00 × 0.455 kg
}

void SalePresenterTest::changesAndUndoesTheCart()
{
    Counter counter;
    counter->enter(u"1"_s);
    counter->enter(u"2"_s);
    counter->stepQuantity(SalePresenter::Step::More);
    QCOMPARE(counter.view().quote.total, Money { 7'000 });
    counter->moveSelection(-1);
    counter->enter(u"*5"_s);
    QCOMPARE(counter.view().quote.total, Money { 14'200 });
    counter->removeSelectedLine();
    QCOMPARE(counter.view().quote.total, Money { 5'200 });
    counter->undo();
    counter->undo();
    counter->undo();
    QCOMPARE(counter.view().quote.total, Money { 4'400 });
    counter->stepQuantity(SalePresenter::Step::Less); // from one to none
    QCOMPARE(counter.view().cart.lines.size(), size_t(1));
    counter.prompts.note = u"少糖"_s;
    counter->editNote();
    QCOMPARE(counter.view().cart.lines[0].note, u"少糖"_s);
}

void SalePresenterTest::findsProductsAndMembersByWords()
{
    Counter counter;
    const Member member = counter.world.member("13800138000", "芒小果");
    counter.names.put(member.key, member.profile.name);
    counter->type(u"芒"_s);
    QCOMPARE(counter.view().results.size(), size_t(2));
    QCOMPARE(counter.view().results[0].kind, BoxResult::Kind::Product);
    QCOMPARE(counter.view().results[1].kind, BoxResult::Kind::Member);
    counter->moveSelection(1);
    counter->enter(u"芒"_s);
    QVERIFY(counter.view().member);
    QCOMPARE(counter.view().member->member.key, member.key);
    QVERIFY(counter.view().results.empty());
}

void SalePresenterTest::registersAnUnknownPhone()
{
    Counter counter;
    counter.prompts.registration = [](const MemberPrompts::Registration& form) {
        Profile profile = form.profile;
        profile.name = u"陈晓兰"_s;
        return std::optional(profile);
    };
    counter->enter(u"138 0013 8000"_s);
    QCOMPARE(counter.prompts.registrations.size(), size_t(1));
    QCOMPARE(counter.prompts.registrations[0].profile.phone, u"+8613800138000"_s);
    QVERIFY(counter.view().member);
    QCOMPARE(counter.view().member->member.profile.name, u"陈晓兰"_s);
    QTRY_COMPARE(counter.printer.printed.size(), size_t(1)); // the card
}

void SalePresenterTest::bringsTheMemberWhoIsThereAlready()
{
    Counter counter;
    const Member member = counter.world.member("13800138000");
    counter->enter(u"13800138000"_s);
    QVERIFY(counter.prompts.registrations.empty());
    QCOMPARE(counter.view().member->member.key, member.key);
    counter->detachMember();
    QVERIFY(!counter.view().member);
    counter->enter(u"8000"_s);
    QCOMPARE(counter.view().member->member.key, member.key);
    counter->detachMember();
    counter->enter(member.number);
    QCOMPARE(counter.view().member->member.key, member.key);
    counter->detachMember();
    counter->scan(makeMemberCode(member.id, counter.world.till().vault()));
    QCOMPARE(counter.view().member->member.key, member.key);
}

void SalePresenterTest::asksAgainForAPhoneThatIsNone()
{
    Counter counter;
    counter.prompts.registration = [](const MemberPrompts::Registration& form) -> std::optional<Profile> {
        if (!form.problem.isEmpty())
            return {};
        Profile profile;
        profile.phone = u"12"_s;
        return profile;
    };
    counter->registerMember();
    QCOMPARE(counter.prompts.registrations.size(), size_t(2));
    QVERIFY(!counter.prompts.registrations[1].problem.isEmpty());
    QVERIFY(!counter.view().member);
}

void SalePresenterTest::sellsAndPrints()
{
    Counter counter;
    counter.prompts.payment
        = [](Payment& payment) { return payment.take(TenderMethod::Cash, { 5'000 }) ? SalePrompts::Outcome::Paid : SalePrompts::Outcome::Cancelled; };
    counter->enter(u"1"_s);
    counter->enter(u"2"_s);
    counter->pay();
    QVERIFY(counter.view().lastSale);
    QCOMPARE(counter.view().lastSale->change, Money { 600 });
    QVERIFY(counter.view().cart.isEmpty());
    QTRY_COMPARE(counter.printer.printed.size(), size_t(1));
    QCOMPARE(MUST(counter.world.till().sales().recent(10)).size(), size_t(1));
    counter->enter(u"1"_s);
    QVERIFY(!counter.view().lastSale); // the change was shown until the next item
}

void SalePresenterTest::keepsTheSaleWhenThePrinterIsOutOfPaper()
{
    Counter counter;
    counter.printer.trouble = ErrorCode::PrinterOutOfPaper;
    counter->enter(u"1"_s);
    counter->pay();
    QTRY_COMPARE(counter.view().printTrouble, u"The sale is saved. The printer is out of paper."_s);
    QCOMPARE(MUST(counter.world.till().sales().recent(10)).size(), size_t(1));
    counter->enter(u"2"_s); // selling goes on
    QCOMPARE(counter.view().quote.total, Money { 2'600 });
    counter->reprintOrPrintAgain(); // still no paper
    QTRY_COMPARE(counter.view().printTrouble, u"The sale is saved. The printer is out of paper."_s);
    counter.printer.trouble.reset();
    counter->reprintOrPrintAgain();
    QTRY_COMPARE(counter.printer.printed.size(), size_t(1));
    QVERIFY(counter.view().printTrouble.isEmpty());
}

void SalePresenterTest::splitsTheTender()
{
    Counter counter;
    counter.prompts.payment = [](Payment& payment) {
        MUST(payment.take(TenderMethod::WeChatPay, { 1'000 }));
        if (payment.due() != Money { 800 })
            return SalePrompts::Outcome::Cancelled;
        MUST(payment.take(TenderMethod::Cash, { 1'000 }));
        return SalePrompts::Outcome::Paid;
    };
    counter->enter(u"1"_s);
    counter->pay();
    QVERIFY(counter.view().lastSale);
    QCOMPARE(counter.view().lastSale->tenders.size(), size_t(2));
    QCOMPARE(counter.view().lastSale->change, Money { 200 });
}

void SalePresenterTest::offersWhatPeopleHandOver()
{
    auto offer = [](qint64 total) {
        Quote quote;
        quote.total = { total };
        return Payment(quote, [](Points) -> Result<Quote> { return Quote(); }).quickCash();
    };
    const std::vector<Money> small { { 3'650 }, { 4'000 }, { 5'000 }, { 10'000 } };
    QCOMPARE(offer(3'650), small);
    const std::vector<Money> round { { 10'000 } };
    QCOMPARE(offer(10'000), round);
    QVERIFY(offer(0).empty());
}

void SalePresenterTest::refusesWhatCannotBeTaken()
{
    Quote quote;
    quote.total = { 1'000 };
    Payment payment(quote, [](Points) -> Result<Quote> { return Quote(); });
    QCOMPARE(payment.take(TenderMethod::Card, { 1'001 }).error().code, ErrorCode::TenderInvalid);
    QCOMPARE(payment.take(TenderMethod::Cash, { -1 }).error().code, ErrorCode::TenderInvalid);
    QCOMPARE(payment.take(TenderMethod::Cash, {}).error().code, ErrorCode::TenderInvalid);
    MUST(payment.take(TenderMethod::Cash, { 1'000 }));
    QCOMPARE(payment.take(TenderMethod::Cash, { 1 }).error().code, ErrorCode::TenderInvalid);
    payment.takeBackLast();
    QCOMPARE(payment.due(), Money { 1'000 });
}

void SalePresenterTest::paysWithPoints()
{
    Counter counter;
    const Member member = counter.world.member("13800138000");
    counter->enter(u"13800138000"_s);
    counter->enter(u"1"_s);
    counter->choosePoints();
    QCOMPARE(counter.view().cart.pointsWanted, Points {}); // there are none yet
    counter->enter(u"400*1"_s);                            // 401 × ¥18.00 earn 721 points
    counter->pay();
    QCOMPARE(MUST(counter.world.till().checkout().pointsBalance(member.key)), Points { 721 });
    counter->enter(u"13800138000"_s);
    counter->enter(u"1"_s);
    counter->choosePoints();
    QCOMPARE(counter.view().quote.total, Money { 800 });
    counter->pay();
    QCOMPARE(counter.view().lastSale->pointsSpent, Points { 500 });
}

void SalePresenterTest::suspendsAndRecalls()
{
    Counter counter;
    counter->enter(u"1"_s);
    counter->suspend();
    QVERIFY(counter.view().cart.isEmpty());
    QCOMPARE(counter.view().suspendedCarts, 1);
    counter->enter(u"2"_s);
    counter->recall(); // the one on the counter is put aside, not lost
    QCOMPARE(counter.view().cart.lines[0].product.name, u"芒果班戟"_s);
    QCOMPARE(counter.view().suspendedCarts, 1);
    counter->clearCart();
    counter->recall();
    QCOMPARE(counter.view().cart.lines[0].product.name, u"杨枝甘露"_s);
    QCOMPARE(counter.view().suspendedCarts, 0);
}

void SalePresenterTest::bringsTheCartBackAfterACrash()
{
    Counter counter;
    counter.world.member("13800138000");
    counter->enter(u"13800138000"_s);
    counter->enter(u"3*1"_s);
    const Cart before = counter.view().cart;
    counter.crash();
    QCOMPARE(counter.view().cart.id, before.id);
    QCOMPARE(counter.view().cart.lines, before.lines);
    QVERIFY(counter.view().member);
    QVERIFY(!counter.notice().isEmpty());
    counter->pay();
    counter.crash();
    QVERIFY(counter.view().cart.isEmpty());
}

void SalePresenterTest::tellsTheTierThatTheSaleReached()
{
    Counter counter;
    LoyaltyRules rules;
    rules.tiers.tiers[1].needs = { { .spend = Money { 2'000 } } };
    counter.world.publish(rules);
    const Member member = counter.world.member("13800138000");
    counter.presenter->attachMember(member.key);
    counter.presenter->enter(QStringLiteral("2")); // ¥26
    counter.presenter->pay();
    QVERIFY(counter.presenter->view().lastSale);
    QVERIFY(counter.presenter->view().notice);
    QVERIFY(MUST(counter.world.till().members().byKey(member.key)).tier == Tier::Silver);
}

void SalePresenterTest::reprintsAndSavesReceipts()
{
    Counter counter;
    counter->reprintOrPrintAgain();
    QCOMPARE(counter.prompts.salesOffered, size_t(0));
    counter->enter(u"1"_s);
    counter->pay();
    QTRY_COMPARE(counter.printer.printed.size(), size_t(1));
    const Sale sale = *counter.view().lastSale;
    counter->reprintOrPrintAgain();
    QTRY_COMPARE(counter.printer.printed.size(), size_t(2));
    counter.prompts.saleUse = SalePrompts::SaleUse::SaveFile;
    counter.prompts.fileName = u"/receipts/one.png"_s;
    counter->scan(makeReceiptCode(sale.fact, sale.id, counter.world.till().tillId(), counter.world.till().vault()));
    QCOMPARE(counter.savedTo, u"/receipts/one.png"_s);
}

void SalePresenterTest::clearsOnlyWhenAsked()
{
    Counter counter;
    counter->enter(u"1"_s);
    counter.prompts.answer = Prompts::Answer::No;
    counter->clearCart();
    QCOMPARE(counter.view().cart.lines.size(), size_t(1));
    counter.prompts.answer = Prompts::Answer::Yes;
    counter->clearCart();
    QVERIFY(counter.view().cart.isEmpty());
    counter->undo();
    QCOMPARE(counter.view().cart.lines.size(), size_t(1));
}

void SalePresenterTest::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nobody and nothing") << u"没有这个"_s;
    QTest::newRow("bad check digit") << u"6901234567890"_s;
    QTest::newRow("product that is not ours") << u"4006381333931"_s;
    QTest::newRow("off sale") << u"5"_s;
    QTest::newRow("ten kilobytes") << QString(10'240, u'7');
    QTest::newRow("none of it") << u"0*1"_s;
    QTest::newRow("quantity without a line") << u"*3"_s;
    QTest::newRow("payment code") << u"134567890123456789"_s;
}

void SalePresenterTest::saysWhatIsWrong()
{
    QFETCH(QString, text);
    Counter counter;
    counter->enter(text);
    QVERIFY(counter.view().cart.isEmpty());
    QVERIFY(!counter.notice().isEmpty());
    counter->scan(text);
    QVERIFY(counter.view().cart.isEmpty());
}

TANGYUAN_TEST(SalePresenterTest)
#include "SalePresenterTest.moc"
