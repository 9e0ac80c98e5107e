// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RoomTest.h"
#include "tests/sync/ChainStory.h"

#include <QTest>

using namespace tangyuan;
using namespace tangyuan::sync;
using namespace Qt::StringLiterals;

namespace {

/// Two tills that know one member, and the hub's backup of that moment.
struct Backed {
    Chain chain;
    ChainTill& a = chain.addTill("A01");
    ChainTill& b = chain.addTill("A02");
    const Member member = a.member("13800138000");
    const QString backup = a.folder() + u"/hub-old"_s;

    Backed()
    {
        chain.syncAll();
        chain.backupHubTo(backup);
    }
    void restore() { chain.restoreHubFrom(backup); }
    qint64 sales() { return MUST(chain.hub().salesReport({ 20261120 }, { 20261120 })).front().figures.sales; }
};

}

/// The hub's database comes back from a backup.
class RestoredHubTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itIsToldAgainWhatItLost()
    {
        Backed story;
        story.a.sell(story.member, 10);
        story.chain.syncAll();
        story.b.sell(found(story.b, "13800138000"), 10);
        story.chain.syncAll();
        story.restore();
        story.chain.syncAll();
        story.chain.syncAll();
        QCOMPARE(story.a.points(story.member.id), 36);
        QCOMPARE(story.b.points(story.member.id), 36);
        QCOMPARE(story.sales(), 2);
        QCOMPARE(story.chain.exceptionsOf("hubRestored"), 1); // and not by every till
        QCOMPARE(story.chain.exceptions().size(), size_t { 1 });
        check(story.chain);
    }

    void whatItLostStaysAtItsTill()
    {
        Backed story;
        story.a.sell(story.member, 10);
        story.chain.sync(story.a);
        story.restore();
        story.a.session().wake();
        while (const auto request = MUST(story.a.session().next())) {
            MUST(story.a.session().answered(story.chain.hub().handle(*request)));
            QCOMPARE(story.a.points(story.member.id), 18); // whatever the hub knows yet
        }
        check(story.chain);
    }

    void whoWasAwayMakesNoOtherGeneration()
    {
        Backed story;
        story.b.sell(found(story.b, "13800138000"), 10);
        story.chain.syncAll();
        story.restore();
        for (int i = 0; i < 700; ++i) // more than one batch back
            story.a.sell({}, 1);
        story.chain.sync(story.a);
        story.restore(); // and once more, before the other till came
        story.chain.sync(story.a);
        const Id generation = story.a.till().hubLink()->generation;
        story.chain.sync(story.b);
        QCOMPARE(story.b.till().hubLink()->generation, generation);
        story.chain.syncAll();
        QCOMPARE(story.a.points(story.member.id), 18);
        QCOMPARE(story.sales(), 701);
        QCOMPARE(story.a.till().hubLink()->generation, generation);
        check(story.chain);
    }

    /// Nobody who is left told the hub what it lost; but somebody saw it.
    void rowsThatAreGoneAreNoticed()
    {
        Backed story;
        story.a.member("13500135000");
        story.a.member("13900139000");
        story.chain.syncAll();
        story.restore();
        story.chain.sync(story.b); // the other till burnt
        QCOMPARE(story.chain.exceptionsOf("hubRestored"), 1);
        story.b.member("13700137000");
        story.chain.sync(story.b);
        ChainTill& c = story.chain.addTill("A03");
        c.member("13600136000");
        story.chain.sync(c);
        story.chain.sync(story.b);
        QVERIFY(MUST(story.b.till().members().byPhone(u"13600136000"_s)));
        QCOMPARE(story.chain.exceptionsOf("hubRestored"), 1);
    }
};

TANGYUAN_TEST(RestoredHubTest)
#include "RestoredHubTest.moc"
