// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/JsonWriter.h"

#include "core/base/Quoted.h"

#include <array>
#include <charconv>

namespace tangyuan {

void JsonWriter::key(const char* name)
{
    separate();
    m_bytes.append('"').append(name).append("\":");
    m_needsComma = false;
}

void JsonWriter::key(const QString& name)
{
    separate();
    append(name);
    m_bytes.append(':');
    m_needsComma = false;
}

void JsonWriter::value(qint64 number)
{
    separate();
    std::array<char, 20> digits {};
    const auto end = std::to_chars(digits.begin(), digits.end(), number).ptr;
    m_bytes.append(digits.data(), end - digits.data());
}

void JsonWriter::value(bool flag)
{
    separate();
    m_bytes += flag ? "true" : "false";
}

void JsonWriter::value(const QString& text)
{
    separate();
    append(text);
}

void JsonWriter::value(const Id& id)
{
    separate();
    m_bytes.append('"').append(id.toString().toLatin1()).append('"');
}

void JsonWriter::null()
{
    separate();
    m_bytes += "null";
}

void JsonWriter::append(const QString& text)
{
    const auto isPlain = [](char c) { return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20; };
    appendQuoted(m_bytes, text.toUtf8(), isPlain, [this](char c) {
        constexpr char digits[] = "0123456789abcdef";
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20)
            m_bytes.append('\\').append(c);
        else
            m_bytes.append("\\u00").append(digits[byte >> 4]).append(digits[byte & 0xF]);
    });
}

void JsonWriter::open(char bracket)
{
    separate();
    m_bytes.append(bracket);
    m_needsComma = false;
}

void JsonWriter::close(char bracket)
{
    m_bytes.append(bracket);
    m_needsComma = true;
}

void JsonWriter::separate()
{
    if (m_needsComma)
        m_bytes.append(',');
    m_needsComma = true;
}

}
