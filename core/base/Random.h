// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <span>

namespace tangyuan {

/// Where random bytes come from. Passed in, so that a test or a generator replays from a seed.
class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<quint8> bytes) = 0;

    QByteArray bytes(qsizetype count);
    quint64 next();
    /// Uniform in [0, bound); `bound` > 0.
    quint64 below(quint64 bound);
};

/// The operating system's generator (libsodium's randombytes).
class SystemRandom final : public Random {
public:
    void fill(std::span<quint8> bytes) override;
};

/// The same bytes for the same seed on every machine: splitmix64 (Steele, Lea, Flood 2014).
/// For generators and tests; never for keys.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(quint64 seed)
        : m_state(seed)
    {
    }
    void fill(std::span<quint8> bytes) override;

private:
    quint64 m_state;
};

}
