// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/till/TillLog.h"

#include "core/base/Enumerators.h"
#include "core/base/Json.h"
#include "core/base/Verify.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <cstdio>

namespace tangyuan {

namespace {

constexpr QFile::Permissions ownersOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr qsizetype contextChars = 200;

// Their contexts are paths of the till's own files, texts of statements without values, and what SQLite says of these.
constexpr std::array codesWithSafeContext { ErrorCode::DatabaseFailed, ErrorCode::DatabaseBusy, ErrorCode::DatabaseCorrupt, ErrorCode::DatabaseNewer,
    ErrorCode::DatabaseMissing, ErrorCode::TillExists, ErrorCode::DiskFull, ErrorCode::ReadOnly, ErrorCode::FolderInUse };

}

QString contextForLog(const Error& error)
{
    return std::ranges::find(codesWithSafeContext, error.code) == codesWithSafeContext.end() ? QString() : error.context.left(contextChars);
}

QString logLevelName(TillLog::Level level)
{
    switch (level) {
    case TillLog::Level::Trouble: return QStringLiteral("trouble");
    case TillLog::Level::Notice: return QStringLiteral("notice");
    case TillLog::Level::Detail: return QStringLiteral("detail");
    }
    VERIFY(false);
}

std::optional<TillLog::Level> logLevelFromName(QStringView name)
{
    const auto found = std::ranges::find_if(enumerators<TillLog::Level>, [&](TillLog::Level level) { return name == logLevelName(level); });
    return found == enumerators<TillLog::Level>.end() ? std::nullopt : std::optional(*found);
}

TillLog::TillLog(const Clock& clock, QString path, Level level, Room room)
    : m_clock(clock)
    , m_file(std::move(path))
    , m_level(level)
    , m_room(room)
{
    VERIFY(m_room.files > 0 && m_room.fileBytes > 0);
}

QString TillLog::pathIn(const QString& tillFolder)
{
    return QDir(tillFolder).filePath(QStringLiteral("log/till.log"));
}

void TillLog::write(Level level, const char* event, QJsonObject more)
{
    if (level > m_level)
        return;
    more[QLatin1String("time")] = QDateTime::fromMSecsSinceEpoch(m_clock.now().ms).toUTC().toString(Qt::ISODateWithMs);
    more[QLatin1String("level")] = logLevelName(level);
    more[QLatin1String("event")] = QLatin1String(event);
    const QByteArray line = compactUtf8(more) + '\n';
    makeRoom(line.size());
    const bool isWritten = open() && m_file.write(line) == line.size() && m_file.flush();
    if (!isWritten && !m_isLost)
        std::fprintf(stderr, "tangyuan: cannot write %s\n", qPrintable(m_file.fileName()));
    m_isLost = !isWritten;
}

void TillLog::trouble(const char* event, const Error& error, QJsonObject more)
{
    more[QLatin1String("code")] = errorCodeName(error.code);
    if (const QString context = contextForLog(error); !context.isEmpty())
        more[QLatin1String("context")] = context;
    write(Level::Trouble, event, std::move(more));
}

bool TillLog::open()
{
    if (m_file.isOpen())
        return true;
    const QDir folder = QFileInfo(m_file.fileName()).absoluteDir();
    if (!folder.exists() && !QDir().mkdir(folder.absolutePath(), ownersOnly | QFileDevice::ExeOwner))
        return false;
    return m_file.open(QIODevice::WriteOnly | QIODevice::Append, ownersOnly) && m_file.setPermissions(ownersOnly);
}

/// Puts the file aside when the line no longer fits into it.
void TillLog::makeRoom(qint64 bytes)
{
    const qint64 size = m_file.isOpen() ? m_file.size() : QFileInfo(m_file.fileName()).size();
    if (size == 0 || size + bytes <= m_room.fileBytes)
        return;
    m_file.close();
    QFile::remove(old(m_room.files - 1));
    for (int number = m_room.files - 2; number >= 0; --number)
        QFile::rename(old(number), old(number + 1));
}

/// 0 is the one that is written.
QString TillLog::old(int number) const
{
    return number == 0 ? m_file.fileName() : QStringLiteral("%1.%2").arg(m_file.fileName()).arg(number);
}

}
