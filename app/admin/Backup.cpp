// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/Backup.h"

#include "app/admin/KeyEnvelope.h"
#include "app/common/Files.h"
#include "core/base/DiskSpace.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QScopeGuard>

#include <unistd.h>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<void> refuseExisting(const QString& path)
{
    if (QFileInfo::exists(path))
        return fail(ErrorCode::FileUnwritable, u"%1 exists already"_s.arg(path));
    return {};
}

/// Checks a copied database from one end to the other and brings it safely to the disk.
Result<Verification> checkedCopy(const QString& path)
{
    const auto database = TRY(Database::open(path, Database::Access::Reader));
    const Verification verification = TRY(verifyDatabase(*database));
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || ::fsync(file.handle()) != 0)
        return fail(ErrorCode::FileUnwritable, path);
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return verification;
}

Result<void> writeEnvelope(Till& till, KeyStore& keys, const Backup& backup)
{
    const QByteArray key = TRY(keys.read(till.tillId().toString()));
    const QJsonObject sealed = TRY(sealEnvelope({ till.tillId(), key }, *backup.passphrase, till.random()));
    return writeOutputFile(backup.keyFile(), QJsonDocument(sealed).toJson(), Readers::OwnerOnly);
}

/// A folder under another name until all is well; nothing of it stays otherwise.
class StagingFolder {
public:
    explicit StagingFolder(const QString& target)
        : m_target(target)
        , m_path(target + u".restoring"_s)
    {
    }
    ~StagingFolder() { clear(); }
    StagingFolder(const StagingFolder&) = delete;
    StagingFolder& operator=(const StagingFolder&) = delete;

    const QString& path() const { return m_path; }
    QString database() const { return QDir(m_path).filePath(QLatin1String(Till::databaseName)); }

    Result<void> make()
    {
        clear(); // of a restore that was cut off
        if (QFileInfo::exists(m_path) || !QDir().mkpath(m_path))
            return fail(ErrorCode::FileUnwritable, m_path);
        return {};
    }
    Result<void> becomeTarget()
    {
        QDir().rmdir(m_target); // empty, or not there
        if (!QDir().rename(m_path, m_target))
            return fail(ErrorCode::FileUnwritable, m_target);
        return {};
    }

private:
    void clear()
    {
        for (const auto& suffix : { u""_s, u"-wal"_s, u"-shm"_s, u"-journal"_s })
            QFile::remove(database() + suffix);
        QFile::remove(QDir(m_path).filePath(u"till.lock"_s));
        QDir().rmdir(m_path);
    }

    QString m_target;
    QString m_path;
};

Result<void> copyDatabase(const QString& from, const QString& to)
{
    const qint64 bytes = QFileInfo(from).size();
    if (bytes == 0)
        return fail(ErrorCode::DatabaseCorrupt, u"%1 is empty"_s.arg(from));
    if (!hasRoomFor(QFileInfo(to).absolutePath(), bytes))
        return fail(ErrorCode::DiskFull, to);
    QFile source(from);
    if (!source.copy(to))
        return fail(ErrorCode::FileUnwritable, u"%1: %2"_s.arg(to, source.errorString()));
    QFile::setPermissions(to, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return {};
}

/// Puts the backup's key where the till will look for it. A key that is there already is never replaced.
Result<void> keepKey(const Backup& backup, KeyStore& keys)
{
    const KeyEnvelope envelope = TRY(openEnvelope(TRY(readJsonFile(backup.keyFile())), *backup.passphrase));
    const auto known = keys.read(envelope.till.toString());
    if (known)
        return *known == envelope.key ? Result<void> {} : Result<void>(fail(ErrorCode::KeyWrong, u"the key store has another key for this till"_s));
    if (known.error().code != ErrorCode::KeyMissing)
        return Failure(known.error());
    return keys.write(envelope.till.toString(), envelope.key);
}

Result<FactKey> startNewEpoch(Till& till)
{
    const Moment moment = till.moments().take();
    const FactLog::Head before = TRY(till.facts().head());
    Transaction transaction = TRY(Transaction::begin(till.database()));
    TRY(till.facts().startEpoch(transaction));
    const QJsonObject body { { u"till"_s, till.tillId().toString() }, { u"lastEpoch"_s, before.next.epoch }, { u"lastSeq"_s, before.next.seq - 1 } };
    const FactKey key = TRY(till.facts().append(transaction, { Id::make(moment.now, till.random()), u"till.restored"_s, 1, moment.date, moment.now, body }));
    TRY(transaction.commit());
    return key;
}

}

Result<Verification> makeBackup(Till& till, KeyStore& keys, const Backup& backup)
{
    TRY(refuseExisting(backup.file));
    if (backup.passphrase)
        TRY(refuseExisting(backup.keyFile()));
    const QString partial = backup.file + u".partial"_s;
    const auto removePartial = qScopeGuard([&] { QFile::remove(partial); });
    QFile::remove(partial); // of a backup that was cut off
    TRY(till.database().backupTo(partial));
    const Verification verification = TRY(checkedCopy(partial));
    // The key first: where the backup is, its key is.
    if (backup.passphrase)
        TRY(writeEnvelope(till, keys, backup));
    if (!QFile::rename(partial, backup.file))
        return fail(ErrorCode::FileUnwritable, backup.file);
    return verification;
}

Result<RestoredTill> restoreBackup(const Backup& backup, const QString& folder, Till::Parts parts)
{
    const QString target = QDir::cleanPath(QFileInfo(folder).absoluteFilePath());
    if (QFileInfo::exists(QDir(target).filePath(QLatin1String(Till::databaseName))))
        return fail(ErrorCode::TillExists, target);
    if (QFileInfo::exists(target) && !QDir(target).isEmpty())
        return fail(ErrorCode::FileUnwritable, u"%1 is not empty"_s.arg(target));
    if (!QFileInfo(backup.file).isFile())
        return fail(ErrorCode::FileNotFound, backup.file);

    StagingFolder staging(target);
    TRY(staging.make());
    TRY(copyDatabase(backup.file, staging.database()));
    RestoredTill restored;
    {
        // A writer, so that an older backup comes to today's schema.
        const auto database = TRY(Database::open(staging.database(), Database::Access::Writer));
        restored.verification = TRY(verifyDatabase(*database));
    }
    if (backup.passphrase)
        TRY(keepKey(backup, parts.keys));
    {
        const auto till = TRY(Till::open(staging.path(), parts));
        restored.till = till->tillId();
        restored.fact = TRY(startNewEpoch(*till));
    }
    TRY(staging.becomeTarget());
    return restored;
}

}
