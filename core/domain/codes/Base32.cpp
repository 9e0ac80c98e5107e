// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/codes/Base32.h"

namespace tangyuan {

namespace {

constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// 0 … 31, or -1 for a character outside the alphabet.
int base32Value(QChar character)
{
    const char16_t c = character.unicode();
    if (c >= u'A' && c <= u'Z')
        return c - u'A';
    if (c >= u'2' && c <= u'7')
        return c - u'2' + 26;
    return -1;
}

}

QString toBase32(QByteArrayView bytes)
{
    QString text;
    text.reserve((bytes.size() * 8 + 4) / 5);
    quint32 bits = 0;
    int bitCount = 0;
    for (const char byte : bytes) {
        bits = (bits << 8) | static_cast<quint8>(byte);
        bitCount += 8;
        while (bitCount >= 5) {
            bitCount -= 5;
            text.append(QLatin1Char(alphabet[(bits >> bitCount) & 31]));
        }
        bits &= (1u << bitCount) - 1;
    }
    if (bitCount > 0)
        text.append(QLatin1Char(alphabet[(bits << (5 - bitCount)) & 31]));
    return text;
}

Result<QByteArray> fromBase32(QStringView text)
{
    QByteArray bytes;
    bytes.reserve(text.size() * 5 / 8);
    quint32 bits = 0;
    int bitCount = 0;
    for (const QChar character : text) {
        const int value = base32Value(character);
        if (value < 0)
            return fail(ErrorCode::InputMalformed, QStringLiteral("base32 character"));
        bits = (bits << 5) | static_cast<quint32>(value);
        bitCount += 5;
        if (bitCount >= 8) {
            bitCount -= 8;
            bytes.append(static_cast<char>(bits >> bitCount));
        }
        bits &= (1u << bitCount) - 1;
    }
    // Five or more spare bits are a whole character that carries nothing; fewer must be zero.
    if (bitCount >= 5 || bits != 0)
        return fail(ErrorCode::InputMalformed, QStringLiteral("base32 length"));
    return bytes;
}

}
