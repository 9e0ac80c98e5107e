// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Id.h"

#include <QJsonObject>

#include <functional>

namespace tangyuan::sync {

/// One JSON line for each request. Nothing in it is about a person: no bodies, no queries, no addresses, and of the path only
/// the route that it follows.
class HubLog {
public:
    using Sink = std::function<void(const QByteArray& line)>;
    /// Without a sink, to stderr.
    explicit HubLog(const Clock& clock, Sink sink = {});

    struct Answered {
        QString method;
        QString route; ///< "/v1/exceptions/{id}/resolve"
        int status = 0;
        qint64 ms = 0;
        std::optional<Id> device {}; ///< who signed
    };
    void write(const Answered& answered) const;
    /// Anything else that whoever runs the hub should know: "started", "connectionCut".
    void write(const QString& event, QJsonObject more = {}) const;

private:
    const Clock& m_clock;
    Sink m_sink;
};

}
