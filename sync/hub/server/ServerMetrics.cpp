// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/hub/server/ServerMetrics.h"

namespace tangyuan::sync {

namespace {

constexpr qint64 usPerSecond = 1'000'000;

QByteArray seconds(qint64 us)
{
    return QByteArray::number(static_cast<double>(us) / static_cast<double>(usPerSecond), 'g', 12);
}

QByteArray heading(const QByteArray& name, const char* type, const char* help)
{
    return "# HELP tangyuan_hub_" + name + ' ' + help + "\n# TYPE tangyuan_hub_" + name + ' ' + type + '\n';
}

QByteArray label(const char* name, const QString& value)
{
    return QByteArray(name) + "=\"" + value.toUtf8() + '"';
}

}

void ServerMetrics::countRequest(const QString& method, const QString& route, int status, qint64 us)
{
    ++m_requests[{ method, route, status }];
    Durations& durations = m_durations[route];
    for (size_t i = 0; i < bucketsUs.size(); ++i)
        if (us <= bucketsUs[i])
            ++durations.upTo[i];
    ++durations.count;
    durations.sumUs += us;
}

QByteArray ServerMetrics::text(const std::map<QByteArray, qint64>& gauges) const
{
    QByteArray text = heading("requests_total", "counter", "Requests that were answered.");
    for (const auto& [request, count] : m_requests) {
        const auto& [method, route, status] = request;
        text += "tangyuan_hub_requests_total{" + label("method", method) + ',' + label("route", route) + ',' + label("status", QString::number(status)) + "} "
            + QByteArray::number(count) + '\n';
    }
    text += heading("request_seconds", "histogram", "From a complete request to its answer; a poke waits by design.");
    for (const auto& [route, durations] : m_durations) {
        const QByteArray of = label("route", route);
        for (size_t i = 0; i < bucketsUs.size(); ++i)
            text += "tangyuan_hub_request_seconds_bucket{" + of + ",le=\"" + seconds(bucketsUs[i]) + "\"} " + QByteArray::number(durations.upTo[i]) + '\n';
        text += "tangyuan_hub_request_seconds_bucket{" + of + ",le=\"+Inf\"} " + QByteArray::number(durations.count) + '\n';
        text += "tangyuan_hub_request_seconds_sum{" + of + "} " + seconds(durations.sumUs) + '\n';
        text += "tangyuan_hub_request_seconds_count{" + of + "} " + QByteArray::number(durations.count) + '\n';
    }
    text += heading("cut_connections_total", "counter", "Connections that ended for breaking a limit.");
    for (const auto& [reason, count] : m_cuts)
        text += "tangyuan_hub_cut_connections_total{" + label("reason", reason) + "} " + QByteArray::number(count) + '\n';
    for (const auto& [name, value] : gauges)
        text += heading(name, "gauge", "As it is now.") + "tangyuan_hub_" + name + ' ' + QByteArray::number(value) + '\n';
    return text;
}

}
