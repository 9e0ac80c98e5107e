// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/members/Member.h"

#include <QByteArray>

#include <functional>
#include <map>
#include <vector>

namespace tangyuan {

/// Names of all members in memory, for search by name or pinyin initials: names are sealed on disk,
/// so no SQL can search them. One byte arena in the order of the rows, about 26 bytes a member; a search is one
/// scan over it from its end, sixteen bytes at a time, so the newest come first and it stops at the limit.
class MemberNames {
public:
    /// Adds or replaces a member's name; an empty name removes it. Cheapest in the order of the rows.
    void put(MemberKey key, const QString& name);
    /// The same with the initials known already (they are sealed beside the name).
    void put(MemberKey key, const QString& name, const QString& initials);
    void reserve(qsizetype members);
    /// Members whose name contains `text`, or whose pinyin initials start with it (case and full width ignored);
    /// the newest members first. At most `limit`.
    std::vector<MemberKey> search(const QString& text, int limit) const;
    qsizetype size() const;

private:
    void append(qint64 row, QByteArrayView made);
    void remove(size_t index);
    void mergeChanged();
    QByteArrayView record(size_t index) const;

    QByteArray m_arena;                                     ///< records: a mark, the folded name, a separator, the initials; UTF-8
    std::vector<quint32> m_offsets;                         ///< where record i starts
    std::vector<qint64> m_rows;                             ///< the member row of record i, ascending
    qsizetype m_removed = 0;                                ///< records whose mark says that they count no more
    std::map<qint64, QByteArray, std::greater<>> m_changed; ///< records of rows out of order; merged when they are many
};

}
