// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace tangyuan {

/// Microseconds of many runs, sorted.
class Timings {
public:
    template <class Work>
    void measure(Work work)
    {
        QElapsedTimer timer;
        timer.start();
        work();
        add(timer.nsecsElapsed());
    }
    void add(qint64 ns) { m_ns.push_back(ns); }
    double us(double quantile)
    {
        std::sort(m_ns.begin(), m_ns.end());
        return static_cast<double>(m_ns[static_cast<size_t>(quantile * static_cast<double>(m_ns.size() - 1))]) / 1'000;
    }

private:
    std::vector<qint64> m_ns;
};

inline void report(const char* name, double value, const char* unit, double limitValue, const char* limit)
{
    std::printf("bench %s %.3f %s ratio=%.2f limit=%s\n", name, value, unit, value / limitValue, limit);
    std::fflush(stdout);
}

/// The memory of a process that is in RAM; 0 where nobody can say.
inline qint64 residentKib(qint64 process)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(process));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong();
    return 0;
}

}
