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

void writeLine(JsonWriter& json, const SaleLine& line)
{
    json.beginObject();
    json.field("product", line.product);
    json.field("plu", line.plu);
    json.field("name", line.name);
    json.field("category", line.category);
    json.field(line.quantity.unit == Quantity::Unit::Piece ? "pieces" : "grams", line.quantity.amount);
    json.field("unitPriceMinor", line.unitPrice);
    json.field("costMinor", line.cost);
    json.field("grossMinor", line.gross);
    json.field("totalMinor", line.total);
    if (!line.note.isEmpty())
        json.field("note", line.note);
    if (!line.adjustments.empty()) {
        json.key("adjustments");
        json.beginArray();
        for (const Adjustment& adjustment : line.adjustments) {
            json.beginObject();
            json.field("rule", ruleName(adjustment.rule));
            json.field("amountMinor", adjustment.amount);
            if (!adjustment.label.isEmpty())
                json.field("label", adjustment.label);
            json.endObject();
        }
        json.endArray();
    }
    json.endObject();
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

void writeSaleLines(JsonWriter& json, const std::vector<SaleLine>& lines)
{
    json.beginArray();
    for (const SaleLine& line : lines)
        writeLine(json, line);
    json.endArray();
}

Result<std::vector<SaleLine>> saleLinesFromJson(const QJsonArray& json)
{
    std::vector<SaleLine> lines;
    for (const QJsonValue& line : json)
        lines.push_back(TRY(lineFromJson(line.toObject())));
    return lines;
}

void writeTenders(JsonWriter& json, const std::vector<Tender>& tenders)
{
    json.beginArray();
    for (const Tender& tender : tenders) {
        json.beginObject();
        json.field("method", tenderMethodName(tender.method));
        json.field("amountMinor", tender.amount);
        json.endObject();
    }
    json.endArray();
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

std::vector<Earned> Sale::earnedByRule() const
{
    if (!earned.empty() || pointsEarned.count == 0)
        return earned;
    std::vector<Money> weights;
    for (const SaleLine& line : lines)
        weights.push_back(line.total);
    return { { QStringLiteral("base"), {}, pointsEarned, spreadPoints(pointsEarned, weights) } };
}

void Sale::write(JsonWriter& json) const
{
    json.field("epoch", fact.epoch);
    json.field("seq", fact.seq);
    json.field("id", id);
    json.field("number", number);
    json.field("businessDate", businessDate.yyyymmdd);
    json.field("atMs", at.ms);
    json.field("cashier", cashier);
    json.key("lines");
    writeSaleLines(json, lines);
    json.key("tenders");
    writeTenders(json, tenders);
    json.field("grossMinor", gross);
    json.field("totalMinor", total);
    json.field("changeMinor", change);
    if (!note.isEmpty())
        json.field("note", note);
    if (channel == Channel::Online)
        json.field("channel", QStringLiteral("online"));
    if (!member)
        return;
    json.field("member", *member);
    json.field("memberNumber", memberNumber);
    json.field("pointsSpent", pointsSpent);
    json.field("pointsEarned", pointsEarned);
    json.field("pointsBalance", pointsBalance);
    json.field("rulesVersion", rulesVersion);
    if (!earned.empty()) {
        json.key("earned");
        writeEarned(json, earned);
    }
    if (!gifts.empty()) {
        json.key("gifts");
        writeRewards(json, gifts);
    }
    if (referredBy)
        json.field("referredBy", *referredBy);
    if (!paidBy(TenderMethod::StoredValue).isZero())
        json.field("valueBalanceMinor", valueBalance);
}

QJsonObject Sale::toJson() const
{
    JsonWriter json;
    json.beginObject();
    write(json);
    json.endObject();
    return MUST(parseJsonObject(json.take()));
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
