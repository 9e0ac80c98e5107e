// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/receipt/EscPosReader.h"

#include <iconv.h>

#include <algorithm>
#include <utility>

namespace tangyuan {

namespace {

/// By the C library, not by the ICU that wrote it: two readers who agree.
Result<QString> decodeGb18030(QByteArray bytes)
{
    const iconv_t converter = iconv_open("UTF-8", "GB18030");
    if (converter == iconv_t(-1))
        return fail(ErrorCode::EncodingUnknown);
    QByteArray out(bytes.size() * 4 + 16, '\0');
    char* from = bytes.data();
    size_t fromLeft = size_t(bytes.size());
    char* to = out.data();
    size_t toLeft = size_t(out.size());
    const size_t answer = iconv(converter, &from, &fromLeft, &to, &toLeft);
    iconv_close(converter);
    if (answer == size_t(-1) || fromLeft > 0)
        return fail(ErrorCode::InputMalformed, QStringLiteral("not GB18030"));
    return QString::fromUtf8(out.constData(), to - out.data());
}

}

/// The printer's brain: position in the bytes and what was set so far.
class EscPosParser {
public:
    explicit EscPosParser(const QByteArray& bytes)
        : m_bytes(bytes)
    {
    }

    Result<EscPosReader> run()
    {
        if (!m_bytes.startsWith("\x1b@"))
            return wrong("a job begins with ESC @");
        while (m_at < m_bytes.size())
            TRY(step());
        if (!m_text.isEmpty())
            return wrong("text after the last line feed");
        return std::move(m_reader);
    }

private:
    Failure wrong(const char* what) const
    {
        return fail(ErrorCode::InputMalformed, QStringLiteral("byte %1: %2").arg(QString::number(m_at), QString::fromUtf8(what)));
    }

    Result<quint8> take()
    {
        if (m_at >= m_bytes.size())
            return wrong("the job ends within a command");
        return quint8(m_bytes[m_at++]);
    }

    Result<QByteArray> take(qsizetype count)
    {
        if (count > m_bytes.size() - m_at)
            return wrong("the job ends within a command's data");
        m_at += count;
        return m_bytes.sliced(m_at - count, count);
    }

    Result<int> takeOneOf(std::initializer_list<int> allowed)
    {
        const int value = TRY(take());
        if (std::find(allowed.begin(), allowed.end(), value) == allowed.end())
            return wrong("a parameter that the command does not have");
        return value;
    }

    Result<void> step()
    {
        const quint8 byte = TRY(take());
        switch (byte) {
        case 0x0a: return endLine();
        case 0x1b: return escape();
        case 0x1c: return fieldSeparator();
        case 0x1d: return groupSeparator();
        default: return character(byte);
        }
    }

    Result<void> character(quint8 byte)
    {
        const int scale = m_isLarge ? 2 : 1;
        if (byte >= 0x20 && byte < 0x7f) {
            m_text += char(byte);
            m_columns += scale;
            return {};
        }
        const quint8 trail = byte >= 0x81 && byte <= 0xfe ? TRY(take()) : quint8(0);
        if (!m_isChinese || trail < 0x40 || trail == 0x7f || trail == 0xff)
            return wrong("neither ASCII, nor a two-byte character, nor a command");
        (m_text += char(byte)) += char(trail);
        m_columns += 2 * scale;
        return {};
    }

    Result<void> endLine()
    {
        const QString text = TRY(decodeGb18030(m_text));
        m_reader.m_items.push_back(paper::Line { text, m_columns, m_align, m_isLarge, m_isBold });
        m_text.clear();
        m_columns = 0;
        return {};
    }

    Result<void> escape()
    {
        switch (TRY(take())) {
        case '@': *this = EscPosParser(m_bytes, m_at, std::move(m_reader)); return {};
        case 'a':
            TRY(atLineStart());
            m_align = paper::Align(TRY(takeOneOf({ 0, 1, 2 })));
            return {};
        case 'E': m_isBold = TRY(takeOneOf({ 0, 1 })) == 1; return {};
        case 'J': m_reader.m_items.push_back(paper::Feed { TRY(take()) }); return {};
        case 'd': m_reader.m_items.push_back(paper::Feed { TRY(take()) * 30 }); return {};
        case 'p':
            TRY(takeOneOf({ 0, 1 }));
            TRY(take(2));
            m_reader.m_items.push_back(paper::Pulse {});
            return {};
        default: return wrong("an unknown ESC command");
        }
    }

    Result<void> fieldSeparator()
    {
        TRY(takeOneOf({ '&' }));
        m_isChinese = true;
        return {};
    }

    Result<void> groupSeparator()
    {
        switch (TRY(take())) {
        case '!': m_isLarge = TRY(takeOneOf({ 0x00, 0x11 })) == 0x11; return {};
        case 'V':
            TRY(atLineStart());
            TRY(takeOneOf({ 66 }));
            TRY(take());
            m_reader.m_items.push_back(paper::Cut {});
            return {};
        case 'v': return raster();
        case '(': return symbol();
        default: return wrong("an unknown GS command");
        }
    }

    Result<void> atLineStart()
    {
        if (!m_text.isEmpty())
            return wrong("this command works at the beginning of a line only");
        return {};
    }

    Result<int> takeTwoBytes()
    {
        const int low = TRY(take());
        const int high = TRY(take());
        return low + high * 256;
    }

    Result<void> raster()
    {
        TRY(atLineStart());
        TRY(takeOneOf({ '0' }));
        TRY(takeOneOf({ 0 }));
        const int rowBytes = TRY(takeTwoBytes());
        const int rows = TRY(takeTwoBytes());
        if (rowBytes < 1 || rowBytes > 72 || rows < 1)
            return wrong("a picture wider than the head");
        const QByteArray data = TRY(take(qsizetype(rowBytes) * rows));
        m_reader.m_tallestBandRows = std::max(m_reader.m_tallestBandRows, rows);
        if (!m_reader.m_items.empty()) {
            if (auto* image = std::get_if<paper::Image>(&m_reader.m_items.back()); image != nullptr && image->bitmap.width == rowBytes * 8) {
                image->bitmap.height += rows;
                image->bitmap.rows += data;
                return {};
            }
        }
        m_reader.m_items.push_back(paper::Image { { rowBytes * 8, rows, data } });
        return {};
    }

    Result<void> symbol()
    {
        TRY(takeOneOf({ 'k' }));
        const int length = TRY(takeTwoBytes());
        TRY(takeOneOf({ '1' }));
        if (length < 3)
            return wrong("a symbol function without parameters");
        const int function = TRY(take());
        const QByteArray parameters = TRY(take(length - 2));
        switch (function) {
        case 65: return parameters == QByteArray("2\0", 2) ? Result<void> {} : wrong("not QR model 2");
        case 67:
            m_moduleDots = quint8(parameters[0]);
            return parameters.size() == 1 && m_moduleDots >= 1 && m_moduleDots <= 16 ? Result<void> {} : wrong("module size");
        case 69: return parameters.size() == 1 && parameters[0] >= '0' && parameters[0] <= '3' ? Result<void> {} : wrong("error correction");
        case 80: m_symbol = parameters.sliced(1); return parameters[0] == '0' ? Result<void> {} : wrong("function 180");
        case 81:
            if (parameters != "0" || m_symbol.isEmpty() || m_moduleDots == 0)
                return wrong("nothing to print as QR");
            m_reader.m_items.push_back(paper::Qr { QString::fromUtf8(m_symbol), m_moduleDots, m_align });
            return {};
        default: return wrong("an unknown symbol function");
        }
    }

    EscPosParser(const QByteArray& bytes, qsizetype at, EscPosReader reader)
        : m_bytes(bytes)
        , m_at(at)
        , m_reader(std::move(reader))
    {
    }

    QByteArray m_bytes;
    qsizetype m_at = 0;
    EscPosReader m_reader;
    QByteArray m_text;
    int m_columns = 0;
    paper::Align m_align = paper::Align::Left;
    bool m_isLarge = false;
    bool m_isBold = false;
    bool m_isChinese = false;
    QByteArray m_symbol;
    int m_moduleDots = 0;
};

Result<EscPosReader> EscPosReader::read(const QByteArray& bytes)
{
    return EscPosParser(bytes).run();
}

QStringList EscPosReader::texts() const
{
    QStringList texts;
    for (const paper::Line& line : lines())
        texts.append(line.text);
    return texts;
}

}
