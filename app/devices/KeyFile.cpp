// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/KeyFile.h"

#include "core/domain/members/Vault.h"

#include <QByteArrayList>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace tangyuan {

namespace {

constexpr qint64 mostFileBytes = 64 * 1024;
constexpr qsizetype mostNameChars = 64;

Failure unavailable(const QString& path, const QString& why)
{
    return fail(ErrorCode::KeyStoreUnavailable, QStringLiteral("%1: %2").arg(path, why));
}

Failure systemFailure(const QString& path)
{
    return unavailable(path, QString::fromLocal8Bit(std::strerror(errno)));
}

/// Closes the descriptor when it goes.
struct Descriptor {
    int number;
    explicit Descriptor(int opened)
        : number(opened)
    {
    }
    ~Descriptor()
    {
        if (number >= 0)
            ::close(number);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
};

bool isName(const QString& name)
{
    return !name.isEmpty() && name.size() <= mostNameChars
        && std::all_of(name.begin(), name.end(), [](QChar c) { return c.unicode() > u' ' && c.unicode() < 0x7F; });
}

Result<void> writeWhole(int descriptor, const QByteArray& bytes, const QString& path)
{
    for (qsizetype written = 0; written < bytes.size();) {
        const ssize_t count = ::write(descriptor, bytes.data() + written, static_cast<size_t>(bytes.size() - written));
        if (count < 0 && errno != EINTR)
            return systemFailure(path);
        written += std::max<ssize_t>(count, 0);
    }
    if (::fsync(descriptor) != 0)
        return systemFailure(path);
    return {};
}

/// A new file beside the old one takes its place by rename(2), which is atomic.
Result<void> replaceFile(const QString& path, const QByteArray& bytes)
{
    const QByteArray name = QFile::encodeName(path);
    const QByteArray newName = name + ".new";
    // What an earlier crash left is ours to remove; O_EXCL then never follows somebody's link.
    ::unlink(newName.constData());
    {
        const Descriptor file(::open(newName.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
        if (file.number < 0)
            return systemFailure(path);
        TRY(writeWhole(file.number, bytes, path));
    }
    if (::rename(newName.constData(), name.constData()) != 0)
        return systemFailure(path);
    const Descriptor folder(::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.number >= 0)
        ::fsync(folder.number); // the rename itself
    return {};
}

}

Result<QByteArray> KeyFile::read(const QString& name)
{
    const auto keys = TRY(readAll());
    const auto found = keys.find(name);
    if (found == keys.end())
        return fail(ErrorCode::KeyMissing, m_path);
    return found->second;
}

Result<void> KeyFile::write(const QString& name, const QByteArray& key)
{
    if (!isName(name))
        return fail(ErrorCode::InputMalformed, QStringLiteral("key name"));
    if (key.size() != Vault::keyBytes)
        return fail(ErrorCode::KeyWrong);
    auto keys = TRY(readAll());
    keys[name] = key;
    QByteArray text;
    for (const auto& [keyName, bytes] : keys)
        text += keyName.toLatin1() + ' ' + bytes.toBase64() + '\n';
    return replaceFile(m_path, text);
}

/// The keys by name; none if there is no file.
Result<std::map<QString, QByteArray>> KeyFile::readAll() const
{
    std::map<QString, QByteArray> keys;
    const Descriptor opened(::open(QFile::encodeName(m_path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (opened.number < 0) {
        if (errno == ENOENT)
            return keys;
        return systemFailure(m_path);
    }
    struct stat status { };
    if (::fstat(opened.number, &status) != 0)
        return systemFailure(m_path);
    if (!S_ISREG(status.st_mode) || status.st_size > mostFileBytes)
        return unavailable(m_path, QStringLiteral("no key file"));
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return unavailable(m_path, QStringLiteral("others can read this file; chmod 600 it, if its keys are still secret"));

    QFile file;
    if (!file.open(opened.number, QIODevice::ReadOnly))
        return unavailable(m_path, file.errorString());
    const QByteArrayList lines = file.readAll().split('\n');
    for (qsizetype line = 0; line < lines.size(); ++line) {
        const QByteArray text = lines[line].trimmed();
        if (text.isEmpty())
            continue;
        const qsizetype space = text.indexOf(' ');
        const auto key = QByteArray::fromBase64Encoding(text.mid(space + 1), QByteArray::AbortOnBase64DecodingErrors);
        if (space <= 0 || !key || key.decoded.size() != Vault::keyBytes)
            return fail(ErrorCode::InputMalformed, QStringLiteral("%1, line %2").arg(m_path).arg(line + 1));
        keys[QString::fromLatin1(text.first(space))] = key.decoded;
    }
    return keys;
}

}
