// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/ReportRows.h"
#include "core/storage/Verification.h"
#include "tests/support/RoomTest.h"
#include "tests/support/World.h"

#include <QTest>

using namespace tangyuan;

namespace {

struct RefundShop : World {
    Refund refund(const Sale& sale, std::vector<qint32> lines = {}) { return MUST(tryRefund(sale, std::move(lines))); }
    Result<Refund> tryRefund(const Sale& sale, std::vector<qint32> lines = {}, TenderMethod method = TenderMethod::Cash)
    {
        return till().refunds().refund({ sale, std::move(lines), method, name("小林"), name("不要了") });
    }
    qint64 points(const Member& member) { return MUST(till().checkout().balances(member.key)).points.count; }
    ValueSplit value(const Member& member) { return MUST(till().checkout().balances(member.key)).value; }
    Member withPoints(qint64 count)
    {
        const Member made = member("13800138000");
        MUST(till().loyalty().adjustPoints(made, count, name("赠送")));
        return made;
    }
    Sale sellWith(Cart cart, const Member& member, qint64 pointsWanted, std::vector<Tender> tenders = {})
    {
        cart.member = member.id;
        cart.pointsWanted = { pointsWanted };
        const Quote quote = MUST(till().checkout().quoteCart(cart, member));
        if (tenders.empty() && !quote.total.isZero())
            tenders = { { TenderMethod::Cash, quote.total } };
        return MUST(till().checkout().commit({ cart, tenders, member, {} }));
    }
    void verify() { QVERIFY(verifyDatabase(till().database()).has_value()); }
};

}

class RefundTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPasserByGetsTheMoneyBack()
    {
        RefundShop shop;
        const Sale sale = shop.sell(shop.cart({ { "1", 1 }, { "2", 2 } }));
        const Refund refund = shop.refund(sale);
        QCOMPARE(refund.total.minor, 7'000);
        QVERIFY((refund.tenders == std::vector<Tender> { { TenderMethod::Cash, { 7'000 } } }));
        QCOMPARE(refund.saleNumber, sale.number);
        QVERIFY(refund.number != sale.number);
        QCOMPARE(MUST(shop.till().refunds().byFact(refund.fact)), refund);
        shop.verify();
    }

    void oneLineThenTheRestAndNothingTwice()
    {
        RefundShop shop;
        const Sale sale = shop.sell(shop.cart({ { "1", 1 }, { "2", 1 }, { "3", 455 } }));
        QCOMPARE(shop.refund(sale, { 1 }).total.minor, 2'600);
        QCOMPARE(MUST(shop.till().refunds().refundedLines(sale.id)), std::vector<qint32> { 1 });
        const auto twice = shop.tryRefund(sale, { 0, 1 });
        QVERIFY(!twice.has_value());
        QCOMPARE(twice.error().code, ErrorCode::AlreadyRefunded);
        QCOMPARE(shop.refund(sale).total.minor, 1'800 + 5'824);
        QCOMPARE(shop.tryRefund(sale).error().code, ErrorCode::AlreadyRefunded);
        QCOMPARE(MUST(shop.till().refunds().ofSale(sale.id)).size(), size_t { 2 });
        shop.verify();
    }

    void whatIsNoLineOrNoMethodIsRefused()
    {
        RefundShop shop;
        const Sale sale = shop.sell(shop.cart({ { "1", 1 } }));
        QCOMPARE(shop.tryRefund(sale, { 1 }).error().code, ErrorCode::InputMalformed);
        QCOMPARE(shop.tryRefund(sale, { -1 }).error().code, ErrorCode::InputMalformed);
        QCOMPARE(shop.tryRefund(sale, { 0 }, TenderMethod::StoredValue).error().code, ErrorCode::TenderInvalid);
    }

    void pointsEarnedGoAndPointsSpentReturnToTheFen()
    {
        RefundShop shop;
        const Member member = shop.withPoints(1'500);
        // ¥18 + ¥52 = ¥70, 1000 points pay ¥20: ¥50 is paid and earns 5.
        const Sale sale = shop.sellWith(shop.cart({ { "1", 1 }, { "2", 2 } }), member, 1'000);
        QCOMPARE(sale.total.minor, 5'000);
        QCOMPARE(shop.points(member), 505);
        const Refund first = shop.refund(sale, { 0 });
        const Refund second = shop.refund(sale, { 1 });
        QCOMPARE((first.total + second.total).minor, 5'000);
        QCOMPARE((first.pointsBack + second.pointsBack).count, 1'000);
        QCOMPARE((first.pointsTaken + second.pointsTaken).count, 5);
        QCOMPARE(first.total, sale.lines[0].total);
        QCOMPARE(shop.points(member), 1'500);
        shop.verify();
    }

    void whatWasSpentMeanwhileIsOwedAndShown()
    {
        RefundShop shop;
        const Member member = shop.withPoints(490);
        const Sale sale = shop.sellWith(shop.cart({ { "2", 4 } }), member, 0); // ¥104: 10 points
        shop.sellWith(shop.cart({ { "2", 1 } }), member, 500);                 // ¥26 − ¥10, earns 1
        const Refund refund = shop.refund(sale);
        QCOMPARE(refund.pointsBalance.count, -9);
        QCOMPARE(shop.points(member), -9);
        shop.sellWith(shop.cart({ { "2", 4 } }), member, 0);
        QCOMPARE(shop.points(member), 1);
        shop.verify();
    }

    void aThresholdBonusGoesWhenTheRestFallsBelowIt()
    {
        RefundShop shop;
        LoyaltyRules rules;
        rules.earning.rules.push_back(
            { .id = name("50"), .name = name("满50"), .kind = EarnRule::Kind::Bonus, .points = { 40 }, .minimum = { 5'000 }, .perMember = 1 });
        rules.spendGifts
            = { { .id = name("tea"), .name = name("满60送茶"), .minimum = { 6'000 }, .pack = { .gifts = { { name("tea"), name("茶"), 1, 0 } } } } };
        shop.publish(rules);
        const Member member = shop.member("13800138000");
        const Sale sale = shop.sell(shop.cart({ { "1", 1 }, { "2", 1 }, { "4", 2 } }), member); // ¥18 + ¥26 + ¥25 = ¥69: 6 + 40
        QCOMPARE(shop.points(member), 46);
        const Refund first = shop.refund(sale, { 0 }); // ¥51 stay: the bonus stays, the tea goes
        QCOMPARE(first.giftsTaken, std::vector { name("满60送茶") });
        QVERIFY(first.pointsTaken.count <= 2);
        const Refund second = shop.refund(sale, { 1 }); // ¥25 stay
        QVERIFY(second.pointsTaken.count >= 40);
        shop.refund(sale);
        QCOMPARE(shop.points(member), 0);
        // Once in a life, and this one counted no more.
        shop.sell(shop.cart({ { "2", 2 } }), member); // ¥52
        QCOMPARE(shop.points(member), 45);
        shop.verify();
    }

    void storedValueReturnsToWhereItCameFrom()
    {
        RefundShop shop;
        LoyaltyRules rules;
        rules.storedValue.offers = { { .id = name("100"), .name = name("充100送10"), .pay = { 10'000 }, .bonus = { 1'000 } } };
        shop.publish(rules);
        const Member member = shop.member("13800138000");
        MUST(shop.till().loyalty().recharge(member, { 10'000 }, name("100"), TenderMethod::Cash));
        // ¥78: ¥50 out of stored value (¥10 bonus first), ¥28 cash.
        const Sale sale = shop.sellWith(shop.cart({ { "2", 1 }, { "1", 1 }, { "2", 1 }, { "4", 1 } }), member, 0,
            { { TenderMethod::StoredValue, { 5'000 } }, { TenderMethod::Cash, { 3'250 } } });
        QCOMPARE(shop.value(member), (ValueSplit { { 6'000 }, {} }));
        const Refund first = shop.refund(sale, { 0 }); // ¥52 (two of them stand in one line)
        QVERIFY((first.tenders == std::vector<Tender> { { TenderMethod::StoredValue, { 5'000 } }, { TenderMethod::Cash, { 200 } } }));
        QCOMPARE(shop.value(member), (ValueSplit { { 10'000 }, { 1'000 } }));
        const Refund rest = shop.refund(sale);
        QVERIFY((rest.tenders == std::vector<Tender> { { TenderMethod::Cash, { 3'050 } } }));
        shop.verify();
    }

    void whatExpiredMeanwhileReturnsWithAGrace()
    {
        RefundShop shop;
        LoyaltyRules rules;
        rules.term = { PointsTerm::Kind::Months, 1, {} };
        shop.publish(rules);
        const Member member = shop.withPoints(500);
        const Sale sale = shop.sellWith(shop.cart({ { "2", 1 } }), member, 500);
        shop.goTo(QDate(2027, 1, 5));
        shop.refund(sale);
        QCOMPARE(shop.points(member), 500);
        shop.goTo(QDate(2027, 1, 19));
        QCOMPARE(shop.points(member), 500);
        shop.goTo(QDate(2027, 1, 20));
        QCOMPARE(shop.points(member), 0);
        shop.verify();
    }

    void reportsNetARefundAndCountNoSale()
    {
        RefundShop shop;
        const Sale sale = shop.sell(shop.cart({ { "1", 1 }, { "2", 1 } }), shop.member("13800138000"));
        shop.refund(sale, { 0 });
        ReportRows reports(shop.till().database());
        const DateRange today = DateRange::day(shop.till().today());
        const SalesFigures figures = MUST(reports.sales(today)).sum().figures;
        QCOMPARE(figures.sales, 1);
        QCOMPARE(figures.total.minor, 2'600);
        QCOMPARE(figures.refunded.minor, 1'800);
        QCOMPARE(MUST(reports.sales(today)).sum().tenders[0].minor, 2'600);
        QCOMPARE(MUST(reports.products(today)).products.front().total.minor, 2'600);
        QCOMPARE(MUST(reports.members(today, {})).top.front().visits, 1);
    }

    void theListShowsARefundBelowZeroAndWhatItIsOf()
    {
        RefundShop shop;
        const Member member = shop.member("13800138000");
        const Sale sale = shop.sell(shop.cart({ { "1", 1 }, { "2", 1 } }), member);
        const Refund refund = shop.refund(sale, { 0 });
        const auto recent = MUST(shop.till().sales().recent(10));
        QCOMPARE(recent.size(), size_t { 2 });
        QCOMPARE(recent[0].number, refund.number);
        QCOMPARE(recent[0].refundOf, sale.number);
        QCOMPARE(recent[0].total.minor, -1'800);
        QVERIFY(recent[1].refundOf.isEmpty());
        QCOMPARE(MUST(shop.till().sales().summary(refund.fact)).number, refund.number);
        QCOMPARE(MUST(shop.till().sales().ofMember(member.key, 10)).size(), size_t { 1 }); // purchases
    }

    void theIthStatementFailsAndNothingHappened()
    {
        for (qint64 failing = 1;; ++failing) {
            RefundShop shop;
            const Member member = shop.withPoints(1'000);
            const Sale sale = shop.sellWith(shop.cart({ { "1", 1 }, { "2", 2 } }), member, 500);
            const qint64 before = shop.points(member);
            bool isStruck = false;
            shop.till().database().setFaultHook([&](qint64 statement) -> std::optional<ErrorCode> {
                isStruck |= statement == failing;
                return statement == failing ? std::optional(ErrorCode::DiskFull) : std::nullopt;
            });
            const auto refund = shop.tryRefund(sale);
            shop.till().database().setFaultHook({});
            if (!isStruck) {
                QVERIFY(refund.has_value());
                QVERIFY(failing > 10);
                return;
            }
            QVERIFY(!refund.has_value());
            QCOMPARE(shop.points(member), before);
            QVERIFY(MUST(shop.till().refunds().refundedLines(sale.id)).empty());
            shop.verify();
            shop.refund(sale); // and then it works
            shop.verify();
        }
    }
};

TANGYUAN_TEST(RefundTest)
#include "RefundTest.moc"
