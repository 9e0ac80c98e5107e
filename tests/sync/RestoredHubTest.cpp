// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RoomTest.h"
#include "tests/sync/ChainStory.h"

#include <QTest>

using namespace tangyuan;
using namespace tangyuan::sync;
using namespace Qt::StringLiterals;

/// The hub's database comes back from a backup.
class RestoredHubTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itIsToldAgainWhatItLost()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        ChainTill& b = chain.addTill("A02");
        const Member member = a.member("13800138000");
        chain.syncAll();
        const QString backup = a.folder() + u"/hub-old"_s;
        chain.backupHubTo(backup);
        a.sell(member, 10);
        chain.syncAll();
        b.sell(found(b, "13800138000"), 10);
        chain.syncAll();
        chain.restoreHubFrom(backup);
        chain.syncAll();
        chain.syncAll();
        QCOMPARE(a.points(member.id), 36);
        QCOMPARE(b.points(member.id), 36);
        QCOMPARE(MUST(chain.hub().salesReport({ 20261120 }, { 20261120 })).front().figures.sales, 2);
        QCOMPARE(chain.exceptionsOf("hubRestored"), 1); // and not by every till
        QCOMPARE(chain.exceptions().size(), size_t { 1 });
        check(chain);
    }

    void whatItLostStaysAtItsTill()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        const Member member = a.member("13800138000");
        chain.sync(a);
        const QString backup = a.folder() + u"/hub-old"_s;
        chain.backupHubTo(backup);
        a.sell(member, 10);
        chain.sync(a);
        chain.restoreHubFrom(backup);
        a.session().wake();
        while (const auto request = MUST(a.session().next())) {
            MUST(a.session().answered(chain.hub().handle(*request)));
            QCOMPARE(a.points(member.id), 18); // whatever the hub knows yet
        }
        check(chain);
    }

    void whoWasAwayMakesNoOtherGeneration()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        ChainTill& b = chain.addTill("A02");
        const Member member = a.member("13800138000");
        chain.syncAll();
        const QString backup = a.folder() + u"/hub-old"_s;
        chain.backupHubTo(backup);
        b.sell(found(b, "13800138000"), 10);
        chain.syncAll();
        chain.restoreHubFrom(backup);
        for (int i = 0; i < 700; ++i) // more than one batch back
            a.sell({}, 1);
        chain.sync(a);
        chain.restoreHubFrom(backup); // and once more, before the other till came
        chain.sync(a);
        const Id generation = a.till().hubLink()->generation;
        chain.sync(b);
        QCOMPARE(b.till().hubLink()->generation, generation);
        chain.syncAll();
        QCOMPARE(a.points(member.id), 18);
        QCOMPARE(MUST(chain.hub().salesReport({ 20261120 }, { 20261120 })).front().figures.sales, 701);
        QCOMPARE(a.till().hubLink()->generation, generation);
        check(chain);
    }

    /// Nobody who is left told the hub what it lost; but somebody saw it.
    void rowsThatAreGoneAreNoticed()
    {
        Chain chain;
        ChainTill& a = chain.addTill("A01");
        ChainTill& b = chain.addTill("A02");
        chain.syncAll();
        const QString backup = a.folder() + u"/hub-old"_s;
        chain.backupHubTo(backup);
        a.member("13800138000");
        a.member("13900139000");
        chain.syncAll();
        chain.restoreHubFrom(backup);
        chain.sync(b); // the other till burnt
        QCOMPARE(chain.exceptionsOf("hubRestored"), 1);
        b.member("13700137000");
        chain.sync(b);
        ChainTill& c = chain.addTill("A03");
        c.member("13600136000");
        chain.sync(c);
        chain.sync(b);
        QVERIFY(MUST(b.till().members().byPhone(u"13600136000"_s)));
        QCOMPARE(chain.exceptionsOf("hubRestored"), 1);
    }
};

TANGYUAN_TEST(RestoredHubTest)
#include "RestoredHubTest.moc"
