// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Money.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace tangyuan {

/// Writes compact JSON (RFC 8259) straight into bytes. For what stands in a customer's way: building a tree of values
/// first costs a checkout more than all its rules.
class JsonWriter {
public:
    void beginObject() { open('{'); }
    void endObject() { close('}'); }
    void beginArray() { open('['); }
    void endArray() { close(']'); }
    /// Within an object, before its value.
    void key(const char* name);
    void key(const QString& name);
    void value(qint64 number);
    void value(int number) { value(static_cast<qint64>(number)); }
    void value(bool flag);
    void value(const QString& text);
    void value(const Id& id);
    void value(BusinessDate date) { value(date.yyyymmdd); }
    void null();
    template <class T>
    void value(const std::optional<T>& content)
    {
        if (content)
            value(*content);
        else
            null();
    }

    template <class T>
    void field(const char* name, const T& content)
    {
        key(name);
        value(content);
    }
    void field(const char* name, Money amount) { field(name, amount.minor); }
    void field(const char* name, Points points) { field(name, points.count); }

    QByteArray take() { return std::exchange(m_bytes, {}); }

private:
    void open(char bracket);
    void close(char bracket);
    void separate();
    void append(const QString& text);

    QByteArray m_bytes;
    bool m_needsComma = false;
};

}
