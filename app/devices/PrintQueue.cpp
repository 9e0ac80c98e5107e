// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/PrintQueue.h"

#include "app/devices/ReceiptPainter.h"
#include "core/domain/receipt/EscPos.h"

#include <QThread>

namespace tangyuan {

PrintQueue::PrintQueue(const PrinterSettings& settings, const PrinterLimits& limits, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_limits(limits)
    , m_thread(QThread::create([this] { work(); }))
{
    m_thread->setObjectName(QStringLiteral("printer"));
    m_thread->start();
}

PrintQueue::~PrintQueue()
{
    m_stop.request_stop();
    m_thread->wait();
    deliver();
    // Calling `done` may ask for another print; it comes too late.
    while (!m_waiting.empty()) {
        const auto first = m_waiting.extract(m_waiting.begin());
        first.mapped()(fail(ErrorCode::PrinterFailed, QStringLiteral("stopped")));
    }
}

void PrintQueue::print(const ReceiptDocument& document, std::function<void(Result<void>)> done)
{
    enqueue(document, std::move(done));
}

void PrintQueue::openDrawer(std::function<void(Result<void>)> done)
{
    enqueue({}, std::move(done));
}

void PrintQueue::configure(const PrinterSettings& settings)
{
    VERIFY(QThread::currentThread() == thread());
    m_settings = settings;
}

void PrintQueue::enqueue(std::optional<ReceiptDocument> document, std::function<void(Result<void>)> done)
{
    VERIFY(QThread::currentThread() == thread());
    const quint64 ticket = ++m_lastTicket;
    m_waiting.emplace(ticket, std::move(done));
    {
        const std::lock_guard lock(m_mutex);
        if (m_jobs.size() < longestQueue)
            m_jobs.push_back({ ticket, m_settings, std::move(document) });
        else
            m_results.emplace_back(ticket, fail(ErrorCode::PrinterFailed, QStringLiteral("too many jobs")));
    }
    m_somethingToDo.notify_one();
    // Never from within print(): the caller is not ready for it. Nothing happens here when nothing is there.
    QMetaObject::invokeMethod(
        this, [this] { deliver(); }, Qt::QueuedConnection);
}

void PrintQueue::work()
{
    const std::stop_token stop = m_stop.get_token();
    while (true) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            if (!m_somethingToDo.wait(lock, stop, [this] { return !m_jobs.empty(); }) || stop.stop_requested())
                return;
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
        }
        const Result<void> result = run(job);
        {
            const std::lock_guard lock(m_mutex);
            m_results.emplace_back(job.ticket, result);
        }
        QMetaObject::invokeMethod(
            this, [this] { deliver(); }, Qt::QueuedConnection);
    }
}

Result<void> PrintQueue::run(const Job& job) const
{
    const PrinterSettings& settings = job.settings;
    if (settings.transport == PrinterTransport::None)
        return fail(ErrorCode::PrinterNotConfigured);
    if (settings.transport == PrinterTransport::System) {
        if (!job.document)
            return fail(ErrorCode::PrinterFailed, QStringLiteral("a system printer opens no drawer"));
        return paintOnSystemPrinter(*job.document, settings.paper, settings.address);
    }
    const QByteArray bytes = job.document ? encodeForPrinter(*job.document, settings) : escPos::openDrawer();
    return sendToPrinter(settings, bytes, m_limits, m_stop.get_token());
}

void PrintQueue::deliver()
{
    std::deque<std::pair<quint64, Result<void>>> results;
    {
        const std::lock_guard lock(m_mutex);
        results.swap(m_results);
    }
    for (auto& [ticket, result] : results) {
        if (const auto waiting = m_waiting.extract(ticket); !waiting.empty())
            waiting.mapped()(std::move(result));
    }
}

}
