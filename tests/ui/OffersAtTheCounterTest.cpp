// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/membership/Coupons.h"
#include "tests/support/RoomTest.h"
#include "tests/ui/MemberDesk.h"

using namespace tangyuan;
using namespace Qt::StringLiterals;

namespace {

/// Rules of a dessert shop: 10 off 50, the second 红豆汤圆 at half price, 芒果班戟 for points, coupons, discounts by hand.
PriceRules counterPrices()
{
    PriceRules rules;
    rules.effectiveFrom = { 20261120 };
    Offer tenOff { .id = u"ten"_s, .name = u"满50减10"_s, .kind = Offer::Kind::Order };
    tenOff.rungs = { { .minimum = { 5'000 }, .off = { 1'000 } } };
    Offer second { .id = u"second"_s, .name = u"汤圆第二份半价"_s, .kind = Offer::Kind::BuyGet };
    second.scope.products = { u"4"_s };
    second.rate = { 5'000 };
    Offer forPoints { .id = u"points"_s, .name = u"积分换购"_s, .kind = Offer::Kind::Price };
    forPoints.scope.products = { u"1"_s };
    forPoints.amount = { 100 };
    forPoints.points = { 300 };
    rules.promotions = { tenOff, second, forPoints };
    CouponTemplate five { .offer = { .id = u"five"_s, .name = u"5 元券"_s, .kind = Offer::Kind::Order } };
    five.offer.rungs = { { .off = { 500 } } };
    CouponTemplate big { .offer = { .id = u"big"_s, .name = u"满100减30券"_s, .kind = Offer::Kind::Order } };
    big.offer.rungs = { { .minimum = { 10'000 }, .off = { 3'000 } } };
    big.offer.group = u"big"_s;
    rules.coupons = { five, big };
    rules.manualDiscount = { .most = { 2'000 }, .reasons = { u"老顾客"_s, u"压坏了"_s } };
    return rules;
}

struct OffersDesk : MemberDesk {
    explicit OffersDesk(const PriceRules& rules = counterPrices())
    {
        const auto published = world.till().publishPrices(rules);
        if (!published)
            qFatal("%s", qPrintable(published.error().context));
        sale->refresh();
    }
    const SaleView& view() const { return sale->view(); }
    QString said() const { return view().notice ? view().notice->text : QString(); }
    void issue(const QString& kind, qint32 count = 1) { MUST(world.till().coupons().issue(member, kind, count, u"test"_s)); }
    void takeAway(const QString& kind)
    {
        for (const HeldCoupon& held : MUST(world.till().coupons().of(member.key)))
            if (held.kind == kind)
                MUST(world.till().coupons().revoke(member, held.lot, held.count, u"test"_s));
    }
    QString printedCode(const QString& kind)
    {
        const auto batch = MUST(world.till().coupons().print(kind, 5, world.till().today(), {}));
        return world.till().coupons().code(batch.id, 1);
    }
    static int rowOf(const CouponsPresenter& coupons, const QString& name)
    {
        const auto& rows = coupons.view().rows;
        const auto found = std::ranges::find_if(rows, [&](const auto& row) { return row.name.startsWith(name); });
        return found == rows.end() ? -1 : static_cast<int>(found - rows.begin());
    }
};

}

/// What a promotion, a coupon or the cashier takes off, where it is seen and how it comes and goes.
class OffersAtTheCounterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesWhatLowersTheOrderOnce()
    {
        OffersDesk desk;
        desk.sale->enter(u"3*1"_s);
        QCOMPARE(desk.view().orderWide.size(), size_t(1));
        QCOMPARE(desk.view().orderWide[0].label, u"满50减10"_s);
        QCOMPARE(desk.view().orderWide[0].amount, Money { -1'000 });
        QCOMPARE(desk.view().quote.total, Money { 4'400 });
    }

    void hintsAtWhatIsNear()
    {
        OffersDesk desk;
        desk.sale->enter(u"2"_s);
        desk.sale->enter(u"1"_s); // ¥44.00
        QTRY_COMPARE(desk.view().hints.size(), size_t(1));
        QCOMPARE(desk.view().hints[0].missing, Money { 600 });
        QCOMPARE(desk.view().hints[0].gain, Money { 1'000 });
        desk.sale->enter(u"4"_s);
        QTRY_VERIFY(!desk.view().hints.empty() && desk.view().hints[0].missingPieces == 1);
        QVERIFY(desk.view().hints.size() <= 2);
        desk.sale->clearCart();
        QVERIFY(desk.view().hints.empty());
    }

    void laysAndTakesOffAMembersCoupon()
    {
        OffersDesk desk;
        desk.issue(u"five"_s, 3);
        desk.issue(u"big"_s);
        desk.sale->attachMember(desk.member.key);
        desk.sale->enter(u"2"_s);
        QTRY_COMPARE(desk.view().heldCoupons.count, qint64(4));
        QCOMPARE(desk.view().heldCoupons.best, Money { 500 });
        desk.prompts.coupons = [&](CouponsPresenter& coupons) {
            QCOMPARE(coupons.view().rows.size(), size_t(2));
            QCOMPARE(coupons.view().rows[0].name, u"5 元券  × 3"_s); // what helps now comes first
            QCOMPARE(coupons.view().rows[0].amount, u"-¥5.00"_s);
            QVERIFY(coupons.view().rows[1].amount.isEmpty());
            QVERIFY(!coupons.view().rows[0].detail.isEmpty()); // until when
            coupons.toggle(0);
            QCOMPARE(coupons.view().total, Money { 2'100 });
            QCOMPARE(coupons.view().rows[static_cast<size_t>(coupons.view().selected)].state, CouponsPresenter::Row::State::Laid);
            // A second one of the kind is refused with its reason.
            const int more = OffersDesk::rowOf(coupons, u"5 元券  × 2"_s);
            QVERIFY(more >= 0);
            QCOMPARE(coupons.view().rows[static_cast<size_t>(more)].state, CouponsPresenter::Row::State::Refused);
            coupons.toggle(more);
            QCOMPARE(coupons.view().notice->tone, Notice::Tone::Trouble);
            QCOMPARE(coupons.view().total, Money { 2'100 });
        };
        desk.sale->chooseCoupons();
        QCOMPARE(desk.view().laidCoupons.size(), size_t(1));
        QCOMPARE(desk.view().laidCoupons[0].saved, Money { 500 });
        desk.sale->takeCouponOff(u"five"_s);
        QVERIFY(desk.view().laidCoupons.empty());
        QCOMPARE(desk.view().quote.total, Money { 2'600 });
        desk.sale->undo();
        QCOMPARE(desk.view().laidCoupons.size(), size_t(1));
        desk.sale->pay();
        QVERIFY2(desk.view().lastSale, qPrintable(desk.said()));
        QCOMPARE(desk.view().lastSale->total, Money { 2'100 });
        QTRY_COMPARE(desk.printer.printed.size(), size_t(1));
        QVERIFY2(desk.paper(0).contains(u"Coupon used               5 元券"_s), qPrintable(desk.paper(0)));
    }

    void aScanLaysAPrintedCouponWithoutAMember()
    {
        OffersDesk desk;
        const QString code = desk.printedCode(u"five"_s);
        desk.sale->enter(u"2"_s);
        desk.prompts.coupons = [&](CouponsPresenter& coupons) {
            QVERIFY(coupons.view().rows.empty());
            QVERIFY(coupons.view().sentence.contains(u"Scan a printed coupon"_s));
            coupons.scan(u"6901234567892"_s);
            QVERIFY(coupons.view().notice->text.contains(u"no coupon"_s));
            coupons.scan(code);
            QCOMPARE(coupons.view().total, Money { 2'100 });
            coupons.scan(code);
            QVERIFY(coupons.view().notice->text.contains(u"already"_s));
        };
        desk.sale->chooseCoupons();
        QCOMPARE(desk.view().cart.lines.size(), size_t(1));
        desk.sale->pay();
        QVERIFY(desk.view().lastSale);
        desk.sale->enter(u"2"_s);
        desk.sale->scan(code); // used up
        QCOMPARE(desk.view().notice->tone, Notice::Tone::Trouble);
        QVERIFY(desk.view().laidCoupons.empty());
    }

    void aCouponThatWaitsSaysSo()
    {
        OffersDesk desk;
        desk.sale->enter(u"2"_s);
        desk.sale->scan(desk.printedCode(u"big"_s));
        QCOMPARE(desk.view().laidCoupons.size(), size_t(1));
        QCOMPARE(desk.view().laidCoupons[0].effect, LaidCoupon::Effect::None);
        desk.sale->enter(u"3*2"_s); // ¥104.00
        QCOMPARE(desk.view().laidCoupons[0].effect, LaidCoupon::Effect::Acts);
        QCOMPARE(desk.view().laidCoupons[0].saved, Money { 3'000 });
    }

    void aCouponThatIsGoneLeavesTheCart()
    {
        OffersDesk desk;
        desk.issue(u"five"_s);
        desk.sale->attachMember(desk.member.key);
        desk.sale->enter(u"2"_s);
        desk.prompts.coupons = [](CouponsPresenter& coupons) { coupons.toggle(0); };
        desk.sale->chooseCoupons();
        QCOMPARE(desk.view().laidCoupons.size(), size_t(1));
        desk.takeAway(u"five"_s); // at another place
        desk.sale->pay();
        QVERIFY(!desk.view().lastSale); // the price is another one: the cashier sees it first
        QVERIFY2(desk.said().startsWith(u"5 元券 left the cart."_s), qPrintable(desk.said()));
        QVERIFY(desk.view().laidCoupons.empty());
        desk.sale->pay();
        QVERIFY(desk.view().lastSale);
        QCOMPARE(desk.view().lastSale->total, Money { 2'600 });
    }

    void aMembersCouponGoesWithTheMember()
    {
        OffersDesk desk;
        desk.issue(u"five"_s);
        desk.sale->attachMember(desk.member.key);
        desk.sale->enter(u"2"_s);
        desk.prompts.coupons = [](CouponsPresenter& coupons) { coupons.toggle(0); };
        desk.sale->chooseCoupons();
        desk.sale->attachMember(desk.world.member("13900139000", "李雷").key);
        QVERIFY2(desk.said().contains(u"李雷 is at the counter."_s) && desk.said().contains(u"5 元券 left the cart."_s), qPrintable(desk.said()));
        QVERIFY(desk.view().cart.coupons.empty());
    }

    void takesOffByHandWithAReason()
    {
        OffersDesk desk;
        desk.sale->enter(u"2"_s);
        desk.prompts.discount = [](DiscountDraft& draft) -> std::optional<DiscountDraft::Decision> {
            draft.setText(u"30"_s);
            draft.setReason(u"老顾客"_s);
            if (draft.check() || draft.check().error().code != ErrorCode::DiscountTooLarge)
                qFatal("30 %% of at most 20 %%");
            draft.setText(u"10"_s);
            draft.setReason({});
            if (draft.outcome()->off != Money { 260 } || draft.check().error().code != ErrorCode::DiscountReasonMissing)
                qFatal("a reason is missing, the price is there");
            draft.setReason(u"老顾客"_s);
            return DiscountDraft::Decision::Lay;
        };
        desk.sale->discountByHand();
        QCOMPARE(desk.view().quote.total, Money { 2'340 });
        QCOMPARE(desk.view().quote.lines[0].adjustments[0].label, u"老顾客"_s);
        QVERIFY(desk.view().orderWide.empty());
        QString offered;
        desk.prompts.discount = [&offered](DiscountDraft& draft) -> std::optional<DiscountDraft::Decision> {
            offered = draft.text();
            return std::nullopt;
        };
        desk.sale->discountByHand();
        QCOMPARE(offered, u"10"_s); // as it was typed
        desk.sale->undo();
        QCOMPARE(desk.view().quote.total, Money { 2'600 });
        desk.prompts.discount = [](DiscountDraft& draft) -> std::optional<DiscountDraft::Decision> {
            draft.setTarget(DiscountDraft::Target::Order);
            draft.setUnit(DiscountDraft::Unit::Amount);
            draft.setText(u"2.60"_s);
            draft.setReason(u"压坏了"_s);
            return DiscountDraft::Decision::Lay;
        };
        desk.sale->discountByHand();
        QCOMPARE(desk.view().orderWide.size(), size_t(1));
        QCOMPARE(desk.view().orderWide[0].amount, Money { -260 });
        desk.prompts.discount = [](DiscountDraft& draft) -> std::optional<DiscountDraft::Decision> {
            draft.setTarget(DiscountDraft::Target::Order);
            return draft.present() ? std::optional(DiscountDraft::Decision::TakeOff) : std::nullopt;
        };
        desk.sale->discountByHand();
        QCOMPARE(desk.view().quote.total, Money { 2'600 });
    }

    void saysWhereTheOwnerAllowsDiscounts()
    {
        PriceRules rules = counterPrices();
        rules.manualDiscount = {};
        OffersDesk desk(rules);
        desk.sale->enter(u"2"_s);
        desk.prompts.discount = [](DiscountDraft&) -> std::optional<DiscountDraft::Decision> { qFatal("nothing is to be asked"); };
        desk.sale->discountByHand();
        QVERIFY2(desk.said().contains(u"rules of prices"_s), qPrintable(desk.said()));
    }

    void hasALineForPoints()
    {
        OffersDesk desk;
        desk.sale->attachMember(desk.member.key);
        desk.sale->enter(u"1"_s);
        desk.sale->choosePoints();
        QVERIFY2(desk.said().contains(u"do not suffice"_s), qPrintable(desk.said()));
        desk.give(320);
        desk.sale->refresh();
        QTRY_VERIFY(desk.view().pointsHint.contains(u"300 points + ¥1.00"_s));
        desk.prompts.choice = 0;
        desk.sale->choosePoints();
        QCOMPARE(desk.view().quote.total, Money { 100 });
        QVERIFY(desk.view().cart.lines[0].byPoints);
        QCOMPARE(desk.view().quote.pointsSpent, Points { 300 });
        desk.sale->choosePoints();
        QCOMPARE(desk.view().quote.total, Money { 1'800 });
        QVERIFY(!desk.view().cart.lines[0].byPoints);
    }

    void couponsAreNotTakenAtTheBoardOfServices()
    {
        OffersDesk desk;
        desk.issue(u"five"_s, 2);
        desk.serve(desk.member);
        desk.services->pickKey(u'2');
        QCOMPARE(desk.tile(u"5 元券"_s).trailing, u"× 2"_s);
        QVERIFY(desk.tile(u"5 元券"_s).obstacle.contains(u"Shift+F2"_s));
    }

    void aRefundGivesTheCouponBackByName()
    {
        OffersDesk desk;
        desk.issue(u"five"_s);
        desk.sale->attachMember(desk.member.key);
        desk.sale->enter(u"2"_s);
        desk.prompts.coupons = [](CouponsPresenter& coupons) { coupons.toggle(0); };
        desk.sale->chooseCoupons();
        desk.sale->pay();
        QVERIFY(desk.view().lastSale);
        desk.prompts.saleUse = SalePrompts::SaleUse::Refund;
        desk.sale->reprintOrPrintAgain();
        QTRY_COMPARE(desk.printer.printed.size(), size_t(2));
        QVERIFY2(desk.paper(1).contains(u"Coupon given back         5 元券"_s), qPrintable(desk.paper(1)));
    }
};

TANGYUAN_TEST(OffersAtTheCounterTest)
#include "OffersAtTheCounterTest.moc"
