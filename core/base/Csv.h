// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QStringList>

#include <vector>

namespace tangyuan {

/// How a CSV file's bytes stand for text. Excel reads UTF-8 only with the byte order mark; what it
/// writes in China without being asked is GB18030 (its older subset GBK).
enum class CsvEncoding { Utf8Bom, Utf8, Gb18030 };

/// One record of a CSV file.
struct CsvRow {
    int line = 0; ///< where it starts in the file, from 1
    QStringList fields;

    bool operator==(const CsvRow&) const = default;
};

/// Decodes a text file: UTF-8 where it has the byte order mark or is valid as such, else GB18030.
/// Errors: EncodingUnknown with the line of the first byte that fits neither; InputTooLong beyond
/// limits::csvBytes.
Result<QString> decodeText(QByteArrayView file);
QByteArray encodeText(const QString& text, CsvEncoding encoding);

/// Reads CSV (RFC 4180; LF alone and CR alone end a line too; blank lines are left out; a quote inside
/// an unquoted field stands for itself). Errors, each with its line: InputMalformed (NUL, a quote that
/// never closes, text after a closing quote), InputTooLong (a field or a row beyond limits.h), and those of decodeText.
Result<std::vector<CsvRow>> readCsv(QByteArrayView file);

/// Writes CSV: CRLF, quotes where needed. A field that a spreadsheet would run as a formula gets an
/// apostrophe in front (OWASP, "CSV Injection"); `unguardCsvField` takes it off again.
class CsvWriter {
public:
    void addRow(const QStringList& fields);
    QByteArray encoded(CsvEncoding encoding) const { return encodeText(m_text, encoding); }

private:
    QString m_text;
};

/// The field as it is written, and back. Every text survives the way there and back.
QString guardCsvField(const QString& field);
QString unguardCsvField(const QString& field);

}
