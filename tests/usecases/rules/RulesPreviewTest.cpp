// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RoomTest.h"
#include "tests/usecases/rules/PreviewShop.h"

using namespace tangyuan;

/// What would these days have cost? Asked of sales that were really made.
class RulesPreviewTest : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;

    static EarnRule bonus(const QString& id, qint64 points, qint64 minimumMinor)
    {
        return { .id = id, .name = id, .kind = EarnRule::Kind::Bonus, .points = { points }, .minimum = { minimumMinor } };
    }
    static EarnRule base(qint64 points) { return { .id = u"base"_s, .name = u"base"_s, .per = { 1'000 }, .points = { points } }; }
    RulesPreview preview(const LoyaltyRules& rules, BusinessDate from, BusinessDate to) { return previewOf(m_world->till(), rules, from, to); }
    RulesPreview previewToday(const LoyaltyRules& rules) { return preview(rules, m_world->till().today(), m_world->till().today()); }
    Refund refund(const Sale& sale, std::vector<qint32> lines = {})
    {
        m_world->clock().advanceMs(1'000);
        return MUST(m_world->till().refunds().refund({ sale, std::move(lines), TenderMethod::Cash, u"小林"_s, u"x"_s }));
    }

private Q_SLOTS:
    void init() { m_world = std::make_unique<World>(); }

    void twoPurchasesByHand()
    {
        const Member regular = m_world->member("13800138000");
        const Member gold = m_world->member("13900139000", "李雷", Tier::Gold);
        m_world->sell(m_world->cart({ { "1", 3 } }), regular); // ¥54.00
        m_world->sell(m_world->cart({ { "2", 2 } }), gold);    // ¥52.00, at 95 % ¥49.40
        m_world->sell(m_world->cart({ { "2", 9 } }));          // of nobody

        LoyaltyRules rules;
        rules.earning.rules = { base(2), bonus(u"over-50"_s, 7, 5'000) };
        rules.tiers.tiers[static_cast<size_t>(Tier::Gold)].earnFactor = { 15'000 };
        rules.redemption.step = { 100 };
        rules.redemption.value = { 300 };
        const RulesPreview asked = previewToday(rules);
        QCOMPARE(asked.sales, 2);
        QCOMPARE(asked.members, 2);
        QCOMPARE(asked.spend.minor, 5'400 + 4'940);
        QCOMPARE(asked.given.points.count, 5 + 4);
        QVERIFY(asked.then == asked.given);
        QCOMPARE(asked.given.value.minor, 27);
        // 5 × 2 + 7, and 4 × 2 with half of it on top
        const std::map<QString, Points> byRule { { u"base"_s, { 18 } }, { u"over-50"_s, { 7 } }, { u"tier:gold"_s, { 4 } } };
        QVERIFY(asked.planned.byRule == byRule);
        QCOMPARE(asked.planned.points.count, 29);
        QCOMPARE(asked.planned.value.minor, 87);
        QCOMPARE(preview(rules, { 20261101 }, { 20261119 }).sales, 0);
    }

    void whatCameBackCostsNothing()
    {
        const Member member = m_world->member("13800138000");
        const Sale whole = m_world->sell(m_world->cart({ { "1", 3 } }), member);
        const Sale half = m_world->sell(m_world->cart({ { "1", 3 }, { "2", 2 } }), member); // ¥54.00 and ¥52.00: 10 points, spread 5 and 5
        refund(whole);
        refund(half, { 1 });
        LoyaltyRules rules;
        rules.earning.rules = { base(2), bonus(u"over-100"_s, 7, 10'000) };
        const RulesPreview asked = previewToday(rules);
        QCOMPARE(asked.sales, 1);
        QCOMPARE(asked.spend.minor, 5'400);
        QCOMPARE(asked.given.points.count, 5);
        QCOMPARE(asked.then.points.count, 5);
        QCOMPARE(asked.planned.points.count, 10); // the bonus went with the second line
        QCOMPARE(MUST(m_world->till().checkout().pointsBalance(member.key)).count, 5);
    }

    void limitsCountDayByDay()
    {
        const Member member = m_world->member("13800138000");
        for (int day = 0; day < 3; ++day) {
            m_world->sell(m_world->cart({ { "1", 1 } }), member);
            m_world->sell(m_world->cart({ { "1", 1 } }), member);
            m_world->clock().advanceMs(24 * 3'600'000);
        }
        LoyaltyRules rules;
        EarnRule once = bonus(u"once"_s, 100, 0);
        once.perMember = 1;
        EarnRule daily = bonus(u"daily"_s, 10, 0);
        daily.perMemberDay = 1;
        EarnRule first = bonus(u"first"_s, 1'000, 0);
        first.when.firstOrder = true;
        rules.earning.rules = { once, daily, first };
        rules.spendGifts = { { .id = u"tea"_s, .name = u"茶"_s, .minimum = { 1'000 }, .perMemberDay = 1, .pack = { .points = { 1 }, .bonus = { 50 } } } };
        const RulesPreview asked = preview(rules, { 20261120 }, { 20261122 });
        QCOMPARE(asked.sales, 6);
        const std::map<QString, Points> byRule { { u"once"_s, { 100 } }, { u"daily"_s, { 30 } }, { u"first"_s, { 1'000 } }, { u"gift:tea"_s, { 3 } } };
        QVERIFY(asked.planned.byRule == byRule);
        QCOMPARE(asked.planned.gifts.at(u"tea"_s), 3);
        QCOMPARE(asked.planned.bonus.minor, 150);
        rules.earning.capPerMemberDay = Points { 15 };
        // The first day's 100 + 10 are cut to 15, the second brings 10; a pack's points are no purchase's.
        QCOMPARE(preview(rules, { 20261121 }, { 20261122 }).planned.points.count, 15 + 10 + 2);
    }

    void aRefundedBonusMayBeHadAgain()
    {
        LoyaltyRules rules;
        EarnRule once = bonus(u"once"_s, 100, 0);
        once.perMember = 1;
        rules.earning.rules = { once };
        const Member member = m_world->member("13800138000");
        const Sale first = m_world->sell(m_world->cart({ { "1", 1 } }), member);
        m_world->sell(m_world->cart({ { "1", 1 } }), member);
        QCOMPARE(previewToday(rules).planned.points.count, 100);
        refund(first);
        // The second purchase was made before the first came back: it got none, and nobody bought since.
        QCOMPARE(previewToday(rules).planned.points.count, 0);
        m_world->sell(m_world->cart({ { "1", 1 } }), member);
        QCOMPARE(previewToday(rules).planned.points.count, 100);
    }

    void theTierIsThatOfThen()
    {
        const Member member = m_world->member("13800138000", "王小梅", Tier::Silver);
        LoyaltyRules rules;
        rules.tiers.tiers[static_cast<size_t>(Tier::Silver)].earnFactor = { 20'000 };
        rules.tiers.tiers[static_cast<size_t>(Tier::Gold)].earnFactor = { 30'000 };
        m_world->publish(rules);
        const auto become = [&](Tier tier) { return MUST(m_world->till().members().setTier(member.key, tier)); };
        const auto sell = [&] { m_world->sell(m_world->cart({ { "4", 8 } }), MUST(m_world->till().members().byKey(member.key))); }; // ¥100.00 for a regular
        sell();                                                                                                                     // ¥98.00
        m_world->goTo(QDate(2026, 11, 21));
        sell();
        become(Tier::Gold);
        sell(); // ¥95.00
        m_world->goTo(QDate(2026, 11, 22));
        sell();
        become(Tier::Regular);
        sell();
        const RulesPreview all = preview(rules, { 20261120 }, { 20261122 });
        QCOMPARE(all.given.points.count, 18 + 18 + 27 + 27 + 10);
        QVERIFY(all.then == all.given);
        // The range may begin after a change, and end before one.
        QCOMPARE(preview(rules, { 20261122 }, { 20261122 }).then.points.count, 27 + 10);
        QCOMPARE(preview(rules, { 20261121 }, { 20261121 }).then.points.count, 18 + 27);
        rules.tiers.tiers[static_cast<size_t>(Tier::Gold)].earnFactor = { 10'000 };
        const RulesPreview asked = preview(rules, { 20261121 }, { 20261122 });
        QCOMPARE(asked.planned.points.count, 18 + 9 + 9 + 10);
        QCOMPARE(asked.difference(PreviewKind::Purchase).given.count, -36);
    }

    void whoTheyAreIsAskedToday()
    {
        const Member company = m_world->member("13800138000");
        const Member gone = m_world->member("13900139000", "李雷");
        m_world->sell(m_world->cart({ { "1", 6 } }), company); // ¥108.00
        m_world->sell(m_world->cart({ { "1", 6 } }), gone);
        MUST(m_world->till().segments().tag(company.key, { u"企业客户"_s }, {}));
        Profile profile = company.profile;
        profile.birthday = QDate(1990, 11, 20);
        MUST(m_world->till().members().update(company.key, profile));
        MUST(m_world->till().members().erase(gone.key)); // the sale stays
        LoyaltyRules rules;
        EarnRule birthday = bonus(u"birthday"_s, 8, 0);
        birthday.when.birthday = BirthdayWindow::Day;
        rules.earning.rules = { base(1), birthday };
        rules.groups = { { .tag = u"企业客户"_s, .name = u"团购"_s, .largeOrder = { 10'000 }, .largeOrderPoints = { 100 } } };
        const RulesPreview asked = previewToday(rules);
        QCOMPARE(asked.sales, 2);
        QCOMPARE(asked.given.points.count, 20);
        const std::map<QString, Points> byRule { { u"base"_s, { 20 } }, { u"birthday"_s, { 8 } }, { u"group:企业客户"_s, { 100 } } };
        QVERIFY(asked.planned.byRule == byRule);
    }

    void theHourAndTheChannelAreThoseOfTheSale()
    {
        const Member member = m_world->member("13800138000");
        Cart cart = m_world->cart({ { "1", 1 } });
        cart.member = member.id;
        MUST(m_world->till().checkout().commit({ cart, { { TenderMethod::Cash, { 1'800 } } }, member, u"小林"_s, Channel::Online }));
        m_world->clock().advanceMs(5 * 3'600'000);
        m_world->sell(m_world->cart({ { "1", 1 } }), member);
        LoyaltyRules rules;
        EarnRule online = bonus(u"online"_s, 10, 0);
        online.when.channel = Channel::Online;
        EarnRule afternoon = bonus(u"afternoon"_s, 1, 0);
        afternoon.when.hourFrom = 14;
        rules.earning.rules = { online, afternoon };
        const std::map<QString, Points> byRule { { u"online"_s, { 10 } }, { u"afternoon"_s, { 1 } } };
        QVERIFY(previewToday(rules).planned.byRule == byRule);
    }

    void theStoreIsThisOne()
    {
        ShopSettings settings = m_world->till().settings();
        settings.store = u"S001"_s;
        MUST(m_world->till().saveSettings(settings));
        LoyaltyRules rules;
        rules.earning.rules = { base(1), bonus(u"here"_s, 7, 1'000), bonus(u"there"_s, 30, 1'000) };
        rules.earning.rules[1].when.stores = { u"S001"_s };
        rules.earning.rules[2].when.stores = { u"S002"_s };
        m_world->publish(rules);
        const Member member = m_world->member("13800138000");
        m_world->sell(m_world->cart({ { "1", 1 } }), member);
        const RulesPreview asked = previewToday(rules);
        QCOMPARE(asked.given.points.count, 1 + 7);
        QVERIFY(asked.planned == asked.given);
    }

    void whatIsInForceGivesWhatWasGiven()
    {
        constexpr quint64 seed = 20'261'125;
        qInfo("seed %llu", seed);
        SeededRandom random(seed);
        Till& till = m_world->till();
        LoyaltyRules rules;
        EarnRule once = bonus(u"once"_s, 20, 2'000);
        once.perMember = 2;
        EarnRule daily = bonus(u"daily"_s, 3, 0);
        daily.perMemberDay = 2;
        EarnRule first = bonus(u"first"_s, 9, 0);
        first.when.firstOrder = true;
        EarnRule weekend { .id = u"weekend"_s, .name = u"周末"_s, .kind = EarnRule::Kind::Multiplier, .factor = { 20'000 } };
        weekend.when.weekdays = { 6, 7 };
        rules.earning.rules = { base(3), once, daily, first, weekend, bonus(u"over-60"_s, 5, 6'000) };
        rules.earning.capPerMemberDay = Points { 80 };
        rules.spendGifts = { { .id = u"tea"_s, .name = u"茶"_s, .minimum = { 5'000 }, .perMember = 3, .pack = { .gifts = { { u"tea"_s, u"茶"_s } } } } };
        MUST(till.publishRules(rules, Till::Notice::Waived));
        std::vector<Member> members;
        for (int i = 0; i < 12; ++i)
            members.push_back(m_world->member(qPrintable(u"138000000%1"_s.arg(10 + i)), "王", static_cast<Tier>(i % 4)));

        const BusinessDate from = till.today();
        std::vector<Sale> sales;
        Transaction transaction = MUST(Transaction::begin(till.database()));
        constexpr int sold = 1'100; // more than two pages
        for (int i = 0; i < sold; ++i) {
            m_world->clock().advanceMs(static_cast<qint64>(random.below(1'500'000)));
            const Member& member = members[random.below(members.size())];
            Cart cart = m_world->cart({ { "1", 1 + static_cast<qint64>(random.below(3)) }, { "2", 1 + static_cast<qint64>(random.below(2)) } });
            cart.member = member.id;
            const Quote quote = MUST(till.checkout().quoteCart(cart, member));
            sales.push_back(MUST(till.checkout().commit(transaction, { cart, { { TenderMethod::Cash, quote.total } }, member, u"小林"_s })));
            if (random.below(5) == 0) {
                const Sale& back = sales[random.below(sales.size())];
                std::vector<qint32> lines;
                if (random.below(2) == 0)
                    lines = { static_cast<qint32>(random.below(2)) };
                (void)till.refunds().refund({ back, lines, TenderMethod::Cash, u"小林"_s, u"x"_s }); // refused where it came back before
            }
        }
        MUST(transaction.commit());

        qint64 heard = 0;
        const RulesPreview asked = MUST(RulesReplay(till.database(), till.members(), till.rulesBook())
                                            .preview(rules, MUST(DateRange::make(from, till.today())), [&](qint64 done, qint64 total) {
                                                QCOMPARE(total, sold);
                                                heard = done;
                                            }));
        QCOMPARE(heard, sold);
        QCOMPARE(asked.members, static_cast<qint64>(members.size()));
        QCOMPARE(asked.given.points.count, MUST(till.database().integer("SELECT sum(points_earned) FROM sales WHERE member IS NOT NULL")));
        QCOMPARE(asked.spend.minor, MUST(till.database().integer("SELECT sum(total_minor) FROM sales WHERE member IS NOT NULL")));
        QVERIFY(asked.given.byRule == asked.then.byRule);
        QVERIFY(asked.then == asked.given);
        QVERIFY(asked.planned == asked.given);
        QVERIFY(asked.given.byRule.size() == 6);
        QCOMPARE(asked.given.gifts.at(u"tea"_s), MUST(till.database().integer("SELECT sum(remaining) FROM lots WHERE currency = 4")));
    }
};

TANGYUAN_TEST(RulesPreviewTest)
#include "RulesPreviewTest.moc"
