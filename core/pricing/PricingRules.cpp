// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pricing/PricingRules.h"

#include <QJsonArray>

namespace tangyuan {

QJsonObject PricingRules::toJson() const
{
    QJsonArray rates;
    for (BasisPoints rate : tierRates)
        rates.append(rate.value);
    return { { QStringLiteral("tierRatesBasisPoints"), rates }, { QStringLiteral("earnStepMinor"), earnStep.minor },
        { QStringLiteral("earnPoints"), earnPoints.count }, { QStringLiteral("redeemStepPoints"), redeemStep.count },
        { QStringLiteral("redeemValueMinor"), redeemValue.minor } };
}

Result<PricingRules> PricingRules::fromJson(const QJsonObject& json)
{
    PricingRules rules;
    const QJsonArray rates = json[QStringLiteral("tierRatesBasisPoints")].toArray();
    if (rates.size() != static_cast<qsizetype>(tierCount))
        return fail(ErrorCode::InputMalformed, QStringLiteral("tierRatesBasisPoints"));
    for (size_t i = 0; i < tierCount; ++i) {
        rules.tierRates[i].value = rates[static_cast<qsizetype>(i)].toInt(-1);
        if (rules.tierRates[i].value < 0 || rules.tierRates[i].value > 10'000)
            return fail(ErrorCode::InputOutOfRange, QStringLiteral("tierRatesBasisPoints"));
    }
    // A million is beyond any sane step and keeps every product of a step far from overflow.
    const auto take = [&](const char* key, qint64 least, qint64& value) -> Result<void> {
        value = json[QLatin1String(key)].toInteger(-1);
        if (value < least || value > 100'000'000)
            return fail(ErrorCode::InputOutOfRange, QString::fromLatin1(key));
        return {};
    };
    TRY(take("earnStepMinor", 1, rules.earnStep.minor));
    TRY(take("earnPoints", 0, rules.earnPoints.count));
    TRY(take("redeemStepPoints", 1, rules.redeemStep.count));
    TRY(take("redeemValueMinor", 1, rules.redeemValue.minor));
    return rules;
}

}
