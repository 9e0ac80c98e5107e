// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Id.h"

#include <cstring>

namespace tangyuan {

namespace {

constexpr qsizetype textChars = 36; ///< with hyphens

/// −1: no hex digit.
int hexValue(QChar c)
{
    const char16_t unit = c.unicode();
    if (unit >= u'0' && unit <= u'9')
        return unit - u'0';
    const char16_t lower = unit | 0x20;
    return lower >= u'a' && lower <= u'f' ? lower - u'a' + 10 : -1;
}

}

Id Id::make(UtcTime time, Random& random)
{
    Id id;
    random.fill(id.bytes);
    const quint64 ms = static_cast<quint64>(time.ms);
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

// These two are called dozens of times for each member that travels, so they take no memory beside their result.
Result<Id> Id::fromString(QStringView text)
{
    if (text.size() > textChars)
        return fail(ErrorCode::InputMalformed, QStringLiteral("id"));
    Id id;
    size_t digits = 0;
    for (const QChar c : text) {
        if (c == u'-')
            continue;
        const int value = hexValue(c);
        if (value < 0 || digits == 2 * id.bytes.size())
            return fail(ErrorCode::InputMalformed, QStringLiteral("id"));
        quint8& byte = id.bytes[digits++ / 2];
        byte = static_cast<quint8>(byte << 4 | value);
    }
    if (digits != 2 * id.bytes.size())
        return fail(ErrorCode::InputMalformed, QStringLiteral("id"));
    return id;
}

QByteArray Id::toBytes() const
{
    return QByteArray(reinterpret_cast<const char*>(bytes.data()), 16);
}

QString Id::toString() const
{
    constexpr char16_t hex[] = u"0123456789abcdef";
    QString text(textChars, u'-');
    QChar* place = text.data();
    for (size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            ++place;
        *place++ = hex[bytes[i] >> 4];
        *place++ = hex[bytes[i] & 0xF];
    }
    return text;
}

size_t qHash(const Id& id, size_t seed)
{
    return qHashBits(id.bytes.data(), id.bytes.size(), seed);
}

}
