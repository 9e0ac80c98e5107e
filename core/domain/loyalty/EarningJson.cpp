// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/loyalty/EarningJson.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"

namespace tangyuan {

namespace {

/// Rule, name, minimum and count stand alike in both.
template <class T>
void writeCommon(JsonWriter& json, const T& entry)
{
    json.field("rule", entry.rule);
    json.field("name", entry.name);
    if (!entry.minimum.isZero())
        json.field("minimumMinor", entry.minimum);
    if (!entry.countKey.isEmpty()) {
        json.field("countKey", entry.countKey);
        json.field("countLimit", entry.countLimit);
    }
}

void writePack(JsonWriter& json, const Pack& pack)
{
    json.beginObject();
    json.field("points", pack.points);
    json.field("bonusMinor", pack.bonus);
    json.field("bonusValidDays", pack.bonusValidDays);
    json.key("gifts");
    json.beginArray();
    for (const GiftSpec& gift : pack.gifts) {
        json.beginObject();
        json.field("item", gift.item);
        json.field("name", gift.name);
        json.field("count", gift.count);
        json.field("validDays", gift.validDays);
        json.endObject();
    }
    json.endArray();
    json.endObject();
}

template <class T>
void takeCommon(JsonReader& reader, T& entry)
{
    entry.rule = reader.text(QLatin1String("rule"), limits::reasonChars * 4); // several multipliers may stand together
    entry.name = reader.optionalText(QLatin1String("name"), limits::nameChars * 4);
    entry.minimum = { reader.optionalInteger(QLatin1String("minimumMinor"), 0, 0, Money::limit) };
    entry.countKey = reader.optionalText(QLatin1String("countKey"), limits::reasonChars);
    entry.countLimit = static_cast<qint32>(reader.optionalInteger(QLatin1String("countLimit"), 1, 1, 1'000'000));
}

}

void writeEarned(JsonWriter& json, const std::vector<Earned>& earned)
{
    json.beginArray();
    for (const Earned& entry : earned) {
        json.beginObject();
        writeCommon(json, entry);
        json.field("points", entry.points);
        json.key("lines");
        json.beginArray();
        for (Points line : entry.lines)
            json.value(line.count);
        json.endArray();
        if (!entry.counted.empty()) {
            json.key("counted");
            json.beginArray();
            for (qint32 line : entry.counted)
                json.value(qint64 { line });
            json.endArray();
        }
        json.endObject();
    }
    json.endArray();
}

Result<std::vector<Earned>> earnedFromJson(const QJsonArray& json)
{
    std::vector<Earned> earned;
    for (const QJsonValue& value : json) {
        const QJsonObject object = value.toObject();
        JsonReader reader(object);
        Earned entry;
        takeCommon(reader, entry);
        entry.points = reader.points(QLatin1String("points"));
        for (const QJsonValue& line : reader.array(QLatin1String("lines"), limits::cartLines))
            entry.lines.push_back({ line.toInteger() });
        if (reader.has(QLatin1String("counted")))
            for (const QJsonValue& line : reader.array(QLatin1String("counted"), limits::cartLines))
                entry.counted.push_back(line.toInt());
        Points sum;
        for (Points line : entry.lines)
            sum += line;
        if (sum != entry.points)
            reader.reject(QLatin1String("lines"));
        TRY(reader.finish());
        earned.push_back(std::move(entry));
    }
    return earned;
}

QJsonObject packToJson(const Pack& pack)
{
    JsonWriter json;
    writePack(json, pack);
    return MUST(parseJsonObject(json.take()));
}

Result<Pack> packFromJson(const QJsonObject& json)
{
    JsonReader reader(json);
    Pack pack;
    pack.points = reader.points(QLatin1String("points"));
    pack.bonus = reader.money(QLatin1String("bonusMinor"));
    pack.bonusValidDays = static_cast<qint32>(reader.integer(QLatin1String("bonusValidDays"), 0, 36'600));
    for (const QJsonValue& value : reader.array(QLatin1String("gifts"), 100)) {
        const QJsonObject object = value.toObject();
        JsonReader gift(object);
        pack.gifts.push_back({ gift.text(QLatin1String("item"), limits::codeChars), gift.text(QLatin1String("name"), limits::nameChars),
            static_cast<qint32>(gift.integer(QLatin1String("count"), 1, 1'000)), static_cast<qint32>(gift.integer(QLatin1String("validDays"), 0, 36'600)) });
        TRY(gift.finish());
    }
    TRY(reader.finish());
    return pack;
}

void writeRewards(JsonWriter& json, const std::vector<Reward>& rewards)
{
    json.beginArray();
    for (const Reward& reward : rewards) {
        json.beginObject();
        writeCommon(json, reward);
        json.key("pack");
        writePack(json, reward.pack);
        json.endObject();
    }
    json.endArray();
}

Result<std::vector<Reward>> rewardsFromJson(const QJsonArray& json)
{
    std::vector<Reward> rewards;
    for (const QJsonValue& value : json) {
        const QJsonObject object = value.toObject();
        JsonReader reader(object);
        Reward reward;
        takeCommon(reader, reward);
        TRY(reader.finish());
        reward.pack = TRY(packFromJson(object[QLatin1String("pack")].toObject()));
        rewards.push_back(std::move(reward));
    }
    return rewards;
}

}
