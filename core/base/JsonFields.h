// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Enumerators.h"
#include "core/base/Id.h"
#include "core/base/Money.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

// One description of a type, `describe(field, value)`, serves writing and reading, so that the two cannot drift apart.
namespace tangyuan {

/// The words of an enum in JSON, each once: what has no word would be left out of what is written, in silence.
template <class Enum>
class FieldWords {
public:
    using Word = std::pair<Enum, const char*>;
    consteval FieldWords(std::initializer_list<Word> words)
    {
        keep(words);
        if (!namesEach(words, &Word::first))
            throw "an enumerator without a word";
    }
    /// Of a field that is never `except`.
    consteval FieldWords(std::initializer_list<Word> words, Enum except)
    {
        keep(words);
        if (!namesEach(words, &Word::first, { except }))
            throw "an enumerator without a word";
    }
    auto begin() const { return m_words.begin(); }
    auto end() const { return m_words.begin() + static_cast<std::ptrdiff_t>(m_count); }

private:
    consteval void keep(std::initializer_list<Word> words)
    {
        for (const Word& word : words)
            m_words.at(m_count++) = word;
    }
    std::array<Word, enumerators<Enum>.size()> m_words {};
    size_t m_count = 0;
};

/// Writes what is described. Conditions that are not set are left out; everything else stands there, so that a stored
/// document never depends on the defaults of the program that reads it.
class FieldWriter {
public:
    QJsonObject json;

    void text(const char* key, const QString& value, qsizetype) { put(key, value); }
    void number(const char* key, qint32 value, qint64, qint64) { put(key, value); }
    void flag(const char* key, bool value) { put(key, value); }
    void money(const char* key, Money value) { put(key, value.minor); }
    void points(const char* key, Points value) { put(key, value.count); }
    void rate(const char* key, BasisPoints value, qint64) { put(key, value.value); }
    void date(const char* key, BusinessDate value) { put(key, value.toString()); }
    void id(const char* key, const Id& value) { put(key, value.toString()); }
    template <class Enum>
    void word(const char* key, Enum value, FieldWords<Enum> words)
    {
        for (const auto& [known, name] : words)
            if (known == value)
                put(key, QLatin1String(name));
    }
    template <class T, class Field>
    void maybe(const char* key, const std::optional<T>& value, Field field)
    {
        if (value)
            field(*this, key, const_cast<T&>(*value));
    }
    template <class T, class Element>
    void list(const char* key, const std::vector<T>& values, qsizetype, Element element)
    {
        if (values.empty() && !isKept(key))
            return;
        QJsonArray array;
        for (const T& value : values) {
            FieldWriter writer;
            element(writer, const_cast<T&>(value)); // a writer only looks
            array.append(writer.json.contains(QString()) ? writer.json[QString()] : QJsonValue(writer.json));
        }
        put(key, array);
    }
    template <class T>
    void object(const char* key, const T& value)
    {
        FieldWriter writer;
        describe(writer, const_cast<T&>(value)); // a writer only looks
        put(key, writer.json);
    }
    /// Left out where nothing is set in it.
    template <class T>
    void condition(const char* key, const T& value)
    {
        if (value != T {})
            object(key, value);
    }

private:
    /// An empty list of earning rules means that shopping earns nothing; left out it would mean the default.
    static bool isKept(const char* key) { return QLatin1String(key) == QLatin1String("rules"); }
    template <class Value>
    void put(const char* key, Value value)
    {
        json[QLatin1String(key)] = value;
    }
};

/// Reads what is described into a value that holds the defaults; knows the path of where it is.
class FieldReader {
public:
    FieldReader(const QJsonObject& json, QString path, std::optional<Error>& error)
        : m_json(json)
        , m_path(std::move(path))
        , m_error(error)
    {
    }

    void text(const char* key, QString& value, qsizetype mostChars)
    {
        if (const auto json = take(key)) {
            if (!json->isString())
                return refuse(key, ErrorCode::InputMalformed);
            value = json->toString();
            if (value.size() > mostChars)
                refuse(key, ErrorCode::InputTooLong);
        }
    }
    void number(const char* key, qint32& value, qint64 least, qint64 most)
    {
        qint64 wide = value;
        integer(key, wide, least, most);
        value = static_cast<qint32>(wide);
    }
    void flag(const char* key, bool& value)
    {
        if (const auto json = take(key)) {
            if (!json->isBool())
                return refuse(key, ErrorCode::InputMalformed);
            value = json->toBool();
        }
    }
    void money(const char* key, Money& value) { integer(key, value.minor, 0, 1'000'000'000); }
    void points(const char* key, Points& value) { integer(key, value.count, 0, 100'000'000); }
    void rate(const char* key, BasisPoints& value, qint64 most) { number(key, value.value, 0, most); }
    void date(const char* key, BusinessDate& value)
    {
        const auto json = take(key);
        if (!json)
            return;
        const auto date = BusinessDate::fromString(json->toString());
        if (!date)
            return refuse(key, ErrorCode::InputMalformed);
        value = *date;
    }
    void id(const char* key, Id& value)
    {
        const auto json = take(key);
        if (!json)
            return;
        const auto known = Id::fromString(json->toString());
        if (!known)
            return refuse(key, ErrorCode::InputMalformed);
        value = *known;
    }
    template <class Enum>
    void word(const char* key, Enum& value, FieldWords<Enum> words)
    {
        const auto json = take(key);
        if (!json)
            return;
        for (const auto& [known, name] : words) {
            if (json->isString() && json->toString() == QLatin1String(name)) {
                value = known;
                return;
            }
        }
        refuse(key, ErrorCode::InputMalformed);
    }
    template <class T, class Field>
    void maybe(const char* key, std::optional<T>& value, Field field)
    {
        if (!m_json.contains(QLatin1String(key)))
            return;
        value.emplace();
        field(*this, key, *value);
    }
    template <class T, class Element>
    void list(const char* key, std::vector<T>& values, qsizetype mostCount, Element element)
    {
        const auto json = take(key);
        if (!json)
            return;
        if (!json->isArray())
            return refuse(key, ErrorCode::InputMalformed);
        const QJsonArray array = json->toArray();
        if (array.size() > mostCount)
            return refuse(key, ErrorCode::InputTooLong);
        values.clear();
        for (qsizetype i = 0; i < array.size(); ++i) {
            const QJsonObject entry = array[i].isObject() ? array[i].toObject() : QJsonObject { { QString(), array[i] } };
            FieldReader reader(entry, pathOf(key) + QStringLiteral("[%1]").arg(i), m_error);
            values.emplace_back();
            element(reader, values.back());
            reader.finish();
        }
    }
    template <class T>
    void object(const char* key, T& value)
    {
        const auto json = take(key);
        if (!json)
            return;
        if (!json->isObject())
            return refuse(key, ErrorCode::InputMalformed);
        const QJsonObject entry = json->toObject();
        FieldReader reader(entry, pathOf(key), m_error);
        describe(reader, value);
        reader.finish();
    }
    template <class T>
    void condition(const char* key, T& value)
    {
        object(key, value);
    }

    /// Refuses keys that nobody asked for: a misspelt condition would otherwise hold always.
    void finish()
    {
        for (auto entry = m_json.begin(); entry != m_json.end(); ++entry)
            if (!m_known.contains(entry.key()))
                refuse(entry.key().left(40).toUtf8().constData(), ErrorCode::InputMalformed);
    }

private:
    std::optional<QJsonValue> take(const char* key)
    {
        m_known << QLatin1String(key);
        const auto found = m_json.constFind(QLatin1String(key));
        return found == m_json.constEnd() ? std::nullopt : std::optional(QJsonValue(*found));
    }
    void integer(const char* key, qint64& value, qint64 least, qint64 most)
    {
        const auto json = take(key);
        if (!json)
            return;
        // Two fallbacks tell 1.5 and "1" from a whole number.
        if (!json->isDouble() || json->toInteger(0) != json->toInteger(1))
            return refuse(key, ErrorCode::InputMalformed);
        value = json->toInteger();
        if (value < least || value > most)
            refuse(key, ErrorCode::InputOutOfRange);
    }
    QString pathOf(const char* key) const { return m_path.isEmpty() ? QString::fromUtf8(key) : *key ? m_path + u'.' + QString::fromUtf8(key) : m_path; }
    void refuse(const char* key, ErrorCode code)
    {
        if (!m_error)
            m_error = Error { code, pathOf(key) };
    }

    const QJsonObject& m_json;
    QString m_path;
    std::optional<Error>& m_error;
    QStringList m_known;
};

}
