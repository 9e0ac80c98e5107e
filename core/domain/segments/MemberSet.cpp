// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/segments/MemberSet.h"

#include "core/base/Verify.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace tangyuan {

namespace {

constexpr qint64 bitsPerWord = 64;

size_t wordOf(MemberKey key)
{
    return static_cast<size_t>(key.row / bitsPerWord);
}

quint64 bitOf(MemberKey key)
{
    return quint64 { 1 } << (key.row % bitsPerWord);
}

}

void MemberSet::add(MemberKey key)
{
    VERIFY(key.row >= 0);
    if (wordOf(key) >= m_words.size())
        m_words.resize(std::max(wordOf(key) + 1, m_words.size() * 2));
    m_words[wordOf(key)] |= bitOf(key);
}

void MemberSet::addRange(MemberKey first, MemberKey last)
{
    for (qint64 row = first.row; row <= last.row; ++row)
        add({ row });
}

void MemberSet::remove(MemberKey key)
{
    if (wordOf(key) < m_words.size())
        m_words[wordOf(key)] &= ~bitOf(key);
}

bool MemberSet::contains(MemberKey key) const
{
    return wordOf(key) < m_words.size() && (m_words[wordOf(key)] & bitOf(key)) != 0;
}

bool MemberSet::isEmpty() const
{
    return std::ranges::all_of(m_words, [](quint64 word) { return word == 0; });
}

qint64 MemberSet::count() const
{
    return std::accumulate(m_words.begin(), m_words.end(), qint64 { 0 }, [](qint64 sum, quint64 word) { return sum + std::popcount(word); });
}

void MemberSet::intersect(const MemberSet& other)
{
    m_words.resize(std::min(m_words.size(), other.m_words.size()));
    for (size_t i = 0; i < m_words.size(); ++i)
        m_words[i] &= other.m_words[i];
}

void MemberSet::unite(const MemberSet& other)
{
    m_words.resize(std::max(m_words.size(), other.m_words.size()));
    for (size_t i = 0; i < other.m_words.size(); ++i)
        m_words[i] |= other.m_words[i];
}

void MemberSet::subtract(const MemberSet& other)
{
    for (size_t i = 0; i < std::min(m_words.size(), other.m_words.size()); ++i)
        m_words[i] &= ~other.m_words[i];
}

std::vector<MemberKey> MemberSet::members() const
{
    std::vector<MemberKey> found;
    found.reserve(static_cast<size_t>(count()));
    for (size_t i = 0; i < m_words.size(); ++i)
        for (quint64 word = m_words[i]; word != 0; word &= word - 1)
            found.push_back({ static_cast<qint64>(i) * bitsPerWord + std::countr_zero(word) });
    return found;
}

}
