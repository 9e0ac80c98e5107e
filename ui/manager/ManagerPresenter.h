// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/reports/ReportCsv.h"
#include "core/till/Till.h"
#include "ui/manager/ChainFigures.h"
#include "ui/manager/ManagerView.h"
#include "ui/manager/ReportWorker.h"

#include <QHash>
#include <QThread>

#include <map>

namespace tangyuan {

/// What the report pages show and do. Knows no widgets. One question at a time is under way; a newer one waits
/// and takes the place of any that waited before it.
class ManagerPresenter final : public QObject {
    Q_OBJECT

public:
    enum class Grouping { ByDay, ByHour };
    enum class MemberFile { Top, NewByDay };

    explicit ManagerPresenter(Till& till, ChainFigures chain = {}, QObject* parent = nullptr);
    ~ManagerPresenter() override;

    /// Asks for the shown report again.
    void refresh();
    void setKind(ReportKind kind);
    void setRange(DateRange range);
    void setGrouping(Grouping grouping);
    /// Empty: all categories.
    void setCategory(const std::optional<Id>& category);

    ReportKind kind() const { return m_kind; }
    DateRange range() const { return m_range; }
    Grouping grouping() const { return m_grouping; }
    const std::optional<Id>& category() const { return m_category; }
    BusinessDate today() const;
    /// Whether the shown report is being made; what is shown meanwhile is the one before.
    bool isBusy() const { return m_kind == ReportKind::Chain ? m_asked.has_value() : m_isBusy; }
    bool isInChain() const { return m_chain.isInChain(); }
    /// A sentence when the last report failed; else empty.
    const QString& problem() const { return m_problem; }
    /// The shown report; nothing before the first answer.
    const std::optional<ReportView>& view() const { return m_view; }

    /// The shown report as a file; nothing before the first answer.
    std::optional<QByteArray> csv(ReportCsvFormat format, MemberFile file = MemberFile::Top) const;
    /// "sales-2026-11-20.csv"
    QString csvName() const;

Q_SIGNALS:
    void changed();

private:
    void take(const ReportAnswerPointer& answer);
    void send(const ReportRequest& request);
    void askChain(const ReportRequest& request);
    void takeChain(const ReportRequest& request, Result<ChainReport> report);
    void refuseChain(const QString& problem);
    void makeView();
    QHash<qint64, QString> namesOf(const MemberFigures& figures) const;

    Till& m_till;
    ChainFigures m_chain;
    QThread m_thread;
    ReportWorker* m_worker;
    ReportKind m_kind = ReportKind::Sales;
    DateRange m_range;
    Grouping m_grouping = Grouping::ByDay;
    std::optional<Id> m_category;
    std::map<ReportKind, ReportAnswerPointer> m_answers;
    std::optional<ReportRequest> m_waiting;
    bool m_isBusy = false;
    std::optional<DateRange> m_asked; ///< of the hub
    QString m_problem;
    std::optional<ReportView> m_view;
};

}
