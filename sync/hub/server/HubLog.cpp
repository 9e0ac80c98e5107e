// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/hub/server/HubLog.h"

#include "core/base/Json.h"
#include "core/base/JsonWriter.h"

#include <QDateTime>

#include <cstdio>

namespace tangyuan::sync {

namespace {

QString timeText(UtcTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.ms).toUTC().toString(Qt::ISODateWithMs);
}

}

HubLog::HubLog(const Clock& clock, Sink sink)
    : m_clock(clock)
    , m_sink(std::move(sink))
{
    if (!m_sink)
        m_sink = [](const QByteArray& line) { std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr); };
}

void HubLog::write(const Answered& answered) const
{
    JsonWriter json;
    json.beginObject();
    json.field("time", timeText(m_clock.now()));
    json.field("method", answered.method);
    json.field("route", answered.route);
    json.field("status", answered.status);
    json.field("ms", answered.ms);
    if (answered.device)
        json.field("device", *answered.device);
    json.endObject();
    m_sink(json.take() + '\n');
}

void HubLog::write(const QString& event, QJsonObject more) const
{
    more[QLatin1String("time")] = timeText(m_clock.now());
    more[QLatin1String("event")] = event;
    m_sink(compactUtf8(more) + '\n');
}

}
