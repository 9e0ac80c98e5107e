// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/Messages.h"

#include <QJsonArray>

#include <algorithm>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

QJsonArray problemsJson(const std::vector<RowProblem>& problems)
{
    QJsonArray array;
    for (const RowProblem& problem : problems) {
        QJsonObject json = errorJson(problem.error);
        json["line"_L1] = problem.line;
        json["column"_L1] = problem.column;
        array.append(json);
    }
    return array;
}

void sayProblems(const QString& file, const std::vector<RowProblem>& problems)
{
    constexpr size_t mostTold = 20;
    for (size_t i = 0; i < std::min(problems.size(), mostTold); ++i) {
        const RowProblem& problem = problems[i];
        const QString column = problem.column.isEmpty() ? QString() : u", column "_s + printable(problem.column);
        say(u"%1, line %2%3: %4"_s.arg(file, QString::number(problem.line), column, errorSentence(problem.error)));
    }
    if (problems.size() > mostTold)
        say(u"… and %1 more; the document on stdout has them all."_s.arg(problems.size() - mostTold));
}

void Progress::operator()(qint64 done, qint64 total)
{
    constexpr qint64 tenths = 10;
    const qint64 reached = total > 0 ? done * tenths / total : tenths;
    if (reached <= m_toldTenths)
        return;
    m_toldTenths = reached;
    say(u"%1: %2 of %3"_s.arg(m_what).arg(done).arg(total));
}

}
