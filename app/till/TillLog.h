// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Error.h"

#include <QFile>
#include <QJsonObject>

#include <optional>

namespace tangyuan {

/// What whoever mends a till can read of it: JSON lines in files of its owner alone, of which the oldest give way. Nothing in
/// them is about a person: events are words of the program, errors are codes, and a context stands there only where it can be
/// nothing but a path, a statement's text or a count. One thread only.
class TillLog {
public:
    enum class Level {
        Trouble, ///< something failed
        Notice,  ///< and what happens once a day or less
        Detail,  ///< and everything else
    };
    /// How much is kept: `files` of them, each no longer than `fileBytes`.
    struct Room {
        qint64 fileBytes;
        int files;
    };

    /// Writes to `path`, and puts those before it aside as "….1", "….2". The folder is made with the first line.
    TillLog(const Clock& clock, QString path, Level level = Level::Notice, Room room = { 1'000'000, 5 });

    static QString pathIn(const QString& tillFolder);

    /// `event` is a word of the program: "started". In `more` only numbers, ids and other words of the program.
    void write(Level level, const char* event, QJsonObject more = {});
    /// Something failed, and the till goes on.
    void trouble(const char* event, const Error& error, QJsonObject more = {});

private:
    bool open();
    void makeRoom(qint64 bytes);
    QString old(int number) const;

    const Clock& m_clock;
    QFile m_file;
    Level m_level;
    Room m_room;
    bool m_isLost = false; ///< it could not be written, which was said once
};

/// What of an error may stand in a log: nothing that could hold what somebody typed.
QString contextForLog(const Error& error);

/// "trouble", "notice", "detail".
QString logLevelName(TillLog::Level level);
std::optional<TillLog::Level> logLevelFromName(QStringView name);

}
