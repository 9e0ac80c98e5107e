// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/domain/members/MemberNames.h"
#include "core/domain/members/Vault.h"

#include <QObject>

#include <atomic>
#include <memory>
#include <vector>

class QThread;

namespace tangyuan {

/// Fills the name index in the background, so that a till with a million members sells at once. It reads
/// the database by a connection of its own, in short pages, and opens each seal; then it hands the filled
/// index over on the thread that it belongs to, by `finished`.
///
/// No change is lost: `Members::onChanged` calls `note`, which puts a change into the index at once and, while
/// the fill runs, also remembers it and lays it over what the fill brings. Whatever was committed before a page was
/// read is in the page; whatever came later was noted.
class MemberNamesLoader final : public QObject {
    Q_OBJECT

public:
    /// `names` and `vault` outlive the loader.
    MemberNamesLoader(MemberNames& names, const QString& databasePath, const Vault& vault, QObject* parent = nullptr);
    /// Stops a running fill at its next member and waits for it.
    ~MemberNamesLoader() override;

    /// Begins the fill; once.
    void start();
    /// What a member is called from now on; an erased one has no name.
    void note(const Member& member);
    bool isRunning() const { return m_thread != nullptr; }

Q_SIGNALS:
    void progressed(int percent);
    /// Every member can be found by name. `unreadable`: how many seals did not open.
    void finished(qint64 unreadable);
    void failed(const tangyuan::Error& error);

private:
    struct Fill {
        MemberNames names;
        qint64 unreadable = 0;
    };
    void run();
    Result<std::shared_ptr<Fill>> fill();
    void deliver(Result<std::shared_ptr<Fill>> result);

    MemberNames& m_names;
    const QString m_databasePath;
    const Vault& m_vault;
    std::atomic<bool> m_isCancelled = false; // the only thing that both threads touch
    QThread* m_thread = nullptr;
    struct Change {
        MemberKey key;
        QString name;
    };
    std::vector<Change> m_changes;
};

}
