// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/till/TillApplication.h"

#include "app/devices/KeychainKeyStore.h"
#include "app/devices/KeyFile.h"
#include "app/devices/PrintQueue.h"
#include "ui/shell/WelcomeDialog.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/QuestionDialog.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QDateTime>
#include <QDir>
#include <QSaveFile>
#include <QScreen>

#include <cstdio>

namespace tangyuan {

TillApplication::TillApplication(TillOptions options, qint64 startedMs)
    : m_options(std::move(options))
    , m_startedMs(startedMs)
{
    m_languages.use(m_options.language);
    const QScreen* screen = QGuiApplication::primaryScreen();
    const double scale = m_options.scale > 0 ? m_options.scale : theme::scaleFor(screen ? screen->size() : QSize());
    theme::apply(*qApp, scale);
    QGuiApplication::setWindowIcon(theme::icon(QStringLiteral("bowl"), theme::accent));
    if (m_options.keyFile.isEmpty())
        m_keys = std::make_unique<KeychainKeyStore>();
    else
        m_keys = std::make_unique<KeyFile>(m_options.keyFile);
}

TillApplication::~TillApplication()
{
    m_session.reset(); // before the till and the printer that it uses
    if (m_till && m_log)
        m_log->write(TillLog::Level::Notice, "ended");
}

void TillApplication::openLog()
{
    if (!m_log)
        m_log = std::make_unique<TillLog>(m_clock, m_options.logFile.isEmpty() ? TillLog::pathIn(m_options.folder) : m_options.logFile, m_options.logLevel);
}

ExitCode TillApplication::start()
{
    if (isNewTill()) {
        const Result<bool> created = createNew();
        if (!created)
            tellTrouble(created.error());
        if (!created || !*created)
            return ExitCode::NotStarted;
    } else if (const auto opened = open(); !opened) {
        tellTrouble(opened.error());
        return ExitCode::NotStarted;
    }
    if (m_options.language.isEmpty() && !m_till->settings().language.isEmpty())
        m_languages.use(m_till->settings().language);
    m_printer = std::make_unique<PrintQueue>(m_till->settings().printer);
    openLog();
    m_log->write(TillLog::Level::Notice, "started",
        { { QStringLiteral("version"), QStringLiteral(TANGYUAN_VERSION) }, { QStringLiteral("till"), m_till->tillId().toString() } });
    m_session = std::make_unique<TillSession>(*m_till, *m_printer, *m_log);
    connect(m_session.get(), &TillSession::languageWanted, this, [this](const QString& language) { m_languages.use(language); });
    connect(&m_session->window(), &MainWindow::firstFrameShown, this, &TillApplication::onFirstFrame);
    MainWindow& window = m_session->window();
    window.resize(theme::px(1366), theme::px(768));
    m_options.screen == TillOptions::Screen::Full ? window.showFullScreen() : window.showMaximized();
    return ExitCode::Done;
}

bool TillApplication::isNewTill() const
{
    const QDir folder(m_options.folder);
    return !folder.exists() || folder.isEmpty();
}

Result<void> TillApplication::open()
{
    m_till = TRY(Till::open(m_options.folder, { *m_keys, m_clock, m_random }));
    return {};
}

Result<bool> TillApplication::createNew()
{
    WelcomeDialog welcome(QDir::toNativeSeparators(QDir(m_options.folder).absolutePath()));
    if (welcome.exec() != QDialog::Accepted)
        return false;
    m_till = TRY(Till::create(m_options.folder, welcome.settings(), { *m_keys, m_clock, m_random }));
    return true;
}

void TillApplication::tellTrouble(const Error& error)
{
    // A folder that holds no till stays as it is.
    if (!m_options.logFile.isEmpty() || QFile::exists(QDir(m_options.folder).filePath(QLatin1String(Till::databaseName)))) {
        openLog();
        m_log->trouble("notStarted", error);
    }
    const QString folder = QDir::toNativeSeparators(QDir(m_options.folder).absolutePath());
    const QString sentence = errorText(error);
    std::fprintf(stderr, "tangyuan: %s (%s)\n", qPrintable(sentence), qPrintable(errorCodeName(error.code)));
    QString details = tr("Folder: %1").arg(folder) + u'\n' + tr("For whoever mends it: %1").arg(errorCodeName(error.code));
    if (!error.context.isEmpty())
        details += QStringLiteral(" · ") + error.context.left(300);
    QuestionDialog({ .name = QStringLiteral("startTrouble"),
                       .title = tr("The till cannot start"),
                       .text = sentence + QStringLiteral("\n\n") + details,
                       .accept = tr("Close"),
                       .reject = {} },
        nullptr)
        .exec();
}

void TillApplication::onFirstFrame()
{
    if (m_options.readyFile.isEmpty())
        return;
    QSaveFile file(m_options.readyFile);
    const qint64 elapsedMs = QDateTime::currentMSecsSinceEpoch() - m_startedMs;
    if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray::number(elapsedMs) + '\n') < 0 || !file.commit())
        std::fprintf(stderr, "tangyuan: cannot write %s\n", qPrintable(m_options.readyFile));
}

}
