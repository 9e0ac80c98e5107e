// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/reports/ReportCsv.h"

#include <algorithm>
#include <iterator>

namespace tangyuan {

namespace {

CsvColumn column(const char16_t* english, const char16_t* chinese)
{
    return { QString::fromUtf16(english), QString::fromUtf16(chinese) };
}

using Columns = std::vector<CsvColumn>;

Columns figureColumns()
{
    return { column(u"sales", u"单数"), column(u"member sales", u"会员单数"), column(u"refunded", u"退款金额"), column(u"gross", u"原价金额"),
        column(u"saved", u"优惠金额"), column(u"total", u"实收金额"), column(u"member total", u"会员金额"), column(u"cost", u"成本"),
        column(u"margin", u"毛利") };
}

QStringList figureFields(const SalesFigures& figures)
{
    return { QString::number(figures.sales), QString::number(figures.memberSales), toPlainString(figures.refunded), toPlainString(figures.gross),
        toPlainString(figures.saved()), toPlainString(figures.total), toPlainString(figures.memberTotal), toPlainString(figures.cost),
        toPlainString(figures.margin()) };
}

CsvColumn tenderColumn(TenderMethod method)
{
    switch (method) {
    case TenderMethod::Cash: return column(u"cash", u"现金");
    case TenderMethod::Card: return column(u"card", u"银行卡");
    case TenderMethod::WeChatPay: return column(u"wechat", u"微信支付");
    case TenderMethod::Alipay: return column(u"alipay", u"支付宝");
    case TenderMethod::Other: return column(u"other", u"其他");
    case TenderMethod::StoredValue: return column(u"stored value", u"储值");
    }
    return {};
}

const CsvWords<Quantity::Unit>& unitWords()
{
    static const CsvWords<Quantity::Unit> words { { { Quantity::Unit::Piece, { QStringLiteral("piece"), QStringLiteral("件") } },
        { Quantity::Unit::Gram, { QStringLiteral("kg"), QStringLiteral("千克") } } } };
    return words;
}

CsvWriter startCsv(const Columns& columns, ReportCsvFormat format)
{
    CsvWriter csv;
    csv.addRow(csvHeader(columns, format.language));
    return csv;
}

}

QByteArray dailyCsv(const SalesReport& report, ReportCsvFormat format)
{
    Columns columns { column(u"date", u"日期") };
    std::ranges::move(figureColumns(), std::back_inserter(columns));
    std::ranges::transform(tenderMethods, std::back_inserter(columns), tenderColumn);
    CsvWriter csv = startCsv(columns, format);
    for (const DailySales& day : report.days) {
        QStringList fields = QStringList { day.date.toString() } + figureFields(day.figures);
        for (const Money amount : day.tenders)
            fields.append(toPlainString(amount));
        csv.addRow(fields);
    }
    return csv.encoded(format.encoding);
}

QByteArray hourlyCsv(const SalesReport& report, ReportCsvFormat format)
{
    Columns columns { column(u"hour", u"小时") };
    std::ranges::move(figureColumns(), std::back_inserter(columns));
    CsvWriter csv = startCsv(columns, format);
    for (const HourlySales& hour : report.hours)
        csv.addRow(QStringList { QString::number(hour.hour) } + figureFields(hour.figures));
    return csv.encoded(format.encoding);
}

QByteArray productsCsv(const ProductReport& report, ReportCsvFormat format)
{
    CsvWriter csv = startCsv({ column(u"product", u"商品"), column(u"category", u"分类"), column(u"quantity", u"数量"), column(u"unit", u"单位"),
                                 column(u"gross", u"原价金额"), column(u"total", u"实收金额"), column(u"cost", u"成本"), column(u"margin", u"毛利") },
        format);
    for (const ProductSales& product : report.products) {
        csv.addRow(
            { product.name, product.categoryName, toPlainString(Quantity { product.unit, product.amount }), csvWord(unitWords(), product.unit, format.language),
                toPlainString(product.gross), toPlainString(product.total), toPlainString(product.cost), toPlainString(product.margin()) });
    }
    return csv.encoded(format.encoding);
}

QByteArray newMembersCsv(const MemberFigures& figures, ReportCsvFormat format)
{
    CsvWriter csv = startCsv({ column(u"date", u"日期"), column(u"new members", u"新会员") }, format);
    for (const NewMembers& day : figures.newMembers)
        csv.addRow({ day.date.toString(), QString::number(day.count) });
    return csv.encoded(format.encoding);
}

QByteArray topMembersCsv(const MemberFigures& figures, ReportCsvFormat format)
{
    CsvWriter csv = startCsv({ column(u"member number", u"会员号"), column(u"spend", u"消费金额"), column(u"visits", u"消费次数") }, format);
    for (const TopMember& member : figures.top)
        csv.addRow({ member.number, toPlainString(member.spend), QString::number(member.visits) });
    return csv.encoded(format.encoding);
}

QByteArray chainCsv(const ChainReport& report, ReportCsvFormat format)
{
    CsvWriter csv = startCsv({ column(u"date", u"日期"), column(u"store", u"门店"), column(u"store name", u"门店名称"), column(u"sales", u"单数"),
                                 column(u"refunds", u"退款单数"), column(u"member sales", u"会员单数"), column(u"total", u"实收金额") },
        format);
    for (const StoreDay& day : report.days) {
        const auto named = report.storeNames.find(day.store);
        csv.addRow({ day.date.toString(), day.store, named == report.storeNames.end() ? QString() : named->second, QString::number(day.figures.sales),
            QString::number(day.figures.refunds), QString::number(day.figures.memberSales), toPlainString(day.figures.total) });
    }
    return csv.encoded(format.encoding);
}

}
