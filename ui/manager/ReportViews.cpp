// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/manager/ReportViews.h"

#include "core/base/Verify.h"
#include "ui/widgets/Words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <map>
#include <utility>

namespace tangyuan {

namespace {

constexpr int chartProducts = 10;
constexpr int mostDayBars = 62;
constexpr int mostWeekBars = 400; ///< days that still fit as weeks

struct Said {
    Q_DECLARE_TR_FUNCTIONS(ReportViews)
};

TableCell textCell(const QString& text)
{
    return { text, 0 };
}
TableCell countCell(qint64 count)
{
    return { QLocale().toString(count), count };
}
TableCell dateCell(BusinessDate date)
{
    return { date.toString(), date.yyyymmdd };
}

/// "¥12,345.60": tables and cards group digits, receipts and files do not.
QString groupedMoney(Money amount)
{
    QString text = toDisplayString(amount);
    for (qsizetype position = text.size() - 6; position > 0 && text[position - 1].isDigit(); position -= 3)
        text.insert(position, u',');
    return text;
}

TableCell moneyCell(Money amount)
{
    return { groupedMoney(amount), amount.minor };
}

BasisPoints shareOf(Money part, Money whole)
{
    constexpr qint64 all = 10'000;
    constexpr qint64 most = 100; // a margin of −100 times the total says enough
    if (whole.minor <= 0)
        return {};
    const Money bounded { std::clamp(part.minor, -most * whole.minor, most * whole.minor) };
    return { static_cast<qint32>(multiplyDivide(bounded, all, whole.minor).minor) };
}

std::vector<Figure> salesFigures(const SalesFigures& figures)
{
    return {
        { QStringLiteral("total"), Said::tr("Total"), groupedMoney(figures.total), Said::tr("%1 at full price").arg(groupedMoney(figures.gross)) },
        { QStringLiteral("sales"), Said::tr("Sales"), QLocale().toString(figures.sales),
            Said::tr("%1 to members").arg(QLocale().toString(figures.memberSales)) },
        { QStringLiteral("averageTicket"), Said::tr("Average sale"), groupedMoney(figures.averageTicket()), {} },
        { QStringLiteral("memberShare"), Said::tr("Member share"), percentText(figures.memberShare()), groupedMoney(figures.memberTotal) },
        { QStringLiteral("saved"), Said::tr("Saved by customers"), groupedMoney(figures.saved()), percentText(shareOf(figures.saved(), figures.gross)) },
        { QStringLiteral("margin"), Said::tr("Margin"), groupedMoney(figures.margin()), percentText(shareOf(figures.margin(), figures.total)) },
    };
}

void addFigureColumns(TableState& table)
{
    for (const QString& title :
        { Said::tr("Sales"), Said::tr("To members"), Said::tr("Full price"), Said::tr("Saved"), Said::tr("Total"), Said::tr("Cost"), Said::tr("Margin") })
        table.columns.push_back({ title });
}

void addFigureCells(std::vector<TableCell>& row, const SalesFigures& figures)
{
    row.insert(row.end(),
        { countCell(figures.sales), countCell(figures.memberSales), moneyCell(figures.gross), moneyCell(figures.saved()), moneyCell(figures.total),
            moneyCell(figures.cost), moneyCell(figures.margin()) });
}

/// A heading as narrow as its figures, so that a day with every tender stands side by side on a small screen.
QString tenderHeading(TenderMethod method)
{
    switch (method) {
    case TenderMethod::WeChatPay: return Said::tr("WeChat");
    case TenderMethod::StoredValue: return Said::tr("Stored");
    case TenderMethod::Cash:
    case TenderMethod::Alipay:
    case TenderMethod::Card:
    case TenderMethod::Other: return words::tender(method);
    }
    VERIFY(false);
}

/// A bar a day; a week or a month where days would be too thin to see.
class CalendarBars {
public:
    explicit CalendarBars(DateRange range)
        : m_days(range.days())
    {
    }
    void add(BusinessDate date, qint64 value)
    {
        const QDate day = date.toDate();
        const QDate start = m_days <= mostDayBars ? day : m_days <= mostWeekBars ? day.addDays(1 - day.dayOfWeek()) : QDate(day.year(), day.month(), 1);
        if (m_bars.empty() || start != m_start) {
            m_start = start;
            m_bars.push_back({ m_days <= mostWeekBars ? start.toString(QStringLiteral("MM-dd")) : start.toString(QStringLiteral("yyyy-MM")), 0,
                m_days <= mostDayBars        ? start.toString(Qt::ISODate)
                    : m_days <= mostWeekBars ? Said::tr("Week of %1").arg(start.toString(Qt::ISODate))
                                             : start.toString(QStringLiteral("yyyy-MM")) });
        }
        m_bars.back().value += value;
    }
    std::vector<ChartState::Bar> take(ChartState::Measure measure)
    {
        for (ChartState::Bar& bar : m_bars)
            bar.tip += QStringLiteral("   ") + (measure == ChartState::Measure::Money ? groupedMoney({ bar.value }) : QLocale().toString(bar.value));
        return std::move(m_bars);
    }
    QString title(const QString& perDay, const QString& perWeek, const QString& perMonth) const
    {
        return m_days <= mostDayBars ? perDay : m_days <= mostWeekBars ? perWeek : perMonth;
    }

private:
    int m_days;
    QDate m_start;
    std::vector<ChartState::Bar> m_bars;
};

std::vector<TableCell> storeRow(TableCell date, const QString& store, const StoreFigures& figures)
{
    const BasisPoints share = figures.memberShare();
    return { std::move(date), textCell(store), countCell(figures.sales), countCell(figures.refunds), { percentText(share), share.value },
        moneyCell(figures.total) };
}

QString noSales()
{
    return Said::tr("No sales in these days. Choose other days above, or sell something at the counter.");
}

}

QString percentText(BasisPoints share)
{
    return QLocale().toString(share.value / 100.0, 'f', 1) + QStringLiteral(" %");
}

ReportView salesByDayView(const SalesReport& report)
{
    const DailySales sum = report.sum();
    ReportView view { salesFigures(sum.figures), {}, {}, sum.figures.sales == 0 ? noSales() : QString() };
    view.table.columns.push_back({ Said::tr("Date"), TableState::Kind::Text });
    addFigureColumns(view.table);
    std::vector<size_t> usedTenders;
    for (size_t i = 0; i < sum.tenders.size(); ++i) {
        if (!sum.tenders[i].isZero())
            usedTenders.push_back(i);
    }
    for (const size_t tender : usedTenders)
        view.table.columns.push_back({ tenderHeading(tenderMethods[tender]) });

    CalendarBars bars(report.range);
    for (const DailySales& day : report.days) {
        bars.add(day.date, day.figures.total.minor);
        if (day.figures.sales == 0)
            continue;
        std::vector<TableCell> row { dateCell(day.date) };
        addFigureCells(row, day.figures);
        for (const size_t tender : usedTenders)
            row.push_back(moneyCell(day.tenders[tender]));
        view.table.rows.push_back(std::move(row));
    }
    std::ranges::reverse(view.table.rows); // the newest day is what one looks for
    view.chart.title = bars.title(Said::tr("Total by day, ¥"), Said::tr("Total by week, ¥"), Said::tr("Total by month, ¥"));
    view.chart.bars = bars.take(ChartState::Measure::Money);
    return view;
}

ReportView salesByHourView(const SalesReport& report)
{
    const SalesFigures sum = report.sum().figures;
    ReportView view { salesFigures(sum), {}, {}, sum.sales == 0 ? noSales() : QString() };
    view.table.columns.push_back({ Said::tr("Hour"), TableState::Kind::Text });
    addFigureColumns(view.table);
    view.chart.title = Said::tr("Total by hour of the day, ¥");
    for (const HourlySales& hour : report.hours) {
        const QString label = QStringLiteral("%1:00").arg(hour.hour, 2, 10, QLatin1Char('0'));
        view.chart.bars.push_back({ label, hour.figures.total.minor, label + QStringLiteral("   ") + groupedMoney(hour.figures.total) });
        if (hour.figures.sales == 0)
            continue;
        std::vector<TableCell> row { { label, hour.hour } };
        addFigureCells(row, hour.figures);
        view.table.rows.push_back(std::move(row));
    }
    return view;
}

ReportView productsView(const ProductReport& report, const std::optional<Id>& category)
{
    ReportView view;
    view.chart = { Said::tr("Best sellers, ¥"), ChartState::Direction::Lying, ChartState::Measure::Money, {} };
    view.table.columns = { { Said::tr("Product"), TableState::Kind::Text }, { Said::tr("Category"), TableState::Kind::Text }, { Said::tr("Quantity") },
        { Said::tr("Full price") }, { Said::tr("Total") }, { Said::tr("Share") }, { Said::tr("Cost") }, { Said::tr("Margin") }, { Said::tr("Margin %") } };
    Money total;
    Money margin;
    for (const ProductSales& product : report.products) {
        if (!category || product.category == *category) {
            total += product.total;
            margin += product.margin();
        }
    }
    for (const ProductSales& product : report.products) {
        if (category && product.category != *category)
            continue;
        if (view.chart.bars.size() < chartProducts)
            view.chart.bars.push_back({ product.name, product.total.minor, product.name + QStringLiteral("   ") + groupedMoney(product.total) });
        const BasisPoints share = shareOf(product.total, total);
        const BasisPoints rate = shareOf(product.margin(), product.total);
        view.table.rows.push_back({ textCell(product.name), textCell(product.categoryName),
            { toDisplayString(Quantity { product.unit, product.amount }), product.unit == Quantity::Unit::Piece ? product.amount * 1'000 : product.amount },
            moneyCell(product.gross), moneyCell(product.total), { percentText(share), share.value }, moneyCell(product.cost), moneyCell(product.margin()),
            { percentText(rate), rate.value } });
    }
    view.figures = {
        { QStringLiteral("productTotal"), Said::tr("Total"), groupedMoney(total), {} },
        { QStringLiteral("productCount"), Said::tr("Products sold"), QLocale().toString(static_cast<qint64>(view.table.rows.size())), {} },
        { QStringLiteral("productMargin"), Said::tr("Margin"), groupedMoney(margin), percentText(shareOf(margin, total)) },
    };
    if (view.table.rows.empty())
        view.empty = category ? Said::tr("Nothing of this category was sold in these days. Choose another category or other days above.") : noSales();
    return view;
}

ReportView membersView(const MemberFigures& figures, const QHash<qint64, QString>& names)
{
    ReportView view;
    view.figures = {
        { QStringLiteral("members"), Said::tr("Members"), QLocale().toString(figures.members), {} },
        { QStringLiteral("newMembers"), Said::tr("New members"), QLocale().toString(figures.newMemberCount()), {} },
        { QStringLiteral("activeMembers"), Said::tr("Bought something"), QLocale().toString(figures.activeMembers), {} },
        { QStringLiteral("memberTotal"), Said::tr("Total of members"), groupedMoney(figures.sales.memberTotal), percentText(figures.sales.memberShare()) },
        { QStringLiteral("memberSales"), Said::tr("Sales to members"), QLocale().toString(figures.sales.memberSales),
            Said::tr("of %1").arg(QLocale().toString(figures.sales.sales)) },
    };
    CalendarBars bars(figures.range);
    for (const NewMembers& day : figures.newMembers)
        bars.add(day.date, day.count);
    view.chart = { bars.title(Said::tr("New members by day"), Said::tr("New members by week"), Said::tr("New members by month")),
        ChartState::Direction::Upright, ChartState::Measure::Count, bars.take(ChartState::Measure::Count) };
    view.table.columns = { { Said::tr("Rank") }, { Said::tr("Number"), TableState::Kind::Text }, { Said::tr("Name"), TableState::Kind::Text },
        { Said::tr("Spend") }, { Said::tr("Visits") }, { Said::tr("Average sale") } };
    qint64 rank = 0;
    for (const TopMember& member : figures.top) {
        view.table.rows.push_back({ countCell(++rank), textCell(member.number), textCell(names.value(member.key.row)), moneyCell(member.spend),
            countCell(member.visits), moneyCell(multiplyDivide(member.spend, 1, member.visits)) });
    }
    if (figures.members == 0)
        view.empty = Said::tr("No members yet. Register the first one at the counter by typing a phone number.");
    else if (figures.top.empty() && figures.newMemberCount() == 0)
        view.empty = Said::tr("No member came in these days. Choose other days above.");
    return view;
}

ReportView chainView(const ChainReport& report)
{
    const StoreFigures sum = report.sum();
    const auto sums = report.sumsByStore();
    ReportView view;
    view.figures = {
        { QStringLiteral("chainTotal"), Said::tr("Total"), groupedMoney(sum.total), {} },
        { QStringLiteral("chainSales"), Said::tr("Sales"), QLocale().toString(sum.sales), {} },
        { QStringLiteral("chainRefunds"), Said::tr("Refunds"), QLocale().toString(sum.refunds), {} },
        { QStringLiteral("chainMemberShare"), Said::tr("Members' share"), percentText(sum.memberShare()),
            Said::tr("%1 to members").arg(QLocale().toString(sum.memberSales)) },
        { QStringLiteral("chainStores"), Said::tr("Stores that sold"), QLocale().toString(static_cast<qint64>(sums.size())),
            Said::tr("of %1 stores").arg(QLocale().toString(static_cast<qint64>(report.storeNames.size()))) },
    };
    view.table.columns = { { Said::tr("Date"), TableState::Kind::Text }, { Said::tr("Store"), TableState::Kind::Text }, { Said::tr("Sales") },
        { Said::tr("Refunds") }, { Said::tr("Members' share") }, { Said::tr("Total") } };
    const TableCell allDays = textCell(Said::tr("All days"));
    view.table.rows.push_back(storeRow(allDays, Said::tr("All stores"), sum));
    for (const auto& [store, figures] : sums)
        view.table.rows.push_back(storeRow(allDays, report.storeText(store), figures));
    view.table.sumRows = view.table.rows.size();
    std::map<BusinessDate, Money> totals;
    for (const StoreDay& day : report.days) {
        view.table.rows.push_back(storeRow(dateCell(day.date), report.storeText(day.store), day.figures));
        totals[day.date] += day.figures.total;
    }
    CalendarBars bars(report.range);
    for (int i = 0; i < report.range.days(); ++i)
        bars.add(report.range.at(i), totals[report.range.at(i)].minor);
    view.chart.title = bars.title(Said::tr("Total by day, ¥"), Said::tr("Total by week, ¥"), Said::tr("Total by month, ¥"));
    view.chart.bars = bars.take(ChartState::Measure::Money);
    if (report.days.empty())
        view.empty = Said::tr("No store sold anything in these days. Choose other days above.");
    return view;
}

}
