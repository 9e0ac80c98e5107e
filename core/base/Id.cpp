// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Id.h"

#include <algorithm>
#include <cstring>

namespace tangyuan {

Id Id::make(const Clock& clock, Random& random)
{
    Id id;
    random.fill(id.bytes);
    const quint64 ms = static_cast<quint64>(clock.now().ms);
    for (size_t i = 0; i < 6; ++i)
        id.bytes[i] = static_cast<quint8>(ms >> (40 - 8 * i));
    id.bytes[6] = static_cast<quint8>(0x70 | (id.bytes[6] & 0x0F));
    id.bytes[8] = static_cast<quint8>(0x80 | (id.bytes[8] & 0x3F));
    return id;
}

Result<Id> Id::fromBytes(QByteArrayView bytes)
{
    if (bytes.size() != 16)
        return fail(ErrorCode::InputMalformed, QStringLiteral("id"));
    Id id;
    std::memcpy(id.bytes.data(), bytes.data(), 16);
    return id;
}

Result<Id> Id::fromString(QStringView text)
{
    if (text.size() > 36)
        return fail(ErrorCode::InputMalformed, QStringLiteral("id"));
    const QByteArray hex = text.toLatin1().replace('-', QByteArray());
    const auto isHexDigit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); };
    if (hex.size() != 32 || !std::all_of(hex.begin(), hex.end(), isHexDigit))
        return fail(ErrorCode::InputMalformed, QStringLiteral("id"));
    return fromBytes(QByteArray::fromHex(hex));
}

QByteArray Id::toBytes() const
{
    return QByteArray(reinterpret_cast<const char*>(bytes.data()), 16);
}

QString Id::toString() const
{
    QString hex = QString::fromLatin1(toBytes().toHex());
    for (int position : { 20, 16, 12, 8 })
        hex.insert(position, u'-');
    return hex;
}

size_t qHash(const Id& id, size_t seed)
{
    return qHashBits(id.bytes.data(), id.bytes.size(), seed);
}

}
