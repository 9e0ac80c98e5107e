// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/receipt/PlainText.h"

#include <QStringList>
#include <QTextBoundaryFinder>

#include <unicode/uchar.h>

#include <algorithm>
#include <utility>
#include <variant>

namespace tangyuan {

namespace {

using Align = ReceiptDocument::Align;
using Size = ReceiptDocument::Size;
using Weight = ReceiptDocument::Weight;

int graphemeCells(QStringView grapheme, CellWidth cells)
{
    int widest = 0;
    for (const char32_t character : grapheme.toUcs4())
        widest = std::max(widest, cells(character));
    return widest;
}

QString spaces(int count)
{
    return QString(std::max(count, 0), u' ');
}

qsizetype leadingSpaces(QStringView text)
{
    qsizetype count = 0;
    while (count < text.size() && text[count] == u' ')
        ++count;
    return count;
}

/// Fills lines one piece after the other.
class LineFiller {
public:
    LineFiller(int columns, CellWidth cells, int indent)
        : m_columns(columns)
        , m_cells(cells)
        , m_indent(indent)
        , m_line(spaces(indent))
        , m_used(indent)
    {
    }

    /// A piece that is not to be broken unless it is longer than a line.
    void add(QStringView piece)
    {
        // Spaces at the end of a line may hang over its edge.
        qsizetype solid = piece.size();
        while (solid > 0 && piece[solid - 1] == u' ')
            --solid;
        const int width = textCells(piece.first(solid), m_cells);
        if (m_used + width > m_columns && m_used > m_indent)
            breakLine();
        if (m_indent + width > m_columns)
            addBroken(piece.first(solid));
        else
            append(piece.first(solid), width);
        append(piece.sliced(solid), int(piece.size() - solid));
    }

    QStringList finish()
    {
        if (m_used > m_indent || m_lines.isEmpty())
            breakLine();
        return std::move(m_lines);
    }

private:
    void append(QStringView text, int width)
    {
        m_line += text;
        m_used += width;
    }

    void addBroken(QStringView piece)
    {
        QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, piece.data(), piece.size());
        qsizetype start = 0;
        for (qsizetype end = finder.toNextBoundary(); end > start; end = finder.toNextBoundary()) {
            const QStringView grapheme = piece.sliced(start, end - start);
            const int width = graphemeCells(grapheme, m_cells);
            if (m_used + width > m_columns && m_used > m_indent)
                breakLine();
            append(grapheme, width);
            start = end;
        }
    }

    void breakLine()
    {
        while (m_line.endsWith(u' '))
            m_line.chop(1);
        m_lines.append(m_line);
        m_line = spaces(m_indent);
        m_used = m_indent;
    }

    int m_columns;
    CellWidth m_cells;
    int m_indent;
    QString m_line;
    int m_used;
    QStringList m_lines;
};

/// At least one line; every line fits `columns`.
QStringList wrap(const QString& text, int columns, CellWidth cells)
{
    // An indentation beyond a third of the line would leave no room for words.
    const int indent = std::min(int(leadingSpaces(text)), columns / 3);
    const QStringView words = QStringView(text).sliced(leadingSpaces(text));
    if (indent + textCells(words, cells) <= columns)
        return { spaces(indent).append(words) };
    LineFiller filler(columns, cells, indent);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Line, words.data(), words.size());
    qsizetype start = 0;
    for (qsizetype end = finder.toNextBoundary(); end > start; end = finder.toNextBoundary()) {
        filler.add(words.sliced(start, end - start));
        start = end;
    }
    return filler.finish();
}

/// Turns blocks into lines; one call operator for each kind of block.
class BlockLayout {
public:
    BlockLayout(const PlainPaper& paper, std::vector<PlainLine>& lines)
        : m_paper(paper)
        , m_lines(lines)
    {
    }

    void operator()(const ReceiptDocument::Text& block)
    {
        for (const QString& line : wrap(cleanText(block.text), columns(block.size), m_paper.cells))
            m_lines.push_back({ PlainLine::Kind::Text, block.align == Align::Left ? line : line.trimmed(), block.align, block.size, block.weight });
    }

    void operator()(const ReceiptDocument::Pair& block)
    {
        const int width = columns(block.size);
        const QString left = cleanText(block.left);
        const QString right = cleanText(block.right);
        const int rightCells = textCells(right, m_paper.cells);
        const int leftColumns = rightCells == 0 ? width : width - rightCells - 1;
        if (leftColumns < width / 3)
            return addOneUnderTheOther(left, right, width, block.size, block.weight);
        QStringList lines = wrap(left, leftColumns, m_paper.cells);
        lines.first() = justify(lines.first(), right, width);
        addLines(lines, block.size, block.weight);
    }

    void operator()(const ReceiptDocument::Columns& block)
    {
        if (block.cells.empty())
            return;
        // The first cell takes two shares of the line, the others one each.
        const int share = m_paper.columns / (int(block.cells.size()) + 1);
        const QString first = cleanText(block.cells.front());
        QString rest;
        QString shared;
        bool restFits = true;
        for (size_t i = 1; i < block.cells.size(); ++i) {
            const QString cell = cleanText(block.cells[i]);
            const int cellColumns = textCells(cell, m_paper.cells);
            restFits = restFits && cellColumns < share;
            shared += spaces(share - cellColumns) + cell;
            rest += rest.isEmpty() ? cell : u' ' + cell;
        }
        (*this)(ReceiptDocument::Pair { first, restFits ? shared : rest, Size::Normal, block.weight });
    }

    void operator()(ReceiptDocument::Rule) { m_lines.push_back({ PlainLine::Kind::Rule }); }
    void operator()(ReceiptDocument::Gap) { m_lines.push_back({ PlainLine::Kind::Gap }); }
    void operator()(const ReceiptDocument::Qr& block) { m_lines.push_back({ PlainLine::Kind::Qr, block.payload, Align::Centre }); }

private:
    int columns(Size size) const { return size == Size::Large ? m_paper.largeColumns : m_paper.columns; }

    QString justify(const QString& left, const QString& right, int width) const
    {
        if (right.isEmpty())
            return left;
        return left + spaces(width - textCells(left, m_paper.cells) - textCells(right, m_paper.cells)) + right;
    }

    void addOneUnderTheOther(const QString& left, const QString& right, int width, Size size, Weight weight)
    {
        if (!left.trimmed().isEmpty())
            addLines(wrap(left, width, m_paper.cells), size, weight);
        for (const QString& line : wrap(right.trimmed(), width, m_paper.cells))
            addLines({ justify({}, line, width) }, size, weight);
    }

    void addLines(const QStringList& lines, Size size, Weight weight)
    {
        for (const QString& line : lines)
            m_lines.push_back({ PlainLine::Kind::Text, line, Align::Left, size, weight });
    }

    const PlainPaper& m_paper;
    std::vector<PlainLine>& m_lines;
};

QString aligned(const QString& text, Align align, int columns)
{
    const int free = columns - textCells(text, eastAsianCells);
    switch (align) {
    case Align::Left: return text;
    case Align::Centre: return spaces(free / 2) + text;
    case Align::Right: return spaces(free) + text;
    }
    return text;
}

}

int eastAsianCells(char32_t character)
{
    const auto code = UChar32(character);
    switch (u_charType(code)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
    case U_CONTROL_CHAR: return 0;
    default: break;
    }
    const int width = u_getIntPropertyValue(code, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

int textCells(QStringView text, CellWidth cells)
{
    int total = 0;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text.data(), text.size());
    qsizetype start = 0;
    for (qsizetype end = finder.toNextBoundary(); end > start; end = finder.toNextBoundary()) {
        total += graphemeCells(text.sliced(start, end - start), cells);
        start = end;
    }
    return total;
}

QString cleanText(const QString& text)
{
    QString clean;
    clean.reserve(text.size());
    for (const QChar c : text) {
        const char16_t code = c.unicode();
        const bool isSpace = code == u'\n' || code == u'\r' || code == u'\t' || code == 0x2028 || code == 0x2029;
        const bool isControl = c.category() == QChar::Other_Control;
        // Marks and overrides of direction (UAX #9), and the byte order mark.
        const bool isDirection = code == 0x200e || code == 0x200f || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || code == 0xfeff;
        if (isSpace)
            clean += u' ';
        else if (!isControl && !isDirection)
            clean += c;
    }
    return clean;
}

std::vector<PlainLine> layoutPlainLines(const ReceiptDocument& document, const PlainPaper& paper)
{
    VERIFY(paper.columns >= 8 && paper.columns <= 500 && paper.largeColumns >= 8);
    std::vector<PlainLine> lines;
    BlockLayout layout(paper, lines);
    for (const ReceiptDocument::Block& block : document.blocks)
        std::visit(layout, block);
    return lines;
}

QString toPlainText(const ReceiptDocument& document, int columns)
{
    QString text;
    for (const PlainLine& line : layoutPlainLines(document, { columns, columns, eastAsianCells })) {
        switch (line.kind) {
        case PlainLine::Kind::Text: text += aligned(line.text, line.align, columns); break;
        case PlainLine::Kind::Rule: text += QString(columns, u'-'); break;
        case PlainLine::Kind::Gap: break;
        case PlainLine::Kind::Qr: text += wrap(cleanText(line.text), columns, eastAsianCells).join(u'\n'); break;
        }
        text += u'\n';
    }
    return text;
}

}
