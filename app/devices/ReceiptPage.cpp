// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/ReceiptPage.h"

#include "core/domain/receipt/Paper.h"
#include "core/domain/receipt/PlainText.h"

#include <QFontMetricsF>
#include <QGuiApplication>
#include <QPainter>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <cmath>

namespace tangyuan {

namespace {

using Align = ReceiptDocument::Align;
using Size = ReceiptDocument::Size;
using Weight = ReceiptDocument::Weight;

// Lengths in printer dots (8 = 1 mm).
constexpr int normalFontDots = 24;
constexpr int largeFontDots = 38;
constexpr int ruleDots = 2;
constexpr int ruleSpaceDots = 9;
constexpr int gapDots = 16;
constexpr int columnSpaceDots = 12;
constexpr int marginNarrowDots = 6;
constexpr int marginWideDots = 10;
constexpr int topDots = 12;
constexpr int bottomDots = 16;
/// Of the line's height to the font's: Chinese needs air between lines, paper is dear.
constexpr double lineHeightPerFont = 1.36;
/// From the line's top down to the baseline, so that Chinese characters stand in the middle. Fixed, for a
/// line in which one character comes from another font must not jump.
constexpr double baselinePerFont = 1.06;

bool isPaintable(QStringView grapheme, const QFontMetricsF& metrics)
{
    for (const char32_t character : grapheme.toUcs4()) {
        if (eastAsianCells(character) > 0 && !metrics.inFontUcs4(character))
            return false;
    }
    return true;
}

/// One "?" for what no font here can draw (an emoji, mostly) rather than an empty box.
QString paintable(const QString& text, const QFont& font)
{
    const QString clean = cleanText(text);
    const QFontMetricsF metrics(font);
    QString result;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, clean);
    qsizetype start = 0;
    for (qsizetype end = finder.toNextBoundary(); end > start; end = finder.toNextBoundary()) {
        const QStringView grapheme = QStringView(clean).sliced(start, end - start);
        if (isPaintable(grapheme, metrics))
            result += grapheme;
        else
            result += u'?';
        start = end;
    }
    return result;
}

int leadingSpaces(const QString& text)
{
    return int(std::find_if(text.begin(), text.end(), [](QChar c) { return c != u' '; }) - text.begin());
}

int textWidth(const QString& text, const QFont& font)
{
    return int(std::ceil(QFontMetricsF(font).horizontalAdvance(text)));
}

Qt::Alignment qtAlignment(Align align)
{
    switch (align) {
    // Absolute: Arabic on the left stays on the left.
    case Align::Left: return Qt::AlignLeft | Qt::AlignAbsolute;
    case Align::Centre: return Qt::AlignHCenter;
    case Align::Right: return Qt::AlignRight | Qt::AlignAbsolute;
    }
    return Qt::AlignLeft;
}

}

ReceiptPage::ReceiptPage(const ReceiptDocument& document, PaperWidth paper, int scale)
    : m_scale(scale)
    , m_paper(paper)
    , m_width(paperDots(paper) * scale)
    , m_margin((paper == PaperWidth::Mm58 ? marginNarrowDots : marginWideDots) * scale)
    , m_height(topDots * scale)
{
    VERIFY(qobject_cast<QGuiApplication*>(QCoreApplication::instance()) != nullptr);
    VERIFY(scale >= 1 && scale <= 16);
    for (const ReceiptDocument::Block& block : document.blocks)
        std::visit([this](const auto& one) { add(one); }, block);
    m_height += dots(bottomDots);
}

QFont ReceiptPage::font(Size size, Weight weight) const
{
    QFont font;
    font.setFamilies(
        { QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Source Han Sans SC"), QStringLiteral("WenQuanYi Micro Hei"), QStringLiteral("Sans Serif") });
    font.setPixelSize(dots(size == Size::Large ? largeFontDots : normalFontDots));
    font.setWeight(weight == Weight::Bold ? QFont::Bold : QFont::Medium);
    // Without hinting, text has the same width at every scale: the same receipt on every device.
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

int ReceiptPage::set(const Column& column, const QFont& font, int top)
{
    const int pixels = font.pixelSize();
    // Whole dots, so that a receipt is as long at every scale.
    const int lineHeight = dots(int(std::lround(pixels / m_scale * lineHeightPerFont)));
    const int indent = column.align == Align::Left ? std::min(leadingSpaces(column.text) * pixels / 2, column.width / 3) : 0;
    auto layout = std::make_unique<QTextLayout>(column.text.trimmed(), font);
    QTextOption option(qtAlignment(column.align));
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout->setTextOption(option);
    int bottom = top;
    layout->beginLayout();
    for (QTextLine line = layout->createLine(); line.isValid(); line = layout->createLine()) {
        line.setLineWidth(column.width - indent);
        line.setPosition(QPointF(0, bottom - top + pixels * baselinePerFont - line.ascent()));
        bottom += lineHeight;
    }
    layout->endLayout();
    bottom = std::max(bottom, top + lineHeight);
    m_items.push_back({ std::move(layout), column.left + indent, top, bottom });
    return bottom;
}

void ReceiptPage::add(const ReceiptDocument::Text& block)
{
    const QFont type = font(block.size, block.weight);
    m_height = set({ paintable(block.text, type), block.align, m_margin, contentWidth() }, type, m_height);
}

void ReceiptPage::add(const ReceiptDocument::Pair& block)
{
    const QFont type = font(block.size, block.weight);
    const QString left = paintable(block.left, type);
    const QString right = paintable(block.right, type).trimmed();
    const int rightWidth = right.isEmpty() ? 0 : textWidth(right, type) + 1;
    const int leftWidth = contentWidth() - rightWidth - dots(columnSpaceDots);
    if (leftWidth < contentWidth() / 3) {
        if (!left.trimmed().isEmpty())
            m_height = set({ left, Align::Left, m_margin, contentWidth() }, type, m_height);
        m_height = set({ right, Align::Right, m_margin, contentWidth() }, type, m_height);
        return;
    }
    const int leftBottom = set({ left, Align::Left, m_margin, leftWidth }, type, m_height);
    const int rightBottom = set({ right, Align::Right, m_margin, contentWidth() }, type, m_height);
    m_height = std::max(leftBottom, rightBottom);
}

void ReceiptPage::add(const ReceiptDocument::Columns& block)
{
    if (block.cells.empty())
        return;
    const QFont type = font(Size::Normal, block.weight);
    // The first cell takes two shares of the width, the others one each; what does not fit wraps.
    const int share = contentWidth() / (int(block.cells.size()) + 1);
    const int first = contentWidth() - share * (int(block.cells.size()) - 1);
    int bottom = set({ paintable(block.cells.front(), type), Align::Left, m_margin, first - dots(columnSpaceDots) }, type, m_height);
    for (size_t i = 1; i < block.cells.size(); ++i) {
        const int left = m_margin + first + share * (int(i) - 1);
        bottom = std::max(bottom, set({ paintable(block.cells[i], type), Align::Right, left, share }, type, m_height));
    }
    m_height = bottom;
}

void ReceiptPage::add(const ReceiptDocument::Rule&)
{
    const int top = m_height + dots(ruleSpaceDots);
    m_items.push_back({ Line {}, m_margin, top, top + dots(ruleDots) });
    m_height = top + dots(ruleDots + ruleSpaceDots);
}

void ReceiptPage::add(const ReceiptDocument::Gap&)
{
    m_height += dots(gapDots);
}

void ReceiptPage::add(const ReceiptDocument::Qr& block)
{
    const Result<QrMatrix> matrix = makeQr(block.payload, ErrorCorrection::Medium);
    if (!matrix)
        return;
    const int module = qrModuleDots(matrix->size(), m_paper);
    const int side = matrix->size() * dots(module);
    // White above and below (ISO/IEC 18004:2015, 6.3.8); the paper's edges are white enough beside.
    const int top = m_height + dots(module) * QrMatrix::quietZoneModules;
    m_items.push_back({ Symbol { *matrix, dots(module) }, (m_width - side) / 2, top, top + side });
    m_height = top + side + dots(module) * QrMatrix::quietZoneModules;
}

void ReceiptPage::draw(QPainter& painter, int top, int bottom) const
{
    painter.setPen(Qt::black);
    for (const Item& item : m_items) {
        if (item.bottom <= top || item.top >= bottom)
            continue;
        if (const auto* layout = std::get_if<std::unique_ptr<QTextLayout>>(&item.what)) {
            (*layout)->draw(&painter, QPointF(item.left, item.top));
        } else if (const auto* symbol = std::get_if<Symbol>(&item.what)) {
            for (int y = 0; y < symbol->matrix.size(); ++y) {
                for (int x = 0; x < symbol->matrix.size(); ++x) {
                    if (symbol->matrix.isDark(x, y))
                        painter.fillRect(item.left + x * symbol->module, item.top + y * symbol->module, symbol->module, symbol->module, Qt::black);
                }
            }
        } else {
            painter.fillRect(item.left, item.top, m_width - 2 * m_margin, item.bottom - item.top, Qt::black);
        }
    }
}

std::vector<int> ReceiptPage::cutInto(int pageHeight) const
{
    VERIFY(pageHeight > 0);
    std::vector<int> cuts { 0 };
    for (const Item& item : m_items) {
        if (item.bottom - cuts.back() > pageHeight && item.top > cuts.back())
            cuts.push_back(item.top);
        while (item.bottom - cuts.back() > pageHeight)
            cuts.push_back(cuts.back() + pageHeight);
    }
    if (m_height - cuts.back() > pageHeight)
        cuts.push_back(m_items.empty() ? cuts.back() + pageHeight : m_items.back().bottom);
    cuts.push_back(m_height);
    return cuts;
}

}
