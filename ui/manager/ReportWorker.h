// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/reports/ChainReport.h"
#include "core/domain/reports/SalesReport.h"
#include "core/storage/Database.h"

#include <QObject>

#include <memory>
#include <variant>

namespace tangyuan {

enum class ReportKind { Sales, Products, Members, Chain };

/// What a report page wants to know.
struct ReportRequest {
    ReportKind kind = ReportKind::Sales;
    DateRange range;
    BusinessCalendar calendar;
};

/// What came of it. Shared and never changed, so that it crosses threads without a copy.
struct ReportAnswer {
    ReportRequest request;
    std::variant<SalesReport, ProductReport, MemberFigures, ChainReport, Error> content;
};
using ReportAnswerPointer = std::shared_ptr<const ReportAnswer>;

/// Runs reports in a thread of their own, on a reader's connection of its own, so that neither the screen nor
/// the counter waits for them.
class ReportWorker final : public QObject {
    Q_OBJECT

public:
    explicit ReportWorker(QString databasePath)
        : m_databasePath(std::move(databasePath))
    {
    }
    /// Called in the worker's thread.
    void run(const ReportRequest& request);

Q_SIGNALS:
    void finished(const tangyuan::ReportAnswerPointer& answer);

private:
    Result<ReportAnswerPointer> answer(const ReportRequest& request);

    QString m_databasePath;
    std::unique_ptr<Database> m_database; ///< opened in the thread that uses it
};

}
