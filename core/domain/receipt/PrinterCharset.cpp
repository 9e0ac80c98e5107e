// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/receipt/PrinterCharset.h"

#include "core/base/Verify.h"
#include "core/domain/receipt/PlainText.h"

#include <QTextBoundaryFinder>

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>

namespace tangyuan::printerCharset {

namespace {

/// For each code unit its two bytes (lead × 256 + trail); 0 where there are none.
using DoubleBytes = std::array<quint16, 65'536>;

void addLead(DoubleBytes& table, UConverter* converter, quint8 lead)
{
    for (int trail = 0x40; trail <= 0xfe; ++trail) {
        if (trail == 0x7f)
            continue;
        const std::array<char, 2> bytes { char(lead), char(trail) };
        std::array<UChar, 4> units {};
        UErrorCode status = U_ZERO_ERROR;
        const int32_t length = ucnv_toUChars(converter, units.data(), int32_t(units.size()), bytes.data(), int32_t(bytes.size()), &status);
        const bool isPrivate = units[0] >= 0xe000 && units[0] <= 0xf8ff;
        if (U_SUCCESS(status) && length == 1 && units[0] != 0xfffd && !isPrivate && table[units[0]] == 0)
            table[units[0]] = quint16(lead << 8 | trail);
    }
}

/// Made once by decoding all two-byte codes; asking ICU for every character would cost more than the
/// rest of the receipt. ICU and not QStringEncoder: Qt knows GB18030 only where it was built with ICU.
const DoubleBytes& doubleBytes()
{
    static const std::unique_ptr<const DoubleBytes> table = [] {
        auto made = std::make_unique<DoubleBytes>();
        UErrorCode status = U_ZERO_ERROR;
        const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open("gb18030", &status), &ucnv_close);
        VERIFY(U_SUCCESS(status)); // part of ICU's own data
        for (int lead = 0x81; lead <= 0xfe; ++lead)
            addLead(*made, converter.get(), quint8(lead));
        return made;
    }();
    return *table;
}

bool isPrintable(QChar c)
{
    return (c.unicode() >= 0x20 && c.unicode() < 0x7f) || doubleBytes()[c.unicode()] != 0;
}

bool isPrintable(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return isPrintable(c); });
}

QString replacement(QStringView grapheme)
{
    if (grapheme == QStringView(u"\u00a5"))
        return QStringLiteral("\uffe5");
    // Hyphens, dashes and minus signs of every length.
    if (grapheme.size() == 1 && (grapheme[0].category() == QChar::Punctuation_Dash || grapheme[0] == QChar(0x2212)))
        return QStringLiteral("-");
    QString plain;
    for (const QChar c : grapheme.toString().normalized(QString::NormalizationForm_KD)) {
        if (!c.isMark())
            plain += c == QChar(0x2044) ? QChar(u'/') : c;
    }
    return !plain.isEmpty() && isPrintable(plain) ? plain : QStringLiteral("?");
}

}

QString toPrintable(const QString& text)
{
    const QString composed = cleanText(text).normalized(QString::NormalizationForm_C);
    if (isPrintable(composed))
        return composed;
    QString printable;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, composed);
    qsizetype start = 0;
    for (qsizetype end = finder.toNextBoundary(); end > start; end = finder.toNextBoundary()) {
        const QStringView grapheme = QStringView(composed).sliced(start, end - start);
        printable += isPrintable(grapheme) ? grapheme.toString() : replacement(grapheme);
        start = end;
    }
    return printable;
}

int cells(char32_t character)
{
    return character < 0x80 ? 1 : 2;
}

QByteArray encode(const QString& printable)
{
    QByteArray bytes;
    bytes.reserve(printable.size() * 2);
    const DoubleBytes& table = doubleBytes();
    for (const QChar c : printable) {
        const quint16 code = table[c.unicode()];
        if (c.unicode() >= 0x20 && c.unicode() < 0x7f)
            bytes += char(c.unicode());
        else if (code != 0)
            (bytes += char(code >> 8)) += char(code & 0xff);
        else
            bytes += '?';
    }
    return bytes;
}

}
