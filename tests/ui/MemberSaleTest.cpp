// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/codes/SignedCode.h"
#include "tests/support/RoomTest.h"
#include "tests/ui/MemberDesk.h"

using namespace tangyuan;
using namespace Qt::StringLiterals;

/// A member at the counter: paying with stored value, being greeted, bringing things back.
class MemberSaleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void paysWithStoredValueAfterThePin();
    void aLockedPinLeavesOtherWaysToPay();
    void aCodeOfThisMinuteIsProof();
    void refusesMoreStoredValueThanThereIs();
    void greetsWithWhatIsDue();
    void refundsLinesOnce();
    void printsARefundsSlipAgain();
    void aRefundMayLeavePointsBelowZero();
};

void MemberSaleTest::paysWithStoredValueAfterThePin()
{
    MemberDesk desk;
    desk.recharge(20'000);
    MUST(desk.world.till().pins().set(desk.member.key, u"2580"_s));
    desk.sale->attachMember(desk.member.key);
    desk.sale->enter(u"4*1"_s);
    desk.prompts.payment = [](Payment& payment) {
        MUST(payment.take(TenderMethod::StoredValue, payment.offered(TenderMethod::StoredValue)));
        return SalePrompts::Outcome::Paid;
    };
    desk.prompts.pins = { u"1111"_s, u"2580"_s };
    desk.sale->pay();
    QVERIFY(desk.sale->view().lastSale);
    QCOMPARE(desk.prompts.pinQuestions.size(), size_t(2));
    QVERIFY(!desk.prompts.pinQuestions[1].problem.isEmpty());
    QCOMPARE(desk.balances().value.sum(), Money { 12'800 });
    QTRY_COMPARE(desk.printer.printed.size(), size_t(1));
    QVERIFY2(desk.paper(0).contains(u"Stored value left        ¥128.00"_s), qPrintable(desk.paper(0)));
    // A small one asks nothing.
    desk.sale->attachMember(desk.member.key);
    desk.sale->enter(u"1"_s);
    desk.sale->pay();
    QCOMPARE(desk.prompts.pinQuestions.size(), size_t(2));
    QCOMPARE(desk.balances().value.sum(), Money { 11'000 });
}

void MemberSaleTest::aLockedPinLeavesOtherWaysToPay()
{
    MemberDesk desk;
    desk.recharge(20'000);
    MUST(desk.world.till().pins().set(desk.member.key, u"2580"_s));
    desk.sale->attachMember(desk.member.key);
    desk.sale->enter(u"4*1"_s);
    int asked = 0;
    desk.prompts.payment = [&](Payment& payment) {
        if (!payment.tenders().empty()) // what was not proved is taken back
            return SalePrompts::Outcome::Cancelled;
        MUST(payment.take(asked++ == 0 ? TenderMethod::StoredValue : TenderMethod::Cash, payment.due()));
        return SalePrompts::Outcome::Paid;
    };
    for (int i = 0; i < 9; ++i)
        desk.prompts.pins.append(u"1111"_s);
    desk.sale->pay();
    QCOMPARE(desk.prompts.told.size(), 1); // the lock, and for how long
    QVERIFY(desk.sale->view().lastSale);
    QCOMPARE(desk.sale->view().lastSale->tenders[0].method, TenderMethod::Cash);
    QCOMPARE(desk.balances().value.sum(), Money { 20'000 });
}

void MemberSaleTest::aCodeOfThisMinuteIsProof()
{
    MemberDesk desk;
    desk.recharge(20'000);
    desk.prompts.payment = [](Payment& payment) {
        MUST(payment.take(TenderMethod::StoredValue, payment.due()));
        return SalePrompts::Outcome::Paid;
    };
    desk.sale->enter(u"4*1"_s);
    desk.sale->scan(makeDynamicMemberCode(desk.member.id, desk.world.clock().now(), desk.world.till().vault()));
    desk.sale->pay();
    QVERIFY(desk.sale->view().lastSale);
    QVERIFY(desk.prompts.pinQuestions.empty());
    // The next cart needs a proof of its own; a printed card is none, and there is no PIN.
    desk.sale->enter(u"4*1"_s);
    desk.sale->scan(makeMemberCode(desk.member.id, desk.world.till().vault()));
    desk.prompts.payment = [asked = 0](Payment& payment) mutable {
        if (asked++ > 0)
            return SalePrompts::Outcome::Cancelled;
        MUST(payment.take(TenderMethod::StoredValue, payment.due()));
        return SalePrompts::Outcome::Paid;
    };
    desk.prompts.pins = { u"2580"_s };
    desk.sale->pay();
    QCOMPARE(desk.prompts.told.size(), 1);
    QCOMPARE(desk.sale->view().cart.lines.size(), size_t(1));
}

void MemberSaleTest::refusesMoreStoredValueThanThereIs()
{
    Quote quote;
    quote.total = { 1'000 };
    Payment payment(quote, [](Points) -> Result<Quote> { return Quote(); }, { 600 });
    QCOMPARE(payment.offered(TenderMethod::StoredValue), Money { 600 });
    QCOMPARE(payment.offered(TenderMethod::Cash), Money { 1'000 });
    QCOMPARE(payment.take(TenderMethod::StoredValue, { 601 }).error().code, ErrorCode::ValueInsufficient);
    MUST(payment.take(TenderMethod::StoredValue, { 600 }));
    QCOMPARE(payment.take(TenderMethod::StoredValue, { 1 }).error().code, ErrorCode::ValueInsufficient);
    QCOMPARE(payment.storedValueLeft(), Money {});
    payment.takeBackAll(TenderMethod::StoredValue);
    QCOMPARE(payment.due(), Money { 1'000 });
}

void MemberSaleTest::greetsWithWhatIsDue()
{
    MemberDesk desk;
    Profile profile = desk.member.profile;
    profile.birthday = QDate(1990, 11, 20);
    desk.member = MUST(desk.world.till().members().update(desk.member.key, profile));
    desk.sale->attachMember(desk.member.key);
    QVERIFY2(desk.sale->view().notice->text.contains(u"Birthday gift: 88 points, 1 × 生日蛋糕"_s), qPrintable(desk.sale->view().notice->text));
    QCOMPARE(desk.sale->view().member->points, Points { 88 });
    QCOMPARE(desk.sale->view().member->gifts, 1);
    desk.sale->detachMember();
    desk.sale->attachMember(desk.member.key);
    QVERIFY(!desk.sale->view().notice->text.contains(u"Birthday"_s));
}

void MemberSaleTest::refundsLinesOnce()
{
    MemberDesk desk;
    desk.sale->attachMember(desk.member.key);
    desk.sale->enter(u"10*1"_s); // ¥180.00: 18 points
    desk.sale->enter(u"2"_s);
    desk.sale->pay();
    const Sale sale = *desk.sale->view().lastSale;
    QTRY_COMPARE(desk.printer.printed.size(), size_t(1));
    desk.prompts.saleUse = SalePrompts::SaleUse::Refund;
    desk.prompts.refund = [](RefundDraft& draft) {
        draft.toggle(0);
        draft.toggle(1);
        if (draft.preview() || !draft.isEmpty())
            return Prompts::Answer::No;
        draft.toggle(1);
        draft.setReason(u"太甜"_s);
        return draft.preview() ? Prompts::Answer::Yes : Prompts::Answer::No;
    };
    desk.sale->reprintOrPrintAgain();
    QCOMPARE(MUST(desk.world.till().refunds().refundedLines(sale.id)), std::vector<qint32> { 1 });
    QTRY_COMPARE(desk.printer.printed.size(), size_t(2));
    QCOMPARE(desk.printer.printed[1].drawer, ReceiptDocument::Drawer::Open);
    QVERIFY2(desk.paper(1).contains(u"-¥26.00"_s) && desk.paper(1).contains(sale.number) && desk.paper(1).contains(u"太甜"_s), qPrintable(desk.paper(1)));
    desk.prompts.refund = [](RefundDraft& draft) {
        draft.toggle(1); // refunded before: it stays
        return draft.line(1) == RefundDraft::LineState::Refunded && draft.line(0) == RefundDraft::LineState::Ticked ? Prompts::Answer::Yes
                                                                                                                    : Prompts::Answer::No;
    };
    desk.sale->reprintOrPrintAgain();
    QCOMPARE(MUST(desk.world.till().refunds().refundedLines(sale.id)).size(), size_t(2));
    QCOMPARE(desk.balances().points, Points {});
    desk.prompts.refund = [](RefundDraft&) -> Prompts::Answer { qFatal("nothing is left to refund"); };
    desk.sale->scan(makeReceiptCode(sale.fact, sale.id, desk.world.till().tillId(), desk.world.till().vault()));
    QVERIFY(desk.sale->view().notice->text.contains(u"already"_s));
    const Id elsewhere = Id::make(desk.world.clock(), desk.world.random());
    desk.sale->scan(makeReceiptCode(sale.fact, sale.id, elsewhere, desk.world.till().vault()));
    QVERIFY(desk.sale->view().notice->text.contains(u"no such sale on this till"_s));
}

void MemberSaleTest::printsARefundsSlipAgain()
{
    MemberDesk desk;
    Till& till = desk.world.till();
    const Sale sale = desk.world.sell(desk.world.cart({ { "1", 1 } }), desk.member);
    const Refund refund = MUST(till.refunds().refund({ sale, {}, TenderMethod::Cash, {}, u"太甜"_s }));
    desk.sale->reprintOrPrintAgain(); // the newest of the list
    QCOMPARE(desk.prompts.salesOffered, size_t(2));
    QTRY_COMPARE(desk.printer.printed.size(), size_t(1));
    desk.sale->scan(makeReceiptCode(refund.fact, refund.id, till.tillId(), till.vault()));
    QTRY_COMPARE(desk.printer.printed.size(), size_t(2));
    desk.sale->enter(refund.number.toLower());
    QTRY_COMPARE(desk.printer.printed.size(), size_t(3));
    for (size_t i = 0; i < 3; ++i) {
        QVERIFY2(
            desk.paper(i).contains(u"REPRINT"_s) && desk.paper(i).contains(refund.number) && desk.paper(i).contains(sale.number), qPrintable(desk.paper(i)));
        QCOMPARE(desk.printer.printed[i].drawer, ReceiptDocument::Drawer::Closed);
    }
    desk.sale->enter(sale.number);
    QTRY_COMPARE(desk.printer.printed.size(), size_t(4));
    QVERIFY(!desk.paper(3).contains(refund.number));
    desk.sale->enter(u"B99-000001"_s); // another till's number is only words
    QCOMPARE(desk.sale->view().notice->tone, Notice::Tone::Trouble);
}

void MemberSaleTest::aRefundMayLeavePointsBelowZero()
{
    MemberDesk desk;
    const Sale sale = desk.world.sell(desk.world.cart({ { "1", 100 } }), desk.member); // 180 points
    desk.serve(desk.member);
    desk.services->pickKey(u'4');
    desk.pick(u"钥匙扣"_s);
    desk.sale->attachMember(desk.member.key);
    desk.prompts.saleUse = SalePrompts::SaleUse::Refund;
    desk.prompts.refund
        = [](RefundDraft& draft) { return MUST(draft.preview()).pointsBalance == Points { -100 } ? Prompts::Answer::Yes : Prompts::Answer::No; };
    desk.sale->reprintOrPrintAgain();
    QCOMPARE(desk.balances().points, Points { -100 });
    QCOMPARE(desk.sale->view().member->points, Points { -100 }); // who stands there is shown anew
    QCOMPARE(desk.sale->view().member->pointsUsable, Points {});
}

TANGYUAN_TEST(MemberSaleTest)
#include "MemberSaleTest.moc"
