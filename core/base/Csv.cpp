// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Csv.h"

#include "core/base/Limits.h"

#include <unicode/ucnv.h>

#include <memory>

namespace tangyuan {

namespace {

constexpr char byteOrderMark[] = "\xEF\xBB\xBF";

QString lineContext(qsizetype line)
{
    return QStringLiteral("line %1").arg(line);
}

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

Converter openConverter(const char* name)
{
    UErrorCode status = U_ZERO_ERROR;
    Converter converter(ucnv_open(name, &status), &ucnv_close);
    VERIFY(U_SUCCESS(status));
    return converter;
}

struct Decoded {
    QString text;
    bool isValid = false;
    qsizetype bytesRead = 0; ///< up to the first bad byte
};

/// Decodes strictly: stops at the first bytes that the encoding does not know.
Decoded decodeStrictly(const char* encoding, QByteArrayView bytes)
{
    const Converter converter = openConverter(encoding);
    UErrorCode status = U_ZERO_ERROR;
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    Decoded decoded;
    decoded.text.resize(bytes.size() + 1); // no encoding here makes more UTF-16 units than it has bytes
    auto* begin = reinterpret_cast<UChar*>(decoded.text.data());
    UChar* target = begin;
    const char* source = bytes.data();
    ucnv_toUnicode(converter.get(), &target, begin + decoded.text.size(), &source, bytes.data() + bytes.size(), nullptr, true, &status);
    decoded.isValid = U_SUCCESS(status);
    decoded.bytesRead = source - bytes.data();
    decoded.text.resize(target - begin);
    return decoded;
}

/// How many bytes a UTF-8 sequence that begins so has; 0: none begins so (RFC 3629, 4).
qsizetype utf8Length(quint8 lead)
{
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/// Whether bytes that are not quite UTF-8 were meant to be: most bytes beyond ASCII form its sequences of three
/// or four bytes, as Chinese text does. Those of two do not count: in GB18030 whole characters look so (露 is C2 B6).
bool looksLikeDamagedUtf8(QByteArrayView bytes)
{
    qsizetype inSequences = 0;
    qsizetype outside = 0;
    for (qsizetype i = 0; i < bytes.size();) {
        const auto lead = static_cast<quint8>(bytes[i]);
        const qsizetype length = utf8Length(lead);
        qsizetype trail = 1;
        while (trail < length && i + trail < bytes.size() && (static_cast<quint8>(bytes[i + trail]) & 0xC0) == 0x80)
            ++trail;
        const bool isSequence = length > 0 && trail == length;
        if (length != 1)
            (isSequence && length > 2 ? inSequences : outside) += isSequence ? length : 1;
        i += isSequence ? length : 1;
    }
    return inSequences > 4 * outside;
}

/// The state of reading one file.
class Reader {
public:
    explicit Reader(QStringView text)
        : m_text(text)
    {
    }

    Result<std::vector<CsvRow>> read()
    {
        if (m_text.contains(QChar(u'\0')))
            return fail(ErrorCode::InputMalformed, lineContext(m_text.left(m_text.indexOf(QChar(u'\0'))).count(u'\n') + 1));
        std::vector<CsvRow> rows;
        while (m_at < m_text.size()) {
            CsvRow row = TRY(readRow());
            if (row.fields.size() > 1 || !row.fields.front().isEmpty())
                rows.push_back(std::move(row));
        }
        return rows;
    }

private:
    Result<CsvRow> readRow()
    {
        CsvRow row { m_line, {} };
        while (true) {
            if (row.fields.size() == limits::csvColumns)
                return fail(ErrorCode::InputTooLong, lineContext(row.line));
            QString field = TRY(m_at < m_text.size() && m_text[m_at] == u'"' ? readQuoted() : readPlain());
            if (field.size() > limits::csvFieldChars)
                return fail(ErrorCode::InputTooLong, lineContext(row.line));
            row.fields.append(std::move(field));
            if (m_at >= m_text.size())
                return row;
            if (m_text[m_at] != u',') {
                skipLineEnd();
                return row;
            }
            ++m_at;
        }
    }

    Result<QString> readPlain()
    {
        const qsizetype start = m_at;
        while (m_at < m_text.size() && m_text[m_at] != u',' && !isLineEnd(m_text[m_at]))
            ++m_at;
        return m_text.mid(start, m_at - start).toString();
    }

    Result<QString> readQuoted()
    {
        const int startLine = m_line;
        QString field;
        for (++m_at; m_at < m_text.size(); ++m_at) {
            const QChar c = m_text[m_at];
            if (c != u'"') {
                // A CR without LF is a line as well.
                if (c == u'\n' || (c == u'\r' && (m_at + 1 == m_text.size() || m_text[m_at + 1] != u'\n')))
                    ++m_line;
                field.append(c);
            } else if (m_at + 1 < m_text.size() && m_text[m_at + 1] == u'"') {
                field.append(c);
                ++m_at;
            } else {
                ++m_at;
                if (m_at < m_text.size() && m_text[m_at] != u',' && !isLineEnd(m_text[m_at]))
                    return fail(ErrorCode::InputMalformed, lineContext(m_line));
                return field;
            }
            if (field.size() > limits::csvFieldChars)
                return fail(ErrorCode::InputTooLong, lineContext(startLine));
        }
        return fail(ErrorCode::InputMalformed, lineContext(startLine));
    }

    static bool isLineEnd(QChar c) { return c == u'\r' || c == u'\n'; }

    void skipLineEnd()
    {
        const bool isPair = m_text[m_at] == u'\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == u'\n';
        m_at += isPair ? 2 : 1;
        ++m_line;
    }

    QStringView m_text;
    qsizetype m_at = 0;
    int m_line = 1;
};

/// Whether a spreadsheet would take the text behind any apostrophes for a formula. OWASP lists = + - @,
/// tab and carriage return.
bool startsFormula(const QString& field)
{
    qsizetype at = 0;
    while (at < field.size() && field[at] == u'\'')
        ++at;
    return at < field.size() && QStringView(u"=+-@\t\r").contains(field[at]);
}

bool isNumber(const QString& field)
{
    qsizetype digits = 0;
    qsizetype points = 0;
    for (qsizetype i = 0; i < field.size(); ++i) {
        const QChar c = field[i];
        if (c >= u'0' && c <= u'9')
            ++digits;
        else if (c == u'.')
            ++points;
        else if (i != 0 || (c != u'+' && c != u'-'))
            return false;
    }
    return digits > 0 && points <= 1;
}

}

Result<QString> decodeText(QByteArrayView file)
{
    if (file.size() > limits::csvBytes)
        return fail(ErrorCode::InputTooLong);
    const bool isMarked = file.startsWith(QByteArrayView(byteOrderMark));
    const QByteArrayView bytes = isMarked ? file.sliced(3) : file;
    if (bytes.isEmpty())
        return QString();
    Decoded utf8 = decodeStrictly("UTF-8", bytes);
    if (utf8.isValid)
        return std::move(utf8.text);
    qsizetype bytesRead = utf8.bytesRead;
    if (!isMarked && !looksLikeDamagedUtf8(bytes)) {
        Decoded gb18030 = decodeStrictly("GB18030", bytes);
        if (gb18030.isValid)
            return std::move(gb18030.text);
        bytesRead = qMax(bytesRead, gb18030.bytesRead);
    }
    // The converter has read the bad bytes; a line end among them belongs to the same line.
    return fail(ErrorCode::EncodingUnknown, lineContext(bytes.first(qMax<qsizetype>(bytesRead - 1, 0)).toByteArray().count('\n') + 1));
}

QByteArray encodeText(const QString& text, CsvEncoding encoding)
{
    switch (encoding) {
    case CsvEncoding::Utf8Bom: return byteOrderMark + text.toUtf8();
    case CsvEncoding::Utf8: return text.toUtf8();
    case CsvEncoding::Gb18030: break;
    }
    const Converter converter = openConverter("GB18030");
    UErrorCode status = U_ZERO_ERROR;
    const auto* source = reinterpret_cast<const UChar*>(text.utf16());
    QByteArray bytes(text.size() * 4, Qt::Uninitialized); // four bytes at most for a UTF-16 unit
    const int32_t length
        = ucnv_fromUChars(converter.get(), bytes.data(), static_cast<int32_t>(bytes.size()), source, static_cast<int32_t>(text.size()), &status);
    VERIFY(U_SUCCESS(status));
    bytes.resize(length);
    return bytes;
}

Result<std::vector<CsvRow>> readCsv(QByteArrayView file)
{
    const QString text = TRY(decodeText(file));
    return Reader(text).read();
}

QString guardCsvField(const QString& field)
{
    return startsFormula(field) && !isNumber(field) ? u'\'' + field : field;
}

QString unguardCsvField(const QString& field)
{
    return field.startsWith(u'\'') && startsFormula(field) ? field.mid(1) : field;
}

void CsvWriter::addRow(const QStringList& fields)
{
    for (qsizetype i = 0; i < fields.size(); ++i) {
        if (i > 0)
            m_text.append(u',');
        QString field = guardCsvField(fields[i]);
        const bool needsQuotes = std::any_of(field.cbegin(), field.cend(), [](QChar c) { return c == u',' || c == u'"' || c == u'\r' || c == u'\n'; })
            || field != field.trimmed() || (field.isEmpty() && fields.size() == 1);
        if (needsQuotes)
            field = u'"' + field.replace(u'"', QStringLiteral("\"\"")) + u'"';
        m_text.append(field);
    }
    m_text.append(QStringLiteral("\r\n"));
}

}
