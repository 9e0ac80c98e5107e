// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/SerialScanner.h"
#include "app/devices/WedgeScanner.h"
#include "app/till/DailyWork.h"
#include "app/till/HubLine.h"
#include "app/till/MemberNamesLoader.h"
#include "app/till/QuietMoment.h"
#include "app/till/TillLog.h"
#include "ui/shell/MainWindow.h"

#include <memory>
#include <vector>

namespace tangyuan {

/// An open till with its window and its devices. Tests drive this very thing.
class TillSession final : public QObject {
    Q_OBJECT

public:
    /// `printer` and `log` outlive the session. `toHub` reaches the hub of a chain.
    TillSession(Till& till, ReceiptPrinter& printer, TillLog& log, sync::SyncAgent::Connect toHub = sync::connectToHub);
    ~TillSession() override;

    MainWindow& window() { return *m_window; }
    PrintDesk& desk() { return m_desk; }
    DailyWork& dailyWork() { return m_daily; }
    HubLine& hub() { return m_hub; }

Q_SIGNALS:
    /// Another language is wanted: when all have heard of it, it is the language of now.
    void languageWanted(const QString& language);

private:
    Devices devices();
    void onSettings(const ShopSettings& before);
    void onQuiet();
    void keepLog();
    void logHub();
    void connectSerialScanner();

    Till& m_till;
    ReceiptPrinter& m_printer;
    TillLog& m_log;
    SyncView::Standing m_loggedStanding = SyncView::Standing::Alone;
    MemberNames m_names;
    MemberNamesLoader m_loader;
    PrintDesk m_desk;
    DialogPrompts m_prompts;
    WedgeScanner m_wedge;
    QuietMoment m_quiet;
    DailyWork m_daily;
    HubLine m_hub;
    std::unique_ptr<SerialScanner> m_serial;
    std::unique_ptr<MainWindow> m_window;
    std::vector<Listening> m_listening;
};

}
