// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/members/Member.h"

#include <vector>

namespace tangyuan {

/// A set of members, one bit for each row: a million members are 125 KB, and two sets meet in microseconds.
class MemberSet {
public:
    void add(MemberKey key);
    /// From `first` to `last`, both included.
    void addRange(MemberKey first, MemberKey last);
    void remove(MemberKey key);
    bool contains(MemberKey key) const;
    bool isEmpty() const;
    qint64 count() const;

    void intersect(const MemberSet& other);
    void unite(const MemberSet& other);
    void subtract(const MemberSet& other);
    /// In the order of their rows.
    std::vector<MemberKey> members() const;

private:
    std::vector<quint64> m_words; ///< bit `row % 64` of word `row / 64`; what lies beyond is not in the set
};

}
