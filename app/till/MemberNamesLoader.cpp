// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/till/MemberNamesLoader.h"

#include "core/domain/members/SealedProfile.h"
#include "core/storage/MemberRows.h"

#include <QThread>

#include <algorithm>

namespace tangyuan {

namespace {

constexpr int pageMembers = 2'000;

}

MemberNamesLoader::MemberNamesLoader(MemberNames& names, const QString& databasePath, const Vault& vault, QObject* parent)
    : QObject(parent)
    , m_names(names)
    , m_databasePath(databasePath)
    , m_vault(vault)
{
}

MemberNamesLoader::~MemberNamesLoader()
{
    m_isCancelled = true;
    if (m_thread) {
        m_thread->wait();
        delete m_thread;
    }
}

void MemberNamesLoader::start()
{
    VERIFY(!m_thread);
    m_thread = QThread::create([this] { run(); });
    m_thread->start(QThread::LowPriority);
}

void MemberNamesLoader::note(const Member& member)
{
    const QString name = member.isErased ? QString() : member.profile.name;
    m_names.put(member.key, name);
    if (m_thread)
        m_changes.push_back({ member.key, name });
}

/// In the background thread; whatever it tells goes through the owner's event queue.
void MemberNamesLoader::run()
{
    auto result = fill();
    if (!m_isCancelled)
        QMetaObject::invokeMethod(
            this, [this, result = std::move(result)] { deliver(result); }, Qt::QueuedConnection);
}

Result<std::shared_ptr<MemberNamesLoader::Fill>> MemberNamesLoader::fill()
{
    const auto database = TRY(Database::open(m_databasePath, Database::Access::Reader));
    MemberRows store(*database);
    const qint64 lastRow = TRY(store.lastRow());
    auto filled = std::make_shared<Fill>();
    filled->names.reserve(static_cast<qsizetype>(lastRow));
    MemberKey after;
    int toldPercent = 0;
    for (;;) {
        const std::vector<MemberRow> page = TRY(store.page(after, pageMembers));
        if (page.empty())
            return filled;
        for (const MemberRow& row : page) {
            if (m_isCancelled)
                return filled;
            if (const auto opened = openProfile(m_vault, row.wrappedKey, row.sealedProfile, row.id))
                filled->names.put(row.key, opened->profile.name, opened->initials);
            else
                ++filled->unreadable;
        }
        after = page.back().key;
        // Who registers meanwhile may have a higher row than there was at the start.
        const int percent = static_cast<int>(std::min<qint64>(after.row * 100 / std::max<qint64>(lastRow, 1), 99));
        if (percent > toldPercent) {
            toldPercent = percent;
            QMetaObject::invokeMethod(
                this, [this, percent] { Q_EMIT progressed(percent); }, Qt::QueuedConnection);
        }
    }
}

void MemberNamesLoader::deliver(Result<std::shared_ptr<Fill>> result)
{
    m_thread->wait();
    delete std::exchange(m_thread, nullptr);
    const std::vector<Change> changes = std::exchange(m_changes, {});
    if (!result) {
        Q_EMIT failed(result.error());
        return;
    }
    m_names = std::move((*result)->names);
    for (const Change& change : changes)
        m_names.put(change.key, change.name);
    Q_EMIT progressed(100);
    Q_EMIT finished((*result)->unreadable);
}

}
