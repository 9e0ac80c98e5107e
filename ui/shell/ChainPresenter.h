// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/till/Till.h"
#include "ui/desk/HubDesk.h"
#include "ui/desk/Notice.h"
#include "ui/shell/ShellPrompts.h"
#include "ui/shell/SyncWords.h"

#include <QObject>

namespace tangyuan {

/// The chain's details and what may be done about them, without a screen.
class ChainPresenter final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        Till& till;
        HubDesk& hub;
        ShellPrompts& prompts;
    };
    struct Row {
        Id id;
        QString text;
        QString when;
        QString till;
    };
    struct View {
        std::vector<words::SyncDetail> details;
        words::SyncMark mark;
        std::vector<Row> exceptions;
        QString exceptionsHint; ///< why the list is empty
        std::optional<Notice> notice;
        enum class Settling { Idle, Asks } settling = Settling::Idle;
    };
    explicit ChainPresenter(Parts parts, QObject* parent = nullptr);

    const View& view() const { return m_view; }
    void tryNow();
    /// Marks an exception as looked at, at the hub.
    void settle(int row);
    /// Asks first.
    void leave();

Q_SIGNALS:
    void changed();
    /// The till stands alone now: there is nothing left to show.
    void left();

private:
    void refresh();
    void list();
    void listed(const Result<std::vector<ChainException>>& exceptions);
    void say(Notice::Tone tone, const QString& text);

    Parts m_parts;
    View m_view;
    qint64 m_listedCount = -1; ///< how many were open when they were asked for
};

/// Joining a chain, without a screen.
class JoinPresenter final : public QObject {
    Q_OBJECT

public:
    explicit JoinPresenter(HubDesk& hub, QObject* parent = nullptr);

    enum class Stage {
        Code,  ///< waits for the code
        Asks,  ///< asks the hub
        Seals, ///< is let in, and seals its members anew
        Joined,
    };
    Stage stage() const { return m_stage; }
    QString sentence() const;                            ///< what happens now, or what happened
    int percent() const { return m_percent; }            ///< of Stage::Seals
    const QString& problem() const { return m_problem; } ///< why the last try came to nothing; may be empty
    void join(const QString& code);

Q_SIGNALS:
    void changed();
    void progressed();

private:
    void become(Stage stage);
    void seal(qint64 done, qint64 total);

    HubDesk& m_hub;
    Stage m_stage = Stage::Code;
    int m_percent = 0;
    QString m_problem;
};

}
