// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RoomTest.h"
#include "tests/sync/ChainStory.h"

#include <QTest>

using namespace tangyuan;
using namespace tangyuan::sync;
using namespace Qt::StringLiterals;

/// What a member has in one store is theirs in all.
class StoresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void registeredInOneStoreEarnsInAnother()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01", "S1");
        ChainTill& b = chain.addTill("B01", "S2");
        const Member member = a.member("13800138000");
        a.sell(member, 10); // ¥180: 18 points
        chain.syncAll();
        QVERIFY(!MUST(b.till().members().byPhone(u"13800138000"_s))); // of another store: not in its working set
        const auto id = asked(chain, b, { .phoneIndex = b.till().vault().blindIndex(Vault::Index::Phone, u"+8613800138000"_s) });
        QCOMPARE(id, std::optional(member.id));
        const Member there = found(b, "13800138000");
        QCOMPARE(there.profile.name, u"王小梅"_s);
        QCOMPARE(b.points(member.id), 18);
        b.sell(there, 10);
        chain.syncAll();
        QCOMPARE(a.points(member.id), 36);
        QCOMPARE(b.points(member.id), 36);
        QVERIFY(chain.exceptions().empty());
        check(chain);
    }

    void whatIsBoughtInTwoStoresMakesOneTier()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01", "S1");
        ChainTill& b = chain.addTill("B01", "S2");
        LoyaltyRules rules;
        rules.tiers.windowDays = 30;
        rules.tiers.graceDays = 0;
        rules.tiers.tiers[1].needs = { { .spend = Money { 30'000 } } };
        MUST(a.till().publishRules(rules, Till::Notice::Waived));
        chain.syncAll();
        const Member member = a.member("13800138000");
        a.sell(member, 10); // ¥180
        QVERIFY(!MUST(a.till().loyalty().assessTier(MUST(a.till().members().byId(member.id)))));
        chain.syncAll();
        QVERIFY(asked(chain, b, { .id = member.id }));
        b.sell(found(b, "13800138000"), 10);
        const auto risen = MUST(b.till().loyalty().assessTier(found(b, "13800138000")));
        QVERIFY(risen);
        QCOMPARE(risen->to, Tier::Silver);
        chain.syncAll();
        QCOMPARE(found(a, "13800138000").tier, Tier::Silver);
        // The rules gave it, so they may take it, at any till.
        a.clock().advanceMs(40LL * 86'400'000);
        MUST(a.till().loyalty().assessTier(found(a, "13800138000"))); // from today on it is below
        a.clock().advanceMs(2LL * 86'400'000);
        const auto fallen = MUST(a.till().loyalty().assessTier(found(a, "13800138000")));
        QVERIFY(fallen);
        QCOMPARE(fallen->to, Tier::Regular);
        check(chain);
    }

    void aPinIsAskedAndChangedInAnyStore()
    {
        Chain chain;
        const auto till = std::make_unique<ChainTill>(u"A01"_s, chain.clock().now(), 7);
        ChainTill& a = *till;
        const Member member = a.member("13800138000");
        MUST(a.till().pins().set(member.key, u"2580"_s)); // before there was a chain
        QCOMPARE(chain.enrol(a, "S1").status, 200);
        ChainTill& b = chain.addTill("B01", "S2");
        chain.sync(a);
        chain.sync(b);
        QVERIFY(asked(chain, b, { .id = member.id }));
        const auto guessed = [](ChainTill& at, const QString& pin) {
            const auto checked = at.till().pins().check(found(at, "13800138000").key, pin);
            return checked ? u"right"_s : errorCodeName(checked.error().code);
        };
        QCOMPARE(guessed(b, u"1379"_s), u"PinWrong"_s);
        QCOMPARE(guessed(b, u"2580"_s), u"right"_s);
        MUST(b.till().pins().set(found(b, "13800138000").key, u"975310"_s));
        QCOMPARE(guessed(b, u"1379"_s), u"PinWrong"_s);
        chain.sync(b);
        chain.sync(a);
        QCOMPARE(guessed(a, u"2580"_s), u"PinWrong"_s);
        QCOMPARE(guessed(a, u"975310"_s), u"right"_s);
        // What a till counted stays when the member comes down again.
        b.sell(found(b, "13800138000"));
        chain.sync(b);
        QCOMPARE(MUST(PinRows(b.till().database()).find(found(b, "13800138000").key))->failures, 1);
        MUST(a.till().leave());
        QCOMPARE(guessed(a, u"975310"_s), u"right"_s);
        MUST(b.till().pins().remove(found(b, "13800138000").key));
        chain.sync(b);
        QCOMPARE(guessed(b, u"975310"_s), u"PinUnset"_s);
    }

    void aNewTillThatIsHeardFirstSetsNoRules()
    {
        Chain chain;
        const auto till = std::make_unique<ChainTill>(u"A01"_s, chain.clock().now(), 7);
        ChainTill& a = *till;
        LoyaltyRules rules;
        rules.welcome = { .points = { 5 } };
        MUST(a.till().publishRules(rules, Till::Notice::Waived));
        ShopSettings settings = a.till().settings();
        settings.receiptFooter = u"谢谢光临"_s;
        MUST(a.till().saveSettings(settings));
        QCOMPARE(chain.enrol(a, "S1").status, 200);
        ChainTill& b = chain.addTill("B01", "S2");
        chain.sync(b);
        chain.sync(a);
        chain.sync(b);
        for (ChainTill* each : { &a, &b }) {
            QCOMPARE(each->till().rules().welcome.points, Points { 5 });
            QCOMPARE(each->till().settings().receiptFooter, u"谢谢光临"_s);
        }
        QVERIFY(chain.exceptions().empty());
    }

    void versionsThatOnlyOneTillHasAreTakenBack()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        const auto publish = [](ChainTill& till, qint64 welcome) {
            LoyaltyRules rules = till.till().rules();
            rules.welcome = { .points = { welcome } };
            MUST(till.till().publishRules(rules, Till::Notice::Waived));
            MUST(till.till().publishPrices({}));
        };
        publish(a, 5);
        chain.sync(a);
        auto& b = *chain.tills().emplace_back(std::make_unique<ChainTill>(u"B01"_s, chain.clock().now(), 7));
        for (const qint64 welcome : { 10, 20, 30 }) // as long as it stood alone
            publish(b, welcome);
        QCOMPARE(chain.enrol(b, "S2").status, 200);
        chain.syncAll();
        QVERIFY(chain.exceptions().empty());
        const auto agree = [&](qint64 welcome) {
            for (ChainTill* till : { &a, &b })
                QCOMPARE(till->till().rules().welcome.points, Points { welcome });
            QCOMPARE(b.till().rulesBook().newestVersion(), a.till().rulesBook().newestVersion());
            QCOMPARE(b.till().priceBook().newestVersion(), a.till().priceBook().newestVersion());
        };
        agree(5);
        publish(a, 6);
        for (const qint64 welcome : { 70, 80 }) // cut off
            publish(b, welcome);
        chain.syncAll();
        agree(6);
        QCOMPARE(chain.exceptionsOf("editsCrossed"), 4);
        publish(b, 9); // and on from there
        chain.syncAll();
        agree(9);
        QCOMPARE(chain.exceptionsOf("editsCrossed"), 4);
        check(chain);
    }

    void anOfferWithALimitByMemberIsLimitedInAllStores()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01", "S1");
        ChainTill& b = chain.addTill("B01", "S2");
        PriceRules prices;
        prices.promotions.push_back({ .id = u"first-two"_s, .name = u"Half price, twice"_s, .kind = Offer::Kind::Percent, .rate = { 5'000 }, .perMember = 2 });
        MUST(a.till().publishPrices(prices));
        chain.syncAll();
        const Member member = a.member("13800138000");
        QCOMPARE(a.sell(member, 10).total, Money { 9'000 });
        chain.syncAll();
        QVERIFY(asked(chain, b, { .id = member.id }));
        const Sale second = b.sell(found(b, "13800138000"), 10);
        QCOMPARE(second.total, Money { 9'000 });
        QCOMPARE(b.sell(found(b, "13800138000"), 10).total, Money { 18'000 });
        chain.syncAll();
        QCOMPARE(a.sell(found(a, "13800138000"), 10).total, Money { 18'000 });
        MUST(b.till().refunds().refund({ second, {}, TenderMethod::Cash, {}, u"spilt"_s })); // so they may have it once more
        chain.syncAll();
        QCOMPARE(a.sell(found(a, "13800138000"), 10).total, Money { 9'000 });
        chain.syncAll();
        check(chain);
    }
};

TANGYUAN_TEST(StoresTest)
#include "StoresTest.moc"
