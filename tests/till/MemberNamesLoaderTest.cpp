// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/till/MemberNamesLoader.h"
#include "tests/support/World.h"

#include "tests/support/RoomTest.h"
#include <QElapsedTimer>
#include <QSignalSpy>

#include <QTest>

using namespace tangyuan;

namespace {

QString databasePath(const World& world)
{
    return world.folder() + u'/' + QLatin1String(Till::databaseName);
}

void registerMany(World& world, int count)
{
    Transaction transaction = MUST(Transaction::begin(world.till().database()));
    for (int i = 0; i < count; ++i) {
        Profile profile;
        profile.phone = QStringLiteral("138%1").arg(i, 8, 10, QChar(u'0'));
        profile.name = QStringLiteral("会员%1").arg(i);
        MUST(world.till().members().registerMember(transaction, profile));
    }
    MUST(transaction.commit());
}

}

/// The till starts selling while the names of its members are still being opened.
class MemberNamesLoaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyMemberCanBeFoundByName()
    {
        World world;
        const Member mei = world.member("13800138000", "王小梅");
        const Member gone = world.member("13900139000", "离开的人");
        QVERIFY(world.till().members().erase(gone.key));
        registerMany(world, 5'000);
        MemberNames names;
        MemberNamesLoader loader(names, databasePath(world), world.till().vault());
        QSignalSpy finished(&loader, &MemberNamesLoader::finished);
        QSignalSpy progressed(&loader, &MemberNamesLoader::progressed);
        loader.start();
        QVERIFY(loader.isRunning());
        QVERIFY(finished.wait(60'000));
        QVERIFY(!loader.isRunning());
        QCOMPARE(finished.front().front().toLongLong(), 0);
        QCOMPARE(names.size(), 5'001);
        QCOMPARE(names.search(QStringLiteral("wxm"), 10).front(), mei.key);
        QCOMPARE(names.search(QStringLiteral("会员4999"), 10).size(), 1U);
        QVERIFY(names.search(QStringLiteral("离开"), 10).empty());
        QVERIFY(progressed.size() > 1);
        int before = 0;
        for (const QList<QVariant>& percent : progressed) {
            QVERIFY(percent.front().toInt() > before);
            before = percent.front().toInt();
        }
        QCOMPARE(before, 100);
    }

    void whatChangesMeanwhileIsNotLost()
    {
        World world;
        registerMany(world, 3'000);
        Members& members = world.till().members();
        const Member early = MUST(members.byPhone(QStringLiteral("13800000000"))).value();
        const Member leaving = MUST(members.byPhone(QStringLiteral("13800002999"))).value();
        MemberNames names;
        MemberNamesLoader loader(names, databasePath(world), world.till().vault());
        const Listening listening = members.onChanged.add([&](const Member& member) { loader.note(member); });
        QSignalSpy finished(&loader, &MemberNamesLoader::finished);
        loader.start();
        // No event is handled in between, so the fill cannot be handed over before all of these.
        const Member lan = world.member("13900139000", "兰");
        Profile renamed = early.profile;
        renamed.name = QStringLiteral("改了名");
        MUST(members.update(early.key, renamed));
        MUST(members.erase(leaving.key));
        QCOMPARE(names.search(QStringLiteral("兰"), 10).size(), 1U); // at once, fill or no fill

        QVERIFY(finished.wait(60'000));
        QCOMPARE(names.search(QStringLiteral("兰"), 10).front(), lan.key);
        QCOMPARE(names.search(QStringLiteral("改了名"), 10).front(), early.key);
        QVERIFY(names.search(QStringLiteral("会员2999"), 10).empty());
        QCOMPARE(names.size(), 3'000);

        world.member("13900139001", "后来的人");
        QCOMPARE(names.search(QStringLiteral("后来"), 10).size(), 1U);
    }

    void goingAwayStopsTheFill()
    {
        World world;
        registerMany(world, 3'000);
        MemberNames names;
        QElapsedTimer timer;
        {
            MemberNamesLoader loader(names, databasePath(world), world.till().vault());
            connect(&loader, &MemberNamesLoader::finished, this, [] { QFAIL("nobody waits for this"); });
            loader.start();
            timer.start();
        }
        QVERIFY2(timer.elapsed() < 5'000, "the fill went on");
        QCoreApplication::processEvents();
        QCOMPARE(names.size(), 0);
        const MemberNamesLoader neverStarted(names, databasePath(world), world.till().vault());
    }

    void sealsThatDoNotOpenAreCounted()
    {
        World world;
        world.member("13800138000", "王小梅");
        const Vault other = MUST(Vault::open(QByteArray(32, 'x')));
        MemberNames names;
        MemberNamesLoader loader(names, databasePath(world), other);
        QSignalSpy finished(&loader, &MemberNamesLoader::finished);
        loader.start();
        QVERIFY(finished.wait(60'000));
        QCOMPARE(finished.front().front().toLongLong(), 1);
        QCOMPARE(names.size(), 0);
    }

    void noDatabaseIsAnError()
    {
        const World world;
        const Vault vault = MUST(Vault::open(QByteArray(32, 'x')));
        MemberNames names;
        MemberNamesLoader loader(names, world.folder() + QStringLiteral("/none.sqlite"), vault);
        std::optional<Error> error;
        connect(&loader, &MemberNamesLoader::failed, this, [&](const Error& failure) { error = failure; });
        loader.start();
        QTRY_VERIFY(error);
        QCOMPARE(error->code, ErrorCode::DatabaseMissing);
    }
};

TANGYUAN_TEST(MemberNamesLoaderTest)
#include "MemberNamesLoaderTest.moc"
