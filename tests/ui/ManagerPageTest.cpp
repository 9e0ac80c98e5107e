// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RoomTest.h"
#include "tests/ui/ManagersDesk.h"
#include "ui/manager/BarChart.h"
#include "ui/manager/ReportViews.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QTimer>

#include <utility>

using namespace tangyuan;

namespace {

void typeInto(QDialog& dialog, const char* field, const char* text)
{
    dialog.findChild<QLineEdit*>(QString::fromLatin1(field))->setText(QString::fromUtf8(text));
}

void pressIn(QDialog& dialog, const char* button)
{
    QTest::mouseClick(dialog.findChild<QPushButton*>(QString::fromLatin1(button)), Qt::LeftButton);
}

}

class ManagerPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, 1.0); }
    void todaysFiguresStandOnScreenAndInTheFile();
    void hoursOfTheDay();
    void daysAreChosenByPresetAndByHand();
    void productsByCategory();
    void membersAndTheirNames();
    void anEmptyShopSaysWhatToDo();
    void allStoresOfTheChain();
    void aHubThatDoesNotAnswerIsSaid();
    void aNewSaleShowsAfterRefresh();
    void aFileThatCannotBeWrittenIsSaid();
    void longRangesBecomeWeeksAndMonths();
    void aProductIsChangedAndAdded();
    void tagsAndBestBeforeAreChangedInTheDialog();
    void aBadFormIsNotSaved_data();
    void aBadFormIsNotSaved();
    void goodRowsOfAFileAreImported();
    void nothingIsImportedWhenSoChosen();
    void theCatalogueIsFoundAndExported();
};

void ManagerPageTest::todaysFiguresStandOnScreenAndInTheFile()
{
    ManagersDesk desk;
    const Member member = desk.world.member("13800138000", "王小梅", Tier::Gold);
    const Sale first = desk.world.sell(desk.world.cart({ { "1", 2 }, { "3", 455 } }));
    const Sale second = desk.world.sell(desk.world.cart({ { "2", 1 } }), member);
    QCOMPARE(second.total.minor, 2'470); // gold pays 95 %
    desk.open();
    desk.press("preset1");

    QCOMPARE(desk.figure("total"), toDisplayString(first.total + second.total)); // ¥118.94
    QCOMPARE(desk.figure("total"), QStringLiteral("¥118.94"));
    QCOMPARE(desk.figure("sales"), QStringLiteral("2"));
    QCOMPARE(desk.figure("averageTicket"), QStringLiteral("¥59.47"));
    QCOMPARE(desk.figure("memberShare"), QStringLiteral("20.8 %"));
    QCOMPARE(desk.figure("saved"), QStringLiteral("¥1.30"));
    QCOMPARE(desk.figure("margin"), QStringLiteral("¥70.84")); // 118.94 − 14.40 − 23.30 − 10.40
    QCOMPARE(desk.table().rowCount(), 1);
    QCOMPARE(desk.cell(0, 0), QStringLiteral("2026-11-20"));
    QCOMPARE(desk.cell(0, 5), QStringLiteral("¥118.94"));

    const QString csv = QString::fromUtf8(desk.exported("exportReport", 2));
    QVERIFY(desk.savedTo.endsWith(QStringLiteral("/sales-2026-11-20.csv")));
    QVERIFY2(csv.contains(QStringLiteral("2026-11-20,2,1,0.00,120.24,1.30,118.94,24.70,48.10,70.84,118.94,0.00,0.00,0.00,0.00,0.00")), qPrintable(csv));
    QVERIFY(desk.exported("exportReport", 0).startsWith("\xEF\xBB\xBF"));
}

void ManagerPageTest::hoursOfTheDay()
{
    ManagersDesk desk;
    desk.world.sell(desk.world.cart({ { "1", 1 } }));
    desk.world.clock().advanceMs(5 * 3'600'000);
    desk.world.sell(desk.world.cart({ { "2", 1 } }));
    desk.open();
    desk.press("byHour");
    QCOMPARE(desk.table().rowCount(), 2);
    QCOMPARE(desk.cell(0, 0), QStringLiteral("10:00"));
    QCOMPARE(desk.cell(1, 0), QStringLiteral("15:00"));
    QCOMPARE(desk.cell(1, 5), QStringLiteral("¥26.00"));
    const ChartState& chart = desk.page->findChild<BarChart*>()->state();
    QCOMPARE(chart.bars.size(), size_t(24));
    QCOMPARE(chart.bars[10].value, 1'800);
}

void ManagerPageTest::daysAreChosenByPresetAndByHand()
{
    ManagersDesk desk;
    desk.world.sell(desk.world.cart({ { "1", 1 } }));
    desk.world.clock().advanceMs(24 * 3'600'000);
    desk.world.sell(desk.world.cart({ { "2", 1 } }));
    desk.open();
    QCOMPARE(desk.figure("total"), QStringLiteral("¥44.00"));
    desk.press("preset2");
    QCOMPARE(desk.figure("total"), QStringLiteral("¥18.00"));
    QTest::keyClick(desk.page.get(), Qt::Key_1, Qt::AltModifier);
    desk.wait();
    QCOMPARE(desk.figure("total"), QStringLiteral("¥26.00"));

    auto* from = desk.page->findChild<QDateEdit*>(QStringLiteral("rangeFrom"));
    from->setDate(QDate(2026, 11, 19));
    desk.wait();
    QCOMPARE(desk.figure("total"), QStringLiteral("¥44.00"));
    QVERIFY(!desk.page->findChild<QPushButton*>(QStringLiteral("preset1"))->isChecked());
    from->setDate(QDate(2026, 12, 1));
    QVERIFY(desk.page->findChild<QLabel*>(QStringLiteral("rangeProblem"))->isVisible());
    from->setDate(QDate(2001, 1, 1));
    QVERIFY(desk.page->findChild<QLabel*>(QStringLiteral("rangeProblem"))->isVisible());
    QCOMPARE(desk.page->presenter().range().from.yyyymmdd, 20261119);
}

void ManagerPageTest::productsByCategory()
{
    ManagersDesk desk;
    desk.world.sell(desk.world.cart({ { "1", 3 }, { "3", 1'000 }, { "4", 1 } }));
    desk.open();
    desk.press("tabProducts");
    QCOMPARE(desk.table().rowCount(), 3);
    QCOMPARE(desk.cell(0, 0), QStringLiteral("进口车厘子"));
    QCOMPARE(desk.cell(0, 2), QStringLiteral("1.000 kg"));
    QCOMPARE(desk.cell(1, 4), QStringLiteral("¥54.00"));
    QCOMPARE(desk.figure("productTotal"), QStringLiteral("¥194.50"));
    QCOMPARE(desk.page->findChild<BarChart*>()->state().bars.size(), size_t(3));

    auto* table = desk.page->findChild<QTableView*>(QStringLiteral("reportTable"));
    table->sortByColumn(4, Qt::AscendingOrder);
    QCOMPARE(desk.cell(0, 0), QStringLiteral("红豆汤圆"));

    auto* category = desk.page->findChild<QComboBox*>(QStringLiteral("reportCategory"));
    category->setCurrentIndex(category->findText(QStringLiteral("甜品")));
    Q_EMIT category->activated(category->currentIndex());
    QCOMPARE(desk.table().rowCount(), 2);
    QCOMPARE(desk.figure("productTotal"), QStringLiteral("¥66.50"));
}

void ManagerPageTest::membersAndTheirNames()
{
    ManagersDesk desk;
    const Member mei = desk.world.member("13800138000", "王小梅");
    const Member qiang = desk.world.member("13900139000", "李强");
    desk.world.sell(desk.world.cart({ { "1", 1 } }), mei);
    desk.world.sell(desk.world.cart({ { "2", 1 } }), qiang);
    desk.world.sell(desk.world.cart({ { "2", 1 } }), qiang);
    desk.open();
    desk.press("tabMembers");
    QCOMPARE(desk.figure("members"), QStringLiteral("2"));
    QCOMPARE(desk.figure("newMembers"), QStringLiteral("2"));
    QCOMPARE(desk.table().rowCount(), 2);
    QCOMPARE(desk.cell(0, 1), qiang.number);
    QCOMPARE(desk.cell(0, 2), QStringLiteral("李强"));
    QCOMPARE(desk.cell(0, 3), QStringLiteral("¥52.00"));
    QCOMPARE(desk.cell(0, 4), QStringLiteral("2"));
    const QString csv = QString::fromUtf8(desk.exported("exportReport", 2));
    QVERIFY(csv.contains(qiang.number + QStringLiteral(",52.00,2")));
    QVERIFY(!csv.contains(QStringLiteral("李强")));
}

void ManagerPageTest::anEmptyShopSaysWhatToDo()
{
    ManagersDesk desk;
    desk.open();
    auto* sentence = desk.page->findChild<QLabel*>(QStringLiteral("reportEmpty"));
    for (const char* tab : { "tabSales", "tabProducts", "tabMembers" }) {
        desk.press(tab);
        QVERIFY2(sentence->isVisible() && sentence->text().size() > 20, tab);
    }
}

void ManagerPageTest::allStoresOfTheChain()
{
    ManagersDesk desk;
    desk.belongsToAChain();
    desk.isInChain = false;
    desk.open();
    auto* tab = desk.page->findChild<QPushButton*>(QStringLiteral("tabStores"));
    QVERIFY(!tab->isVisible());
    desk.isInChain = true;
    desk.page->refresh();
    desk.wait();
    QVERIFY(tab->isVisible());
    desk.click("tabStores");
    QVERIFY(desk.sentence().contains(QStringLiteral("Asking the hub")));
    QVERIFY(!desk.page->findChild<QPushButton*>(QStringLiteral("exportReport"))->isEnabled());
    const auto old = std::exchange(desk.waiting, nullptr);
    desk.click("preset1");
    QCOMPARE(desk.asked, DateRange::day({ 20261120 }));
    old(ChainReport {}); // of the days before
    QVERIFY(desk.page->presenter().isBusy());
    const QString first = QStringLiteral("S1"), second = QStringLiteral("S2");
    desk.waiting(ChainReport { desk.asked, { { first, QStringLiteral("人民路店") }, { second, {} } },
        { { { 20261120 }, first, { 8, 1, 2, { 12'300 } } }, { { 20261120 }, second, { 2, 0, 2, { 1'000'000 } } } } });
    QVERIFY(desk.sentence().isEmpty());
    QCOMPARE(desk.figure("chainTotal"), QStringLiteral("¥10,123.00"));
    QCOMPARE(desk.figure("chainMemberShare"), QStringLiteral("40.0 %"));
    QCOMPARE(desk.table().rowCount(), 5); // all, two stores, two days
    const auto row = [&](int number) {
        QStringList cells;
        for (int column = 0; column < desk.table().columnCount(); ++column)
            cells << desk.cell(number, column);
        return cells.join(u'|');
    };
    QCOMPARE(row(0), QStringLiteral("All days|All stores|10|1|40.0 %|¥10,123.00"));
    QCOMPARE(row(1), QStringLiteral("All days|S1 人民路店|8|1|25.0 %|¥123.00"));
    QCOMPARE(row(3), QStringLiteral("2026-11-20|S1 人民路店|8|1|25.0 %|¥123.00"));
    desk.page->findChild<QTableView*>(QStringLiteral("reportTable"))->sortByColumn(5, Qt::DescendingOrder);
    QCOMPARE(desk.cell(0, 1), QStringLiteral("All stores")); // sums stay where they are
    QCOMPARE(desk.cell(3, 1), second);
    const QString csv = QString::fromUtf8(desk.exported("exportReport", 2));
    QVERIFY(desk.savedTo.endsWith(QStringLiteral("/stores-2026-11-20.csv")));
    QVERIFY2(csv.contains(QStringLiteral("2026-11-20,S1,人民路店,8,1,2,123.00")), qPrintable(csv));
    desk.isInChain = false; // it left
    desk.page->refresh();
    desk.wait();
    QVERIFY(!tab->isVisible());
    QCOMPARE(desk.page->presenter().kind(), ReportKind::Sales);
}

void ManagerPageTest::aHubThatDoesNotAnswerIsSaid()
{
    ManagersDesk desk;
    desk.belongsToAChain();
    desk.open();
    desk.click("tabStores");
    desk.waiting(fail(ErrorCode::HubUnreachable));
    QVERIFY2(desk.sentence().contains(QStringLiteral("cannot be reached now")) && desk.sentence().contains(QStringLiteral("own reports")),
        qPrintable(desk.sentence()));
    desk.click("preset1");
    desk.waiting(ChainReport { desk.asked, {}, {} });
    QVERIFY2(desk.sentence().contains(QStringLiteral("No store sold")), qPrintable(desk.sentence()));
    desk.waiting = nullptr;
    desk.page->presenter().setRange(DateRange::last(ChainReport::limitDays + 1, desk.page->presenter().today()));
    QVERIFY(!desk.waiting); // nobody was asked
    QVERIFY2(desk.sentence().contains(QStringLiteral("366")), qPrintable(desk.sentence()));
    desk.press("tabSales");
    QVERIFY(!desk.sentence().contains(QStringLiteral("366")));
}

void ManagerPageTest::aNewSaleShowsAfterRefresh()
{
    ManagersDesk desk;
    desk.open();
    desk.world.sell(desk.world.cart({ { "1", 1 } }));
    desk.page->refresh();
    desk.wait();
    QCOMPARE(desk.figure("total"), QStringLiteral("¥18.00"));
    // Clicks that come faster than answers: the last one counts.
    for (const char* preset : { "preset1", "preset2", "preset5", "preset2" })
        QTest::mouseClick(desk.page->findChild<QPushButton*>(QString::fromLatin1(preset)), Qt::LeftButton);
    desk.wait();
    QCOMPARE(desk.figure("total"), QStringLiteral("¥0.00"));
}

void ManagerPageTest::aFileThatCannotBeWrittenIsSaid()
{
    ManagersDesk desk;
    desk.world.sell(desk.world.cart({ { "1", 1 } }));
    desk.open();
    desk.page->setFiles({ [&desk](const QString& name) { return desk.world.folder() + QStringLiteral("/no such folder/") + name; }, [] { return QString(); } });
    desk.page->findChild<QPushButton*>(QStringLiteral("exportReport"))->menu()->actions().at(0)->trigger();
    QVERIFY(desk.page->findChild<QWidget*>(QStringLiteral("managerNotice"))->isVisible());
}

void ManagerPageTest::longRangesBecomeWeeksAndMonths()
{
    const auto barsOver = [](int days) {
        SalesReport report { DateRange::last(days, { 20261120 }), {}, {} };
        for (int i = 0; i < days; ++i)
            report.days.push_back({ report.range.at(i), { 1, 0, { 100 }, { 100 }, {}, {}, {} }, {} });
        return salesByDayView(report).chart.bars;
    };
    QCOMPARE(barsOver(30).size(), size_t(30));
    const auto weeks = barsOver(91);
    QCOMPARE(weeks.size(), size_t(14));
    qint64 sum = 0;
    for (const ChartState::Bar& bar : weeks)
        sum += bar.value;
    QCOMPARE(sum, 9'100);
    QCOMPARE(barsOver(5 * 365).size(), size_t(61));
}

void ManagerPageTest::aProductIsChangedAndAdded()
{
    ManagersDesk desk;
    desk.open();
    desk.page->goTo(ManagerPage::Tab::Catalogue);
    QCOMPARE(desk.table("catalogueTable").rowCount(), 4); // one of five is off sale
    auto* table = desk.page->findChild<QTableView*>(QStringLiteral("catalogueTable"));
    table->selectRow(0);
    desk.inDialog([](QDialog& dialog) {
        QCOMPARE(dialog.findChild<QLineEdit*>(QStringLiteral("price"))->text(), QStringLiteral("18.00"));
        typeInto(dialog, "price", "19.80");
        typeInto(dialog, "goldPrice", "17");
        dialog.findChild<QCheckBox*>(QStringLiteral("onSale"))->setChecked(false);
        pressIn(dialog, "accept");
    });
    desk.press("changeProduct");
    QCOMPARE(desk.world.product("1").price.minor, 1'980);
    QCOMPARE(desk.world.product("1").tierPrices[2], std::optional(Money { 1'700 }));
    QCOMPARE(desk.world.product("1").barcodes, QStringList { QStringLiteral("6901234567892") });
    QCOMPARE(desk.table("catalogueTable").rowCount(), 3);

    desk.inDialog([](QDialog& dialog) {
        typeInto(dialog, "name", "桂花糕");
        dialog.findChild<QComboBox*>(QStringLiteral("category"))->setCurrentText(QStringLiteral("糕点"));
        typeInto(dialog, "price", "¥6.5");
        dialog.findChild<QPlainTextEdit*>(QStringLiteral("barcodes"))->setPlainText(QStringLiteral("4006381333931 96385074"));
        pressIn(dialog, "accept");
    });
    desk.press("addProduct");
    const Product& added = desk.world.product("6"); // the next free number
    QCOMPARE(added.name, QStringLiteral("桂花糕"));
    QCOMPARE(added.price.minor, 650);
    desk.page->findChild<QLineEdit*>(QStringLiteral("catalogueSearch"))->setText(QStringLiteral("ghg"));
    QCOMPARE(desk.table("catalogueTable").rowCount(), 1);
    QCOMPARE(added.barcodes.size(), 2);
    QCOMPARE(desk.world.till().catalog().category(added.category)->name, QStringLiteral("糕点"));
}

void ManagerPageTest::tagsAndBestBeforeAreChangedInTheDialog()
{
    ManagersDesk desk;
    desk.open();
    desk.page->goTo(ManagerPage::Tab::Catalogue);
    desk.page->findChild<QTableView*>(QStringLiteral("catalogueTable"))->selectRow(0);
    desk.inDialog([](QDialog& dialog) {
        typeInto(dialog, "tags", "进口，gluten free、进口");
        typeInto(dialog, "bestBefore", "2026-02-30");
        pressIn(dialog, "accept");
        auto* problem = dialog.findChild<QLabel*>(QStringLiteral("problem"));
        QVERIFY(problem->isVisible() && problem->text().contains(QStringLiteral("进口")));
        QCOMPARE(dialog.focusWidget()->objectName(), QStringLiteral("tags"));
        typeInto(dialog, "tags", "进口，gluten free");
        pressIn(dialog, "accept");
        QVERIFY(problem->text().contains(QStringLiteral("2026-11-30"))); // how a day is written
        QCOMPARE(dialog.focusWidget()->objectName(), QStringLiteral("bestBefore"));
        typeInto(dialog, "bestBefore", "2026/12/1");
        pressIn(dialog, "accept");
        QVERIFY(!dialog.isVisible());
    });
    desk.press("changeProduct");
    const QStringList tags { QStringLiteral("进口"), QStringLiteral("gluten free") };
    QCOMPARE(desk.world.product("1").tags, tags);
    QCOMPARE(desk.world.product("1").bestBefore, std::optional(BusinessDate { 20261201 }));

    desk.page->findChild<QTableView*>(QStringLiteral("catalogueTable"))->selectRow(0);
    desk.inDialog([](QDialog& dialog) {
        QCOMPARE(dialog.findChild<QLineEdit*>(QStringLiteral("tags"))->text(), QStringLiteral("进口, gluten free"));
        QCOMPARE(dialog.findChild<QLineEdit*>(QStringLiteral("bestBefore"))->text(), QStringLiteral("2026-12-01"));
        typeInto(dialog, "bestBefore", "");
        pressIn(dialog, "accept");
    });
    desk.press("changeProduct");
    QCOMPARE(desk.world.product("1").tags, tags);
    QVERIFY(!desk.world.product("1").bestBefore);
}

void ManagerPageTest::aBadFormIsNotSaved_data()
{
    QTest::addColumn<QString>("plu");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("price");
    QTest::addColumn<QString>("barcodes");
    QTest::addColumn<QString>("tags");
    QTest::addColumn<QString>("bestBefore");
    QTest::addColumn<int>("field");
    const auto row = [](const char* name, const char* plu, const char* product, const char* price, const char* barcodes, FormProblem::Field field,
                         const QString& tags = {}, const char* bestBefore = "") {
        QTest::newRow(name) << QString::fromUtf8(plu) << QString::fromUtf8(product) << QString::fromUtf8(price) << QString::fromUtf8(barcodes) << tags
                            << QString::fromUtf8(bestBefore) << int(field);
    };
    row("no number", " ", "糕", "1", "", FormProblem::Field::Plu);
    row("number of another", "02", "糕", "1", "", FormProblem::Field::Plu);
    row("no name", "9", "  ", "1", "", FormProblem::Field::Name);
    row("no price", "9", "糕", "", "", FormProblem::Field::Price);
    row("price is no number", "9", "糕", "six", "", FormProblem::Field::Price);
    row("negative price", "9", "糕", "-1", "", FormProblem::Field::Price);
    row("price beyond all", "9", "糕", "1000000.01", "", FormProblem::Field::Price);
    row("a third decimal", "9", "糕", "1.005", "", FormProblem::Field::Price);
    row("barcode misread", "9", "糕", "1", "6901234567890", FormProblem::Field::Barcodes);
    row("barcode of another", "9", "糕", "1", "6901234567892", FormProblem::Field::Barcodes);
    row("a tag twice", "9", "糕", "1", "", FormProblem::Field::Tags, QStringLiteral("甜, 甜"));
    row("more tags than there is room for", "9", "糕", "1", "", FormProblem::Field::Tags,
        QStringLiteral("1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21"));
    row("a tag of 121 letters", "9", "糕", "1", "", FormProblem::Field::Tags, QString(121, u'a'));
    row("no such day", "9", "糕", "1", "", FormProblem::Field::BestBefore, {}, "2026-02-30");
}

void ManagerPageTest::aBadFormIsNotSaved()
{
    QFETCH(QString, plu);
    QFETCH(QString, name);
    QFETCH(QString, price);
    QFETCH(QString, barcodes);
    QFETCH(QString, tags);
    QFETCH(QString, bestBefore);
    QFETCH(int, field);
    World world;
    CataloguePresenter presenter(world.till());
    ProductForm form = presenter.emptyForm();
    form.plu = plu;
    form.name = name;
    form.category = QStringLiteral("甜品");
    form.price = price;
    form.barcodes = barcodes;
    form.tags = tags;
    form.bestBefore = bestBefore;
    const auto problem = presenter.save(std::nullopt, form);
    QVERIFY(problem.has_value());
    QCOMPARE(int(problem->field), field);
    QVERIFY(!problem->text.isEmpty());
    QCOMPARE(world.till().catalog().products().size(), size_t(5));
}

void ManagerPageTest::goodRowsOfAFileAreImported()
{
    ManagersDesk desk;
    desk.open();
    desk.page->goTo(ManagerPage::Tab::Catalogue);
    const QString csv = QStringLiteral("货号,名称,分类,单位,价格\r\n8,姜撞奶,甜品,件,15.00\r\n9,双皮奶,甜品,件,很贵\r\n1,芒果班戟,甜品,件,20.00\r\n");
    QFile file(desk.world.folder() + QStringLiteral("/import.csv"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(encodeText(csv, CsvEncoding::Gb18030));
    file.close();
    desk.inDialog([](QDialog& dialog) {
        QCOMPARE(dialog.objectName(), QStringLiteral("importDialog"));
        const QAbstractItemModel& problems = *dialog.findChild<QTableView*>(QStringLiteral("importProblems"))->model();
        QCOMPARE(problems.rowCount(), 1);
        QCOMPARE(problems.index(0, 0).data().toString(), QStringLiteral("3"));
        pressIn(dialog, "accept");
    });
    desk.press("importProducts");
    QCOMPARE(desk.world.product("8").price.minor, 1'500);
    QCOMPARE(desk.world.product("1").price.minor, 2'000);
    QVERIFY(!desk.world.till().catalog().byPlu(u"9"));
}

void ManagerPageTest::nothingIsImportedWhenSoChosen()
{
    ManagersDesk desk;
    desk.open();
    desk.page->goTo(ManagerPage::Tab::Catalogue);
    QFile file(desk.world.folder() + QStringLiteral("/import.csv"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("plu,name,category,unit,price\n8,Tea,Drinks,piece,5.00\n");
    file.close();
    desk.inDialog([](QDialog& dialog) { pressIn(dialog, "reject"); });
    desk.press("importProducts");
    QVERIFY(!desk.world.till().catalog().byPlu(u"8"));
    QCOMPARE(desk.world.till().catalog().categories().size(), size_t(2));
}

void ManagerPageTest::theCatalogueIsFoundAndExported()
{
    ManagersDesk desk;
    desk.open();
    desk.page->goTo(ManagerPage::Tab::Catalogue);
    auto* search = desk.page->findChild<QLineEdit*>(QStringLiteral("catalogueSearch"));
    for (const char* typed : { "芒果", "1", "6901234567892" }) {
        search->setText(QString::fromUtf8(typed));
        QCOMPARE(desk.table("catalogueTable").rowCount(), 1);
    }
    search->setText(QStringLiteral("月饼"));
    QCOMPARE(desk.table("catalogueTable").rowCount(), 0);
    QVERIFY(desk.page->findChild<QLabel*>(QStringLiteral("catalogueEmpty"))->isVisible());
    desk.page->findChild<QCheckBox*>(QStringLiteral("catalogueAll"))->setChecked(true);
    QCOMPARE(desk.table("catalogueTable").rowCount(), 1);
    const QString csv = MUST(decodeText(desk.exported("exportProducts", 1)));
    QVERIFY(csv.contains(QStringLiteral("杨枝甘露")));
}

TANGYUAN_TEST(ManagerPageTest)
#include "ManagerPageTest.moc"
