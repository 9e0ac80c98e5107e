// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Random.h"

#include "core/base/Verify.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

namespace tangyuan {

QByteArray Random::bytes(qsizetype count)
{
    QByteArray result(count, Qt::Uninitialized);
    fill({ reinterpret_cast<quint8*>(result.data()), static_cast<size_t>(count) });
    return result;
}

quint64 Random::next()
{
    quint64 value = 0;
    fill({ reinterpret_cast<quint8*>(&value), sizeof value });
    return value;
}

quint64 Random::below(quint64 bound)
{
    VERIFY(bound > 0);
    // Draws below the threshold would favour small results; they are thrown away.
    const quint64 threshold = (0 - bound) % bound;
    for (;;) {
        if (const quint64 value = next(); value >= threshold)
            return value % bound;
    }
}

void SystemRandom::fill(std::span<quint8> bytes)
{
    VERIFY(sodium_init() >= 0);
    randombytes_buf(bytes.data(), bytes.size());
}

void SeededRandom::fill(std::span<quint8> bytes)
{
    while (!bytes.empty()) {
        m_state += 0x9E3779B97F4A7C15ULL;
        quint64 z = m_state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        z ^= z >> 31;
        const size_t count = std::min(bytes.size(), sizeof z);
        std::memcpy(bytes.data(), &z, count);
        bytes = bytes.subspan(count);
    }
}

}
