// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/replica/MemberRowBody.h"

#include "core/base/JsonFields.h"

namespace tangyuan {

QJsonObject MemberRowBody::toJson() const
{
    return memberRowBody(record.toJson(), keys);
}

QJsonObject memberRowBody(QJsonObject json, const MemberKeys& keys)
{
    json[QLatin1String("wrappedKey")] = QString::fromLatin1(keys.wrappedKey.toBase64());
    json[QLatin1String("phoneIndex")] = QString::fromLatin1(keys.phoneIndex.toBase64());
    json[QLatin1String("tailIndex")] = QString::fromLatin1(keys.tailIndex.toBase64());
    return json;
}

Result<MemberRowBody> MemberRowBody::fromJson(const QJsonObject& json)
{
    constexpr qsizetype keyChars = 400;
    JsonReader reader(json);
    const auto bytes = [&](QLatin1String key) { return QByteArray::fromBase64(reader.optionalText(key, keyChars).toLatin1()); };
    MemberRowBody body { TRY(MemberRecord::fromJson(json)),
        { bytes(QLatin1String("wrappedKey")), bytes(QLatin1String("phoneIndex")), bytes(QLatin1String("tailIndex")) } };
    TRY(reader.finish());
    return body;
}

}
