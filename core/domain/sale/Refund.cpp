// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sale/Refund.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"

namespace tangyuan {

void Refund::write(JsonWriter& json) const
{
    json.field("epoch", fact.epoch);
    json.field("seq", fact.seq);
    json.field("id", id);
    json.field("number", number);
    json.field("businessDate", businessDate.yyyymmdd);
    json.field("atMs", at.ms);
    json.field("cashier", cashier);
    json.field("why", reason);
    json.field("sale", sale);
    json.field("saleNumber", saleNumber);
    json.key("lines");
    json.beginArray();
    for (qint32 line : lines)
        json.value(qint64 { line });
    json.endArray();
    json.key("refunded");
    writeSaleLines(json, refunded);
    json.key("tenders");
    writeTenders(json, tenders);
    json.field("totalMinor", total);
    if (!couponsBack.empty())
        writeCoupons(json, "couponsBack", couponsBack);
    if (!member)
        return;
    json.field("member", *member);
    json.field("memberNumber", memberNumber);
    json.field("pointsBack", pointsBack);
    json.field("pointsTaken", pointsTaken);
    json.field("pointsBalance", pointsBalance);
    json.field("valueBalanceMinor", valueBalance);
    json.key("giftsTaken");
    json.beginArray();
    for (const QString& gift : giftsTaken)
        json.value(gift);
    json.endArray();
}

QJsonObject Refund::toJson() const
{
    JsonWriter json;
    json.beginObject();
    write(json);
    json.endObject();
    return MUST(parseJsonObject(json.take()));
}

Result<Refund> Refund::fromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    Refund refund;
    refund.fact = { static_cast<qint32>(reader.integer(QLatin1String("epoch"), 0, 1'000'000)), reader.integer(QLatin1String("seq"), 1, qint64 { 1 } << 39) };
    refund.id = reader.id(QLatin1String("id"));
    refund.number = reader.text(QLatin1String("number"), limits::codeChars);
    refund.businessDate = { static_cast<qint32>(reader.integer(QLatin1String("businessDate"), 19700101, 22001231)) };
    refund.at = reader.time(QLatin1String("atMs"));
    refund.cashier = reader.text(QLatin1String("cashier"), limits::nameChars);
    refund.reason = reader.text(QLatin1String("why"), limits::noteChars);
    refund.sale = reader.id(QLatin1String("sale"));
    refund.saleNumber = reader.text(QLatin1String("saleNumber"), limits::codeChars);
    refund.total = reader.money(QLatin1String("totalMinor"));
    for (const QJsonValue& line : reader.array(QLatin1String("lines"), limits::cartLines))
        refund.lines.push_back(line.toInt(-1));
    if (reader.has(QLatin1String("couponsBack")))
        refund.couponsBack = TRY(couponsFromJson(reader.array(QLatin1String("couponsBack"), limits::cartCoupons)));
    refund.member = reader.optionalId(QLatin1String("member"));
    if (refund.member) {
        refund.memberNumber = reader.text(QLatin1String("memberNumber"), limits::codeChars);
        refund.pointsBack = reader.points(QLatin1String("pointsBack"));
        refund.pointsTaken = reader.points(QLatin1String("pointsTaken"));
        refund.pointsBalance = reader.points(QLatin1String("pointsBalance"));
        refund.valueBalance = reader.money(QLatin1String("valueBalanceMinor"));
        for (const QJsonValue& gift : reader.array(QLatin1String("giftsTaken"), 500))
            refund.giftsTaken.push_back(gift.toString());
    }
    const QJsonArray refunded = reader.array(QLatin1String("refunded"), limits::cartLines);
    const QJsonArray tenders = reader.array(QLatin1String("tenders"), limits::tenders);
    TRY(reader.finish());
    refund.refunded = TRY(saleLinesFromJson(refunded));
    refund.tenders = TRY(tendersFromJson(tenders));
    return refund;
}

}
