// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/JsonWriter.h"
#include "core/domain/loyalty/Earning.h"

#include <QJsonArray>

namespace tangyuan {

/// What a sale earned, as it stands in its fact. Errors of reading: InputMalformed, InputOutOfRange, InputTooLong.
void writeEarned(JsonWriter& json, const std::vector<Earned>& earned);
Result<std::vector<Earned>> earnedFromJson(const QJsonArray& json);
void writeRewards(JsonWriter& json, const std::vector<Reward>& rewards);
Result<std::vector<Reward>> rewardsFromJson(const QJsonArray& json);
QJsonObject packToJson(const Pack& pack);
Result<Pack> packFromJson(const QJsonObject& json);

}
