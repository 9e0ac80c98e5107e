// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/hub/server/HttpLimits.h"

#include <QByteArray>
#include <QHash>

namespace tangyuan::sync {

/// A token bucket for everyone who asks (Tanenbaum, Computer Networks, "Traffic shaping"). Whoever was quiet long enough is forgotten.
class TokenBuckets {
public:
    explicit TokenBuckets(RequestRate rate)
        : m_rate(rate)
    {
    }

    /// Takes a token for one request: 0, or the ms until there is one. `nowMs` must not run backwards.
    qint64 take(const QByteArray& who, qint64 nowMs);
    /// Forgets those whose bucket is full again.
    void forgetQuiet(qint64 nowMs);
    qsizetype size() const { return m_buckets.size(); }

private:
    static constexpr qint64 perToken = 1'000; ///< thousandths, so that a ms fills a whole number of them
    struct Bucket {
        qint64 thousandths = 0;
        qint64 atMs = 0;
    };
    void fill(Bucket& bucket, qint64 nowMs) const;

    RequestRate m_rate;
    QHash<QByteArray, Bucket> m_buckets;
};

}
