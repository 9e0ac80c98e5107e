// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/receipt/ReceiptDocument.h"

namespace tangyuan {

/// How many half-width columns a character takes: 0, 1 or 2. A printer has its own idea of it.
using CellWidth = int (*)(char32_t character);

/// Unicode's idea (UAX #11): wide and full-width characters take two columns, marks none.
int eastAsianCells(char32_t character);
/// Columns of a whole text; what a reader sees as one character (an emoji of several code points, a
/// letter with its accents) is as wide as its widest part.
int textCells(QStringView text, CellWidth cells);

/// Line breaks and tabs become spaces, other control and direction characters go: a name from a CSV
/// cannot command a printer.
QString cleanText(const QString& text);

/// One line of a receipt in characters.
struct PlainLine {
    enum class Kind { Text, Rule, Gap, Qr };

    Kind kind = Kind::Text;
    QString text {}; ///< of Qr: the payload
    ReceiptDocument::Align align = ReceiptDocument::Align::Left;
    ReceiptDocument::Size size = ReceiptDocument::Size::Normal;
    ReceiptDocument::Weight weight = ReceiptDocument::Weight::Normal;

    bool operator==(const PlainLine&) const = default;
};

/// The paper in characters. Large characters may be twice as wide, so fewer of them fit.
struct PlainPaper {
    int columns = 48; ///< 8 … 500
    int largeColumns = 24;
    CellWidth cells = eastAsianCells;
};

/// Breaks a document into lines that fit. Words stay whole where they fit a line (UAX #14); a broken
/// line keeps the indentation of its first part.
std::vector<PlainLine> layoutPlainLines(const ReceiptDocument& document, const PlainPaper& paper);

/// The whole document for a file or a terminal: "\n" after every line, Qr as its payload.
QString toPlainText(const ReceiptDocument& document, int columns);

}
