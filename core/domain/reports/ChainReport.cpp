// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/reports/ChainReport.h"

namespace tangyuan {

BasisPoints StoreFigures::memberShare() const
{
    return { sales > 0 ? static_cast<qint32>(multiplyDivide({ memberSales }, BasisPoints::whole, sales).minor) : 0 };
}

void StoreFigures::add(const StoreFigures& other)
{
    sales += other.sales;
    refunds += other.refunds;
    memberSales += other.memberSales;
    total += other.total;
}

QString ChainReport::storeText(const QString& store) const
{
    const auto named = storeNames.find(store);
    return named == storeNames.end() || named->second.isEmpty() ? store : QStringLiteral("%1 %2").arg(store, named->second);
}

StoreFigures ChainReport::sum() const
{
    StoreFigures sum;
    for (const StoreDay& day : days)
        sum.add(day.figures);
    return sum;
}

std::map<QString, StoreFigures> ChainReport::sumsByStore() const
{
    std::map<QString, StoreFigures> sums;
    for (const StoreDay& day : days)
        sums[day.store].add(day.figures);
    return sums;
}

}
