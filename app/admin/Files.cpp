// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/Files.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"

#include <QFileInfo>
#include <QSaveFile>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

Result<QByteArray> readInputFile(const QString& path, qint64 mostBytes)
{
    QFile file(path);
    if (!file.exists())
        return fail(ErrorCode::FileNotFound, path);
    if (QFileInfo(path).isDir() || !file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::FileUnreadable, path);
    const QByteArray bytes = file.read(mostBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorCode::FileUnreadable, u"%1: %2"_s.arg(path, file.errorString()));
    if (bytes.size() > mostBytes)
        return fail(ErrorCode::InputTooLong, u"%1 has more than %2 bytes"_s.arg(path).arg(mostBytes));
    return bytes;
}

Result<QJsonObject> readJsonFile(const QString& path)
{
    return parseJsonObject(TRY(readInputFile(path, limits::jsonBytes)));
}

Result<void> writeOutputFile(const QString& path, const QByteArray& bytes, Readers readers)
{
    // A device would be replaced by a plain file.
    if (const QFileInfo existing(path); existing.exists() && !existing.isFile())
        return fail(ErrorCode::FileUnwritable, path);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorCode::FileUnwritable, u"%1: %2"_s.arg(path, file.errorString()));
    if (readers == Readers::OwnerOnly)
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (file.write(bytes) != bytes.size() || !file.commit())
        return fail(file.error() == QFileDevice::ResourceError ? ErrorCode::DiskFull : ErrorCode::FileUnwritable, u"%1: %2"_s.arg(path, file.errorString()));
    return {};
}

}
