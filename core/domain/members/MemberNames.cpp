// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/members/MemberNames.h"

#include "core/base/Limits.h"
#include "core/base/Pinyin.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace tangyuan {

namespace {

constexpr char livingMark = '\x1f';
constexpr char removedMark = '\x1d';
constexpr char initialsSeparator = '\x1e';
constexpr qsizetype blockBytes = 64;
constexpr qsizetype bytesPerMember = 16; // three Chinese characters, their initials, two marks
constexpr size_t mostChanged = 4'096;

/// One spelling for what people take for the same: full width is half width, capitals are small.
QByteArray folded(const QString& text)
{
    QString plain = text.normalized(QString::NormalizationForm_KC).toCaseFolded();
    plain.removeIf([](QChar c) { return c.category() == QChar::Other_Control; }); // our own marks among them
    return plain.trimmed().toUtf8();
}

QByteArray makeRecord(const QByteArray& name, const QByteArray& initials)
{
    return livingMark + name + initialsSeparator + initials;
}

bool matches(QByteArrayView record, QByteArrayView needle)
{
    if (record.front() != livingMark)
        return false;
    const qsizetype separator = record.indexOf(initialsSeparator);
    return record.first(separator).contains(needle) || record.sliced(separator + 1).startsWith(needle);
}

/// Whether in these 64 places `a` stands at `first` and `b` at `second`. No branch inside, so that the
/// compiler makes vector instructions of it (the first/last-byte search of Muła, "SIMD-friendly algorithms
/// for substring searching", 2016).
bool blockMayMatch(const char* first, const char* second, char a, char b)
{
    unsigned char found = 0;
    for (qsizetype i = 0; i < blockBytes; ++i)
        found |= static_cast<unsigned char>((first[i] == a) & (second[i] == b));
    return found != 0;
}

/// Where the last occurrence of `needle` in the first `end` bytes starts, or -1.
qsizetype lastMatch(QByteArrayView arena, qsizetype end, QByteArrayView needle)
{
    // The last two bytes tell most: the first one of a Chinese character is one of a handful.
    const qsizetype second = needle.size() - 1;
    const qsizetype first = std::max<qsizetype>(second - 1, 0);
    const auto isAt = [&](qsizetype place) { return std::memcmp(arena.data() + place, needle.data(), static_cast<size_t>(needle.size())) == 0; };
    qsizetype places = end - needle.size() + 1; // candidates are the places below this
    while (places >= blockBytes) {
        const char* const block = arena.data() + places - blockBytes;
        if (blockMayMatch(block + first, block + second, needle[first], needle[second])) {
            for (qsizetype place = places - 1; place >= places - blockBytes; --place)
                if (isAt(place))
                    return place;
        }
        places -= blockBytes;
    }
    for (qsizetype place = places - 1; place >= 0; --place)
        if (isAt(place))
            return place;
    return -1;
}

}

void MemberNames::put(MemberKey key, const QString& name)
{
    put(key, name, pinyinInitials(name.left(limits::nameChars)));
}

void MemberNames::put(MemberKey key, const QString& name, const QString& initials)
{
    const QByteArray foldedName = folded(name.left(limits::nameChars));
    const QByteArray made = foldedName.isEmpty() ? QByteArray() : makeRecord(foldedName, folded(initials.left(limits::nameChars)));
    if (m_rows.empty() || key.row > m_rows.back()) {
        if (!made.isEmpty())
            append(key.row, made);
        return;
    }
    const auto place = std::lower_bound(m_rows.begin(), m_rows.end(), key.row);
    if (*place == key.row) {
        const auto index = static_cast<size_t>(place - m_rows.begin());
        if (record(index) == made) // something else about the member changed
            return;
        remove(index);
    }
    m_changed.erase(key.row);
    if (!made.isEmpty())
        m_changed.emplace(key.row, made);
    if (m_changed.size() > std::max(mostChanged, m_rows.size() / 8))
        mergeChanged();
}

void MemberNames::reserve(qsizetype members)
{
    m_arena.reserve(members * bytesPerMember);
    m_offsets.reserve(static_cast<size_t>(members));
    m_rows.reserve(static_cast<size_t>(members));
}

std::vector<MemberKey> MemberNames::search(const QString& text, int limit) const
{
    const QByteArray needle = folded(text.left(limits::nameChars));
    const size_t most = static_cast<size_t>(std::max(limit, 0));
    std::vector<MemberKey> found;
    if (needle.isEmpty() || most == 0)
        return found;

    qsizetype end = m_arena.size();
    while (found.size() < most) {
        const qsizetype place = lastMatch(m_arena, end, needle);
        if (place < 0)
            break;
        const auto after = std::upper_bound(m_offsets.begin(), m_offsets.end(), static_cast<quint32>(place));
        const size_t index = static_cast<size_t>(after - m_offsets.begin()) - 1;
        if (matches(record(index), needle))
            found.push_back({ m_rows[index] });
        end = m_offsets[index];
    }

    const size_t fromArena = found.size();
    for (const auto& [row, changed] : m_changed) {
        if (found.size() - fromArena == most)
            break;
        if (matches(changed, needle))
            found.push_back({ row });
    }
    const auto isNewer = [](MemberKey a, MemberKey b) { return a.row > b.row; };
    std::inplace_merge(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(fromArena), found.end(), isNewer);
    found.resize(std::min(found.size(), most));
    return found;
}

qsizetype MemberNames::size() const
{
    return static_cast<qsizetype>(m_rows.size() + m_changed.size()) - m_removed;
}

void MemberNames::append(qint64 row, QByteArrayView made)
{
    VERIFY(m_arena.size() + made.size() <= std::numeric_limits<quint32>::max());
    m_offsets.push_back(static_cast<quint32>(m_arena.size()));
    m_rows.push_back(row);
    m_arena.append(made);
}

void MemberNames::remove(size_t index)
{
    char& mark = m_arena[m_offsets[index]];
    m_removed += mark == livingMark ? 1 : 0;
    mark = removedMark;
}

void MemberNames::mergeChanged()
{
    MemberNames merged;
    merged.reserve(size());
    auto changed = m_changed.rbegin(); // ascending, as the rows are
    for (size_t index = 0; index < m_rows.size(); ++index) {
        for (; changed != m_changed.rend() && changed->first <= m_rows[index]; ++changed)
            merged.append(changed->first, changed->second);
        if (const QByteArrayView kept = record(index); kept.front() == livingMark)
            merged.append(m_rows[index], kept);
    }
    for (; changed != m_changed.rend(); ++changed)
        merged.append(changed->first, changed->second);
    *this = std::move(merged);
}

QByteArrayView MemberNames::record(size_t index) const
{
    const qsizetype start = m_offsets[index];
    const qsizetype end = index + 1 < m_offsets.size() ? static_cast<qsizetype>(m_offsets[index + 1]) : m_arena.size();
    return QByteArrayView(m_arena).sliced(start, end - start);
}

}
