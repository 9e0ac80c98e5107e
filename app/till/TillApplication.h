// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/Languages.h"
#include "app/till/TillSession.h"

#include <QElapsedTimer>
#include <QStringList>

#include <optional>

namespace tangyuan {

/// What stood on the command line.
struct TillOptions {
    QString folder;
    QString keyFile;   ///< empty: the keychain
    QString language;  ///< empty: as the settings say
    QString readyFile; ///< gets the milliseconds from start to the first frame; for measurements
    enum class Screen { Window, Full } screen = Screen::Window;
    double scale = 0; ///< of all sizes; 0: as fits the screen
    TillLog::Level logLevel = TillLog::Level::Notice;
    QString logFile; ///< empty: in the till's folder
};

enum class ExitCode { Done = 0, Usage = 2, NotStarted = 3 };

/// Reads the command line; prints help, version or what is wrong, and then there is nothing to run.
struct TillCommandLine {
    std::optional<TillOptions> options;
    ExitCode exitCode = ExitCode::Done;
};
TillCommandLine parseCommandLine(const QStringList& arguments);

/// The program around the window: opens the till, or says clearly why it cannot.
class TillApplication final : public QObject {
    Q_OBJECT

public:
    TillApplication(TillOptions options, qint64 startedMs);
    ~TillApplication() override;

    /// Shows the counter, or a window with what is wrong. `NotStarted`: there is nothing to run.
    ExitCode start();

private:
    Result<void> open();
    Result<bool> createNew();
    bool isNewTill() const;
    void openLog();
    void tellTrouble(const Error& error);
    void onFirstFrame();

    TillOptions m_options;
    qint64 m_startedMs;
    Languages m_languages;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<KeyStore> m_keys;
    std::unique_ptr<Till> m_till;
    std::unique_ptr<TillLog> m_log;
    std::unique_ptr<ReceiptPrinter> m_printer;
    std::unique_ptr<TillSession> m_session;
};

}
