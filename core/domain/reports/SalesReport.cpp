// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/reports/SalesReport.h"

#include <QJsonArray>

namespace tangyuan {

Money SalesFigures::averageTicket() const
{
    return sales > 0 ? multiplyDivide(total, 1, sales) : Money {};
}

BasisPoints SalesFigures::memberShare() const
{
    constexpr qint64 whole = 10'000;
    return { total.minor > 0 ? static_cast<qint32>(multiplyDivide(memberTotal, whole, total.minor).minor) : 0 };
}

void SalesFigures::add(const SalesFigures& other)
{
    sales += other.sales;
    memberSales += other.memberSales;
    gross += other.gross;
    total += other.total;
    memberTotal += other.memberTotal;
    cost += other.cost;
    refunded += other.refunded;
}

DailySales SalesReport::sum() const
{
    DailySales sum;
    for (const DailySales& day : days) {
        sum.figures.add(day.figures);
        for (size_t i = 0; i < sum.tenders.size(); ++i)
            sum.tenders[i] += day.tenders[i];
    }
    return sum;
}

qint64 MemberFigures::newMemberCount() const
{
    qint64 count = 0;
    for (const NewMembers& day : newMembers)
        count += day.count;
    return count;
}

namespace {

void insertRange(QJsonObject& json, DateRange range)
{
    json[u"from"] = range.from.toString();
    json[u"to"] = range.to.toString();
}

void insertFigures(QJsonObject& json, const SalesFigures& figures)
{
    json[u"sales"] = figures.sales;
    json[u"memberSales"] = figures.memberSales;
    json[u"grossMinor"] = figures.gross.minor;
    json[u"savedMinor"] = figures.saved().minor;
    json[u"totalMinor"] = figures.total.minor;
    json[u"memberTotalMinor"] = figures.memberTotal.minor;
    json[u"costMinor"] = figures.cost.minor;
    json[u"refundedMinor"] = figures.refunded.minor;
    json[u"marginMinor"] = figures.margin().minor;
}

QJsonObject tendersToJson(const DailySales& day)
{
    QJsonObject json;
    for (size_t i = 0; i < tenderMethods.size(); ++i)
        json[tenderMethodName(tenderMethods[i]) + QStringLiteral("Minor")] = day.tenders[i].minor;
    return json;
}

}

QJsonObject toJson(const SalesReport& report)
{
    QJsonObject json;
    insertRange(json, report.range);
    const DailySales sum = report.sum();
    QJsonObject total;
    insertFigures(total, sum.figures);
    total[u"tenders"] = tendersToJson(sum);
    json[u"total"] = total;
    QJsonArray days;
    for (const DailySales& day : report.days) {
        QJsonObject object { { QStringLiteral("date"), day.date.toString() } };
        insertFigures(object, day.figures);
        object[u"tenders"] = tendersToJson(day);
        days.append(object);
    }
    json[u"days"] = days;
    QJsonArray hours;
    for (const HourlySales& hour : report.hours) {
        QJsonObject object { { QStringLiteral("hour"), hour.hour } };
        insertFigures(object, hour.figures);
        hours.append(object);
    }
    json[u"hours"] = hours;
    return json;
}

QJsonObject toJson(const ProductReport& report)
{
    QJsonObject json;
    insertRange(json, report.range);
    QJsonArray products;
    for (const ProductSales& product : report.products) {
        products.append(QJsonObject {
            { QStringLiteral("product"), product.product.toString() },
            { QStringLiteral("name"), product.name },
            { QStringLiteral("category"), product.categoryName },
            { QStringLiteral("unit"), product.unit == Quantity::Unit::Piece ? QStringLiteral("piece") : QStringLiteral("gram") },
            { QStringLiteral("amount"), product.amount },
            { QStringLiteral("grossMinor"), product.gross.minor },
            { QStringLiteral("totalMinor"), product.total.minor },
            { QStringLiteral("costMinor"), product.cost.minor },
            { QStringLiteral("marginMinor"), product.margin().minor },
        });
    }
    json[u"products"] = products;
    return json;
}

QJsonObject toJson(const MemberFigures& figures)
{
    QJsonObject json;
    insertRange(json, figures.range);
    insertFigures(json, figures.sales);
    json[u"members"] = figures.members;
    json[u"activeMembers"] = figures.activeMembers;
    json[u"newMembers"] = figures.newMemberCount();
    QJsonArray days;
    for (const NewMembers& day : figures.newMembers)
        days.append(QJsonObject { { QStringLiteral("date"), day.date.toString() }, { QStringLiteral("newMembers"), day.count } });
    json[u"days"] = days;
    QJsonArray top;
    for (const TopMember& member : figures.top) {
        top.append(QJsonObject {
            { QStringLiteral("number"), member.number }, { QStringLiteral("spendMinor"), member.spend.minor }, { QStringLiteral("visits"), member.visits } });
    }
    json[u"top"] = top;
    return json;
}

}
