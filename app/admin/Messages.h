// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/admin/Command.h"
#include "core/base/CsvTable.h"

namespace tangyuan {

/// [{"line": …, "column": …, "code": …, "context": …}]
QJsonArray problemsJson(const std::vector<RowProblem>& problems);
/// Says the first problems of a file and how many more there are.
void sayProblems(const QString& file, const std::vector<RowProblem>& problems);

/// Tells on stderr how far a long work is: a line for every tenth of it.
class Progress {
public:
    explicit Progress(QString what)
        : m_what(std::move(what))
    {
    }
    void operator()(qint64 done, qint64 total);

private:
    QString m_what;
    qint64 m_toldTenths = 0;
};

}
