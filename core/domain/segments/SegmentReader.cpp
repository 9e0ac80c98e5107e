// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/segments/SegmentReader.h"

#include "core/base/Json.h"

#include <algorithm>

namespace tangyuan {

namespace {

constexpr QLatin1String minKey("min");
constexpr QLatin1String maxKey("max");

Result<Bounds> boundsFromJson(const QJsonObject& json, const Bounds& range)
{
    TRY(refuseForeignKeys(json, { "min", "max" }));
    JsonReader reader(json);
    Bounds bounds;
    if (reader.has(minKey))
        bounds.least = reader.integer(minKey, range.lowest(), range.highest());
    if (reader.has(maxKey))
        bounds.most = reader.integer(maxKey, range.lowest(), range.highest());
    TRY(reader.finish());
    if (bounds.isOpen())
        return fail(ErrorCode::InputMalformed);
    if (bounds.lowest() > bounds.highest())
        return fail(ErrorCode::InputOutOfRange);
    return bounds;
}

}

Result<void> refuseForeignKeys(const QJsonObject& json, std::initializer_list<const char*> known)
{
    for (auto it = json.begin(); it != json.end(); ++it)
        if (std::ranges::none_of(known, [&](const char* key) { return it.key() == QLatin1String(key); }))
            return fail(ErrorCode::InputMalformed, it.key());
    return {};
}

Result<QJsonObject> readObject(const QJsonObject& json, QLatin1String key)
{
    if (!json.value(key).isObject())
        return fail(ErrorCode::InputMalformed, QString(key));
    return json.value(key).toObject();
}

Result<Bounds> readBounds(const QJsonObject& json, QLatin1String key, const Bounds& range)
{
    if (!json.contains(key))
        return Bounds {};
    return within(key, boundsFromJson(TRY(readObject(json, key)), range));
}

QJsonObject boundsJson(const Bounds& bounds)
{
    QJsonObject json;
    if (bounds.least)
        json.insert(minKey, *bounds.least);
    if (bounds.most)
        json.insert(maxKey, *bounds.most);
    return json;
}

}
