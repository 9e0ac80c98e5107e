// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

namespace tangyuan {

/// A clock that goes on by so much each time it is read, as a real one does between two lines of a program, and counts how
/// often it was.
class SteppingClock final : public Clock {
public:
    SteppingClock(UtcTime first, qint64 stepMs)
        : m_first(first)
        , m_stepMs(stepMs)
    {
    }
    UtcTime now() const override { return { m_first.ms + m_stepMs * m_reads++ }; }
    int reads() const { return m_reads; }

private:
    UtcTime m_first;
    qint64 m_stepMs;
    mutable int m_reads = 0;
};

}
