// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Csv.h"
#include "core/base/Enumerators.h"
#include "core/base/Verify.h"

#include <optional>
#include <span>

namespace tangyuan {

/// What is wrong with one cell of an imported file, for the person who will mend the file.
struct RowProblem {
    int line = 0;   ///< in the file, from 1
    QString column; ///< as the file's own header says it; empty: the whole row
    Error error;
};

/// The language of a file's headers and words.
enum class CsvLanguage { English, Chinese };

/// A column that a file may have: what its header may be, in either language and in any letter case.
struct CsvColumn {
    enum class Need { Required, Optional };

    QString english;
    QString chinese;
    QStringList aliases {};
    Need need = Need::Optional;
};

/// A CSV file with a header row, its columns in any order, found by their names. Columns that nobody asked
/// for are passed over.
class CsvTable {
public:
    struct Row {
        int line = 0;
        QStringList cells; ///< by position in the wanted columns, trimmed, unguarded; null: the file has no such column
    };

    /// Errors: those of readCsv; InputMalformed (no header, a required column missing, a column twice)
    /// with the column's names.
    static Result<CsvTable> read(QByteArrayView file, std::span<const CsvColumn> columns);

    /// Rows that have as many fields as the header; the others are among `problems`.
    const std::vector<Row>& rows() const { return m_rows; }
    const std::vector<RowProblem>& problems() const { return m_problems; }
    bool has(size_t column) const { return m_positions[column] >= 0; }
    /// The header as the file has it.
    QString header(size_t column) const { return m_headers[column]; }
    CsvLanguage language() const { return m_language; }

private:
    std::vector<Row> m_rows;
    std::vector<RowProblem> m_problems;
    std::vector<qsizetype> m_positions; ///< of each wanted column in the file; -1: absent
    QStringList m_headers;
    CsvLanguage m_language = CsvLanguage::English;
};

/// The header row that `CsvTable::read` finds these columns by.
QStringList csvHeader(std::span<const CsvColumn> columns, CsvLanguage language);

/// Each meaning and the words for it in a file; the first two are what is written, in English and Chinese.
template <class T>
using CsvWords = std::array<std::pair<T, QStringList>, enumerators<T>.size()>;

template <class T>
std::optional<T> readCsvWord(const CsvWords<T>& words, const QString& cell)
{
    for (const auto& [meaning, spellings] : words) {
        if (spellings.contains(cell, Qt::CaseInsensitive))
            return meaning;
    }
    return std::nullopt;
}

template <class T>
QString csvWord(const CsvWords<T>& words, T meaning, CsvLanguage language)
{
    for (const auto& [known, spellings] : words) {
        if (known == meaning)
            return spellings.at(language == CsvLanguage::Chinese ? 1 : 0);
    }
    VERIFY(false);
}

/// "yes" / "是", in files.
enum class CsvFlag { No, Yes };
const CsvWords<CsvFlag>& csvFlagWords();

/// Whether a spreadsheet has turned a long number (a barcode, a phone) into "6.90123E+12": digits are lost.
bool isSpreadsheetScientific(const QString& cell);

}
