// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/loyalty/EarningJson.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"

namespace tangyuan {

namespace {

/// Rule, name, minimum and count stand alike in both.
template <class T>
QJsonObject commonToJson(const T& entry)
{
    QJsonObject json { { QStringLiteral("rule"), entry.rule }, { QStringLiteral("name"), entry.name } };
    if (!entry.minimum.isZero())
        json[QLatin1String("minimumMinor")] = entry.minimum.minor;
    if (!entry.countKey.isEmpty()) {
        json[QLatin1String("countKey")] = entry.countKey;
        json[QLatin1String("countLimit")] = entry.countLimit;
    }
    return json;
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

QJsonArray earnedToJson(const std::vector<Earned>& earned)
{
    QJsonArray array;
    for (const Earned& entry : earned) {
        QJsonObject json = commonToJson(entry);
        json[QLatin1String("points")] = entry.points.count;
        QJsonArray lines;
        for (Points line : entry.lines)
            lines.append(line.count);
        json[QLatin1String("lines")] = lines;
        if (!entry.counted.empty()) {
            QJsonArray counted;
            for (qint32 line : entry.counted)
                counted.append(line);
            json[QLatin1String("counted")] = counted;
        }
        array.append(json);
    }
    return array;
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
    QJsonArray gifts;
    for (const GiftSpec& gift : pack.gifts)
        gifts.append(QJsonObject { { QStringLiteral("item"), gift.item }, { QStringLiteral("name"), gift.name }, { QStringLiteral("count"), gift.count },
            { QStringLiteral("validDays"), gift.validDays } });
    return { { QStringLiteral("points"), pack.points.count }, { QStringLiteral("bonusMinor"), pack.bonus.minor },
        { QStringLiteral("bonusValidDays"), pack.bonusValidDays }, { QStringLiteral("gifts"), gifts } };
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

QJsonArray rewardsToJson(const std::vector<Reward>& rewards)
{
    QJsonArray array;
    for (const Reward& reward : rewards) {
        QJsonObject json = commonToJson(reward);
        json[QLatin1String("pack")] = packToJson(reward.pack);
        array.append(json);
    }
    return array;
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
