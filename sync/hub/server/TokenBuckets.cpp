// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/hub/server/TokenBuckets.h"

#include <algorithm>

namespace tangyuan::sync {

qint64 TokenBuckets::take(const QByteArray& who, qint64 nowMs)
{
    auto found = m_buckets.find(who);
    if (found == m_buckets.end())
        found = m_buckets.insert(who, { m_rate.burst * perToken, nowMs });
    fill(*found, nowMs);
    if (found->thousandths >= perToken) {
        found->thousandths -= perToken;
        return 0;
    }
    return std::max<qint64>(1, (perToken - found->thousandths + m_rate.perSecond - 1) / std::max(1, m_rate.perSecond));
}

void TokenBuckets::forgetQuiet(qint64 nowMs)
{
    m_buckets.removeIf([&](QHash<QByteArray, Bucket>::iterator bucket) {
        fill(*bucket, nowMs);
        return bucket->thousandths >= m_rate.burst * perToken;
    });
}

void TokenBuckets::fill(Bucket& bucket, qint64 nowMs) const
{
    const qint64 full = m_rate.burst * perToken;
    const qint64 elapsedMs = std::min(nowMs - bucket.atMs, full); // longer than it takes at one a second
    bucket.thousandths = std::min(full, bucket.thousandths + elapsedMs * m_rate.perSecond);
    bucket.atMs = nowMs;
}

}
