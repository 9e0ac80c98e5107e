// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/receipt/EscPos.h"

#include "core/base/Verify.h"
#include "core/domain/codes/QrMatrix.h"
#include "core/domain/receipt/Paper.h"
#include "core/domain/receipt/PlainText.h"
#include "core/domain/receipt/PrinterCharset.h"

#include <algorithm>
#include <initializer_list>
#include <utility>
#include <variant>

namespace tangyuan::escPos {

namespace {

using Align = ReceiptDocument::Align;
using Drawer = ReceiptDocument::Drawer;
using Size = ReceiptDocument::Size;
using Weight = ReceiptDocument::Weight;

constexpr quint8 lineFeed = 0x0a;
constexpr quint8 escape = 0x1b;
constexpr quint8 fieldSeparator = 0x1c;
constexpr quint8 groupSeparator = 0x1d;

void add(QByteArray& bytes, std::initializer_list<int> values)
{
    for (const int value : values)
        bytes += char(quint8(value));
}

/// ESC p m t1 t2: a pulse on pin 2 of 25 × 2 ms, then 250 × 2 ms of rest.
void addPulse(QByteArray& bytes)
{
    add(bytes, { escape, 'p', 0, 25, 250 });
}

/// ESC @ forgets what the last job left; the drawer goes first, the customer waits for the change.
void addStart(QByteArray& bytes, Drawer drawer)
{
    add(bytes, { escape, '@' });
    if (drawer == Drawer::Open)
        addPulse(bytes);
}

/// ESC d n feeds n lines; GS V 66 n feeds to the knife and cuts, leaving a corner. Most 58 mm printers
/// have no knife and skip the second, so the first must bring the last line out to the tear bar.
void addEnd(QByteArray& bytes, PaperWidth paper)
{
    add(bytes, { escape, 'd', paper == PaperWidth::Mm58 ? 4 : 1 });
    add(bytes, { groupSeparator, 'V', 66, 0 });
}

/// GS ( k pL pH cn fn …: the length counts what follows it.
void addSymbolFunction(QByteArray& bytes, int function, const QByteArray& parameters)
{
    const qsizetype length = parameters.size() + 2;
    add(bytes, { groupSeparator, '(', 'k', int(length % 256), int(length / 256), '1', function });
    bytes += parameters;
}

void addQr(QByteArray& bytes, const QString& payload, PaperWidth paper)
{
    const Result<QrMatrix> matrix = makeQr(payload, ErrorCorrection::Medium);
    if (!matrix)
        return;
    addSymbolFunction(bytes, 65, QByteArray("2\0", 2));                                     // 165: model 2
    addSymbolFunction(bytes, 67, QByteArray(1, char(qrModuleDots(matrix->size(), paper)))); // 167: dots of a module
    addSymbolFunction(bytes, 69, QByteArray("1"));                                          // 169: error correction M
    addSymbolFunction(bytes, 80, QByteArray("0") + payload.toUtf8());                       // 180: store
    addSymbolFunction(bytes, 81, QByteArray("0"));                                          // 181: print
}

/// Writes lines and changes the printer's state only where it differs.
class TextWriter {
public:
    explicit TextWriter(QByteArray& bytes, PaperWidth paper)
        : m_bytes(bytes)
        , m_paper(paper)
    {
    }

    void write(const PlainLine& line)
    {
        switch (line.kind) {
        case PlainLine::Kind::Text:
            setAlign(line.align);
            setSize(line.size);
            setWeight(line.weight);
            m_bytes += printerCharset::encode(line.text);
            break;
        case PlainLine::Kind::Rule:
            setAlign(Align::Left);
            setSize(Size::Normal);
            setWeight(Weight::Normal);
            m_bytes += QByteArray(paperColumns(m_paper), '-');
            break;
        case PlainLine::Kind::Gap:
            add(m_bytes, { escape, 'J', 16 }); // ESC J n: feed n dots, about half a line
            return;
        case PlainLine::Kind::Qr:
            setAlign(Align::Centre);
            setSize(Size::Normal);
            addQr(m_bytes, line.text, m_paper);
            return;
        }
        add(m_bytes, { lineFeed });
    }

private:
    /// ESC a n
    void setAlign(Align align)
    {
        if (std::exchange(m_align, align) != align)
            add(m_bytes, { escape, 'a', align == Align::Left ? 0 : align == Align::Centre ? 1 : 2 });
    }

    /// GS ! n: twice as wide and high, Latin and Chinese alike
    void setSize(Size size)
    {
        if (std::exchange(m_size, size) != size)
            add(m_bytes, { groupSeparator, '!', size == Size::Large ? 0x11 : 0x00 });
    }

    /// ESC E n
    void setWeight(Weight weight)
    {
        if (std::exchange(m_weight, weight) != weight)
            add(m_bytes, { escape, 'E', weight == Weight::Bold ? 1 : 0 });
    }

    QByteArray& m_bytes;
    PaperWidth m_paper;
    Align m_align = Align::Left;
    Size m_size = Size::Normal;
    Weight m_weight = Weight::Normal;
};

/// A document that says the same in characters that the printer has.
ReceiptDocument printable(ReceiptDocument document)
{
    for (ReceiptDocument::Block& block : document.blocks) {
        if (auto* text = std::get_if<ReceiptDocument::Text>(&block)) {
            text->text = printerCharset::toPrintable(text->text);
        } else if (auto* pair = std::get_if<ReceiptDocument::Pair>(&block)) {
            pair->left = printerCharset::toPrintable(pair->left);
            pair->right = printerCharset::toPrintable(pair->right);
        } else if (auto* columns = std::get_if<ReceiptDocument::Columns>(&block)) {
            for (QString& cell : columns->cells)
                cell = printerCharset::toPrintable(cell);
        }
    }
    return document;
}

}

QByteArray encodeText(const ReceiptDocument& document, PaperWidth paper)
{
    QByteArray bytes;
    addStart(bytes, document.drawer);
    add(bytes, { fieldSeparator, '&' }); // FS &: two-byte characters from here on
    TextWriter writer(bytes, paper);
    const int columns = paperColumns(paper);
    for (const PlainLine& line : layoutPlainLines(printable(document), { columns, columns / 2, printerCharset::cells }))
        writer.write(line);
    addEnd(bytes, paper);
    return bytes;
}

QByteArray encodeRaster(const Bitmap& bitmap, ReceiptDocument::Drawer drawer, PaperWidth paper)
{
    VERIFY(bitmap.width > 0 && bitmap.width <= paperDots(paper));
    VERIFY(bitmap.rows.size() == qsizetype(bitmap.bytesPerRow()) * bitmap.height);
    QByteArray bytes;
    bytes.reserve(bitmap.rows.size() + 256);
    addStart(bytes, drawer);
    const int rowBytes = bitmap.bytesPerRow();
    for (int top = 0; top < bitmap.height; top += rasterBandRows) {
        const int rows = std::min(rasterBandRows, bitmap.height - top);
        // GS v 0 m xL xH yL yH: width in bytes, height in dots
        add(bytes, { groupSeparator, 'v', '0', 0, rowBytes % 256, rowBytes / 256, rows % 256, rows / 256 });
        bytes.append(bitmap.rows.constData() + qsizetype(top) * rowBytes, qsizetype(rows) * rowBytes);
    }
    addEnd(bytes, paper);
    return bytes;
}

QByteArray openDrawer()
{
    QByteArray bytes;
    addStart(bytes, Drawer::Open);
    return bytes;
}

}
