// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <array>
#include <map>
#include <tuple>

namespace tangyuan::sync {

/// What happened since the hub started, as Prometheus reads it (text format 0.0.4). Labels are routes, methods and reasons of
/// our own, never what a peer sent, so their number has an end.
class ServerMetrics {
public:
    void countRequest(const QString& method, const QString& route, int status, qint64 us);
    void countCut(const QString& reason) { ++m_cuts[reason]; }

    /// `gauges` are the values of this moment, by name without "tangyuan_hub_".
    QByteArray text(const std::map<QByteArray, qint64>& gauges) const;

private:
    static constexpr std::array<qint64, 11> bucketsUs { 1'000, 5'000, 10'000, 25'000, 50'000, 100'000, 250'000, 500'000, 1'000'000, 5'000'000, 30'000'000 };
    struct Durations {
        std::array<qint64, bucketsUs.size()> upTo {};
        qint64 count = 0;
        qint64 sumUs = 0;
    };
    std::map<std::tuple<QString, QString, int>, qint64> m_requests; ///< by method, route, status
    std::map<QString, Durations> m_durations;                       ///< by route
    std::map<QString, qint64> m_cuts;
};

}
