// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Json.h"

#include "core/base/Limits.h"

#include <QJsonDocument>

namespace tangyuan {

void JsonReader::reject(QLatin1String key, ErrorCode code)
{
    if (!m_error)
        m_error = Error { code, QString(key) };
}

Result<void> JsonReader::finish() const
{
    if (m_error)
        return Failure(*m_error);
    return {};
}

QString JsonReader::text(QLatin1String key, qsizetype maxChars)
{
    const QJsonValue value = m_object.value(key);
    if (!value.isString())
        reject(key);
    const QString text = value.toString();
    if (text.size() > maxChars) {
        reject(key, ErrorCode::InputTooLong);
        return {};
    }
    return text;
}

QString JsonReader::optionalText(QLatin1String key, qsizetype maxChars)
{
    return has(key) ? text(key, maxChars) : QString();
}

qint64 JsonReader::integer(QLatin1String key, qint64 least, qint64 most)
{
    const QJsonValue value = m_object.value(key);
    // toInteger() gives the fallback for 1.5 as for "1"; two fallbacks tell those from a real number.
    const qint64 integer = value.toInteger(0);
    if (!value.isDouble() || integer != value.toInteger(1)) {
        reject(key);
        return least;
    }
    if (integer < least || integer > most) {
        reject(key, ErrorCode::InputOutOfRange);
        return least;
    }
    return integer;
}

qint64 JsonReader::optionalInteger(QLatin1String key, qint64 otherwise, qint64 least, qint64 most)
{
    return has(key) ? integer(key, least, most) : otherwise;
}

Money JsonReader::money(QLatin1String key)
{
    return { integer(key, -Money::limit, Money::limit) };
}

Points JsonReader::points(QLatin1String key)
{
    return { integer(key, -Money::limit, Money::limit) };
}

UtcTime JsonReader::time(QLatin1String key)
{
    constexpr qint64 year2200Ms = 7'258'118'400'000;
    return { integer(key, 0, year2200Ms) };
}

BusinessDate JsonReader::date(QLatin1String key)
{
    constexpr qint64 lastDay = 22'001'231;
    return { static_cast<qint32>(integer(key, 0, lastDay)) };
}

std::optional<BusinessDate> JsonReader::optionalDate(QLatin1String key)
{
    return has(key) ? std::optional(date(key)) : std::nullopt;
}

Id JsonReader::id(QLatin1String key)
{
    const auto id = Id::fromString(text(key, 36));
    if (!id)
        reject(key);
    return id.value_or(Id {});
}

std::optional<Id> JsonReader::optionalId(QLatin1String key)
{
    return has(key) ? std::optional(id(key)) : std::nullopt;
}

QJsonArray JsonReader::array(QLatin1String key, qsizetype maxSize)
{
    const QJsonValue value = m_object.value(key);
    if (!value.isArray())
        reject(key);
    const QJsonArray array = value.toArray();
    if (array.size() > maxSize) {
        reject(key, ErrorCode::InputTooLong);
        return {};
    }
    return array;
}

Quantity readQuantity(JsonReader& reader)
{
    const QLatin1String pieces("pieces");
    const QLatin1String grams("grams");
    if (reader.has(pieces) == reader.has(grams)) {
        reader.reject(pieces);
        return {};
    }
    return reader.has(pieces) ? Quantity::pieces(reader.integer(pieces, 1, Quantity::limitPieces))
                              : Quantity::grams(reader.integer(grams, 1, Quantity::limitGrams));
}

void writeQuantity(QJsonObject& json, Quantity quantity)
{
    json[quantity.unit == Quantity::Unit::Piece ? QLatin1String("pieces") : QLatin1String("grams")] = quantity.amount;
}

QByteArray compactUtf8(const QJsonObject& json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Result<QJsonObject> parseJsonObject(const QByteArray& bytes)
{
    if (bytes.size() > limits::jsonBytes)
        return fail(ErrorCode::InputTooLong);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError)
        return fail(ErrorCode::InputMalformed, QStringLiteral("%1 at byte %2").arg(error.errorString()).arg(error.offset));
    if (!document.isObject())
        return fail(ErrorCode::InputMalformed, QStringLiteral("not an object"));
    return document.object();
}

}
