// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/reports/ReportCsv.h"
#include "core/storage/ReportRows.h"
#include "tests/support/RoomTest.h"
#include "tests/support/World.h"

#include <QJsonArray>

#include <QTest>

#include <algorithm>
#include <map>

using namespace tangyuan;

namespace {

/// What the sales themselves say, added up without the database.
struct Expected {
    std::map<qint32, DailySales> days;
    std::map<int, SalesFigures> hours;
    std::map<Id, ProductSales> products;
    std::map<QString, TopMember> members;

    void add(const Sale& sale, const BusinessCalendar& calendar)
    {
        SalesFigures figures { 1, sale.member ? 1 : 0, sale.gross, sale.total, sale.member ? sale.total : Money {}, {}, {} };
        for (const SaleLine& line : sale.lines) {
            figures.cost += line.cost;
            ProductSales& product = products[line.product];
            product.name = line.name;
            product.unit = line.quantity.unit;
            product.amount += line.quantity.amount;
            product.gross += line.gross;
            product.total += line.total;
            product.cost += line.cost;
        }
        DailySales& day = days[sale.businessDate.yyyymmdd];
        day.figures.add(figures);
        hours[calendar.localHour(sale.at)].add(figures);
        for (const Tender& tender : sale.tenders)
            day.tenders[static_cast<size_t>(tender.method)] += tender.amount;
        day.tenders[static_cast<size_t>(TenderMethod::Cash)] -= sale.change;
        if (sale.member) {
            TopMember& member = members[sale.memberNumber];
            member.spend += sale.total;
            ++member.visits;
        }
    }
};

Cart randomCart(World& world)
{
    Cart cart = world.till().newCart();
    const int lines = 1 + static_cast<int>(world.random().below(4));
    for (int i = 0; i < lines; ++i) {
        const char* plus[] { "1", "2", "3", "4" };
        const Product& product = world.product(plus[world.random().below(4)]);
        const qint64 amount
            = product.unit == Quantity::Unit::Piece ? 1 + static_cast<qint64>(world.random().below(5)) : 1 + static_cast<qint64>(world.random().below(2'000));
        MUST(addToCart(cart, { product, { product.unit, amount }, {} }));
    }
    return cart;
}

/// Paid in one to three ways, cash last and rounded up so that there is change.
Sale sellAnyhow(World& world, Cart cart, const std::optional<Member>& member)
{
    if (member) {
        cart.member = member->id;
        cart.pointsWanted = { 500 };
    }
    const Quote quote = MUST(world.till().checkout().quoteCart(cart, member));
    Money open = quote.total;
    std::vector<Tender> tenders;
    for (const TenderMethod method : { TenderMethod::WeChatPay, TenderMethod::Card }) {
        const Money part { static_cast<qint64>(world.random().below(static_cast<quint64>(open.minor) + 1)) };
        if (world.random().below(2) == 0 && !part.isZero()) {
            tenders.push_back({ method, part });
            open -= part;
        }
    }
    if (!open.isZero())
        tenders.push_back({ TenderMethod::Cash, { (open.minor + 999) / 1'000 * 1'000 } });
    return MUST(world.till().checkout().commit({ cart, tenders, member, QStringLiteral("小林") }));
}

BusinessDate date(qint32 yyyymmdd)
{
    return { yyyymmdd };
}

}

class SalesReportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void figuresAgreeWithTheSalesToTheFen();
    void lateNightBelongsToTheDayBefore();
    void importedOldDaysAreCountedWhereTheyBelong();
    void aRangeSeesNothingOutsideItself();
    void aDayWithoutSalesIsZeros();
    void aRenamedProductStandsOnceUnderItsNewName();
    void newMembersAreCountedByBusinessDay();
    void ranges_data();
    void ranges();
    void presets();
    void rangesKeepTheirLimits();
    void csvHasEveryFigure();
    void jsonMoneyIsWholeMinorUnits();
};

void SalesReportTest::figuresAgreeWithTheSalesToTheFen()
{
    const quint64 seed = qEnvironmentVariableIsSet("SEED") ? qEnvironmentVariable("SEED").toULongLong() : static_cast<quint64>(SystemClock().now().ms);
    qInfo("SEED=%llu", seed);
    World world(seed);
    const BusinessCalendar& calendar = world.till().settings().calendar;
    const std::vector<Member> members { world.member("13800138000", "王小梅", Tier::Gold), world.member("13900139000", "李强"),
        world.member("13700137000", "陈静", Tier::Diamond) };
    Expected expected;
    for (int i = 0; i < 150; ++i) {
        world.clock().advanceMs(static_cast<qint64>(world.random().below(8 * 3'600'000)));
        const bool isMember = world.random().below(2) == 0;
        const std::optional<Member> member = isMember ? std::optional(members[world.random().below(members.size())]) : std::nullopt;
        expected.add(sellAnyhow(world, randomCart(world), member), calendar);
    }

    ReportRows store(world.till().database());
    const DateRange range = MUST(DateRange::make(date(20261101), date(20270331)));
    const SalesReport report = MUST(store.sales(range));
    QCOMPARE(report.days.size(), size_t(range.days()));
    for (const DailySales& day : report.days) {
        DailySales wanted = expected.days[day.date.yyyymmdd];
        wanted.date = day.date;
        QVERIFY2(day == wanted, qPrintable(day.date.toString()));
        Money tenders;
        for (const Money amount : day.tenders)
            tenders += amount;
        QCOMPARE(tenders.minor, day.figures.total.minor);
    }
    for (const HourlySales& hour : report.hours)
        QVERIFY2(hour.figures == expected.hours[hour.hour], qPrintable(QString::number(hour.hour)));
    QCOMPARE(report.sum().figures.sales, 150);

    const ProductReport products = MUST(store.products(range));
    QCOMPARE(products.products.size(), expected.products.size());
    Money sum;
    for (const ProductSales& product : products.products) {
        const ProductSales& wanted = expected.products[product.product];
        QCOMPARE(product.name, wanted.name);
        QCOMPARE(product.unit, wanted.unit);
        QCOMPARE(product.amount, wanted.amount);
        QCOMPARE(product.gross.minor, wanted.gross.minor);
        QCOMPARE(product.total.minor, wanted.total.minor);
        QCOMPARE(product.cost.minor, wanted.cost.minor);
        QVERIFY(!product.categoryName.isEmpty());
        sum += product.total;
    }
    QCOMPARE(sum.minor, report.sum().figures.total.minor);

    const MemberFigures figures = MUST(store.members(range, calendar));
    QCOMPARE(figures.sales, report.sum().figures);
    QCOMPARE(figures.activeMembers, qint64(expected.members.size()));
    QCOMPARE(figures.top.size(), expected.members.size());
    for (const TopMember& member : figures.top) {
        QCOMPARE(member.spend.minor, expected.members[member.number].spend.minor);
        QCOMPARE(member.visits, expected.members[member.number].visits);
    }
    QVERIFY(std::ranges::is_sorted(figures.top, std::ranges::greater {}, &TopMember::spend));
    QCOMPARE(MUST(store.members(range, calendar, 1)).top.size(), size_t(1));
}

void SalesReportTest::lateNightBelongsToTheDayBefore()
{
    World world;
    ShopSettings settings = world.till().settings();
    settings.calendar.cutOffHour = 5;
    QVERIFY(world.till().saveSettings(settings).has_value());
    world.clock().set(settings.calendar.fromLocal(QDate(2026, 11, 21), QTime(4, 30)));
    world.sell(world.cart({ { "1", 1 } }));
    world.clock().set(settings.calendar.fromLocal(QDate(2026, 11, 21), QTime(5, 0)));
    world.sell(world.cart({ { "2", 1 } }));

    const SalesReport report = MUST(ReportRows(world.till().database()).sales({ date(20261120), date(20261121) }));
    QCOMPARE(report.days[0].figures.total.minor, 1'800);
    QCOMPARE(report.days[1].figures.total.minor, 2'600);
    QCOMPARE(report.hours[4].figures.total.minor, 1'800);
    QCOMPARE(report.hours[5].figures.total.minor, 2'600);
}

void SalesReportTest::importedOldDaysAreCountedWhereTheyBelong()
{
    World world;
    const BusinessCalendar& calendar = world.till().settings().calendar;
    world.sell(world.cart({ { "1", 1 } }));
    // An import of 2024 in no order at all, then the counter goes on.
    for (const int day : { 5, 3, 5, 4, 3, 3 }) {
        world.clock().set(calendar.fromLocal(QDate(2024, 3, day), QTime(12, 0)));
        world.sell(world.cart({ { "4", day } }));
    }
    world.clock().set(calendar.fromLocal(QDate(2026, 11, 20), QTime(18, 0)));
    world.sell(world.cart({ { "2", 1 } }));

    ReportRows store(world.till().database());
    const SalesReport old = MUST(store.sales({ date(20240303), date(20240305) }));
    QCOMPARE(old.days[0].figures.sales, 3);
    QCOMPARE(old.days[0].figures.total.minor, 9 * 1'250);
    QCOMPARE(old.days[1].figures.total.minor, 4 * 1'250);
    QCOMPARE(old.days[2].figures.total.minor, 10 * 1'250);
    QCOMPARE(MUST(store.products({ date(20240303), date(20240305) })).products.at(0).amount, 23);
    const SalesReport today = MUST(store.sales(DateRange::day(date(20261120))));
    QCOMPARE(today.days[0].figures.sales, 2);
    QCOMPARE(today.days[0].figures.total.minor, 1'800 + 2'600);
    // The counter's two days and the import's five changes of day: never a row a sale.
    QCOMPARE(MUST(world.till().database().integer("SELECT count(*) FROM sale_runs")), 7);
}

void SalesReportTest::aRangeSeesNothingOutsideItself()
{
    World world;
    for (int day = 0; day < 5; ++day) {
        world.sell(world.cart({ { "1", day + 1 } }), world.member("13800138000"));
        world.clock().advanceMs(24 * 3'600'000);
    }
    ReportRows store(world.till().database());
    const DateRange middle { date(20261121), date(20261123) };
    QCOMPARE(MUST(store.sales(middle)).sum().figures.total.minor, (2 + 3 + 4) * 1'800);
    QCOMPARE(MUST(store.products(middle)).products.at(0).amount, 9);
    QCOMPARE(MUST(store.members(middle, world.till().settings().calendar)).top.at(0).visits, 3);
}

void SalesReportTest::aDayWithoutSalesIsZeros()
{
    World world;
    ReportRows store(world.till().database());
    const DateRange range = DateRange::last(7, date(20261120));
    const SalesReport report = MUST(store.sales(range));
    QCOMPARE(report.days.size(), size_t(7));
    QCOMPARE(report.days.front().date.yyyymmdd, 20261114);
    QCOMPARE(report.days.back().date.yyyymmdd, 20261120);
    QCOMPARE(report.sum().figures, SalesFigures {});
    QCOMPARE(report.sum().figures.averageTicket().minor, 0);
    QCOMPARE(report.sum().figures.memberShare().value, 0);
    QVERIFY(MUST(store.products(range)).products.empty());
    QVERIFY(MUST(store.members(range, {})).top.empty());
    QCOMPARE(store.members(range, {}, 0).error().code, ErrorCode::InputOutOfRange);
}

void SalesReportTest::aRenamedProductStandsOnceUnderItsNewName()
{
    World world;
    world.sell(world.cart({ { "1", 1 } }));
    Product renamed = world.product("1");
    renamed.name = QStringLiteral("招牌芒果班戟");
    QVERIFY(world.till().saveProducts({}, { renamed }).has_value());
    world.sell(world.cart({ { "1", 2 } }));
    const ProductReport report = MUST(ReportRows(world.till().database()).products(DateRange::day(date(20261120))));
    QCOMPARE(report.products.size(), size_t(1));
    QCOMPARE(report.products[0].name, QStringLiteral("招牌芒果班戟"));
    QCOMPARE(report.products[0].categoryName, QStringLiteral("甜品"));
    QCOMPARE(report.products[0].amount, 3);
}

void SalesReportTest::newMembersAreCountedByBusinessDay()
{
    World world;
    BusinessCalendar calendar;
    calendar.cutOffHour = 3;
    world.clock().set(calendar.fromLocal(QDate(2026, 11, 21), QTime(2, 59, 59)));
    world.member("13800138000");
    world.clock().set(calendar.fromLocal(QDate(2026, 11, 21), QTime(3, 0)));
    world.member("13900139000");
    world.member("13700137000");
    const MemberFigures figures = MUST(ReportRows(world.till().database()).members({ date(20261120), date(20261121) }, calendar));
    QCOMPARE(figures.newMembers[0].count, 1);
    QCOMPARE(figures.newMembers[1].count, 2);
    QCOMPARE(figures.newMemberCount(), 3);
    QCOMPARE(figures.members, 3);
    QCOMPARE(figures.activeMembers, 0);
}

void SalesReportTest::ranges_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<int>("days");
    QTest::newRow("one day") << 20261120 << 20261120 << 1;
    QTest::newRow("over a leap day") << 20240228 << 20240301 << 3;
    QTest::newRow("five years") << 20220101 << 20261231 << 1826;
}

void SalesReportTest::ranges()
{
    QFETCH(int, from);
    QFETCH(int, to);
    QFETCH(int, days);
    const DateRange range = MUST(DateRange::make(date(from), date(to)));
    QCOMPARE(range.days(), days);
    QCOMPARE(range.at(0).yyyymmdd, from);
    QCOMPARE(range.at(days - 1).yyyymmdd, to);
    QCOMPARE(range.indexOf(date(to)), std::optional(size_t(days - 1)));
    QVERIFY(!range.indexOf(date(to).addDays(1)));
    QVERIFY(!range.indexOf(date(from).addDays(-1)));
}

void SalesReportTest::presets()
{
    const BusinessDate friday = date(20261120);
    QCOMPARE(DateRange::yesterday(friday), DateRange::day(date(20261119)));
    QCOMPARE(DateRange::thisWeek(friday).from.yyyymmdd, 20261116);
    QCOMPARE(DateRange::thisWeek(date(20261122)).from.yyyymmdd, 20261116); // Sunday ends the week
    QCOMPARE(DateRange::thisWeek(date(20261123)), DateRange::day(date(20261123)));
    QCOMPARE(DateRange::thisMonth(friday).from.yyyymmdd, 20261101);
    QCOMPARE(DateRange::last(30, friday).from.yyyymmdd, 20261022);
    QCOMPARE(DateRange::last(30, friday).days(), 30);
}

void SalesReportTest::rangesKeepTheirLimits()
{
    QCOMPARE(DateRange::make(date(20261121), date(20261120)).error().code, ErrorCode::InputMalformed);
    QCOMPARE(DateRange::make(date(20261131), date(20261201)).error().code, ErrorCode::InputMalformed);
    QCOMPARE(DateRange::make(date(0), date(-1)).error().code, ErrorCode::InputMalformed);
    QCOMPARE(DateRange::make(date(20200101), date(20261231)).error().code, ErrorCode::InputOutOfRange);
    QCOMPARE(DateRange::make(date(19991231), date(20000101)).error().code, ErrorCode::InputOutOfRange);
}

void SalesReportTest::csvHasEveryFigure()
{
    World world;
    const Member member = world.member("13800138000");
    world.sell(world.cart({ { "1", 2 }, { "3", 455 } }), member);
    ReportRows store(world.till().database());
    const DateRange today = DateRange::day(date(20261120));
    const SalesReport sales = MUST(store.sales(today));
    const ProductReport products = MUST(store.products(today));
    const MemberFigures figures = MUST(store.members(today, {}));

    // 2 × ¥18.00 + 0.455 kg × ¥128.00 = ¥94.24; cost 2 × ¥7.20 + 0.455 × ¥51.20 = ¥37.70
    QCOMPARE(QString::fromUtf8(dailyCsv(sales, { CsvLanguage::English, CsvEncoding::Utf8 })),
        QStringLiteral("date,sales,member sales,refunded,gross,saved,total,member total,cost,margin,cash,card,wechat,alipay,other,stored value\r\n"
                       "2026-11-20,1,1,0.00,94.24,0.00,94.24,94.24,37.70,56.54,94.24,0.00,0.00,0.00,0.00,0.00\r\n"));
    QCOMPARE(QString::fromUtf8(productsCsv(products, { CsvLanguage::Chinese, CsvEncoding::Utf8 })),
        QStringLiteral("商品,分类,数量,单位,原价金额,实收金额,成本,毛利\r\n"
                       "进口车厘子,水果,0.455,千克,58.24,58.24,23.30,34.94\r\n芒果班戟,甜品,2,件,36.00,36.00,14.40,21.60\r\n"));
    const auto hours = MUST(readCsv(hourlyCsv(sales, { CsvLanguage::Chinese, CsvEncoding::Gb18030 })));
    QCOMPARE(hours.size(), size_t(25));
    QCOMPARE(hours[0].fields[0], QStringLiteral("小时"));
    QCOMPARE(hours[11].fields[6], QStringLiteral("94.24"));
    QCOMPARE(MUST(readCsv(topMembersCsv(figures, {}))).at(1).fields, (QStringList { member.number, QStringLiteral("94.24"), QStringLiteral("1") }));
    QCOMPARE(MUST(readCsv(newMembersCsv(figures, {}))).at(1).fields, (QStringList { QStringLiteral("2026-11-20"), QStringLiteral("1") }));
}

void SalesReportTest::jsonMoneyIsWholeMinorUnits()
{
    World world;
    world.sell(world.cart({ { "4", 1 } }), world.member("13800138000"));
    ReportRows store(world.till().database());
    const DateRange today = DateRange::day(date(20261120));
    const QJsonObject sales = toJson(MUST(store.sales(today)));
    QCOMPARE(sales[u"from"].toString(), QStringLiteral("2026-11-20"));
    QCOMPARE(sales[u"total"][u"totalMinor"].toInteger(), 1'250);
    QCOMPARE(sales[u"days"][0][u"tenders"][u"cashMinor"].toInteger(), 1'250);
    QCOMPARE(sales[u"hours"].toArray().size(), 24);
    QCOMPARE(toJson(MUST(store.products(today)))[u"products"][0][u"marginMinor"].toInteger(), 750);
    const QJsonObject members = toJson(MUST(store.members(today, {})));
    QCOMPARE(members[u"memberTotalMinor"].toInteger(), 1'250);
    QCOMPARE(members[u"top"][0][u"spendMinor"].toInteger(), 1'250);
}

TANGYUAN_TEST(SalesReportTest)
#include "SalesReportTest.moc"
