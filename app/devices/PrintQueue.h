// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/PrinterTransport.h"
#include "core/domain/receipt/ReceiptPrinter.h"

#include <QObject>

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

class QThread;

namespace tangyuan {

/// Prints one job after the other in a thread of its own, so that a printer that sulks never holds up the
/// counter. Lives in the caller's thread, which must run an event loop; `done` is called there. System
/// printers print in the worker as well: Qt allows it, and a print server that is away blocks for seconds.
class PrintQueue final : public QObject, public ReceiptPrinter {
    Q_OBJECT

public:
    /// More jobs than this wait for no printer: `done` gets PrinterFailed "too many jobs".
    static constexpr size_t longestQueue = 50;

    explicit PrintQueue(const PrinterSettings& settings, const PrinterLimits& limits = {}, QObject* parent = nullptr);
    /// Stops within a moment; jobs that did not print get PrinterFailed "stopped", before this returns.
    ~PrintQueue() override;

    void print(const ReceiptDocument& document, std::function<void(Result<void>)> done) override;
    void openDrawer(std::function<void(Result<void>)> done) override;
    /// For the jobs that come from now on.
    void configure(const PrinterSettings& settings) override;

private:
    /// What the worker needs to know; a null document opens the drawer.
    struct Job {
        quint64 ticket = 0;
        PrinterSettings settings;
        std::optional<ReceiptDocument> document;
    };

    void enqueue(std::optional<ReceiptDocument> document, std::function<void(Result<void>)> done);
    void work();
    Result<void> run(const Job& job) const;
    void deliver();

    PrinterSettings m_settings;
    PrinterLimits m_limits;
    quint64 m_lastTicket = 0;
    std::map<quint64, std::function<void(Result<void>)>> m_waiting; ///< in the caller's thread only

    // The one place where two threads meet: jobs go over, results come back. The worker has no event loop to
    // post jobs to, since resolving a printer's name runs one within a job, and would start the next in it.
    std::mutex m_mutex;
    std::condition_variable_any m_somethingToDo;
    std::deque<Job> m_jobs;                                 ///< guarded by m_mutex
    std::deque<std::pair<quint64, Result<void>>> m_results; ///< guarded by m_mutex
    std::stop_source m_stop;
    std::unique_ptr<QThread> m_thread;
};

}
