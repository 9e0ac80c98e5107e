// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/payment/Tender.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"
#include "core/base/Verify.h"

namespace tangyuan {

QString tenderMethodName(TenderMethod method)
{
    switch (method) {
    case TenderMethod::Cash: return QStringLiteral("cash");
    case TenderMethod::Card: return QStringLiteral("card");
    case TenderMethod::WeChatPay: return QStringLiteral("wechat");
    case TenderMethod::Alipay: return QStringLiteral("alipay");
    case TenderMethod::Other: return QStringLiteral("other");
    case TenderMethod::StoredValue: return QStringLiteral("value");
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

}
