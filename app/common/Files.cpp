// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/Files.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"

#include <QFileInfo>
#include <QSaveFile>

#include <cstdio>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<QByteArray> readAtMost(QFile& file, const QString& path, qint64 mostBytes)
{
    QByteArray bytes;
    while (bytes.size() <= mostBytes) { // a pipe gives what it has, piece by piece
        const QByteArray piece = file.read(mostBytes + 1 - bytes.size());
        if (piece.isEmpty())
            break;
        bytes += piece;
    }
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorCode::FileUnreadable, u"%1: %2"_s.arg(path, file.errorString()));
    if (bytes.size() > mostBytes)
        return fail(ErrorCode::InputTooLong, u"%1 has more than %2 bytes"_s.arg(path).arg(mostBytes));
    return bytes;
}

}

Result<QByteArray> readInputFile(const QString& path, qint64 mostBytes)
{
    QFile file(path);
    if (!file.exists())
        return fail(ErrorCode::FileNotFound, path);
    if (QFileInfo(path).isDir() || !file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::FileUnreadable, path);
    return readAtMost(file, path, mostBytes);
}

Result<QByteArray> readInputFileOrStdin(const QString& path, qint64 mostBytes)
{
    if (path != u"-")
        return readInputFile(path, mostBytes);
    QFile file;
    if (!file.open(stdin, QIODevice::ReadOnly))
        return fail(ErrorCode::FileUnreadable, u"stdin"_s);
    return readAtMost(file, u"stdin"_s, mostBytes);
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
