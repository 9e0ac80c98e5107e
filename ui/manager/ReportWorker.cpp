// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/manager/ReportWorker.h"

#include "core/base/Verify.h"
#include "core/storage/ReportRows.h"

namespace tangyuan {

void ReportWorker::run(const ReportRequest& request)
{
    auto result = answer(request);
    Q_EMIT finished(result ? *result : std::make_shared<const ReportAnswer>(ReportAnswer { request, result.error() }));
}

Result<ReportAnswerPointer> ReportWorker::answer(const ReportRequest& request)
{
    if (!m_database)
        m_database = TRY(Database::open(m_databasePath, Database::Access::Reader));
    ReportRows store(*m_database);
    ReportAnswer made { request, {} };
    switch (request.kind) {
    case ReportKind::Sales: made.content = TRY(store.sales(request.range)); break;
    case ReportKind::Products: made.content = TRY(store.products(request.range)); break;
    case ReportKind::Members: made.content = TRY(store.members(request.range, request.calendar)); break;
    case ReportKind::Chain: VERIFY(false); // the hub knows it, not this till
    }
    return std::make_shared<const ReportAnswer>(std::move(made));
}

}
