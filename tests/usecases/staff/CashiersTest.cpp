// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Limits.h"
#include "core/storage/Verification.h"
#include "tests/support/RoomTest.h"
#include "tests/support/World.h"

#include <QJsonDocument>
#include <QTest>

using namespace tangyuan;
using namespace Qt::Literals::StringLiterals;

/// Who works here: a list that outlives the till's settings.
class CashiersTest : public QObject {
    Q_OBJECT

    static QStringList active(Till& till)
    {
        QStringList names;
        for (const Cashier& cashier : MUST(till.cashiers().active()))
            names.append(cashier.name);
        return names;
    }
    static std::vector<QJsonObject> told(Till& till)
    {
        std::vector<QJsonObject> bodies;
        MUST(till.facts().forEach([&](const Fact& fact) {
            if (fact.type == u"cashier.saved")
                bodies.push_back(QJsonDocument::fromJson(fact.body).object());
        }));
        return bodies;
    }
    /// As a row of the chain lays it.
    static void lay(World& world, const Cashier& cashier)
    {
        MUST(world.till().takeOver({ { { SharedKind::Cashier, cashier.id.toString(), cashier.toJson() } }, {}, {} }));
    }

private Q_SLOTS:
    void theyComeAndGoAndComeBack()
    {
        World world;
        Cashiers& cashiers = world.till().cashiers();
        const Cashier wang = MUST(cashiers.add(u" 王芳 "_s));
        MUST(cashiers.add(u"Ann"_s));
        QCOMPARE(active(world.till()), (QStringList { u"Ann"_s, u"王芳"_s }));
        QCOMPARE(MUST(cashiers.end(u"王芳"_s)).id, wang.id);
        QCOMPARE(active(world.till()), QStringList { u"Ann"_s });
        QCOMPARE(MUST(cashiers.all()).back(), (Cashier { wang.id, u"王芳"_s, false }));
        QCOMPARE(MUST(cashiers.add(u"王芳"_s)), wang); // the same person again
        MUST(cashiers.end(u"王芳"_s));
        QCOMPARE(MUST(cashiers.resume(u"王芳"_s)), wang);
        world.restart();
        QCOMPARE(active(world.till()), (QStringList { u"Ann"_s, u"王芳"_s }));
        const auto facts = told(world.till());
        QCOMPARE(facts.size(), size_t { 6 });
        QCOMPARE(facts[2], (QJsonObject { { u"id"_s, wang.id.toString() }, { u"name"_s, u"王芳"_s }, { u"active"_s, false } }));
        QVERIFY(verifyDatabase(world.till().database()).has_value());
    }

    void oneNameIsOneCashier()
    {
        World world;
        Cashiers& cashiers = world.till().cashiers();
        MUST(cashiers.add(u"王芳"_s));
        MUST(cashiers.add(u"李雷"_s));
        QCOMPARE(cashiers.add(u"王芳"_s).error().code, ErrorCode::CashierTaken);
        QCOMPARE(cashiers.rename(u"李雷"_s, u"王芳"_s).error().code, ErrorCode::CashierTaken);
        QCOMPARE(cashiers.rename(u"nobody"_s, u"Ann"_s).error().code, ErrorCode::CashierNotFound);
        QCOMPARE(cashiers.resume(u"王芳"_s).error().code, ErrorCode::CashierTaken);
        QCOMPARE(cashiers.resume(u"nobody"_s).error().code, ErrorCode::CashierNotFound);
        QCOMPARE(cashiers.end(u"nobody"_s).error().code, ErrorCode::CashierNotFound);
        QCOMPARE(cashiers.add(u"  "_s).error().code, ErrorCode::InputMalformed);
        QCOMPARE(cashiers.add(u"a\tb"_s).error().code, ErrorCode::InputMalformed);
        QCOMPARE(cashiers.add(QString(limits::nameChars + 1, u'a')).error().code, ErrorCode::InputTooLong);
        QCOMPARE(told(world.till()).size(), size_t { 2 });
        MUST(cashiers.end(u"王芳"_s));
        MUST(cashiers.rename(u"李雷"_s, u"王芳"_s)); // who left keeps no name from others
        QCOMPARE(active(world.till()), QStringList { u"王芳"_s });
    }

    void theListHasALimit()
    {
        World world;
        Cashiers& cashiers = world.till().cashiers();
        Transaction transaction = MUST(Transaction::begin(world.till().database()));
        for (qint64 i = 0; i < Cashiers::activeLimit; ++i)
            MUST(cashiers.add(QString::number(i)));
        QCOMPARE(cashiers.add(u"one more"_s).error().code, ErrorCode::InputOutOfRange);
        MUST(world.till().saveSettings(world.till().settings())); // all else goes on
        QCOMPARE(MUST(cashiers.active()).size(), size_t { Cashiers::activeLimit });
        MUST(cashiers.end(u"7"_s));
        MUST(cashiers.add(u"one more"_s));
        QCOMPARE(cashiers.resume(u"7"_s).error().code, ErrorCode::InputOutOfRange);
        MUST(transaction.commit());
    }

    void whoStandsInTheSettingsGetsIntoTheListWithThem()
    {
        World world; // its settings name 小林
        QVERIFY(active(world.till()).isEmpty());
        MUST(world.till().saveSettings(world.till().settings()));
        QCOMPARE(active(world.till()), QStringList { u"小林"_s });
        MUST(world.till().saveSettings(world.till().settings()));
        QCOMPARE(told(world.till()).size(), size_t { 1 });
        MUST(world.till().cashiers().end(u"小林"_s));
        MUST(world.till().saveSettings(world.till().settings())); // a printer is changed: nobody is hired by that
        QVERIFY(active(world.till()).isEmpty());
        QCOMPARE(world.till().settings().cashier, u"小林"_s);
    }

    void theSettingsFollowANewName()
    {
        World world;
        MUST(world.till().saveSettings(world.till().settings()));
        const Cashier lin = MUST(world.till().cashiers().rename(u"小林"_s, u"林晓"_s));
        QCOMPARE(world.till().settings().cashier, u"林晓"_s);
        lay(world, { lin.id, u"林小"_s, true }); // another till knows better
        QCOMPARE(world.till().settings().cashier, u"林小"_s);
        lay(world, { lin.id, u"林小"_s, false });
        QCOMPARE(world.till().settings().cashier, u"林小"_s);
        world.restart();
        QCOMPARE(world.till().settings().cashier, u"林小"_s);
    }

    void aNameThatTwoTillsListedIsOneCashier()
    {
        World world;
        Cashiers& cashiers = world.till().cashiers();
        const Cashier own = MUST(cashiers.add(u"王芳"_s));
        lay(world, { Id::make(world.clock(), world.random()), u"王芳"_s, true });
        QCOMPARE(active(world.till()), QStringList { u"王芳"_s });
        QCOMPARE(MUST(cashiers.rename(u"王芳"_s, u"王方"_s)), (Cashier { own.id, u"王方"_s, true }));
        QCOMPARE(active(world.till()), QStringList { u"王方"_s });
        MUST(cashiers.end(u"王方"_s));
        QVERIFY(active(world.till()).isEmpty());
    }

    void aFailureLeavesNothingOfIt()
    {
        World world;
        Database& database = world.till().database();
        for (qint64 fatal = 1;; ++fatal) {
            qint64 left = fatal;
            database.setFaultHook([&](qint64) { return --left == 0 ? std::optional(ErrorCode::DiskFull) : std::nullopt; });
            const auto added = world.till().cashiers().add(u"王芳"_s);
            database.setFaultHook({});
            if (added)
                break;
            QVERIFY(active(world.till()).isEmpty());
            QVERIFY(told(world.till()).empty());
        }
        QCOMPARE(told(world.till()).size(), size_t { 1 });
    }
};

TANGYUAN_TEST(CashiersTest)
#include "CashiersTest.moc"
