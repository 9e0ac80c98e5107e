// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Enumerators.h"
#include "core/base/JsonWriter.h"
#include "core/base/Money.h"
#include "core/base/Result.h"

#include <QJsonArray>

#include <vector>

namespace tangyuan {

/// How it was paid. Stored value comes out of the member's ledger; what is neither that nor cash is recorded here and
/// settled outside.
enum class TenderMethod { Cash, Card, WeChatPay, Alipay, Other, StoredValue };
inline constexpr auto tenderMethods = enumerators<TenderMethod>;
/// The stable word in JSON and the database: "cash", "card", "wechat", "alipay", "other", "value".
QString tenderMethodName(TenderMethod method);
Result<TenderMethod> tenderMethodFromName(QStringView name);

struct Tender {
    TenderMethod method = TenderMethod::Cash;
    Money amount; ///< what was handed over (for cash before change)

    bool operator==(const Tender&) const = default;
};

void writeTenders(JsonWriter& json, const std::vector<Tender>& tenders);
Result<std::vector<Tender>> tendersFromJson(const QJsonArray& json);

}
