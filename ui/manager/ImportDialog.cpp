// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/manager/ImportDialog.h"

#include "ui/manager/CataloguePresenter.h"
#include "ui/manager/ManagerTable.h"
#include "ui/manager/TableModel.h"
#include "ui/widgets/Theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tangyuan {

namespace {

TableState problemTable(const std::vector<RowProblem>& problems)
{
    TableState table;
    table.columns = { { ImportDialog::tr("Line") }, { ImportDialog::tr("Column"), TableState::Kind::Text },
        { ImportDialog::tr("What is wrong"), TableState::Kind::Text } };
    for (const RowProblem& problem : problems)
        table.rows.push_back({ { QString::number(problem.line), problem.line }, { problem.column }, { importProblemText(problem) } });
    return table;
}

}

ImportDialog::ImportDialog(const ProductImport& import, const QString& fileName, QWidget* parent)
    : Dialog(QStringLiteral("importDialog"), tr("Import %1").arg(fileName), parent)
{
    auto* summary = theme::label(
        tr("%1 new, %2 changed, %3 as they were; %4 problems.").arg(import.added).arg(import.changed).arg(import.unchanged).arg(import.problems.size()),
        "heading");
    summary->setObjectName(QStringLiteral("importSummary"));
    body()->addWidget(summary);
    if (!import.problems.empty()) {
        body()->addWidget(theme::label(tr("These rows are not imported. Mend them in the file and import it again:"), "quiet"));
        auto* model = new TableModel(this);
        model->show(problemTable(import.problems));
        auto* table = new ManagerTable(*model);
        table->setObjectName(QStringLiteral("importProblems"));
        table->horizontalHeader()->setStretchLastSection(true);
        table->setMinimumHeight(theme::px(240));
        body()->addWidget(table, 1);
        setMinimumWidth(theme::px(760));
    }
    addReject(tr("Import nothing"));
    auto* acceptButton = addAccept(import.problems.empty() ? tr("Import") : tr("Import the %1 good rows").arg(import.products.size()));
    acceptButton->setEnabled(!import.products.empty());
    connect(acceptButton, &QPushButton::clicked, this, &QDialog::accept);
}

}
