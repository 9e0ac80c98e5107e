// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/manager/ManagerPresenter.h"

#include "ui/manager/ReportViews.h"
#include "ui/widgets/ErrorText.h"

#include <QPointer>

#include <utility>

namespace tangyuan {

ManagerPresenter::ManagerPresenter(Till& till, ChainFigures chain, QObject* parent)
    : QObject(parent)
    , m_till(till)
    , m_chain(std::move(chain))
    , m_worker(new ReportWorker(till.database().filePath()))
    , m_range(DateRange::last(30, today()))
{
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &ReportWorker::finished, this, &ManagerPresenter::take, Qt::QueuedConnection);
    m_thread.setObjectName(QStringLiteral("reports"));
    m_thread.start(QThread::LowPriority);
}

ManagerPresenter::~ManagerPresenter()
{
    m_thread.quit();
    m_thread.wait();
}

BusinessDate ManagerPresenter::today() const
{
    return m_till.settings().calendar.businessDate(m_till.clock().now());
}

void ManagerPresenter::refresh()
{
    const ReportRequest request { m_kind, m_range, m_till.settings().calendar };
    if (m_kind == ReportKind::Chain)
        askChain(request);
    else if (m_isBusy)
        m_waiting = request;
    else
        send(request);
    Q_EMIT changed();
}

void ManagerPresenter::send(const ReportRequest& request)
{
    m_isBusy = true;
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, request] { worker->run(request); }, Qt::QueuedConnection);
}

void ManagerPresenter::take(const ReportAnswerPointer& answer)
{
    m_isBusy = false;
    if (m_waiting) {
        const ReportRequest next = *std::exchange(m_waiting, std::nullopt);
        send(next);
        return;
    }
    const auto* error = std::get_if<Error>(&answer->content);
    if (answer->request.kind == m_kind)
        m_problem = error ? errorText(*error) : QString();
    if (!error) {
        m_answers[answer->request.kind] = answer;
        makeView();
    }
    Q_EMIT changed();
}

void ManagerPresenter::askChain(const ReportRequest& request)
{
    if (request.range.days() > ChainReport::limitDays)
        return refuseChain(tr("Of all stores, at most %1 days are shown at once. Choose other days above.").arg(ChainReport::limitDays));
    m_problem.clear();
    m_asked = request.range;
    m_chain.ask(request.range, [self = QPointer<ManagerPresenter>(this), request](Result<ChainReport> report) {
        if (self)
            self->takeChain(request, std::move(report));
    });
}

void ManagerPresenter::takeChain(const ReportRequest& request, Result<ChainReport> report)
{
    if (m_asked != request.range)
        return; // other days were chosen meanwhile
    m_asked.reset();
    if (!report) {
        const Error& error = report.error();
        refuseChain((error.code == ErrorCode::HubUnreachable ? tr("The hub cannot be reached now.") : errorText(error)) + u'\n'
            + tr("This till's own reports are there as always."));
    } else {
        m_answers[ReportKind::Chain] = std::make_shared<const ReportAnswer>(ReportAnswer { request, std::move(*report) });
        makeView();
    }
    Q_EMIT changed();
}

/// What the hub said before is of other days, or no longer so.
void ManagerPresenter::refuseChain(const QString& problem)
{
    m_asked.reset();
    m_answers.erase(ReportKind::Chain);
    if (m_kind == ReportKind::Chain)
        m_problem = problem;
    makeView();
}

void ManagerPresenter::setKind(ReportKind kind)
{
    m_kind = kind;
    m_problem.clear();
    makeView();
    refresh();
}

void ManagerPresenter::setRange(DateRange range)
{
    m_range = range;
    refresh();
}

void ManagerPresenter::setGrouping(Grouping grouping)
{
    m_grouping = grouping;
    makeView();
    Q_EMIT changed();
}

void ManagerPresenter::setCategory(const std::optional<Id>& category)
{
    m_category = category;
    makeView();
    Q_EMIT changed();
}

void ManagerPresenter::makeView()
{
    m_view.reset();
    const auto found = m_answers.find(m_kind);
    if (found == m_answers.end())
        return;
    const auto& content = found->second->content;
    if (const auto* sales = std::get_if<SalesReport>(&content))
        m_view = m_grouping == Grouping::ByDay ? salesByDayView(*sales) : salesByHourView(*sales);
    else if (const auto* products = std::get_if<ProductReport>(&content))
        m_view = productsView(*products, m_category);
    else if (const auto* members = std::get_if<MemberFigures>(&content))
        m_view = membersView(*members, namesOf(*members));
    else if (const auto* chain = std::get_if<ChainReport>(&content))
        m_view = chainView(*chain);
}

QHash<qint64, QString> ManagerPresenter::namesOf(const MemberFigures& figures) const
{
    std::vector<MemberKey> keys;
    for (const TopMember& member : figures.top)
        keys.push_back(member.key);
    QHash<qint64, QString> names;
    // Without names the figures still stand; the members' page tells what is wrong with them.
    for (const MemberSummary& summary : m_till.members().summaries(keys).value_or(std::vector<MemberSummary> {}))
        names.insert(summary.key.row, summary.name);
    return names;
}

std::optional<QByteArray> ManagerPresenter::csv(ReportCsvFormat format, MemberFile file) const
{
    const auto found = m_answers.find(m_kind);
    if (found == m_answers.end())
        return std::nullopt;
    const auto& content = found->second->content;
    if (const auto* sales = std::get_if<SalesReport>(&content))
        return m_grouping == Grouping::ByDay ? dailyCsv(*sales, format) : hourlyCsv(*sales, format);
    if (const auto* products = std::get_if<ProductReport>(&content))
        return productsCsv(*products, format);
    if (const auto* members = std::get_if<MemberFigures>(&content))
        return file == MemberFile::Top ? topMembersCsv(*members, format) : newMembersCsv(*members, format);
    if (const auto* chain = std::get_if<ChainReport>(&content))
        return chainCsv(*chain, format);
    return std::nullopt;
}

QString ManagerPresenter::csvName() const
{
    const auto found = m_answers.find(m_kind);
    const QString range = (found == m_answers.end() ? m_range : found->second->request.range).toString();
    switch (m_kind) {
    case ReportKind::Sales: return (m_grouping == Grouping::ByDay ? QStringLiteral("sales-%1.csv") : QStringLiteral("hours-%1.csv")).arg(range);
    case ReportKind::Products: return QStringLiteral("products-%1.csv").arg(range);
    case ReportKind::Members: return QStringLiteral("members-%1.csv").arg(range);
    case ReportKind::Chain: return QStringLiteral("stores-%1.csv").arg(range);
    }
    return {};
}

}
