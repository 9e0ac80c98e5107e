// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RoomTest.h"
#include "tests/sync/ChainStory.h"

#include <QTest>

using namespace tangyuan;
using namespace tangyuan::sync;
using namespace Qt::StringLiterals;

/// What can go wrong between tills that cannot see each other, one story each: what the members and the manager see after.
class ConflictTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsNotSentYetLiesOverWhatComes()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        ChainTill& b = chain.addTill("A02");
        const Member member = a.member("13800138000");
        chain.syncAll();
        b.sell(found(b, "13800138000"), 10);
        chain.sync(b);
        a.sell(found(a, "13800138000"), 20); // not sent
        // Only the rows come down.
        a.session().wake();
        auto request = MUST(a.session().next());
        while (request && request->path != u"/v1/rows")
            request = MUST(a.session().next());
        QVERIFY(request);
        MUST(a.session().answered(chain.hub().handle(*request)));
        QCOMPARE(a.points(member.id), 18 + 36);
        check(chain);
        chain.syncAll();
        QCOMPARE(a.points(member.id), 54);
        QCOMPARE(b.points(member.id), 54);
        check(chain);
    }

    void onePhoneTwiceIsOnePerson()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        ChainTill& b = chain.addTill("A02");
        LoyaltyRules rules;
        rules.welcome = { .points = { 10 } };
        MUST(a.till().publishRules(rules, Till::Notice::Waived));
        chain.syncAll();
        const Member first = a.member("13800138000", "王小梅");
        MUST(a.till().loyalty().giveWelcome(first));
        a.sell(first, 10);
        chain.advance(60'000);
        const Member second = b.member("13800138000", "小梅");
        MUST(b.till().loyalty().giveWelcome(second));
        b.sell(second, 10);
        chain.sync(b); // the later one is heard first
        chain.syncAll();
        for (ChainTill* till : { &a, &b }) {
            const Member member = found(*till, "13800138000");
            QCOMPARE(member.id, first.id);
            QCOMPARE(member.profile.name, u"王小梅"_s);
            QCOMPARE(till->points(first.id), 18 + 18 + 10);                      // one welcome
            QCOMPARE(MUST(till->till().members().byId(second.id)).id, first.id); // the other's card goes on
            QCOMPARE(MUST(till->till().members().byNumber(second.number))->id, first.id);
        }
        QCOMPARE(chain.exceptionsOf("samePhone"), 1);
        check(chain);

        // They were two after all.
        MUST(chain.hub().splitMembers(chain.exceptions().front().id));
        chain.syncAll();
        QCOMPARE(a.points(first.id), 28);
        QCOMPARE(a.points(second.id), 28);
        QCOMPARE(MUST(b.till().members().byId(second.id)).profile.name, u"小梅"_s);
        check(chain);
    }

    void whatAnAliasDidLiesOverItsPerson()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        ChainTill& b = chain.addTill("A02");
        const Member first = a.member("13800138000");
        chain.sync(a);
        chain.advance(60'000);
        const Member second = b.member("13800138000");
        const auto talk = [&](const char* path) { // as far as the first request there
            b.session().wake();
            for (QString asked; asked != QLatin1String(path);) {
                const HubRequest request = MUST(b.session().next()).value();
                asked = request.path;
                MUST(b.session().answered(chain.hub().handle(request)));
            }
        };
        talk("/v1/facts");
        b.sell(second, 10); // before the till knows that she is another
        talk("/v1/rows");
        QCOMPARE(found(b, "13800138000").id, first.id);
        QCOMPARE(b.points(first.id), 18);
        chain.syncAll();
        check(chain);
    }

    void whatTwoTillsSpendAtOnceIsTheShopsLoss()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        ChainTill& b = chain.addTill("A02");
        const Member member = a.member("13800138000");
        MUST(a.till().loyalty().recharge(member, { 10'000 }, {}, TenderMethod::Cash));
        chain.syncAll();
        for (ChainTill* till : { &a, &b }) {
            till->clock().advanceMs(till == &a ? 1'000 : 2'000);
            MUST(till->till().loyalty().refundPrincipal(found(*till, "13800138000"), { 8'000 }, TenderMethod::Cash));
        }
        chain.syncAll();
        QCOMPARE(chain.exceptionsOf("overspent"), 1);
        QCOMPARE(chain.exceptions().front().details["amount"_L1].toInteger(), 6'000);
        for (ChainTill* till : { &a, &b })
            QCOMPARE(MUST(till->till().checkout().balances(found(*till, "13800138000").key)).value.sum(), Money { 0 });
        check(chain);
    }

    void aGiftTakenAtTwoTillsIsTold()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        ChainTill& b = chain.addTill("A02");
        LoyaltyRules rules;
        rules.welcome = { .gifts = { { u"tea"_s, u"茶"_s, 1, 30 } } };
        MUST(a.till().publishRules(rules, Till::Notice::Waived));
        const Member member = a.member("13800138000");
        MUST(a.till().loyalty().giveWelcome(member));
        chain.syncAll();
        for (ChainTill* till : { &a, &b }) {
            till->clock().advanceMs(1'000);
            MUST(till->till().loyalty().takeGift(found(*till, "13800138000"), u"tea"_s));
        }
        chain.syncAll();
        QCOMPARE(chain.exceptionsOf("couponTwice"), 1);
        check(chain);
    }

    void anOldBackupComesBack()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        ChainTill& b = chain.addTill("A02");
        const Member member = a.member("13800138000");
        chain.syncAll();
        const QString backup = b.folder() + u"/old"_s;
        a.backupTo(backup);
        a.sell(member, 10);
        chain.syncAll();
        a.restoreFrom(backup);
        a.clock().advanceMs(60'000);
        const Sale after = a.sell(found(a, "13800138000"), 10); // under a key that the hub has already
        chain.syncAll();
        QCOMPARE(a.points(member.id), 36);
        QCOMPARE(b.points(member.id), 36);
        QCOMPARE(chain.exceptionsOf("fork"), 1);
        const Sale next = a.sell(found(a, "13800138000"), 1);
        QVERIFY(next.fact.epoch > after.fact.epoch); // no receipt's number twice from here on
        chain.syncAll();
        QCOMPARE(chain.exceptionsOf("fork"), 1);
        check(chain);
    }

    void aCopiedDiskSellsOnBesideItsOriginal()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        const Member member = a.member("13800138000");
        chain.syncAll();
        chain.tills().push_back(a.clone(77));
        ChainTill& copy = *chain.tills().back();
        for (int round = 0; round < 3; ++round) {
            chain.advance(10'000);
            a.sell(found(a, "13800138000"), 10);
            copy.clock().advanceMs(3'000);
            copy.sell(found(copy, "13800138000"), 10);
            chain.syncAll();
        }
        QCOMPARE(a.points(member.id), 6 * 18);
        QCOMPARE(copy.points(member.id), 6 * 18);
        QCOMPARE(chain.exceptionsOf("fork"), 1);
        check(chain);
    }

    void aRefundIsHeardBeforeItsSale()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        ChainTill& b = chain.addTill("A02");
        const Member member = a.member("13800138000");
        chain.syncAll();
        // The hub loses the sale, and hears of the refund first: a till cannot do that, a restored hub can.
        const QString backup = a.folder() + u"/hub-old"_s;
        chain.backupHubTo(backup);
        const Sale sale = a.sell(found(a, "13800138000"), 10);
        chain.syncAll();
        const Fact fact = *MUST(a.till().facts().find(sale.id));
        QCOMPARE(b.points(member.id), 18);
        // B undoes what A did, as a refund in another store will.
        MUST(b.till().loyalty().adjustPoints(found(b, "13800138000"), -18, u"退货"_s));
        chain.restoreHubFrom(backup);
        chain.sync(b);
        QCOMPARE(chain.exceptionsOf("overspent"), 1);
        chain.syncAll();
        QCOMPARE(chain.exceptionsOf("overspent"), 0); // it came right by itself
        QCOMPARE(a.points(member.id), 0);
        QCOMPARE(b.points(member.id), 0);
        check(chain);
    }

    void twoEditsOfOneThingAreTold()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        ChainTill& b = chain.addTill("A02");
        chain.syncAll();
        for (ChainTill* till : { &a, &b }) {
            Product product = *till->till().catalog().byPlu(u"1"_s);
            product.price = { till == &a ? 1'900 : 2'000 };
            MUST(till->till().saveProducts({}, { product }));
        }
        chain.syncAll();
        QCOMPARE(chain.exceptionsOf("editsCrossed"), 1);
        for (ChainTill* till : { &a, &b })
            QCOMPARE(till->till().catalog().byPlu(u"1"_s)->price, Money { 1'900 });
        // Once seen, it can be edited again.
        Product product = *b.till().catalog().byPlu(u"1"_s);
        product.price = { 2'000 };
        MUST(b.till().saveProducts({}, { product }));
        chain.syncAll();
        QCOMPARE(a.till().catalog().byPlu(u"1"_s)->price, Money { 2'000 });
        QCOMPARE(chain.exceptionsOf("editsCrossed"), 1);
        check(chain);
    }

    void aCashierOfOneTillIsThereAtTheOther()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        MUST(a.till().cashiers().add(u"王芳"_s));
        ChainTill& b = chain.addTill("B01", "S2");
        const auto there = [](ChainTill& till) { return MUST(till.till().cashiers().active()); };
        chain.syncAll();
        QCOMPARE(there(b), there(a));
        ShopSettings settings = b.till().settings();
        settings.cashier = u"王芳"_s; // sells there today
        MUST(b.till().saveSettings(settings));
        MUST(a.till().cashiers().rename(u"王芳"_s, u"王芳芳"_s));
        chain.syncAll();
        QCOMPARE(b.till().settings().cashier, u"王芳芳"_s);
        QCOMPARE(there(b).size(), size_t { 1 });
        MUST(b.till().cashiers().end(u"王芳芳"_s));
        chain.syncAll();
        QVERIFY(there(a).empty());
        QVERIFY(chain.exceptions().empty());
        check(chain);
    }

    void whoStandsAtATillIsNoEditOfTheShop()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        ChainTill& b = chain.addTill("B01", "S2");
        const auto save = [](ChainTill& till, QString ShopSettings::*field, const QString& text) {
            ShopSettings settings = till.till().settings();
            settings.*field = text;
            MUST(till.till().saveSettings(settings));
        };
        for (const QString& name : { u"王芳"_s, u"李雷"_s, u"小林"_s })
            save(b, &ShopSettings::cashier, name); // three shifts, cut off
        save(a, &ShopSettings::receiptFooter, u"谢谢光临"_s);
        chain.sync(a);
        chain.syncAll();
        QVERIFY(chain.exceptions().empty());
        QCOMPARE(b.till().settings().cashier, u"小林"_s);
        QCOMPARE(b.till().settings().receiptFooter, u"谢谢光临"_s);
        QVERIFY(a.till().settings().cashier.isEmpty());
    }

    void whatATillListedBeforeItJoinedIsTheChains()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        MUST(a.till().cashiers().add(u"王芳"_s));
        auto& alone = *chain.tills().emplace_back(std::make_unique<ChainTill>(u"A02"_s, chain.clock().now(), 7));
        MUST(alone.till().cashiers().add(u"王芳"_s)); // she sells at both
        MUST(alone.till().cashiers().add(u"李雷"_s));
        QVERIFY(chain.enrol(alone, "S1").status == 200);
        chain.syncAll();
        for (ChainTill* till : { &a, &alone })
            QCOMPARE(MUST(till->till().cashiers().active()).size(), size_t { 2 });
        QCOMPARE(MUST(a.till().cashiers().all()), MUST(alone.till().cashiers().all()));
        QVERIFY(chain.exceptions().empty());
        check(chain);
    }

    void twoNewNamesOfOneCashierAreTold()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        ChainTill& b = chain.addTill("A02");
        MUST(a.till().cashiers().add(u"王芳"_s));
        chain.syncAll();
        MUST(a.till().cashiers().rename(u"王芳"_s, u"王方"_s));
        MUST(b.till().cashiers().rename(u"王芳"_s, u"汪芳"_s));
        chain.syncAll();
        QCOMPARE(chain.exceptionsOf("editsCrossed"), 1);
        for (ChainTill* till : { &a, &b })
            QCOMPARE(MUST(till->till().cashiers().active()).front().name, u"王方"_s);
        check(chain);
    }

    void rulesAndPricesOfTwoManagersNeverMix()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        ChainTill& b = chain.addTill("A02");
        chain.syncAll();
        for (ChainTill* till : { &a, &b }) {
            LoyaltyRules rules = till->till().rules();
            rules.welcome = { .points = { till == &a ? 5 : 50 } };
            MUST(till->till().publishRules(rules, Till::Notice::Waived));
        }
        chain.syncAll();
        QCOMPARE(chain.exceptionsOf("editsCrossed"), 1);
        QCOMPARE(a.till().rules().welcome.points, Points { 5 });
        QCOMPARE(b.till().rules().welcome.points, Points { 5 });
        QCOMPARE(b.till().rulesBook().newestVersion(), a.till().rulesBook().newestVersion());
        check(chain);
    }

    void aWrongClockMovesNobodysPoints()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        ChainTill& b = chain.addTill("A02");
        const Member member = a.member("13800138000");
        chain.syncAll();
        b.clock().set(BusinessCalendar {}.fromLocal(QDate(2031, 1, 1), QTime(9, 0)));
        b.sell(found(b, "13800138000"), 10);
        chain.syncAll();
        QCOMPARE(chain.exceptionsOf("wrongClock"), 1);
        a.sell(found(a, "13800138000"), 10);
        chain.syncAll();
        QCOMPARE(a.points(member.id), 36);
        check(chain);
    }

    void aRestoredTillGoesOnInItsNewEpoch()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        const Member member = a.member("13800138000");
        for (int i = 0; i < 5; ++i)
            a.sell(member, 10);
        chain.syncAll();
        const QString backup = a.folder() + u"/old"_s;
        a.backupTo(backup);
        for (int i = 0; i < 5; ++i)
            a.sell(member, 10);
        chain.syncAll();
        a.restoreFrom(backup);
        {
            Transaction transaction = MUST(Transaction::begin(a.till().database())); // as tangyuan-admin restore does
            MUST(a.till().facts().startEpoch(transaction));
            MUST(transaction.commit());
        }
        a.clock().advanceMs(60'000);
        a.sell(found(a, "13800138000"), 10);
        chain.syncAll();
        QCOMPARE(a.points(member.id), 11 * 18);
        QCOMPARE(chain.exceptionsOf("fork"), 1);
        check(chain);
    }

    void aPrintedCouponIsUsedAtTwoTills()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        ChainTill& b = chain.addTill("A02");
        PriceRules prices;
        CouponTemplate five;
        five.offer.id = u"five"_s;
        five.offer.name = u"5元券"_s;
        five.offer.kind = Offer::Kind::Order;
        five.offer.rungs = { Rung { .off = Money { 500 } } };
        prices.coupons = { five };
        MUST(a.till().publishPrices(prices));
        const CouponRows::Batch batch = MUST(a.till().coupons().print(u"five"_s, 10, a.till().today(), {}));
        chain.syncAll();
        for (ChainTill* till : { &a, &b }) {
            const auto read = readCouponCode(makeCouponCode(batch.id, 3, a.till().vault()), till->till().issuerKeys());
            QVERIFY(read);
            Cart cart = till->till().newCart();
            const Product* product = till->till().catalog().byPlu(u"1"_s);
            MUST(addToCart(cart, { *product, { product->unit, 1 }, {} }));
            cart.coupons = { MUST(till->till().coupons().laid(*read)) };
            MUST(till->till().checkout().commit({ cart, { { TenderMethod::Cash, { 1'300 } } }, {}, {} }));
        }
        chain.syncAll();
        QCOMPARE(chain.exceptionsOf("couponTwice"), 1);
        for (ChainTill* till : { &a, &b })
            QCOMPARE(MUST(CouponRows(till->till().database()).printed(batch.id, 3)).uses, 2);
        MUST(b.till().coupons().revokePrinted(batch.id, 0, u"印错"_s));
        chain.syncAll();
        QVERIFY(MUST(CouponRows(a.till().database()).batch(batch.id))->isRevoked);
        check(chain);
    }

    void cardsFromBeforeTheChainAreGoodInAllOfIt()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        ChainTill alone(u"B01"_s, chain.clock().now(), 9);
        const Member member = alone.member("13900139000");
        const QString card = makeMemberCode(member.id, alone.till().vault());
        QCOMPARE(chain.enrol(alone, "S1").status, 200);
        chain.sync(alone);
        chain.sync(a);
        for (Till* till : { &a.till(), &alone.till() })
            QCOMPARE(MUST(readMemberCode(card, till->issuerKeys(), till->clock().now())).member, member.id);
        QCOMPARE(found(a, "13900139000").profile.name, u"王小梅"_s);
        alone.restart(); // the organisation's key came with it
        QCOMPARE(found(alone, "13900139000").id, member.id);
        MUST(alone.till().leave());
        QCOMPARE(found(alone, "13900139000").id, member.id);
        alone.restart();
        QCOMPARE(found(alone, "13900139000").profile.name, u"王小梅"_s);
    }

    void settingsAndSegmentsAreTheChains()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        ChainTill& b = chain.addTill("B01", "S2");
        ShopSettings settings = a.till().settings();
        settings.receiptFooter = u"谢谢光临"_s;
        settings.cashier = u"小林"_s;
        MUST(a.till().saveSettings(settings));
        chain.syncAll();
        QCOMPARE(b.till().settings().receiptFooter, u"谢谢光临"_s);
        QCOMPARE(b.till().settings().tillCode, u"B01"_s); // the till's own
        QVERIFY(b.till().settings().cashier.isEmpty());
        QVERIFY(chain.exceptions().empty());
    }

    void aTillThatWasTakenOutIsRefusedAtOnce()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        a.sell({}, 1);
        a.session().wake();
        const auto request = MUST(a.session().next());
        QVERIFY(request);
        MUST(chain.hub().revoke(u"A01"_s));
        const HubReply reply = chain.hub().handle(*request); // signed before
        QCOMPARE(reply.status, 403);
        const auto answered = a.session().answered(reply);
        QVERIFY(!answered && answered.error().code == ErrorCode::DeviceRevoked);
        a.sell({}, 1); // it sells on
        // Taken in again, it sends what it has.
        QCOMPARE(chain.enrol(a, "S1").status, 200);
        chain.syncAll();
        QCOMPARE(MUST(chain.hub().salesReport({ 20261120 }, { 20261120 })).front().figures.sales, 2);
        check(chain);
    }

    void aTillThatLeavesTakesItselfOut()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        ChainTill& b = chain.addTill("A02");
        chain.syncAll();
        const HubRequest farewell = a.session().leave();
        MUST(a.till().leave());
        QCOMPARE(chain.hub().handle(farewell).status, 200);
        QCOMPARE(chain.hub().handle(farewell).status, 403); // heard twice, it says so and does no more
        for (const Hub::Device& device : MUST(chain.hub().devices()))
            QCOMPARE(device.isRevoked, device.code == u"A01"_s);
        b.sell({}, 1);
        chain.sync(b);
        check(chain);
    }

    void anEnrolmentCodeIsGoodOnce()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        MUST(chain.hub().saveStore({ u"S1"_s, u"门店"_s }));
        const EnrolmentCode code { u"https://127.0.0.1:8443"_s, QByteArray(32, 'c'), MUST(chain.hub().makeEnrolmentSecret(u"S1"_s)) };
        QCOMPARE(EnrolmentCode::fromText(code.toText())->secret, code.secret);
        ChainTill b(u"A01"_s, chain.clock().now(), 5);
        QCOMPARE(chain.hub().handle(enrolRequest(b.till(), code)).body["error"_L1].toString(), u"tillCodeTaken"_s);
        ChainTill c(u"A03"_s, chain.clock().now(), 6);
        QCOMPARE(chain.hub().handle(enrolRequest(c.till(), code)).status, 200);
        QCOMPARE(chain.hub().handle(enrolRequest(c.till(), code)).status, 200); // the answer was lost
        ChainTill d(u"A04"_s, chain.clock().now(), 7);
        QCOMPARE(chain.hub().handle(enrolRequest(d.till(), code)).body["error"_L1].toString(), u"codeUnknown"_s);
        EnrolmentCode late = code;
        late.secret = MUST(chain.hub().makeEnrolmentSecret(u"S1"_s));
        chain.advance(qint64 { 25 } * 3'600'000);
        QCOMPARE(chain.hub().handle(enrolRequest(d.till(), late)).body["error"_L1].toString(), u"codeUnknown"_s);
        Q_UNUSED(a);
    }

    void anErasedMemberIsErasedEverywhere()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        ChainTill& b = chain.addTill("A02");
        const Member member = a.member("13800138000");
        chain.syncAll();
        const Member there = found(b, "13800138000");
        MUST(a.till().members().erase(member.key));
        Profile later = there.profile;
        later.name = u"王大梅"_s;
        b.clock().advanceMs(1'000);
        MUST(b.till().members().update(there.key, later)); // B does not know yet
        chain.syncAll();
        for (ChainTill* till : { &a, &b }) {
            QVERIFY(MUST(till->till().members().byId(member.id)).isErased);
            QVERIFY(!MUST(till->till().members().byPhone(u"13800138000"_s)));
        }
        QCOMPARE(chain.exceptionsOf("afterErasure"), 1);
        // The phone is free again.
        const Member again = b.member("13800138000", "新人");
        chain.syncAll();
        QCOMPARE(found(a, "13800138000").id, again.id);
        check(chain);
    }

    void factsOfAnotherVersionAreKept()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        {
            Transaction transaction = MUST(Transaction::begin(a.till().database()));
            MUST(a.till().facts().append(transaction,
                { Id::make(a.clock(), a.random()), u"moon.landed"_s, 9, a.till().today(), a.clock().now(), { { u"ledger"_s, QJsonArray { 7 } } } }));
            MUST(transaction.commit());
        }
        a.sell({}, 1);
        chain.syncAll();
        QCOMPARE(chain.exceptionsOf("undecodable"), 1);
        QCOMPARE(MUST(chain.hub().salesReport({ 20261120 }, { 20261120 })).front().figures.sales, 1); // the queue goes on
        check(chain);
    }
};

TANGYUAN_TEST(ConflictTest)
#include "ConflictTest.moc"
