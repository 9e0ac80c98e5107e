// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/PrinterTransport.h"

#include <QFileInfo>
#include <QSaveFile>

#include <sys/ioctl.h>

#ifdef Q_OS_LINUX
#include <linux/lp.h>
#endif

#include <algorithm>
#include <utility>

namespace tangyuan {

namespace {

constexpr int lateAnswersMs = 100;
/// Longer than a serial line needs for its bytes.
constexpr int serialReserve = 2;

enum class Presence { Answers, Silent };

/// DLE EOT n for n = 1 (printer), 2 (why off-line), 4 (roll paper): one byte each, with fixed bits 0xx1xx10
/// (Epson, "ESC/POS Command Reference", DLE EOT). The printer does this at once, whatever it is at.
const QByteArray statusQuery = QByteArray::fromHex("100401"
                                                   "100402"
                                                   "100404");

bool isStatus(char byte)
{
    return (quint8(byte) & 0x93) == 0x12;
}

/// Errors: PrinterOutOfPaper, PrinterFailed. Anything that does not look like an answer is none: many
/// printers do not know the question.
Result<Presence> judgeStatus(const QByteArray& answer)
{
    if (answer.size() != 3 || !std::all_of(answer.begin(), answer.end(), isStatus))
        return Presence::Silent;
    const quint8 printer = quint8(answer[0]);
    const quint8 offline = quint8(answer[1]);
    const quint8 paper = quint8(answer[2]);
    if ((offline & 0x04) != 0)
        return fail(ErrorCode::PrinterFailed, QStringLiteral("cover open"));
    if ((offline & 0x20) != 0 || (paper & 0x60) != 0)
        return fail(ErrorCode::PrinterOutOfPaper);
    if ((offline & 0x40) != 0)
        return fail(ErrorCode::PrinterFailed, QStringLiteral("the printer reports an error"));
    if ((printer & 0x08) != 0)
        return fail(ErrorCode::PrinterFailed, QStringLiteral("off-line"));
    return Presence::Answers;
}

Result<Presence> askStatus(PrinterWire& wire, int waitMs, const PrinterLimits& limits)
{
    TRY(wire.write(statusQuery, QDeadlineTimer(limits.stallMs), limits.stallMs));
    const QByteArray answer = TRY(wire.read(3, waitMs));
    return judgeStatus(answer);
}

#ifdef Q_OS_LINUX
/// The printer port's own lines, which Linux' usblp and lp drivers give (linux/lp.h). Nothing else answers.
Result<void> askPort(const PrinterWire& wire)
{
    int lines = 0;
    if (::ioctl(wire.descriptor(), LPGETSTATUS, &lines) != 0)
        return {};
    if ((lines & LP_POUTPA) != 0)
        return fail(ErrorCode::PrinterOutOfPaper);
    if ((lines & LP_PERRORP) == 0)
        return fail(ErrorCode::PrinterFailed, QStringLiteral("the printer reports an error"));
    return {};
}
#endif

/// The bytes have left; has the printer taken them? One that talks is asked once more, and must answer. From a silent
/// one we collect what comes late: closing a socket with unread bytes in it would cut it (RFC 2525, 2.17), and the
/// job's end with it.
Result<void> takeLeave(PrinterWire& wire, Presence presence, const PrinterLimits& limits)
{
    if (presence == Presence::Silent) {
        TRY(judgeStatus(TRY(wire.read(64, lateAnswersMs))));
        return {};
    }
    if (TRY(askStatus(wire, limits.farewellMs, limits)) == Presence::Silent)
        return fail(ErrorCode::PrinterUnreachable, QStringLiteral("the printer no longer answers"));
    return {};
}

Result<void> printOver(PrinterWire& wire, const QByteArray& bytes, const PrinterLimits& limits)
{
    Presence presence = Presence::Silent;
    if (wire.answers())
        presence = TRY(askStatus(wire, limits.statusMs, limits));
    const qint64 lineMs = wire.bytesPerSecond() > 0 ? bytes.size() * 1'000 * serialReserve / wire.bytesPerSecond() : 0;
    const QDeadlineTimer overall(limits.overallMs + lineMs);
    TRY(wire.write(bytes, overall, limits.stallMs));
    TRY(wire.drain(overall, limits.stallMs));
    return wire.answers() ? takeLeave(wire, presence, limits) : Result<void> {};
}

Result<void> writeRegularFile(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(ErrorCode::PrinterUnreachable, file.errorString());
    return {};
}

Result<void> sendToDeviceFile(const QString& path, const QByteArray& bytes, const PrinterLimits& limits, std::stop_token stop)
{
    const QFileInfo info(path);
    if (info.isDir() || (!info.exists() && path.startsWith(u"/dev/")))
        return fail(ErrorCode::PrinterUnreachable, path);
    if (!info.exists() || info.isFile())
        return writeRegularFile(path, bytes);
    PrinterWire wire = TRY(PrinterWire::openDevice(path, std::move(stop)));
#ifdef Q_OS_LINUX
    TRY(askPort(wire));
#endif
    return printOver(wire, bytes, limits);
}

}

Result<void> sendToPrinter(const PrinterSettings& settings, const QByteArray& bytes, const PrinterLimits& limits, std::stop_token stop)
{
    if (settings.address.trimmed().isEmpty())
        return fail(ErrorCode::PrinterNotConfigured);
    switch (settings.transport) {
    case PrinterTransport::None:
    case PrinterTransport::System: return fail(ErrorCode::PrinterNotConfigured);
    case PrinterTransport::Tcp: {
        PrinterWire wire = TRY(PrinterWire::connectTcp(settings.address, limits, std::move(stop)));
        return printOver(wire, bytes, limits);
    }
    case PrinterTransport::DeviceFile: return sendToDeviceFile(settings.address, bytes, limits, std::move(stop));
    case PrinterTransport::Serial: {
        PrinterWire wire = TRY(PrinterWire::openSerial(settings.address, std::move(stop)));
        return printOver(wire, bytes, limits);
    }
    }
    return fail(ErrorCode::PrinterNotConfigured);
}

}
