// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/till/TillSession.h"

#include "app/devices/ImageScanner.h"
#include "app/devices/ReceiptPainter.h"
#include "app/till/CameraDialog.h"

#include <QDir>
#include <QSaveFile>

namespace tangyuan {
namespace {

constexpr int pictureScale = 2; // sharp on a phone's screen

Result<void> saveDocument(const ReceiptDocument& document, PaperWidth paper, const QString& path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorCode::FileUnwritable, path);
    if (path.endsWith(QStringLiteral(".png"), Qt::CaseInsensitive)) {
        if (!paintImage(document, paper, pictureScale).save(&file, "PNG"))
            return fail(ErrorCode::FileUnwritable, path);
    } else {
        TRY(paintPdf(document, paper, file));
    }
    if (!file.commit())
        return fail(ErrorCode::FileUnwritable, path);
    return {};
}

}

TillSession::TillSession(Till& till, ReceiptPrinter& printer, TillLog& log, sync::SyncAgent::Connect toHub)
    : m_till(till)
    , m_printer(printer)
    , m_log(log)
    , m_loader(m_names, QDir(till.folder()).filePath(QString::fromLatin1(Till::databaseName)), till.vault())
    , m_desk(printer)
    , m_prompts({ till.clock(), [&till] { return till.settings().calendar; } })
    , m_daily(till, m_quiet)
    , m_hub(till, std::move(toHub))
{
    m_listening.push_back(m_till.members().onChanged.add([this](const Member& member) { m_loader.note(member); }));
    m_printer.configure(m_till.settings().printer);
    m_window = std::make_unique<MainWindow>(MainWindow::Parts { m_till, m_names, m_desk, m_prompts, devices(), &m_hub });
    m_listening.push_back(m_till.onTakenOver.add([this](const ReplicaChanges& changes) { m_window->noteTakenOver(changes); }));
    connect(&m_wedge, &WedgeScanner::scanned, m_window.get(), &MainWindow::scan);
    connect(m_window.get(), &MainWindow::settingsSaved, this, &TillSession::onSettings);
    // A million seals are opened after the counter is there, not before.
    connect(m_window.get(), &MainWindow::firstFrameShown, &m_loader, &MemberNamesLoader::start);
    // Queued: the first frame comes first. Should the disk have no room, sales only wait a little longer.
    connect(
        m_window.get(), &MainWindow::firstFrameShown, this,
        [this] {
            if (const auto lengthened = m_till.database().lengthenLog(); !lengthened)
                m_log.trouble("lengthenLog", lengthened.error());
        },
        Qt::QueuedConnection);
    // The counter never waits for the hub, nor for the first word to it.
    connect(m_window.get(), &MainWindow::firstFrameShown, &m_hub, &HubLine::start, Qt::QueuedConnection);
    connect(&m_quiet, &QuietMoment::came, this, &TillSession::onQuiet);
    keepLog();
    connectSerialScanner();
}

TillSession::~TillSession() = default;

void TillSession::onQuiet()
{
    // Should it fail, what is in the write-ahead log is as safe as before, and the next sale says what is wrong with the disk.
    if (const auto moved = m_till.database().checkpoint(); !moved)
        m_log.trouble("checkpoint", moved.error());
    m_daily.start();
}

/// What nobody at the counter is told.
void TillSession::keepLog()
{
    connect(&m_daily, &DailyWork::finished, this, [this] { m_log.write(TillLog::Level::Notice, "dailyWorkDone"); });
    connect(&m_daily, &DailyWork::failed, this, [this](const Error& error) { m_log.trouble("dailyWork", error); });
    connect(&m_loader, &MemberNamesLoader::failed, this, [this](const Error& error) { m_log.trouble("memberNames", error); });
    connect(&m_loader, &MemberNamesLoader::finished, this, [this](qint64 unreadable) {
        const auto level = unreadable > 0 ? TillLog::Level::Trouble : TillLog::Level::Detail;
        m_log.write(level, "memberNamesRead", { { QStringLiteral("unreadable"), unreadable } });
    });
    connect(&m_hub, &HubLine::changed, this, &TillSession::logHub);
}

/// Each change of how the till stands with its hub, but not each attempt.
void TillSession::logHub()
{
    const SyncView& view = m_hub.view();
    if (view.standing == m_loggedStanding)
        return;
    m_loggedStanding = view.standing;
    const QJsonObject facts { { QStringLiteral("waiting"), view.waiting } };
    if (view.trouble)
        m_log.trouble("hub", *view.trouble, facts);
    else
        m_log.write(TillLog::Level::Notice, "hub", facts);
}

Devices TillSession::devices()
{
    return {
        .saveDocument = saveDocument,
        .readCodeFile = readCodeFile,
        .scanWithCamera = [](QWidget* window) { return CameraDialog(window).scan(); },
    };
}

void TillSession::onSettings(const ShopSettings& before)
{
    const ShopSettings& now = m_till.settings();
    if (now.printer != before.printer)
        m_printer.configure(now.printer);
    if (now.serialScanner != before.serialScanner)
        connectSerialScanner();
    if (now.language != before.language) {
        Q_EMIT languageWanted(now.language);
        m_window->rebuild();
    }
}

void TillSession::connectSerialScanner()
{
    m_serial.reset();
    if (m_till.settings().serialScanner.isEmpty())
        return;
    const auto address = SerialAddress::parse(m_till.settings().serialScanner);
    if (!address)
        return m_window->sale().tell({ ErrorCode::ScannerUnavailable });
    m_serial = std::make_unique<SerialScanner>(*address);
    connect(m_serial.get(), &SerialScanner::scanned, m_window.get(), &MainWindow::scan);
    connect(m_serial.get(), &SerialScanner::unavailable, &m_window->sale(), &SalePresenter::tell);
    m_serial->start();
}

}
