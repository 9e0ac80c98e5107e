// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/codes/QrMatrix.h"
#include "core/domain/receipt/ReceiptDocument.h"

#include <QFont>
#include <QTextLayout>

#include <memory>
#include <variant>
#include <vector>

class QPainter;

namespace tangyuan {

/// A receipt document set in type for one paper: where every line, rule and code stands. Lengths are
/// device pixels: printer dots × `scale`. Wants a QGuiApplication (for its fonts); any thread.
class ReceiptPage {
public:
    ReceiptPage(const ReceiptDocument& document, PaperWidth paper, int scale);
    ReceiptPage(const ReceiptPage&) = delete;
    ReceiptPage& operator=(const ReceiptPage&) = delete;

    int width() const { return m_width; }
    int height() const { return m_height; }
    int scale() const { return m_scale; }
    /// Draws what lies between `top` and `bottom`, in page coordinates.
    void draw(QPainter& painter, int top, int bottom) const;
    /// Where to cut into pages of at most `pageHeight`: the tops of the pages and, last, the end. Never
    /// within a line, unless the line alone is higher than a page.
    std::vector<int> cutInto(int pageHeight) const;

private:
    struct Line { };
    struct Symbol {
        QrMatrix matrix;
        int module = 0;
    };
    struct Item {
        std::variant<std::unique_ptr<QTextLayout>, Line, Symbol> what;
        int left = 0;
        int top = 0;
        int bottom = 0;
    };
    /// What is to be set in one column between `left` and `left + width`.
    struct Column {
        QString text;
        ReceiptDocument::Align align;
        int left;
        int width;
    };

    void add(const ReceiptDocument::Text& block);
    void add(const ReceiptDocument::Pair& block);
    void add(const ReceiptDocument::Columns& block);
    void add(const ReceiptDocument::Rule& block);
    void add(const ReceiptDocument::Gap& block);
    void add(const ReceiptDocument::Qr& block);

    QFont font(ReceiptDocument::Size size, ReceiptDocument::Weight weight) const;
    /// Sets a column from `top` on and returns where it ends.
    int set(const Column& column, const QFont& font, int top);
    int dots(int count) const { return count * m_scale; }
    int contentWidth() const { return m_width - 2 * m_margin; }

    int m_scale;
    PaperWidth m_paper;
    int m_width;
    int m_margin;
    int m_height = 0;
    std::vector<Item> m_items;
};

}
