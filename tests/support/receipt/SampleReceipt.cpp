// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/receipt/SampleReceipt.h"

#include "core/base/Limits.h"

#include <QDateTime>
#include <QStringList>
#include <QTimeZone>

namespace tangyuan {

namespace {

SaleLine saleLine(const QString& name, Quantity quantity, Money unitPrice)
{
    SaleLine line;
    line.name = name;
    line.quantity = quantity;
    line.unitPrice = unitPrice;
    line.gross = priceOf(unitPrice, quantity);
    line.total = line.gross;
    return line;
}

void adjust(SaleLine& line, Adjustment::Rule rule, const QString& label, Money amount)
{
    line.adjustments.push_back({ rule, label, amount });
    line.total += amount;
}

void sumUp(Sale& sale)
{
    sale.gross = {};
    sale.total = {};
    for (const SaleLine& line : sale.lines) {
        sale.gross += line.gross;
        sale.total += line.total;
    }
}

}

ShopSettings sampleSettings()
{
    ShopSettings settings;
    settings.shopName = QStringLiteral("汤圆甜品店");
    settings.shopAddress = QStringLiteral("上海市黄浦区中山路 18 号");
    settings.shopPhone = QStringLiteral("021-5555 0101");
    settings.receiptFooter = QStringLiteral("谢谢惠顾，欢迎再来！\n凭小票七日内可退换");
    settings.printer.paper = PaperWidth::Mm58;
    return settings;
}

Sale sampleSale()
{
    Sale sale;
    sale.number = QStringLiteral("A01-000123");
    sale.at = UtcTime { QDateTime(QDate(2026, 11, 20), QTime(10, 5), QTimeZone::utc()).toMSecsSinceEpoch() };
    sale.cashier = QStringLiteral("小李");
    SaleLine pancakes = saleLine(QStringLiteral("芒果班戟"), Quantity::pieces(2), Money { 1'800 });
    adjust(pancakes, Adjustment::Rule::TierPrice, QStringLiteral("gold"), Money { -180 });
    adjust(pancakes, Adjustment::Rule::PointsAsCash, {}, Money { -382 });
    pancakes.note = QStringLiteral("少冰");
    SaleLine cherries = saleLine(QStringLiteral("进口车厘子"), Quantity::grams(455), Money { 12'800 });
    adjust(cherries, Adjustment::Rule::TierPrice, QStringLiteral("gold"), Money { -291 });
    adjust(cherries, Adjustment::Rule::PointsAsCash, {}, Money { -618 });
    sale.lines = { pancakes, cherries };
    sumUp(sale);
    sale.tenders = { { TenderMethod::WeChatPay, Money { 5'000 } }, { TenderMethod::Cash, Money { 5'000 } } };
    sale.change = Money { 10'000 } - sale.total;
    sale.memberNumber = QStringLiteral("10000016");
    sale.pointsSpent = Points { 500 };
    sale.pointsEarned = Points { 7 };
    sale.pointsBalance = Points { 120 };
    return sale;
}

Sale longestSale()
{
    Sale sale = sampleSale();
    sale.lines.clear();
    const QStringList names { QStringLiteral("法国进口AOP黄油手工现烤原味可颂🥐"), QStringLiteral("WWWWWWWWWW"),
        QStringLiteral("👨\u200d👩\u200d👧家庭装"), QStringLiteral("ｆｕｌｌ　ｗｉｄｔｈ　"), QStringLiteral("a very long name of words ") };
    for (qsizetype i = 0; i < limits::cartLines; ++i) {
        const QString& name = names[i % names.size()];
        SaleLine line = saleLine(name.repeated(limits::nameChars / name.size()), Quantity::pieces(1), Money { 9'999'900 });
        line.note = QStringLiteral("少冰，去糖，多加一份珍珠🧋 ").repeated(12).left(limits::noteChars);
        adjust(line, Adjustment::Rule::TierPrice, QStringLiteral("diamond"), Money { -999'990 });
        sale.lines.push_back(line);
    }
    sumUp(sale);
    return sale;
}

}
