// SPDX-License-Identifier: GPL-3.0-or-later
// What a hand did wrong, undone.
#include "core/storage/RechargeRows.h"
#include "tests/support/RoomTest.h"
#include "tests/usecases/membership/LoyaltyShop.h"

using namespace tangyuan;

class UndoTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSlipOfTheHandIsUndoneAsAWhole()
    {
        Shop shop;
        const Member member = shop.rich();
        const Deed deed = MUST(shop.loyalty().redeem(member, name("cup")));
        MUST(shop.loyalty().undo(member, deed.fact));
        QCOMPARE(shop.points(member), 5'000);
        QCOMPARE(MUST(shop.loyalty().stockLeft(*shop.till().rules().mallItem(u"cup"))), 2);
        REFUSED(shop.loyalty().undo(member, deed.fact), OriginUnknown);
        MUST(shop.loyalty().redeem(member, name("cup"))); // the one a member may have
        REFUSED(shop.loyalty().undo(shop.member("13800138001"), deed.fact), NotEligible);
        const Sale sale = shop.sell(shop.cart({ { "2", 1 } }), member);
        REFUSED(shop.loyalty().undo(member, sale.id), NotEligible);
        shop.verify();
    }

    void aRechargeIsUndoneWithItsMoney()
    {
        Shop shop;
        const Member member = shop.member("13800138000");
        const auto money = [&] {
            Money sum;
            for (const Recharge& row : MUST(RechargeRows(shop.till().database()).inRange(DateRange::day(shop.till().today()))))
                sum += row.principal + row.bonus;
            return sum.minor;
        };
        const RechargeDeed first = MUST(shop.loyalty().recharge(member, { 50'000 }, name("500"), TenderMethod::Alipay));
        REFUSED(shop.loyalty().undo(member, first.deed.fact), InputMalformed); // money moves: why?
        const UndoneDeed undone = MUST(shop.loyalty().undo(member, first.deed.fact, name("充错人")));
        QCOMPARE(undone.undone, first.deed.number);
        QCOMPARE(undone.money->method, TenderMethod::Alipay);
        QCOMPARE(undone.money->amount.minor, -50'000);
        QCOMPARE(shop.value(member).minor, 0);
        QCOMPARE(money(), 0);
        REFUSED(shop.loyalty().undo(member, first.deed.fact, name("再来")), OriginUnknown);
        REFUSED(shop.loyalty().undo(member, undone.deed.fact, name("后悔")), NotEligible);

        const RechargeDeed second = MUST(shop.loyalty().recharge(member, { 50'000 }, name("500"), TenderMethod::Cash));
        const RechargeDeed out = MUST(shop.loyalty().refundPrincipal(member, { 20'000 }, TenderMethod::Cash));
        REFUSED(shop.loyalty().undo(member, second.deed.fact, name("充错人")), AlreadySpent);
        QCOMPARE(shop.value(member).minor, 35'000);
        QCOMPARE(MUST(shop.loyalty().undo(member, out.deed.fact, name("没有付"))).money->amount.minor, 20'000);
        QCOMPARE(shop.value(member).minor, 55'000);
        MUST(shop.loyalty().undo(member, second.deed.fact, name("充错人")));
        QCOMPARE(shop.value(member).minor, 0);
        QCOMPARE(money(), 0);
        shop.verify();
    }

    void whatWasGivenWithARechargeMustBeThereToUndoIt()
    {
        Shop shop;
        const Member member = shop.member("13800138000");
        const RechargeDeed pack = MUST(shop.loyalty().recharge(member, { 30'000 }, name("pack"), TenderMethod::Cash));
        const Deed taken = MUST(shop.loyalty().takeGift(member, name("coupon-10")));
        REFUSED(shop.loyalty().undo(member, pack.deed.fact, name("充错人")), AlreadySpent);
        MUST(shop.loyalty().undo(member, taken.fact));
        MUST(shop.loyalty().undo(member, pack.deed.fact, name("充错人")));
        QCOMPARE(shop.gifts(member, "coupon-10"), 0);
        // Other money of the member does as well: it is all the same to whom it is paid back.
        const RechargeDeed one = MUST(shop.loyalty().recharge(member, { 10'000 }, {}, TenderMethod::Cash));
        MUST(shop.loyalty().recharge(member, { 10'000 }, {}, TenderMethod::Cash));
        MUST(shop.loyalty().refundPrincipal(member, { 10'000 }, TenderMethod::Cash));
        MUST(shop.loyalty().undo(member, one.deed.fact, name("充错人")));
        QCOMPARE(shop.value(member).minor, 0);
        shop.verify();
    }

    void theDeedsOfAMemberSayWhetherTheyCanBeUndone()
    {
        Shop shop;
        const Member member = shop.rich();
        shop.clock().advanceMs(1'000);
        MUST(shop.loyalty().draw(member, name("wheel")));
        shop.clock().advanceMs(1'000);
        shop.sell(shop.cart({ { "2", 1 } }), member);
        const Deed cup = MUST(shop.loyalty().redeem(member, name("cup")));
        auto deeds = MUST(shop.loyalty().pastDeeds(member, 10));
        QCOMPARE(deeds.size(), size_t { 3 }); // the sale is not among them
        QCOMPARE(deeds[0].deed.number, cup.number);
        QVERIFY(!deeds[0].obstacle);
        QCOMPARE(deeds[0].undoing.front().amount, 1'000);
        QVERIFY(deeds[1].obstacle == ErrorCode::DrawFinal);
        REFUSED(shop.loyalty().undo(member, deeds[1].deed.fact, name("手滑")), DrawFinal);
        QVERIFY(!deeds[2].obstacle);
        MUST(shop.loyalty().undo(member, cup.fact));
        deeds = MUST(shop.loyalty().pastDeeds(member, 1));
        QVERIFY(deeds[0].obstacle == ErrorCode::OriginUnknown);
        const qint64 points = shop.points(member);
        MUST(shop.loyalty().redeem(member, name("cup")));
        deeds = MUST(shop.loyalty().pastDeeds(member, 10));
        QCOMPARE(deeds.back().pointsOwed.count, 5'000 - (points - 1'000));
        shop.verify();
    }
};

TANGYUAN_TEST(UndoTest)
#include "UndoTest.moc"
