// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/CsvTable.h"

namespace tangyuan {

namespace {

/// Headers meet whatever their case, width (Chinese input writes full-width letters), spaces and hyphens.
QString comparable(const QString& header)
{
    QString plain = header.normalized(QString::NormalizationForm_KC).trimmed().toCaseFolded();
    plain.replace(u' ', u'_');
    plain.replace(u'-', u'_');
    return plain;
}

QString names(const CsvColumn& column)
{
    return column.english + u'/' + column.chinese;
}

bool answersTo(const CsvColumn& column, const QString& header)
{
    if (header == comparable(column.english) || header == comparable(column.chinese))
        return true;
    return std::any_of(column.aliases.begin(), column.aliases.end(), [&](const QString& alias) { return header == comparable(alias); });
}

bool isEmptyFrom(const QStringList& fields, qsizetype first)
{
    return std::all_of(fields.begin() + first, fields.end(), [](const QString& field) { return field.trimmed().isEmpty(); });
}

}

Result<CsvTable> CsvTable::read(QByteArrayView file, std::span<const CsvColumn> columns)
{
    const std::vector<CsvRow> rows = TRY(readCsv(file));
    if (rows.empty())
        return fail(ErrorCode::InputMalformed, QStringLiteral("the file is empty"));
    CsvTable table;
    const QStringList& header = rows.front().fields;
    for (const CsvColumn& column : columns) {
        qsizetype position = -1;
        for (qsizetype i = 0; i < header.size(); ++i) {
            if (!answersTo(column, comparable(header[i])))
                continue;
            if (position >= 0)
                return fail(ErrorCode::InputMalformed, QStringLiteral("line %1: column %2 stands twice").arg(rows.front().line).arg(names(column)));
            position = i;
        }
        if (position < 0 && column.need == CsvColumn::Need::Required)
            return fail(ErrorCode::InputMalformed, QStringLiteral("line %1: no column %2").arg(rows.front().line).arg(names(column)));
        table.m_positions.push_back(position);
        table.m_headers.append(position < 0 ? column.english : header[position].trimmed());
        if (position >= 0 && std::any_of(header[position].begin(), header[position].end(), [](QChar c) { return c.script() == QChar::Script_Han; }))
            table.m_language = CsvLanguage::Chinese;
    }
    for (size_t i = 1; i < rows.size(); ++i) {
        const CsvRow& row = rows[i];
        if (isEmptyFrom(row.fields, 0))
            continue; // spreadsheets leave rows of commas behind
        if (row.fields.size() < header.size() || !isEmptyFrom(row.fields, header.size())) {
            table.m_problems.push_back(
                { row.line, {}, { ErrorCode::InputMalformed, QStringLiteral("%1 fields instead of %2").arg(row.fields.size()).arg(header.size()) } });
            continue;
        }
        Row& read = table.m_rows.emplace_back(Row { row.line, {} });
        for (const qsizetype position : table.m_positions) {
            // An empty cell is an empty string, never a null one: null means that there is no such column.
            const QString cell = position < 0 ? QString() : unguardCsvField(row.fields[position].trimmed());
            read.cells.append(position >= 0 && cell.isNull() ? QStringLiteral("") : cell);
        }
    }
    return table;
}

QStringList csvHeader(std::span<const CsvColumn> columns, CsvLanguage language)
{
    QStringList header;
    for (const CsvColumn& column : columns)
        header.append(language == CsvLanguage::Chinese ? column.chinese : column.english);
    return header;
}

const CsvWords<CsvFlag>& csvFlagWords()
{
    static const CsvWords<CsvFlag> words { {
        { CsvFlag::No,
            { QStringLiteral("no"), QStringLiteral("否"), QStringLiteral("n"), QStringLiteral("0"), QStringLiteral("false"), QStringLiteral("下架"),
                QStringLiteral("停售") } },
        { CsvFlag::Yes,
            { QStringLiteral("yes"), QStringLiteral("是"), QStringLiteral("y"), QStringLiteral("1"), QStringLiteral("true"), QStringLiteral("上架"),
                QStringLiteral("在售") } },
    } };
    return words;
}

bool isSpreadsheetScientific(const QString& cell)
{
    const qsizetype exponent = cell.indexOf(u'E', 0, Qt::CaseInsensitive);
    if (exponent <= 0 || cell.size() - exponent < 3 || (cell[exponent + 1] != u'+' && cell[exponent + 1] != u'-'))
        return false;
    const auto isDigitOrPoint = [](QChar c) { return (c >= u'0' && c <= u'9') || c == u'.'; };
    return std::all_of(cell.begin(), cell.begin() + exponent, isDigitOrPoint) && std::all_of(cell.begin() + exponent + 2, cell.end(), isDigitOrPoint);
}

}
