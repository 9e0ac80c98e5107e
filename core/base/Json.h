// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Money.h"

#include <QJsonArray>
#include <QJsonObject>

namespace tangyuan {

/// Reads the fields of one JSON object, and remembers the first that is missing or of the wrong kind, so that a
/// reader is a plain list of fields with one check at its end.
class JsonReader {
public:
    explicit JsonReader(const QJsonObject& object)
        : m_object(object)
    {
    }

    QString text(QLatin1String key, qsizetype maxChars);
    QString optionalText(QLatin1String key, qsizetype maxChars);
    qint64 integer(QLatin1String key, qint64 least, qint64 most);
    qint64 optionalInteger(QLatin1String key, qint64 otherwise, qint64 least, qint64 most);
    Money money(QLatin1String key);
    Points points(QLatin1String key);
    UtcTime time(QLatin1String key);
    /// As the number yyyymmdd, or 0 for none.
    BusinessDate date(QLatin1String key);
    std::optional<BusinessDate> optionalDate(QLatin1String key);
    Id id(QLatin1String key);
    std::optional<Id> optionalId(QLatin1String key);
    QJsonArray array(QLatin1String key, qsizetype maxSize);
    bool has(QLatin1String key) const { return m_object.contains(key); }

    /// Notes a failure found by the caller.
    void reject(QLatin1String key, ErrorCode code = ErrorCode::InputMalformed);
    /// The first failure, with the field's name.
    Result<void> finish() const;

private:
    const QJsonObject& m_object;
    std::optional<Error> m_error;
};

Quantity readQuantity(JsonReader& reader);
void writeQuantity(QJsonObject& json, Quantity quantity);

/// On one line: in UTF-8, or as a column's text.
QByteArray compactUtf8(const QJsonObject& json);
inline QString compactJson(const QJsonObject& json)
{
    return QString::fromUtf8(compactUtf8(json));
}

/// Parses a whole document that must be an object. Errors: InputTooLong (limits::jsonBytes), InputMalformed
/// with the offset.
Result<QJsonObject> parseJsonObject(const QByteArray& bytes);

}
