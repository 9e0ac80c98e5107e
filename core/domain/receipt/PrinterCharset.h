// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace tangyuan {

/// What a Chinese receipt printer can print: ASCII and the two-byte part of GB18030 (that is GBK). The
/// four-byte part reaches all of Unicode, but the printers have no glyphs there.
namespace printerCharset {

/// Replaces what the printer has not by what it has: "¥" by the full-width sign, "ñ" by "n"; anything
/// else by one "?" for what a reader sees as one character.
QString toPrintable(const QString& text);
/// 1 for ASCII, 2 for two-byte characters: a printer's columns go by bytes. Wants printable text.
int cells(char32_t character);
/// Wants printable text; anything else comes out as "?".
QByteArray encode(const QString& printable);

}

}
