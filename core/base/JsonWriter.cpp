// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/JsonWriter.h"

namespace tangyuan {

void JsonWriter::key(const char* name)
{
    separate();
    m_bytes.append('"').append(name).append("\":");
    m_needsComma = false;
}

void JsonWriter::value(qint64 number)
{
    separate();
    m_bytes.append(QByteArray::number(number));
}

void JsonWriter::value(bool flag)
{
    separate();
    m_bytes += flag ? "true" : "false";
}

void JsonWriter::value(const QString& text)
{
    separate();
    m_bytes.append('"');
    for (const char c : text.toUtf8()) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte == '"' || byte == '\\') {
            m_bytes.append('\\').append(c);
        } else if (byte < 0x20) {
            constexpr char digits[] = "0123456789abcdef";
            m_bytes.append("\\u00").append(digits[byte >> 4]).append(digits[byte & 0xF]);
        } else {
            m_bytes.append(c);
        }
    }
    m_bytes.append('"');
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
