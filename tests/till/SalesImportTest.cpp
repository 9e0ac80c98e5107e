// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/till/SalesImport.h"

#include "core/storage/ReportRows.h"
#include "tests/support/RoomTest.h"
#include "tests/support/World.h"

#include <QFile>
#include <QTest>

#include <map>
#include <set>

using namespace tangyuan;

namespace {

const QByteArray importedPrices = "item,price,cost,category\nCoffee,2.40,0.60,Drinks\nBread,3.20,1.10,Bakery\n杨枝甘露,20,8,\n旧款月饼,5,2,\nGift,0,0,Goods\n";

QByteArray fileContents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

qint64 figure(World& world, Sql sql)
{
    return MUST(world.till().database().integer(sql));
}

/// What a shopkeeper would add up with a pocket calculator.
struct Sums {
    std::map<QString, qint64> piecesByItem;
    std::map<QString, qint64> minorByItem;
    std::map<qint32, qint64> minorByDay;
    std::map<int, qint64> minorByHour;
    std::set<QByteArray> tickets;
    qint64 rows = 0;
    qint64 noneRows = 0;
};

Sums addUp(const QByteArray& sales, const QByteArray& priceList)
{
    std::map<QByteArray, qint64> minorOf;
    for (const QByteArray& line : priceList.split('\n').mid(1)) {
        const QList<QByteArray> fields = line.split(',');
        if (fields.size() > 1)
            minorOf[fields[0]] = qRound64(fields[1].toDouble() * 100);
    }
    Sums sums;
    for (const QByteArray& line : sales.split('\n').mid(1)) {
        const QList<QByteArray> fields = line.trimmed().split(',');
        if (fields.size() != 4)
            continue;
        ++sums.rows;
        const QByteArray item = fields[3].trimmed();
        if (item == "NONE") {
            ++sums.noneRows;
            continue;
        }
        const qint64 minor = minorOf.at(item);
        sums.tickets.insert(fields[2]);
        ++sums.piecesByItem[QString::fromUtf8(item)];
        sums.minorByItem[QString::fromUtf8(item)] += minor;
        sums.minorByDay[QByteArray(fields[0]).replace("-", "").toInt()] += minor;
        sums.minorByHour[fields[1].left(2).toInt()] += minor;
    }
    return sums;
}

}

class SalesImportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ticketsBecomeSales()
    {
        World world;
        const QByteArray sales = "Date,Time,Transaction,Item\n"
                                 "2026-11-01,09:58:11,1,Bread\n"
                                 "2026-11-01,10:05:34,2,Coffee\n"
                                 "2026-11-01,10:05:34,2,coffee\n"
                                 "2026-11-01,10:05:34,2,杨枝甘露\n"
                                 "2026-11-01,11:00:00,3,NONE\n"
                                 "2026-11-02,23:59:59,1,旧款月饼\n"
                                 "2026/11/3,8:15,4,Gift\n";
        const auto report = importSales(world.till(), sales, importedPrices, BadRows::RefuseAll);
        QVERIFY(report.has_value());
        QVERIFY(report->problems.empty() && report->priceProblems.empty());
        QCOMPARE(report->nothingSoldLines, std::vector<int> { 6 });
        QCOMPARE(report->rows, 7);
        QCOMPARE(report->imported, 4);
        QCOMPARE(report->productsAdded, 3);
        QCOMPARE(report->total, Money { 320 + 2 * 240 + 2'000 + 500 });

        // At their own times, for exact cash, two of a kind on one line.
        const auto recent = MUST(world.till().sales().recent(10));
        QCOMPARE(recent.size(), size_t { 4 });
        QCOMPARE(recent[0].businessDate, BusinessDate { 20261103 });
        const Sale second = MUST(world.till().sales().byFact(recent[2].fact));
        QCOMPARE(second.at, world.till().settings().calendar.fromLocal(QDate(2026, 11, 1), QTime(10, 5, 34)));
        QCOMPARE(second.lines.size(), size_t { 2 });
        QCOMPARE(second.lines[0].quantity, Quantity::pieces(2));
        QCOMPARE(second.lines[0].cost, Money { 120 });
        QCOMPARE(second.tenders, (std::vector<Tender> { { TenderMethod::Cash, { 2'480 } } }));
        QCOMPARE(second.change, Money {});
        QVERIFY(!second.member);

        // The catalogue keeps its own price and state; what it did not know is there now.
        QCOMPARE(world.product("2").price, Money { 2'600 });
        QCOMPARE(world.product("5").state, SaleState::OffSale);
        QCOMPARE(world.till().catalog().search(QStringLiteral("Coffee"), 1).front()->price, Money { 240 });
        QVERIFY(world.till().facts().verifyChain().has_value());
    }

    void importingAgainSellsNothing()
    {
        World world;
        QByteArray sales = "Date,Time,Transaction,Item\n2026-11-01,09:58:11,1,Bread\n2026-11-02,09:58:11,1,Bread\n";
        QCOMPARE(MUST(importSales(world.till(), sales, importedPrices, BadRows::Skip)).imported, 2);
        auto report = MUST(importSales(world.till(), sales, importedPrices, BadRows::Skip));
        QCOMPARE(report.imported, 0);
        QCOMPARE(report.alreadyImported, 2);
        QCOMPARE(report.productsAdded, 0);
        QCOMPARE(report.total, Money {});

        sales += "2026-11-03,09:00:00,1,Coffee\n"; // next month's file holds this month again
        report = MUST(importSales(world.till(), sales, importedPrices, BadRows::Skip));
        QCOMPARE(report.imported, 1);
        QCOMPARE(figure(world, "SELECT count(*) FROM sales"), 3);
    }

    void badRowsAreNamed_data()
    {
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("code");
        const auto bad = [](const char* name, const char* row, const char* column, const char* code) {
            QTest::newRow(name) << QByteArray(row) << QString::fromLatin1(column) << QString::fromLatin1(code);
        };
        bad("unknown item", "2026-11-01,09:00:00,7,Unicorn", "Item", "ProductNotFound");
        bad("no item", "2026-11-01,09:00:00,7,", "Item", "ProductNotFound");
        bad("sold by weight", "2026-11-01,09:00:00,7,进口车厘子", "Item", "QuantityInvalid");
        bad("no such day", "2026-02-30,09:00:00,7,Bread", "Date", "InputMalformed");
        bad("no such time", "2026-11-01,25:00:00,7,Bread", "Date", "InputMalformed");
        bad("long ago", "1066-10-14,09:00:00,7,Bread", "Date", "InputOutOfRange");
        bad("tomorrow", "2026-11-21,09:00:00,7,Bread", "Date", "InputOutOfRange");
        bad("no ticket", "2026-11-01,09:00:00,,Bread", "Transaction", "InputMalformed");
        bad("short row", "2026-11-01,09:00:00,7", "", "InputMalformed");
    }
    void badRowsAreNamed()
    {
        QFETCH(QByteArray, row);
        const QByteArray sales = "Date,Time,Transaction,Item\n2026-11-01,08:00:00,6,Bread\n" + row + "\n2026-11-01,10:00:00,8,Coffee\n";
        World world;
        const qint64 factsBefore = figure(world, "SELECT count(*) FROM facts");
        auto report = MUST(importSales(world.till(), sales, importedPrices, BadRows::RefuseAll));
        QCOMPARE(report.problems.size(), size_t { 1 });
        QCOMPARE(report.problems[0].line, 3);
        QTEST(report.problems[0].column, "column");
        QTEST(errorCodeName(report.problems[0].error.code), "code");
        QCOMPARE(report.imported, 0);
        QCOMPARE(figure(world, "SELECT count(*) FROM facts"), factsBefore);

        report = MUST(importSales(world.till(), sales, importedPrices, BadRows::Skip));
        QCOMPARE(report.problems.size(), size_t { 1 });
        QCOMPARE(report.imported, 2);
    }

    void aBadPriceListIsNamed()
    {
        World world;
        const auto report
            = MUST(importSales(world.till(), "Date,Time,Transaction,Item\n", "item,price,cost\nTea,x,\nTea,1,\nPie,1,-1\n,1,\nJam,2,1\n", BadRows::Skip));
        QCOMPARE(report.priceProblems.size(), size_t { 4 });
        QCOMPARE(report.priceProblems[1].error.code, ErrorCode::DuplicateCode);
        QCOMPARE(report.productsAdded, 1);
        QCOMPARE(importSales(world.till(), "Day,Item\n", importedPrices, BadRows::Skip).error().code, ErrorCode::InputMalformed);
    }

    void aFailingDiskLeavesWholeTickets()
    {
        const QByteArray sales = "Date,Time,Transaction,Item\n2026-11-01,08:00:00,1,Bread\n2026-11-01,09:00:00,2,Coffee\n";
        World world;
        QVERIFY(importSales(world.till(), "Date,Time,Transaction,Item\n", importedPrices, BadRows::Skip).has_value());
        qint64 countdown = 12;
        world.till().database().setFaultHook([&](qint64) { return --countdown == 0 ? std::optional(ErrorCode::DiskFull) : std::nullopt; });
        const auto failed = importSales(world.till(), sales, importedPrices, BadRows::Skip);
        world.till().database().setFaultHook({});
        QCOMPARE(failed.error().code, ErrorCode::DiskFull);
        QCOMPARE(figure(world, "SELECT count(*) FROM sales"), 0);
        QCOMPARE(MUST(importSales(world.till(), sales, importedPrices, BadRows::Skip)).imported, 2);
        QVERIFY(world.till().facts().verifyChain().has_value());
    }

    void aRealBakeryAddsUpToTheFen()
    {
        const QByteArray sales = fileContents(QStringLiteral(SOURCE_FOLDER "/../shared/data/breadbasket.csv"));
        if (sales.isEmpty())
            QSKIP("../shared/data/breadbasket.csv is not here: the real bakery's history was not imported");
        const QByteArray priceList = fileContents(QStringLiteral(SOURCE_FOLDER "/tests/till/breadbasket-prices.csv"));
        const Sums sums = addUp(sales, priceList);

        World world;
        qint64 progressed = 0;
        const auto report = MUST(importSales(world.till(), sales, priceList, BadRows::RefuseAll, [&](qint64 done, qint64) { progressed = done; }));
        QVERIFY(report.problems.empty() && report.priceProblems.empty());
        QCOMPARE(report.rows, sums.rows);
        QCOMPARE(static_cast<qint64>(report.nothingSoldLines.size()), sums.noneRows);
        QCOMPARE(report.nothingSoldLines.size(), size_t { 786 });
        QCOMPARE(report.imported, static_cast<qint64>(sums.tickets.size()));
        QCOMPARE(progressed, report.imported);
        QCOMPARE(report.productsAdded, 94);

        ReportRows reports(world.till().database());
        const DateRange range { { sums.minorByDay.begin()->first }, { sums.minorByDay.rbegin()->first } };
        const SalesReport byTime = MUST(reports.sales(range));
        for (const DailySales& day : byTime.days) {
            const auto expected = sums.minorByDay.find(day.date.yyyymmdd);
            QCOMPARE(day.figures.total.minor, expected == sums.minorByDay.end() ? 0 : expected->second);
        }
        for (const HourlySales& hour : byTime.hours) {
            const auto expected = sums.minorByHour.find(hour.hour);
            QCOMPARE(hour.figures.total.minor, expected == sums.minorByHour.end() ? 0 : expected->second);
        }
        const ProductReport byProduct = MUST(reports.products(range));
        QCOMPARE(byProduct.products.size(), sums.piecesByItem.size());
        for (const ProductSales& product : byProduct.products) {
            QCOMPARE(product.amount, sums.piecesByItem.at(product.name));
            QCOMPARE(product.total.minor, sums.minorByItem.at(product.name));
        }
        QVERIFY(world.till().facts().verifyChain().has_value());
        QCOMPARE(MUST(importSales(world.till(), sales, priceList, BadRows::RefuseAll)).imported, 0);
    }
};

TANGYUAN_TEST(SalesImportTest)
#include "SalesImportTest.moc"
