// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sale/Sale.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"
#include "core/loyalty/EarningJson.h"

namespace tangyuan {

QString tenderMethodName(TenderMethod method)
{
    switch (method) {
    case TenderMethod::Cash:
        return QStringLiteral("cash");
    case TenderMethod::Card:
        return QStringLiteral("card");
    case TenderMethod::WeChatPay:
        return QStringLiteral("wechat");
    case TenderMethod::Alipay:
        return QStringLiteral("alipay");
    case TenderMethod::Other:
        return QStringLiteral("other");
    case TenderMethod::StoredValue:
        return QStringLiteral("value");
    }
    VERIFY(false);
}

Result<TenderMethod> tenderMethodFromName(QStringView name)
{
    for (TenderMethod method : tenderMethods)
        if (name == tenderMethodName(method))
            return method;
    return fail(ErrorCode::InputMalformed, QStringLiteral("method"));
}

namespace {

QString ruleName(Adjustment::Rule rule)
{
    switch (rule) {
    case Adjustment::Rule::TierPrice:
        return QStringLiteral("tierPrice");
    case Adjustment::Rule::GroupPrice:
        return QStringLiteral("groupPrice");
    case Adjustment::Rule::PointsAsCash:
        return QStringLiteral("pointsAsCash");
    }
    VERIFY(false);
}

Result<Adjustment::Rule> ruleFromName(const QString& name)
{
    for (Adjustment::Rule rule : { Adjustment::Rule::TierPrice, Adjustment::Rule::GroupPrice, Adjustment::Rule::PointsAsCash })
        if (name == ruleName(rule))
            return rule;
    return fail(ErrorCode::InputMalformed, QStringLiteral("rule"));
}

QJsonObject lineToJson(const SaleLine& line)
{
    QJsonObject json { { QStringLiteral("product"), line.product.toString() }, { QStringLiteral("plu"), line.plu }, { QStringLiteral("name"), line.name },
        { QStringLiteral("category"), line.category.toString() }, { QStringLiteral("unitPriceMinor"), line.unitPrice.minor },
        { QStringLiteral("costMinor"), line.cost.minor }, { QStringLiteral("grossMinor"), line.gross.minor }, { QStringLiteral("totalMinor"), line.total.minor } };
    writeQuantity(json, line.quantity);
    if (!line.note.isEmpty())
        json[QLatin1String("note")] = line.note;
    if (!line.adjustments.empty()) {
        QJsonArray adjustments;
        for (const Adjustment& adjustment : line.adjustments) {
            QJsonObject entry { { QStringLiteral("rule"), ruleName(adjustment.rule) }, { QStringLiteral("amountMinor"), adjustment.amount.minor } };
            if (!adjustment.label.isEmpty())
                entry[QLatin1String("label")] = adjustment.label;
            adjustments.append(entry);
        }
        json[QLatin1String("adjustments")] = adjustments;
    }
    return json;
}

Result<SaleLine> lineFromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    SaleLine line;
    line.product = reader.id(QLatin1String("product"));
    line.plu = reader.text(QLatin1String("plu"), limits::codeChars);
    line.name = reader.text(QLatin1String("name"), limits::nameChars);
    line.category = reader.id(QLatin1String("category"));
    line.quantity = readQuantity(reader);
    line.unitPrice = reader.money(QLatin1String("unitPriceMinor"));
    line.cost = reader.money(QLatin1String("costMinor"));
    line.gross = reader.money(QLatin1String("grossMinor"));
    line.total = reader.money(QLatin1String("totalMinor"));
    line.note = reader.optionalText(QLatin1String("note"), limits::noteChars);
    if (reader.has(QLatin1String("adjustments"))) {
        for (const QJsonValue& value : reader.array(QLatin1String("adjustments"), 100)) {
            const QJsonObject entry = value.toObject();
            JsonReader entryReader(entry);
            line.adjustments.push_back({ TRY(ruleFromName(entry[QLatin1String("rule")].toString())),
                entryReader.optionalText(QLatin1String("label"), limits::nameChars), entryReader.money(QLatin1String("amountMinor")) });
            TRY(entryReader.finish());
        }
    }
    TRY(reader.finish());
    return line;
}

}

namespace {

constexpr qsizetype rewardsPerSale = 500;

}

QJsonArray saleLinesToJson(const std::vector<SaleLine>& lines)
{
    QJsonArray json;
    for (const SaleLine& line : lines)
        json.append(lineToJson(line));
    return json;
}

Result<std::vector<SaleLine>> saleLinesFromJson(const QJsonArray& json)
{
    std::vector<SaleLine> lines;
    for (const QJsonValue& line : json)
        lines.push_back(TRY(lineFromJson(line.toObject())));
    return lines;
}

QJsonArray tendersToJson(const std::vector<Tender>& tenders)
{
    QJsonArray json;
    for (const Tender& tender : tenders)
        json.append(QJsonObject { { QStringLiteral("method"), tenderMethodName(tender.method) }, { QStringLiteral("amountMinor"), tender.amount.minor } });
    return json;
}

Result<std::vector<Tender>> tendersFromJson(const QJsonArray& json)
{
    std::vector<Tender> tenders;
    for (const QJsonValue& value : json) {
        const QJsonObject tender = value.toObject();
        JsonReader reader(tender);
        tenders.push_back({ TRY(tenderMethodFromName(tender[QLatin1String("method")].toString())), reader.money(QLatin1String("amountMinor")) });
        TRY(reader.finish());
    }
    return tenders;
}

QString receiptNumber(const QString& tillCode, FactKey key)
{
    const QString epoch = key.epoch == 0 ? QString() : QStringLiteral(".%1").arg(key.epoch);
    return QStringLiteral("%1%2-%3").arg(tillCode, epoch).arg(key.seq, 6, 10, QLatin1Char('0'));
}

Money Sale::paid() const
{
    Money sum;
    for (const Tender& tender : tenders)
        sum += tender.amount;
    return sum;
}

Money Sale::paidBy(TenderMethod method) const
{
    Money sum;
    for (const Tender& tender : tenders)
        if (tender.method == method)
            sum += tender.amount;
    return sum;
}

QJsonObject Sale::toJson() const
{
    QJsonObject json { { QStringLiteral("epoch"), fact.epoch }, { QStringLiteral("seq"), fact.seq }, { QStringLiteral("id"), id.toString() },
        { QStringLiteral("number"), number }, { QStringLiteral("businessDate"), businessDate.yyyymmdd }, { QStringLiteral("atMs"), at.ms },
        { QStringLiteral("cashier"), cashier }, { QStringLiteral("lines"), saleLinesToJson(lines) }, { QStringLiteral("tenders"), tendersToJson(tenders) },
        { QStringLiteral("grossMinor"), gross.minor }, { QStringLiteral("totalMinor"), total.minor }, { QStringLiteral("changeMinor"), change.minor } };
    if (!note.isEmpty())
        json[QLatin1String("note")] = note;
    if (channel == Channel::Online)
        json[QLatin1String("channel")] = QStringLiteral("online");
    if (member) {
        json[QLatin1String("member")] = member->toString();
        json[QLatin1String("memberNumber")] = memberNumber;
        json[QLatin1String("pointsSpent")] = pointsSpent.count;
        json[QLatin1String("pointsEarned")] = pointsEarned.count;
        json[QLatin1String("pointsBalance")] = pointsBalance.count;
        json[QLatin1String("rulesVersion")] = rulesVersion;
        if (!earned.empty())
            json[QLatin1String("earned")] = earnedToJson(earned);
        if (!gifts.empty())
            json[QLatin1String("gifts")] = rewardsToJson(gifts);
        if (referredBy)
            json[QLatin1String("referredBy")] = referredBy->toString();
        if (!paidBy(TenderMethod::StoredValue).isZero())
            json[QLatin1String("valueBalanceMinor")] = valueBalance.minor;
    }
    return json;
}

Result<Sale> Sale::fromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    Sale sale;
    sale.fact = { static_cast<qint32>(reader.integer(QLatin1String("epoch"), 0, 1'000'000)), reader.integer(QLatin1String("seq"), 1, qint64 { 1 } << 39) };
    sale.id = reader.id(QLatin1String("id"));
    sale.number = reader.text(QLatin1String("number"), limits::codeChars);
    sale.businessDate = { static_cast<qint32>(reader.integer(QLatin1String("businessDate"), 19700101, 22001231)) };
    sale.at = reader.time(QLatin1String("atMs"));
    sale.cashier = reader.text(QLatin1String("cashier"), limits::nameChars);
    sale.gross = reader.money(QLatin1String("grossMinor"));
    sale.total = reader.money(QLatin1String("totalMinor"));
    sale.change = reader.money(QLatin1String("changeMinor"));
    sale.note = reader.optionalText(QLatin1String("note"), limits::noteChars);
    sale.channel = reader.optionalText(QLatin1String("channel"), limits::codeChars) == u"online" ? Channel::Online : Channel::Counter;
    sale.member = reader.optionalId(QLatin1String("member"));
    if (sale.member) {
        sale.memberNumber = reader.text(QLatin1String("memberNumber"), limits::codeChars);
        sale.pointsSpent = reader.points(QLatin1String("pointsSpent"));
        sale.pointsEarned = reader.points(QLatin1String("pointsEarned"));
        sale.pointsBalance = reader.points(QLatin1String("pointsBalance"));
        // What came with the whole ledger: a sale of before has none of it.
        sale.rulesVersion = reader.optionalInteger(QLatin1String("rulesVersion"), 0, 0, Money::limit);
        sale.referredBy = reader.optionalId(QLatin1String("referredBy"));
        sale.valueBalance = { reader.optionalInteger(QLatin1String("valueBalanceMinor"), 0, -Money::limit, Money::limit) };
        if (reader.has(QLatin1String("earned")))
            sale.earned = TRY(earnedFromJson(reader.array(QLatin1String("earned"), rewardsPerSale)));
        if (reader.has(QLatin1String("gifts")))
            sale.gifts = TRY(rewardsFromJson(reader.array(QLatin1String("gifts"), rewardsPerSale)));
    }
    sale.lines = TRY(saleLinesFromJson(reader.array(QLatin1String("lines"), limits::cartLines)));
    sale.tenders = TRY(tendersFromJson(reader.array(QLatin1String("tenders"), limits::tenders)));
    TRY(reader.finish());
    return sale;
}

}
