// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Limits.h"
#include "core/storage/Migrations.h"
#include "core/storage/ProductRows.h"
#include "core/storage/RulesRows.h"
#include "core/storage/SettingsRows.h"
#include "core/storage/Verification.h"
#include "tests/support/RoomTest.h"
#include "tests/support/Stops.h"
#include "tests/support/World.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

using namespace tangyuan;

namespace {

/// Somebody with another SQLite program and bad or good intentions.
void meddle(const QString& file, const char* sql)
{
    {
        QSqlDatabase other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("meddler"));
        other.setDatabaseName(file);
        QVERIFY(other.open());
        QSqlQuery query(other);
        for (const QString& statement : QString::fromUtf8(sql).split(u';', Qt::SkipEmptyParts))
            QVERIFY2(query.exec(statement), qPrintable(statement));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("meddler"));
}

QString databaseOf(World& world)
{
    return world.folder() + u'/' + QLatin1String(Till::databaseName);
}

}

class StorageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewTillVerifies()
    {
        World world;
        const auto verification = verifyDatabase(world.till().database());
        QVERIFY2(verification.has_value(), verification ? "" : qPrintable(verification.error().context));
        QCOMPARE(verification->sales, 0);
        QVERIFY(verification->chain.facts >= 2);
    }

    /// What a till of the first version left: one lot, its entry, a product, and rules among the settings.
    void anOldTillKeepsItsPointsItsProductsAndItsRules()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("old.sqlite"));
        {
            QSqlDatabase old = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("old"));
            old.setDatabaseName(file);
            QVERIFY(old.open());
            QSqlQuery query(old);
            const auto run = [&](const QString& statement) { QVERIFY2(query.exec(statement), qPrintable(query.lastError().text() + statement)); };
            for (size_t i = 0; i < 2; ++i)
                for (const QString& statement : QString::fromUtf8(migrations()[i].sql).split(QStringLiteral("\n--;\n")))
                    run(statement);
            run(QStringLiteral("PRAGMA user_version=2"));
            run(QStringLiteral("PRAGMA application_id=%1").arg(applicationId));
            run(QStringLiteral("INSERT INTO facts VALUES (1, x'%1', 'sale.committed', 1, 20261101, 0, x'7b7d', x'%2', x'%2')")
                    .arg(QString(32, u'1'), QString(64, u'0')));
            run(QStringLiteral("INSERT INTO members (key, id, number, tier, registered_ms) VALUES (1, x'%1', '10000001', 2, 0)").arg(QString(32, u'2')));
            run(QStringLiteral("INSERT INTO categories VALUES (x'%1', '糖水', 0)").arg(QString(32, u'3')));
            run(QStringLiteral("INSERT INTO products VALUES (x'%1', '7', '双皮奶', x'%2', 0, 1600, 480, NULL, NULL, NULL, 1, 'spn')")
                    .arg(QString(32, u'4'), QString(32, u'3')));
            run(QStringLiteral("INSERT INTO lots VALUES (1, x'%1', 30, 12, NULL)").arg(QString(32, u'1')));
            run(QStringLiteral("INSERT INTO ledger_entries VALUES (1, x'%1', 0, 1, 3, 1, 30, x'%1'), (1, x'%1', 1, 1, 1, 4, 18, x'%1')")
                    .arg(QString(32, u'1')));
            run(QStringLiteral(
                "INSERT INTO settings VALUES (1, '{\"shopName\":\"x\",\"rules\":{\"tierRatesBasisPoints\":[10000,9700,9300,8800],\"earnStepMinor\":500,"
                "\"earnPoints\":2,\"redeemStepPoints\":100,\"redeemValueMinor\":200}}')"));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("old"));
        const auto database = MUST(Database::open(file, Database::Access::Writer));
        LedgerRows ledger(*database);
        const MemberState state = MUST(ledger.state({ 1 }, LedgerRows::Depth::Whole));
        QCOMPARE(state.usable(Currency::Points, { 20261120 }), 12);
        QCOMPARE(state.past.size(), size_t { 2 });
        QVERIFY(ledger.verifySums().has_value());
        const std::vector<Product> products = MUST(ProductRows(*database).products());
        QCOMPARE(products.size(), size_t { 1 });
        QCOMPARE(products[0].initials, QStringLiteral("spn"));
        QVERIFY(products[0].tags.isEmpty() && !products[0].bestBefore);
        const RulesBook book = MUST(RulesRows(*database).load());
        const LoyaltyRules& rules = book.at({ 20261120 });
        QCOMPARE(rules.version, 1);
        QCOMPARE(rules.earning.rules.at(0).per.minor, 500);
        QCOMPARE(rules.earning.rules.at(0).points.count, 2);
        QCOMPARE(rules.redemption.step.count, 100);
        QCOMPARE(rules.redemption.value.minor, 200);
        QCOMPARE(rules.tiers.tiers[3].rate.value, 8'800);
    }

    void aTillKeepsEverythingOverARestart()
    {
        World world;
        const Sale sale = world.sell(world.cart({ { "1", 2 } }));
        world.restart();
        QCOMPARE(world.till().sales().byNumber(sale.number).value(), sale);
        QCOMPARE(world.till().settings().shopName, QStringLiteral("桂花糖水铺"));
        QCOMPARE(world.till().catalog().products().size(), size_t { 5 });
    }

    void aShopMayHaveAStoreCode()
    {
        World world;
        ShopSettings settings = world.till().settings();
        QVERIFY(settings.store.isEmpty());
        settings.store = QStringLiteral("S001");
        MUST(world.till().saveSettings(settings));
        world.restart();
        QCOMPARE(world.till().settings().store, QStringLiteral("S001"));
        QJsonObject old = settings.toJson();
        old.remove(QLatin1String("store")); // as tills wrote them before
        QVERIFY(MUST(ShopSettings::fromJson(old)).store.isEmpty());
        settings.store = QString(limits::codeChars + 1, u'S');
        QCOMPARE(world.till().saveSettings(settings).error().code, ErrorCode::InputTooLong);
    }

    void whoStoodInTheSettingsStandsAtTheTill()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("old.sqlite"));
        constexpr size_t stepsBefore = 10;
        {
            QSqlDatabase old = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("old"));
            old.setDatabaseName(file);
            QVERIFY(old.open());
            QSqlQuery query(old);
            for (size_t i = 0; i < stepsBefore; ++i)
                for (const QString& statement : QString::fromUtf8(migrations()[i].sql).split(QStringLiteral("\n--;\n")))
                    QVERIFY2(query.exec(statement), qPrintable(query.lastError().text() + statement));
            QVERIFY(query.exec(QStringLiteral("PRAGMA user_version=%1").arg(stepsBefore)));
            QVERIFY(query.exec(QStringLiteral("PRAGMA application_id=%1").arg(applicationId)));
            QVERIFY(query.exec(QStringLiteral("INSERT INTO settings VALUES (1, '{\"shopName\":\"桂花糖水铺\",\"cashier\":\"王芳\"}')")));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("old"));
        const auto database = MUST(Database::open(file, Database::Access::Writer));
        const ShopSettings settings = MUST(loadSettings(*database));
        QCOMPARE(settings.cashier, QStringLiteral("王芳"));
        QCOMPARE(settings.shopName, QStringLiteral("桂花糖水铺"));
        QCOMPARE(MUST(database->integer("SELECT count(*) FROM settings WHERE document LIKE '%cashier%'")), 0);
        // Facts, and hubs, have documents that name them still.
        QJsonObject old = settings.toJson();
        old[QLatin1String("cashier")] = QStringLiteral("王芳");
        QCOMPARE(MUST(ShopSettings::fromJson(old)).toJson(), settings.toJson());
    }

    void aTransactionWithinAnotherGoesBackAlone()
    {
        World world;
        Database& database = world.till().database();
        const auto count = [&](const char* key) { return MUST(LedgerRows(database).shopCount(QString::fromLatin1(key))); };
        {
            Transaction day = MUST(Transaction::begin(database));
            MUST(LedgerRows::addShopCount(day, QStringLiteral("day"), 1));
            {
                Transaction failed = MUST(Transaction::begin(database));
                MUST(LedgerRows::addShopCount(failed, QStringLiteral("failed"), 1));
                Transaction deeper = MUST(Transaction::begin(database));
                MUST(LedgerRows::addShopCount(deeper, QStringLiteral("deeper"), 1));
                MUST(deeper.commit());
            }
            Transaction kept = MUST(Transaction::begin(database));
            MUST(LedgerRows::addShopCount(kept, QStringLiteral("kept"), 1));
            MUST(kept.commit());
            MUST(day.commit());
        }
        QCOMPARE(count("day"), 1);
        QCOMPARE(count("kept"), 1);
        QCOMPARE(count("failed"), 0);
        QCOMPARE(count("deeper"), 0);
        {
            Transaction day = MUST(Transaction::begin(database));
            Transaction inner = MUST(Transaction::begin(database));
            MUST(LedgerRows::addShopCount(inner, QStringLiteral("lost"), 1));
            MUST(inner.commit());
        }
        QCOMPARE(count("lost"), 0); // only the outer commit makes it last
    }

    void aStatementWithinItsOwnCallbackStopsTheProgram()
    {
        static constexpr Sql numbers("SELECT value FROM json_each('[1,2,3,4,5]')");
        const QTemporaryDir folder;
        const auto rowsWith = [&](const QString& file, const std::function<void(Database&)>& ask) {
            const auto database = MUST(Database::open(folder.filePath(file), Database::Access::Writer));
            int rows = 0;
            MUST(database->forEach(numbers, {}, [&](const Row&) {
                ask(*database);
                ++rows;
            }));
            return rows;
        };
        QCOMPARE(rowsWith(QStringLiteral("other"), [](Database& database) { MUST(database.integer("SELECT 1")); }), 5);
        QVERIFY(stopsTheProgram([&] { rowsWith(QStringLiteral("same"), [](Database& database) { MUST(database.integer(numbers)); }); }));
        QVERIFY(!stopsTheProgram([&] { rowsWith(QStringLiteral("third"), [](Database&) {}); }));
    }

    void aSecondTillInTheFolderIsRefused()
    {
        World world;
        const auto second = Till::open(world.folder(), world.parts());
        QVERIFY(!second.has_value());
        QCOMPARE(second.error().code, ErrorCode::FolderInUse);
        QVERIFY(Till::open(world.folder(), world.parts(), Database::Access::Reader).has_value());
    }

    void aFolderThatHoldsATillIsNotOverwritten()
    {
        World world;
        world.close();
        const auto again = Till::create(world.folder(), {}, world.parts());
        QVERIFY(!again.has_value());
        QCOMPARE(again.error().code, ErrorCode::TillExists);
    }

    void withoutItsKeyATillStaysShut()
    {
        World world;
        world.close();
        world.keys().forget();
        const auto opened = Till::open(world.folder(), world.parts());
        QVERIFY(!opened.has_value());
        QCOMPARE(opened.error().code, ErrorCode::KeyMissing);
    }

    void withAnotherTillsKeyItStaysShutToo()
    {
        World world;
        const QString name = world.till().tillId().toString();
        world.close();
        QVERIFY(world.keys().write(name, QByteArray(32, 'x')).has_value());
        const auto opened = Till::open(world.folder(), world.parts());
        QVERIFY(!opened.has_value());
        QCOMPARE(opened.error().code, ErrorCode::KeyWrong);
    }

    void aNewerDatabaseIsNotTouched()
    {
        World world;
        world.close();
        meddle(databaseOf(world), "PRAGMA user_version=999");
        const auto opened = Till::open(world.folder(), world.parts());
        QVERIFY(!opened.has_value());
        QCOMPARE(opened.error().code, ErrorCode::DatabaseNewer);
    }

    void anotherProgramsDatabaseIsNotTouched()
    {
        World world;
        world.close();
        meddle(databaseOf(world), "PRAGMA application_id=1234");
        QCOMPARE(Till::open(world.folder(), world.parts()).error().code, ErrorCode::DatabaseCorrupt);
    }

    void aFileThatIsNoDatabaseIsNamedAsBroken()
    {
        World world;
        world.close();
        QFile file(databaseOf(world));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(QByteArray(8'192, 'x'));
        file.close();
        QFile::remove(file.fileName() + QStringLiteral("-wal"));
        QCOMPARE(Till::open(world.folder(), world.parts()).error().code, ErrorCode::DatabaseCorrupt);
    }

    void factsCannotBeChangedThroughTheDoor()
    {
        World world;
        auto transaction = Transaction::begin(world.till().database()).value();
        QVERIFY(!transaction.execute("UPDATE facts SET type = 'x'").has_value());
        QVERIFY(!transaction.execute("DELETE FROM facts").has_value());
    }

    void tamperingShows_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<int>("code");
        const auto broken = [](ErrorCode code) { return static_cast<int>(code); };
        QTest::newRow("a changed body") << QByteArray(
            "DROP TRIGGER facts_are_immutable; UPDATE facts SET body = CAST(replace(CAST(body AS TEXT), '1800', '1900') AS BLOB)")
                                        << broken(ErrorCode::ChainBroken);
        QTest::newRow("a changed date") << QByteArray("DROP TRIGGER facts_are_immutable; UPDATE facts SET business_date = 20200101 WHERE key = 3")
                                        << broken(ErrorCode::ChainBroken);
        QTest::newRow("a lost fact") << QByteArray("DROP TRIGGER facts_stay; DELETE FROM facts WHERE key = 2") << broken(ErrorCode::ChainBroken);
        QTest::newRow("a cheaper sale") << QByteArray("UPDATE sales SET total_minor = total_minor - 1") << broken(ErrorCode::LedgerBroken);
        QTest::newRow("points from nowhere") << QByteArray("UPDATE lots SET granted = 900, remaining = 900") << broken(ErrorCode::LedgerBroken);
        QTest::newRow("a lost movement") << QByteArray("DELETE FROM ledger_entries") << broken(ErrorCode::LedgerBroken);
        QTest::newRow("a lost tender") << QByteArray("DELETE FROM sale_tenders") << broken(ErrorCode::LedgerBroken);
    }
    void tamperingShows()
    {
        QFETCH(QByteArray, sql);
        QFETCH(int, code);
        World world;
        const Member member = world.member("13800138000");
        world.sell(world.cart({ { "1", 2 }, { "2", 1 } }), member);
        QVERIFY(verifyDatabase(world.till().database()).has_value());
        world.close();
        meddle(databaseOf(world), sql.constData());
        world.restart();
        const auto verification = verifyDatabase(world.till().database());
        QVERIFY(!verification.has_value());
        QCOMPARE(errorCodeName(verification.error().code), errorCodeName(static_cast<ErrorCode>(code)));
    }

    void aLongerLogChangesNothing()
    {
        World world;
        const Sale before = world.sell(world.cart({ { "1", 2 } }));
        Database& database = world.till().database();
        const qint64 pages = MUST(database.integer("PRAGMA page_count"));
        QVERIFY(database.lengthenLog().has_value());
        const QFileInfo log(databaseOf(world) + QStringLiteral("-wal"));
        const qint64 length = log.size();
        QVERIFY(length >= Database::busyLogBytes);
        QCOMPARE(MUST(database.integer("PRAGMA page_count")), pages);
        QCOMPARE(MUST(database.integer("PRAGMA cache_size")), -32'768);

        const Sale after = world.sell(world.cart({ { "2", 1 } }));
        QVERIFY(database.checkpoint().has_value());
        QCOMPARE(QFileInfo(log.filePath()).size(), length);
        QVERIFY(database.checkIntegrity().has_value());
        world.restart();
        QCOMPARE(world.till().sales().byNumber(before.number).value(), before);
        QCOMPARE(world.till().sales().byNumber(after.number).value(), after);
        QVERIFY(verifyDatabase(world.till().database()).has_value());
    }

    void aBackupIsAWholeTill()
    {
        World world;
        world.sell(world.cart({ { "4", 3 } }));
        const QString copy = world.folder() + QStringLiteral("/copy.sqlite");
        QVERIFY(world.till().database().backupTo(copy).has_value());
        const auto opened = Database::open(copy, Database::Access::Reader).value();
        QCOMPARE(verifyDatabase(*opened).value().sales, 1);
        QCOMPARE(world.till().database().backupTo(copy).error().code, ErrorCode::FileUnwritable);
    }

    void aNewEpochGoesOnFromTheOldChain()
    {
        World world;
        world.sell(world.cart({ { "1", 1 } }));
        auto transaction = Transaction::begin(world.till().database()).value();
        QVERIFY(world.till().facts().startEpoch(transaction).has_value());
        QVERIFY(transaction.commit().has_value());
        const Sale sale = world.sell(world.cart({ { "1", 1 } }));
        QVERIFY((sale.fact == FactKey { 1, 1 }));
        QCOMPARE(sale.number, QStringLiteral("A01.1-000001"));
        QCOMPARE(world.till().sales().byNumber(sale.number).value(), sale);
        QVERIFY(verifyDatabase(world.till().database()).has_value());
    }
};

TANGYUAN_TEST(StorageTest)
#include "StorageTest.moc"
